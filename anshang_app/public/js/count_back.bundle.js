// 倒排工期: targets and times in, dates, gap and measures out; written into the draft on request.

import { draw_gantt } from "./plan/gantt";
import { dates_html, edges_html, gap_html, judged_by_hand, moved_html, trial_html, WAYS } from "./plan/tables";

frappe.provide("anshang");

const TARGETS = [
	["target_start", "Target for Construction Start"],
	["target_completion", "Target for Completion"],
	["target_production", "Target for Production"],
];
const UNITS = ["Working Days", "Calendar Days"];

class CountBack {
	constructor(frm) {
		this.frm = frm;
		this.may_promise = frappe.model.can_create("Commitment");
		this.may_write = frm.doc.state === "Plan Draft" && frm.perm[0]?.write;
		// after: { before: way } of the edges being tried, never saved
		this.trial = {};
		this.may_revise = frm.doc.state === "Sealed" && frappe.model.can_create("Service Plan");
	}

	// a draft takes the dates at once, a sealed plan takes them as a revision with a reason
	second_action() {
		if (this.may_write) {
			return { secondary_action_label: __("Write into the Draft"), secondary_action: () => this.write() };
		}
		if (this.may_revise) {
			return { secondary_action_label: __("Adopt as a Revision"), secondary_action: () => this.adopt() };
		}
		return {};
	}

	async show() {
		this.base = await this.ask({});
		this.dialog = new frappe.ui.Dialog({
			title: __("Count Back"),
			size: "extra-large",
			fields: this.fields(),
			primary_action_label: __("Try Out"),
			primary_action: () => this.calculate(),
			...this.second_action(),
		});
		this.dialog.show();
		// the proposed times count in what is shown first
		this.draw(Object.keys(this.changes().durations).length ? await this.ask(this.changes()) : this.base, null);
	}

	fields() {
		const targets = TARGETS.filter(([field]) => this.base.target_fields.includes(field));
		const times = this.base.missing_durations.map(({ node, title, reference, reference_unit }) => ({
			node,
			title,
			duration: reference,
			duration_unit: reference_unit,
		}));
		return [
			...targets.flatMap(([fieldname, label], number) => [
				...(number ? [{ fieldtype: "Column Break" }] : []),
				{ fieldname, fieldtype: "Date", label: __(label), default: this.base.targets[fieldname] },
			]),
			{ fieldtype: "Section Break" },
			{ fieldname: "answer", fieldtype: "HTML" },
			{ fieldtype: "Section Break" },
			{
				fieldname: "times",
				fieldtype: "Table",
				label: times.length ? __("Steps whose time nobody knows yet: reference durations are proposed, to be verified") : __("Other Times to Try"),
				cannot_delete_rows: times.length > 0,
				cannot_add_rows: times.length > 0,
				in_place_edit: true,
				data: times,
				fields: this.time_columns(times.length > 0),
			},
		];
	}

	time_columns(fixed) {
		const steps = (this.base.rows || []).map(({ node, title }) => ({ value: node, label: title }));
		const step = fixed
			? { fieldname: "title", fieldtype: "Data", label: __("Plan Step"), read_only: 1 }
			: { fieldname: "node", fieldtype: "Autocomplete", label: __("Plan Step"), options: steps };
		return [
			{ ...step, in_list_view: 1, columns: 5 },
			{ fieldname: "duration", fieldtype: "Int", label: __("Time Needed"), in_list_view: 1, columns: 2 },
			{
				fieldname: "duration_unit",
				fieldtype: "Select",
				label: __("Unit of Time Needed"),
				options: UNITS.map((value) => ({ value, label: __(value) })),
				default: UNITS[0],
				in_list_view: 1,
				columns: 3,
			},
		];
	}

	changes() {
		const values = this.dialog.get_values(true) || {};
		const durations = {};
		for (const row of this.dialog.fields_dict.times.df.data || []) {
			if (row.node && row.duration) {
				durations[row.node] = { duration: row.duration, duration_unit: row.duration_unit || UNITS[0] };
			}
		}
		const targets = Object.fromEntries(TARGETS.map(([field]) => [field, values[field]]).filter(([, day]) => day));
		return { targets, durations, edges: this.trial };
	}

	async ask(changes) {
		const args = { plan: this.frm.doc.name, changes };
		return (await frappe.call({ method: "anshang_app.service_plans.api.count_back", args, type: "POST", freeze: true })).message;
	}

	async calculate() {
		const changes = this.changes();
		const answer = await this.ask(changes);
		const args = { plan: this.frm.doc.name, changes };
		const moved = (await frappe.call({ method: "anshang_app.service_plans.api.what_if", args, type: "POST" })).message;
		this.draw(answer, moved);
		// the table of times stands below the answer
		this.answer.scrollIntoView({ block: "nearest", behavior: "smooth" });
	}

