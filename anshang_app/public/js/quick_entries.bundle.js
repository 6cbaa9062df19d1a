// Frappe opens the quick entry of a record type by the name of its class: of projects, our own dialog.

frappe.ui.form.InvestmentProjectQuickEntryForm = class extends frappe.ui.form.QuickEntryForm {
	is_quick_entry() {
		return true;
	}

	async render_dialog() {
		await frappe.require("project_entry.bundle.js");
		this.dialog = await anshang.enter_project(this.doc);
		this.init_callback?.(this.dialog);
	}
};
