// A dialog that stays open, with what was typed, until what it asks for was taken: frappe.prompt closes first.

frappe.provide("anshang");

/** One choice of a Select or MultiCheck: both draw a label as markup, so text people typed is made letters. */
anshang.choice = (value, text) => ({ value, label: frappe.utils.escape_html(text) });

/** A project's name with its phase, where it is one of several. */
anshang.with_phase = (name, phase_no) => (phase_no ? __("{0} (phase {1})", [name, phase_no]) : name);

anshang.ask = (title, fields, send, label = __("Submit")) => {
	const dialog = new frappe.ui.Dialog({
		title,
		fields,
		primary_action_label: label,
		async primary_action(values) {
			await send(values);
			dialog.hide();
		},
	});
	dialog.show();
	return dialog;
};
