// The places where the desk puts English on the page without asking for a translation.
// Each patch stands alone: one that finds its target gone in another version does nothing.

const translate = window.__;

/** After `owner[method]` has run, `then(its result, its arguments)`, which may replace the result. */
function after(owner, method, then) {
	const original = owner?.[method];
	if (!original) return;
	owner[method] = function (...values) {
		const result = original.apply(this, values);
		return then.call(this, result, values) ?? result;
	};
}

/** Before `owner[method]` runs, `first(its arguments)` with its `this`. */
function before(owner, method, first) {
	const original = owner?.[method];
	if (!original) return;
	owner[method] = function (...values) {
		first.call(this, values);
		return original.apply(this, values);
	};
}

/** "Service Plan AS-1": the longest beginning that is a known name, in Chinese. */
function name_in_chinese(text) {
	const parts = text.split(" ");
	for (let end = parts.length; end; end--) {
		const name = parts.slice(0, end).join(" ");
		if (translate(name) === name) continue;
		return [name, ...parts.slice(end)].map((part) => translate(part)).join(" ");
	}
	return text;
}

// Sentences whose inserted word is left as it is: "List视图", "Investment Project列表".
const FORGETFUL = new Set(["{0} View", "{0} List", "Click to sort by {0}"]);

// The history of a form: a field's value before and after, as they are stored and in bold.
const CHANGES = new Set(["{0} from {1} to {2}", "{0} from {1} to {2} in row #{3}"]);

function value_in_chinese(bold) {
	const value = String(bold).replace(/^<b>|<\/b>$/g, "");
	const is_blank = ['""', "&quot;&quot;", "null", '"null"', "&quot;null&quot;"].includes(value);
	return `<b>${is_blank ? __("Blank Value") : translate(value)}</b>`;
}

frappe._ = window.__ = (text, values, context) => {
	if (FORGETFUL.has(text) && Array.isArray(values)) values = values.map((value) => translate(value));
	if (CHANGES.has(text) && Array.isArray(values)) {
		const [label, before, after, ...rest] = values;
		values = [label, value_in_chinese(before), value_in_chinese(after), ...rest];
	}
	// v16 asks for names it has already made bold
	const bold = /^<b>([^<]+)<\/b>$/.exec(text);
	if (bold) return `<b>${translate(bold[1], values, context)}</b>`;
	return translate(text, values, context);
};

// Labels of a child table's fields in the history of a form.
after(frappe.meta, "get_label", (label) => translate(label));

// Under the choices of a link the desk says which were left out, by operators and stored values.
before(frappe.ui.form.ControlLink?.prototype, "get_filter_description", (values) => {
	const in_chinese = (value) =>
		Array.isArray(value) ? value.map(in_chinese) : typeof value === "string" ? translate(value) : value;
	const each = (filter) => (Array.isArray(filter) ? filter.map(in_chinese) : in_chinese(filter));
	const [filters] = values;
	values[0] = Array.isArray(filters)
		? filters.map(([name, ...rest]) => [name, ...rest.map(in_chinese)])
		: Object.fromEntries(Object.entries(filters).map(([field, filter]) => [field, each(filter)]));
});

// States and the like are records: shown raw to whoever may not open them, and in the box of a link.
after(frappe.form.formatters, "Link", (html, [value, field]) => {
	const named = field && frappe.boot.translated_doctypes?.includes(field.options);
	if (named && html === value) return translate(value);
});

// The print page, loaded when first opened, keeps and reads the format's name in its own box.
frappe.boot.translated_doctypes?.push("Print Format");
let print_view = frappe.ui.form.PrintView;
Object.defineProperty(frappe.ui.form, "PrintView", {
	configurable: true,
	get: () => print_view,
	set(view) {
		print_view = view;
		after(view.prototype, "set_default_print_format", function () {
			this.print_format_selector.val(translate(this.print_format_selector.val()));
		});
		after(view.prototype, "selected_format", function (shown) {
			return frappe.meta.get_print_formats(this.frm.doctype).find((name) => translate(name) === shown);
		});
		// an advertisement above every print of v15 and v16
		after(view.prototype, "show", function () {
			$(this.page.wrapper).find('a[href^="https://frappecloud.com"]').remove();
		});
	},
});

// The framework's own account, wherever it has left its name.
after(frappe, "user_info", (user) => {
	if (user.fullname === "Administrator") user.fullname = translate("Administrator");
});

// Placeholders given as plain English: the date range of a chart.
before(frappe.ui.form, "make_control", ([options]) => {
	if (options.df?.placeholder) options.df.placeholder = translate(options.df.placeholder);
});

// "Asia/Shanghai" under every field with a time: there is one time in the country.
before(frappe.ui.form.ControlDatetime?.prototype, "set_description", function () {
	this.df.hide_timezone = 1;
});

// Refusals from the server name a record in bold: "User x@y".
before(frappe, "msgprint", (values) => {
	const [message] = values;
	const in_chinese = (text) =>
		text.replace(/<(strong|b)>([^<]+)<\/\1>/g, (_, tag, name) => `<${tag}>${name_in_chinese(name)}</${tag}>`);
	if (typeof message === "string") values[0] = in_chinese(message);
	else if (typeof message?.message === "string") message.message = in_chinese(message.message);
});

