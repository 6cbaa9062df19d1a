"""The completion pack of a project: gathered at the hand-over, countersigned at the receipt, never changed."""

from pathlib import Path

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import now_datetime

from anshang_app.access_control.kept_files import Kept, kept_in, kept_rows
from anshang_app.access_control.row_rule import PROJECT
from anshang_app.coordination.promises import commitments_of
from anshang_app.foundation import constants
from anshang_app.foundation.phase_words import with_phase
from anshang_app.official_documents.build import service_plan_forms
from anshang_app.official_documents.pdf import forms_pdf
from anshang_app.official_documents.rules import annex
from anshang_app.project_lifecycle.rules import pack_archive
from anshang_app.project_lifecycle.rules.pack_contents import Certificate, PackFacts, items_of
from anshang_app.project_lifecycle.transitions import read_stage_times
from anshang_app.rendering.html import render_page
from anshang_app.validation.checks import Problem
from anshang_app.validation.messages import refuse
from anshang_app.validation.rule_texts import rule_text

HANDOVER = "Project Handover"
#: a row of `packs` as it compares
PACK_ROW = ("built_by", "pack_file", "pack_sha256", "file_count", "pack_size")
#: fields of the project in the pack's overview
OVERVIEW = (
	"project_name",
	"enterprise",
	"project_code",
	"industry_chain",
	"landing_mode",
	"land_area",
	"total_investment",
	"fixed_asset_investment",
	"host_locality",
	"chain_lead_unit",
	"introducing_unit",
	"city_leader_name",
	"signing_date",
	"planned_start_date",
	"production_target_date",
	"construction_content",
)
#: what a certificate without a scan is without
BEFORE_THE_PLATFORM, NOT_ON_FILE = "平台上线前办结，未存扫描件", "未上传"


def add_pack(handover: Document, project: Document) -> None:
	"""Build the pack as of now, keep it on file, and put its hash on the handover."""
	items = items_of(facts_of(handover, project))
	built_at = now_datetime()
	about = {
		"版次": f"竣工移交包第 {len(handover.packs) + 1} 版",
		"项目": f"项目：{with_phase(project.project_name, project.phase_no)}（{project.name}）",
		"移交": f"竣工项目移交：{handover.name}，{handover.from_unit} 移交 {handover.to_unit}",
		"生成": f"生成时间：{built_at:%Y-%m-%d %H:%M:%S}，经办：{_full_name(frappe.session.user)}",
	}
	content = pack_archive.build(items, about)
	address = _keep(handover, project, content)
	handover.pack_file, handover.pack_sha256 = address, pack_archive.sha256(content)
	handover.append(
		"packs",
		{
			"built_at": built_at,
			"built_by": frappe.session.user,
			"pack_file": address,
			"pack_sha256": handover.pack_sha256,
			"file_count": len(pack_archive.manifest_of(content)["files"]),
			"pack_size": len(content),
		},
	)


def _keep(handover: Document, project: Document, content: bytes) -> str:
	"""Store the archive as a private file of the handover; returns its address."""
	name = pack_archive.safe_name(
		f"竣工移交包 {with_phase(project.project_name, project.phase_no)} 第{len(handover.packs) + 1}版"
	)
	file = frappe.get_doc(
		{
			"doctype": "File",
			"file_name": f"{name}.zip",
			"attached_to_doctype": handover.doctype,
			"attached_to_name": handover.name,
			"is_private": 1,
			"content": content,
		}
	)
	# each scan kept within the site's limit when it was uploaded; together they may pass it
	file.check_max_file_size = lambda: len(content)
	return file.insert(ignore_permissions=True).file_url


def countersign(handover: Document) -> None:
	"""签收 binds the receiver to the hash; refused if the pack is not what was handed over."""
	refuse(handover, pack_problems(handover))
	handover.countersigned_at = now_datetime()
	handover.countersigned_sha256 = handover.pack_sha256


def pack_problems(handover: Document) -> list[Problem]:
	"""What is wrong with the pack now in force; nothing if it is as it was built."""
	if not handover.pack_file:
		return [Problem("pack_file", None, "pack_missing")]
	findings = findings_of(handover.pack_file, handover.pack_sha256)
	return [Problem("pack_file", None, "pack_altered", ("；".join(findings),))] if findings else []


def findings_of(address: str, expected: str) -> list[str]:
	"""What does not agree between an archive on file and its hashes, in words."""
	content = _bytes_of(address)
	if content is None:
		return [_("the file is gone")]
	findings = [_finding(row) for row in pack_archive.verify(content)]
	if pack_archive.sha256(content) != expected:
		findings.insert(0, _("the archive has another hash"))
	return findings


def _finding(row: pack_archive.ArchiveFinding) -> str:
	text = {
		"missing": _("{0} is missing"),
		"altered": _("{0} was altered"),
		"added": _("{0} was added"),
		"no_manifest": _("the list of files cannot be read"),
		"no_archive": _("the file is no archive"),
	}[row.rule]
	return text.format(row.path)


def verify(handover: Document) -> list[dict]:
	"""核验: every pack of the handover with what was found, the one in force last."""
	return [
		{
			"built_at": row.built_at,
			"pack_file": row.pack_file,
			"sha256": row.pack_sha256,
			"countersigned": bool(
				handover.countersigned_sha256 and row.pack_sha256 == handover.countersigned_sha256
			),
			"findings": findings_of(row.pack_file, row.pack_sha256),
		}
		for row in handover.packs
	]


