// What a draft lacks before the seals: each gap leads to its cell, grouped by the unit that owes it.

frappe.provide("anshang");

const API = "anshang_app.official_documents.api";
const EDITORS = ["Chain Lead Clerk", "Host Locality Clerk", "Anshang Administrator"];
const escape_html = (text) => frappe.utils.escape_html(text || "");

/** Shows the list in the form; answers how many gaps there are. */
anshang.show_plan_gaps = async (frm) => {
	const { message } = await frappe.call(`${API}.plan_gaps`, { plan: frm.doc.name });
	return anshang.draw_plan_gaps(frm.get_field("gaps_view").$wrapper, message, {
		plan: frm.doc.name,
		project: frm.doc.project,
		year: frm.doc.plan_year,
		// the bureau coordinates and does not edit
		may_write: Boolean(frm.perm[0]?.write) && frappe.user.has_role(EDITORS),
		open_row: (gap) => open_row(frm, gap),
		before: async () => frm.is_dirty() && frm.save(),
		reload: () => frm.reload_doc(),
	});
};

/** Draws the list for a host, the form or the page of the plan; answers how many gaps there are. */
anshang.draw_plan_gaps = ($wrapper, { groups, left_out }, host) => {
	const { may_write } = host;
	const count = groups.reduce((sum, { gaps }) => sum + gaps.length, 0);
	const $view = $wrapper.html(`
		<div class="plan-gaps ${count ? "" : "all-there"}">
			${count ? head_html(count, groups.length) : `<p class="complete">✓ ${__("Nothing is lacking: the plan can be sent for seals.")}</p>`}
			${groups.map((group, at) => group_html(group, at, may_write)).join("")}
			${left_out.length ? left_out_html(left_out, may_write) : ""}
		</div>`);
	const gap_of = (element) => groups[element.dataset.group].gaps[element.dataset.gap];
	$view.find("a.gap").on("click", (event) => {
		event.preventDefault();
		anshang.go_to_gap(host, gap_of(event.currentTarget));
	});
	$view.find("button[data-cell]").on("click", ({ currentTarget: button }) =>
		leave_out(host, button.dataset.cell, Number(button.dataset.out))
	);
	return count;
};

function head_html(count, units) {
	return `<p>${__("{0} things of {1} units are still lacking. Click one to go to its cell.", [`<b>${count}</b>`, `<b>${units}</b>`])}</p>`;
}

function group_html({ unit, is_own, gaps }, at, may_write) {
	const mark = is_own ? `<span class="own">${__("your unit")}</span>` : "";
	const line = (gap, number) => `<li>
		<a href="#" class="gap" data-group="${at}" data-gap="${number}">${escape_html(gap.words)}</a>
		${gap.key && may_write ? cell_button(gap.key, 1, __("Left Out")) : ""}</li>`;
	return `<details ${is_own || at === 0 ? "open" : ""}>
		<summary><b>${escape_html(unit)}</b> ${mark}<span class="count">${__("{0} things", [gaps.length])}</span></summary>
		<ul>${gaps.map(line).join("")}</ul></details>`;
}

function left_out_html(cells, may_write) {
	const line = ({ key, place }) =>
		`<li>${escape_html(place)} ${may_write ? cell_button(key, 0, __("Does Apply")) : ""}</li>`;
	return `<div class="left-out"><b>${__("Printed as “/” because they do not apply")}</b><ul>${cells.map(line).join("")}</ul></div>`;
}

function cell_button(key, out, label) {
	return `<button class="btn btn-default btn-xs" data-cell="${escape_html(key)}" data-out="${out}">${label}</button>`;
}

async function leave_out(host, cell, left_out) {
	await host.before();
	await frappe.call({ method: `${API}.leave_cell_out`, args: { plan: host.plan, cell, left_out }, freeze: true });
	host.reload();
}

/** Goes to where a gap is filled: the row, a dialog, or the record that holds it. */
anshang.go_to_gap = async (host, gap) => {
	if (gap.table) return host.open_row(gap);
	await host.before();
	if (gap.side && !gap.name) return add_contact(host, gap.side);
	if (gap.field === "annual_plans" && host.ask_year) return host.ask_year();
	after_loading(gap.name, (form) => show_cell(form, gap, host.year));
	return frappe.set_route("Form", gap.doctype, gap.name);
};

// the form one comes from may still be loading, and Frappe gives the hook to whichever form loads next
function after_loading(name, work) {
	frappe.route_hooks.after_load = (form) => (form.docname === name ? work(form) : after_loading(name, work));
}

function open_row(frm, { table, row, field }) {
	const { grid } = frm.get_field(table);
	frm.scroll_to_field(table, false);
	const page = Math.ceil(row / (grid.grid_pagination?.page_length || row));
	grid.grid_pagination?.go_to_page(page);
	const grid_row = grid.grid_rows.find(({ doc }) => doc?.idx === row);
	grid_row?.toggle_view(true, () => grid_row.grid_form?.fields_dict[field]?.set_focus?.());
}

// the yearly plan of the plan's own year is begun where there is none
function show_cell(form, { field }, year) {
	if (field === "annual_plans" && year && form.perm[0]?.write) {
		if (!(form.doc.annual_plans || []).some((row) => row.plan_year === year)) {
			form.add_child("annual_plans", { plan_year: year });
			form.refresh_field("annual_plans");
		}
		form.scroll_to_field(field, false);
		const row = form.get_field(field).grid.grid_rows.find(({ doc }) => doc.plan_year === year);
		row?.toggle_view(true);
		return;
	}
	form.scroll_to_field(field);
}

async function add_contact(host, side) {
	await frappe.require("project_contacts.bundle.js");
	await anshang.ask_contact(host.project, side);
	host.reload();
}
