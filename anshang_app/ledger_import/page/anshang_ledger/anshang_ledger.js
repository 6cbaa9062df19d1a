frappe.pages["anshang-ledger"].on_page_load = (wrapper) => {
	const page = frappe.ui.make_app_page({ parent: wrapper, title: __("Enter by Ledger"), single_column: true });
	wrapper.ledger = new Ledger(page);
};

// from a list of problems or approvals its own kind is asked for, on a page drawn before too
frappe.pages["anshang-ledger"].on_page_show = (wrapper) => wrapper.ledger?.start();

const LEDGER_API = "anshang_app.ledger_import.api.";
const PROJECTS = "Project Ledger", PROBLEMS = "Problem List", APPROVALS = "Approval List", CONTACTS = "Unit Contacts";
const STAGES = ["Handover", "Planning", "Pre-construction", "Construction", "Acceptance", "Completion Handover", "Handed Over"];
const OUTCOMES = {
	new: ["To Be Entered", "green"],
	changed: ["To Be Changed", "blue"],
	same: ["As It Is", "gray"],
	wrong: ["Wrong Row", "red"],
	unknown: ["Not on the Platform", "gray"],
};
/** How often the page looks after a job in the background, in milliseconds. */
const LOOK_AGAIN = 2000;
const text = (value) => frappe.utils.escape_html(String(value ?? ""));

/** Three steps on one page: the columns, what is asked, what each row would do. The file stays in the browser. */
class Ledger {
	constructor(page) {
		this.page = page;
		this.body = $(page.body).addClass("anshang-import anshang-ledger");
		this.input = $('<input type="file" accept=".xlsx,.xls,.csv,.txt" class="hidden">').appendTo(this.body);
		this.input.on("change", () => this.choose(this.input[0].files[0]));
		page.set_primary_action(__("Choose a Ledger"), () => this.input.val("").trigger("click"));
		page.add_inner_button(__("Imports on Record"), () => frappe.set_route("List", "Ledger Import"));
		this.head = $('<div class="ledger-head">').appendTo(this.body);
		this.columns = $("<div>").appendTo(this.body);
		this.result = $("<div>").appendTo(this.body);
	}

	async start() {
		const asked = frappe.route_options || {};
		frappe.route_options = null;
		// shown again without a wish: what was begun stays
		if (this.kind && !asked.kind) return;
		const { message: kinds } = await frappe.call(`${LEDGER_API}kinds_of_ledgers`);
		this.file = null;
		this.kind = kinds.includes(asked.kind) ? asked.kind : kinds[0];
		this.compares = false;
		// an import that stopped is gone on with here
		this.going_on = asked.record || null;
		const options = kinds.map((kind) => `<option value="${kind}" ${kind === this.kind ? "selected" : ""}>${__(kind)}</option>`).join("");
		this.head.html(`<label>${__("Kind of Ledger")} <select class="form-control kind-of-ledger">${options}</select></label>
			<label class="purpose"><input type="checkbox" class="compares"> ${__("Compare only: show where the list and the platform differ")}</label>`);
		this.head.find(".kind-of-ledger").on("change", (event) => this.turn_to(event.target.value));
		this.head.find(".compares").on("change", (event) => {
			this.compares = event.target.checked;
			this.read_again();
		});
		this.turn_to(this.kind);
	}

	turn_to(kind) {
		this.kind = kind;
		const comparable = [PROJECTS, APPROVALS].includes(kind);
		this.head.find(".purpose").toggle(comparable);
		if (!comparable) {
			this.compares = false;
			this.head.find(".compares").prop("checked", false);
		}
		this.read_again();
	}

	read_again() {
		this.result.empty();
		if (this.file) this.choose(this.file);
		else this.explain();
	}

	explain() {
		const steps = [
			__("Choose the ledger as it is: an Excel workbook or a CSV file. Titles, sums and notes are left out by themselves."),
			__("Look at what each column is taken for, and put right what is not."),
			__("Try it: every row tells what it would do; nothing is saved. Answer what is asked, then take the rows over."),
		];
		const first = this.going_on ? `<p class="summary">${__("Choose the same file again: the import goes on where it stopped.")}</p>` : "";
		this.columns.html(`${first}<ol class="steps">${steps.map((step) => `<li>${step}</li>`).join("")}</ol>`);
	}

