frappe.pages["anshang-work"].on_page_load = function (wrapper) {
	const page = frappe.ui.make_app_page({ parent: wrapper, title: __("My Work"), single_column: true });
	page.set_primary_action(__("File Progress Entry"), () => window.open("/anshang/entry", "_blank"));
	page.add_inner_button(__("Copy as Chat Text"), async () => {
		const { message } = await frappe.call("anshang_app.reminders.api.my_work_for_chat");
		frappe.require("entry_dialog.bundle.js", () => anshang.offer_text(message));
	});
	page.add_inner_button(__("Wall Chart"), () => frappe.set_route("anshang-wall"));
	page.add_inner_button(__("Calendar"), () => frappe.set_route("List", "Investment Project", "Calendar"));
	page.add_inner_button(__("Board of Problems"), () =>
		frappe.set_route("List", "Coordination Issue", "Kanban", __("Board of Problems"))
	);
	$(page.body).addClass("anshang-work");
};

frappe.pages["anshang-work"].on_page_show = (wrapper) => draw(wrapper.page);

const escape = frappe.utils.escape_html;

async function draw(page) {
	const { message } = await frappe.call("anshang_app.reminders.api.my_work");
	const { groups, projects } = message;
	const tasks = groups.flatMap((group) => group.tasks);
	const past = tasks.filter((task) => task.days_left < 0).length;
	const near = tasks.filter((task) => task.days_left >= 0 && task.days_left !== null && task.days_left <= message.near_days).length;
	const body = $(page.body).empty();
	body.append(`<div class="band">
		<div class="today">${escape(message.today)}<div class="units">${message.units.map(escape).join("、")}</div></div>
		<div class="figure ${past ? "past" : ""}"><b>${past}</b>${__("Past Their Day")}</div>
		<div class="figure ${near ? "near" : ""}"><b>${near}</b>${__("Due Within {0} Working Days", [message.near_days])}</div>
		<div class="figure"><b>${tasks.length}</b>${__("In All")}</div>
	</div>`);
	if (message.running.length) body.append(running_of(message.running));
	const columns = $(`<div class="columns"><div class="steps"></div></div>`).appendTo(body);
	const steps = columns.find(".steps");
	if (!groups.length) steps.append(`<p class="nothing">${__("Nothing waits for you today.")}</p>`);
	for (const group of groups) steps.append(group_of(group, message));
	if (projects.length) columns.append(projects_of(projects));
	body.find("button[data-kind]").on("click", (event) => {
		const { project, kind } = event.currentTarget.dataset;
		frappe.require("entry_dialog.bundle.js", () => anshang.file_entry(project, () => draw(page), kind));
	});
}

function running_of(tiles) {
	const tile = ({ title, state, state_text, sentence }) =>
		`<span class="tile ${state}" title="${sentence}"><b>${title}</b>${state === "good" ? state_text : sentence}</span>`;
	return `<div class="running">${tiles.map(tile).join("")}</div>`;
}

function group_of({ heading, tasks }, { near_days, most }) {
	const count = tasks.length < most ? tasks.length : `${most}+`;
	return `<section><h3>${heading}<span class="count">${count}</span></h3>${tasks.map((task) => step_of(task, near_days)).join("")}</section>`;
}

function step_of(task, near) {
	const address = `/app/${frappe.router.slug(task.doctype)}${task.doctype === "Agent Training" ? "" : `/${encodeURIComponent(task.name)}`}`;
	const state = task.days_left === null || task.days_left > near ? "" : task.days_left < 0 ? "past" : "near";
	const about = task.project_name ? `<span class="project">${escape(task.project_name)}</span>` : "";
	return `<div class="step ${state}">
		<a href="${address}">${about}<span class="words">${escape(task.words)}</span></a>
		<span class="due">${due_of(task)}</span>
		${task.entry_kind ? `<button class="btn btn-xs btn-default" data-project="${escape(task.project)}" data-kind="${task.entry_kind}">${__("Record It")}</button>` : ""}
	</div>`;
}

function due_of({ due, days_left }) {
	if (!due) return "";
	const left =
		days_left < 0
			? __("{0} working days past", [-days_left])
			: days_left === 0
			? __("Today")
			: __("{0} working days left", [days_left]);
	return `${frappe.datetime.str_to_user(due)}<em>${left}</em>`;
}

function projects_of(projects) {
	const light = (count, colour, words) =>
		count ? `<span class="indicator-pill no-indicator-dot ${colour}" title="${words}">${words} ${count}</span>` : "";
	const line = (row) => `<a class="mine" href="/app/investment-project/${encodeURIComponent(row.name)}">
		<b>${escape(row.project_name)}</b>
		<span class="lights">${light(row.red, "red", __("Red Light"))}${light(row.yellow, "yellow", __("Yellow Light"))}</span>
		<span class="where">${__(row.stage)}${row.host_locality ? ` · ${escape(row.host_locality)}` : ""}</span>
	</a>`;
	return `<aside><h3>${__("My Projects")}<span class="count">${projects.length}</span></h3>${projects.map(line).join("")}</aside>`;
}
