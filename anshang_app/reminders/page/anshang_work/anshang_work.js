frappe.pages["anshang-work"].on_page_load = (wrapper) => {
	const page = frappe.ui.make_app_page({ parent: wrapper, title: __("My Work"), single_column: true });
	page.add_inner_button(__("Copy as Chat Text"), async () => {
		const { message } = await frappe.call("anshang_app.reminders.api.my_work_for_chat");
		frappe.require("entry_dialog.bundle.js", () => anshang.offer_text(message));
	});
	page.add_inner_button(__("Overview and Ledgers"), () => frappe.set_route("Workspaces", "Anshang"));
	page.add_inner_button(__("Wall Chart"), () => frappe.set_route("anshang-wall"));
	page.add_inner_button(__("Calendar"), () => frappe.set_route("List", "Investment Project", "Calendar"));
	page.add_inner_button(__("Deputy"), () => frappe.set_route("List", "Deputy"));
	page.add_inner_button(__("Board of Problems"), () =>
		frappe.set_route("List", "Coordination Issue", "Kanban", __("Board of Problems"))
	);
	$(page.body).addClass("anshang-work");
};

frappe.pages["anshang-work"].on_page_show = (wrapper) => draw(wrapper.page);

const escape_html = frappe.utils.escape_html;
// the parts of time, in the order in which they come
const PARTS = ["now", "week", "month", "later"];
const part_words = () => ({ now: __("Waits Now"), week: __("Due This Week"), month: __("Within 30 Days"), later: __("Afterwards") });
// the part that is looked at, kept while the page is open; null is all of them
let part = null;

async function draw(page) {
	const { message } = await frappe.call("anshang_app.reminders.api.my_work");
	const body = $(page.body).empty();
	body.append(band_of(message));
	if (message.deputyships.length) body.append(`<p class="deputyships"><b>${__("Deputy")}</b> ${message.deputyships.map(escape_html).join("；")}</p>`);
	if (message.running.length) body.append(running_of(message.running));
	const columns = $(`<div class="columns"><div class="steps"></div></div>`).appendTo(body);
	draw_steps(columns.find(".steps"), message);
	const aside = $(`<aside></aside>`).appendTo(columns);
	if (message.figures.length) aside.append(figures_of(message));
	if (message.projects.length) aside.append(projects_of(message.projects));
	if (!aside.children().length) aside.remove();
	listen(body, page, message);
}

function listen(body, page, message) {
	body.on("click", "button[data-kind]", (event) => {
		const { project, kind } = event.currentTarget.dataset;
		frappe.require("entry_dialog.bundle.js", () => anshang.file_entry(project, () => draw(page), kind));
	});
	body.on("click", "button[data-part]", (event) => {
		const chosen = event.currentTarget.dataset.part;
		part = part === chosen ? null : chosen;
		body.find("button[data-part]").each((_, button) => button.setAttribute("aria-pressed", button.dataset.part === part));
		draw_steps(body.find(".steps").empty(), message);
	});
	body.on("click", "button[data-act]", (event) => go(message.acts[event.currentTarget.dataset.act]));
	body.on("click", "button[data-figure]", (event) => go(message.figures[event.currentTarget.dataset.figure]));
}

function go({ route, filters, address }) {
	if (address) return window.open(address, "_blank");
	if (route[0] === "Form" && route[2] === "new") return frappe.new_doc(route[1]);
	if (Object.keys(filters || {}).length) frappe.route_options = { ...filters };
	return frappe.set_route(...route);
}

function band_of({ today, units, acts, groups }) {
	const tasks = groups.flatMap((group) => group.tasks);
	const label_by_part = part_words();
	const buttons = acts.map(({ label, waiting }, place) => {
		const count = waiting ? `<span class="waiting">${waiting}</span>` : "";
		return `<button type="button" class="btn act ${place ? "btn-default" : "btn-primary"}" data-act="${place}">${escape_html(label)}${count}</button>`;
	});
	const parts = PARTS.map((key) => {
		const count = tasks.filter((task) => task.part === key).length;
		return `<button type="button" class="figure ${key}" data-part="${key}" aria-pressed="${part === key}" ${count ? "" : "disabled"}><b>${count}</b>${label_by_part[key]}</button>`;
	});
	return `<div class="band">
		<div class="today">${escape_html(today)}<div class="units">${units.map(escape_html).join("、")}</div></div>
		<div class="acts">${buttons.join("")}</div>
		<div class="parts">${parts.join("")}</div>
	</div>`;
}

