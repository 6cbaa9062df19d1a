const MEETING_STEPS = {
	Draft: { method: "draft_agenda", label: "Draft the Agenda" },
	Send: {
		method: "send_agenda",
		label: "Send the Agenda Round",
		fields: () => [{ fieldname: "open_until", fieldtype: "Date", label: __("Open Until") }],
	},
	Give: { method: "give_out", label: "Give Out the Decisions" },
	Number: { method: "anshang_app.official_documents.api.draw_minutes_number", label: "Draw Letter Number" },
};

frappe.ui.form.on("Coordination Meeting", {
	setup(frm) {
		frm.set_query("unit", "decisions", () => ({ filters: { is_active: 1 } }));
		frm.set_query("inspection_office", "decisions", () => ({ filters: { is_inspection_office: 1 } }));
		frm.set_query("issue", "agenda", () => ({ filters: { state: ["not in", ["Cleared", "Revoked"]] } }));
	},

	refresh(frm) {
		draw_answers(frm);
		if (frm.is_new()) return;
		const writes = anshang.coordination.writes(frm);
		const waiting = frm.doc.decisions.some((row) => !row.supervision_order);
		const open = [waiting && "Give", "Draft", !frm.doc.publication && "Send", !frm.doc.minutes_no && "Number"].filter(Boolean);
		anshang.coordination.step_buttons(frm, {
			api: "anshang_app.coordination.api.",
			record: "meeting",
			steps: MEETING_STEPS,
			open: writes ? open : [],
		});
		if (writes && frm.doc.kind === "Special Coordination Meeting") {
			anshang.coordination.record_letter(frm, "Special Meeting Submission");
		}
		anshang.coordination.record_letter(frm, "Meeting Minutes");
		frm.add_custom_button(__("Meeting View"), () => frappe.set_route("anshang-meeting", frm.doc.name));
	},
});

/** The next meeting opens with what became of the last one's decisions. */
function draw_answers(frm) {
	const escape_html = frappe.utils.escape_html;
	const answers = frm.doc.__onload?.answers || [];
	const line = (row) => `<tr>
		<td>${escape_html(row.project_name || "")}</td><td>${escape_html(row.requirement)}</td>
		<td>${escape_html(row.unit)}<br>${escape_html(row.person)}</td>
		<td class="${row.overdue ? "text-danger" : ""}">${frappe.datetime.str_to_user(row.due_date)}</td>
		<td><a href="/app/supervision-order/${encodeURIComponent(row.name)}">${escape_html(row.state_shown)}</a></td>
		<td>${escape_html(row.reply)}</td></tr>`;
	const heads = ["Project Name", "Decision in Words", "Responsible Unit", "Due On", "Order State", "Reply in Words"];
	frm.get_field("answer_sheet").$wrapper.html(
		answers.length
			? `<table class="table table-bordered answer-sheet"><thead><tr>${heads
					.map((head) => `<th>${__(head)}</th>`)
					.join("")}</tr></thead><tbody>${answers.map(line).join("")}</tbody></table>`
			: `<p class="text-muted">${__("Nothing is open from an earlier meeting.")}</p>`
	);
}
