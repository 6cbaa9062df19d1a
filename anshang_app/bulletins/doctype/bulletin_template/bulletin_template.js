frappe.ui.form.on("Bulletin Template", {
	refresh(frm) {
		frm.get_field("body_template").$input?.css({ height: 620, "line-height": 1.8 });
	},
});
