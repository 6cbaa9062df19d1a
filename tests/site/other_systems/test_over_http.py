"""The document of what other systems may call is what the code gives: committed, served and written alike."""

import inspect
import json
import os
import re
import subprocess
import sys
import uuid
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from itertools import cycle

import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from rest_clients import said
from schemathesis import GenerationMode
from walled_sessions import CANARIES

#: keys of this run
RUN = uuid.uuid4().hex
#: examples of each operation: each day of one of a dozen, and of all with --long
DAILY, WHOLE, SHARE = 1, 25, 12
ACCOUNTS = ("HOST", "APPROVAL", "LEAD")


@pytest.fixture(scope="module")
def offers(frappe_site):
	from anshang_app.other_systems import described

	assert frappe_site
	return described.offers()


def test_the_committed_document_is_what_the_code_gives(frappe_site, repo):
	from anshang_app.other_systems import described

	assert frappe_site
	committed = (repo / "docs" / "openapi.json").read_text(encoding="utf-8")
	assert committed == described.openapi_text(), "bench --site … anshang-openapi docs/openapi.json"
	found = json.loads(committed)
	assert found["openapi"].startswith("3.1") and len(found["paths"]) > 50


def test_every_offer_says_what_it_does_and_its_example_is_a_call(offers):
	assert len(offers) > 35
	for path, offer in offers.items():
		plain = inspect.unwrap(offer.method)
		assert plain.__doc__, path
		inspect.signature(plain).bind(**offer.example)


def test_what_writes_is_sent_by_post_only(offers, frappe_site):
	verbs = frappe_site.allowed_http_methods_for_whitelisted_func
	for path, offer in offers.items():
		assert offer.reads or verbs[offer.method] == ["POST"], path


def test_the_guide_names_every_method(offers, repo):
	written = (repo / "docs" / "rest.md").read_text(encoding="utf-8").split("## Methods")[1]
	named = re.findall(r"^\| `([\w.]+)`", written, re.M)
	assert [f"anshang_app.{path}" for path in named] == sorted(offers)


def test_it_is_served_to_whoever_is_signed_in_and_to_nobody_else(url, key_of, repo):
	address = "/api/method/anshang_app.other_systems.api.openapi"
	answer = key_of("APPROVAL").send("GET", address)
	assert answer.status_code == 200
	assert answer.text == (repo / "docs" / "openapi.json").read_text(encoding="utf-8")
	refused = requests.get(f"{url}{address}", timeout=30)
	assert refused.status_code in (401, 403)
	assert refused.json()["error_code"] in ("not_signed_in", "not_permitted")


def test_a_key_of_nobody_and_of_an_account_out_of_use_are_told_so(key_of, frappe_site):
	client = key_of("APPROVAL")
	assert (
		client.send("POST", "/api/method/anshang_app.record_search.api.find", {"text": "城墙"}).status_code
		== 200
	)
	right = client.session.headers["Authorization"]
	for wrong in (f"{right}x", "token no:body"):
		client.session.headers["Authorization"] = wrong
		answer = client.send("POST", "/api/method/anshang_app.record_search.api.find", {"text": "城墙"})
		assert (answer.status_code, answer.json()["error_code"]) == (401, "not_signed_in"), answer.text
	client.session.headers["Authorization"] = right
	frappe_site.db.set_value("User", client.user, "enabled", 0)
	frappe_site.db.commit()
	answer = client.send("POST", "/api/method/anshang_app.record_search.api.find", {"text": "城墙"})
	frappe_site.db.set_value("User", client.user, "enabled", 1)
	frappe_site.db.commit()
	assert (answer.status_code, answer.json()["error_code"]) == (401, "not_signed_in"), answer.text
	assert "接口密钥不属于任何在用账号" in said(answer)


def test_a_key_passes_the_same_wall_and_needs_no_token_against_forgery(key_of, walled):
	client = key_of("HOST")
	own, foreign = (walled[side].records["Investment Project"] for side in ("own", "foreign"))
	assert client.get("Investment Project", own)["name"] == own
	listed = {row["name"] for row in client.list("Investment Project", {"name": ["in", [own, foreign]]})}
	assert listed == {own}
	answers = [
		client.send("POST", "/api/method/anshang_app.reminders.api.project_story", {"project": name})
		for name in (foreign, "0000000000")
	]
	assert {(one.status_code, one.json()["error_code"]) for one in answers} == {(404, "unknown_record")}
	assert client.call("reminders.api.project_story", project=own)["stages"]


