// What v16 shows of a person's own account beyond what he has to do with: tools for writing code, names of browsers.
frappe.ui.form.on("User", {
	setup(frm) {
		if (frappe.user.has_role("System Manager")) return;
		const editor = frm.get_docfield("code_editor_type");
		const agent = frm.get_docfield("active_sessions") && frm.get_docfield("active_sessions", "user_agent");
		for (const field of [editor, agent]) if (field) field.hidden = 1;
	},
});
