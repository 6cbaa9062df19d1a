// What counting back answers, as tables a person reads.

const escape_html = (text) => frappe.utils.escape_html(text || "");
const day = (text) => (text ? frappe.datetime.str_to_user(text) : "");

// what is tried of an edge, as the server knows it
export const WAYS = { promise: "Give Promise", parallel: "Run in Parallel" };

export function gap_html(answer) {
	return `${open_times_html(answer)}${answer.missing ? missed_html(answer) : met_html(answer)}
		${finishes_html(answer.finishes)}${asked_for_html(answer.asked_for)}`;
}

function open_times_html({ missing_durations }) {
	if (!missing_durations.length) return "";
	const names = missing_durations.map(({ title }) => escape_html(title)).join("、");
	return `<div class="alert alert-warning">${__("Still without a time: {0}. What does not hang on them is counted.", [names])}</div>`;
}

function met_html({ missing_durations }) {
	if (missing_durations.length) return "";
	return `<div class="alert alert-success">${__("All targets can be met.")}</div>`;
}

function missed_html(answer) {
	return `<div class="alert alert-danger">${missed_words(answer)}</div>${measures_html(answer)}`;
}

function missed_words(answer) {
	const least = answer.missing_durations.length;
	return least
		? __("{0} cannot be met: at least {1} working days are missing.", [`<b>${escape_html(answer.missed_target)}</b>`, `<b>${answer.missing}</b>`])
		: __("{0} cannot be met: {1} working days are missing.", [`<b>${escape_html(answer.missed_target)}</b>`, `<b>${answer.missing}</b>`]);
}

/** The answer in one sentence, or what it still needs. */
export function gap_sentence(answer) {
	if (!Object.keys(answer.targets).length) return __("Name at least one target, and the days of all steps are counted back from it.");
	const open = answer.missing_durations.length;
	const unknown = open ? __("{0} steps have no time yet; what does not hang on them is counted.", [`<b>${open}</b>`]) : "";
	if (answer.missing) return `${missed_words(answer)} ${unknown}`;
	return unknown || __("All targets can be met.");
}

// each target with the first day it can be met, and a click that moves it there
function finishes_html(finishes) {
	// while a time is missing nothing says that the target can be met
	const standing = (late, earliest) => (late ? __("{0} working days late", [late]) : earliest ? __("can be met") : __("not known"));
	const row = ({ field, title, target, earliest, late }) => `<tr${late ? ' class="missed"' : ""}><td>${escape_html(title)}</td>
		<td>${day(target)}</td><td>${earliest ? day(earliest) : __("not known")}</td><td>${standing(late, earliest)}</td>
		<td>${late && earliest ? `<button class="btn btn-xs btn-default" data-target="${field}" data-day="${earliest}">${__("Move the Target")}</button>` : ""}</td></tr>`;
	const heads = [__("Target"), __("Target Day"), __("Earliest"), __("How It Stands"), ""];
	return `<table class="table table-sm table-bordered finishes"><thead><tr>${heads.map((head) => `<th>${head}</th>`).join("")}</tr></thead>
		<tbody>${finishes.map(row).join("")}</tbody></table>`;
}

// what would come out if the promises still asked for were consented to
function asked_for_html(asked) {
	if (!asked) return "";
	const days = asked.finishes.filter(({ earliest }) => earliest).map(({ title, earliest }) => `${escape_html(title)} ${day(earliest)}`);
	const end = asked.missing ? __("{0} working days would still be missing.", [asked.missing]) : __("The targets would then be met.");
	return `<div class="alert alert-info"><b>${__("Proposed (not in force)")}</b> ${__("If the {0} promises asked for are consented to:", [asked.count])}
		${days.join("；")}。${end}</div>`;
}

function measures_html(answer) {
	if (!answer.measures.length) {
		return `<p>${__("No promise and no parallel step would win time: move a target or shorten a step.")}</p>`;
	}
	const series = answer.series.map((m) => `${way(m)} (${m.days})`).join(" → ");
	const end = answer.left
		? __("{0} working days would still be missing.", [answer.left])
		: __("The targets would then be met.");
	const line = (m) => `<tr><td>${way(m)}${excluded_words(answer, m)}</td><td>${m.days}</td><td>${measure_buttons(answer, m)}</td></tr>`;
	return `
		<p><b>${__("What would win time")}</b></p>
		<table class="table table-sm table-bordered">
			<thead><tr><th>${__("Measure")}</th><th style="width: 130px">${__("Working Days Won")}</th><th style="width: 150px"></th></tr></thead>
			<tbody>${answer.measures.map(line).join("")}</tbody>
		</table>
		<p>${__("Best in a series")}: ${series}. ${end}</p>`;
}

// a promise that is drafted already is looked at, not drafted again
function measure_buttons(answer, measure) {
	const edge = answer.edges.find((candidate) => candidate.before_node === measure.before_node && candidate.after_node === measure.after_node);
	if (measure.way === WAYS.promise && edge?.commitment) return promise_link(edge);
	return edge_buttons(measure, measure.way, !is_excluded(answer, measure));
}

function exclusion_of(answer, before_node) {
	return answer.exclusions.find(({ node }) => node === before_node) || { excluded: [], by_hand: [] };
}

