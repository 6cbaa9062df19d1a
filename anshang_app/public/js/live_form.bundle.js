// A form whose record was saved elsewhere shows what is stored now, but never takes away what somebody types in it.

// Inside the desk we reach here: `frm.debounced_reload_doc`, which Frappe calls a second after a record was saved, or a
// form was opened again (v15, v16). Its own takes the record away, asks for it and draws it, whatever is typed until then.
// tests/browser/test_races.py sees it at work.

/** How long it waits after the last news, in ms: who took a step himself has its outcome on the page by then. */
const STILL_FOR = 1000;
/** How long it waits where the platform did not answer, in ms. */
const UNANSWERED = 10000;
const TYPED_IN = "input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable=true]";

/** Of the form that is open: when its record was saved last, by who saves it. */
const saved_at = new Map();
const key_of = (doctype, name) => `${doctype}/${name}`;

$(document).on("startup", () => {
	frappe.realtime.on("doc_update", ({ doctype, name, modified }) => {
		const { doc } = window.cur_frm || {};
		if (doc?.doctype === doctype && doc.name === name) saved_at.set(key_of(doctype, name), modified);
	});
});

$(document).on("form-load", (_event, frm) => {
	if (frm.waits_for_hands) return;
	frm.waits_for_hands = true;
	frm.debounced_reload_doc = frappe.utils.debounce(() => show_stored(frm), STILL_FOR);
});

async function show_stored(frm) {
	const { doctype, docname, doc } = frm;
	const key = key_of(doctype, docname);
	const saved = saved_at.get(key);
	if (saved && saved === doc.modified) return saved_at.delete(key);
	if (is_in_hand(frm)) return leave_in_hand(frm, saved);
	const answer = await ask_for(doctype, docname);
	if (frm.docname !== docname || frm.doc !== doc) return;
	if (answer.status >= 500) return setTimeout(() => frm.debounced_reload_doc(), UNANSWERED);
	if (is_in_hand(frm)) return leave_in_hand(frm, saved);
	saved_at.delete(key);
	// of a record that is gone or may no longer be read Frappe says so itself
	if (!answer.record) return frm.reload_doc();
	frappe.model.remove_from_locals(doctype, docname);
	frappe._link_titles = { ...frappe._link_titles, ...answer.record._link_titles };
	frappe.model.sync(answer.record);
	frm.refresh();
}

function is_in_hand(frm) {
	const { activeElement } = document;
	return frm.is_dirty() || (frm.$wrapper[0].contains(activeElement) && activeElement.matches(TYPED_IN));
}

/** Once something is typed it is said who else saved; until then it is asked again when the hand may have gone. */
function leave_in_hand(frm, saved) {
	if (!frm.is_dirty()) return frm.debounced_reload_doc();
	if (!saved) return;
	frm.doc.__needs_refresh = true;
	frm.show_conflict_message();
}

/** {status, record}: what Frappe answers for the record, put nowhere yet; 503 where nothing answers. */
async function ask_for(doctype, name) {
	const query = new URLSearchParams({ doctype, name });
	try {
		const answer = await fetch(`/api/method/frappe.desk.form.load.getdoc?${query}`, { headers: { Accept: "application/json" } });
		return { status: answer.status, record: answer.ok ? await answer.json() : null };
	} catch {
		return { status: 503 };
	}
}
