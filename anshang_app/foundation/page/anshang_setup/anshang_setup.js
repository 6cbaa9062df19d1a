frappe.pages["anshang-setup"].on_page_load = function (wrapper) {
	const page = frappe.ui.make_app_page({
		parent: wrapper,
		title: __("Anshang Set-up"),
		single_column: true,
	});
	page.set_primary_action(__("Look Again"), () => draw(page), "refresh");
	page.add_inner_button(__("Units and Users by Excel"), () => frappe.set_route("anshang-unit-import"));
	page.add_inner_button(__("Send a Test Mail"), () => send_test_mail());
	$(page.body).addClass("anshang-setup");
};

frappe.pages["anshang-setup"].on_page_show = function (wrapper) {
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
		if (tile.can_set_back) set_back_offer(page, row);
	}
	if (message.without_password) invite_offer(page, body, message.without_password);
}

function tile_of(tile) {
	const row = $(`<div class="tile ${tile.state}">
		<span class="state">${tile.state_text}</span>
		<div class="words"><div class="title">${tile.title}</div><div class="sentence">${tile.sentence}</div></div>
	</div>`);
	for (const record of tile.records) {
		const link = frappe.utils.get_form_link(record.doctype, record.name, true, record.words);
		$(`<div class="record">${link}</div>`).appendTo(row.find(".words"));
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

function set_back_offer(page, row) {
	$(`<button class="btn btn-default btn-sm">${__("Set Back to Now")}</button>`)
		.on("click", async () => {
			await frappe.call({ method: "anshang_app.setup.api.set_back_runs", type: "POST", freeze: true });
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
