"""Requests drawn from the document of what other systems may call: no error of the server, every refusal with its word."""

from itertools import cycle

import frappe
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from schemathesis import GenerationMode
from walled_sessions import CANARIES

#: examples of each operation: each day of a fifth of them, and of all with --long
DAILY, WHOLE, SHARE = 2, 25, 5
ACCOUNTS = ("HOST", "APPROVAL", "LEAD")


@pytest.fixture(scope="module")
def keys(walled, frappe_site):
	"""The header of an API key of some accounts behind the wall."""
	import walled_world

	assert walled
	found = []
	for account in ACCOUNTS:
		user = frappe_site.get_doc("User", walled_world.mail(account))
		user.api_key, secret = frappe_site.generate_hash(length=15), frappe_site.generate_hash(length=15)
		user.api_secret = secret
		user.save(ignore_permissions=True)
		found.append({"Authorization": f"token {user.api_key}:{secret}"})
	frappe_site.db.commit()
	return cycle(found)


def test_the_document_holds_for_whatever_is_sent(walled, keys, url, whole):
	from anshang_app.doors.door import RECORD_ARGUMENTS
	from anshang_app.doors.rules.refusal_codes import CODES
	from anshang_app.other_systems import described

	schema = schemathesis.openapi.from_dict(described.openapi())
	operations = [found.ok() for found in schema.get_all_operations()]
	today = frappe.utils.getdate().toordinal()
	chosen = operations if whole else operations[today % SHARE :: SHARE]
	assert len(operations) > 55
	wrong, tried = [], 0

	def real(arguments) -> None:
		"""Put records of the own side where the request names some, in two of three requests."""
		for name in arguments if isinstance(arguments, dict) and tried % 3 else ():
			if record := walled["own"].records.get(RECORD_ARGUMENTS.get(name)):
				arguments[name] = record

	def check(case) -> None:
		nonlocal tried
		tried += 1
		real(case.body)
		real(case.query)
		case.headers = {**(case.headers or {}), **next(keys)}
		answer = case.call(base_url=url)
		said = f"{case.method} {case.path} {case.query} {str(case.body)[:300]}: {answer.status_code} {answer.text[-400:]}"
		if answer.status_code >= 500:
			wrong.append(said)
		elif answer.status_code >= 400 and answer.json().get("error_code") not in CODES:
			wrong.append(f"no word: {said}")
		elif CANARIES.search(answer.text):
			wrong.append(f"leak: {said}")

	for operation in chosen:
		for mode in GenerationMode:
			trial = given(operation.as_strategy(generation_mode=mode))(check)
			trial = settings(
				max_examples=WHOLE if whole else DAILY,
				phases=[Phase.generate],
				database=None,
				deadline=None,
				suppress_health_check=list(HealthCheck),
			)(trial)
			seed(today)(trial)()
	assert not wrong, f"{len(wrong)}\n" + "\n".join(wrong[:30])
	assert tried > (1500 if whole else 20)
