frappe.pages["anshang-ledger"].on_page_load = function (wrapper) {
	const page = frappe.ui.make_app_page({ parent: wrapper, title: __("Projects by Ledger"), single_column: true });
	new Ledger(page);
};

const LEDGER_API = "anshang_app.ledger_import.api.";
const STAGES = ["Handover", "Planning", "Pre-construction", "Construction", "Acceptance", "Completion Handover", "Handed Over"];
const OUTCOMES = { new: ["To Be Entered", "green"], changed: ["To Be Changed", "blue"], same: ["As It Is", "gray"], wrong: ["Wrong Row", "red"] };
const text = (value) => frappe.utils.escape_html(String(value ?? ""));

/** Three steps on one page: the columns, what is asked, what each row would do. The file stays in the browser. */
class Ledger {
	constructor(page) {
		this.page = page;
		this.body = $(page.body).addClass("anshang-import anshang-ledger");
		this.input = $('<input type="file" accept=".xlsx,.xls,.csv,.txt" class="hidden">').appendTo(this.body);
		this.input.on("change", () => this.choose(this.input[0].files[0]));
		page.set_primary_action(__("Choose a Ledger"), () => this.input.val("").trigger("click"));
		this.columns = $("<div>").appendTo(this.body);
		this.result = $("<div>").appendTo(this.body);
		this.explain();
	}

	explain() {
		const steps = [
			__("Choose the ledger as it is: an Excel workbook or a CSV file. Titles, sums and notes are left out by themselves."),
			__("Look at what each column is taken for, and put right what is not."),
			__("Try it: every row tells what it would do; nothing is saved. Answer what is asked, then take the rows over."),
		];
		this.columns.html(`<ol class="steps">${steps.map((step) => `<li>${step}</li>`).join("")}</ol>`);
	}

	async choose(file) {
		if (!file) return;
		this.file = file;
		this.choices = { enterprises: {}, units: {}, chains: {}, stages: {} };
		this.result.empty();
		const found = await this.send("read_ledger");
		if (found) this.show_columns(found);
	}

