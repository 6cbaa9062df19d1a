frappe.query_reports["Operation Audit"] = {
	filters: [
		{
			fieldname: "from_date",
			label: __("From Day"),
			fieldtype: "Date",
			default: frappe.datetime.add_days(frappe.datetime.get_today(), -7),
			reqd: 1,
		},
		{
			fieldname: "to_date",
			label: __("To Day"),
			fieldtype: "Date",
			default: frappe.datetime.get_today(),
			reqd: 1,
		},
		{ fieldname: "user", label: __("User Account"), fieldtype: "Link", options: "User" },
		{ fieldname: "record_type", label: __("Record Type"), fieldtype: "Link", options: "DocType" },
		{ fieldname: "record_name", label: __("Record"), fieldtype: "Data" },
		{
			fieldname: "result",
			label: __("Result of Operation"),
			fieldtype: "Select",
			options: ["", "Success", "Failed"].map((value) => ({ value, label: value ? __(value) : "" })),
		},
	],
};
