"""The audit chain's arithmetic: hashes of records and of links, pure."""

import hashlib
import json
from collections.abc import Mapping

#: what the first link follows
BEGINNING = "0" * 64
#: fields of an entry that its link binds
HASHED = (
	"name",
	"entry_kind",
	"record_type",
	"record_name",
	"entered_at",
	"record_hash",
	"person_hash",
)


def digest(values: Mapping[str, object], salt: str = "") -> str:
	"""SHA-256 of field values in one fixed spelling, as 64 hexadecimal digits."""
	plain = {key: "" if value is None else str(value) for key, value in values.items()}
	text = json.dumps(plain, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
	return hashlib.sha256((salt + text).encode()).hexdigest()


def link_digest(entry: Mapping[str, object], chain_no: int, previous: str) -> str:
	"""The hash of a link: its place, what it is about, the hashes of the record and of the link before.

	An entry with contents is bound to them; one of an older site has none and is hashed as it always was.
	"""
	values = {key: entry[key] for key in HASHED}
	if contents := entry.get("contents"):
		values["contents"] = hashlib.sha256(str(contents).encode()).hexdigest()
	return digest({"chain_no": chain_no, "previous": previous, **values})
