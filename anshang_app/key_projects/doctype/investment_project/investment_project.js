frappe.ui.form.on("Investment Project", {
	setup(frm) {
		for (const [field, kind] of [
			["host_locality", "is_host_locality"],
			["chain_lead_unit", "is_chain_lead_unit"],
			["introducing_unit", "is_introducing_unit"],
		]) {
			frm.set_query(field, () => ({ filters: { [kind]: 1, is_active: 1 } }));
		}
		frm.set_query("phase_of", () => ({ filters: { phase_of: ["is", "not set"] } }));
	},

	refresh(frm) {
		if (frm.is_new()) return;
		if (frm.doc.phase_no) frm.page.set_title(anshang.with_phase(frm.doc.project_name, frm.doc.phase_no));
		if (frm.doc.__onload?.base_facts_only) {
			frm.set_intro(
				__("Your unit is invited early: until the application is accepted you see the base facts of the project and your own case."),
				"blue"
			);
			return;
		}
		tell_archive(frm);
		show_story(frm);
		frappe.require("stage_times.bundle.js", () => anshang.show_stage_times(frm));
		show_six_ones(frm);
		frappe.require("entry_dialog.bundle.js", () => anshang.show_duties(frm));
		show_missing_invitations(frm);
		link_entry(frm);
		for (const kind of ["Project Sheet", "Progress Entry List"]) {
			frm.add_custom_button(`${__(kind)}（${__("Word Document")}）`, () => download_paper(frm, kind), __("Papers"));
		}
		frm.add_custom_button(
			`${__("Project Brief")}（${__("Word Document")}）`,
			() => anshang.download_brief([frm.doc.name]),
			__("Papers")
		);
	},

	before_workflow_action(frm) {
		const method = WITH_REASON[frm.selected_workflow_action];
		if (!method) return Promise.resolve();
		// reason and day belong to the step, so the step is taken with them instead of alone
		frappe.dom.unfreeze();
		ask_reason(frm, frm.selected_workflow_action, method);
		return new Promise(() => {});
	},

	land_area(frm) {
		// the server computes the same on load; here it follows the typing
		frm.set_value("land_area_m2", (flt(frm.doc.land_area) * 10000) / 15);
	},
});

/** 六个一: what of it is there, what is missing, and the days on which nobody was responsible. */
async function show_six_ones(frm) {
	const { message } = await frappe.call("anshang_app.key_projects.api.six_ones", { project: frm.doc.name });
	const escape_html = frappe.utils.escape_html;
	const day = frappe.datetime.str_to_user;
	const gap = ([first, last]) => __("nobody from {0} to {1}", [day(first), day(last)]);
	const card = ({ name, is_there, words: entry, gaps }) => `<div class="one ${is_there ? "there" : "missing"}">
		<b>${is_there ? "✓" : "✗"} ${name}</b>
		<span>${escape_html(entry) || (gaps.length ? gaps.map(gap).join("；") : is_there ? "" : __("Lacking"))}</span></div>`;
	frm.get_field("six_ones").$wrapper.html(`<div class="six-ones">${message.map(card).join("")}</div>`);
}

/** The entry the light of investment rests on opens with a click. */
function link_entry(frm) {
	const entry = frm.doc.investment_entry;
	const link = entry ? `<a href="/app/progress-entry/${encodeURIComponent(entry)}">${__("Open the entry")}</a>` : "";
	frm.set_df_property("investment_entry", "description", link);
}

const WITH_REASON = {
	"Suspend Project": "suspend",
	"Resume Project": "resume",
	"Terminate Project": "terminate",
};

function ask_reason(frm, action, method) {
	frappe.prompt(
		[
			{ fieldname: "day", fieldtype: "Date", label: __("Passed On"), default: "Today", reqd: 1 },
			{
				fieldname: "reason",
				fieldtype: "Small Text",
				label: __("Reason of Change"),
				reqd: method === "resume" ? 0 : 1,
			},
		],
		async (values) => {
			await frappe.call({
				method: `anshang_app.project_lifecycle.api.${method}`,
				args: { project: frm.doc.name, ...values },
				freeze: true,
			});
			frm.reload_doc();
		},
		__(action),
		__("Confirm")
	);
}

function download_paper(frm, kind) {
	const asked = new URLSearchParams({ project: frm.doc.name, kind });
	window.open(`/api/method/anshang_app.official_documents.api.download_project_paper?${asked}`);
}

/** Where the project stands, and a button for each thing this user may do with it now. */
function show_story(frm) {
	const project = frm.doc.name;
	frappe.require("project_story.bundle.js", async () => {
		const { actions } = await anshang.show_project_story(frm, frm.get_field("project_story").$wrapper);
		// the form may show another record by now
		if (frm.doc.name !== project) return;
		for (const key of actions) {
			const [label, run] = ACTIONS[key];
			frm.add_custom_button(__(label), () => run(frm));
		}
	});
}

const new_of =
	(doctype, values = {}) =>
	(frm) =>
		frappe.new_doc(doctype, { project: frm.doc.name, ...values });
