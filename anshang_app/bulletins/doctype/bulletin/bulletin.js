const BULLETIN_API = "anshang_app.bulletins.api.";
const BULLETIN_STEPS = {
	Compare: { method: "compare", label: "Compare the Figures" },
	Pass: {
		method: "pass_figures",
		label: "Pass Figures",
		fields: (frm) =>
			frm.doc.differences && !frm.doc.difference_note
				? [anshang.coordination.text_field("difference_note", "Explanation of Differences")]
				: [],
	},
	Freeze: { method: "freeze_anew", label: "Freeze Figures Anew", fields: () => [paragraph(__("The figures of now replace the frozen ones; the text stays as it is edited."))] },
	Draft: { method: "draft_anew", label: "Draft Text Anew", fields: () => [paragraph(__("Figures, title and text are written anew: what was edited by hand is lost."))] },
	Distribute: {
		method: "distribute",
		label: "Distribute",
		fields: (frm) => [paragraph(__("The bulletin is closed, recorded as published and mailed; nothing of it can be changed afterwards.")), paragraph(recipients_of(frm))],
	},
	Return: { method: "return_to_draft", label: "Return to Draft" },
};
const OPEN_STEPS = {
	Compiling: ["Compare", "Pass", "Freeze", "Draft"],
	"Figures Checked": ["Distribute", "Return"],
};
const BODY_HEIGHT = 620;

frappe.ui.form.on("Bulletin", {
	setup(frm) {
		frm.set_query("unit", () => ({ filters: { is_active: 1 } }));
		frm.set_query("unit", "recipients", () => ({ filters: { is_active: 1 } }));
		anshang.coordination.no_menu(frm);
	},

	refresh(frm) {
		frm.get_field("body").$input?.css({ height: BODY_HEIGHT, "font-size": "15px", "line-height": 1.9 });
		draw_differences(frm);
		if (frm.is_new()) return anshang.coordination.band(frm, []);
		const writes = anshang.coordination.writes(frm);
		const open = OPEN_STEPS[frm.doc.state] || [];
		if (frm.doc.state === "Figures Checked") frm.disable_save();
		if (frm.doc.state !== "Compiling") set_still(frm);
		anshang.coordination.step_buttons(frm, {
			api: BULLETIN_API,
			record: "bulletin",
			steps: BULLETIN_STEPS,
			open: writes ? in_order(frm, open) : [],
		});
		frm.add_custom_button(__("PDF for Printing"), () => open_file(frm, "pdf"));
		frm.add_custom_button(__("Word Document"), () => open_file(frm, "docx"));
		draw_band(frm);
		open_figures(frm);
	},
});

/** A click on a frozen figure lists the records it was made of, for who may read them. */
function open_figures(frm) {
	if (!frm.perm[1]?.read) return;
	const { wrapper } = frm.get_field("figures").grid;
	wrapper.addClass("opening-figures");
	if (wrapper.data("opens")) return;
	wrapper.data("opens", true);
	// before the grid hears of the click, which would open the row
	wrapper[0].addEventListener("click", (event) => open_figure(frm, event), true);
}

async function open_figure(frm, event) {
	const row = event.target.closest(".grid-body [data-fieldname=record_count]")?.closest(".grid-row");
	if (!row) return;
	event.stopPropagation();
	const { figure_key } = frappe.get_doc("Bulletin Figure", row.dataset.name);
	const { message } = await frappe.call(`${BULLETIN_API}frozen_records`, { bulletin: frm.doc.name, figure_key });
	frappe.require("figure_records.bundle.js", () => anshang.show_records(message));
}

/** Once the figures were compared today, passing them is what comes next. */
function in_order(frm, open) {
	const today = frappe.datetime.get_today();
	const compared = (frm.doc.checked_at || "").startsWith(today);
	return compared && open[0] === "Compare" ? ["Pass", "Compare", ...open.slice(2)] : open.filter((step) => step !== "Pass");
}

/** A bulletin that was passed is read, not typed in. */
function set_still(frm) {
	for (const field of frm.fields) frm.set_df_property(field.df.fieldname, "read_only", 1);
}

function paragraph(sentence) {
	return { fieldtype: "HTML", options: `<p>${sentence}</p>` };
}

/** Whom the mail goes to, counted by rows. */
function recipients_of(frm) {
	const units = frm.doc.recipients.filter((row) => row.unit).length;
	const typed = frm.doc.recipients.filter((row) => row.address).length;
	return __("Mailed to the members of {0} units and to {1} typed addresses, each address once.", [units, typed]);
}

function draw_band(frm) {
	const { doc } = frm;
	const compared = doc.checked_at && frappe.datetime.str_to_user(doc.checked_at);
	anshang.coordination.band(frm, [
		{ label: __("Frozen Figures"), value: doc.figures.length },
		{ label: __("Figures Compared At"), value: compared || __("Not Compared Yet"), tone: compared ? "" : "late" },
		{ label: __("Figures That Differ"), value: doc.differences || 0, tone: doc.differences ? "late" : "" },
		...(doc.distributed_on ? [{ label: __("Mails Queued"), value: doc.mails }] : []),
	]);
}

/** What differs between the frozen figures and those of the last comparison, record by record. */
function draw_differences(frm) {
	const escape_html = frappe.utils.escape_html;
	const differences = frm.doc.__onload?.found || [];
	const lines = (rows) => rows.slice(0, 20).map(([name, text]) => escape_html(text || name)).join("<br>") + (rows.length > 20 ? "<br>…" : "");
	const row = (difference) => `<tr><td>${escape_html(difference.label)}</td><td class="text-right">${escape_html(difference.then)}</td>
		<td class="text-right">${escape_html(difference.now || "")}</td><td>${escape_html(difference.said)}</td>
		<td>${lines(difference.added)}</td><td>${lines(difference.gone)}</td><td>${lines(difference.altered)}</td></tr>`;
	const heads = ["Figure", "Figure Value", "Value When Compared", "What Differs", "Records Added", "Records Gone", "Records Altered"];
	const sentence = frm.doc.checked_at ? __("All figures are as they were frozen.") : __("The figures were not compared yet.");
	frm.get_field("difference_sheet").$wrapper.html(
		differences.length
			? `<table class="table table-bordered"><thead><tr>${heads.map((head) => `<th>${__(head)}</th>`).join("")}</tr></thead>
				<tbody>${differences.map(row).join("")}</tbody></table>`
			: `<p class="text-muted">${sentence}</p>`
	);
}

async function open_file(frm, file_format) {
	if (frm.is_dirty()) await frm.save();
	const wanted = { bulletin: frm.doc.name };
	if (file_format === "pdf") {
		const { message } = await frappe.call(`${BULLETIN_API}bulletin_warnings`, wanted);
		if (message.length && !(await anshang.accept_warnings(message))) return;
	}
	const query = new URLSearchParams({ ...wanted, file_format, accept_missing: 1 });
	window.open(`/api/method/${BULLETIN_API}download_bulletin?${query}`);
}