// A record not yet saved is called "new-service-plan-1" in the trail and on the browser's tab.
after(frappe.breadcrumbs, "set_form_breadcrumb", function (_, [breadcrumbs]) {
	if (frappe.get_route()[2]?.startsWith("new-")) {
		this.$breadcrumbs.find("li a").last().text(translate("New {0}", [translate(breadcrumbs.doctype)]));
	}
});
before(frappe.utils, "set_title", (values) => {
	values[0] = translate(String(values[0]).replace(/ - new-[\w-]+$/, ""));
});

// Records called by a word: the one of a type of settings by that type, others by one of their choices.
after(frappe.model, "get_doc_title", (title, [doc]) => {
	const field = frappe.meta.get_docfield(doc.doctype, frappe.get_meta(doc.doctype)?.title_field);
	return title === doc.doctype || field?.fieldtype === "Select" ? translate(title) : title;
});
// v16 gives the name again beside the form
$(document).on("form-refresh", (_, form) => {
	if (translate(form.doc.name) !== form.doc.name) $(form.wrapper).find(".form-name-container").remove();
});

// The app's name under the name of the sidebar, v16.
after(frappe.ui.SidebarHeader?.prototype, "make", function () {
	this.wrapper.find(".header-subtitle").text((_, name) => translate(name.trim()));
});

// Tooltips of buttons inside a form, and (v16) the one of the line that says how choices were filtered.
after(frappe.ui.form.ControlButton?.prototype, "make_input", function () {
	this.$input.attr("title", (_, title) => title && translate(title));
});
document.addEventListener("awesomplete-open", ({ target }) => {
	$(target).siblings("ul").find('p[title$="__link_option"]').removeAttr("title");
});

// Tooltips of the history's icons carry the icon's English name.
$(document).one("form-refresh", (_, form) => {
	const title = ($item) => {
		$item.find(".timeline-badge[title]").each((_, badge) => (badge.title = translate(badge.title)));
	};
	const timeline = form.timeline && Object.getPrototypeOf(Object.getPrototypeOf(form.timeline));
	after(timeline, "get_timeline_item", (item) => title($(item)));
	title($(form.wrapper));
});

// Tooltips of a list's columns show the stored value of a choice.
after(frappe.views.ListView?.prototype, "get_column_html", (html, [column, doc]) => {
	const value = column.df?.fieldtype === "Select" && doc[column.df.fieldname];
	if (value) return html.replace(`: ${value}"`, `: ${translate(value)}"`);
});

// The tooltip of the list's filter button counts in English.
after(frappe.ui.FilterGroup?.prototype, "update_filter_button", function () {
	this.filter_button?.attr("title", translate("Filters {0}", [this.filters.length]));
});

// An advertisement beside every list.
if (frappe.views.ListSidebar) frappe.views.ListSidebar.prototype.add_insights_banner = () => {};

// Tooltips of the filters above a report's columns.
after(frappe.views.ReportView?.prototype, "setup_datatable", function () {
	this.$datatable_wrapper?.find(".dt-filter").attr("title", translate("Filter"));
});

// Titles of cards and charts on a list's dashboard.
for (const widget of Object.values(frappe.widget?.widget_factory || {})) {
	after(widget.prototype, "set_title", function () {
		this.title_field?.find("span.ellipsis[title]").each((_, span) => {
			if (span.textContent !== span.title) return;
			span.textContent = span.title = translate(span.title);
		});
	});
}

// The search of v16 marks what was typed in the English name of a desktop icon, and shows that.
after(frappe.search?.utils, "get_desktop_icons", (icons) => icons.map((icon) => ({ ...icon, label: icon.value })));

// Names of keys, in the dialog of keyboard shortcuts.
before(frappe.ui.Dialog?.prototype, "show", function () {
	this.$body.find("kbd").each((_, key) => {
		key.textContent = key.textContent.split("+").map((name) => translate(name)).join("+");
	});
});

// Links to foreign web sites, a page about points nobody gives, and (v16) a report for those who run the server.
const AWAY = new Set(["My Profile", "Frappe Support", "Documentation", "User Forum", "Report an Issue"]);
if (!frappe.user.has_role("System Manager")) AWAY.add("System Health");

for (const menu of ["settings_dropdown", "help_dropdown"]) {
	// v16 shows what is hidden as well, so they go
	const settings = frappe.boot.navbar_settings;
	if (settings?.[menu]) settings[menu] = settings[menu].filter((item) => !AWAY.has(item.item_label));
}

// The desk's own dialog is a list of foreign web sites; the versions are what a call for help needs.
frappe.ui.misc.about = async () => {
	const { message } = await frappe.call("frappe.utils.change_log.get_versions");
	const dialog = new frappe.ui.Dialog({ title: translate("About") });
	for (const app of Object.values(message)) {
		$("<p>").text(`${translate(app.title)} ${app.branch_version || app.version}`).appendTo(dialog.body);
	}
	dialog.show();
};