function running_of(tiles) {
	const tile = ({ title, state, state_text, sentence }) =>
		`<span class="tile ${state}" title="${sentence}"><b>${title}</b>${state === "good" ? state_text : sentence}</span>`;
	return `<div class="running">${tiles.map(tile).join("")}</div>`;
}

function draw_steps(steps, message) {
	const shown = message.groups
		.map((group) => ({ ...group, tasks: group.tasks.filter((task) => !part || task.part === part) }))
		.filter((group) => group.tasks.length);
	if (!shown.length) steps.append(`<p class="nothing">${nothing_words(message)}</p>`);
	for (const group of shown) steps.append(group_of(group, message));
}

function nothing_words({ groups, acts }) {
	if (groups.length) return __("Nothing of this time. Press the number again for all steps.");
	return acts.length
		? __("Nothing waits for you today. Begin with {0} above.", [escape_html(acts[0].label)])
		: __("Nothing waits for you today.");
}

function group_of({ heading, tasks }, { near_days, most }) {
	const count = tasks.length < most ? tasks.length : `${most}+`;
	return `<section><h3>${heading}<span class="count">${count}</span></h3>${tasks.map((task) => step_of(task, near_days)).join("")}</section>`;
}

function step_of(task, near) {
	const place = task.page || frappe.router.slug(task.doctype);
	const address = `/app/${place}${task.doctype === "Agent Training" ? "" : `/${encodeURIComponent(task.name)}`}`;
	const state = task.days_left === null || task.days_left > near ? "" : task.days_left < 0 ? "past" : "near";
	const about = task.project_name ? `<span class="project">${escape_html(task.project_name)}</span>` : "";
	return `<div class="step ${state}">
		<a href="${address}">${about}<span class="words">${escape_html(task.words)}</span></a>
		<span class="due">${due_of(task)}</span>
		${task.entry_kind ? `<button class="btn btn-xs btn-default" data-project="${escape_html(task.project)}" data-kind="${task.entry_kind}">${__("Record It")}</button>` : ""}
	</div>`;
}

function due_of({ due, days_left, waited }) {
	if (!due) return waited ? `<em>${__("has waited {0} working days", [waited])}</em>` : "";
	const left =
		days_left < 0
			? __("{0} working days past", [-days_left])
			: days_left === 0
			? __("Today")
			: __("{0} working days left", [days_left]);
	return `${frappe.datetime.str_to_user(due)}<em>${left}</em>`;
}

function figures_of({ figures, zone }) {
	const figure = ({ label, value, alarm }, place) =>
		`<button type="button" class="own ${alarm ? "alarm" : ""}" data-figure="${place}"><b>${value}</b>${escape_html(label)}</button>`;
	const without = zone ? `<p class="zone">${__("Without the projects of {0}", [escape_html(zone)])}</p>` : "";
	return `<section><h3>${__("My Figures")}</h3><div class="owns">${figures.map(figure).join("")}</div>${without}</section>`;
}

function projects_of(projects) {
	const light = (count, colour, label) =>
		count ? `<span class="indicator-pill no-indicator-dot ${colour}" title="${label}">${label} ${count}</span>` : "";
	const line = (row) => `<a class="mine" href="/app/investment-project/${encodeURIComponent(row.name)}">
		<b>${escape_html(row.project_name)}</b>
		<span class="lights">${light(row.red, "red", __("Red Light"))}${light(row.yellow, "yellow", __("Yellow Light"))}</span>
		<span class="where">${__(row.stage)}${row.host_locality ? ` · ${escape_html(row.host_locality)}` : ""}</span>
	</a>`;
	return `<section><h3>${__("My Projects")}<span class="count">${projects.length}</span></h3>${projects.map(line).join("")}</section>`;
}
