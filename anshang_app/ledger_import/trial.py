"""The dry run of a ledger: what each row would do, what is asked, what is wrong; nothing is saved."""

from collections import Counter
from collections.abc import Sequence

from frappe import _
from frappe.utils import cint, formatdate

from anshang_app.ledger_import import records_on_file
from anshang_app.ledger_import.kinds import KINDS, LedgerKind
from anshang_app.ledger_import.proposals import Proposal, place_of
from anshang_app.ledger_import.rules.lines import CHANGED, NEW, SAME, WRONG, LedgerFinding
from anshang_app.ledger_import.rules.matching import nearest
from anshang_app.rendering import workbooks
from anshang_app.validation.amounts import MONEY, shown
from anshang_app.validation.messages import field_label
from anshang_app.validation.plain_text import mask_phones
from anshang_app.validation.rule_texts import rule_text

#: findings that are questions above the rows, each name once
ASKED_ONCE = ("ledger_near", "ledger_unknown")


def answer_trial(kind: str, proposals: Sequence[Proposal], on_file: records_on_file.RecordsOnFile) -> dict:
	"""{counts, rows, questions}: see `api.try_ledger`."""
	counts = Counter(proposal.judged.outcome for proposal in proposals)
	return {
		"counts": {outcome: counts[outcome] for outcome in (NEW, CHANGED, SAME, WRONG)},
		"rows": [row_of(proposal, KINDS[kind]) for proposal in proposals],
		"questions": questions(proposals, on_file),
	}


def row_of(proposal: Proposal, kind: LedgerKind) -> dict:
	return {
		"place": place_of(proposal.line),
		"sheet": proposal.line.sheet,
		"number": proposal.line.number,
		"outcome": proposal.judged.outcome,
		"project_name": proposal.title,
		"about": str(proposal.line.values.get(kind.label) or ""),
		"enterprise": proposal.new_enterprise,
		"is_new_enterprise": cint(not proposal.enterprise and bool(proposal.new_enterprise)),
		"stage": proposal.stage,
		"asks": [sentence(finding) for finding in proposal.asks if finding.rule not in ASKED_ONCE],
		"wrong": [sentence(finding) for finding in proposal.judged.line.wrong],
		"changes": [
			{
				"field": name,
				"label": label_of(kind.record_type, name),
				"old": format_value(old),
				"new": format_value(new),
			}
			for name, (old, new) in proposal.judged.changes.items()
		],
	}


def label_of(record_type: str, name: str) -> str:
	"""What a changed field is called; the figure to date is an entry's."""
	return field_label("Progress Entry" if name == records_on_file.FIGURE else record_type, name)


def sentence(finding: LedgerFinding) -> str:
	"""A finding in one line: column, what stands there, the rule; telephone numbers masked."""
	# what the record itself said is a sentence already
	rule = rule_text(finding.rule) if finding.rule.isidentifier() else finding.rule
	parts = [finding.column, f"“{mask_phones(finding.shown)}”" if finding.shown else ""]
	head = "".join(part for part in parts if part)
	return f"{head}：{rule}" if head else rule


def format_value(value: object) -> str:
	"""A value as it is read in the comparison."""
	if value in (None, ""):
		return ""
	if isinstance(value, float):
		return shown(MONEY, value).split(" ")[0]
	return formatdate(value) if hasattr(value, "year") else mask_phones(str(value))


def questions(proposals: Sequence[Proposal], on_file: records_on_file.RecordsOnFile) -> dict:
	"""Names that are not on file, each once: {enterprises, units, chains: [{name, columns, near, proposed, rows}]}."""
	groups: dict[str, dict[str, list[LedgerFinding]]] = {"enterprises": {}, "units": {}, "chains": {}}
	for proposal in proposals:
		for finding in proposal.asks:
			if finding.rule in ASKED_ONCE:
				group = {"enterprise": "enterprises", "industry_chain": "chains"}.get(finding.field, "units")
				groups[group].setdefault(finding.shown, []).append(finding)
	return {
		group: [question(group, name, findings, on_file) for name, findings in sorted(names.items())]
		for group, names in groups.items()
	}


def question(
	group: str, name: str, findings: Sequence[LedgerFinding], on_file: records_on_file.RecordsOnFile
) -> dict:
	"""One name that is not on file: the columns it stands in, what it may be, and what is proposed where that is clear."""
	if group == "enterprises":
		near = [
			{"value": on_file.enterprises[title], "label": title} for title in on_file.enterprise(name).near
		]
		proposed = None
	else:
		ranked, proposed = nearest(name, offered(group, {finding.field for finding in findings}, on_file))
		near = [{"value": title, "label": title} for title in ranked]
	return {
		"name": name,
		"columns": list(dict.fromkeys(finding.column for finding in findings if finding.column)),
		"near": near,
		"proposed": proposed or "",
		"rows": len(findings),
	}


def offered(group: str, fields: set[str], on_file: records_on_file.RecordsOnFile) -> set[str]:
	"""What may be meant: chains, or of units those of the kinds the columns ask for."""
	if group == "chains":
		return set(on_file.chains.values())
	return {unit for field in fields for unit in on_file.units[field].values()}


def wrong_rows(proposals: Sequence[Proposal]) -> bytes:
	"""A workbook of the rows that are wrong, with where they stand and why."""
	rows = [
		[
			proposal.line.sheet,
			proposal.line.number,
			proposal.title,
			proposal.new_enterprise or str(proposal.line.values.get("enterprise") or ""),
			"；".join(sentence(finding) for finding in proposal.judged.line.wrong),
		]
		for proposal in proposals
		if proposal.judged.outcome == WRONG
	]
	heads = [_("Sheet of the Ledger"), _("Row"), _("Project Name"), _("Enterprise"), _("Reason")]
	return workbooks.write([workbooks.WorkbookSheet(_("Wrong Rows"), heads, rows)])
