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
		show_stage_times(frm);
		show_missing_invitations(frm);
		frm.add_custom_button(__("Add Project Contact"), () => add_contact(frm));
		if (frm.doc.stage === "Handover" && frappe.user.has_role("Investment Service Clerk")) {
			frm.add_custom_button(__("Prepare Hand-over"), () => start_handover(frm));
		}
		if (frm.doc.stage === "Handover" && may_back_enter()) {
			frm.add_custom_button(__("Enter Under Way"), () => enter_under_way(frm));
		}
		if (frm.perm[0].write && frappe.model.can_read("Enterprise Link")) {
			frm.add_custom_button(__("Issue Enterprise Link"), () => issue_link(frm));
		}
		if (frappe.model.can_create("Investment Project")) {
			frm.add_custom_button(__("New Phase"), () => new_phase(frm));
		}
	},

	land_area(frm) {
		// the server computes the same on load; here it follows the typing
		frm.set_value("land_area_m2", (flt(frm.doc.land_area) * 10000) / 15);
	},
});

function may_back_enter() {
	return ["Anshang Administrator", "Government Services Clerk"].some((role) => frappe.user.has_role(role));
}

async function step(method, args) {
	const answer = await frappe.call({ method: `anshang_app.api.${method}`, args, freeze: true });
	return answer.message;
}

async function start_handover(frm) {
	frappe.set_route("Form", "Project Handover", await step("start_handover", { project: frm.doc.name }));
}

async function new_phase(frm) {
	frappe.set_route("Form", "Investment Project", await step("new_phase", { project: frm.doc.name }));
}

function issue_link(frm) {
	frappe.confirm(__("Issue a link by which the enterprise opens this one project?"), async () => {
		const answer = await frappe.call("anshang_app.api_walls.issue_enterprise_link", {
			project: frm.doc.name,
		});
		frappe.msgprint({
			title: __("Enterprise Link"),
			message: `<p>${__("It is shown this once. Copy it and hand it to the enterprise.")}</p>
				<p class="bold">${frappe.utils.escape_html(answer.message.address)}</p>`,
		});
	});
}

function add_contact(frm) {
	const sides = ["Enterprise", "Host Locality", "Chain Lead Unit"];
	frappe.prompt(
		[
			{
				fieldname: "side",
				fieldtype: "Select",
				label: __("Contact Side"),
				options: sides.map((side) => ({ value: side, label: __(side) })),
				reqd: 1,
			},
			{ fieldname: "contact_name", fieldtype: "Data", label: __("Contact Name"), reqd: 1 },
			{ fieldname: "phone", fieldtype: "Data", label: __("Phone Number"), reqd: 1 },
		],
		async (values) => {
			const contact = await step("add_contact", { project: frm.doc.name, ...values });
			frappe.show_alert(`${values.contact_name} ${contact.phone_masked}`);
			frm.reload_doc();
		},
		__("Add Project Contact")
	);
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
			await step("enter_under_way", { project: frm.doc.name, stage, reason, passed });
			frm.reload_doc();
		},
		__("Enter Under Way")
	);
}

async function show_stage_times(frm) {
	const rows = await frappe.db.get_list("Stage Log", {
		filters: { project: frm.doc.name },
		fields: ["to_stage", "passed_on", "back_entry"],
		order_by: "creation asc, name asc",
		limit: 100,
	});
	const line = (row) => {
		const day = row.passed_on ? frappe.datetime.str_to_user(row.passed_on) : "–";
		const mark = row.back_entry ? ` (${__("Back Entry")})` : "";
		return `<tr><td>${__(row.to_stage)}</td><td>${day}${mark}</td></tr>`;
	};
	frm.get_field("stage_times").$wrapper.html(
		`<table class="table table-sm" style="max-width: 480px">${rows.map(line).join("")}</table>`
	);
}

async function show_missing_invitations(frm) {
	const field = frm.get_field("invitations_missing");
	if (!field) return;
	const answer = await frappe.call("anshang_app.api_approval.missing_invitations", { project: frm.doc.name });
	const units = answer.message.map((row) => `${row.unit}（${row.items.join("、")}）`);
	const text = units.length
		? __("Not yet invited to see the project before acceptance: {0}.", [units.join("、")])
		: "";
	field.$wrapper.html(text ? `<p class="text-danger">${frappe.utils.escape_html(text)}</p>` : "");
}
