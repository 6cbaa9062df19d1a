frappe.ui.form.on("Service Plan", {
	refresh(frm) {
		for (const table of ["team_tasks", "entity_tasks", "plan_dates"]) {
			// the rows are the form's; only their cells are entered
			frm.set_df_property(table, "cannot_add_rows", 1);
			frm.set_df_property(table, "cannot_delete_rows", 1);
		}
		if (frm.is_new()) return;
		if (frm.doc.printed_facts) show_scan_and_differences(frm);
		frm.add_custom_button(__("Download the Three Forms"), () => anshang.ask_for_forms(frm.doc.name));
		frm.add_custom_button(__("Count Back"), async () => {
			await frappe.require("count_back.bundle.js");
			anshang.count_back(frm);
		});
		if (frm.doc.state === "Plan Draft") {
			frappe.require("plan_gaps.bundle.js", () => anshang.show_plan_gaps(frm));
		}
		if (frm.doc.state === "Plan Draft" && frm.perm[0]?.write) {
			frm.add_custom_button(__("Fill Rows of a Unit"), () => fill_rows_of_a_unit(frm));
		}
		if (frm.doc.state === "Sealed" && frappe.model.can_create("Service Plan")) {
			frm.add_custom_button(__("Revise Plan"), () =>
				ask_reason(__("Revise Plan"), async (reason) => {
					const answer = await frappe.call("anshang_app.service_plans.api.revise_plan", {
						plan: frm.doc.name,
						reason,
					});
					frappe.set_route("Form", "Service Plan", answer.message.name);
				})
			);
		}
	},

	async before_workflow_action(frm) {
		if (frm.selected_workflow_action === "Send for Seals") return refuse_gaps(frm);
		if (frm.selected_workflow_action !== "Return to Draft") return Promise.resolve();
		// the reason belongs to the step, so the step is taken with it instead of alone
		frappe.dom.unfreeze();
		ask_reason(__("Return to Draft"), async (reason) => {
			await frappe.call("anshang_app.service_plans.api.return_to_draft", { plan: frm.doc.name, reason });
			frm.reload_doc();
		});
		return new Promise(() => {});
	},
});

// a plan with gaps is not sent: the list above the rows says what is lacking
async function refuse_gaps(frm) {
	await frappe.require("plan_gaps.bundle.js");
	const count = await anshang.show_plan_gaps(frm);
	if (!count) return;
	frappe.dom.unfreeze();
	frm.scroll_to_field("gaps_view", false);
	frappe.show_alert({ message: __("{0} things are still lacking: they are listed here.", [count]), indicator: "orange" }, 7);
	await new Promise(() => {});
}

// the scan beside the fields, and where the project has moved on since the forms were printed
async function show_scan_and_differences(frm) {
	const url = encodeURI(frm.doc.signed_scan || "");
	const is_picture = /\.(png|jpe?g|gif|webp|bmp)$/i.test(url);
	const scan = is_picture
		? `<img src="${url}" style="max-width: 100%">`
		: `<iframe src="${url}" style="width: 100%; height: 75vh; border: 1px solid var(--border-color)"></iframe>`;
	frm.get_field("scan_view").$wrapper.html(
		url ? scan : `<p class="text-muted">${__("No scan is attached yet.")}</p>`
	);
	const { message } = await frappe.call("anshang_app.official_documents.api.plan_differences", { plan: frm.doc.name });
	frm.get_field("difference_view").$wrapper.html(difference_table(message));
}

function difference_table({ rows, compared_with }) {
	const escape = frappe.utils.escape_html;
	const heading = compared_with
		? __("Compared with the open revision {0}", [escape(compared_with)])
		: __("Compared with the project as it is now");
	if (!rows.length) return `<p>${heading}：${__("no differences")}</p>`;
	const line = (cells, tag) => `<tr>${cells.map((text) => `<${tag}>${text}</${tag}>`).join("")}</tr>`;
	const head = [__("Form and Cell"), __("As Printed"), __("As It Is Now")];
	const body = rows.map((row) =>
		line([`${escape(row.form)}<br>${escape(row.place)}`, escape(row.sealed), escape(row.now)], "td")
	);
	return `<p>${heading}</p><table class="table table-bordered">${line(head, "th")}${body.join("")}</table>`;
}

