frappe.ui.form.on("Project Contact", {
	refresh(frm) {
		if (frm.is_new()) return;
		frm.add_custom_button(__("Set Phone"), () =>
			anshang.ask(
				__("Set Phone"),
				[{ fieldname: "phone", fieldtype: "Data", label: __("Phone Number"), reqd: 1 }],
				async ({ phone }) => {
					await frappe.call("anshang_app.key_projects.api.set_phone", { contact: frm.doc.name, phone });
					frm.reload_doc();
				}
			)
		);
		if (frappe.user.has_role(["Government Services Clerk", "Anshang Administrator"]) && frm.doc.is_active) {
			frm.page.add_menu_item(__("Delete Personal Data"), () => erase(frm));
		}
		if (!frm.doc.phone_masked) return;
		frm.add_custom_button(__("Show Full Phone"), () =>
			frappe.prompt(
				{
					fieldname: "reason",
					fieldtype: "Small Text",
					label: __("Reason for Looking"),
					description: __("Who looked, when and why goes on record."),
					reqd: 1,
				},
				async ({ reason }) => {
					const answer = await frappe.call("anshang_app.key_projects.api.reveal_phone", {
						contact: frm.doc.name,
						reason,
					});
					frappe.msgprint({ title: frm.doc.contact_name, message: answer.message.phone });
				},
				__("Show Full Phone")
			)
		);
	},
});

/** 删除个人信息: asks once, says what goes and what stays. */
function erase(frm) {
	anshang.ask(
		__("Delete Personal Data"),
		[
			{
				fieldtype: "HTML",
				options: `<p>${__("Name and number of {0} are deleted for good, and the name out of what the enterprise did by its link. Plans that are sealed or out for their seals and signed hand-overs keep them, as the law on archives asks; names typed by hand stay. That it was done stays on record.", [frappe.utils.escape_html(frm.doc.contact_name)])}</p>`,
			},
			{ fieldname: "reason", fieldtype: "Small Text", label: __("Reason for Deleting"), reqd: 1 },
		],
		async ({ reason }) => {
			const args = { contact: frm.doc.name, reason };
			const { message } = await frappe.call({ method: "anshang_app.key_projects.api.erase_contact", args, freeze: true });
			await frm.reload_doc();
			const kept = message.kept.map(({ doctype, name }) => frappe.utils.get_form_link(doctype, name, true));
			frappe.msgprint({
				title: __("Personal Data Deleted"),
				message: kept.length ? __("Kept as sealed: {0}", [kept.join("、")]) : __("Nothing sealed keeps them."),
				indicator: "green",
			});
		},
		__("Delete for Good")
	);
}
