// 倒排工期: targets and times in, dates, gap and measures out; written into the draft on request.

import { draw_gantt } from "./plan/gantt";
import { dates_html, gap_html, moved_html } from "./plan/tables";

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
		this.may_write = frm.doc.state === "Plan Draft" && frm.perm[0]?.write;
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
		if (!this.base.missing_durations.length) this.draw(this.base, null);
	}

	fields() {
		const targets = TARGETS.filter(([field]) => field in this.base.targets || this.frm.doc[field]);
		const times = this.base.missing_durations.map(({ node, title }) => ({
			node,
			title,
			duration: null,
			duration_unit: UNITS[0],
		}));
		return [
			...targets.flatMap(([fieldname, label], number) => [
				...(number ? [{ fieldtype: "Column Break" }] : []),
				{ fieldname, fieldtype: "Date", label: __(label), default: this.base.targets[fieldname] },
			]),
			{ fieldtype: "Section Break" },
			{
				fieldname: "times",
				fieldtype: "Table",
				label: times.length ? __("Steps whose time nobody knows yet") : __("Other Times to Try"),
				cannot_delete_rows: times.length > 0,
				cannot_add_rows: times.length > 0,
				in_place_edit: true,
				data: times,
				fields: this.time_columns(times.length > 0),
			},
			{ fieldtype: "Section Break" },
			{ fieldname: "answer", fieldtype: "HTML" },
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
		return { targets, durations };
	}

	async ask(changes) {
		const args = { plan: this.frm.doc.name, changes };
		return (await frappe.call({ method: "anshang_app.service_plans.api.count_back", args, type: "POST", freeze: true })).message;
	}

	async calculate() {
		const changes = this.changes();
		const answer = await this.ask(changes);
		if (answer.missing_durations.length) {
			const names = answer.missing_durations.map((row) => row.title).join("、");
			this.say(`<div class="alert alert-warning">${__("Still without a time: {0}", [names])}</div>`);
			return;
		}
		let moved = null;
		if (!this.base.missing_durations.length) {
			const args = { plan: this.frm.doc.name, changes };
			moved = (await frappe.call({ method: "anshang_app.service_plans.api.what_if", args, type: "POST" })).message;
		}
		this.draw(answer, moved);
	}

	draw(answer, moved) {
		this.say(`
			${gap_html(answer)}
			${moved && moved.length ? moved_html(moved) : ""}
			${dates_html(answer.rows)}
			<div class="plan-gantt" style="margin-top: 16px"></div>`);
		draw_gantt(this.answer.querySelector(".plan-gantt"), answer.rows, answer.today);
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
		await this.apply(this.frm.doc.name);
		this.dialog.hide();
		frappe.show_alert({ message: __("The latest dates are in the draft."), indicator: "green" });
		this.frm.reload_doc();
	}
}

anshang.count_back = (frm) => new CountBack(frm).show();
anshang.draw_gantt = draw_gantt;
