frappe.pages["anshang-wall"].on_page_load = (wrapper) => {
	wrapper.page = frappe.ui.make_app_page({ parent: wrapper, title: __("Wall Chart"), single_column: true });
	wrapper.ready = frappe.require(["wall.bundle.css", "wall_chart.bundle.js"]).then(() => {
		wrapper.chart = new anshang.WallChart(wrapper);
	});
};

frappe.pages["anshang-wall"].on_page_show = async (wrapper) => {
	await wrapper.ready;
	wrapper.chart.show();
};