	async send(method, more = {}) {
		const form = new FormData();
		form.append("file", this.file);
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

	show_columns({ tables, columns }) {
		const options = (chosen) =>
			[`<option value="">${__("Not Imported")}</option>`]
				.concat(columns.map((one) => `<option value="${one.field}" ${one.field === chosen ? "selected" : ""}>${text(one.label)}</option>`))
				.join("");
		const row = (table, at) => `<tr><td>${text(table.headings[at])}</td>
			<td class="text-muted">${table.examples.map((cells) => text(cells[at])).filter(Boolean).slice(0, 2).join("<br>")}</td>
			<td><select class="form-control" data-column="${at}">${options(table.fields[at])}</select></td></tr>`;
		const card = (table, place) => `<section class="ledger-table" data-place="${place}">
			<h4>${text(table.title || table.sheet)} <span class="text-muted">${text(table.sheet)} · ${__("{0} rows, {1} left out (titles, sums, notes)", [table.rows, table.skipped])}</span></h4>
			<label><input type="checkbox" class="left-out"> ${__("Leave this table out")}</label>
			<table class="table table-sm"><thead><tr><th>${__("Heading of the Ledger")}</th><th>${__("For Example")}</th><th>${__("Taken For")}</th></tr></thead>
			<tbody>${table.headings.map((heading, at) => (heading ? row(table, at) : "")).join("")}</tbody></table></section>`;
		this.sizes = tables.map((table) => table.headings.length);
		this.columns.html(`<h3>1 ${__("What Each Column Is")}</h3>${tables.map(card).join("")}<div class="for-all"></div>`);
		this.for_all = this.fields_for_all(this.columns.find(".for-all"));
		$(`<button class="btn btn-primary">${__("Try the Ledger")}</button>`).appendTo(this.columns).on("click", () => this.try_it());
	}

	/** What holds for every row, asked once. */
	fields_for_all(parent) {
		const group = new frappe.ui.FieldGroup({
			parent,
			fields: [
				{ fieldname: "landing_mode", fieldtype: "Link", options: "Landing Mode", label: __("Landing mode where the ledger names none") },
				{ fieldtype: "Column Break" },
				{ fieldname: "meeting_minutes_no", fieldtype: "Data", label: __("Minutes Number for projects admitted by a meeting") },
				{ fieldtype: "Column Break" },
				{ fieldname: "meeting_date", fieldtype: "Date", label: __("Date of that meeting") },
			],
		});
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
		const found = await this.send("try_ledger", this.asked());
		if (found) this.show_result(found);
	}

	show_result({ counts, rows, questions }) {
		const taken = rows.filter((row) => ["new", "changed"].includes(row.outcome));
		this.result.html(`<h3>2 ${__("What the Row Would Do")}</h3>
			<p class="summary">${__("{0} new, {1} changed, {2} the same, {3} wrong", [counts.new, counts.changed, counts.same, counts.wrong])}</p>
			<div class="questions"></div><div class="acts"></div>
			<table class="table table-sm ledger-rows"><thead><tr><th>${__("Row")}</th><th></th><th>${__("Project Name")}</th><th>${__("Enterprise")}</th>
			<th>${__("Project Stage")}</th><th>${__("Problem")}</th></tr></thead><tbody>${rows.map((row) => this.line(row)).join("")}</tbody></table>`);
		this.show_questions(questions);
		const acts = this.result.find(".acts");
		if (taken.length)
			$(`<button class="btn btn-primary">${__("Take Over {0} Rows", [taken.length])}</button>`).appendTo(acts).on("click", () => this.take_over(taken));
		if (counts.wrong) $(`<button class="btn btn-default">${__("Download the wrong rows")}</button>`).appendTo(acts).on("click", () => this.download());
		this.result.find("select.stage").on("change", (event) => {
			this.choices.stages[event.target.dataset.place] = event.target.value;
		});
		this.result[0].scrollIntoView({ behavior: "smooth" });
	}

	line(row) {
		const [label, colour] = OUTCOMES[row.outcome];
		const stages = STAGES.map((stage) => `<option value="${stage}" ${stage === row.stage ? "selected" : ""}>${__(stage)}</option>`).join("");
		const stage = row.outcome === "new" ? `<select class="form-control stage" data-place="${text(row.place)}">${stages}</select>` : __(row.stage);
		const changes = row.changes.map((one) => `${text(one.label)}：${text(one.old) || "—"} → <b>${text(one.new)}</b>`);
		const said = [...row.wrong.map((one) => `<span class="text-danger">${text(one)}</span>`), ...row.asks.map(text), ...changes];
		return `<tr class="${row.outcome}"><td>${text(row.sheet)} ${row.number}</td>
			<td class="kind"><span class="indicator-pill no-indicator-dot ${colour}">${__(label)}</span></td><td>${text(row.project_name)}</td>
			<td>${text(row.enterprise)}${row.is_new_enterprise ? ` <span class="text-muted">${__("new enterprise")}</span>` : ""}</td>
			<td>${stage}</td><td>${said.join("<br>")}</td></tr>`;
	}

	/** Names of the ledger that are not on file: one question for each, whatever the rows. */
	show_questions(questions) {
		const groups = Object.entries(questions).filter(([, found]) => found.length);
		if (!groups.length) return;
		const box = this.result.find(".questions").html(`<h4>${__("What Is Asked")}</h4>`);
		for (const [group, found] of groups)
			for (const { name, near, rows } of found) {
				const none = group === "enterprises" ? __("Enter as a new one") : __("Leave it out");
				const options = near.map((one) => `<option value="${text(one.value)}">${text(one.label)}</option>`).join("");
				const line = $(`<p class="question"><b>${text(name)}</b> <span class="text-muted">${__("{0} rows name it", [rows])}</span>
					<select class="form-control"><option value="">${none}</option>${options}</select></p>`).appendTo(box);
				line.find("select").on("change", (event) => {
					this.choices[group][name] = event.target.value;
					this.result.find(".acts").html(`<p class="text-muted">${__("Answers changed: try the ledger again.")}</p>`);
					$(`<button class="btn btn-primary">${__("Try the Ledger")}</button>`).appendTo(this.result.find(".acts")).on("click", () => this.try_it());
				});
			}
	}

	async download() {
		const blob = await this.send("wrong_rows", this.asked());
		if (blob) window.open(URL.createObjectURL(blob));
	}

	async take_over(rows) {
		let left = rows.map((row) => row.place);
		const total = left.length;
		const done = { entered: 0, changed: 0, failed: [] };
		while (left.length) {
			const part = await this.send("enter_ledger", { ...this.asked(), places: left });
			if (!part) break;
			done.entered += part.entered;
			done.changed += part.changed;
			done.failed.push(...part.failed);
			left = part.left;
			frappe.show_progress(__("Projects by Ledger"), total - left.length, total, __("Taking over the rows"));
		}
		frappe.hide_progress();
		const words = __("{0} projects entered, {1} changed, {2} failed.", [done.entered, done.changed, done.failed.length]);
		const failed = done.failed.map((one) => `<li>${text(one.place.replace("|", " "))}：${text(one.reason)}</li>`).join("");
		this.result.html(`<p class="summary">${words}</p><ul>${failed}</ul><a class="btn btn-default" href="/app/investment-project">${__("Investment Project")}</a>`);
	}
}
