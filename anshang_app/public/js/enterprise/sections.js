// The sections of the enterprise's page, drawn from what the platform told. Text is set as text, never as markup.

const fill = (sentence, ...values) => sentence.replace(/\{(\d)\}/g, (_all, at) => values[at] ?? "");

/** An element with its text or children. */
function make(tag, options = {}, ...children) {
	const element = Object.assign(document.createElement(tag), options);
	element.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
	return element;
}

/** Draw everything anew; `done` says that an act just succeeded. */
export function draw(state, act, done = false) {
	const { told, page, setup } = state;
	const say = setup.words;
	document.title = told.project_name;
	page.replaceChildren(
		head(told, say),
		...(done ? [make("p", { className: "good", textContent: say.sent })] : []),
		next(told, say),
		contacts(told, say),
		progress(told, say),
		code(state, act),
		...(told.plan ? [plan(state, act)] : []),
		raise(state, act),
		issues(state, act),
		material(state, act),
		...(told.commitments.length ? [commitments(told, say)] : []),
		...(told.acts.length ? [acts(told, say)] : []),
		make("footer", {}, make("p", { textContent: fill(say.link_until, told.expires_on, agent(told, say)) }), make("p", { textContent: say.kept_private }))
	);
	if (done) window.scrollTo(0, 0);
}

/** Draw the section of the code alone. */
export function draw_code(state, act) {
	document.getElementById("code").replaceWith(code(state, act));
	for (const note of document.querySelectorAll(".code-first")) note.replaceChildren();
}

/** Who issued the link, by name; else in words. */
const agent = (told, say) => told.issued_by || say.agent;

/** How acting begins. */
const code_hint = ({ told, setup }) => fill(setup.words.code_hint, agent(told, setup.words), setup.code_hours);

function head(told, say) {
	return make(
		"header",
		{},
		told.office ? make("p", { className: "soft", textContent: fill(say.office, told.office) }) : null,
		make("h1", { textContent: told.project_name }),
		make("p", { className: "soft", textContent: told.enterprise }),
		make("p", { className: "stage", textContent: told.stage })
	);
}

/** When a thing is due and who helps with it; what is not an ordinary step says what it is. */
function due(one, say) {
	const kind = one.kind === "step" ? "" : `${say[one.kind]} · `;
	const day = one.day ? fill(one.late ? say.late : say.until, one.day) : say.today;
	const helper = one.helper ? ` · ${fill(say.helped_by, one.helper)}` : "";
	return make("div", { className: "soft" }, kind, make("span", { className: one.late ? "day late" : "day", textContent: day }), helper);
}

/** One thing of the enterprise with its number; what is done on this page leads there. */
function thing(one, number, say) {
	const target = { confirm_plan: "plan", confirm_solution: "issues" }[one.kind];
	const name = target ? make("a", { className: "jump", href: `#${target}`, textContent: one.words }) : make("div", { textContent: one.words });
	return make("li", {}, make("span", { className: "number", textContent: number }), make("div", {}, due(one, say), name));
}

function next(told, say) {
	const first = told.next.map((one, at) => thing(one, at + 1, say));
	const later = told.later.map((one, at) => thing(one, first.length + at + 1, say));
	return make(
		"section",
		{ className: "next" },
		make("h2", { textContent: say.next }),
		first.length ? make("ol", {}, ...first) : make("p", { textContent: say.nothing_next }),
		later.length ? make("details", {}, make("summary", { textContent: fill(say.later, later.length) }), make("ol", {}, ...later)) : null,
		told.next.some((one) => one.kind === "step") ? make("p", { className: "soft", textContent: fill(say.tell_done, agent(told, say)) }) : null
	);
}

function contacts(told, say) {
	const units = told.units.map((one) => make("p", { className: "soft", textContent: `${say.serving}（${one.role}）：${one.name}` }));
	return make("section", {}, make("h2", { textContent: say.served_by }), told.issued_by ? make("p", { textContent: fill(say.issued_by, told.issued_by) }) : null, ...units);
}

function progress(told, say) {
	const row = (name, day) => make("li", { className: "row" }, name, make("span", { className: "soft", textContent: day }));
	const passages = told.passages.map((one) => {
		const day = one.done ? fill(say.done_on, one.done) : one.at_work && one.since ? fill(say.since, one.since) : one.since || say.no_day;
		return row(make("span", { textContent: one.stage }), day);
	});
	const targets = told.targets.map((one) => {
		const day = one.actual ? fill(say.done_on, one.actual) : one.planned ? fill(say.planned, one.planned) : say.no_day;
		return row(make("span", {}, make("strong", { textContent: one.title }), make("span", { className: "soft", textContent: `（${one.step}）` })), day);
	});
	return make("section", {}, make("h2", { textContent: say.progress }), make("ul", {}, ...passages, ...targets));
}

function code(state, act) {
	const say = state.setup.words;
	const section = make("section", { id: "code" }, make("h2", { textContent: fill(say.code, agent(state.told, say)) }));
	if (state.ticket) {
		section.append(make("p", { className: "good", textContent: fill(say.acting_as, state.contact) }));
		return section;
	}
	const input = make("input", { id: "one-time-code", inputMode: "numeric", autocomplete: "one-time-code", maxLength: 6 });
	const note = make("p");
	const button = make("button", { type: "button", textContent: say.enter });
	button.addEventListener("click", () => act("enter_code", { code: input.value }, note));
	section.append(
		make("p", { className: "soft", textContent: code_hint(state) }),
		make("label", { htmlFor: "one-time-code", textContent: say.digits }),
		input,
		note,
		button
	);
	return section;
}

