// The project's plan of one year, asked for beside the grid: the third form prints it as 当年建设计划.

const FIELDS = [
	["year_investment", "Float", "Investment of the Year (10k Yuan)"],
	["year_plants", "Int", "Factory Buildings"],
	["year_floor_area", "Float", "Floor Area of the Year (m²)"],
	["year_offices", "Int", "Office Buildings"],
	["year_dormitories", "Int", "Dormitories"],
	["year_labs", "Int", "Research Buildings"],
	["year_complexes", "Int", "Complex Buildings"],
];

/** Asks for the plan of a year and stores it on the project. */
export async function ask_year(project, year, stored) {
	const { message: doc } = await frappe.call("frappe.client.get", { doctype: "Investment Project", name: project });
	const known = doc.annual_plans.find((row) => row.plan_year === year);
	const fields = FIELDS.map(([fieldname, fieldtype, label]) => ({
		fieldname,
		fieldtype,
		label: __(label),
		// nothing yet is no nought
		default: known?.[fieldname] || "",
	}));
	fields.splice(3, 0, { fieldtype: "Column Break" });
	anshang.ask(__("Plan of the Year {0}", [year]), fields, async (values) => {
		const row = known || { doctype: "Annual Plan", plan_year: year };
		Object.assign(row, values);
		if (!known) doc.annual_plans.push(row);
		await frappe.call({ method: "frappe.client.save", args: { doc }, freeze: true });
		await stored();
	});
}
