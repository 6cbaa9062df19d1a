// An empty list or report says how its first record comes about.

// Inside the desk we reach here: `get_no_result_message` of the list and of the report (v15, v16).

const BEGINNINGS = {
	"Investment Project": () => __("Projects are entered by the investment service center: by New, or out of a ledger by Projects by Ledger."),
	"Project Handover": () => __("A hand-over begins on its project: open the project and press Prepare Handover."),
	"Service Plan": () => __("A plan is drafted by itself when the bureau signs for the hand-over of its project."),
	"Project Node": () => __("The steps of a project come with its plan, once its hand-over is signed for."),
	"Approval Case": () => __("The approvals of a project come with its plan, once its hand-over is signed for."),
	"Progress Entry": () => __("Entries are filed on a project, by File Progress Entry, or on the phone."),
	"Coordination Issue": () => __("A problem is raised in a progress entry, by Needs Coordination, or here by New."),
	"Supervision Order": () => __("Orders are given by the bureau, or out of the decisions of a meeting."),
	"Coordination Meeting": () => __("Call a meeting by New; its agenda is drafted out of the open problems."),
	Commitment: () => __("Enter what was promised by New: who owes it, to whom, until when."),
	Bulletin: () => __("Begin an issue by New Issue: its figures and its text are drafted."),
	"Stage Log": () => __("Each passage of a project to another stage is written here by itself."),
	"Light Log": () => __("Each change of a light is written here by itself, every night."),
};

const list = frappe.views.ListView?.prototype;
const of_list = list?.get_no_result_message;
if (of_list) {
	list.get_no_result_message = function () {
		const html = of_list.call(this);
		const how_to_begin = BEGINNINGS[this.doctype];
		// what was filtered away is Frappe's to say
		if (!how_to_begin || this.filter_area?.get().length) return html;
		return html.replace(/<p>(?!<button)[^<]*<\/p>/, `<p class="how-to-begin">${how_to_begin()}</p>`);
	};
}

const report = frappe.views.QueryReport?.prototype;
const of_report = report?.toggle_nothing_to_show;
if (of_report) {
	report.toggle_nothing_to_show = function (flag) {
		of_report.call(this, flag);
		if (!flag) return;
		const sentence = __("Nothing fits these conditions: choose wider ones above. Figures come out of what is entered on the projects.");
		this.$message?.find("p").first().text(sentence);
	};
}
