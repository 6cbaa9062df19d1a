frappe.pages["anshang-plan"].on_page_load = (wrapper) => {
	wrapper.page = frappe.ui.make_app_page({ parent: wrapper, title: __("Fill In the Plan"), single_column: true });
	wrapper.ready = frappe.require(["plan_grid.bundle.css", "plan_grid.bundle.js"]);
};

frappe.pages["anshang-plan"].on_page_show = async (wrapper) => {
	await wrapper.ready;
	const plan = frappe.get_route()[1];
	if (wrapper.view?.plan !== plan) wrapper.view = new anshang.PlanPage(wrapper.page, plan);
	await wrapper.view.show();
};
