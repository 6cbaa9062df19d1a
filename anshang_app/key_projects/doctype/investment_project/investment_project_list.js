const LIGHTS = { "Red Light": "red", "Yellow Light": "yellow", "Green Light": "green" };

frappe.listview_settings["Investment Project"] = {
	// the record's number is in its form; the width is better spent on the title
	hide_name_column: true,
	// the bureau looks after the projects outside the development zone first; one click shows all
	filters: frappe.boot.anshang_set_aside
		? [["Investment Project", "host_locality", "!=", frappe.boot.anshang_set_aside]]
		: [],
	add_fields: ["phase_no"],
	formatters: {
		// the light of money, apart from the node lights of the wall chart
		investment_light: (light) =>
			LIGHTS[light] ? `<span class="indicator-pill ${LIGHTS[light]}">${__(light)}</span>` : "",
	},
	onload(list) {
		// two phases of one name are told apart; a formatter would replace the whole cell, its box and its link
		const subject_html = list.get_subject_html;
		list.get_subject_html = (doc) => subject_html.call(list, { ...doc, project_name: anshang.with_phase(doc.project_name, doc.phase_no) });
		// all of them: what the list leaves out by itself goes first
		list.page.add_inner_button(__("Archived Projects"), async () => {
			await list.filter_area.clear(false);
			list.filter_area.add([["Investment Project", "archived_on", "is", "set"]]);
		});
		list.page.add_inner_button(__("Wall Chart"), () => frappe.set_route("anshang-wall"));
		if (["Investment Service Clerk", "Government Services Clerk", "Anshang Administrator"].some((role) => frappe.user.has_role(role))) {
			list.page.add_inner_button(__("Projects by Ledger"), () => frappe.set_route("anshang-ledger", { kind: "Project Ledger" }));
		}
	},
	refresh: tell_set_aside,
};

/** Above the list: that the zone's projects are left out, with the click that shows them. */
function tell_set_aside(list) {
	const zone = frappe.boot.anshang_set_aside;
	const is_aside = ([, field, how, value]) => field === "host_locality" && how === "!=" && value === zone;
	const left_out = zone && list.filter_area?.get().some(is_aside);
	list.$frappe_list.find(".anshang-aside").remove();
	if (!left_out) return;
	const sentence = __("Without the projects of {0}", [frappe.utils.escape_html(zone)]);
	const note = $(`<p class="anshang-aside">${sentence} <button type="button" class="btn btn-xs btn-default">${__("Show All")}</button></p>`);
	note.find("button").on("click", () => list.filter_area.remove("host_locality"));
	list.$frappe_list.prepend(note);
}