	async choose(file) {
		if (!file) return;
		this.file = file;
		this.choices = { enterprises: {}, units: {}, chains: {}, stages: {} };
		this.put = { enterprises: {}, units: {}, chains: {} };
		this.result.empty();
		if (this.going_on) return this.go_on(this.going_on);
		const columns_read = await this.send("read_ledger");
		if (columns_read) this.show_columns(columns_read);
	}

	async send(method, more = {}) {
		const form = new FormData();
		form.append("file", this.file);
		form.append("kind", this.kind);
		for (const [key, value] of Object.entries(more)) form.append(key, typeof value === "string" ? value : JSON.stringify(value));
		frappe.dom.freeze();
		const answer = await fetch(`/api/method/${LEDGER_API}${method}`, {
			method: "POST",
			body: form,
			headers: { "X-Frappe-CSRF-Token": frappe.csrf_token, Accept: "application/json" },
		}).finally(() => frappe.dom.unfreeze());
		if (answer.ok && !(answer.headers.get("content-type") || "").includes("json")) return answer.blob();
		const body = await answer.json();
		if (answer.ok) return body.message;
		frappe.request.cleanup({ freeze: false }, body);
		return null;
	}

	// --- columns --------------------------------------------------------------------------------------------

	show_columns({ tables, columns, as_of }) {
		const options = (chosen) =>
			[`<option value="">${__("Not Imported")}</option>`]
				.concat(columns.map((column) => `<option value="${column.field}" ${column.field === chosen ? "selected" : ""}>${text(column.label)}</option>`))
				.join("");
		const row = (table, at) => `<tr><td>${text(table.headings[at])}</td>
			<td class="text-muted">${table.examples.map((cells) => text(cells[at])).filter(Boolean).slice(0, 2).join("<br>")}</td>
			<td><select class="form-control" data-column="${at}">${options(table.fields[at])}</select></td></tr>`;
		const kept = `<span class="indicator-pill no-indicator-dot blue">${__("As the last time")}</span>`;
		const card = (table, place) => `<section class="ledger-table" data-place="${place}">
			<h4>${text(table.title || table.sheet)} <span class="text-muted">${text(table.sheet)} · ${__("{0} rows, {1} left out (titles, sums, notes)", [table.rows, table.skipped])}</span> ${table.kept ? kept : ""}</h4>
			<label><input type="checkbox" class="left-out"> ${__("Leave this table out")}</label>
			<table class="table table-sm"><thead><tr><th>${__("Heading of the Ledger")}</th><th>${__("For Example")}</th><th>${__("Taken For")}</th></tr></thead>
			<tbody>${table.headings.map((heading, at) => (heading ? row(table, at) : "")).join("")}</tbody></table></section>`;
		this.sizes = tables.map((table) => table.headings.length);
		this.columns.html(`<h3>1 ${__("What Each Column Is")}</h3>${tables.map(card).join("")}<div class="for-all"></div>`);
		this.for_all = this.fields_for_all(this.columns.find(".for-all"), as_of);
		const label = this.compares ? __("Compare") : __("Try the Ledger");
		$(`<button class="btn btn-primary">${label}</button>`).appendTo(this.columns).on("click", () => this.try_it());
	}

	/** What holds for every row, asked once. */
	fields_for_all(parent, as_of) {
		const column = { fieldtype: "Column Break" };
		const figures_on = { fieldname: "figures_on", fieldtype: "Date", label: __("Investment to date is as of this day"), default: as_of };
		const fields = {
			[PROJECTS]: [
				{ fieldname: "landing_mode", fieldtype: "Link", options: "Landing Mode", label: __("Landing mode where the ledger names none") },
				figures_on,
				column,
				{ fieldname: "meeting_minutes_no", fieldtype: "Data", label: __("Minutes Number for projects admitted by a meeting") },
				column,
				{ fieldname: "meeting_date", fieldtype: "Date", label: __("Date of that meeting") },
			],
			[PROBLEMS]: [{ fieldname: "solved_on", fieldtype: "Date", label: __("Day of solution where the list names none") }],
		}[this.kind];
		const group = new frappe.ui.FieldGroup({ parent, fields: this.compares ? (this.kind === PROJECTS ? [figures_on] : []) : fields || [] });
		group.make();
		return group;
	}