def packs_of(handover: Document) -> list[tuple]:
	"""The rows of the packs as they compare."""
	return [tuple(row.get(field) or None for field in PACK_ROW) for row in handover.packs]


def kept_files(doctype: str, name: str) -> list[Kept]:
	"""Every pack, what was handed over, and what hangs on a project that came to its end."""
	return [
		*kept_rows("Completion Pack", "pack_file", HANDOVER, doctype, name, rule_text("pack_kept")),
		*kept_in(HANDOVER, (constants.HANDED_OVER, constants.SIGNED_FOR), doctype, name),
		*kept_in(PROJECT, (constants.HANDED_OVER, constants.TERMINATED), doctype, name, "stage"),
	]


# --- what goes into it --------------------------------------------------------------------------------------


def facts_of(handover: Document, project: Document) -> PackFacts:
	"""Everything the pack tells of a project; refused if a file it needs cannot be read."""
	plan = frappe.db.get_value("Service Plan", {"project": project.name, "state": constants.SEALED})
	scan = frappe.db.get_value("Service Plan", plan, "signed_scan") if plan else None
	problems: list[Problem] = []
	facts = PackFacts(
		overview=_overview(project, plan),
		certificates=_certificates(project.name, problems),
		forms=_forms_of(plan) if plan else None,
		scan=_attached("Service Plan", plan, "signed_scan", scan, problems) if scan else None,
		scan_ending=Path(scan or "").suffix,
		stage_log=_stage_log(project.name),
		times=read_stage_times(project.name),
		roles=[
			(
				_(row.role),
				row.unit,
				row.person_name or _full_name(row.person_user),
				row.from_date,
				row.to_date,
			)
			for row in project.project_roles
		],
		contacts=_contacts(project.name),
		promises=commitments_of(project.name),
		stage_names={stage: _(stage) for stage in (*constants.STAGE_ORDER, *constants.STANDSTILLS)},
	)
	refuse(handover, problems)
	return facts


def _overview(project: Document, plan: str | None) -> list[tuple]:
	rows = [(_(project.meta.get_label(field)), project.get(field)) for field in OVERVIEW]
	rows.insert(0, ("项目编号", project.name))
	return [*rows, ("两单一表", plan or "平台上没有已签章的两单一表")]


def _certificates(project: str, problems: list[Problem]) -> list[Certificate]:
	cases = frappe.get_all(
		"Approval Case",
		filters={"project": project, "state": constants.GRANTED},
		fields=[
			"name",
			"approval_item",
			"certificate_no",
			"issued_on",
			"unit",
			"certificate_scan",
			"is_back_entry",
		],
		order_by="issued_on, name",
	)
	return [
		Certificate(
			title=case.approval_item,
			number=case.certificate_no or "",
			issued_on=case.issued_on,
			unit=case.unit or "",
			scan=_attached("Approval Case", case.name, "certificate_scan", case.certificate_scan, problems),
			ending=Path(case.certificate_scan or "").suffix,
			note=BEFORE_THE_PLATFORM if case.is_back_entry else NOT_ON_FILE,
		)
		for case in cases
	]


def _attached(
	doctype: str, name: str, field: str, address: str | None, problems: list[Problem]
) -> bytes | None:
	"""The bytes of a record's file: one attached to it, or one the user may read anyway."""
	if not address:
		return None
	content = _bytes_of(address) if _may_pack(doctype, name, address) else None
	if content is None:
		problems.append(Problem(field, f"{name} {address}", "file_unreadable", doctype=doctype))
	return content


def _may_pack(doctype: str, name: str, address: str) -> bool:
	"""Whether an address belongs to the record: a field alone would let anybody name a foreign file."""
	files = frappe.get_all(
		"File",
		filters={"file_url": address},
		fields=["name", "attached_to_doctype", "attached_to_name"],
		order_by="name",
	)
	own = any((file.attached_to_doctype, file.attached_to_name) == (doctype, name) for file in files)
	return own or any(frappe.get_doc("File", file.name).has_permission("read") for file in files)


def _bytes_of(address: str) -> bytes | None:
	"""The content of a file on the platform; None if it is gone."""
	name = frappe.db.get_value("File", {"file_url": address})
	path = Path(frappe.get_doc("File", name).get_full_path()) if name else None
	return path.read_bytes() if path and path.is_file() else None


def _forms_of(plan: str) -> bytes:
	"""The three official forms of a sealed plan as one PDF."""
	forms = service_plan_forms(plan)
	return forms_pdf(render_page([forms[name] for name in annex.FORM_NAMES], _("Service Plan Forms")))


def _stage_log(project: str) -> list[tuple]:
	rows = frappe.get_all(
		"Stage Log",
		filters={"project": project},
		fields=["from_stage", "to_stage", "passed_on", "by_user", "reason", "back_entry"],
		order_by="creation, name",
		limit=0,
	)
	return [
		(
			_(row.from_stage) if row.from_stage else "",
			_(row.to_stage),
			row.passed_on or "不详",
			_full_name(row.by_user),
			row.reason,
			"是" if row.back_entry else "",
		)
		for row in rows
	]


def _contacts(project: str) -> list[tuple]:
	"""Contacts with masked numbers only: a full one is asked for, and logged, on the platform."""
	rows = frappe.get_all(
		"Project Contact",
		filters={"project": project, "is_active": 1},
		fields=["side", "contact_name", "phone_masked"],
		order_by="creation, name",
	)
	return [(_(row.side), row.contact_name, row.phone_masked) for row in rows]


def _full_name(user: str | None) -> str:
	return frappe.get_cached_value("User", user, "full_name") or user if user else ""
