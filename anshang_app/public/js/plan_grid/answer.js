// What counting back says of the plan, above the grid: one sentence, the targets, the Gantt chart.

import { draw_gantt } from "../plan/gantt";
import { gap_sentence } from "../plan/tables";

const escape_html = (text) => frappe.utils.escape_html(text ?? "");
const API = "anshang_app.service_plans.api";
const TARGETS = {
	target_start: "Target for Construction Start",
	target_completion: "Target for Completion",
	target_production: "Target for Production",
};

export class Answer {
	/** `may_write()` says whether dates may go into the draft; `before` sends what was typed, `written` reads anew. */
	constructor(wrapper, { plan, may_write, before, written }) {
		Object.assign(this, { wrapper, plan, may_write, before, written, typed: {}, is_open: false });
	}

	async refresh() {
		const args = { plan: this.plan, changes: { targets: this.typed } };
		const { message } = await frappe.call({ method: `${API}.count_back`, args, type: "POST" });
		this.answer = message;
		this.draw();
	}

	draw() {
		const { answer } = this;
		const write = this.may_write() ? `<button class="btn btn-primary btn-sm write">${__("Count Back and Write")}</button>` : "";
		const standing = answer.missing ? "late" : answer.missing_durations.length || !answer.rows.length ? "open" : "";
		for (const standing_class of ["late", "open"]) this.wrapper.classList.toggle(standing_class, standing_class === standing);
		this.wrapper.innerHTML = `
			<div class="says ${standing}" role="status">${gap_sentence(answer)}</div>
			<div class="targets">${answer.target_fields.map((field) => this.target_html(field)).join("")}
				${write}<button class="btn btn-default btn-sm ways">${__("Try Out and Measures")}</button></div>
			<details ${this.is_open ? "open" : ""}><summary>${__("Gantt Chart")}</summary><div class="gantt"></div></details>`;
		this.wrapper.querySelector(".write")?.addEventListener("click", () => this.write());
		this.wrapper.querySelector(".ways").addEventListener("click", () => this.show_ways());
		const details = this.wrapper.querySelector("details");
		const gantt = () => details.open && draw_gantt(details.querySelector(".gantt"), answer.rows, answer.today);
		details.addEventListener("toggle", () => {
			this.is_open = details.open;
			gantt();
		});
		gantt();
		for (const input of this.wrapper.querySelectorAll("input[data-target]")) {
			input.addEventListener("change", () => this.change(input));
		}
	}

	target_html(field) {
		const finish = this.answer.finishes.find((finish_row) => finish_row.field === field);
		const late = finish?.late ? `<em>${__("earliest {0}", [frappe.datetime.str_to_user(finish.earliest)])}</em>` : "";
		return `<label class="${finish?.late ? "late" : ""}"><span>${__(TARGETS[field])}</span>
			<input type="date" data-target="${field}" min="2000-01-01" max="2099-12-31" value="${escape_html(this.answer.targets[field])}" ${this.may_write() ? "" : "disabled"}>${late}</label>`;
	}

	/** Another target is tried at once, and goes into the draft with the dates. */
	async change(input) {
		if (input.value) this.typed[input.dataset.target] = input.value;
		else delete this.typed[input.dataset.target];
		await this.refresh();
	}

	async write() {
		if (!(await this.before())) return;
		const args = { plan: this.plan, changes: { targets: this.typed } };
		const { message } = await frappe.call({ method: `${API}.apply_count_back`, args, freeze: true });
		this.typed = {};
		frappe.show_alert({
			message: message.marked
				? __("{0} dates are in the draft; {1} rows are marked and still open.", [message.written, message.marked])
				: __("The latest dates are in the draft."),
			indicator: message.marked ? "orange" : "green",
		});
		await this.written();
	}

	async show_ways() {
		if (!(await this.before())) return;
		await frappe.require("count_back.bundle.js");
		anshang.count_back(this.as_form());
	}

	// the dialog of 倒排 knows a plan by its form
	as_form() {
		return {
			doc: { name: this.plan, state: this.state, project: this.project },
			perm: [{ write: this.may_write() }],
			reload_doc: () => this.written(),
		};
	}
}
