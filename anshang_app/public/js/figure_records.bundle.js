frappe.provide("anshang");

/** The records behind a figure: {label, definition, said, doctype, total, rows, taken_at?}. */
anshang.show_records = ({ label, definition, said: figure_text, doctype, total, rows, taken_at }) => {
	const escape_html = frappe.utils.escape_html;
	const address = (name) => `/app/${frappe.router.slug(doctype)}/${encodeURIComponent(name)}`;
	const text_of = (row) => escape_html(row.words || row.name);
	const line = (row) => `<li>${row.opens ? `<a href="${address(row.name)}">${text_of(row)}</a>` : text_of(row)}</li>`;
	const when = taken_at ? ` · ${__("Frozen At")} ${frappe.datetime.str_to_user(taken_at)}` : "";
	const shown = rows.length < total ? __("{0} of {1} records are listed.", [rows.length, total]) : __("{0} records", [total]);
	const dialog = new frappe.ui.Dialog({
		title: `${escape_html(label)}：${escape_html(figure_text)}`,
		size: "large",
		fields: [
			{
				fieldtype: "HTML",
				options: `<p class="text-muted">${escape_html(definition)}${when} · ${shown}</p><ol class="figure-records">${rows.map(line).join("")}</ol>`,
			},
		],
	});
	// a link opens its record in place of the dialog
	dialog.$wrapper.on("click", "a", () => dialog.hide());
	dialog.show();
};
