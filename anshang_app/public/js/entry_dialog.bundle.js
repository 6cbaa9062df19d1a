// 工作记录 from the desk: the dialog on a project, how its duties stand, and an entry as text for a chat.

frappe.provide("anshang");

const KINDS = [
	"Phone Contact",
	"Site Visit",
	"Leader Visit",
	"Dispatch Meeting",
	"Progress Report",
	"Early Guidance",
	"Policy Briefing",
];
const options = (values) => values.map((value) => ({ value, label: __(value) }));
const only = (kind) => `eval:doc.entry_kind==='${kind}'`;

function fields_of(choices) {
	const nodes = choices.nodes.map((node) =>
		anshang.choice(
			node.name,
			node.planned_date ? `${node.title}（${frappe.datetime.str_to_user(node.planned_date)}）` : node.title
		)
	);
	const cases = choices.cases.map((row) =>
		anshang.choice(row.name, row.unit ? `${row.approval_item}（${row.unit}）` : row.approval_item)
	);
	const red = choices.nodes.filter((node) => node.light === "Red Light").map((node) => node.name);
	const late = `eval:${JSON.stringify(red)}.includes(doc.node)`;
	return [
		{ fieldname: "entry_kind", fieldtype: "Select", label: __("Entry Kind"), options: options(KINDS), default: KINDS[0], reqd: 1 },
		{ fieldtype: "Column Break" },
		{ fieldname: "entry_date", fieldtype: "Date", label: __("Day It Happened"), default: "Today", reqd: 1 },
		{ fieldtype: "Section Break" },
		{ fieldname: "content", fieldtype: "Small Text", label: __("What Was Done") },
		{ fieldname: "done_by", fieldtype: "Data", label: __("Done By"), depends_on: only("Leader Visit"), description: __("Blank means the city leader of the project") },
		{ fieldname: "policy", fieldtype: "Data", label: __("Policy Explained"), depends_on: only("Policy Briefing"), mandatory_depends_on: only("Policy Briefing") },
		{ fieldname: "policy_audience", fieldtype: "Data", label: __("Explained to Whom"), depends_on: only("Policy Briefing") },
		{ fieldname: "approval_case", fieldtype: "Select", label: __("Case to Invite For"), options: [{ value: "", label: "" }, ...cases], depends_on: only("Early Guidance"), mandatory_depends_on: only("Early Guidance") },
		{ fieldtype: "Section Break", label: __("Nodes Reached"), collapsible: 1 },
		{ fieldname: "node", fieldtype: "Select", label: __("Project Node"), options: [{ value: "", label: "" }, ...nodes] },
		{ fieldtype: "Column Break" },
		{ fieldname: "actual_date", fieldtype: "Date", label: __("Actual Date"), depends_on: "node" },
		{ fieldname: "late_cause", fieldtype: "Select", label: __("Whose Delay"), options: [{ value: "", label: "" }, ...options(["Enterprise", "Government Side", "Force Majeure"])], depends_on: late },
		{ fieldname: "late_reason", fieldtype: "Small Text", label: __("Cause and Measure"), depends_on: late },
		{ fieldtype: "Section Break", label: __("Investment and Building"), collapsible: 1 },
		{ fieldname: "investment_to_date", fieldtype: "Float", precision: 4, amount: "money", label: __("Investment Done to Date (10k yuan)") },
		{ fieldname: "in_statistics", fieldtype: "Check", label: __("Entered in the Statistics Store") },
		{ fieldtype: "Column Break" },
		{ fieldname: "area_to_date", fieldtype: "Float", precision: 2, amount: "square_metres", label: __("Floor Area Done to Date (m2)") },
		{ fieldtype: "Section Break", label: __("Issue Met"), collapsible: 1 },
		{ fieldname: "raises_issue", fieldtype: "Check", label: __("Needs Coordination") },
		{ fieldname: "issue_text", fieldtype: "Small Text", label: __("What Is in the Way"), depends_on: "raises_issue", mandatory_depends_on: "raises_issue" },
	];
}

function entry_of({ node, actual_date, late_cause, late_reason, ...values }) {
	const node_dates = node ? [{ node, actual_date, late_cause, late_reason }] : [];
	return { ...values, node_dates };
}

/** The dialog of an entry for a project, begun as `kind`; `after` it is filed. */
anshang.file_entry = async (project, after, kind) => {
	const answer = await frappe.call("anshang_app.progress_tracking.api.entry_choices", { project });
	const client_id = frappe.utils.get_random(24);
	const dialog = new frappe.ui.Dialog({
		title: __("File Progress Entry"),
		fields: fields_of(answer.message),
		primary_action_label: __("File Entry"),
		primary_action: (values) => send(dialog, { project, client_id, values: entry_of(values) }, after),
	});
	dialog.show();
	// a node is reached on the day of the entry, unless another day is entered
	for (const field of ["node", "entry_date"]) {
		dialog.fields_dict[field].df.onchange = () => dialog.set_value("actual_date", dialog.get_value("node") ? dialog.get_value("entry_date") : null);
	}
	if (kind) dialog.set_value("entry_kind", kind);
};

