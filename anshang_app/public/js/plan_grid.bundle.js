// 填两单一表: the rows of the three forms as one grid, 倒排's answer above it, the forms as they print beside it.

import { Answer } from "./plan_grid/answer";
import { FormsView } from "./plan_grid/forms_view";
import { ask_persons } from "./plan_grid/persons";
import { Saver } from "./plan_grid/saver";
import { Sheet } from "./plan_grid/sheet";
import { conflict_words, Table } from "./plan_grid/table";
import { ask_year } from "./plan_grid/year";

frappe.provide("anshang");

const escape_html = (text) => frappe.utils.escape_html(text ?? "");
const SAVE_WORDS = () => ({
	saved: __("Everything is saved."),
	typed: __("Saving …"),
	sending: __("Saving …"),
	failed: __("Not saved yet: kept on this computer. Click to save again."),
});

anshang.PlanPage = class PlanPage {
	constructor(page, plan) {
		Object.assign(this, { page, plan });
		this.sheet = new Sheet();
		this.body = $(page.body).empty().addClass("plan-page")[0];
	}

	async show() {
		if (!this.plan) {
			this.body.innerHTML = `<p class="plan-begin">${__("Choose a plan to fill in first.")} <a href="/app/service-plan">${__("Service Plan")}</a></p>`;
			return;
		}
		await this.saver?.flush();
		const { message } = await frappe.call("anshang_app.service_plans.api.grid", { plan: this.plan });
		this.grid = message;
		this.sheet.set_rows(message.rows);
		if (!this.table) this.build();
		this.head();
		this.table.draw();
		this.offer_left_over();
		await frappe.require("plan_gaps.bundle.js");
		this.times = null;
		await this.follow();
	}

	build() {
		this.body.innerHTML = `
			<div class="plan-why" hidden></div>
			<section class="plan-answer"></section>
			<div class="plan-tools"></div>
			<div class="plan-trouble" hidden></div>
			<div class="plan-columns" data-view="both">
				<div class="plan-grid"></div>
				<aside class="plan-aside"><details class="gaps-box"><summary></summary><div class="gaps"></div></details><div class="plan-forms" tabindex="0" role="region" aria-label="${__("The Three Forms")}"></div></aside>
			</div>`;
		const find = (selector) => this.body.querySelector(selector);
		this.host = this.make_host();
		this.table = new Table(find(".plan-grid"), this.sheet, {
			choices: (place, column) => this.choices(place, column),
			selected: (row, column) => this.selected(row, column),
			may_write: () => this.grid.may_write,
		});
		this.saver = new Saver(this.plan, this.sheet, {
			saved: (arrived) => this.saved(arrived),
			state: (state) => this.tell_state(state),
		});
		this.sheet.on_change = () => {
			this.saver.note();
			this.trouble();
			this.tools();
		};
		this.forms = new FormsView(find(".plan-forms"), {
			plan: this.plan,
			jump: (node, column) => this.jump(node, column),
			gap_clicked: (gap) => gap && anshang.go_to_gap(this.host, gap),
		});
		this.forms.is_lacking = ({ node, column }) => this.sheet.row(this.sheet.places.get(node))?.lacking.includes(column);
		this.answer = new Answer(find(".plan-answer"), {
			plan: this.plan,
			may_write: () => this.grid.may_write,
			before: () => this.saver.flush(),
			written: () => this.show(),
		});
		window.addEventListener("beforeunload", (event) => this.sheet.unsaved && event.preventDefault());
	}

	make_host() {
		const page = this;
		return {
			plan: this.plan,
			get project() {
				return page.grid.project;
			},
			get year() {
				return page.grid.plan_year;
			},
			get may_write() {
				return page.grid.may_write;
			},
			open_row: (gap) => this.open_row(gap),
			before: () => this.saver.flush(),
			reload: () => this.show(),
			ask_year: () => ask_year(this.grid.project, this.grid.plan_year, () => this.show()),
		};
	}

	// --- head ----------------------------------------------------------------------------------------------

	head() {
		const { page, grid } = this;
		page.set_title(grid.project_name);
		page.set_indicator(`${__(grid.state)} · ${__("Revision {0}", [grid.revision])}`, grid.may_write ? "orange" : "gray");
		page.clear_inner_toolbar();
		page.clear_primary_action();
		page.add_inner_button(__("Form of the Plan"), () => this.leave(["Form", "Service Plan", this.plan]));
		page.add_inner_button(__("Download the Three Forms"), async () => (await this.saver.flush()) && anshang.ask_for_forms(this.plan));
		if (grid.may_send) page.set_primary_action(__("Send for Seals"), () => this.send_for_seals());
		const why = this.body.querySelector(".plan-why");
		why.hidden = !grid.why_not;
		why.textContent = grid.why_not;
		this.answer.state = grid.state;
		this.answer.project = grid.project;
		this.tools();
	}

	tools() {
		const bar = this.body.querySelector(".plan-tools");
		const { sheet, grid } = this;
		const references = this.open_references().length;
		const button = (name, label, more = "") => `<button type="button" class="btn btn-default btn-sm" data-tool="${name}" ${more}>${label}</button>`;
		const lacking = this.lacking_cells().length;
		const own = grid.may_write
			? `${button("persons", __("Propose Persons of the Units"))}
				${references ? button("references", __("Take the Reference Times ({0})", [references])) : ""}
				${button("undo", __("Undo"), `title="Ctrl+Z" ${sheet.done.length ? "" : "disabled"}`)}
				${button("redo", __("Redo"), `title="Ctrl+Y" ${sheet.undone.length ? "" : "disabled"}`)}`
			: "";
		bar.innerHTML = `${own}
			${lacking ? `<button type="button" class="btn btn-sm lack" data-tool="next">${__("{0} cells of the grid are blank: to the next", [lacking])}</button>` : ""}
			<span class="save-state" role="status"></span>
			<span class="views">${["both", "grid", "forms"].map((view) => button(view, { both: __("Side by Side"), grid: __("Grid Only"), forms: __("Forms Only") }[view])).join("")}</span>`;
		const acts = {
			persons: () => ask_persons(sheet, grid.persons, (changes) => this.table.enter(changes)),
			references: () => this.table.enter(this.open_references()),
			undo: () => this.table.undo(),
			redo: () => this.table.redo(),
			next: () => this.next_lacking(),
		};
		for (const tool of bar.querySelectorAll("[data-tool]")) {
			tool.addEventListener("click", () => (acts[tool.dataset.tool] ? acts[tool.dataset.tool]() : this.view(tool.dataset.tool)));
		}
		this.view(this.body.querySelector(".plan-columns").dataset.view);
		this.tell_state(this.state);
	}

	view(name) {
		this.body.querySelector(".plan-columns").dataset.view = name;
		for (const view of ["both", "grid", "forms"]) {
			this.body.querySelector(`[data-tool="${view}"]`).setAttribute("aria-pressed", view === name);
		}
	}

	tell_state(state) {
		this.state = state;
		const place = this.body.querySelector(".save-state");
		if (!place) return;
		place.className = `save-state ${state || ""}`;
		place.textContent = this.grid.may_write && state ? SAVE_WORDS()[state] : "";
		place.onclick = state === "failed" ? () => this.saver.send() : null;
	}

	// --- cells ---------------------------------------------------------------------------------------------

	choices(place, column) {
		if (column === "unit") return this.grid.units;
		if (column === "person") return this.grid.persons[this.sheet.text(place, "unit")] || [];
		return [];
	}

	open_references() {
		return this.sheet.rows
			.map((row, place) => ({ place, column: "duration", text: row.reference }))
			.filter(({ place, text }) => text && this.sheet.has(place, "duration") && !this.sheet.text(place, "duration"));
	}

	lacking_cells() {
		return this.sheet.rows.flatMap((row, place) =>
			row.lacking.filter((column) => !this.sheet.text(place, column)).map((column) => ({ place, column }))
		);
	}

	next_lacking() {
		const all = this.lacking_cells();
		const { at } = this.table;
		const after = all.find(({ place, column }) => place > at.place || (place === at.place && column > at.column));
		this.table.go(after || all[0]);
	}

	selected(row, column) {
		this.forms.point_at(row.node, column);
	}

	jump(node, column) {
		const columns = this.body.querySelector(".plan-columns");
		if (columns.dataset.view === "forms") this.view("both");
		this.table.go({ place: this.sheet.places.get(node), column });
	}

	open_row({ table, row, field }) {
		const place = this.sheet.rows.findIndex((plan_row) => plan_row.table === table) + row - 1;
		const column = { responsible_person: "person", work_target: "target" }[field] || "day";
		this.jump(this.sheet.row(place).node, column);
	}

	async saved(arrived) {
		this.table.refresh();
		this.trouble();
		this.tools();
		if (!arrived) return;
		clearTimeout(this.later);
		this.later = setTimeout(() => this.follow(), 400);
	}

	/** Forms and answer after a save; the answer hangs on times only. */
	follow() {
		const times = JSON.stringify(this.sheet.rows.map(({ cells }) => cells.duration));
		const moved = times !== this.times;
		this.times = times;
		return Promise.all([this.show_forms(), moved ? this.answer.refresh() : null]);
	}

	async show_forms() {
		const message = await this.forms.refresh();
		if (!message) return;
		const box = this.body.querySelector(".gaps-box");
		const count = anshang.draw_plan_gaps($(box.querySelector(".gaps")), message, this.host);
		box.hidden = this.grid.state !== "Plan Draft";
		box.classList.toggle("complete", !count);
		box.querySelector("summary").textContent = count
			? __("{0} things are lacking before the seals", [count])
			: __("Nothing is lacking: the plan can be sent for seals.");
	}

	// --- what was not taken --------------------------------------------------------------------------------

	trouble() {
		const box = this.body.querySelector(".plan-trouble");
		const { wrong, conflicts } = this.sheet;
		const name = (cell) => escape_html(this.sheet.row(this.sheet.places.get(cell.node))?.title || cell.node);
		const go = (cell) => `<a href="#" data-node="${escape_html(cell.node)}" data-column="${cell.column}">${name(cell)}</a>`;
		const wrongs = [...wrong.values()].map((cell) => `<li>${go(cell)}：“${escape_html(cell.text)}” ${cell.words}</li>`);
		const others = [...conflicts].map(
			([key, cell]) => `<li>${go(cell)}：${escape_html(conflict_words(cell))} ${__("Yours: “{0}”.", [escape_html(cell.text) || __("blank")])}
				<button class="btn btn-xs btn-default" data-mine="1" data-key="${escape_html(key)}">${__("Keep Mine")}</button>
				<button class="btn btn-xs btn-default" data-mine="" data-key="${escape_html(key)}">${__("Keep Theirs")}</button></li>`
		);
		box.hidden = !wrongs.length && !others.length;
		box.innerHTML = `${others.length ? `<b>${__("Changed by others meanwhile")}</b><ul class="conflicts">${others.join("")}</ul>` : ""}
			${wrongs.length ? `<b>${__("Not taken, and kept as typed")}</b><ul>${wrongs.slice(0, 8).join("")}</ul>` : ""}
			${wrongs.length > 8 ? __("{0} in all", [wrongs.length]) : ""}`;
		for (const link of box.querySelectorAll("a[data-node]")) {
			link.addEventListener("click", (event) => {
				event.preventDefault();
				this.jump(link.dataset.node, link.dataset.column);
			});
		}
		for (const button of box.querySelectorAll("button[data-key]")) {
			button.addEventListener("click", () => {
				this.sheet.settle(button.dataset.key, Boolean(button.dataset.mine));
				this.table.refresh();
				this.trouble();
			});
		}
	}

	/** Cells an earlier visit could not send are typed again, if still wanted. */
	offer_left_over() {
		const cells = this.grid.may_write && !this.sheet.unsaved ? this.saver.left_over() : [];
		const changes = cells
			.map(({ node, column, text }) => ({ place: this.sheet.places.get(node), column, text }))
			.filter(({ place, column, text }) => place !== undefined && this.sheet.has(place, column) && this.sheet.text(place, column) !== text);
		if (!changes.length) return;
		frappe.confirm(
			__("{0} cells you typed here earlier were not saved. Enter them now?", [changes.length]),
			() => this.table.enter(changes),
			() => this.saver.keep()
		);
	}

	// --- steps ---------------------------------------------------------------------------------------------

	async leave(route) {
		if (await this.saver.flush()) frappe.set_route(...route);
	}

	async send_for_seals() {
		if (!(await this.saver.flush())) return;
		const message = await this.forms.refresh();
		if (message?.groups.length) {
			await this.show_forms();
			this.body.querySelector(".gaps-box").open = true;
			frappe.show_alert({ message: __("{0} things are still lacking: they are listed here.", [this.forms.gaps.length]), indicator: "orange" }, 7);
			return;
		}
		await anshang.confirm_step("Service Plan", "Send for Seals");
		await frappe.call({ method: "anshang_app.service_plans.api.send_for_seals", args: { plan: this.plan }, freeze: true });
		await this.show();
		await anshang.tell_step("Service Plan", this.plan, this.body);
	}
};
