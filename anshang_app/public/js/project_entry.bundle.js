// 新建项目: base facts, enterprise and first contacts in one dialog; the rest is entered on the form.

frappe.provide("anshang");

const METHOD = "anshang_app.key_projects.api.enter_project";
const PROJECT = "Investment Project";
const ROWS = [
	["Base Facts", ["project_name"], ["landing_mode"]],
	["Enterprise", ["enterprise_name", "uscc"], ["contact_name", "phone"]],
	["Admission Ground", ["admission_ground", "meeting_minutes_no", "meeting_date"], ["industry_chain"]],
	["Investment and Land", ["fixed_asset_investment", "land_area", "planned_plants"], ["total_investment", "eia_kind", "total_floor_area"]],
	["Units in Charge", ["host_locality", "introducing_unit"], ["chain_lead_unit", "take_liaisons"]],
	["Construction Plan", ["signing_date", "planned_duration_months"], ["planned_start_date"]],
];
const UNIT_KINDS = {
	host_locality: "is_host_locality",
	chain_lead_unit: "is_chain_lead_unit",
	introducing_unit: "is_introducing_unit",
};

/** Opens the dialog for `doc`, a new project with what the desk knows of it already. */
anshang.enter_project = async (doc) => {
	const names = await enterprise_names();
	const beside = fields_beside(names);
	const field = (name) => beside[name] || field_of_project(name, doc);
	const dialog = anshang.ask(
		__("New {0}", [__(PROJECT)]),
		ROWS.flatMap(([label, left, right]) => [
			{ fieldtype: "Section Break", label: __(label) },
			...left.map(field),
			{ fieldtype: "Column Break" },
			...right.map(field),
		]),
		async (values) => {
			const { message } = await frappe.call({ method: METHOD, args: { values }, freeze: true });
			frappe.model.clear_doc(PROJECT, doc.name);
			frappe.set_route("Form", PROJECT, message.name);
		}
	);
	dialog.get_primary_btn().text(__("Save"));
	dialog.add_custom_action(__("Edit Full Form"), () => {
		// what was typed goes along
		const { enterprise_name, uscc, contact_name, phone, take_liaisons, ...typed } = dialog.get_values(true) || {};
		Object.assign(doc, typed, { enterprise: names.get(enterprise_name) });
		dialog.hide();
		frappe.set_route("Form", PROJECT, doc.name);
	});
	return dialog;
};

/** Name of each enterprise on file -> its record. */
async function enterprise_names() {
	const rows = await frappe.db.get_list("Enterprise", { fields: ["name", "enterprise_name"], limit: 5000 });
	return new Map(rows.map(({ name, enterprise_name }) => [enterprise_name, name]));
}

function field_of_project(fieldname, doc) {
	const { fieldtype, label, options, reqd, description, precision, depends_on, mandatory_depends_on } = frappe.meta.get_docfield(
		PROJECT,
		fieldname
	);
	const field = { fieldname, fieldtype, label, options, reqd, description, precision, depends_on, mandatory_depends_on };
	const kind = UNIT_KINDS[fieldname];
	if (kind) field.get_query = () => ({ filters: { [kind]: 1, is_active: 1 } });
	return { ...field, default: doc[fieldname] || undefined, amount: frappe.boot.anshang_amounts?.[PROJECT]?.[fieldname] };
}

/** What is asked beside the project's own fields. */
function fields_beside(names) {
	return {
		enterprise_name: {
			fieldname: "enterprise_name",
			fieldtype: "Autocomplete",
			label: __("Enterprise Name"),
			options: [...names.keys()].map((name) => anshang.choice(name, name)),
			// a name that is not offered is a new enterprise
			ignore_validation: 1,
			reqd: 1,
		},
		uscc: { fieldname: "uscc", fieldtype: "Data", label: __("Unified Social Credit Code"), description: __("Only of an enterprise that is not on file yet") },
		contact_name: { fieldname: "contact_name", fieldtype: "Data", label: __("Contact of the Enterprise") },
		phone: { fieldname: "phone", fieldtype: "Data", label: __("Phone Number") },
		take_liaisons: {
			fieldname: "take_liaisons",
			fieldtype: "Check",
			label: __("Take the liaisons of host locality and lead unit as contacts"),
			default: 1,
		},
	};
}
