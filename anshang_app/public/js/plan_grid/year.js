// The project's plan of one year, asked for beside the grid: the third form prints it as 当年建设计划.

const FIELDS = [
	["year_investment", "Investment of the Year (10k Yuan)"],
	["year_plants", "Factory Buildings"],
	["year_floor_area", "Floor Area of the Year (m²)"],
	["year_offices", "Office Buildings"],
	["year_dormitories", "Dormitories"],
	["year_labs", "Research Buildings"],
	["year_complexes", "Complex Buildings"],
];

/** Asks for the plan of a year and stores it on the project. */
export async function ask_year(project, year, stored) {
	const { message: doc } = await frappe.call("frappe.client.get", { doctype: "Investment Project", name: project });
	const known = doc.annual_plans.find((row) => row.plan_year === year);
	// as text: an amount may be written with its unit, and the server reads it
	const fields = FIELDS.map(([fieldname, label]) => ({
		fieldname,
		fieldtype: "Data",
		label: __(label),
		// nothing yet is no nought
		default: String(known?.[fieldname] || ""),
	}));
	fields.splice(3, 0, { fieldtype: "Column Break" });
	anshang.ask(__("Plan of the Year {0}", [year]), fields, async (values) => {
		const row = known || { doctype: "Annual Plan", plan_year: year };
		for (const [fieldname] of FIELDS) row[fieldname] = values[fieldname] || null;
		if (!known) doc.annual_plans.push(row);
		await frappe.call({ method: "frappe.client.save", args: { doc }, freeze: true });
		await stored();
	});
}
