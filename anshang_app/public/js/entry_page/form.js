// The form of one entry: kind and day are filled in, everything else may stay empty.

import { check, choose, day, field, make } from "./dom.js";

const MB = 1024 * 1024;
// what the platform keeps of a photo; made smaller here already it travels faster
const LONGEST_SIDE = 1600;

export function draw_form(setup, project, choices, given, done) {
	const w = setup.words;
	const input = (id, properties) => make("input", { id, value: given[id] ?? "", ...properties });
	// as typed: the platform reads 1.2亿 too, and says what it does not understand
	const number = (id) => input(id, { inputMode: "text" });
	const control = {
		entry_date: input("entry_date", { type: "date", value: given.entry_date || setup.today, max: setup.today }),
		content: make("textarea", { id: "content", placeholder: w["A few words"], value: given.content || "" }),
		done_by: input("done_by", { placeholder: w["Leader"] }),
		policy: input("policy"),
		policy_audience: input("policy_audience"),
		approval_case: choose("approval_case", [["", ""], ...choices.cases.map((row) => [row.name, [row.approval_item, row.unit].filter(Boolean).join(" · ")])]),
		node: choose("node", [["", ""], ...choices.nodes.map((row) => [row.name, [row.title, day(row.planned_date)].filter(Boolean).join(" · ")])]),
		actual_date: input("actual_date", { type: "date", value: setup.today, max: setup.today }),
		late_cause: choose("late_cause", ["", "Enterprise", "Government Side", "Force Majeure"].map((value) => [value, value && w[value]])),
		late_reason: make("textarea", { id: "late_reason" }),
		investment_to_date: number("investment_to_date"),
		area_to_date: number("area_to_date"),
		in_statistics: make("input", { id: "in_statistics", type: "checkbox", checked: Boolean(given.in_statistics) }),
		raises_issue: make("input", { id: "raises_issue", type: "checkbox", checked: Boolean(given.raises_issue) }),
		issue_text: make("textarea", { id: "issue_text", value: given.issue_text || "" }),
	};
	const photos = make("input", { id: "photo", type: "file", accept: "image/*", multiple: true, hidden: true });
	// the browser's own words on its file button are the browser's language
	const add_photos = make("button", { type: "button", on: { click: () => photos.click() } }, w["Add photos"]);
	photos.addEventListener("change", () => {
		add_photos.textContent = photos.files.length ? w["photos chosen"].replace("{0}", photos.files.length) : w["Add photos"];
	});
	const trouble = make("p", { className: "note bad", hidden: true });
	let kind = given.entry_kind || project.open[0]?.kind || setup.kinds[0].value;

	const parts = {
		done_by: field(w["Done By"], control.done_by),
		policy: make("div", {}, field(w["Policy Explained"], control.policy), field(w["Explained to Whom"], control.policy_audience)),
		approval_case: field(w["Case"], control.approval_case),
		late: make("div", {}, field(w["Whose Delay"], control.late_cause), field(w["Cause"], control.late_reason)),
		node_day: field(w["Actual Date"], control.actual_date),
		issue: field(w["Issue text"], control.issue_text),
	};
	const kinds = make("div", { className: "kinds" }, ...setup.kinds.map(({ value, label }) =>
		make("button", { type: "button", value, on: { click: () => { kind = value; show(); } } }, label)));

	function show() {
		for (const button of kinds.children) button.setAttribute("aria-pressed", button.value === kind);
		parts.done_by.hidden = kind !== "Leader Visit";
		parts.policy.hidden = kind !== "Policy Briefing";
		parts.approval_case.hidden = kind !== "Early Guidance";
		const node = choices.nodes.find((row) => row.name === control.node.value);
		parts.node_day.hidden = !node;
		parts.late.hidden = node?.light !== "Red Light";
		parts.issue.hidden = !control.raises_issue.checked;
	}
	control.node.addEventListener("change", show);
	control.raises_issue.addEventListener("change", show);

	function values() {
		const read = (id) => control[id].value.trim() || undefined;
		const found = { entry_kind: kind, entry_date: read("entry_date"), content: read("content") };
		if (kind === "Leader Visit") found.done_by = read("done_by");
		if (kind === "Policy Briefing") Object.assign(found, { policy: read("policy"), policy_audience: read("policy_audience") });
		if (kind === "Early Guidance") found.approval_case = read("approval_case");
		if (read("node")) {
			const late = parts.late.hidden ? {} : { late_cause: read("late_cause"), late_reason: read("late_reason") };
			found.node_dates = [{ node: read("node"), actual_date: read("actual_date"), ...late }];
		}
		for (const id of ["investment_to_date", "area_to_date"]) if (read(id)) found[id] = read(id);
		if (control.in_statistics.checked) found.in_statistics = 1;
		if (control.raises_issue.checked) Object.assign(found, { raises_issue: 1, issue_text: read("issue_text") });
		return found;
	}

	async function submit(event) {
		event.preventDefault();
		// a day typed by half reads as none at all
		const half = [control.entry_date, control.actual_date].find((one) => one.validity.badInput);
		if (half) {
			trouble.textContent = w["Half a day"];
			trouble.hidden = false;
			half.focus();
			return;
		}
		const large = [...photos.files].find((file) => setup.photo_limit && file.size > setup.photo_limit * MB);
		if (large) {
			trouble.textContent = w["Too large"].replace("{0}", (large.size / MB).toFixed(1)).replace("{1}", setup.photo_limit);
			trouble.hidden = false;
			trouble.scrollIntoView();
			return;
		}
		form.querySelector("button.main").disabled = true;
		done(values(), await Promise.all([...photos.files].map(smaller)));
	}

	const more = make("details", { open: Boolean(given.node_dates || given.investment_to_date || given.raises_issue) },
		make("summary", { className: "small", style: "padding:12px 0;font-size:16px;color:#174a8c" }, w["More"]),
		field(w["Node"], control.node), parts.node_day, parts.late,
		field(w["Investment"], control.investment_to_date), field(w["Area"], control.area_to_date),
		check(w["Statistics"], control.in_statistics),
		check(w["Issue"], control.raises_issue), parts.issue,
		make("label", {}, w["Photo"]), add_photos, photos);
	const form = make("form", { on: { submit } },
		kinds, parts.done_by, parts.policy, parts.approval_case,
		field(w["What Was Done"], control.content), field(w["Day It Happened"], control.entry_date), more, trouble,
		make("div", { className: "bar" }, make("div", {}, make("button", { className: "main" }, w["Send"]))));
	form.noValidate = true;
	show();
	return form;
}

// a picture this browser cannot read goes as it is: the platform says what is wrong with it
async function smaller(file) {
	const picture = await createImageBitmap(file).catch(() => null);
	if (!picture) return file;
	const scale = Math.min(1, LONGEST_SIDE / Math.max(picture.width, picture.height));
	const canvas = make("canvas", { width: picture.width * scale, height: picture.height * scale });
	canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
	return new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", 0.8));
}
