frappe.listview_settings["Approval Case"] = {
	// the record's number is in its form; the width is better spent on the title
	hide_name_column: true,
	add_fields: ["clock_state", "state", "left_out_of_figures"],

	onload(list) {
		if (["Approval Clerk", "Government Services Clerk", "Anshang Administrator"].some((role) => frappe.user.has_role(role)))
			list.page.add_inner_button(__("Enter by Ledger"), () => frappe.set_route("anshang-ledger", { kind: "Approval List" }));
		list.page.add_inner_button(__("Cases I Act For"), async () => {
			await list.filter_area.clear();
			list.filter_area.add([["Approval Case", "agent", "=", frappe.session.user]]);
		});
	},

	formatters: {
		due_date(value, _df, doc) {
			if (!value) return "";
			const day = frappe.datetime.str_to_user(value);
			// an unconfirmed proxy entry counts as late nowhere
			const late = doc.clock_state !== "Clock Ended" && !doc.left_out_of_figures && value < frappe.datetime.get_today();
			return late ? `<span class="text-danger bold">${day} ${__("late")}</span>` : day;
		},
	},
};