const ACTIONS = {
	prepare_handover: ["Prepare Hand-over", start_handover],
	file_entry: ["File Progress Entry", file_entry],
	enter_request: ["Enter Request of the Enterprise", new_of("Coordination Issue", { is_request: 1 })],
	raise_problem: ["Raise a Problem", new_of("Coordination Issue")],
	give_order: ["Give an Order", new_of("Supervision Order")],
	enter_promise: ["Enter a Commitment", new_of("Commitment")],
	invite_early: ["Invite Early", invite_units],
	add_contact: ["Add Project Contact", add_contact],
	enter_under_way: ["Enter Under Way", enter_under_way],
	enter_known_approvals: ["Enter Known Approvals", enter_known_approvals],
	issue_link: ["Issue Enterprise Link", issue_link],
	issue_code: ["One-time Code for the Enterprise", issue_code],
	archive: ["Archive Project", (frm) => ask_archive(frm, "archive", __("Archive Project"))],
	lift_archive: ["Lift Archive", (frm) => ask_archive(frm, "lift_archive", __("Lift Archive"))],
	new_phase: ["New Phase", new_phase],
};

/** An archived project says so above everything else, and offers nothing to change. */
function tell_archive(frm) {
	const { archived_on, archive_hindrance } = frm.doc;
	if (archived_on) {
		frm.disable_form();
		frm.set_intro(__("Archived on {0}: it can only be read.", [frappe.datetime.str_to_user(archived_on)]), "orange");
	} else if (archive_hindrance) {
		frm.set_intro(__("It stays out of the archive while this is open: {0}", [frappe.utils.escape_html(archive_hindrance)]), "blue");
	}
}

function ask_archive(frm, method, title) {
	const fields = [{ fieldname: "reason", fieldtype: "Small Text", label: __("Reason of Archiving"), reqd: 1 }];
	frappe.prompt(
		fields,
		async ({ reason }) => {
			await step(`project_lifecycle.api.${method}`, { project: frm.doc.name, reason });
			frm.reload_doc();
		},
		title,
		__("Confirm")
	);
}

function file_entry(frm) {
	frappe.require("entry_dialog.bundle.js", () => anshang.file_entry(frm.doc.name, () => frm.reload_doc()));
}

async function step(method, args) {
	const answer = await frappe.call({ method: `anshang_app.${method}`, args, freeze: true });
	return answer.message;
}

async function start_handover(frm) {
	frappe.set_route("Form", "Project Handover", await step("project_lifecycle.api.start_handover", { project: frm.doc.name }));
}

async function new_phase(frm) {
	frappe.set_route("Form", "Investment Project", await step("key_projects.api.new_phase", { project: frm.doc.name }));
}

function issue_link(frm) {
	frappe.confirm(__("Issue a link by which the enterprise opens this one project?"), async () => {
		const answer = await frappe.call("anshang_app.access_control.api.issue_enterprise_link", {
			project: frm.doc.name,
		});
		const { address } = answer.message;
		hand_over(
			__("Enterprise Link"),
			__("The page of your project {0} on the platform: {1} Only for you; please do not pass it on.", [anshang.with_phase(frm.doc.project_name, frm.doc.phase_no), address])
		);
	});
}

/** A text shown this once, to be copied into a chat. */
function hand_over(title, text) {
	const dialog = new frappe.ui.Dialog({
		title,
		fields: [
			{ fieldtype: "HTML", options: `<p>${__("It is shown this once. Copy it and hand it to the enterprise.")}</p>` },
			{ fieldtype: "Small Text", fieldname: "text", read_only: 1, default: text, label: __("Text for the Chat") },
		],
		primary_action_label: __("Copy Text"),
		primary_action: () => frappe.utils.copy_to_clipboard(text),
	});
	dialog.show();
}

async function issue_code(frm) {
	const contacts = await frappe.db.get_list("Project Contact", {
		filters: { project: frm.doc.name, side: "Enterprise", is_active: 1 },
		fields: ["name", "contact_name", "phone_masked"],
	});
	if (!contacts.length) return frappe.msgprint(__("Enter a contact of the enterprise first: the code goes to a registered contact only."));
	const fields = [
		{
			fieldname: "contact",
			fieldtype: "Select",
			label: __("Contact Name"),
			reqd: 1,
			options: contacts.map((contact) => ({ value: contact.name, label: `${contact.contact_name} ${contact.phone_masked || ""}` })),
			default: contacts[0].name,
			description: __("Hand the code to this person yourself: with it he acts for the enterprise on its page."),
		},
	];
	frappe.prompt(
		fields,
		async ({ contact }) => {
			const issued = await step("enterprise_page.api.issue_code", { project: frm.doc.name, contact });
			hand_over(
				__("One-time Code for the Enterprise"),
				__("One-time code for {0}: {1}. Good once, within {2} minutes.", [issued.contact_name, issued.code, issued.minutes])
			);
		},
		__("One-time Code for the Enterprise"),
		__("Show the Code")
	);
}

