"""The kinds of ledgers: how a row of each is read against what is on file, and how it is taken over."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from anshang_app.ledger_import import approvals, problems, projects, proposals, records_on_file
from anshang_app.ledger_import.entering import Write, WriteNew
from anshang_app.ledger_import.proposals import Choices, Proposal, as_chosen
from anshang_app.ledger_import.records_on_file import RecordsOnFile
from anshang_app.ledger_import.rules import headings
from anshang_app.ledger_import.rules.lines import LedgerLine


@dataclass(frozen=True)
class LedgerKind:
	"""`propose` reads rows as what they would do, `check` asks the record itself, `write` takes a row over, `write_new` new ones
	together.

	`label` says what a row of it is about: the field shown beside its project.
	"""

	propose: Callable[[Sequence[LedgerLine], RecordsOnFile, Choices], list[Proposal]]
	write: Write
	record_type: str
	label: str = ""
	write_new: WriteNew | None = None
	check: Callable[[Proposal], Proposal] = lambda one: one


KINDS = {
	headings.PROJECTS: LedgerKind(
		proposals.propose_all,
		projects.write,
		records_on_file.PROJECT,
		check=projects.checked,
		write_new=projects.enter_new,
	),
	headings.PROBLEMS: LedgerKind(problems.propose_all, problems.write, problems.ISSUE, "title"),
	headings.APPROVALS: LedgerKind(approvals.propose_all, approvals.write, approvals.CASE, "approval_item"),
}


def proposed(
	lines: Sequence[LedgerLine], kind: str, choices: Choices, check: bool = True
) -> tuple[list[Proposal], RecordsOnFile]:
	"""Every row as what it would do, and the records on file it was held against, read once."""
	of_kind, on_file = KINDS[kind], records_on_file.read()
	judged_rows = [as_chosen(proposal, choices) for proposal in of_kind.propose(lines, on_file, choices)]
	return [of_kind.check(proposal) for proposal in judged_rows] if check else judged_rows, on_file