function ask_reason(title, take) {
	frappe.prompt(
		{ fieldname: "reason", fieldtype: "Small Text", label: __("Return Reason"), reqd: 1 },
		({ reason }) => take(reason),
		title
	);
}

const DAY_FIELDS = { team_tasks: "time_point", entity_tasks: "completion_date", plan_dates: "proposed_date" };

function open_rows(frm) {
	return Object.entries(DAY_FIELDS).flatMap(([table, day]) =>
		frm.doc[table].filter((row) => !row.left_out).map((row) => ({ row, day }))
	);
}

function unit_of(row) {
	return row.responsible_unit || row.unit_text || "";
}

// the persons of the units, of whom one a unit is proposed for all its empty rows
async function persons_of(frm) {
	const answer = await frappe.call("anshang_app.service_plans.api.persons_of_units", { plan: frm.doc.name });
	return answer.message;
}

function rows_without_person(frm, unit) {
	return open_rows(frm).filter(({ row }) => unit_of(row) === unit && !row.responsible_person);
}

anshang.propose_persons = async function (frm) {
	const persons = await persons_of(frm);
	const units = Object.keys(persons).filter((unit) => rows_without_person(frm, unit).length);
	if (!units.length) {
		frappe.msgprint(__("Every row has a person."));
		return;
	}
	// who is known stands there already; what is to be typed comes first
	units.sort((one, other) => persons[one].length - persons[other].length);
	const field = (unit, at) => ({
		fieldname: `unit_${at}`,
		fieldtype: "Autocomplete",
		label: frappe.utils.escape_html(unit),
		options: persons[unit].map((name) => anshang.choice(name, name)),
		ignore_validation: 1,
		default: persons[unit][0] || "",
		description: __("{0} rows without a person", [rows_without_person(frm, unit).length]),
	});
	const fields = units.map(field);
	fields.splice(Math.ceil(units.length / 2), 0, { fieldtype: "Column Break" });
	anshang.ask(__("Propose Persons of the Units"), fields, async (values) => {
		units.forEach((unit, at) => {
			const name = values[`unit_${at}`];
			if (name) fill_persons(frm, unit, name);
		});
		await frm.save();
	});
};

function fill_persons(frm, unit, name) {
	for (const { row } of rows_without_person(frm, unit)) {
		frappe.model.set_value(row.doctype, row.name, "responsible_person", name);
	}
}

// some sixty rows carry a handful of persons: one answer fills the empty cells of all rows of a unit
async function fill_rows_of_a_unit(frm) {
	const persons = await persons_of(frm);
	const units = [...new Set(open_rows(frm).map(({ row }) => unit_of(row)))].filter(Boolean);
	const offer = () => {
		const names = persons[dialog.get_value("unit")] || [];
		dialog.fields_dict.person.set_data(names.map((name) => anshang.choice(name, name)));
		dialog.set_value("person", names[0] || "");
	};
	const dialog = frappe.prompt(
		[
			{ fieldname: "unit", fieldtype: "Select", label: __("Responsible Unit"), options: units, reqd: 1, onchange: offer },
			{ fieldname: "person", fieldtype: "Autocomplete", label: __("Responsible Person"), options: [], ignore_validation: 1 },
			{
				fieldname: "day",
				fieldtype: "Date",
				label: __("Planned Completion"),
				description: __("Only empty cells are filled."),
			},
		],
		({ unit, person, day }) => {
			if (person) fill_persons(frm, unit, person);
			for (const { row, day: field } of open_rows(frm).filter(({ row }) => unit_of(row) === unit)) {
				if (day && !row[field] && !row.rhythm) {
					frappe.model.set_value(row.doctype, row.name, field, day);
				}
			}
		},
		__("Fill Rows of a Unit")
	);
}
