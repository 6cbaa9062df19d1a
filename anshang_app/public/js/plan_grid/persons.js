// 按单位填责任人: some sixty rows carry a handful of persons, so one answer a unit fills its empty rows.

/** Asks a person for each unit with open rows; `take` gets [{place, column, text}] of all of them. */
export function ask_persons(sheet, persons, take) {
	const open = new Map();
	sheet.rows.forEach((_row, place) => {
		const unit = sheet.has(place, "person") && !sheet.text(place, "person") && sheet.text(place, "unit");
		if (unit) open.set(unit, [...(open.get(unit) || []), place]);
	});
	if (!open.size) {
		frappe.show_alert({ message: __("Every row has a person."), indicator: "green" });
		return;
	}
	const known = (unit) => persons[unit] || [];
	// who is known stands there already; what is to be typed comes first
	const units = [...open.keys()].sort((one, other) => known(one).length - known(other).length);
	const fields = units.map((unit, at) => ({
		fieldname: `unit_${at}`,
		fieldtype: "Autocomplete",
		label: frappe.utils.escape_html(unit),
		options: known(unit).map((name) => anshang.choice(name, name)),
		ignore_validation: 1,
		default: known(unit)[0] || "",
		description: __("{0} rows without a person", [open.get(unit).length]),
	}));
	fields.splice(Math.ceil(units.length / 2), 0, { fieldtype: "Column Break" });
	anshang.ask(__("Propose Persons of the Units"), fields, async (values) => {
		take(
			units.flatMap((unit, at) =>
				values[`unit_${at}`] ? open.get(unit).map((place) => ({ place, column: "person", text: values[`unit_${at}`] })) : []
			)
		);
	});
}
