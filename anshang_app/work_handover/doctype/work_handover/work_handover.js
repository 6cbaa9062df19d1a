frappe.ui.form.on("Work Handover", {
	refresh(frm) {
		frm.disable_save();
		const { signs, left_behind } = frm.doc.__onload || {};
		if (signs) {
			const button = frm.add_custom_button(__("Sign For"), () =>
				frappe.confirm(__("I have taken over the {0} pieces of work listed here. The record does not change afterwards.", [frm.doc.total]), async () => {
					await frappe.call({ method: "anshang_app.work_handover.api.sign_for", type: "POST", args: { work_handover: frm.doc.name }, freeze: true });
					frm.reload_doc();
				})
			);
			button.removeClass("btn-default").addClass("btn-primary");
		}
		if (left_behind) {
			frm.add_custom_button(__("Hand Over What Came Since"), () => {
				frappe.route_options = { giver: frm.doc.giver, taker: frm.doc.taker };
				frappe.set_route("anshang-handover");
			});
			frm.dashboard.add_comment(__("{0} pieces of work came in to {1} since, or were not taken over.", [left_behind, frm.doc.giver_name]), "orange", true);
		}
		show_pieces(frm);
	},
});

function show_pieces(frm) {
	const escape_html = frappe.utils.escape_html;
	const link = (row) => `<a href="/app/${frappe.router.slug(row.record_type)}/${encodeURIComponent(row.record)}">${escape_html(row.title || row.record)}</a>`;
	const line = (row) => `<tr><td>${__(row.heading)}</td><td>${link(row)}</td><td>${escape_html(row.project_name || "")}</td><td>${escape_html(row.for_unit || "")}</td></tr>`;
	const heads = [__("Kind of Work"), __("What It Is About"), __("Project Name"), __("Held for the Unit")];
	frm.get_field("items_html").$wrapper.html(
		`<table class="table table-sm"><thead><tr>${heads.map((head) => `<th>${head}</th>`).join("")}</tr></thead>
		<tbody>${(frm.doc.items || []).map(line).join("")}</tbody></table>`
	);
}
