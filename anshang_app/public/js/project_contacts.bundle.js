// A contact of a project, proposed out of the members of its unit.

frappe.provide("anshang");

const CONTACTS = "anshang_app.key_projects.api";

/** Asks for a contact of a project; the members of the unit are offered with their office numbers. */
anshang.ask_contact = async (project, side) => {
	const { message } = await frappe.call(`${CONTACTS}.contact_proposals`, { project });
	const members = (one_side) => message[one_side] || [];
	const sides = ["Enterprise", "Host Locality", "Chain Lead Unit"];
	return new Promise((resolve) => {
		const dialog = anshang.ask(
			__("Add Project Contact"),
			[
				{
					fieldname: "side",
					fieldtype: "Select",
					label: __("Contact Side"),
					options: sides.map((value) => ({ value, label: __(value) })),
					default: side,
					reqd: 1,
					onchange: () => offer(dialog.get_value("side")),
				},
				{
					fieldname: "contact_name",
					fieldtype: "Autocomplete",
					label: __("Contact Name"),
					options: [],
					// a name that is not offered stands too
					ignore_validation: 1,
					reqd: 1,
					onchange: () => {
						const known = members(dialog.get_value("side")).find(({ name }) => name === dialog.get_value("contact_name"));
						if (known?.phone && !dialog.get_value("phone")) dialog.set_value("phone", known.phone);
					},
				},
				{ fieldname: "phone", fieldtype: "Data", label: __("Phone Number"), reqd: 1 },
			],
			async (values) => {
				const args = { project, ...values };
				const answer = await frappe.call({ method: `${CONTACTS}.add_contact`, args, freeze: true });
				frappe.show_alert(`${frappe.utils.escape_html(values.contact_name)} ${answer.message.phone_masked}`);
				resolve(answer.message);
			}
		);
		const offer = (one_side) => {
			dialog.fields_dict.contact_name.set_data(members(one_side).map(({ name }) => anshang.choice(name, name)));
			// the liaison comes first
			const [first] = members(one_side);
			if (first && !dialog.get_value("contact_name")) dialog.set_values({ contact_name: first.name, phone: first.phone });
		};
		offer(side);
	});
};
