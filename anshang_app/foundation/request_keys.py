"""A request that is sent twice is done once: the header `Idempotency-Key` of whoever writes.

The key is a row of the work's own transaction, so that work and key are kept together or not at all; who comes with
the same key meanwhile waits for that row. A refused request leaves no key behind: nothing was done, so it may be sent
again. Rows and no keys of Redis: after a cleared or restarted cache the same order could be given twice.
"""

import hashlib
import json

import frappe
from frappe import _
from frappe.utils import add_days, cint, now_datetime
from frappe.utils.response import json_handler

HEADER = "Idempotency-Key"
KEY = "Request Key"
#: letters of a key
LONGEST_KEY = 255
#: the settings' days a key is kept, and what holds where they say nothing
KEPT_DAYS, USUAL_DAYS = "request_key_days", 7


class KeyRefused(frappe.ValidationError):
	"""The header holds no key."""

	http_status_code = 400


class KeyReused(frappe.ValidationError):
	"""The key stood for another request, or for one whose answer is not known."""

	http_status_code = 409


def sent_key() -> str | None:
	"""The key of the request at hand; refused where it is none."""
	key = frappe.get_request_header(HEADER) if getattr(frappe.local, "request", None) else None
	if key is None:
		return None
	if not (key.strip() and key.isascii() and key.isprintable() and len(key) <= LONGEST_KEY):
		frappe.throw(
			_("{0}: give 1 to {1} letters, digits and signs of ASCII.").format(HEADER, LONGEST_KEY),
			KeyRefused,
		)
	return key


def answered_once(path: str, arguments: dict, work):
	"""What `work()` returns; of a request with a key that was done before, what it answered then."""
	key = sent_key()
	if key is None:
		return work()
	name, body = key_name(path, key), digest(arguments, sent_files())
	stored_answer = claim(name, path, body)
	if stored_answer is not None:
		frappe.local.response["replayed"] = True
		return json.loads(stored_answer)
	answer = work()
	keep_answer(name, answer)
	return answer


def key_name(path: str, key: str) -> str:
	"""The name of a key's row: another user's and another method's are other keys."""
	return digest([frappe.session.user, path, key])


def digest(*parts: object) -> str:
	"""SHA-256 of values, the same whatever the order of names."""
	as_json = json.dumps(parts, sort_keys=True, default=str, ensure_ascii=False)
	return hashlib.sha256(as_json.encode(errors="surrogatepass")).hexdigest()


def sent_files() -> list[str]:
	"""SHA-256 of each file sent with the request."""
	hashes = []
	for name, file in sorted(frappe.request.files.items(multi=True)):
		file.stream.seek(0)
		hashes.append(f"{name} {hashlib.sha256(file.stream.read()).hexdigest()}")
		file.stream.seek(0)
	return hashes


def claim(name: str, path: str, body: str) -> str | None:
	"""Take a key for the transaction at hand; the stored answer (JSON) where the same request was done before.

	Waits for another request under the same key.
	"""
	row = frappe.get_doc({"doctype": KEY, "name": name, "method": path, "body_hash": body})
	try:
		row.db_insert()
		return None
	except frappe.DuplicateEntryError:
		frappe.clear_last_message()
	except frappe.QueryTimeoutError:
		refuse_unknown()
	earlier = frappe.db.get_value(KEY, name, ["body_hash", "answer"], as_dict=True, for_update=True)
	if earlier and earlier.body_hash != body:
		frappe.throw(
			_("{0}: this key was used for another request. Use a new key for each request.").format(HEADER),
			KeyReused,
		)
	if not earlier or earlier.answer is None:
		refuse_unknown()
	return earlier.answer


def refuse_unknown() -> None:
	"""Refuse a request whose first sending is still at work, or ended without an answer on record."""
	frappe.throw(
		_("{0}: the first request with this key is still at work, or its answer is not known.").format(
			HEADER
		),
		KeyReused,
	)


def keep_answer(name: str, answer: object) -> None:
	"""Store what was answered under a key."""
	as_json = json.dumps(answer, default=json_handler, ensure_ascii=False)
	frappe.db.set_value(KEY, name, "answer", as_json, update_modified=False)


def forget_old() -> None:
	"""Delete the keys that are older than the settings keep them (daily)."""
	days = cint(frappe.db.get_single_value("Anshang Settings", KEPT_DAYS)) or USUAL_DAYS
	frappe.db.delete(KEY, {"creation": ["<", add_days(now_datetime(), -days)]})
