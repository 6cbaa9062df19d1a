// What the desk offers to everybody and then refuses: not offered to whom it is refused.

$(document).on("form-refresh", (_event, frm) => {
	if (frappe.model.can_email(frm.doctype, frm)) return;
	frm.timeline?.timeline_actions_wrapper
		?.find(".action-btn")
		.filter((_at, button) => $(button).text().trim() === __("New Email"))
		.remove();
});

// Inside the desk we reach here: `breadcrumbs.module_map` (v15; in v16 the trail follows the sidebar) and
// `Sidebar.get_workspace_for_module` (v16.9). tests/browser/setup/test_desk_inventory.py sees both at work.

// The trail above a list starts at the workspace: Frappe shows only modules that have one of their own.
Object.assign(frappe.breadcrumbs.module_map, frappe.boot.anshang_rooms);

// v16 looks for the sidebar of a record type's module, and shows an empty one where the module has no workspace.
const sidebar = frappe.ui.Sidebar?.prototype;
if (sidebar) {
	const workspace_of = sidebar.get_workspace_for_module;
	sidebar.get_workspace_for_module = function (module) {
		return workspace_of.call(this, frappe.boot.anshang_rooms[module] ?? module);
	};
}
