frappe.listview_settings["Coordination Issue"] = {
	hide_name_column: true,
	add_fields: ["state", "level_due_on"],

	onload(list) {
		const { download } = anshang.coordination;
		const summary = (file_format) => () => download("download_problem_summary", {}, file_format);
		if (["Chain Lead Clerk", "Government Services Clerk", "Anshang Administrator"].some((role) => frappe.user.has_role(role)))
			list.page.add_inner_button(__("Enter by Ledger"), () => frappe.set_route("anshang-ledger", { kind: "Problem List" }));
		const group = __("Problem Summary");
		list.page.add_inner_button(__("Word Document"), summary("docx"), group);
		list.page.add_inner_button(__("PDF for Printing"), summary("pdf"), group);
		list.page.add_actions_menu_item(__("Problem Assignment Letter"), () =>
			download(
				"download_assignment",
				{ chosen: JSON.stringify(list.get_checked_items(true)) },
				"docx"
			)
		);
	},
};
