frappe.provide("frappe.dashboards.chart_sources");

frappe.dashboards.chart_sources["Projects by Stage"] = {
	method: "anshang_app.case_reporting.dashboard_chart_source.projects_by_stage.projects_by_stage.get",
	filters: [],
};