/** Dates one node from where it is shown: an entry like any other; `open` leads to the node itself. */
anshang.date_node = async (project, node, { after, open }) => {
	const { message } = await frappe.call("anshang_app.progress_tracking.api.entry_choices", { project });
	const node_row = message.may_enter && message.nodes.find(({ name }) => name === node);
	// nothing to enter here: an approval is dated by its case, a step that is done stands
	if (!node_row) return open();
	const planned = node_row.planned_date ? frappe.datetime.str_to_user(node_row.planned_date) : __("not known");
	const late = node_row.light === "Red Light";
	const dialog = new frappe.ui.Dialog({
		title: `${frappe.utils.escape_html(node_row.title)} · ${frappe.utils.escape_html(message.project_name)}`,
		fields: [
			{ fieldtype: "HTML", options: `<p>${__("Planned Date")}：${planned} · ${__(node_row.light || "No Light")}</p>` },
			{ fieldname: "actual_date", fieldtype: "Date", label: __("Actual Date"), default: "Today", reqd: late ? 0 : 1 },
			{ fieldname: "content", fieldtype: "Small Text", label: __("What Was Done") },
			...(late
				? [
						{ fieldname: "late_cause", fieldtype: "Select", label: __("Whose Delay"), options: [{ value: "", label: "" }, ...options(["Enterprise", "Government Side", "Force Majeure"])] },
						{ fieldname: "late_reason", fieldtype: "Small Text", label: __("Cause and Measure") },
				  ]
				: []),
		],
		primary_action_label: __("File Entry"),
		primary_action: ({ content, actual_date, late_cause, late_reason }) => {
			const row = { node, actual_date, late_cause, late_reason };
			const values = { entry_kind: "Progress Report", entry_date: frappe.datetime.get_today(), content, node_dates: [row] };
			send(dialog, { project, client_id, values }, after);
		},
		secondary_action_label: __("Open the Node"),
		secondary_action: () => {
			dialog.hide();
			open();
		},
	});
	const client_id = frappe.utils.get_random(24);
	dialog.show();
};

async function send(dialog, args, after) {
	const answer = await frappe.call({ method: "anshang_app.progress_tracking.api.file_entry", args, freeze: true });
	const { asked, text } = answer.message;
	if (asked) {
		frappe.confirm(asked.map(frappe.utils.escape_html).join("<br>"), () =>
			send(dialog, { ...args, confirmed: 1 }, after)
		);
		return;
	}
	dialog.hide();
	frappe.show_alert({ message: __("Entry filed"), indicator: "green" });
	anshang.offer_text(text);
	if (after) after();
}

anshang.offer_text = (text) => {
	const dialog = new frappe.ui.Dialog({
		title: __("Copy as Chat Text"),
		fields: [{ fieldname: "text", fieldtype: "Small Text", label: __("Text"), default: text, read_only: 0 }],
		primary_action_label: __("Copy as Chat Text"),
		primary_action: () => {
			frappe.utils.copy_to_clipboard(text);
			dialog.hide();
		},
	});
	dialog.show();
};

const MARKS = {
	"Duty Done": ["green", "✓"],
	"Duty Open": ["orange", "…"],
	"Duty Missed": ["red", "✗"],
	"Duty Excused": ["gray", "–"],
	"Not Asked": ["gray", "–"],
};

anshang.show_duties = async (frm) => {
	const field = frm.get_field("duty_standing");
	if (!field) return;
	const answer = await frappe.call("anshang_app.progress_tracking.api.duties", { project: frm.doc.name });
	const { rows, visits } = answer.message;
	const day = (value) => frappe.datetime.str_to_user(value).slice(5);
	const cell = (seen) => {
		const [colour, mark] = MARKS[seen.state];
		return `<td class="text-center"><span class="indicator-pill no-indicator-dot ${colour}">${mark} ${__(seen.state)}</span>
			<div class="small text-muted">${day(seen.first)} – ${day(seen.last)}</div></td>`;
	};
	const line = (row) =>
		`<tr><td>${frappe.utils.escape_html(row.duty)}<div class="small text-muted">${frappe.utils.escape_html(row.unit || "")}</div></td>
		${row.periods.map(cell).join("")}</tr>`;
	const table = rows.length
		? `<table class="table table-sm anshang-duties"><tbody>${rows.map(line).join("")}</tbody></table>`
		: `<p class="text-muted">${__("No duties run for the project at present.")}</p>`;
	const visits_line = visits.last
		? __("Leader visits: last on {0}, {1} this year.", [frappe.datetime.str_to_user(visits.last), visits.this_year])
		: __("Leader visits: none on record.");
	field.$wrapper.html(
		`<h6>${__("How Duties Stand")}</h6>${table}<p class="text-muted small">${visits_line} ${__(
			"Newest first. A period in which the project did not run on every working day asks nothing."
		)}</p>`
	);
};
