frappe.listview_settings["Deputy"] = {
	hide_name_column: true,
	refresh(list) {
		list.page.set_primary_action(__("Name a Deputy"), () => name_deputy(list));
	},
};

async function name_deputy(list) {
	const { message } = await frappe.call({ method: "anshang_app.work_handover.api.deputy_choices", type: "POST" });
	const choice = ({ user, name, unit }) => anshang.choice(user, `${name} · ${unit}`);
	const units_of = (user) => message.persons.filter((person) => person.user === user).map(({ unit }) => unit);
	const colleagues = (user) => message.deputies.filter((deputy) => deputy.user !== user && units_of(user).includes(deputy.unit)).map(choice);
	const own = message.persons.some((person) => person.user === message.own) ? message.own : undefined;
	const dialog = new frappe.ui.Dialog({
		title: __("Name a Deputy"),
		fields: [
			{
				fieldname: "person", fieldtype: "Autocomplete", label: __("Person Stood In For"), reqd: 1, options: message.persons.map(choice), default: own,
				change: () => dialog.fields_dict.deputy.set_data(colleagues(dialog.get_value("person"))),
			},
			{ fieldname: "deputy", fieldtype: "Autocomplete", label: __("Name of the Deputy"), reqd: 1, options: colleagues(own), description: __("A colleague of the same unit with the same roles.") },
			{ fieldname: "from_date", fieldtype: "Date", label: __("Deputy From"), reqd: 1, default: frappe.datetime.get_today() },
			{ fieldname: "to_date", fieldtype: "Date", label: __("Deputy Until"), reqd: 1, description: __("The last day of it") },
			{ fieldname: "reason", fieldtype: "Data", label: __("Reason of the Deputyship"), reqd: 1, description: __("Such as a leave or a training.") },
		],
		primary_action_label: __("Name a Deputy"),
		async primary_action(values) {
			await frappe.call({ method: "anshang_app.work_handover.api.name_deputy", type: "POST", args: values, freeze: true });
			dialog.hide();
			frappe.show_alert({ message: __("Named; both are told."), indicator: "green" });
			list.refresh();
		},
	});
	dialog.show();
}
