frappe.listview_settings["Bulletin"] = {
	hide_name_column: true,

	/** 新一期: the last two months, with number, figures and text. */
	onload(list) {
		if (!frappe.model.can_create("Bulletin")) return;
		list.page.add_inner_button(__("New Issue"), async () => {
			const { message } = await frappe.call({
				method: "anshang_app.bulletins.api.new_issue",
				freeze: true,
				freeze_message: __("The figures are being frozen and the text is being drafted."),
			});
			frappe.set_route("Form", "Bulletin", message.name);
		});
	},
};
