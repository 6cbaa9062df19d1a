"""An administrator's own report is found on the workspace, whatever it is about."""


def test_a_report_about_any_record_of_the_app_is_listed_on_the_workspace(db, frappe_site):
	from frappe.desk.desktop import get_custom_reports_and_doctypes

	for about in ("Commitment", "Approval Case", "Investment Project"):
		frappe_site.get_doc(
			{
				"doctype": "Report",
				"report_name": f"本地报表 {about}",
				"ref_doctype": about,
				"report_type": "Report Builder",
				"is_standard": "No",
			}
		).insert()
	cards = get_custom_reports_and_doctypes("Key Projects")
	listed = {link["link_to"] for card in cards for link in card["links"]}
	assert {"本地报表 Commitment", "本地报表 Approval Case", "本地报表 Investment Project"} <= listed


def test_a_report_about_something_else_keeps_its_module(db, frappe_site):
	report = frappe_site.get_doc(
		{
			"doctype": "Report",
			"report_name": "本地用户表",
			"ref_doctype": "User",
			"report_type": "Report Builder",
			"is_standard": "No",
		}
	).insert()
	assert report.module == "Core"
