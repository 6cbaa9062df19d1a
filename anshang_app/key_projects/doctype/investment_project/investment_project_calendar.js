// 日程 of all projects the user may read: visits, meetings, and the days by which something is due.
const COLOURS = { done: "#d3f0dc", held: "#d6e9fb", due: "#fadcdc", planned: "#ececec", off: "#e6ebf0" };

frappe.views.calendar["Investment Project"] = {
	field_map: { start: "start", end: "end", id: "name", title: "title", allDay: "all_day" },
	get_events_method: "anshang_app.reminders.api.calendar_events",
	options: {
		locale: "zh-cn",
		selectable: false,
		header: { left: "prev, title, next", right: "today, month" },
		// the desk lets whoever may write a record drag it to another day: a limit is not moved like that
		eventDataTransform: (event) => ({
			...event,
			editable: false,
			tooltip: event.title,
			className: "anshang-day",
			backgroundColor: COLOURS[event.colour],
			borderColor: COLOURS[event.colour],
			textColor: "#1f272e",
		}),
	},
};
