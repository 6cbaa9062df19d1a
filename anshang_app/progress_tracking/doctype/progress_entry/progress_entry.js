frappe.ui.form.on("Progress Entry", {
	setup(frm) {
		frm.set_query("approval_case", () => ({
			filters: { project: frm.doc.project, state: ["in", ["Not Applied For", "Early Guidance"]] },
		}));
		frm.set_query("node", "node_dates", () => ({
			filters: { project: frm.doc.project, applies: 1, actual_date: ["is", "not set"] },
		}));
		frm.set_query("project", () => ({ filters: { stage: ["not in", ["Handed Over", "Terminated"]] } }));
	},

	refresh(frm) {
		show_photos(frm);
		// the link shows the same name
		frm.toggle_display("project_name", false);
		if (frm.is_new()) return;
		for (const field of ["entry_kind", "entry_date", "approval_case", "node_dates"]) {
			frm.set_df_property(field, "read_only", 1);
		}
		frm.add_custom_button(__("Copy as Chat Text"), async () => {
			const answer = await frappe.call("anshang_app.progress_tracking.api.chat_words", { entry: frm.doc.name });
			frappe.require("entry_dialog.bundle.js", () => anshang.offer_text(answer.message));
		});
	},
});

function show_photos(frm) {
	const shown = (frm.get_docinfo()?.attachments || []).map((file) => {
		const address = frappe.utils.escape_html(encodeURI(file.file_url));
		return `<a href="${address}" target="_blank" rel="noopener"><img src="${address}" alt="" style="max-height:160px;margin:0 8px 8px 0;border-radius:6px"></a>`;
	});
	frm.get_field("photo").$wrapper.html(
		shown.join("") ||
			`<p class="text-muted">${__("Photos are never needed. Attach them with the form's own attachments.")}</p>`
	);
}
