// What the desk offers as documents: 导出电子表格 in every list, plan forms alone or of many projects, letters.

frappe.provide("anshang");

const APP = "anshang_app";
const DOCUMENTS = "anshang_app.official_documents.api";
const ASK_EVERY = 3000;
/** The batches of this desk whose end was told. */
const ended_batches = new Set();

/** After `owner[method]` has run, `more(its result)` is added to what it answers. */
function add_to(owner, method, more) {
	const original = owner?.[method];
	if (!original) return;
	owner[method] = function (...values) {
		const items = original.apply(this, values);
		return items.concat(more.call(this));
	};
}

add_to(frappe.views.ListView?.prototype, "get_menu_items", function () {
	if (frappe.boot.module_app[frappe.scrub(this.meta.module)] !== APP || !frappe.model.can_export(this.doctype)) return [];
	return [{ label: __("Export to Excel"), action: () => ask_for_columns(this), standard: true }];
});

add_to(frappe.views.ListView?.prototype, "get_actions_menu_items", function () {
	if (this.doctype !== "Investment Project") return [];
	const brief = {
		label: __("Project Brief"),
		action: () => anshang.download_brief(this.get_checked_items(true)),
		standard: true,
	};
	if (!frappe.model.can_print("Service Plan")) return frappe.model.can_print(this.doctype) ? [brief] : [];
	return [
		brief,
		{
			label: __("Download Plan Forms"),
			action: () => ask_for_batch(this.get_checked_items(true)),
			standard: true,
		},
	];
});

/** 汇报材料 of some projects, as Word; a refusal is a message and no page of its own. */
anshang.download_brief = async (projects) => {
	const answer = await fetch("/api/method/anshang_app.project_briefs.api.download_brief", {
		method: "POST",
		headers: {
			"Content-Type": "application/json",
			Accept: "application/json",
			"X-Frappe-CSRF-Token": frappe.csrf_token,
		},
		body: JSON.stringify({ projects }),
	});
	if (!answer.ok) {
		const { _server_messages = "[]" } = await answer.json().catch(() => ({}));
		for (const message of JSON.parse(_server_messages)) frappe.msgprint(JSON.parse(message));
		return;
	}
	const name = file_name_of(answer.headers.get("Content-Disposition") ?? "");
	const link = document.createElement("a");
	link.href = URL.createObjectURL(await answer.blob());
	link.download = name || `${__("Project Brief")}.docx`;
	link.click();
	setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
};

/** The name of a file by its header; v15 writes it as bytes, which a browser reads one letter each. */
function file_name_of(header) {
	const encoded = header.match(/filename\*=utf-8''([^;]+)/i)?.[1];
	if (encoded) return decodeURIComponent(encoded);
	const bytes = Uint8Array.from(header.match(/filename="([^"]+)"/)?.[1] ?? "", (letter) => letter.charCodeAt(0));
	return new TextDecoder().decode(bytes);
}

async function ask_for_columns(list) {
	const { message: columns } = await frappe.call(`${DOCUMENTS}.list_columns`, { doctype: list.doctype });
	frappe.prompt(
		{
			fieldname: "fields",
			fieldtype: "MultiCheck",
			label: __("Columns to Export"),
			columns: 3,
			options: columns.map(({ fieldname, label, chosen }) => ({ value: fieldname, label, checked: chosen })),
		},
		({ fields }) =>
			open_url_post(`/api/method/${DOCUMENTS}.export_list`, {
				doctype: list.doctype,
				filters: JSON.stringify(list.get_filters_for_args()),
				fields: JSON.stringify(fields),
				order_by: list.sort_selector?.get_sql_string() || "",
			}),
		__("Export to Excel"),
		__("Download the File")
	);
}

function format_field() {
	return {
		fieldname: "file_format",
		fieldtype: "Select",
		label: __("File Format"),
		options: [
			{ value: "pdf", label: __("PDF for Printing") },
			{ value: "docx", label: __("Word Document") },
			{ value: "xlsx", label: __("Excel Workbook") },
		],
		default: "pdf",
		reqd: 1,
	};
}

function ask_for_batch(projects) {
	frappe.prompt(
		[
			format_field(),
			{ fieldname: "extra", fieldtype: "Check", label: __("With the Steps Beyond the Annex") },
		],
		(wanted) => run_batch(projects, wanted),
		__("Download Plan Forms"),
		__("Make the Archive")
	);
}

async function run_batch(projects, { file_format, extra }) {
	const { message } = await frappe.call(`${DOCUMENTS}.start_forms_batch`, { projects, file_format, extra });
	const { batch, total } = message;
	const dialog = show_done(0, total);
	dialog.set_secondary_action_label(__("Cancel the Batch"));
	dialog.set_secondary_action(() => {
		frappe.call(`${DOCUMENTS}.cancel_forms_batch`, { batch });
		frappe.hide_progress();
	});
	setTimeout(ask_how_far, ASK_EVERY, batch);
}

function show_done(done, total) {
	const counted = __("{0} of {1} projects", [done, total]);
	return frappe.show_progress(__("Download Plan Forms"), done, total, counted);
}

