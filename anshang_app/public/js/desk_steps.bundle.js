// A step that was taken says so: done, who was told, whose step is next. A form one may only look at says whose turn
// it is. A step that freezes something asks once, with what it freezes.

// Inside the desk we reach here: `frappe.show_alert`, the events `form-refresh` and `before_workflow_action` (v15, v16).
// tests/browser/supervision/test_order_desk.py and test_whole_path.py see them at work.

frappe.provide("anshang");

const escape_html = frappe.utils.escape_html;
const STATES = ["stage", "state", "meeting_state"];
const OF_PROJECTS = new Set([
	"Investment Project", "Project Handover", "Service Plan", "Approval Case", "Coordination Issue",
	"Supervision Order", "Commitment", "Coordination Meeting", "Bulletin", "Work Handover",
]);
/** Record -> the state it was last drawn in. */
const seen = new Map();

$(document).on("form-refresh", (_event, frm) => {
	if (!OF_PROJECTS.has(frm.doctype) || frm.is_new()) return;
	const key = `${frm.doctype}/${frm.docname}`;
	const state = STATES.map((field) => frm.doc[field]).find(Boolean);
	const before = seen.get(key);
	seen.set(key, state);
	const stepped = before && before !== state && frm.doc.modified_by === frappe.session.user;
	const card = frm.$wrapper.find(".anshang-standing");
	// a card stays until the next step, or until it is closed
	if (card.length && card.data("key") === key && card.data("state") === state && !stepped) return;
	card.remove();
	if (stepped) show(frm, key, state, done_card);
	else if (frm.read_only) show(frm, key, state, turn_card);
});

async function show(frm, key, state, draw) {
	const { doctype, docname } = frm;
	const message = await standing_of(doctype, docname);
	if (frm.docname !== docname || seen.get(key) !== state) return;
	frm.$wrapper.find(".anshang-standing").remove();
	const card = card_of(draw(message)).data({ key, state });
	frm.layout.wrapper.prepend(card);
	if (draw === done_card) card[0].scrollIntoView({ block: "nearest" });
}

const standing_of = async (doctype, name) =>
	(await frappe.call({ method: "anshang_app.reminders.api.standing", args: { doctype, name } })).message;

function card_of(html) {
	const done = html.includes('class="done"') ? "step-done" : "";
	const card = $(`<div class="anshang-standing ${done}" role="status">${html}
		<button type="button" class="btn-close-card" aria-label="${__("Close")}">×</button></div>`);
	card.find("button").on("click", () => card.remove());
	return card;
}

/** The card of a step that was taken outside a form, at the top of `place`. */
anshang.tell_step = async (doctype, name, place) => {
	const message = await standing_of(doctype, name);
	$(place).find("> .anshang-standing").remove();
	const card = card_of(done_card(message)).prependTo(place);
	card[0].scrollIntoView({ block: "nearest" });
};

function done_card({ state, told, next }) {
	const to = told.length ? `<p>${__("Told: {0}", [told.map(escape_html).join("、")])}</p>` : "";
	return `<b class="done">✓ ${__("Done: {0}", [escape_html(state)])}</b>${to}${next_of(next)}`;
}

function turn_card({ state, next }) {
	return `<b>${__("You may read this record; in the state {0} it is not yours to change.", [escape_html(state)])}</b>${next_of(next)}`;
}

function next_of(next) {
	if (!next.length) return `<p>${__("Nobody's step is open.")}</p>`;
	const step = ({ heading, unit, mine, doctype, name }) => {
		const address = `/app/${frappe.router.slug(doctype)}/${encodeURIComponent(name)}`;
		return `<a href="${address}">${escape_html(heading)}</a>（${mine ? __("Your Step") : escape_html(unit)}）`;
	};
	return `<p>${__("Next: {0}", [next.map(step).join("；")])}</p>`;
}

// --- steps taken in a list ------------------------------------------------------------------------------------

/** Records of one step in a list that the card looks at. */
const MOST_LOOKED_AT = 10;

const list_menu = frappe.views.ListView?.prototype.get_workflow_action_menu_items;
if (list_menu) {
	frappe.views.ListView.prototype.get_workflow_action_menu_items = function () {
		const items = list_menu.call(this);
		if (!OF_PROJECTS.has(this.doctype)) return items;
		return items.map((item) => ({ ...item, action: () => take_for_all(this, item.name) }));
	};
}

