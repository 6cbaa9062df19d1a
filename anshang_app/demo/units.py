"""Units, members and accounts of the demo."""

import json
from pathlib import Path

import frappe
from frappe.core.doctype.user.user import create_contact
from frappe.utils import CallbackManager

from anshang_app.foundation.unit_kinds import KINDS, roles_of
from anshang_app.setup.accounts import many_accounts, new_account

DOMAIN = "anshang.example"
LEADER = f"lingdao@{DOMAIN}"
LEADER_NAME = "市领导（演示）"
#: a name for the account of Frappe's own shape: no picture is asked for from outside meanwhile
NO_PICTURE = "/assets/frappe/images/frappe-favicon.svg"


def mail(user: str) -> str:
	return f"{user}@{DOMAIN}"


def shipped_units() -> list[dict]:
	return json.loads((Path(__file__).parent / "units.json").read_text(encoding="utf-8"))


def make_units(units: list[dict]) -> None:
	"""Users first, for members link to them; then units; then the chains without a lead unit get theirs."""
	make_user(LEADER, LEADER_NAME, ["City Leader"])
	for unit in units:
		for member in unit["members"]:
			if "user" in member:
				make_user(mail(member["user"]), member["member_name"], roles_in(unit, member))
		make_unit(unit)
		for chain in unit.get("chains", []):
			if not frappe.db.get_value("Industry Chain", chain, "lead_unit"):
				frappe.db.set_value(
					"Industry Chain", chain, "lead_unit", unit["unit_name"], update_modified=False
				)
	frappe.clear_document_cache("Industry Chain")


def roles_in(unit: dict, member: dict) -> list[str]:
	"""The roles a story gives its member, else those of the unit's kinds."""
	kinds = [kind for kind in KINDS if unit.get(kind)]
	return member.get("roles") or roles_of(
		kinds, bool(member.get("is_agent")), bool(member.get("is_principal"))
	)


def make_user(email: str, name: str, roles: list[str]) -> None:
	user = new_account(email, name, roles)
	user.update(
		{"username": email.split("@")[0], "send_welcome_email": 0, "user_image": NO_PICTURE},
	)
	# what Frappe leaves to its worker is done here: a job that comes later would meet a demo already cleared
	waiting, frappe.db.after_commit = frappe.db.after_commit, CallbackManager()
	try:
		with many_accounts():
			user.insert(ignore_permissions=True)
		create_contact(user, ignore_mandatory=True)
	finally:
		frappe.db.after_commit = waiting
	user.db_set("user_image", None)


def make_unit(unit: dict) -> None:
	members = [
		{
			**{key: value for key, value in member.items() if key not in ("user", "roles")},
			"user": mail(member["user"]) if "user" in member else None,
			"office_phone": "0728-5220000",
			"from_date": "2024-01-01",
		}
		for member in unit["members"]
	]
	values = {key: value for key, value in unit.items() if key not in ("members", "chains")}
	frappe.get_doc(
		{"doctype": "Anshang Unit", "is_active": 1, "is_demo": 1, **values, "members": members}
	).insert(ignore_permissions=True)


def accounts(units: list[dict]) -> list[dict]:
	"""Who can log in, and for which kinds of unit."""
	listed = [{"user": LEADER, "full_name": LEADER_NAME, "unit": "", "unit_kinds": ["City Leader"]}]
	for unit in units:
		kinds = [kind.name for field, kind in KINDS.items() if unit.get(field)]
		for member in unit["members"]:
			if "user" in member:
				listed.append(
					{
						"user": mail(member["user"]),
						"full_name": member["member_name"],
						"unit": unit["unit_name"],
						"unit_kinds": kinds,
					}
				)
	return listed
