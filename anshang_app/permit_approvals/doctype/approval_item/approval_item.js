frappe.ui.form.on("Approval Item", {
	async refresh(frm) {
		if (frm.is_new()) return;
		const answer = await frappe.call("anshang_app.permit_approvals.api.item_outlook", { item: frm.doc.name });
		frm.get_field("outlook_text").$wrapper.html(outlook_table(answer.message));
	},
});

function outlook_table(seen) {
	const unit = seen.unit === "Calendar Days" ? "{0} calendar days" : "{0} working days";
	const days = (count) => __(unit, [count]);
	const cell = (row, field) => {
		if (row[field] !== null) return days(row[field]);
		return seen.limit === null ? __("sample too small") : `${__("sample too small")}（${__("Promised Limit")} ${days(seen.limit)}）`;
	};
	const line = (row) =>
		`<tr><td>${frappe.utils.escape_html(row.deciding_unit || __("All units"))}</td><td>${row.cases}</td>
		<td>${cell(row, "p50")}</td><td>${cell(row, "p80")}</td></tr>`;
	const heads = [__("Deciding Unit"), __("Finished Cases"), __("Half Took up to"), __("Four Fifths Took up to")];
	return `<table class="table table-sm" style="max-width: 720px">
		<tr>${heads.map((head) => `<th>${head}</th>`).join("")}</tr>${seen.rows.map(line).join("")}</table>`;
}
