"""The platform from outside: records and figures as pandas DataFrames over its REST API. No Frappe is needed.

	from anshang_app.client import Client

	client = Client("https://anshang.example.gov.cn", api_key="…", api_secret="…")
	projects = client.projects(filters={"stage": "Construction"})      # columns in Chinese
	nodes = client.nodes(["project", "title", "planned_date", "light"], language="en")

What comes back is what the account may see on the desk, under the same row rule, phones masked. Reads are repeated
after a dropped connection or an error of the server; calls that write never are. Refusals are raised as typed errors
whose text is the platform's own Chinese message.
"""

import json
import random
import re
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd
import requests

CHINESE, ENGLISH = "zh", "en"
PAGE, SECONDS, TRIES = 500, 60.0, 4
#: seconds before the second try; doubled each time, with a random part so that many clients do not return at once
FIRST_WAIT, LONGEST_WAIT = 0.5, 20.0
#: answers of a server that is busy or restarting
PASSING = frozenset({429, 500, 502, 503, 504})
DAYS, MOMENTS, NUMBERS = "Date", "Datetime", ("Int", "Float", "Currency", "Percent", "Check")
#: as Frappe takes them: values by field, or a list of conditions
Filters = Mapping[str, object] | Sequence[Sequence[object]]
TAGS = re.compile(r"<[^>]+>")
#: columns of each frame where none are named
PROJECT_FIELDS = (
	"name",
	"project_name",
	"phase_no",
	"stage",
	"industry_chain",
	"host_locality",
	"chain_lead_unit",
	"introducing_unit",
	"total_investment",
	"fixed_asset_investment",
	"signing_date",
	"planned_start_date",
	"planned_duration_months",
)
NODE_FIELDS = (
	"name",
	"project",
	"title",
	"part",
	"target_kind",
	"light",
	"planned_date",
	"actual_date",
	"responsible_unit",
	"late_cause",
	"late_reason",
)
ISSUE_FIELDS = (
	"name",
	"project",
	"project_name",
	"title",
	"state",
	"level",
	"unit",
	"raised_on",
	"due_date",
	"answered_on",
	"cleared_on",
)
ENTRY_FIELDS = (
	"name",
	"project",
	"project_name",
	"entry_kind",
	"entry_date",
	"unit",
	"content",
	"investment_to_date",
	"area_to_date",
	"policy",
)
CLOCK_FIELDS = (
	"name",
	"project",
	"project_name",
	"approval_item",
	"unit",
	"state",
	"clock_state",
	"accepted_on",
	"due_date",
	"days_used",
	"limit_unit",
	"promised_limit",
	"statutory_limit",
	"is_overdue",
	"is_back_entry",
	"left_out_of_figures",
	"issued_on",
)


class AnshangError(Exception):
	"""The platform did not do what was asked; the text is its message in Chinese where it gave one."""

	def __init__(self, message: str, status: int | None = None):
		super().__init__(message)
		self.status = status


class NotReachable(AnshangError):
	"""No answer, or only errors of the server, after every try."""


class NotSignedIn(AnshangError):
	"""The key and secret are not those of an account (401)."""


class NotAllowed(AnshangError):
	"""The account may not do or see this (403)."""


class NotFound(AnshangError):
	"""There is no such record or method (404)."""


class Refused(AnshangError):
	"""A rule of the platform refused it (417, or another 4xx)."""


ERRORS = {401: NotSignedIn, 403: NotAllowed, 404: NotFound}


