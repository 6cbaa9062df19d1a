// What the forms of issues, orders, meetings and commitments share: steps with their dialogs, bands, letters.

frappe.provide("anshang.coordination");

const LETTERS = "anshang_app.official_documents.api";

/** Plain buttons with dialogs stand in for the desk's menu of actions: the steps need words and days. */
anshang.coordination.no_menu = (frm) => {
	if (frm.states) frm.states.show_actions = () => {};
};

/** Whether the user may write this very record, as the server says; a form he may not write cannot be typed in. */
anshang.coordination.writes = (frm) => {
	const writes = Boolean(frm.doc.__onload?.writes);
	if (!writes) frm.disable_form();
	return writes;
};

/**
 * Buttons of the steps open to the user, the first one marked unless it stands `aside` of the way (a correction).
 * `steps`: action -> { method, fields?: () => dialog fields, aside? }; `record`: the argument that names the record.
 */
anshang.coordination.step_buttons = (frm, { api, record, steps, open }) => {
	open.forEach((action, at) => {
		const step = steps[action];
		if (!step) return;
		const button = frm.add_custom_button(__(step.label || action), () => take(frm, api, record, action, step));
		if (at === 0 && !step.aside) button.removeClass("btn-default").addClass("btn-primary");
	});
};

async function take(frm, api, record, action, step) {
	if (frm.is_dirty()) await frm.save();
	const call = (values) =>
		frappe.call({ method: step.method.includes(".") ? step.method : api + step.method, args: { [record]: frm.doc.name, ...values }, freeze: true });
	if (!step.fields) {
		await call({});
		return frm.reload_doc();
	}
	const dialog = new frappe.ui.Dialog({
		title: __(step.label || action),
		fields: step.fields(frm),
		primary_action_label: __(step.label || action),
		async primary_action(values) {
			// the dialog stays open with what was typed when the step is refused
			await call(values);
			dialog.hide();
			frm.reload_doc();
		},
	});
	dialog.show();
}

anshang.coordination.text_field = (fieldname, label, reqd = 1) => ({
	fieldname,
	fieldtype: "Small Text",
	label: __(label),
	reqd,
});

/** A line of figures above the form: [{ label, value, tone? }]. */
anshang.coordination.band = (frm, figures) => {
	const escape_html = frappe.utils.escape_html;
	const shown = figures.map(
		({ label, value, tone }) =>
			`<div class="figure ${tone || ""}"><div class="value">${escape_html(String(value))}</div>
			<div class="label">${escape_html(label)}</div></div>`
	);
	frm.dashboard.clear_headline();
	if (shown.length) {
		frm.dashboard.set_headline(`<div class="coordination-band">${shown.join("")}</div>`);
	}
};

/** 复制为微信文字: the record in a few lines, phones masked by the server. */
anshang.coordination.chat_text = (frm) => {
	frm.add_custom_button(__("Copy as Chat Text"), async () => {
		const { doctype, name } = frm.doc;
		const { message } = await frappe.call("anshang_app.reminders.api.chat_words", { doctype, name });
		frappe.require("entry_dialog.bundle.js", () => anshang.offer_text(message));
	});
};

anshang.coordination.record_letter = (frm, kind) => {
	const wanted = { kind, record: frm.doc.name };
	letter_buttons(frm, kind, "download_record_letter", "record_letter_warnings", () => wanted);
};

anshang.coordination.assignment = (frm) => {
	const wanted = () => ({ chosen: JSON.stringify([frm.doc.name]) });
	letter_buttons(frm, "Problem Assignment Letter", "download_assignment", "assignment_warnings", wanted);
};

function letter_buttons(frm, kind, method, warnings, wanted) {
	const group = __(kind);
	frm.add_custom_button(__("Word Document"), () => download(method, wanted(), "docx"), group);
	frm.add_custom_button(__("PDF for Printing"), () => download(method, wanted(), "pdf", warnings), group);
}

async function download(method, wanted, file_format, warnings) {
	if (file_format === "pdf" && warnings) {
		const { message } = await frappe.call(`${LETTERS}.${warnings}`, wanted);
		if (message.length && !(await anshang.accept_warnings(message))) return;
	}
	const query = new URLSearchParams({ ...wanted, file_format, accept_missing: 1 });
	window.open(`/api/method/${LETTERS}.${method}?${query}`);
}

anshang.coordination.download = download;
