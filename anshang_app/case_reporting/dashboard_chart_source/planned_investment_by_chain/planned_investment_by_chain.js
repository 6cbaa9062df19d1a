frappe.provide("frappe.dashboards.chart_sources");

frappe.dashboards.chart_sources["Planned Investment by Chain"] = {
	method: "anshang_app.case_reporting.dashboard_chart_source.planned_investment_by_chain.planned_investment_by_chain.get",
	filters: [],
};
