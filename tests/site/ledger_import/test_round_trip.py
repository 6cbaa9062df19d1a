"""What the platform itself exports comes in again and changes nothing, the first time and the second."""

import factories as make


def exported() -> bytes:
	"""The list of projects as the platform writes it, with every column a ledger may fill."""
	import frappe

	from anshang_app.ledger_import.records_on_file import FIELDS
	from anshang_app.official_documents.api import export_list

	export_list(
		"Investment Project",
		filters=[["project_name", "like", "往返项目%"]],
		fields=["enterprise", "stage", *FIELDS],
		order_by="project_name asc",
	)
	return bytes(frappe.response.filecontent)


def test_an_export_comes_in_again_twice_and_changes_nothing(world, send):
	import frappe

	world.act("invest")
	for number, more in enumerate(
		(
			{
				"project_code": "2603-429006-04-01-123456",
				"construction_content": "建厂房（一期），年产3万台。",
			},
			{
				"total_floor_area": 12345.67,
				"planned_duration_months": 18,
				"production_target_date": "2029-01-31",
			},
			{"landing_mode": "租赁", "land_area": 30.25, "city_leader_name": "张 三"},
			{"total_investment": 30000.1234, "fixed_asset_investment": 20000.5},
		)
	):
		make.make_project(project_name=f"往返项目（{number}期）", **more)
	world.act("bureau")
	content = exported()
	before = frappe.get_all(
		"Investment Project", {"project_name": ["like", "往返项目%"]}, ["name", "modified"]
	)
	for _time in range(2):
		found = send("try_ledger", content)
		assert found["counts"] == {"new": 0, "changed": 0, "same": 4, "wrong": 0}, [
			(row["changes"], row["wrong"]) for row in found["rows"]
		]
		assert not any(found["questions"].values())
		done = send("enter_ledger", content)
		assert (done["entered"], done["changed"], done["failed"]) == (0, 0, [])
	after = frappe.get_all(
		"Investment Project", {"project_name": ["like", "往返项目%"]}, ["name", "modified"]
	)
	assert after == before
