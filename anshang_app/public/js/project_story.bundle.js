frappe.provide("anshang");

/** Working days within which a day counts as near, as the server says. */
let near = 0;
const escape_html = frappe.utils.escape_html;
const day = (value) => (value ? frappe.datetime.str_to_user(value) : "");
const form = (doctype, name) => `/app/${frappe.router.slug(doctype)}/${encodeURIComponent(name)}`;

/** The page of one project: stages, whose step is next, what is open. Drawn into `wrapper`; answers what it was drawn from. */
anshang.show_project_story = async (frm, wrapper) => {
	const { message } = await frappe.call("anshang_app.reminders.api.project_story", { project: frm.doc.name });
	near = message.near_days;
	wrapper.html(`<div class="project-story">
		${stepper(message)}
		<div class="parts">
			${part(__("Whose Step Is Next"), message.steps.map(step).join("") || nothing(__("Nobody's step is open.")))}
			${part(nodes_title(message), message.nodes.map(node).join("") || nothing(__("No dated node is open.")))}
			${message.matters.map((matter) => matter_part(frm, matter)).join("")}
			${message.meetings.length ? part(__("Meetings About It"), message.meetings.map(meeting).join("")) : ""}
			${message.files.length ? part(__("Latest Files"), message.files.map(file).join("")) : ""}
		</div>
	</div>`);
	return message;
};

function stepper({ stages, stopped, lacking }) {
	const stage_item = ({ stage, state, entered }, index) => `<li class="${state}${state === "now" && stopped ? " stopped" : ""}">
		<i>${state === "past" ? "✓" : index + 1}</i><b>${__(stage)}</b>
		<span>${state === "now" && stopped ? __(stopped) : day(entered)}</span></li>`;
	return `<ol class="stages">${stages.map(stage_item).join("")}</ol>${lacking ? lacking_of(lacking) : ""}`;
}

function lacking_of({ stage, sentences }) {
	if (!sentences.length) return `<p class="ready">${__("Nothing is lacking for the stage {0}.", [__(stage)])}</p>`;
	return `<details class="lacking"><summary>${__("For the stage {0}, {1} things are still lacking", [
		`<b>${__(stage)}</b>`,
		`<b>${sentences.length}</b>`,
	])}</summary><ul>${sentences.map((text) => `<li>${text}</li>`).join("")}</ul></details>`;
}

const part = (title, body) => `<section><h4>${title}</h4>${body}</section>`;
const nothing = (text) => `<p class="nothing">${text}</p>`;

function line(href, title, about, due, days_left, mark = "") {
	const state = days_left === null || days_left === undefined ? "" : days_left < 0 ? "past" : days_left <= near ? "near" : "";
	return `<a class="line ${state} ${mark}" href="${href}"><span class="words">${title}</span>
		<span class="about">${about}</span><span class="due">${due_text(due, days_left)}</span></a>`;
}

function due_text(due, days_left) {
	if (!due) return "";
	if (days_left === null || days_left === undefined) return day(due);
	const left = days_left < 0 ? __("{0} working days past", [-days_left]) : days_left ? __("{0} working days left", [days_left]) : __("Today");
	return `${day(due)}<em>${left}</em>`;
}

function step({ heading, doctype, name, words: title, unit, mine, due, days_left }) {
	const own = mine ? `<mark>${__("Your Step")}</mark>` : "";
	return line(form(doctype, name), `${own}${heading}${title ? `：${escape_html(title)}` : ""}`, escape_html(unit), due, days_left, mine ? "mine" : "");
}

function node({ name, title, unit, planned_date, light, days_left }) {
	const colour = { "Red Light": "red", "Yellow Light": "yellow" }[light] || "gray";
	return line(form("Project Node", name), `<span class="indicator ${colour}"></span>${escape_html(title)}`, escape_html(unit || ""), planned_date, days_left);
}

function nodes_title({ lights }) {
	const pill = (count, colour, label) => (count ? `<span class="indicator-pill no-indicator-dot ${colour}">${label} ${count}</span>` : "");
	return `${__("Next Nodes")} ${pill(lights["Red Light"], "red", __("Red Light"))}${pill(lights["Yellow Light"], "yellow", __("Yellow Light"))}`;
}

function matter_part(frm, { doctype, open, rows }) {
	const list = `/app/${frappe.router.slug(doctype)}?project=${encodeURIComponent(frm.doc.name)}`;
	const shown = rows.map(({ name, words: title, unit, due, days_left }) => line(form(doctype, name), escape_html(title || ""), escape_html(unit || (doctype === "Coordination Issue" ? __("Awaiting Assignment") : "")), due, days_left));
	const all = `<a class="all" href="${list}">${__("All")} ›</a>`;
	return part(`${__(doctype)} <span class="count">${__("{0} open", [open])}</span>${all}`, shown.join("") || nothing(__("None is open.")));
}

const meeting = ({ name, title, meeting_date, meeting_state }) =>
	line(form("Coordination Meeting", name), escape_html(title), __(meeting_state), meeting_date);

const file = ({ file_name, file_url, doctype, creation }) =>
	`<a class="line" href="${encodeURI(file_url)}" target="_blank"><span class="words">${escape_html(file_name)}</span>
		<span class="about">${__(doctype)}</span><span class="due">${day(creation.slice(0, 10))}</span></a>`;