@pytest.mark.parametrize(
	("body", "kind", "code"),
	[
		('{"a":', "application/json", "not_json"),
		("[1, 2]", "application/json", "not_json"),
		("[" * 3000, "application/json", "not_json"),
		('{"values": 1, "project": 1}', "application/json", "argument_wrong"),
		("{}", "application/json", "argument_missing"),
		("", "application/json", "argument_missing"),
		("x=1", "application/x-www-form-urlencoded", "argument_missing"),
		("{}", "", "argument_missing"),
	],
)
def test_a_body_that_is_none_is_refused_in_chinese(key_of, body, kind, code):
	client = key_of("HOST")
	answer = client.session.post(
		f"{client.url}/api/method/anshang_app.progress_tracking.api.file_entry",
		data=body,
		headers={"Content-Type": kind} if kind else {},
		timeout=30,
	)
	assert answer.status_code < 500, answer.text[-500:]
	assert answer.json()["error_code"] == code, answer.text[-500:]
	assert re.search("[一-鿿]", said(answer))


def test_a_blank_argument_of_a_list_says_nothing(key_of, walled):
	blank = {"fields": "", "filters": "", "order_by": "", "limit_start": "", "limit_page_length": ""}
	client = key_of("HOST")
	for given_blank in (blank, {"fields": ""}, {"": "null", "fields": ""}):
		answer = client.session.get(
			f"{client.url}/api/resource/Investment Project", params=given_blank, timeout=30
		)
		assert answer.status_code == 200, answer.text[-500:]
		assert [row["name"] for row in answer.json()["data"]] == [walled["own"].records["Investment Project"]]


@pytest.mark.parametrize("doctype", ["Anshang Unit", "Coordination Issue"])
@pytest.mark.parametrize("wrong", ["no json", '{"a":', "3", "\x93¬²"])
def test_conditions_that_are_no_json_are_refused(key_of, doctype, wrong):
	client = key_of("HOST")
	answer = client.session.get(f"{client.url}/api/resource/{doctype}", params={"filters": wrong}, timeout=30)
	assert (answer.status_code, answer.json()["error_code"]) == (417, "argument_wrong"), answer.text[-300:]


def test_a_body_too_large_is_refused_before_it_is_read(key_of):
	client, find = key_of("HOST"), "/api/method/anshang_app.record_search.api.find"
	body, kind = b'{"text": "' + b"x" * (30 * 2**20) + b'"}', {"Content-Type": "application/json"}
	# the server answers and hangs up while the rest is on its way
	with suppress(requests.ConnectionError):
		assert (
			client.session.post(f"{client.url}{find}", data=body, headers=kind, timeout=60).status_code == 413
		)
	assert client.send("POST", find, {"text": "城墙"}).status_code == 200


def test_broken_rules_name_field_and_rule(key_of, walled):
	project = walled["own"].records["Investment Project"]
	values = {"doctype": "Coordination Issue", "project": project, "title": "缺水", "due_date": "2206-01-01"}
	answer = key_of("HOST").send("POST", "/api/resource/Coordination Issue", values)
	body = answer.json()
	assert (answer.status_code, body["error_code"]) == (417, "rule_not_met"), answer.text
	assert {"record_type": "Coordination Issue", "field": "due_date"}.items() <= body["problems"][0].items()
	assert body["problems"][0]["rule"]


def test_the_command_writes_the_document(site_name, repo, tmp_path):
	target = tmp_path / "openapi.json"
	command = [sys.executable, "-m", "frappe.utils.bench_helper", "frappe", "--site", site_name]
	done = subprocess.run(
		[*command, "anshang-openapi", str(target)],
		cwd=os.environ["FRAPPE_SITES_PATH"],
		capture_output=True,
		text=True,
	)
	assert done.returncode == 0, done.stderr[-2000:]
	assert "接口文档已写入" in done.stdout
	assert target.read_text(encoding="utf-8") == (repo / "docs" / "openapi.json").read_text(encoding="utf-8")


# --- sent twice, done once ----------------------------------------------------------------------------------


FILE_ENTRY = "/api/method/anshang_app.progress_tracking.api.file_entry"


def keyed(client, path: str, body: dict, key: str | bytes):
	key = f"{RUN} {key}" if isinstance(key, str) else key
	return client.session.post(f"{client.url}{path}", json=body, headers={"Idempotency-Key": key}, timeout=60)


def entry(walled, content: str) -> dict:
	values = {"entry_kind": "Phone Contact", "entry_date": "2026-06-01", "content": content}
	return {"project": walled["own"].records["Investment Project"], "values": values, "confirmed": 1}


def count(frappe_site, doctype: str, **filters) -> int:
	frappe_site.db.rollback()
	return frappe_site.db.count(doctype, filters)


def test_a_method_sent_again_answers_the_same_and_does_nothing(key_of, walled, frappe_site):
	host, body = key_of("HOST"), entry(walled, "幂等一")
	first, again = (keyed(host, FILE_ENTRY, body, "entry-1") for _time in range(2))
	assert (first.status_code, again.status_code) == (200, 200), (first.text, again.text)
	assert first.json()["message"] == again.json()["message"]
	assert again.json()["replayed"] is True and "replayed" not in first.json()
	assert count(frappe_site, "Progress Entry", content="幂等一") == 1


