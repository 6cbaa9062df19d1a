// What v16 shows of a person's own account beyond what he has to do with: tools for writing code, names of browsers.
frappe.ui.form.on("User", {
	refresh(frm) {
		if (frm.is_new() || !(frappe.user.has_role("System Manager") || frappe.user.has_role("Anshang Administrator"))) return;
		frm.add_custom_button(__("Hand Work Over"), () => {
			frappe.route_options = { giver: frm.doc.name };
			frappe.set_route("anshang-handover");
		});
	},

	setup(frm) {
		if (frappe.user.has_role("System Manager")) return;
		const editor = frm.get_docfield("code_editor_type");
		const agent = frm.get_docfield("active_sessions") && frm.get_docfield("active_sessions", "user_agent");
		for (const field of [editor, agent]) if (field) field.hidden = 1;
	},
});
