// The form of one entry: kind and day are filled in, everything else may stay empty.

import { day_trouble, figure_trouble, photo_trouble } from "./checks.js";
import { today } from "./days.js";
import { check, choose, day, field, make } from "./dom.js";
import { smaller } from "./photos.js";

// `typed_before`: the draft to go on with, {values, photos, labels}; `typed` is told of every change, `done` gets the whole
export function draw_form(setup, project, choices, typed_before, { typed, done }) {
	const w = setup.words;
	const was = typed_before.values || {};
	const row = was.node_dates?.[0] || {};
	let photos = [...(typed_before.photos || [])];
	// a day nobody touched is today's, whenever that is
	const touched = new Set(was.entry_date ? ["entry_date"] : []);
	if (row.actual_date) touched.add("actual_date");

	const input = (id, properties) => make("input", { id, value: was[id] ?? "", ...properties });
	// as text: a control for numbers throws away what it does not understand without a word
	const number = (id) => input(id, { inputMode: "text", autocomplete: "off" });
	const select = (id, value, options) => {
		const control = choose(id, options);
		// without a network the choices may not be there, and what was chosen must stay
		if (value && ![...control.options].some((option) => option.value === value)) {
			control.append(make("option", { value }, typed_before.labels?.[id] || value));
		}
		control.value = value || "";
		return control;
	};
	const control = {
		entry_date: input("entry_date", { type: "date", value: was.entry_date || today(setup), max: today(setup) }),
		content: make("textarea", { id: "content", placeholder: w["A few words"], value: was.content || "" }),
		done_by: input("done_by", { placeholder: w["Leader"] }),
		policy: input("policy"),
		policy_audience: input("policy_audience"),
		approval_case: select("approval_case", was.approval_case, [["", ""], ...choices.cases.map((approval_case) => [approval_case.name, [approval_case.approval_item, approval_case.unit].filter(Boolean).join(" · ")])]),
		node: select("node", row.node, [["", ""], ...choices.nodes.map((node_choice) => [node_choice.name, [node_choice.title, day(node_choice.planned_date)].filter(Boolean).join(" · ")])]),
		actual_date: input("actual_date", { type: "date", value: row.actual_date || (row.late_reason ? "" : today(setup)), max: today(setup) }),
		late_cause: select("late_cause", row.late_cause, ["", "Enterprise", "Government Side", "Force Majeure"].map((value) => [value, value && w[value]])),
		late_reason: make("textarea", { id: "late_reason", value: row.late_reason || "" }),
		investment_to_date: number("investment_to_date"),
		area_to_date: number("area_to_date"),
		in_statistics: make("input", { id: "in_statistics", type: "checkbox", checked: Boolean(was.in_statistics) }),
		raises_issue: make("input", { id: "raises_issue", type: "checkbox", checked: Boolean(was.raises_issue) }),
		issue_text: make("textarea", { id: "issue_text", value: was.issue_text || "" }),
	};
	const chooser = make("input", { id: "photo", type: "file", accept: "image/*", multiple: true, hidden: true });
	// the browser's own words on its file button are the browser's language
	const add_photos = make("button", { type: "button", on: { click: () => chooser.click() } });
	const drop_photos = make("button", { type: "button", className: "plain", on: { click: () => keep_photos([]) } }, w["Without photos"]);
	function keep_photos(kept) {
		photos = kept;
		chooser.value = "";
		show_photos();
		typed(draft());
	}
	function show_photos() {
		add_photos.textContent = photos.length ? w["photos chosen"].replace("{0}", photos.length) : w["Add photos"];
		drop_photos.hidden = !photos.length;
	}
	chooser.addEventListener("change", () => keep_photos([...photos, ...chooser.files]));

	const trouble = make("p", { className: "note bad", hidden: true });
	let kind = was.entry_kind || project.open[0]?.kind || setup.kinds[0].value;

	const parts = {
		done_by: field(w["Done By"], control.done_by),
		policy: make("div", {}, field(w["Policy Explained"], control.policy), field(w["Explained to Whom"], control.policy_audience)),
		approval_case: field(w["Case"], control.approval_case),
		late: make("div", {}, field(w["Whose Delay"], control.late_cause), field(w["Cause"], control.late_reason)),
		node_day: field(w["Actual Date"], control.actual_date),
		issue: field(w["Issue text"], control.issue_text),
	};
	const kinds = make("div", { className: "kinds" }, ...setup.kinds.map(({ value, label }) =>
		make("button", { type: "button", value, on: { click: () => { kind = value; show(); typed(draft()); } } }, label)));

	function show() {
		for (const button of kinds.children) button.setAttribute("aria-pressed", button.value === kind);
		parts.done_by.hidden = kind !== "Leader Visit";
		parts.policy.hidden = kind !== "Policy Briefing";
		parts.approval_case.hidden = kind !== "Early Guidance";
		const node = choices.nodes.find((node_choice) => node_choice.name === control.node.value);
		parts.node_day.hidden = !control.node.value;
		// a delay already told stays, though the node's light is not known without a network
		parts.late.hidden = !(node ? node.light === "Red Light" : control.node.value && (row.late_cause || row.late_reason));
		parts.issue.hidden = !control.raises_issue.checked;
	}
	control.node.addEventListener("change", show);
	control.raises_issue.addEventListener("change", show);

	const read = (id) => control[id].value.trim() || undefined;
	function values() {
		const entry_values = { entry_kind: kind, entry_date: read("entry_date"), content: read("content") };
		if (kind === "Leader Visit") entry_values.done_by = read("done_by");
		if (kind === "Policy Briefing") Object.assign(entry_values, { policy: read("policy"), policy_audience: read("policy_audience") });
		if (kind === "Early Guidance") entry_values.approval_case = read("approval_case");
		if (read("node")) {
			const late = parts.late.hidden ? {} : { late_cause: read("late_cause"), late_reason: read("late_reason") };
			entry_values.node_dates = [{ node: read("node"), actual_date: read("actual_date"), ...late }];
		}
		for (const id of ["investment_to_date", "area_to_date"]) if (read(id)) entry_values[id] = read(id);
		if (control.in_statistics.checked) entry_values.in_statistics = 1;
		if (control.raises_issue.checked) Object.assign(entry_values, { raises_issue: 1, issue_text: read("issue_text") });
		return entry_values;
	}

	// what is kept on the phone: everything typed, and the words of what was chosen
	function whole() {
		const label = (id) => control[id].selectedOptions[0]?.textContent;
		return { values: values(), photos, labels: { node: label("node"), approval_case: label("approval_case") } };
	}

	// the same, to be opened again: without the days nobody touched
	function draft() {
		const kept = whole();
		if (!touched.has("entry_date")) delete kept.values.entry_date;
		for (const node_date of kept.values.node_dates || []) if (!touched.has("actual_date")) delete node_date.actual_date;
		return kept;
	}

	function troubles() {
		return [
			day_trouble(w, w["Day It Happened"], control.entry_date, true),
			control.node.value && day_trouble(w, w["Actual Date"], control.actual_date, false),
			figure_trouble(w, w["Investment"], read("investment_to_date")),
			figure_trouble(w, w["Area"], read("area_to_date")),
			photo_trouble(w, photos, setup.photo_limit),
		].filter(Boolean);
	}

	function say(sentences) {
		trouble.textContent = sentences.join("\n");
		trouble.hidden = !sentences.length;
		if (sentences.length) trouble.scrollIntoView();
	}

	async function submit(event) {
		event.preventDefault();
		const sentences = troubles();
		say(sentences);
		if (sentences.length) return;
		const button = form.querySelector("button.main");
		button.disabled = true;
		try {
			await done({ ...whole(), photos: await Promise.all(photos.map(smaller)) });
		} catch (error) {
			// what was typed stays in the form
			say([w["Not kept"], error.message]);
			button.disabled = false;
		}
	}

	const more = make("details", { open: Boolean(was.node_dates || was.investment_to_date || was.area_to_date || was.raises_issue || photos.length) },
		make("summary", { className: "small", style: "padding:12px 0;font-size:16px;color:#174a8c" }, w["More"]),
		field(w["Node"], control.node), parts.node_day, parts.late,
		field(w["Investment"], control.investment_to_date), field(w["Area"], control.area_to_date),
		check(w["Statistics"], control.in_statistics),
		check(w["Issue"], control.raises_issue), parts.issue,
		make("label", {}, w["Photo"]), add_photos, drop_photos, chooser);
	const note = (event) => {
		touched.add(event.target.id);
		typed(draft());
	};
	const form = make("form", { on: { submit, input: note, change: note } },
		kinds, parts.done_by, parts.policy, parts.approval_case,
		field(w["What Was Done"], control.content), field(w["Day It Happened"], control.entry_date), more, trouble,
		make("div", { className: "bar" }, make("div", {}, make("button", { className: "main" }, w["Send"]))));
	form.noValidate = true;
	show();
	show_photos();
	keep_today(form, () => {
		for (const id of ["entry_date", "actual_date"]) {
			control[id].max = today(setup);
			if (!touched.has(id) && control[id].value) control[id].value = today(setup);
		}
	});
	return form;
}

// looks again after midnight, as long as the form is there
function keep_today(form, look) {
	const timer = setInterval(() => (form.isConnected ? look() : clearInterval(timer)), 30000);
	const seen = () => (form.isConnected ? look() : document.removeEventListener("visibilitychange", seen));
	document.addEventListener("visibilitychange", seen);
}
