frappe.pages["anshang-handover"].on_page_load = (wrapper) => {
	const page = frappe.ui.make_app_page({ parent: wrapper, title: __("Hand Work Over"), single_column: true });
	page.add_inner_button(__("Handovers So Far"), () => frappe.set_route("List", "Work Handover"));
	wrapper.handing_over = new HandingOver(page);
};

frappe.pages["anshang-handover"].on_page_show = (wrapper) => {
	const asked = frappe.route_options || {};
	frappe.route_options = null;
	wrapper.handing_over.begin(asked);
};

class HandingOver {
	constructor(page) {
		this.page = page;
		this.body = $(page.body).addClass("anshang-handover");
	}

	/** `asked`: giver, taker or unit the page was opened with. */
	async begin(asked) {
		const { message } = await frappe.call({ method: `anshang_app.work_handover.api.persons`, type: "POST" });
		this.people = message;
		this.body.empty();
		this.body.append(`<p class="summary">${__("Everything open of one person goes to another in one act; what is closed, sealed or issued stays as it is.")}</p>`);
		const choices = (rows) =>
			rows.map((person) => anshang.choice(person.user, [person.name, person.unit, person.note].filter(Boolean).join(" · ")));
		const of_unit = (rows) => (asked.unit ? rows.filter((person) => person.unit === asked.unit) : rows);
		const look = () => this.look();
		this.form = new frappe.ui.FieldGroup({
			body: $('<div class="asked"></div>').appendTo(this.body)[0],
			fields: [
				{ fieldname: "giver", fieldtype: "Autocomplete", label: __("Person Handing Over"), reqd: 1, options: choices(of_unit(message.givers)), change: look },
				{ fieldname: "day", fieldtype: "Date", label: __("Handed Over On"), reqd: 1, default: frappe.datetime.get_today(), description: __("Today or before.") },
				{ fieldtype: "Column Break" },
				{ fieldname: "taker", fieldtype: "Autocomplete", label: __("Person Taking Over"), reqd: 1, options: choices(of_unit(message.takers)), change: look },
				{ fieldname: "reason", fieldtype: "Data", label: __("Reason of the Handover"), reqd: 1, description: __("Such as a change of post or a leave.") },
				{ fieldtype: "Section Break" },
				{ fieldname: "ends_account", fieldtype: "Check", label: __("Left Office, Account Disabled"), description: __("The memberships of who hands over end on that day and his account logs in no more; it is never deleted.") },
			],
		});
		this.form.make();
		this.preview_box = $('<div class="found"></div>').appendTo(this.body);
		this.previewed_pair = "";
		if (asked.giver || asked.taker) await this.form.set_values({ giver: asked.giver, taker: asked.taker });
		this.look();
	}

	async look() {
		const { giver, taker } = { giver: this.form.get_value("giver"), taker: this.form.get_value("taker") };
		const asked = `${giver}|${taker}`;
		if (asked === this.previewed_pair) return;
		this.previewed_pair = asked;
		this.page.clear_primary_action();
		if (!giver) {
			this.preview_box.html(`<p class="text-muted">${__("Choose whose work is handed over: what would go over is shown first, nothing is changed.")}</p>`);
			return;
		}
		const answer = await frappe.call({ method: `anshang_app.work_handover.api.preview`, type: "POST", args: { giver, taker: taker || null } }).catch(() => null);
		if (!answer || asked !== this.previewed_pair) return;
		this.show(answer.message, taker);
	}

	show({ giver, total, kinds, lacking }, taker) {
		const escape_html = frappe.utils.escape_html;
		this.total = total;
		const summary = total
			? __("{0} has {1} pieces of open work:", [escape_html(giver.name), total])
			: __("{0} has nothing open: there is nothing to hand over.", [escape_html(giver.name)]);
		const refusals = lacking.length
			? `<div class="lacking"><b>${__("This person may not take everything:")}</b><ul>${lacking.map((line) => `<li>${escape_html(line)}</li>`).join("")}</ul></div>`
			: "";
		this.preview_box.html(`${refusals}<p class="summary">${summary}</p>${kinds.map(handover_kind).join("")}`);
		if (taker && !lacking.length) this.page.set_primary_action(__("Hand Work Over"), () => this.ask());
	}

	ask() {
		const values = this.form.get_values();
		if (!values) return;
		const name_of = (user) => [...this.people.givers, ...this.people.takers].find((person) => person.user === user)?.name || user;
		const [giver, taker] = [name_of(values.giver), name_of(values.taker)].map((name) => frappe.utils.escape_html(name));
		const ends = values.ends_account ? `<p>${__("The account of {0} is disabled.", [giver])}</p>` : "";
		frappe.confirm(`<b>${__("{0} pieces go from {1} to {2}.", [this.total, giver, taker])}</b>${ends}`, () => this.hand_over(values));
	}

	async hand_over(values) {
		const { message } = await frappe.call({ method: `anshang_app.work_handover.api.hand_over`, type: "POST", args: values, freeze: true });
		this.page.clear_primary_action();
		await this.begin({});
		await anshang.tell_step("Work Handover", message.name, this.body[0]);
		const link = frappe.utils.get_form_link("Work Handover", message.name, true, __("Open the record of the handover"));
		this.body.find(".anshang-standing").append(`<p>${link}</p>`);
	}
}

function handover_kind({ heading, pieces }) {
	const escape_html = frappe.utils.escape_html;
	const link = ({ doctype, name, title }) => `<a href="/app/${frappe.router.slug(doctype)}/${encodeURIComponent(name)}">${escape_html(title)}</a>`;
	const row = (piece) => `<tr><td>${link(piece)}</td><td>${escape_html(piece.project_name || "")}</td><td>${escape_html(piece.unit || "")}</td></tr>`;
	return `<section><h5>${heading} <span class="text-muted">${pieces.length}</span></h5>
		<table class="table table-sm"><thead><tr><th>${__("What It Is About")}</th><th>${__("Project Name")}</th><th>${__("Held for the Unit")}</th></tr></thead>
		<tbody>${pieces.map(row).join("")}</tbody></table></section>`;
}
