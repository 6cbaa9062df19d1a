frappe.listview_settings["Work Handover"] = {
	onload(list) {
		const may = ["Anshang Administrator", "System Manager", "Government Services Clerk", "Unit Principal"];
		if (may.some((role) => frappe.user.has_role(role)))
			list.page.add_inner_button(__("Hand Work Over"), () => frappe.set_route("anshang-handover"));
	},
};
