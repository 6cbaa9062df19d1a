// What the desk offers to everybody and then refuses: not offered to whom it is refused.

$(document).on("form-refresh", (_event, frm) => {
	if (frappe.model.can_email(frm.doctype, frm)) return;
	frm.timeline?.timeline_actions_wrapper
		?.find(".action-btn")
		.filter((_at, button) => $(button).text().trim() === __("New Email"))
		.remove();
});

// Inside the desk we reach here: `breadcrumbs.module_map` (v15; in v16 the trail follows the sidebar),
// `Sidebar.get_workspace_for_module`, `ListView.render_header` and `Page.set_title` (v16.9). tests/browser/setup/test_desk_inventory.py
// sees the first two at work, the tour through lists in tests/browser/test_chinese.py the last.

// The trail above a list starts at the workspace: Frappe shows only modules that have one of their own.
Object.assign(frappe.breadcrumbs.module_map, frappe.boot.anshang_rooms);

// v16 looks for the sidebar of a record type's module, and shows an empty one where the module has no workspace.
// of the same name in v15 is another class
const sidebar = frappe.ui.Sidebar?.prototype.get_workspace_for_module ? frappe.ui.Sidebar.prototype : undefined;
if (sidebar) {
	const workspace_of = sidebar.get_workspace_for_module;
	sidebar.get_workspace_for_module = function (module) {
		return workspace_of.call(this, frappe.boot.anshang_rooms[module] ?? module);
	};
}

// v16 draws the head of a list's dashboard as of a list, and fails on the filters a dashboard has not.
const list = frappe.views.ListView?.prototype;
if (sidebar && list) {
	const render_header = list.render_header;
	list.render_header = function (...values) {
		return this.filter_area ? render_header.apply(this, values) : undefined;
	};
}

// v16 names a page in its trail by what the page is called; what `set_title` says, a project or a meeting, only on the tab.
if (sidebar) {
	const { set_title } = frappe.ui.Page.prototype;
	frappe.ui.Page.prototype.set_title = function (...values) {
		set_title.apply(this, values);
		const [page] = frappe.get_route();
		if (!page?.startsWith("anshang-") || frappe.pages[page] !== this.parent) return;
		const label = frappe.utils.escape_html(this.title);
		frappe.breadcrumbs.add({ type: "Custom", label, route: frappe.get_route_str() });
	};
}

// An official's day begins with what waits for him; the workspace is one click away and not his to edit.
if (frappe.boot.anshang_home) {
	frappe.re_route[""] = frappe.boot.anshang_home;
	document.documentElement.classList.add("anshang-official");
}

// Beside v16's sidebar a head may take two lines (`anshang-sidebar` in anshang.bundle.css): what sticks below it stays
// below, and our pages as high as the window begin under it.
if (sidebar) {
	document.documentElement.classList.add("anshang-sidebar");
	const heads = new ResizeObserver((seen) => {
		for (const { target } of seen) {
			if (!target.offsetHeight) continue;
			const { bottom } = target.getBoundingClientRect();
			const sizes = { "--page-head-height": `${target.offsetHeight}px`, "--desk-head": `${Math.round(bottom)}px` };
			$(target).siblings(".page-body").css(sizes);
		}
	});
	$(document).on("page-change form-refresh", () => {
		const head = $(frappe.container?.page).find(".page-head")[0];
		if (head) heads.observe(head);
	});
}