@dataclass
class Client:
	"""One account by its API key. `language` names columns and stored choices where a call says nothing else.

	`seconds` is the time-out of one request, `tries` how often a read is tried in all.
	"""

	url: str
	api_key: str
	api_secret: str = field(repr=False)
	language: str = CHINESE
	seconds: float = SECONDS
	tries: int = TRIES
	page: int = PAGE

	def __post_init__(self) -> None:
		self.url = self.url.rstrip("/")
		self.session = requests.Session()
		self.session.headers.update(
			{"Authorization": f"token {self.api_key}:{self.api_secret}", "Accept": "application/json"}
		)
		self._columns: dict[str, dict[str, Any]] = {}

	# --- frames -------------------------------------------------------------------------------------------

	def projects(self, fields: Sequence[str] = PROJECT_FIELDS, **options: Any) -> pd.DataFrame:
		"""招商引资项目, each phase one row; amounts in 万元."""
		return self.frame("Investment Project", fields, **options)

	def nodes(self, fields: Sequence[str] = NODE_FIELDS, **options: Any) -> pd.DataFrame:
		"""项目节点: dated steps that apply, with planned and actual day and light."""
		options["filters"] = {"applies": 1, "is_dated": 1, **(options.get("filters") or {})}
		return self.frame("Project Node", fields, **options)

	def issues(self, fields: Sequence[str] = ISSUE_FIELDS, **options: Any) -> pd.DataFrame:
		"""协调问题."""
		return self.frame("Coordination Issue", fields, **options)

	def entries(self, fields: Sequence[str] = ENTRY_FIELDS, **options: Any) -> pd.DataFrame:
		"""工作记录; `investment_to_date` (万元) and `area_to_date` (㎡) are figures to date, no additions."""
		return self.frame("Progress Entry", fields, **options)

	def clocks(self, fields: Sequence[str] = CLOCK_FIELDS, **options: Any) -> pd.DataFrame:
		"""审批办理: each case with its clock; days in the case's own `limit_unit`."""
		return self.frame("Approval Case", fields, **options)

	def frame(
		self,
		doctype: str,
		fields: Sequence[str],
		filters: Filters | None = None,
		language: str | None = None,
	) -> pd.DataFrame:
		"""Records of any type as a frame: days as datetime64, unknown and impossible ones NaT, numbers as numbers.

		`filters` as Frappe takes them, in stored values: {"stage": "Construction"} or [["planned_date", "<", "2026-12-31"]].
		With the language "zh" columns and stored choices are Chinese, with "en" field names and stored values.
		"""
		known = self.columns(doctype)
		rows = list(self.records(doctype, fields, filters))
		found = pd.DataFrame(rows, columns=list(fields))
		for name in fields:
			kind = known.get(name, {}).get("type")
			if kind in (DAYS, MOMENTS):
				found[name] = pd.to_datetime(found[name], format="ISO8601", errors="coerce")
			elif kind in NUMBERS:
				found[name] = pd.to_numeric(found[name])
		return self.spoken(found, known) if self._language(language) == CHINESE else found

	def spoken(self, found: pd.DataFrame, known: Mapping[str, dict[str, Any]]) -> pd.DataFrame:
		"""A frame with Chinese columns and choices."""
		for name in found.columns:
			words = known.get(name, {}).get("words")
			if words:
				found[name] = found[name].map(lambda value, words=words: words.get(value, value))
		return found.rename(columns={name: known[name]["zh"] for name in found.columns if name in known})

	def columns(self, doctype: str) -> dict[str, dict[str, Any]]:
		"""Field -> {en, zh, type, words} of a record type, asked for once."""
		if doctype not in self._columns:
			self._columns[doctype] = self.read("anshang_app.case_reporting.api.columns", doctype=doctype)
		return self._columns[doctype]

	def _language(self, language: str | None) -> str:
		chosen = language or self.language
		if chosen not in (CHINESE, ENGLISH):
			raise ValueError(f"language {chosen!r}: {CHINESE!r} or {ENGLISH!r}")
		return chosen

	def figures(
		self, from_date: str | None = None, to_date: str | None = None, **filters: str
	) -> pd.DataFrame:
		"""Every figure of a period, index its key: label, definition, value, kind, record_type, records.

		By default the last whole pair of months, as a bulletin reports it; the same figures as on the desk.
		"""
		given = {"from_date": _day(from_date), "to_date": _day(to_date), "filters": json.dumps(filters)}
		rows = self.read("anshang_app.bulletins.api.get_figures", **given)
		names = ["key", "label", "definition", "value", "kind", "record_type", "records"]
		return pd.DataFrame(rows, columns=names).set_index("key")

	def report(self, name: str, **filters: object) -> pd.DataFrame:
		"""A report of the desk as a frame under its Chinese headings, as the account sees it."""
		answer = self.read("frappe.desk.query_report.run", report_name=name, filters=json.dumps(filters))
		headings = {one["fieldname"]: one["label"] for one in answer["columns"]}
		rows = [row for row in answer["result"] if isinstance(row, dict)]
		return pd.DataFrame(rows, columns=list(headings)).rename(columns=headings)

	# --- records and methods ------------------------------------------------------------------------------

	def records(
		self, doctype: str, fields: Sequence[str], filters: Filters | None = None
	) -> Iterable[dict[str, Any]]:
		"""Records page by page in the order of their names; one added meanwhile moves no other.

		A page begins after the last name of the one before.
		"""
		asked = list(dict.fromkeys(["name", *fields]))
		last = None
		while True:
			params = {
				"fields": json.dumps(asked),
				"filters": json.dumps([*_listed(filters), *([["name", ">", last]] if last else [])]),
				"order_by": "name asc",
				"limit_page_length": self.page,
			}
			rows = self.send("GET", f"/api/resource/{doctype}", repeat=True, params=params)["data"]
			yield from rows
			if len(rows) < self.page:
				return
			last = rows[-1]["name"]

	def get(self, doctype: str, name: str) -> dict[str, Any]:
		"""One record with its rows."""
		record: dict[str, Any] = self.send("GET", f"/api/resource/{doctype}/{name}", repeat=True)["data"]
		return record

	def read(self, method: str, **arguments: object) -> Any:
		"""What a method that only reads returns; it is tried again after a passing error."""
		return self.send("POST", f"/api/method/{method}", repeat=True, json=arguments)["message"]

	def call(self, method: str, **arguments: object) -> Any:
		"""What a method returns that may write: sent once, whatever happens on the way."""
		return self.send("POST", f"/api/method/{method}", repeat=False, json=arguments).get("message")

	def send(self, verb: str, path: str, repeat: bool, **request: Any) -> dict[str, Any]:
		"""One request, tried again after a passing error where `repeat` lets it; raises AnshangError."""
		for number in range(1, self.tries + 1):
			last = not repeat or number == self.tries
			try:
				answer = self.session.request(verb, self.url + path, timeout=self.seconds, **request)
			except (requests.ConnectionError, requests.Timeout) as error:
				if last:
					raise NotReachable(f"连接不上平台 {self.url}：{type(error).__name__}") from error
			else:
				if answer.status_code not in PASSING or last:
					return _content(answer)
			time.sleep(_wait(number))
		raise ValueError(f"tries {self.tries}: at least 1")


