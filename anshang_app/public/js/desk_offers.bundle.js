// What the desk offers to everybody and then refuses: not offered to whom it is refused.

$(document).on("form-refresh", (_event, frm) => {
	if (frappe.model.can_email(frm.doctype, frm)) return;
	frm.timeline?.timeline_actions_wrapper
		?.find(".action-btn")
		.filter((_at, button) => $(button).text().trim() === __("New Email"))
		.remove();
});

// The trail above a list starts at the workspace: Frappe shows only modules that have one of their own.
Object.assign(frappe.breadcrumbs.module_map, frappe.boot.anshang_rooms);