function is_excluded(answer, measure) {
	return measure.way === WAYS.promise && exclusion_of(answer, measure.before_node).excluded.length > 0;
}

function excluded_words(answer, measure) {
	if (!is_excluded(answer, measure)) return "";
	const names = exclusion_of(answer, measure.before_node).excluded.map(escape_html).join("、");
	return `<div class="text-danger small">${__("No promise can stand in here: excluded category {0}.", [names])}</div>`;
}

export const judged_by_hand = (answer, before_node) => exclusion_of(answer, before_node).by_hand;

function edge_buttons({ before_node, after_node }, one_way, may_adopt) {
	const data = `data-before="${escape_html(before_node)}" data-after="${escape_html(after_node)}" data-way="${one_way}"`;
	const adopt = may_adopt ? `<button class="btn btn-xs btn-primary adopt" ${data}>${__("Adopt")}</button>` : "";
	return `<button class="btn btn-xs btn-default try" ${data}>${__("Try Out")}</button> ${adopt}`;
}

// every edge the template marks, with what was done about it, so that any of them can be tried
export function edges_html(answer, trial) {
	if (!answer.edges.length) return "";
	const tried = (edge) => trial[edge.after_node]?.[edge.before_node];
	const line = (edge) => {
		const excluded = exclusion_of(answer, edge.before_node).excluded.length > 0;
		return `<tr><td>${escape_html(edge.before)} → ${escape_html(edge.after)}</td><td>${standing(edge, tried(edge))}</td>
			<td>${edge.commitment ? "" : edge_way(edge, WAYS.promise, !excluded)}</td>
			<td>${edge.is_parallel ? "" : edge_way(edge, WAYS.parallel, true)}</td></tr>`;
	};
	const heads = [__("Order of the Steps"), __("How It Stands"), __("Promise"), __("In Parallel")];
	const open = Object.keys(trial).length ? " open" : "";
	return `<details class="edges"${open}><summary>${__("Steps that may go ahead ({0})", [answer.edges.length])}</summary>
		<table class="table table-sm table-bordered"><thead><tr>${heads.map((head) => `<th>${head}</th>`).join("")}</tr></thead>
		<tbody>${answer.edges.map(line).join("")}</tbody></table></details>`;
}

const edge_way = (edge, one_way, may_adopt) => edge_buttons(edge, one_way, may_adopt);

function promise_link({ commitment, status }) {
	const label = status === "In Force" ? __("promise in force") : __("promise proposed, not consented to");
	return `<a href="/app/commitment/${encodeURIComponent(commitment)}" target="_blank">${label}</a>`;
}

function standing(edge, tried) {
	if (tried) return `<b>${__("being tried, not saved")}</b>`;
	const { commitment, is_parallel } = edge;
	return [commitment ? promise_link(edge) : "", is_parallel ? __("runs in parallel") : ""].filter(Boolean).join("；") || __("waits");
}

export function trial_html(trial) {
	if (!Object.keys(trial).length) return "";
	return `<div class="alert alert-info">${__("These days hold with what is being tried. Nothing is saved.")}
		<button class="btn btn-xs btn-default drop-trial">${__("Back to What Is on Record")}</button></div>`;
}

function way(measure) {
	const names = [escape_html(measure.before), escape_html(measure.after)];
	return measure.way === WAYS.promise
		? __("Promise “{0}” and begin “{1}” without waiting", names)
		: __("Run “{0}” and “{1}” in parallel", names);
}

export function dates_html(rows) {
	const head = ["Plan Step", "Earliest", "Latest", "Float in Working Days", "Likely Date", "Remarks on the Date"]
		.map((label) => `<th>${__(label)}</th>`)
		.join("");
	const sorted = [...rows].sort((a, b) => (a.latest || "9999").localeCompare(b.latest || "9999"));
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
	if (row.schedule_note) marks.push(__(row.schedule_note));
	if (row.is_tentative) marks.push(__("Tentative"));
	if (!row.reaches_target && !row.actual_date) marks.push(__("Serves no target"));
	const style = row.is_critical && !row.actual_date ? ' style="color: #b5462a; font-weight: 600"' : "";
	return `<tr${style}><td>${escape_html(row.title)}</td><td>${day(row.earliest)}</td><td>${day(row.latest)}</td>
		<td>${row.total_float ?? ""}</td><td>${day(row.likely_date)}</td><td>${marks.join("、")}</td></tr>`;
}

export function moved_html(moved) {
	if (!moved.length) return `<p>${__("No date moves.")}</p>`;
	const rows = moved
		.map(
			(m) => `<tr><td>${escape_html(m.title)}</td><td>${day(m.before)}</td><td>${day(m.after)}</td>
			<td>${m.working_days > 0 ? "+" : ""}${m.working_days}</td></tr>`
		)
		.join("");
	return `
		<p><b>${__("Dates that move")}</b></p>
		<table class="table table-sm table-bordered">
			<thead><tr><th>${__("Plan Step")}</th><th>${__("Before the Change")}</th><th>${__("After the Change")}</th>
			<th>${__("Working Days")}</th></tr></thead><tbody>${rows}</tbody></table>`;
}
