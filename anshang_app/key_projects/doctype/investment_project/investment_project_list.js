const LIGHTS = { "Red Light": "red", "Yellow Light": "yellow", "Green Light": "green" };

frappe.listview_settings["Investment Project"] = {
	// the record's number is in its form; the width is better spent on the title
	hide_name_column: true,
	// the bureau looks after the projects outside the development zone first; one click shows all
	filters: frappe.boot.anshang_set_aside
		? [["Investment Project", "host_locality", "!=", frappe.boot.anshang_set_aside]]
		: [],
	formatters: {
		// the light of money, apart from the node lights of the wall chart
		investment_light: (light) =>
			LIGHTS[light] ? `<span class="indicator-pill ${LIGHTS[light]}">${__(light)}</span>` : "",
	},
	onload(list) {
		list.page.add_inner_button(__("Wall Chart"), () => frappe.set_route("anshang-wall"));
		if (["Investment Service Clerk", "Government Services Clerk", "Anshang Administrator"].some((role) => frappe.user.has_role(role))) {
			list.page.add_inner_button(__("Projects by Ledger"), () => frappe.set_route("anshang-ledger", { kind: "Project Ledger" }));
		}
	},
};