	mapping() {
		const mapping = {};
		this.columns.find(".ledger-table").each((_at, section) => {
			const place = section.dataset.place;
			const fields = new Array(this.sizes[place]).fill(null);
			$(section)
				.find("select")
				.each((_n, select) => (fields[select.dataset.column] = select.value || null));
			mapping[place] = $(section).find(".left-out").prop("checked") ? null : fields;
		});
		return mapping;
	}

	asked() {
		return { mapping: this.mapping(), choices: { ...this.choices, ...this.for_all.get_values(true) } };
	}

	// --- the dry run ----------------------------------------------------------------------------------------

	async try_it() {
		if (this.kind === CONTACTS) {
			await frappe.require("ledger_contacts.bundle.js");
			return anshang.try_contacts(this);
		}
		const trial = await this.send(this.compares ? "compare_ledger" : "try_ledger", this.asked());
		if (trial && this.compares) this.show_differences(trial);
		else if (trial) this.show_result(trial);
	}

	show_result({ counts, rows, questions }) {
		const taken = rows.filter((row) => ["new", "changed"].includes(row.outcome));
		const heads =
			this.kind === PROJECTS
				? [__("Enterprise"), __("Project Stage"), __("Problem")]
				: [this.kind === APPROVALS ? __("Approval Item") : __("Problem"), __("What to Look At")];
		this.result.html(`<h3>2 ${__("What the Row Would Do")}</h3>
			<p class="summary">${__("{0} new, {1} changed, {2} the same, {3} wrong", [counts.new, counts.changed, counts.same, counts.wrong])}</p>
			<div class="questions"></div><div class="acts"></div>
			<p class="counts text-muted">${__("Show only:")} ${this.outcomes(counts)}</p>
			<table class="table table-sm ledger-rows"><thead><tr><th>${__("Row")}</th><th></th><th>${__("Project Name")}</th>
			${heads.map((head) => `<th>${head}</th>`).join("")}</tr></thead><tbody>${rows.map((row) => this.line(row)).join("")}</tbody></table>`);
		this.only = null;
		this.result.find(".counts .btn").on("click", (event) => this.show_only(event.currentTarget.dataset.outcome));
		const acts = this.result.find(".acts");
		if (taken.length)
			$(`<button class="btn btn-primary">${__("Take Over {0} Rows", [taken.length])}</button>`).appendTo(acts).on("click", () => this.take_over(taken));
		if (counts.wrong) $(`<button class="btn btn-default">${__("Download the wrong rows")}</button>`).appendTo(acts).on("click", () => this.download());
		this.show_questions(questions);
		this.result.find("select.stage").on("change", (event) => {
			this.choices.stages[event.target.dataset.place] = event.target.value;
		});
		this.result[0].scrollIntoView({ behavior: "smooth" });
	}

	outcomes(counts) {
		return Object.keys(counts)
			.filter((outcome) => counts[outcome])
			.map((outcome) => `<button class="btn btn-default btn-xs" data-outcome="${outcome}">${__(OUTCOMES[outcome][0])} ${counts[outcome]}</button>`)
			.join(" ");
	}

	line(row) {
		const [label, colour] = OUTCOMES[row.outcome];
		const stages = STAGES.map((stage) => `<option value="${stage}" ${stage === row.stage ? "selected" : ""}>${__(stage)}</option>`).join("");
		const stage = row.outcome === "new" ? `<select class="form-control stage" data-place="${text(row.place)}">${stages}</select>` : __(row.stage);
		const changes = row.changes.map((change) => `${text(change.label)}：${text(change.old) || "—"} → <b>${text(change.new)}</b>`);
		const notes = [...row.wrong.map((fault) => `<span class="text-danger">${text(fault)}</span>`), ...row.asks.map(text), ...changes];
		const enterprise = `<td>${text(row.enterprise)}${row.is_new_enterprise ? ` <span class="text-muted">${__("new enterprise")}</span>` : ""}</td>`;
		const middle = this.kind === PROJECTS ? `${enterprise}<td>${stage}</td>` : `<td>${text(row.about)}</td>`;
		return `<tr class="${row.outcome}"><td>${text(row.sheet)} ${row.number}</td>
			<td class="kind"><span class="indicator-pill no-indicator-dot ${colour}">${__(label)}</span></td><td>${text(row.project_name)}</td>
			${middle}<td>${notes.join("<br>")}</td></tr>`;
	}