/** A button that acts once a code was entered; before, it says so and leads there. */
function doing(state, label, run, plain = false) {
	const note = make("p", { className: "soft code-first", textContent: state.ticket || plain ? "" : state.setup.words.code_first });
	const button = make("button", { type: "button", textContent: label, className: plain ? "plain" : "" });
	button.addEventListener("click", () => {
		if (!state.ticket) {
			document.getElementById("code").scrollIntoView({ behavior: "smooth" });
			document.getElementById("one-time-code").focus();
			note.className = "bad code-first";
			note.textContent = code_hint(state);
			return;
		}
		run(note);
	});
	return [note, button];
}

function plan(state, act) {
	const say = state.setup.words;
	const { plan: told } = state.told;
	const rows = told.rows.map((one) => make("li", { className: "row" }, make("span", { textContent: one.title }), make("span", { className: "soft", textContent: [one.day, one.unit].filter(Boolean).join(" ") })));
	return make(
		"section",
		{ id: "plan" },
		make("h2", { textContent: fill(say.plan, told.revision) }),
		make("p", { className: "soft", textContent: say.plan_hint }),
		make("ul", {}, ...rows),
		...doing(state, say.say_yes, (note) => act("confirm_plan", { ticket: state.ticket, plan: told.name }, note))
	);
}

function issues(state, act) {
	const say = state.setup.words;
	const lines = state.told.issues.map((one) => {
		const line = make(
			"li",
			{},
			make("div", { className: "row" }, make("strong", { textContent: one.title }), make("span", { className: "soft", textContent: one.state })),
			make("div", { className: "soft", textContent: [one.raised_on, one.due && fill(say.due, one.due)].filter(Boolean).join(" · ") }),
			one.answer ? make("div", { textContent: `${say.answer}：${one.answer}` }) : null
		);
		if (one.waits) {
			line.append(make("div", { className: "soft", textContent: say.satisfaction }));
			for (const [key, value] of [["very", "Very Satisfied"], ["fairly", "Fairly Satisfied"], ["not", "Not Satisfied"]])
				line.append(...doing(state, say[key], (note) => act("confirm_solution", { ticket: state.ticket, issue: one.name, satisfaction: value }, note), true));
		}
		return line;
	});
	return make("section", { id: "issues" }, make("h2", { textContent: say.issues }), lines.length ? make("ul", {}, ...lines) : make("p", { className: "soft", textContent: say.no_issues }));
}

function raise(state, act) {
	const say = state.setup.words;
	const area = make("textarea", { id: "problem", value: state.problem || "" });
	area.addEventListener("input", () => (state.problem = area.value));
	return make(
		"section",
		{},
		make("h2", { textContent: say.raise }),
		make("label", { htmlFor: "problem", textContent: say.raise_hint }),
		area,
		...doing(state, say.send_problem, async (note) => {
			const sent = state.problem;
			state.problem = "";
			await act("raise_problem", { ticket: state.ticket, words: sent }, note);
			if (note.isConnected) state.problem = area.value;
		})
	);
}

function material(state, act) {
	const say = state.setup.words;
	// the browser's own button speaks the browser's language
	const file = make("input", { type: "file", id: "material", className: "unseen" });
	const chosen = make("label", { htmlFor: "material", className: "choose", textContent: say.choose_file });
	file.addEventListener("change", () => (chosen.textContent = file.files[0]?.name || say.choose_file));
	const words = make("input", { id: "material-words" });
	const matters = [...state.told.next, ...state.told.later].filter((one) => one.kind === "step" || one.kind === "promise").map((one) => one.words);
	const matter = make("select", { id: "material-for" }, ...["", ...matters].map((value) => make("option", { value, textContent: value || say.material_other })));
	const what = () => [matter.value, words.value.trim()].filter(Boolean).join("：");
	return make(
		"section",
		{},
		make("h2", { textContent: say.material }),
		make("p", { className: "soft", textContent: fill(say.material_hint, state.setup.largest, agent(state.told, say)) }),
		file,
		chosen,
		...(matters.length ? [make("label", { htmlFor: "material-for", textContent: say.material_for }), matter] : []),
		make("label", { htmlFor: "material-words", textContent: say.material_words }),
		words,
		...doing(state, say.send_material, (note) => {
			if (!file.files.length) {
				note.className = "bad";
				note.textContent = say.choose_file;
				return;
			}
			act("send_material", { ticket: state.ticket, words: what() }, note, file.files[0]);
		})
	);
}

function commitments(told, say) {
	const lines = told.commitments.map((one) =>
		make(
			"li",
			{},
			make("div", { textContent: one.words }),
			make("div", { className: "soft", textContent: [one.own ? say.of_enterprise : say.of_city, one.day && fill(say.until, one.day), one.state].filter(Boolean).join(" · ") })
		)
	);
	return make("section", {}, make("h2", { textContent: say.commitments }), make("ul", {}, ...lines));
}

function acts(told, say) {
	const lines = told.acts.map((one) => make("li", { className: "soft", textContent: [one.at, one.contact, one.kind, one.words].filter(Boolean).join(" · ") }));
	return make("section", {}, make("details", {}, make("summary", { textContent: say.acts }), make("ul", {}, ...lines)));
}
