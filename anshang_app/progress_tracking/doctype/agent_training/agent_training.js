frappe.ui.form.on("Agent Training", {
	async refresh(frm) {
		const { message } = await frappe.call("anshang_app.progress_tracking.api.agents");
		frm.agents = message;
		frm.set_query("user", "attendees", () => ({
			filters: { name: ["in", frm.agents.map((agent) => agent.user)] },
		}));
		draw_untaught(frm);
	},
});

frappe.ui.form.on("Training Attendee", {
	user(frm, type, name) {
		const agent = frm.agents.find((person) => person.user === locals[type][name].user) || {};
		frappe.model.set_value(type, name, { agent_name: agent.member_name, unit: agent.unit });
		draw_untaught(frm);
	},
	attendees_remove: (frm) => draw_untaught(frm),
});

/** Agents nobody has taught yet, each with a button that puts him on the list. */
function draw_untaught(frm) {
	const escape_html = frappe.utils.escape_html;
	const listed = new Set((frm.doc.attendees || []).map((row) => row.user));
	const waiting = frm.agents.filter((agent) => !agent.is_taught && !listed.has(agent.user));
	const writes = frm.perm[0]?.write;
	const button = `<button class="btn btn-xs btn-default">${__("Put on the List")}</button>`;
	const line = (agent) => `<tr data-user="${escape_html(agent.user)}"><td>${escape_html(agent.unit)}</td>
		<td>${escape_html(agent.member_name)}</td>${writes ? `<td>${button}</td>` : ""}</tr>`;
	const $place = frm.get_field("untrained").$wrapper;
	$place.html(
		waiting.length
			? `<p>${__("{0} agents came to no training yet:", [waiting.length])}</p>
				<table class="table table-bordered"><tbody>${waiting.map(line).join("")}</tbody></table>`
			: `<p class="text-muted">${__("Every agent has come to a training.")}</p>`
	);
	$place.find("button").on("click", (event) => {
		const agent = waiting.find((person) => person.user === event.target.closest("tr").dataset.user);
		frm.add_child("attendees", { user: agent.user, agent_name: agent.member_name, unit: agent.unit });
		frm.refresh_field("attendees");
		frm.dirty();
		draw_untaught(frm);
	});
}