	/** Names of the ledger that are not on file: one question for each, whatever the rows; what is clear is proposed. */
	show_questions(questions) {
		// what was answered is asked no more, but may be answered otherwise
		for (const [group, group_questions] of Object.entries(questions)) for (const question of group_questions) this.put[group][question.name] = question;
		const groups = Object.entries(this.put).map(([group, by_name]) => [group, Object.values(by_name)]);
		if (!groups.some(([, group_questions]) => group_questions.length)) return;
		const box = this.result.find(".questions").html(`<h4>${__("What Is Asked")}</h4>`);
		let proposals = 0;
		for (const [group, group_questions] of groups)
			for (const { name, columns, near, proposed, rows } of group_questions) {
				const none = group === "enterprises" ? __("Enter as a new one") : __("Leave it out");
				const answered = name in this.choices[group];
				const chosen = answered ? this.choices[group][name] : proposed;
				if (proposed && !answered) {
					this.choices[group][name] = proposed;
					proposals += 1;
				}
				const options = near.map((choice) => `<option value="${text(choice.value)}" ${choice.value === chosen ? "selected" : ""}>${text(choice.label)}</option>`).join("");
				const line = $(`<p class="question"><b>${text(name)}</b> <span class="text-muted">${text(columns.join("、"))} · ${__("{0} rows name it", [rows])}</span>
					<select class="form-control"><option value="">${none}</option>${options}</select></p>`).appendTo(box);
				line.find("select").on("change", (event) => {
					this.choices[group][name] = event.target.value;
					this.ask_to_try_again(__("Answers changed: try the ledger again."));
				});
			}
		if (proposals) this.ask_to_try_again(__("{0} answers are proposed: look at them, then try the ledger again.", [proposals]));
	}

	ask_to_try_again(sentence) {
		const acts = this.result.find(".acts").html(`<p class="text-muted">${sentence}</p>`);
		$(`<button class="btn btn-primary">${__("Try the Ledger")}</button>`).appendTo(acts).on("click", () => this.try_it());
	}

	/** Only the rows of one outcome: a click on its number, another shows all again. */
	show_only(outcome) {
		this.only = this.only === outcome ? null : outcome;
		this.result.find(".counts .btn").each((_at, button) => $(button).toggleClass("active", button.dataset.outcome === this.only));
		this.result.find(".ledger-rows tbody tr").each((_at, row) => $(row).toggle(!this.only || row.classList.contains(this.only)));
	}

	async download() {
		const blob = await this.send("wrong_rows", this.asked());
		if (!blob) return;
		const link = $("<a>").attr({ href: URL.createObjectURL(blob), download: `${__("Wrong Rows")}.xlsx` });
		link[0].click();
	}

	// --- comparing ------------------------------------------------------------------------------------------

	show_differences({ counts, rows }) {
		const differing = rows.filter((row) => row.outcome === "changed");
		const unknown = rows.filter((row) => row.outcome === "unknown");
		const change_row = (row, change) => `<tr><td><input type="checkbox" data-place="${text(row.place)}" data-field="${text(change.field)}"></td>
			<td>${text(row.sheet)} ${row.number}</td><td>${text(row.project_name)}<div class="text-muted">${text(row.about)}</div></td><td>${text(change.label)}</td>
			<td>${text(change.old) || "—"}<div class="text-muted">${change.since ? __("since {0}", [text(change.since)]) : ""}</div></td>
			<td><b>${text(change.new)}</b></td></tr>`;
		const missing = unknown.map((row) => `<li>${text(row.sheet)} ${row.number}：${text(row.project_name)} ${text(row.about)}</li>`).join("");
		this.result.html(`<h3>2 ${__("Where They Differ")}</h3>
			<p class="summary">${__("{0} rows differ, {1} agree, {2} are not on the platform, {3} could not be read", [counts.differ, counts.same, counts.unknown, counts.wrong])}</p>
			<div class="acts"></div>
			${differing.length ? `<table class="table table-sm ledger-differences"><thead><tr><th><input type="checkbox" class="all"></th><th>${__("Row")}</th><th>${__("Project Name")}</th>
			<th>${__("What Differs")}</th><th>${__("Ours")}</th><th>${__("The List's")}</th></tr></thead>
			<tbody>${differing.map((row) => row.changes.map((change) => change_row(row, change)).join("")).join("")}</tbody></table>` : ""}
			${missing ? `<h4>${__("Not on the Platform")}</h4><ul>${missing}</ul>` : ""}`);
		const boxes = this.result.find("tbody input[type=checkbox]");
		const button = $(`<button class="btn btn-primary">${__("Take over the chosen ones")}</button>`).prop("disabled", true);
		if (differing.length) button.appendTo(this.result.find(".acts")).on("click", () => this.take_chosen(boxes));
		this.result.on("change", "input[type=checkbox]", (event) => {
			if ($(event.target).hasClass("all")) boxes.prop("checked", event.target.checked);
			button.prop("disabled", !boxes.filter(":checked").length);
		});
		this.result[0].scrollIntoView({ behavior: "smooth" });
	}

