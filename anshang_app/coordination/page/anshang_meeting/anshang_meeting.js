frappe.pages["anshang-meeting"].on_page_load = (wrapper) => {
	wrapper.page = frappe.ui.make_app_page({ parent: wrapper, title: __("Meeting View"), single_column: true });
	wrapper.ready = frappe.require(["meeting_view.bundle.css", "meeting_view.bundle.js"]).then(() => {
		wrapper.view = new anshang.MeetingView(wrapper);
	});
};

frappe.pages["anshang-meeting"].on_page_show = async (wrapper) => {
	await wrapper.ready;
	wrapper.view.show(frappe.get_route()[1]);
};
