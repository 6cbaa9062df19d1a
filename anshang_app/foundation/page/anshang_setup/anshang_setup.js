frappe.pages["anshang-setup"].on_page_load = (wrapper) => {
	const page = frappe.ui.make_app_page({
		parent: wrapper,
		title: __("Anshang Set-up"),
		single_column: true,
	});
	page.set_primary_action(__("Look Again"), () => draw(page), "refresh");
	page.add_inner_button(__("Units and Users by Excel"), () => frappe.set_route("anshang-unit-import"));
	page.add_inner_button(__("Hand Work Over"), () => frappe.set_route("anshang-handover"));
	page.add_inner_button(__("Send a Test Mail"), () => send_test_mail());
	$(page.body).addClass("anshang-setup");
};

frappe.pages["anshang-setup"].on_page_show = (wrapper) => {
	draw(wrapper.page);
};

async function draw(page) {
	const { message } = await frappe.call("anshang_app.setup.api.tiles");
	const count = (state) => message.tiles.filter((tile) => tile.state === state).length;
	const body = $(page.body).empty();
	body.append(
		`<p class="summary">${__("{0} in order, {1} to be done, {2} lacking. Work from top to bottom.", [
			count("good"),
			count("to_do"),
			count("missing"),
		])}</p>`
	);
	for (const tile of message.tiles) {
		const row = tile_of(tile).appendTo(body);
		if (tile.can_set_back) offer(page, row, __("Set Back to Now"), "set_back_runs");
		if (tile.can_check) offer(page, row, __("Check Now"), "check_data");
		if (tile.key === "report_mails") report_mails(page, row);
	}
	if (message.without_password) invite_offer(page, body, message.without_password);
}

function tile_of(tile) {
	const row = $(`<div class="tile ${tile.state}">
		<span class="state">${tile.state_text}</span>
		<div class="words"><div class="title">${tile.title}</div><div class="sentence">${tile.sentence}</div></div>
	</div>`);
	for (const record of tile.records) {
		const { doctype, name, words: text } = record;
		// a row of a table has no form of its own
		$(`<div class="record">${doctype ? frappe.utils.get_form_link(doctype, name, true, text) : text}</div>`).appendTo(row.find(".words"));
	}
	if (tile.for_system_manager) {
		row.append(`<span class="text-muted">${__("by the system manager")}</span>`);
	}
	if (tile.route.length) {
		$(`<a class="btn btn-default btn-sm" href="#">${__("Go There")}</a>`)
			.on("click", (event) => {
				event.preventDefault();
				frappe.set_route(...tile.route);
			})
			.appendTo(row);
	}
	return row;
}

/** 定时报表: each with whom it is run as and goes to; on with one click as proposed, or adjusted first. */
async function report_mails(page, row) {
	const { message } = await frappe.call("anshang_app.setup.api.report_mails");
	const escape_html = frappe.utils.escape_html;
	for (const mail of message) {
		const runs_as = mail.people.find((person) => person.user === mail.user);
		const who = runs_as ? `${runs_as.name}（${runs_as.unit}）` : mail.user || __("nobody yet");
		const state_line = mail.on
			? __("on ({0}), run as {1}, {2} receivers", [mail.frequency, who, mail.addresses.length])
			: __("off; proposed: run as {0}, {1} receivers", [who, mail.addresses.length]);
		const line = $(`<div class="record report-mail"><b>${escape_html(mail.title)}</b> <span>${escape_html(state_line)}</span>
			<span class="text-danger">${mail.problem}</span></div>`).appendTo(row.find(".words"));
		const button = (label, work) =>
			$(`<button class="btn btn-default btn-xs">${label}</button>`).on("click", work).appendTo(line);
		if (mail.on) button(__("Switch Off"), () => switch_mail(page, "switch_report_mail_off", { report: mail.report }));
		else button(__("Switch On"), () => switch_mail(page, "switch_report_mail_on", { report: mail.report }));
		button(__("Adjust"), () => adjust_mail(page, mail));
	}
}

async function switch_mail(page, method, args) {
	const { message } = await frappe.call({ method: `anshang_app.setup.api.${method}`, type: "POST", args, freeze: true });
	if (message) frappe.show_alert({ message: frappe.utils.escape_html(message), indicator: "green" });
	draw(page);
}

function adjust_mail(page, mail) {
	const receivers = (user) =>
		(mail.receivers[user] || []).map((receiver) => ({
			...anshang.choice(receiver.address, `${receiver.name}（${receiver.unit}）${receiver.address}`),
			checked: user === mail.user ? mail.addresses.includes(receiver.address) : receiver.proposed,
		}));
	const dialog = new frappe.ui.Dialog({
		title: mail.title,
		fields: [
			{
				fieldname: "user",
				fieldtype: "Select",
				label: __("Run As"),
				options: mail.people.map((person) => ({ value: person.user, label: `${person.name}（${person.unit}）` })),
				default: mail.user,
				description: __("Everybody gets what this person may see."),
				reqd: 1,
				change: () => dialog.set_df_property("addresses", "options", receivers(dialog.get_value("user"))),
			},
			{ fieldname: "addresses", fieldtype: "MultiCheck", label: __("Receivers"), columns: 1, options: receivers(mail.user) },
		],
		primary_action_label: __("Switch On"),
		async primary_action({ user, addresses }) {
			// the dialog stays open with what was chosen when it is refused
			await switch_mail(page, "switch_report_mail_on", { report: mail.report, user, addresses: addresses || [] });
			dialog.hide();
		},
	});
	dialog.show();
}

/** A button beside a line: does the one thing that helps there, and looks again. */
function offer(page, row, label, method) {
	$(`<button class="btn btn-default btn-sm">${label}</button>`)
		.on("click", async () => {
			await frappe.call({ method: `anshang_app.setup.api.${method}`, type: "POST", freeze: true });
			draw(page);
		})
		.appendTo(row);
}

function invite_offer(page, body, count) {
	const text = __("{0} accounts have no password yet.", [count]);
	const row = $(`<div class="tile to_do"><span class="state">${__("To Be Done")}</span>
		<div class="words"><div class="title">${__("First Login")}</div><div class="sentence">${text}</div></div></div>`);
	$(`<button class="btn btn-default btn-sm">${__("Send the Mails to Set One")}</button>`)
		.on("click", async () => {
			const answer = await frappe.call({
				method: "anshang_app.setup.api.invite_accounts",
				type: "POST",
				freeze: true,
			});
			frappe.show_alert({ message: __("{0} mails are on their way.", [answer.message]), indicator: "green" });
			draw(page);
		})
		.appendTo(row);
	// beside the members it belongs to
	body.find(".tile").eq(1).after(row);
}

async function send_test_mail() {
	const answer = await frappe.call({
		method: "anshang_app.setup.api.send_test_mail",
		type: "POST",
		freeze: true,
	});
	frappe.msgprint({ message: __("A test mail was sent to {0}.", [answer.message]), indicator: "green" });
}
