// What the app's reports share: links out of figures, totals of what is shown, lights in colour, the workbook.

frappe.provide("anshang.reports");

const EXPORT = "/api/method/anshang_app.case_reporting.api.export_report";
const LIGHTS = { "Red Light": "red", "Yellow Light": "yellow", "Green Light": "green" };

/** The settings of one report: its filters, and what all of them share. */
anshang.reports.settings = (filters) => ({
	filters,
	formatter: cell,
	get_datatable_options: (options) => ({ ...options, showTotalRow: true, checkboxColumn: false }),
	onload(report) {
		// the desk's buttons to build charts and cards are for who keeps the platform
		if (!frappe.user.has_role("System Manager")) {
			report.add_chart_buttons_to_toolbar = report.add_card_button_to_toolbar = () => {};
		}
		if (!frappe.model.can_export(report.report_doc.ref_doctype)) return;
		report.page.add_inner_button(__("Export to Excel"), () =>
			open_url_post(EXPORT, {
				report_name: report.report_name,
				filters: JSON.stringify(report.get_filter_values()),
			})
		);
	},
});

/** Filters every report has; `more` are its own and come first. */
anshang.reports.filters = (more = [], { stage = true, defaults = {} } = {}) => [
	...more,
	link("industry_chain", __("Industry Chain"), "Industry Chain"),
	link("host_locality", __("Host Locality"), "Anshang Unit", { is_host_locality: 1 }),
	link("chain_lead_unit", __("Chain Lead Unit"), "Anshang Unit", { is_chain_lead_unit: 1 }),
	...(stage ? [select("stage", __("Project Stage"), ["", ...STAGES])] : []),
	link("project", __("Investment Project"), "Investment Project"),
	{
		fieldname: "without_zone",
		label: __("Without the Development Zone"),
		fieldtype: "Check",
		default: defaults.without_zone ? 1 : 0,
	},
];

const STAGES = [
	"Handover",
	"Planning",
	"Pre-construction",
	"Construction",
	"Acceptance",
	"Completion Handover",
	"Handed Over",
	"Suspended",
	"Terminated",
];

function link(fieldname, label, options, filters) {
	return { fieldname, label, fieldtype: "Link", options, get_query: () => ({ filters: filters || {} }) };
}

function select(fieldname, label, options, value) {
	return {
		fieldname,
		label,
		fieldtype: "Select",
		options: options.map((option) => ({ value: option, label: option ? __(option) : "" })),
		default: value,
	};
}

anshang.reports.link = link;
anshang.reports.select = select;
anshang.reports.day = (fieldname, label, value) => ({ fieldname, label, fieldtype: "Date", default: value });
/** A number out of a few, each told in words: a bare number in a filter says nothing. */
anshang.reports.number = (fieldname, label, label_of, numbers, value) => ({
	fieldname,
	label,
	fieldtype: "Select",
	options: numbers.map((number) => ({ value: String(number), label: label_of(number) })),
	default: String(value),
});

/** This year and those around it. */
anshang.reports.year = () => {
	const year = Number(frappe.datetime.get_today().slice(0, 4));
	const years = [year + 1, year, year - 1, year - 2, year - 3];
	return anshang.reports.number("year", __("Calendar Year"), (year_shown) => __("Year {0}", [year_shown]), years, year);
};

/** From and to, by default the year up to today. */
anshang.reports.period = () => [
	anshang.reports.day("from_date", __("From Day"), `${frappe.datetime.get_today().slice(0, 4)}-01-01`),
	anshang.reports.day("to_date", __("To Day"), frappe.datetime.get_today()),
];

/** A cell: a value that leads to its record or its records is a link, a light has its colour. */
function cell(value, row, column, data, default_formatter) {
	const plain = value;
	// a total is a plain number; a value nobody knows stays blank and is no nought
	if (data && (value === null || value === undefined)) return "";
	let shown = default_formatter(value, row, column, data);
	if (!data && column.disable_total && shown !== "Total") return "";
	if (!data) return shown === "Total" ? __("Total") : shown;
	const light = LIGHTS[data[`${column.fieldname}_key`]];
	if (light) {
		shown = `<span class="indicator-pill no-margin ${light}">${shown}</span>`;
	}
	const address = address_of(column, data, plain);
	return address ? `<a href="${address}" title="${frappe.utils.escape_html(String(plain))}">${shown}</a>` : shown;
}

function address_of(column, data, value) {
	if (column.opens && data[column.opens.key]) {
		return `/app/${slug(column.opens.doctype)}/${encodeURIComponent(data[column.opens.key])}`;
	}
	if (!column.drill || !value) return "";
	const wanted = {};
	for (const [field, key] of Object.entries(column.drill.match)) wanted[field] = data[key];
	for (const [field, fixed] of Object.entries(column.drill.fixed)) {
		wanted[field] = Array.isArray(fixed) ? JSON.stringify(fixed) : fixed;
	}
	const query = Object.entries(wanted).map(([key, wanted_value]) => `${key}=${encodeURIComponent(wanted_value)}`);
	return `/app/${slug(column.drill.doctype)}/view/list?${query.join("&")}`;
}

function slug(doctype) {
	return frappe.router.slug(doctype);
}