// a network without websockets brings no word of the worker
async function ask_how_far(batch) {
	if (ended_batches.has(batch)) return;
	const { message } = await frappe.call(`${DOCUMENTS}.forms_batch_state`, { batch });
	if (!["Waiting", "Working"].includes(message.state)) return tell_end({ batch, ...message });
	// a cancelled bar is not opened again
	if (frappe.cur_progress) show_done(message.done, message.total);
	setTimeout(ask_how_far, ASK_EVERY, batch);
}

function tell_end({ batch, state, file_url, total, failed = [] }) {
	if (ended_batches.has(batch)) return;
	ended_batches.add(batch);
	frappe.hide_progress();
	if (state === "Cancelled") return frappe.show_alert(__("The batch was cancelled."));
	if (state !== "Done") return frappe.msgprint(__("The archive could not be made. Please try again."));
	const rows = failed.map((outcome) => {
		const name = frappe.utils.escape_html(outcome.title || outcome.project);
		return `<li>${name}：${frappe.utils.escape_html(outcome.reason)}</li>`;
	});
	const link = `<a href="${encodeURI(file_url)}" download>${__("Download the Archive")}</a>`;
	const counted = __("{0} made, {1} not made", [total - failed.length, failed.length]);
	frappe.msgprint({
		title: __("Download Plan Forms"),
		message: `<p>${counted}　${link}</p>${rows.length ? `<ul>${rows.join("")}</ul>` : ""}`,
	});
}

$(document).on("app_ready", () => frappe.realtime.on("anshang_forms_ready", tell_end));

const forms = () => ({
	"": __("All Forms in One File"),
	service_team: __("Service Team Task List"),
	entity: __("Entity Task List"),
	schedule: __("Approval And Construction Schedule"),
	extra: __("Steps Beyond the Annex"),
});

anshang.ask_for_forms = (plan) => {
	frappe.prompt(
		[
			{
				fieldname: "form",
				fieldtype: "Select",
				label: __("Form to Download"),
				options: Object.entries(forms()).map(([value, label]) => ({ value, label })),
				default: "",
			},
			format_field(),
			{
				fieldname: "extra",
				fieldtype: "Check",
				label: __("With the Steps Beyond the Annex"),
				depends_on: "eval:!doc.form",
			},
		],
		(wanted) => download_forms({ plan, ...wanted, form: wanted.form || "" }),
		__("Download the Three Forms"),
		__("Download the File")
	);
};

async function download_forms(wanted) {
	if (wanted.file_format === "pdf") {
		const { message } = await frappe.call(`${DOCUMENTS}.forms_warnings`, {
			plan: wanted.plan,
			form: wanted.form,
			extra: wanted.extra,
		});
		if (message.length && !(await anshang.accept_warnings(message))) return;
	}
	const query = new URLSearchParams({ ...wanted, extra: wanted.extra ? 1 : 0, accept_missing: 1 });
	window.open(`/api/method/${DOCUMENTS}.download_forms?${query}`);
}

// who works for the unit that issues the letter; the server asks for membership of the unit itself
const ISSUING_ROLE = { Intake: "Investment Service Clerk", Completion: "Government Services Clerk" };

anshang.handover_letter_buttons = (frm) => {
	const group = __("Handover Letter");
	const download = (file_format) => () => anshang.download_handover_letter(frm.doc.name, file_format);
	frm.add_custom_button(__("Word Document"), download("docx"), group);
	frm.add_custom_button(__("PDF for Printing"), download("pdf"), group);
	const is_open = ["To Hand Over", "Sent Back"].includes(frm.doc.state);
	const drawing = [ISSUING_ROLE[frm.doc.kind], "Anshang Administrator", "System Manager"];
	if (is_open && !frm.doc.letter_no && frm.perm[0]?.write && drawing.some(frappe.user.has_role)) {
		frm.add_custom_button(__("Draw Letter Number"), () => draw_number(frm), group);
	}
};

anshang.download_handover_letter = async (handover, file_format) => {
	if (file_format === "pdf") {
		const { message } = await frappe.call(`${DOCUMENTS}.handover_letter_warnings`, { handover });
		if (message.length && !(await anshang.accept_warnings(message))) return;
	}
	const query = new URLSearchParams({ handover, file_format, accept_missing: 1 });
	window.open(`/api/method/${DOCUMENTS}.download_handover_letter?${query}`);
};

async function draw_number(frm) {
	if (frm.is_dirty()) await frm.save();
	await frappe.call("anshang_app.official_documents.api.draw_handover_number", { handover: frm.doc.name });
	frm.reload_doc();
}

// a character no font draws prints as an empty box: said before, never found out on paper
anshang.accept_warnings = (warnings) => {
	const lines = warnings.map((line) => `<li>${frappe.utils.escape_html(line)}</li>`).join("");
	return new Promise((resolve) =>
		frappe.confirm(
			`${__("Some characters cannot be drawn. Download all the same?")}<ul>${lines}</ul>`,
			() => resolve(true),
			() => resolve(false)
		)
	);
};