	draw(answer, moved) {
		this.say(`
			${trial_html(this.trial)}
			${gap_html(answer)}
			${edges_html(answer, this.trial)}
			${moved?.length ? moved_html(moved) : ""}
			${dates_html(answer.rows)}
			<div class="plan-gantt" style="margin-top: 16px"></div>`);
		draw_gantt(this.answer.querySelector(".plan-gantt"), answer.rows, answer.today);
		this.listen(answer);
	}

	listen(answer) {
		const on = (selector, act) => {
			for (const button of this.answer.querySelectorAll(selector)) button.addEventListener("click", () => act(button.dataset));
		};
		on("button.try", ({ before, after, way }) => {
			this.trial[after] = { ...this.trial[after], [before]: way };
			this.calculate();
		});
		on("button.drop-trial", () => {
			this.trial = {};
			this.calculate();
		});
		on("button.adopt", ({ before, after, way }) =>
			way === WAYS.promise ? this.draft_promise(answer, before, after) : this.run_parallel(before, after)
		);
		on("button[data-target]", ({ target, day }) => {
			this.dialog.set_value(target, day);
			this.calculate();
		});
		if (!this.may_write) {
			for (const button of this.answer.querySelectorAll(`button.adopt[data-way="${WAYS.parallel}"]`)) button.remove();
		}
		if (!this.may_promise) for (const button of this.answer.querySelectorAll("button.adopt")) button.remove();
	}

	// the click drafts the promise; it counts once the letter is there and the deciding unit has consented
	draft_promise(answer, before, after) {
		const by_hand = judged_by_hand(answer, before);
		const row = answer.rows.find(({ node }) => node === before);
		const check = {
			fieldname: "exclusions_checked",
			fieldtype: "Check",
			label: __("The project is none of these: {0}", [by_hand.join("、")]),
			reqd: 1,
		};
		anshang.ask(
			__("Draft a Promise"),
			[
				{ fieldname: "due_date", fieldtype: "Date", label: __("Promised For"), default: row?.earliest, reqd: 1 },
				...(by_hand.length ? [check] : []),
			],
			async (values) => {
				const args = { plan: this.frm.doc.name, before, after, ...values };
				const made = await frappe.call({ method: "anshang_app.coordination.api.draft_deferral", args, freeze: true });
				const link = frappe.utils.get_form_link("Commitment", made.message.name, true, __("Commitment"));
				frappe.msgprint({
					title: __("Draft a Promise"),
					message: __("The promise is drafted: {0}. Attach the enterprise's letter there; it counts once the deciding unit has consented.", [link]),
				});
				this.forget(before, after);
			}
		);
	}

	run_parallel(before, after) {
		anshang.ask(
			__("Run in Parallel"),
			[{ fieldname: "reason", fieldtype: "Small Text", label: __("Reason of the Measure"), reqd: 1 }],
			async ({ reason }) => {
				const args = { plan: this.frm.doc.name, before, after, reason };
				await frappe.call({ method: "anshang_app.service_plans.api.run_in_parallel", args, freeze: true });
				this.forget(before, after);
				this.frm.reload_doc();
			}
		);
	}

	// what was adopted is on record now and not tried any more
	forget(before, after) {
		delete this.trial[after]?.[before];
		if (!Object.keys(this.trial[after] || {}).length) delete this.trial[after];
		this.calculate();
	}

	say(html) {
		this.answer = this.dialog.fields_dict.answer.$wrapper.html(html).get(0);
	}

	apply(plan) {
		const args = { plan, changes: this.changes() };
		return frappe.call({ method: "anshang_app.service_plans.api.apply_count_back", args, freeze: true });
	}

	adopt() {
		frappe.prompt(
			{ fieldname: "reason", fieldtype: "Small Text", label: __("Reason of Revision"), reqd: 1 },
			async ({ reason }) => {
				const args = { plan: this.frm.doc.name, reason };
				const answer = await frappe.call({ method: "anshang_app.service_plans.api.revise_plan", args, freeze: true });
				await this.apply(answer.message.name);
				this.dialog.hide();
				frappe.set_route("Form", "Service Plan", answer.message.name);
			},
			__("Adopt as a Revision")
		);
	}

	async write() {
		const { message } = await this.apply(this.frm.doc.name);
		this.dialog.hide();
		const text = message.marked
			? __("{0} dates are in the draft; {1} rows are marked and still open.", [message.written, message.marked])
			: __("The latest dates are in the draft.");
		frappe.show_alert({ message: text, indicator: message.marked ? "orange" : "green" }, 7);
		this.frm.reload_doc();
	}
}

anshang.count_back = (frm) => new CountBack(frm).show();
anshang.draw_gantt = draw_gantt;