def _wait(number: int) -> float:
	"""Seconds after a try, half of them by lot."""
	longest: float = min(LONGEST_WAIT, FIRST_WAIT * 2 ** (number - 1))
	return longest * (0.5 + random.random() / 2)


def _content(answer: requests.Response) -> dict[str, Any]:
	"""The body of a good answer; the error of any other."""
	if answer.ok:
		body: dict[str, Any] = answer.json()
		return body
	passing = answer.status_code in PASSING
	kind = NotReachable if passing else ERRORS.get(answer.status_code, Refused)
	raise kind(read_refusal(answer) or f"平台返回 {answer.status_code}", answer.status_code)


def read_refusal(answer: requests.Response) -> str:
	"""The platform's message of a refusal, without marks; blank where it gave none."""
	try:
		lines = json.loads(answer.json().get("_server_messages") or "[]")
	except (ValueError, AttributeError):
		return ""
	texts: list[str] = []
	for line in map(json.loads, lines):
		text = line.get("message", "") if isinstance(line, dict) else line
		texts += text if isinstance(text, list) else [str(text)]
	return "\n".join(TAGS.sub("", text) for text in texts)


def _listed(filters: Filters | None) -> list[list[object]]:
	"""Filters as a list of conditions."""
	if isinstance(filters, Mapping):
		return [
			[name, *(value if isinstance(value, list | tuple) else ("=", value))]
			for name, value in filters.items()
		]
	return [list(one) for one in filters or ()]


def _day(value: object) -> str | None:
	return None if value is None else str(pd.Timestamp(value).date())
