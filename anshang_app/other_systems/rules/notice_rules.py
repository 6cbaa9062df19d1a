"""What another system is told of a change, signed; when it is tried again. Pure."""

import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

STAGE, ORDER, PROBLEM, TEST = "stage_changed", "order_changed", "problem_changed", "test"
#: headers of a notice
ID_HEADER, TIME_HEADER, SIGNATURE_HEADER = "X-Anshang-Notice", "X-Anshang-Timestamp", "X-Anshang-Signature"
#: minutes before the next attempt: doubled each time, never longer than the longest; two days in all
FIRST_WAIT, LONGEST_WAIT, MOST_ATTEMPTS = 1, 360, 16


@dataclass(frozen=True)
class Watched:
	"""A record type of which changes are told: the kind, the receiver's field that asks for it, fields whose change counts."""

	kind: str
	asked_by: str
	fields: tuple[str, ...]


WATCHED: dict[str, Watched] = {
	"Investment Project": Watched(STAGE, "tells_stages", ("stage",)),
	"Supervision Order": Watched(ORDER, "tells_orders", ("state", "unit", "due_date")),
	"Coordination Issue": Watched(PROBLEM, "tells_problems", ("state", "level", "unit", "due_date")),
}


def changed(watched: Watched, before: Mapping[str, Any] | None, after: Mapping[str, Any]) -> bool:
	"""Whether a save is news: a new record, or one of the fields that count is another."""
	if before is None:
		return True
	return any(str(before.get(name) or "") != str(after.get(name) or "") for name in watched.fields)


def body_of(notice: Mapping[str, Any]) -> bytes:
	"""The body of a notice: what changed and when; what it says now is read by REST, as the unit may see it."""
	facts = {
		"id": notice["name"],
		"kind": notice["kind"],
		"record_type": notice["record_type"],
		"record": notice["record_name"],
		"stage": notice["stage"],
		"happened_at": notice["happened_at"],
	}
	return json.dumps(facts, ensure_ascii=False, separators=(",", ":")).encode()


def headers_of(notice_id: str, timestamp: int, body: bytes, secret: str) -> dict[str, str]:
	"""Headers of a notice: its id, the moment of sending (seconds since 1970), the signature of both and the body."""
	return {
		"Content-Type": "application/json; charset=utf-8",
		ID_HEADER: notice_id,
		TIME_HEADER: str(timestamp),
		SIGNATURE_HEADER: f"sha256={signature(notice_id, timestamp, body, secret)}",
	}


def signature(notice_id: str, timestamp: int, body: bytes, secret: str) -> str:
	"""HMAC-SHA256, hexadecimal, over `id.timestamp.body`: an old notice cannot be sent again as a new one."""
	signed = b".".join((notice_id.encode(), str(timestamp).encode(), body))
	return hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()


def wait_after(attempts: int) -> int | None:
	"""Minutes until the next attempt after so many; None: there is no further one."""
	if attempts >= MOST_ATTEMPTS:
		return None
	return int(min(LONGEST_WAIT, FIRST_WAIT * 2 ** (attempts - 1)))
