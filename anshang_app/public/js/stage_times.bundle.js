// How long a project was in each stage, as a table on its form.

frappe.provide("anshang");

/** Draws the table into the form's field `stage_times`. */
anshang.show_stage_times = async (frm) => {
	const answer = await frappe.call("anshang_app.project_lifecycle.api.stage_times", { project: frm.doc.name });
	const heads = [
		__("Project Stage"),
		__("Entered On"),
		__("Left On"),
		__("Working Days"),
		__("Calendar Days"),
		__("Stood Still (Working / Calendar Days)"),
	];
	const day = (value) => (value ? frappe.datetime.str_to_user(value) : "–");
	const number = (value) => (value === null ? __("not known") : value);
	const line = (row) => {
		const mark = row.back_entry ? ` (${__("Back Entry")})` : "";
		const stood = row.stood_calendar_days === 0 ? "" : `${number(row.stood_working_days)} / ${number(row.stood_calendar_days)}`;
		return `<tr><td>${__(row.stage)}${mark}</td><td>${day(row.entered)}</td>
			<td>${row.running ? __("until today") : day(row.left)}</td>
			<td class="text-right">${number(row.working_days)}</td>
			<td class="text-right">${number(row.calendar_days)}</td>
			<td class="text-right">${stood}</td></tr>`;
	};
	const right = (index) => (index > 2 ? ' class="text-right"' : "");
	frm.get_field("stage_times").$wrapper.html(
		`<table class="table table-sm anshang-stage-times">
			<thead><tr>${heads.map((head, index) => `<th${right(index)}>${head}</th>`).join("")}</tr></thead>
			<tbody>${answer.message.map(line).join("")}</tbody>
		</table>
		<p class="text-muted small">${__(
			"Counted from the day after entering up to the day of leaving. Suspended time is counted apart."
		)}</p>`
	);
};
