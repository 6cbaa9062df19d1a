// 办事员手册: from 帮助, and from every page it tells of (这一页怎么用).

// Inside the desk we reach here: the events `page-change` and `form-refresh`, the lists of `frappe.boot.navbar_settings`,
// and the parts of `frm.tour` (v15, v16): its own `init` asks the server for a record officials need not read.
// tests/browser/test_manual.py sees both at work.

const ADDRESS = "/anshang/manual";
const menu = frappe.boot.navbar_settings?.help_dropdown;
menu?.unshift({ item_label: "Clerk's Manual", item_type: "Route", route: ADDRESS, is_standard: 1 });

// pages of the desk by what the manual calls them: a page of ours by its name, else "Form/…", "List/…"
const address_by_page = frappe.boot.anshang_manual ?? {};

function address_here() {
	const [view, doctype] = frappe.get_route();
	return address_by_page[view] ?? address_by_page[`${view}/${doctype}`];
}

function show_way() {
	const head = $(frappe.container?.page).find(".page-head .page-actions").first();
	const address = address_here();
	head.find(".anshang-how").remove();
	if (!address || !head.length) return;
	$(`<a class="btn btn-default btn-sm anshang-how" target="_blank"></a>`)
		.attr("href", address)
		.text(__("How This Page Works"))
		.prependTo(head);
}

$(document).on("page-change form-refresh", () => setTimeout(show_way));

// The tour of a form's record type, as it stands on this site.
const tours = frappe.boot.anshang_tours ?? {};

$(document).on("form-refresh", (_event, frm) => {
	const steps = tours[frm.doctype];
	if (!steps || frm.is_new() || frm.anshang_tour) return;
	frm.anshang_tour = true;
	frm.page.add_menu_item(__("Show Me Around"), () => show_around(frm, steps));
});

function show_around(frm, steps) {
	const shown = steps.filter(({ fieldname }) => frm.get_field(fieldname)?.disp_status !== "None");
	frm.tour.tour = { steps: shown.map((step, place) => ({ ...step, name: step.fieldname, idx: place + 1 })) };
	frm.tour.driver_steps = [];
	frm.tour.init_driver();
	Object.assign(frm.tour.driver.options ?? {}, {
		nextBtnText: __("Next"), prevBtnText: __("Previous"), closeBtnText: __("Close"), doneBtnText: __("Done"), allowClose: true,
	});
	frm.tour.build_steps();
	frm.tour.update_driver_steps();
	frm.scroll_to_field(shown[0].fieldname, false);
	// the click that asked for it must not be taken for one beside the first step
	setTimeout(() => frm.tour.start(), 300);
}
