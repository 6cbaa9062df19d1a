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
		const label = frm.doc.state === "Plan Draft" ? __("Fill In the Plan") : __("Look at the Whole Plan");
		const button = frm.add_custom_button(label, () => frappe.set_route("anshang-plan", frm.doc.name));
		if (frm.doc.state === "Plan Draft") button.removeClass("btn-default").addClass("btn-primary");
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
	const escape_html = frappe.utils.escape_html;
	const heading = compared_with
		? __("Compared with the open revision {0}", [escape_html(compared_with)])
		: __("Compared with the project as it is now");
	if (!rows.length) return `<p>${heading}：${__("no differences")}</p>`;
	const line = (cells, tag) => `<tr>${cells.map((text) => `<${tag}>${text}</${tag}>`).join("")}</tr>`;
	const head = [__("Form and Cell"), __("As Printed"), __("As It Is Now")];
	const body = rows.map((row) =>
		line([`${escape_html(row.form)}<br>${escape_html(row.place)}`, escape_html(row.sealed), escape_html(row.now)], "td")
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
