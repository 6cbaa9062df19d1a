frappe.ui.form.on("Project Handover", {
	refresh(frm) {
		if (!frm.is_new()) anshang.handover_letter_buttons(frm);
		if (!frm.doc.pack_file) return;
		frm.add_custom_button(__("Download Pack"), () => window.open(encodeURI(frm.doc.pack_file)));
		frm.add_custom_button(__("Verify Pack"), () => verify_pack(frm));
	},

	before_workflow_action(frm) {
		if (frm.selected_workflow_action !== "Send Back") return Promise.resolve();
		// the reason belongs to the step, so the step is taken with it instead of alone
		frappe.dom.unfreeze();
		frappe.prompt(
			{ fieldname: "reason", fieldtype: "Small Text", label: __("Return Reason"), reqd: 1 },
			async ({ reason }) => {
				await frappe.call("anshang_app.project_lifecycle.api.send_back", { handover: frm.doc.name, reason });
				frm.reload_doc();
			},
			__("Send Back")
		);
		return new Promise(() => {});
	},
});

async function verify_pack(frm) {
	const answer = await frappe.call({
		method: "anshang_app.project_lifecycle.api.verify_pack",
		args: { handover: frm.doc.name },
		freeze: true,
	});
	const escape_html = frappe.utils.escape_html;
	const line = (row) => {
		const outcome = row.findings.length
			? `<span class="text-danger">${escape_html(row.findings.join("；"))}</span>`
			: `<span class="text-success">${__("as it was built")}</span>`;
		const mark = row.countersigned ? ` <b>${__("Countersigned")}</b>` : "";
		return `<tr><td>${frappe.datetime.str_to_user(row.built_at)}${mark}</td><td>${outcome}</td></tr>
			<tr><td colspan="2" class="small text-muted" style="word-break: break-all; border-top: 0">
			SHA-256 ${escape_html(row.sha256)}</td></tr>`;
	};
	frappe.msgprint({
		title: __("Verify Pack"),
		wide: true,
		indicator: answer.message.some((row) => row.findings.length) ? "red" : "green",
		message: `<table class="table table-sm"><thead><tr><th>${__("Built At")}</th><th>${__(
			"Result of the Check"
		)}</th></tr></thead><tbody>${answer.message.map(line).join("")}</tbody></table>`,
	});
}
