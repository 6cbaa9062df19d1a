frappe.listview_settings["Work Calendar"] = {
	onload(list) {
		if (frappe.model.can_write("Work Calendar")) {
			list.page.add_inner_button(__("Paste Holiday Notice"), paste_notice);
		}
	},
};

function paste_notice() {
	const dialog = new frappe.ui.Dialog({
		title: __("Paste Holiday Notice"),
		size: "large",
		fields: [
			{ fieldname: "text", fieldtype: "Long Text", label: __("Text of the Notice"), reqd: 1 },
			{ fieldname: "answer", fieldtype: "HTML" },
		],
		primary_action_label: __("Look First"),
		primary_action: async ({ text }) => {
			const answer = await ask_calendar("preview_notice", text);
			dialog.fields_dict.answer.$wrapper.html(notice_html(answer));
			dialog.set_secondary_action_label(__("Take Over"));
			dialog.set_secondary_action(async () => {
				const taken = await ask_calendar("adopt_notice", text);
				dialog.hide();
				frappe.set_route("Form", "Work Calendar", taken.name);
			});
		},
	});
	dialog.show();
}

async function ask_calendar(method, text) {
	const call = { method: `anshang_app.foundation.api.${method}`, args: { text }, freeze: true };
	return (await frappe.call(call)).message;
}

function notice_html(answer) {
	const escape_html = frappe.utils.escape_html;
	const shown = (day) => frappe.datetime.str_to_user(day);
	const listed = (rows) =>
		rows.map((row) => `${shown(row.date)} ${escape_html(row.holiday_name || "")}`).join("、") || "—";
	const of_kind = (kind) => listed(answer.days.filter((row) => row.day_kind === kind));
	const with_kind = (rows) =>
		rows
			.map((row) => `${shown(row.date)} ${escape_html(row.holiday_name || "")}（${__(row.day_kind)}）`)
			.join("、") || "—";
	const moves = answer.moves
		.map(
			(move) => `<tr><td>${escape_html(move.project_name)}</td><td>${escape_html(move.title)}</td>
			<td>${shown(move.before)}</td><td>${shown(move.after)}</td></tr>`
		)
		.join("");
	const table = moves
		? `<table class="table table-sm table-bordered"><thead><tr><th>${__("Project Name")}</th>
			<th>${__("Plan Step")}</th><th>${__("Before the Change")}</th><th>${__("After the Change")}</th></tr></thead>
			<tbody>${moves}</tbody></table>`
		: `<p>${__("No date moves.")}</p>`;
	return `<h5>${answer.year}</h5><p><b>${__("Day Off")}</b>：${of_kind("Day Off")}</p>
		<p><b>${__("Make-up Working Day")}</b>：${of_kind("Make-up Working Day")}</p>
		<p><b>${__("Days that come")}</b>：${with_kind(answer.comes)}</p>
		<p><b>${__("Days that go")}</b>：${with_kind(answer.goes)}</p>
		<p><b>${__("Dates that move")}</b></p>${table}<p class="text-muted">${escape_html(answer.stays)}</p>`;
}
