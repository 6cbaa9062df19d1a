frappe.listview_settings["Supervision Order"] = {
	hide_name_column: true,
	add_fields: ["state", "original_due_date", "reported_on", "limits_missed", "extension_wanted"],
	// the day with how it is kept: 按期, 延期后按期 and 逾期 in their own colours
	formatters: {
		due_date(value, _field, doc) {
			if (!value) return "";
			const [outcome, tone] = limit_outcome(doc);
			const day = frappe.datetime.str_to_user(value);
			// two lines: one beside the other would be cut off
			return outcome ? `<div class="small">${day}<br><b class="text-${tone}">${outcome}</b></div>` : day;
		},
	},
};

function limit_outcome(doc) {
	if (doc.state === "Revoked") return ["", ""];
	const done = doc.reported_on || frappe.datetime.get_today();
	if (cint(doc.limits_missed) || done > doc.due_date) return [__("Overdue"), "danger"];
	if (doc.extension_wanted) return [__("Extension Asked"), "warning"];
	if (!doc.reported_on) return ["", ""];
	const in_time = done <= (doc.original_due_date || doc.due_date);
	return in_time ? [__("In Time"), "success"] : [__("In Time after Extension"), "warning"];
}
