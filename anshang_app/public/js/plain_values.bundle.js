// Plain text stays text where the desk shows it: Frappe's formatters put values into the page as they are stored.

const PLAIN = new Set([
	"Data",
	"Small Text",
	"Text",
	"Long Text",
	"Select",
	"Autocomplete",
	"Read Only",
	"Link",
	"Dynamic Link",
	"Phone",
]);
const SIGNS = { "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

/** The text without a sign that begins markup; "&" stays, so that text escaped before is not escaped twice. */
const plain = (value) => (typeof value === "string" ? value.replace(/[<>"']/g, (sign) => SIGNS[sign]) : value);

/** The same; a report's words in quotes, such as 'Total', keep them, for the formatter of links looks for them. */
const plain_value = (value) =>
	/^'.*'$/s.test(value) ? `'${plain(value.slice(1, -1))}'` : plain(value);

const formatterOf = frappe.form.get_formatter;
frappe.form.get_formatter = function (fieldtype) {
	const formatter = formatterOf.call(this, fieldtype);
	if (!PLAIN.has(fieldtype || "Data")) return formatter;
	return (value, df, options, doc) => {
		const shown = formatter(plain_value(value), df, options, doc);
		const title = df && frappe.utils.get_link_title?.(df._options || df.options, value);
		// the title of a linked record is read by the formatter itself
		return title && plain(title) !== title ? shown.split(title).join(plain(title)) : shown;
	};
};

// v16 puts the title of a linked record into a report's cell once it is there, past the formatter
const report = frappe.views.ReportView?.prototype;
const title_of = report?.get_link_title_field_value;
if (title_of) {
	report.get_link_title_field_value = async function (...args) {
		return plain(await title_of.apply(this, args));
	};
}