async function add_contact(frm) {
	await frappe.require("project_contacts.bundle.js");
	await anshang.ask_contact(frm.doc.name);
	frm.reload_doc();
}

function enter_under_way(frm) {
	const stages = [
		"Planning",
		"Pre-construction",
		"Construction",
		"Acceptance",
		"Completion Handover",
		"Handed Over",
	];
	const days = ["Handover", ...stages].map((stage) => ({
		fieldname: stage,
		fieldtype: "Date",
		label: __(stage),
	}));
	frappe.prompt(
		[
			{
				fieldname: "stage",
				fieldtype: "Select",
				label: __("Project Stage"),
				options: stages.map((stage) => ({ value: stage, label: __(stage) })),
				reqd: 1,
			},
			{ fieldname: "reason", fieldtype: "Small Text", label: __("Reason of Change"), reqd: 1 },
			{ fieldname: "days", fieldtype: "Section Break", label: __("Known Dates of the Stages") },
			...days,
		],
		async ({ stage, reason, ...passed }) => {
			await step("project_lifecycle.api.enter_under_way", { project: frm.doc.name, stage, reason, passed });
			frm.reload_doc();
		},
		__("Enter Under Way")
	);
}

/** 邀请提前介入 of several units in one go: only those whose item is on this project. */
async function invite_units(frm) {
	const { message } = await frappe.call("anshang_app.permit_approvals.api.units_to_invite", { project: frm.doc.name });
	if (!message.length) {
		frappe.msgprint(__("There is nobody to invite: the project has no approvals yet, or all of them are filed, accepted or decided."));
		return;
	}
	const label = (row) => `${row.unit || __("Not Given")} · ${row.approval_item}${row.invited ? `（${__("invited already")}）` : ""}`;
	anshang.ask(
		__("Invite Early"),
		[
			{
				fieldname: "cases",
				fieldtype: "MultiCheck",
				label: __("Units to Invite"),
				columns: 1,
				options: message.map((row) => anshang.choice(row.case, label(row))),
			},
			{ fieldname: "day", fieldtype: "Date", label: __("Day of the Event"), default: frappe.datetime.get_today(), reqd: 1 },
			{ fieldname: "words", fieldtype: "Small Text", label: __("Reason or Words") },
		],
		async (values) => {
			await step("permit_approvals.api.invite_units", { project: frm.doc.name, ...values });
			frm.reload_doc();
		}
	);
}

/** Approvals decided before the platform, as one table; a row without a day stays as it is. */
async function enter_known_approvals(frm) {
	const { message } = await frappe.call("anshang_app.permit_approvals.api.approvals_to_back_enter", {
		project: frm.doc.name,
	});
	if (!message.length) {
		frappe.msgprint(__("Every approval of the project is accepted or decided already."));
		return;
	}
	const column = (fieldname, fieldtype, label, columns, more = {}) => ({
		fieldname,
		fieldtype,
		label,
		columns,
		in_list_view: 1,
		...more,
	});
	const dialog = new frappe.ui.Dialog({
		title: __("Enter Known Approvals"),
		size: "extra-large",
		fields: [
			{
				fieldname: "told",
				fieldtype: "HTML",
				options: `<p>${__("Fill in what was granted before the platform; leave the other rows blank.")}</p>`,
			},
			{
				fieldname: "rows",
				fieldtype: "Table",
				label: __("Approval Case"),
				cannot_add_rows: true,
				cannot_delete_rows: true,
				in_place_edit: true,
				data: message,
				fields: [
					column("approval_item", "Data", __("Approval Item"), 2, { read_only: 1 }),
					column("unit", "Data", __("Deciding Unit"), 2, { read_only: 1 }),
					column("day", "Date", __("Issued On"), 1),
					column("certificate_no", "Data", __("Certificate Number"), 2),
					column("expires_on", "Date", __("Certificate Expires On"), 2),
					column("scan", "Attach", __("Scan of the Certificate"), 1),
				],
			},
		],
		primary_action_label: __("Enter Known Approvals"),
		async primary_action({ rows }) {
			const kept = rows.map(({ case: name, day, certificate_no, expires_on, scan }) => ({
				case: name,
				day,
				certificate_no,
				expires_on,
				scan,
			}));
			// the dialog stays open with what was typed when the table is refused
			await step("permit_approvals.api.back_enter_approvals", { project: frm.doc.name, rows: kept });
			dialog.hide();
			frm.reload_doc();
		},
	});
	dialog.$wrapper.addClass("known-approvals");
	dialog.show();
}

async function show_missing_invitations(frm) {
	const field = frm.get_field("invitations_missing");
	if (!field) return;
	const answer = await frappe.call("anshang_app.permit_approvals.api.missing_invitations", { project: frm.doc.name });
	const units = answer.message.map((row) => `${row.unit}（${row.items.join("、")}）`);
	const text = units.length
		? __("Not yet invited to see the project before acceptance: {0}.", [units.join("、")])
		: "";
	field.$wrapper.html(text ? `<p class="text-danger">${frappe.utils.escape_html(text)}</p>` : "");
}
