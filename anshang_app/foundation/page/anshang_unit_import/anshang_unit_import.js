frappe.pages["anshang-unit-import"].on_page_load = (wrapper) => {
	const page = frappe.ui.make_app_page({
		parent: wrapper,
		title: __("Units and Users by Excel"),
		single_column: true,
	});
	page.add_inner_button(__("Download Template"), () =>
		window.open("/api/method/anshang_app.setup.api.download_template")
	);
	page.add_inner_button(__("Anshang Set-up"), () => frappe.set_route("anshang-setup"));
	new UnitImport(page);
};

class UnitImport {
	constructor(page) {
		this.page = page;
		this.body = $(page.body).addClass("anshang-import");
		this.input = $('<input type="file" accept=".xlsx" class="hidden">').appendTo(this.body);
		this.input.on("change", () => this.choose(this.input[0].files[0]));
		page.set_primary_action(__("Choose a Filled-in Workbook"), () => this.input.val("").trigger("click"));
		this.result = $('<div class="result"></div>').appendTo(this.body);
		this.explain();
	}

	explain() {
		const steps = [
			__("Download the template and fill it in: one row per member."),
			__("Choose the workbook: everything in it is checked, nothing is saved."),
			__("When nothing is wrong any more, confirm. Entering the same workbook again changes nothing."),
		];
		this.result.html(`<ol class="steps">${steps.map((step) => `<li>${step}</li>`).join("")}</ol>`);
	}

	async choose(file) {
		if (!file) return;
		this.file = file;
		this.explain();
		const preview = await this.send("preview");
		if (preview) this.show(preview);
	}

	async send(method) {
		const form = new FormData();
		form.append("file", this.file);
		frappe.dom.freeze();
		const answer = await fetch(`/api/method/anshang_app.setup.api.${method}`, {
			method: "POST",
			body: form,
			headers: { "X-Frappe-CSRF-Token": frappe.csrf_token, Accept: "application/json" },
		}).finally(() => frappe.dom.unfreeze());
		const body = await answer.json();
		if (answer.ok) return body.message;
		this.page.clear_secondary_action();
		frappe.request.cleanup({ freeze: false }, body);
		return null;
	}

	show(preview) {
		this.page.clear_secondary_action();
		const counts = preview.counts;
		const summary = __("{0} new units, {1} new members, {2} new accounts, {3} members changed.", [
			counts.new_units,
			counts.new_members,
			counts.new_accounts,
			counts.changed,
		]);
		this.result.html(`<p class="summary">${frappe.utils.escape_html(this.file.name)}：${summary}</p>`);
		if (preview.problems.length) this.show_problems(preview.problems);
		else this.offer(preview);
		this.show_units(preview.units);
	}

	show_problems(problems) {
		const line = (row) =>
			`<tr><td class="text-right">${row.line}</td><td>${frappe.utils.escape_html(row.text)}</td></tr>`;
		this.result.append(
			`<div class="problems"><p>${__("{0} problems. Correct the workbook and choose it again; nothing was saved.", [
				problems.length,
			])}</p><table class="table table-sm"><thead><tr><th class="text-right">${__("Row")}</th>
			<th>${__("Problem")}</th></tr></thead><tbody>${problems.map(line).join("")}</tbody></table></div>`
		);
	}

	offer(preview) {
		const mail = preview.mail_is_ready
			? __("Each new account gets a mail with which its owner sets a password.")
			: __("No mail can be sent yet: set up outgoing mail, then send the first-login mails from the set-up page.");
		this.result.append(`<p class="fine">${__("Nothing is wrong.")} ${mail}</p>`);
		this.page.set_secondary_action(__("Confirm the Import"), () => this.confirm());
	}

	async confirm() {
		this.page.clear_secondary_action();
		let done, opened = 0;
		do {
			done = await this.send("import_units");
			if (!done) return;
			opened += done.opened.length;
			const together = opened + done.left;
			if (done.left) frappe.show_progress(__("Units and Users by Excel"), opened, together, __("Opening the accounts"));
		} while (done.left);
		frappe.hide_progress();
		const text = __("{0} units created, {1} updated, {2} accounts opened.", [
			done.created,
			done.updated,
			opened,
		]);
		this.result.html(`<p class="summary">${text}</p>`);
		frappe.show_alert({ message: text, indicator: "green" });
	}

	show_units(units) {
		const escape_html = frappe.utils.escape_html;
		const what = (member) => {
			if (member.opens_account) return __("New Account");
			if (member.is_new) return __("New Member");
			return member.is_changed ? __("Changed") : __("As It Is");
		};
		const person = (member) => `<tr><td class="text-right">${member.line}</td><td>${escape_html(member.name)}</td>
			<td>${escape_html(member.post)}</td><td>${escape_html(member.account)}</td><td>${escape_html(member.roles)}</td>
			<td>${what(member)}</td></tr>`;
		const unit = (row) => `<tr class="unit"><td class="text-right">${row.line}</td>
			<td colspan="4"><b>${escape_html(row.name)}</b> ${escape_html(row.kinds)}</td>
			<td>${row.is_new ? __("New Unit") : __("There Already")}</td></tr>${row.members.map(person).join("")}`;
		const heads = [__("Row"), __("Member Name"), __("Post Held"), __("User Account"), __("Account Roles"), __("What Happens")];
		const right = (index) => (index ? "" : ' class="text-right"');
		this.result.append(
			`<table class="table table-sm units"><thead><tr>${heads
				.map((head, index) => `<th${right(index)}>${head}</th>`)
				.join("")}</tr></thead><tbody>${units.map(unit).join("")}</tbody></table>`
		);
	}
}