	/** Only what was ticked is taken over: each with the file and its row on record. */
	take_chosen(boxes) {
		const fields = {};
		boxes.filter(":checked").each((_at, box) => {
			fields[box.dataset.place] ||= [];
			fields[box.dataset.place].push(box.dataset.field);
		});
		this.choices.fields = fields;
		return this.take_over(Object.keys(fields).map((place) => ({ place })));
	}

	// --- taking over ----------------------------------------------------------------------------------------

	async take_over(rows) {
		let left = rows.map((row) => row.place);
		const total = left.length;
		const done = { entered: 0, changed: 0, failed: [] };
		let record = null;
		this.show_bar();
		while (left.length) {
			this.move_bar(total - left.length, total);
			const part = await this.send("enter_ledger", { ...this.asked(), places: left, ...(record ? { record } : {}) });
			if (!part) break;
			record = part.record;
			if (part.running) return this.watch(record);
			done.entered += part.entered;
			done.changed += part.changed;
			done.failed.push(...part.failed);
			left = part.left;
		}
		this.show_done(record, done);
	}

	show_bar() {
		this.result.html(`<h3>${__("Taking over the rows")}</h3><div class="progress"><div class="progress-bar"></div></div><p class="summary"></p>`);
	}

	move_bar(done, total) {
		this.result.find(".progress-bar").css("width", `${total ? Math.round((done / total) * 100) : 0}%`);
		this.result.find(".summary").text(__("{0} of {1} rows", [done, total]));
	}

	show_done(record, { entered, changed, failed }) {
		const summary = this.compares
			? __("{0} changed, {1} failed.", [changed + entered, failed.length])
			: this.kind === PROJECTS
				? __("{0} projects entered, {1} changed, {2} failed.", [entered, changed, failed.length])
				: __("{0} rows entered, {1} failed.", [entered, failed.length]);
		const lines = failed.map((row) => `<li>${text(row.place.replace("|", " "))}：${text(row.reason)}</li>`).join("");
		const to = record ? `<a class="btn btn-default" href="/app/ledger-import/${encodeURIComponent(record)}">${__("This import (undo, rows)")}</a>` : "";
		this.result.html(`<p class="summary">${summary}</p><ul>${lines}</ul><div class="acts">${to}
			<a class="btn btn-default" href="/app/investment-project">${__("Investment Project")}</a></div>`);
	}

	async go_on(record) {
		this.going_on = null;
		const state = await this.send("continue_import", { record });
		if (state) this.watch(record);
		else this.explain();
	}

	/** A job in the background: how far it is, and a button to stop it; the page may be left meanwhile. */
	async watch(record) {
		this.columns.empty();
		this.show_bar();
		this.result.append(`<p class="text-muted">${__("You may leave this page: the import goes on, and is found under “Imports on Record”.")}</p><div class="acts"></div>`);
		$(`<button class="btn btn-default">${__("Stop")}</button>`)
			.appendTo(this.result.find(".acts"))
			.on("click", async (event) => {
				$(event.target).prop("disabled", true);
				await frappe.call(`${LEDGER_API}cancel_import`, { record });
			});
		for (;;) {
			const { message: state } = await frappe.call(`${LEDGER_API}import_state`, { record });
			this.move_bar(state.done, state.total);
			if (state.state === "Taken Over") return this.show_done(record, state);
			if (state.state === "Stopped Halfway") return this.show_stopped(record, state);
			await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN));
		}
	}

	show_stopped(record, state) {
		this.show_done(record, state);
		const where = state.stopped_at ? __("Stopped after {0}: {1} of {2} rows are done.", [text(state.stopped_at), state.done, state.total]) : __("Stopped before the first row.");
		this.result.prepend(`<p class="text-danger">${where}</p>`);
		$(`<button class="btn btn-primary">${__("Go On")}</button>`).prependTo(this.result.find(".acts")).on("click", () => this.go_on(record));
	}
}