/** Frappe's own step for all that are chosen, asked about once, with a card of what it did. */
async function take_for_all(list, action) {
	const { doctype } = list;
	const chosen = list.get_checked_items();
	const docnames = chosen.map(({ name }) => name);
	if (FREEZES[doctype]?.[action]) await anshang.confirm_step(doctype, action);
	list.disable_list_update = true;
	try {
		await frappe.xcall("frappe.model.workflow.bulk_workflow_approval", { docnames, doctype, action });
	} finally {
		list.disable_list_update = false;
	}
	list.clear_checked_items();
	await list.refresh();
	const seen_before = new Map(chosen.map((doc) => [doc.name, __(STATES.map((field) => doc[field]).find(Boolean))]));
	const standings = await Promise.all(docnames.slice(0, MOST_LOOKED_AT).map((name) => standing_of(doctype, name)));
	const moved = standings.filter(({ state }, at) => state !== seen_before.get(docnames[at]));
	list.$frappe_list.find("> .anshang-standing").remove();
	// the card says more than Frappe's list of names, which stays where something failed
	if (moved.length === docnames.length) frappe.hide_msgprint(true);
	if (moved.length) list.$frappe_list.prepend(card_of(done_card(together(moved, docnames.length))));
}

/** Several records' standings as one. */
function together(standings, asked) {
	const all = (field, key) => [...new Map(standings.flatMap((standing) => standing[field]).map((entry) => [key(entry), entry])).values()];
	const states = [...new Set(standings.map(({ state }) => state))].join("、");
	const more = asked > MOST_LOOKED_AT ? "…" : "";
	return {
		state: __("{0} records: {1}", [`${standings.length}${more}`, states]),
		told: all("told", (name) => name),
		next: all("next", ({ name, heading }) => `${name} ${heading}`).slice(0, 3),
	};
}

// The desk's only word to who may not edit: the card says why and whose turn it is.
const show_alert = frappe.show_alert;
const BARE = __("This form is not editable due to a Workflow.");
frappe.show_alert = frappe.toast = function (message, ...rest) {
	if (message === BARE && OF_PROJECTS.has(window.cur_frm?.doctype)) return undefined;
	return show_alert.call(this, message, ...rest);
};

// --- what cannot be taken back --------------------------------------------------------------------------------

const FREEZES = {
	"Project Handover": {
		"Hand Over": () => __("Once handed over, evidence and letter cannot be changed unless the receiver sends them back."),
		"Sign For": () => __("Once signed for, the hand-over is kept as it is and the project goes on to its next stage; this cannot be taken back."),
	},
	"Service Plan": {
		"Send for Seals": () => __("The three forms are locked as they are; until the first seal is recorded they can be returned to draft."),
		"Record Seals": () => __("The plan is kept as it was sealed, and its dates become the nodes' planned dates; later changes need a revision."),
	},
	"Investment Project": {
		"Finalise Plan": () => __("The project goes on to its next stage; the passage stays in the stage log and cannot be taken back."),
		"Start Construction": () => FREEZES["Investment Project"]["Finalise Plan"](),
		"Apply for Acceptance": () => FREEZES["Investment Project"]["Finalise Plan"](),
		"Hand Over as Completed": () => FREEZES["Investment Project"]["Finalise Plan"](),
	},
};

// after the form's own handlers, which refuse a step that is not ready
const asked = new Set();
$(document).on("form-refresh", (_event, { doctype }) => {
	if (!FREEZES[doctype] || asked.has(doctype)) return;
	asked.add(doctype);
	frappe.ui.form.on(doctype, { before_workflow_action: (frm) => ask(frm, FREEZES[doctype][frm.selected_workflow_action]) });
});

async function ask(frm, write_question) {
	if (!write_question) return;
	frappe.dom.unfreeze();
	await confirm(frm.selected_workflow_action, write_question);
	frappe.dom.freeze();
}

// who does not want it leaves the step where it is
const confirm = (action, write_question) =>
	new Promise((go_on) => frappe.confirm(`<b>${__(action)}</b><p>${write_question()}</p>`, go_on));

/** Asks once before a step that freezes something, with what it freezes; goes on when it is wanted. */
anshang.confirm_step = (doctype, action) => confirm(action, FREEZES[doctype][action]);