def test_sent_at_once_it_is_done_once(key_of, walled, frappe_site):
	host, body = key_of("HOST"), entry(walled, "幂等并发")
	with ThreadPoolExecutor(4) as pool:
		answers = list(pool.map(lambda _n: keyed(host, FILE_ENTRY, body, "entry-at-once"), range(4)))
	assert {answer.status_code for answer in answers} == {200}, [answer.text[-300:] for answer in answers]
	assert len({answer.json()["message"]["name"] for answer in answers}) == 1
	assert count(frappe_site, "Progress Entry", content="幂等并发") == 1


def test_a_key_with_another_body_is_refused_in_chinese(key_of, walled, frappe_site):
	host = key_of("HOST")
	assert keyed(host, FILE_ENTRY, entry(walled, "幂等二"), "entry-2").status_code == 200
	refused = keyed(host, FILE_ENTRY, entry(walled, "幂等二改"), "entry-2")
	assert (refused.status_code, refused.json()["error_code"]) == (409, "key_reused")
	assert "已用于另一个请求" in said(refused)
	assert count(frappe_site, "Progress Entry", content="幂等二改") == 0


def test_another_users_key_is_another_key(key_of, walled, frappe_site):
	body = entry(walled, "幂等三")
	names = {
		keyed(key_of(account), FILE_ENTRY, body, "entry-3").json()["message"]["name"]
		for account in ("HOST", "LEAD")
	}
	assert len(names) == 2 and count(frappe_site, "Progress Entry", content="幂等三") == 2


def test_a_refused_request_leaves_no_key(key_of, walled):
	host, body = key_of("HOST"), entry(walled, "幂等四")
	wrong = {**body, "values": {**body["values"], "entry_date": "2206-01-01"}}
	assert keyed(host, FILE_ENTRY, wrong, "entry-4").status_code == 417
	assert keyed(host, FILE_ENTRY, body, "entry-4").status_code == 200


@pytest.mark.parametrize("key", ["", "x" * 256, "caf\xe9"])
def test_what_is_no_key_is_refused(key_of, walled, key):
	answer = keyed(key_of("HOST"), FILE_ENTRY, entry(walled, "幂等五"), key.encode("latin-1"))
	assert (answer.status_code, answer.json()["error_code"]) == (400, "key_refused"), answer.text


def test_a_new_record_is_inserted_once_under_its_key(key_of, walled, frappe_site):
	host = key_of("HOST")
	body = {
		"project": walled["own"].records["Investment Project"],
		"title": "幂等问题",
		"description": "缺水",
	}
	path = "/api/resource/Coordination Issue"
	first, again = (keyed(host, path, body, "issue-1") for _time in range(2))
	assert (first.status_code, again.status_code) == (200, 200), (first.text[-500:], again.text[-500:])
	assert again.json()["data"] == first.json()["data"] and again.json()["replayed"] is True
	assert count(frappe_site, "Coordination Issue", title="幂等问题") == 1
	other = keyed(host, path, {**body, "title": "幂等问题改"}, "issue-1")
	assert (other.status_code, other.json()["error_code"]) == (409, "key_reused"), other.text[-500:]


def test_a_cleared_cache_loses_no_key_and_the_settings_say_how_long(key_of, walled, frappe_site):
	from anshang_app.foundation import request_keys

	host, body = key_of("HOST"), entry(walled, "幂等六")
	first = keyed(host, FILE_ENTRY, body, "entry-6").json()["message"]
	frappe_site.clear_cache()
	frappe_site.db.rollback()
	request_keys.forget_old()
	frappe_site.db.commit()
	assert keyed(host, FILE_ENTRY, body, "entry-6").json()["message"] == first
	old = frappe_site.utils.add_days(None, -8)
	frappe_site.db.rollback()
	frappe_site.db.sql("update `tabRequest Key` set creation = %s", old)
	request_keys.forget_old()
	frappe_site.db.commit()
	assert count(frappe_site, "Request Key") == 0


# --- whatever is sent -------------------------------------------------------------------------------------------


def test_the_document_holds_for_whatever_is_sent(walled, key_of, url, frappe_site):
	from anshang_app.doors.door import RECORD_ARGUMENTS
	from anshang_app.doors.rules.refusal_codes import CODES
	from anshang_app.other_systems import described

	whole = os.environ.get("ANSHANG_PROFILE") == "long"
	keys = cycle([key_of(account).session.headers["Authorization"] for account in ACCOUNTS])
	schema = schemathesis.openapi.from_dict(described.openapi())
	operations = [found.ok() for found in schema.get_all_operations()]
	today = frappe_site.utils.getdate().toordinal()
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
		case.headers = {**(case.headers or {}), "Authorization": next(keys)}
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
	assert not wrong, f"{len(wrong)}\n" + "\n".join(sorted(set(wrong))[:40])
	assert tried > (1500 if whole else 5)
