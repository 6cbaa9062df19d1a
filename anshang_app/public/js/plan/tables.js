// What counting back answers, as tables a person reads.

const escape = (text) => frappe.utils.escape_html(text || "");
const day = (text) => (text ? frappe.datetime.str_to_user(text) : "");

export function gap_html(answer) {
	if (!answer.missing) {
		return `<div class="alert alert-success">${__("All targets can be met.")}</div>`;
	}
	const sentence = __("{0} cannot be met: {1} working days are missing.", [
		`<b>${escape(answer.missed_target)}</b>`,
		`<b>${answer.missing}</b>`,
	]);
	return `<div class="alert alert-danger">${sentence}</div>${measures_html(answer)}`;
}

function measures_html(answer) {
	if (!answer.measures.length) {
		return `<p>${__("No promise and no parallel step would win time: move a target or shorten a step.")}</p>`;
	}
	const series = answer.series.map((m) => `${way(m)} (${m.days})`).join(" → ");
	const end = answer.left
		? __("{0} working days would still be missing.", [answer.left])
		: __("The targets would then be met.");
	return `
		<p><b>${__("What would win time")}</b></p>
		<table class="table table-sm table-bordered">
			<thead><tr><th>${__("Measure")}</th><th style="width: 130px">${__("Working Days Won")}</th></tr></thead>
			<tbody>${answer.measures.map((m) => `<tr><td>${way(m)}</td><td>${m.days}</td></tr>`).join("")}</tbody>
		</table>
		<p>${__("Best in a series")}: ${series}. ${end}</p>`;
}

function way(measure) {
	const names = [escape(measure.before), escape(measure.after)];
	return measure.way === "Give Promise"
		? __("Promise “{0}” and begin “{1}” without waiting", names)
		: __("Run “{0}” and “{1}” in parallel", names);
}

export function dates_html(rows) {
	const head = ["Plan Step", "Earliest", "Latest", "Float in Working Days", "Likely Date", "Remarks on the Date"]
		.map((label) => `<th>${__(label)}</th>`)
		.join("");
	const sorted = [...rows].sort((a, b) => a.latest.localeCompare(b.latest));
	return `
		<div style="max-height: 420px; overflow-y: auto">
		<table class="table table-sm table-bordered" style="margin: 0">
			<thead><tr>${head}</tr></thead>
			<tbody>${sorted.map(date_row).join("")}</tbody>
		</table></div>`;
}

function date_row(row) {
	const marks = [];
	if (row.actual_date) marks.push(__("Finished Step"));
	else if (row.is_critical) marks.push(__("On the Critical Path"));
	if (row.is_tentative) marks.push(__("Tentative"));
	if (!row.reaches_target && !row.actual_date) marks.push(__("Serves no target"));
	const style = row.is_critical && !row.actual_date ? ' style="color: #b5462a; font-weight: 600"' : "";
	return `<tr${style}><td>${escape(row.title)}</td><td>${day(row.earliest)}</td><td>${day(row.latest)}</td>
		<td>${row.total_float}</td><td>${day(row.likely_date)}</td><td>${marks.join("、")}</td></tr>`;
}

export function moved_html(moved) {
	if (!moved.length) return `<p>${__("No date moves.")}</p>`;
	const rows = moved
		.map(
			(m) => `<tr><td>${escape(m.title)}</td><td>${day(m.before)}</td><td>${day(m.after)}</td>
			<td>${m.working_days > 0 ? "+" : ""}${m.working_days}</td></tr>`
		)
		.join("");
	return `
		<p><b>${__("Dates that move")}</b></p>
		<table class="table table-sm table-bordered">
			<thead><tr><th>${__("Plan Step")}</th><th>${__("Before the Change")}</th><th>${__("After the Change")}</th>
			<th>${__("Working Days")}</th></tr></thead><tbody>${rows}</tbody></table>`;
}
