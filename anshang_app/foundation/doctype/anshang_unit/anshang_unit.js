frappe.ui.form.on("Anshang Unit", {
	refresh(frm) {
		const may = ["Anshang Administrator", "System Manager", "Government Services Clerk", "Unit Principal"];
		if (frm.is_new() || !may.some((role) => frappe.user.has_role(role))) return;
		frm.add_custom_button(__("Hand Work Over"), () => {
			frappe.route_options = { unit: frm.doc.name };
			frappe.set_route("anshang-handover");
		});
		if (may.slice(0, 3).some((role) => frappe.user.has_role(role)))
			unit_reform_buttons(frm);
	},
});

function rename_unit(frm) {
	const dialog = new frappe.ui.Dialog({
		title: __("Rename Unit"),
		fields: [
			{ fieldname: "new_name", fieldtype: "Data", label: __("New Name of the Unit"), reqd: 1, default: frm.doc.unit_name },
			{ fieldname: "reason", fieldtype: "Small Text", label: __("Reason of the Renaming"), reqd: 1, description: __("Such as the paper that says so. Every record follows; what is sealed stays as printed, the old name is kept as a former one.") },
		],
		primary_action_label: __("Rename Unit"),
		async primary_action(values) {
			const { message } = await frappe.call({ method: "anshang_app.work_handover.api.rename_unit", type: "POST", args: { unit: frm.doc.name, ...values }, freeze: true });
			dialog.hide();
			frappe.show_alert({ message: __("Renamed."), indicator: "green" });
			if (message.name === frm.doc.name) frm.reload_doc();
			else frappe.set_route("Form", "Anshang Unit", message.name);
		},
	});
	dialog.show();
}

function unit_reform_buttons(frm) {
	frm.add_custom_button(__("Rename Unit"), () => rename_unit(frm), __("Reform of Units"));
	if (frm.doc.is_active) frm.add_custom_button(__("Merge Into Another"), () => merge_unit(frm), __("Reform of Units"));
	if (frm.doc.merged_into)
		frm.dashboard.add_comment(__("Merged into {0} on {1}.", [frm.doc.merged_into, frappe.datetime.str_to_user(frm.doc.merged_on)]), "orange", true);
}

async function merge_unit(frm) {
	const unit = frm.doc.name;
	const api = "anshang_app.work_handover.api.";
	const [{ message: merger }, { message: people }] = await Promise.all([
		frappe.call({ method: `${api}preview_merge`, type: "POST", args: { unit } }),
		frappe.call({ method: `${api}persons`, type: "POST" }),
	]);
	const escape_html = frappe.utils.escape_html;
	const line = ({ heading, count }) => `<li>${escape_html(heading)} ${count}</li>`;
	const units = [...new Set(people.takers.map((taker) => taker.unit))].filter((other_unit) => other_unit !== unit);
	const of_unit = (into) => people.takers.filter((taker) => taker.unit === into).map((taker) => anshang.choice(taker.user, taker.name));
	const settings = merger.settings.length ? `<p>${__("Anshang Settings")}：${merger.settings.map(escape_html).join("、")}</p>` : "";
	const dialog = new frappe.ui.Dialog({
		title: __("Merge Into Another"),
		fields: [
			{ fieldtype: "HTML", fieldname: "what", options: `<p>${__("Goes over: {0} members and", [merger.members.length])}</p><ul>${merger.kinds.map(line).join("")}</ul>${settings}<p class="text-muted">${__("What is closed, sealed or issued stays with the unit, which remains on record as merged.")}</p>` },
			{ fieldname: "into", fieldtype: "Autocomplete", label: __("Merged Into"), reqd: 1, options: units.map((one) => anshang.choice(one, one)), change: () => dialog.fields_dict.taker.set_data(of_unit(dialog.get_value("into"))) },
			{ fieldname: "taker", fieldtype: "Autocomplete", label: __("Person Taking Over"), reqd: 1, options: [], description: __("Signs for it.") },
			{ fieldname: "day", fieldtype: "Date", label: __("Handed Over On"), reqd: 1, default: frappe.datetime.get_today() },
			{ fieldname: "reason", fieldtype: "Small Text", label: __("Reason of the Merger"), reqd: 1 },
		],
		primary_action_label: __("Merge Into Another"),
		primary_action(values) {
			frappe.confirm(__("{0} is merged into {1}. Go on?", [escape_html(unit), escape_html(values.into)]), async () => {
				const { message } = await frappe.call({ method: `${api}merge_unit`, type: "POST", args: { unit, ...values }, freeze: true });
				dialog.hide();
				frappe.set_route("Form", "Work Handover", message.name);
			});
		},
	});
	dialog.show();
}
