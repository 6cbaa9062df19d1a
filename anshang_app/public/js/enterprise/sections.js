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
	const { project, page, setup } = state;
	const say = setup.words;
	document.title = project.project_name;
	page.replaceChildren(
		head(project, say),
		...(done ? [make("p", { className: "good", textContent: say.sent })] : []),
		next(project, say),
		contacts(project, say),
		progress(project, say),
		code(state, act),
		...(project.plan ? [plan(state, act)] : []),
		raise(state, act),
		issues(state, act),
		material(state, act),
		...(project.commitments.length ? [commitments(project, say)] : []),
		...(project.acts.length ? [acts(project, say)] : []),
		make("footer", {}, make("p", { textContent: fill(say.link_until, project.expires_on, agent(project, say)) }), make("p", { textContent: say.kept_private }))
	);
	if (done) window.scrollTo(0, 0);
}

/** Draw the section of the code alone. */
export function draw_code(state, act) {
	document.getElementById("code").replaceWith(code(state, act));
	for (const note of document.querySelectorAll(".code-first")) note.replaceChildren();
}

/** Who issued the link, by name; else in words. */
const agent = (project, say) => project.issued_by || say.agent;

/** How acting begins. */
const code_hint = ({ project, setup }) => fill(setup.words.code_hint, agent(project, setup.words), setup.code_hours);

function head(project, say) {
	return make(
		"header",
		{},
		project.office ? make("p", { className: "soft", textContent: fill(say.office, project.office) }) : null,
		make("h1", { textContent: project.project_name }),
		make("p", { className: "soft", textContent: project.enterprise }),
		make("p", { className: "stage", textContent: project.stage })
	);
}

/** When a thing is due and who helps with it; what is not an ordinary step says what it is. */
function due(task, say) {
	const kind = task.kind === "step" ? "" : `${say[task.kind]} · `;
	const day = task.day ? fill(task.late ? say.late : say.until, task.day) : say.today;
	const helper = task.helper ? ` · ${fill(say.helped_by, task.helper)}` : "";
	return make("div", { className: "soft" }, kind, make("span", { className: task.late ? "day late" : "day", textContent: day }), helper);
}

/** One thing of the enterprise with its number; what is done on this page leads there. */
function thing(task, number, say) {
	const target = { confirm_plan: "plan", confirm_solution: "issues" }[task.kind];
	const name = target ? make("a", { className: "jump", href: `#${target}`, textContent: task.words }) : make("div", { textContent: task.words });
	return make("li", {}, make("span", { className: "number", textContent: number }), make("div", {}, due(task, say), name));
}

function next(project, say) {
	const first = project.next.map((task, at) => thing(task, at + 1, say));
	const later = project.later.map((task, at) => thing(task, first.length + at + 1, say));
	return make(
		"section",
		{ className: "next" },
		make("h2", { textContent: say.next }),
		first.length ? make("ol", {}, ...first) : make("p", { textContent: say.nothing_next }),
		later.length ? make("details", {}, make("summary", { textContent: fill(say.later, later.length) }), make("ol", {}, ...later)) : null,
		project.next.some((task) => task.kind === "step") ? make("p", { className: "soft", textContent: fill(say.tell_done, agent(project, say)) }) : null
	);
}

function contacts(project, say) {
	const units = project.units.map((unit) => make("p", { className: "soft", textContent: `${say.serving}（${unit.role}）：${unit.name}` }));
	return make("section", {}, make("h2", { textContent: say.served_by }), project.issued_by ? make("p", { textContent: fill(say.issued_by, project.issued_by) }) : null, ...units);
}

function progress(project, say) {
	const row = (name, day) => make("li", { className: "row" }, name, make("span", { className: "soft", textContent: day }));
	const passages = project.passages.map((passage) => {
		const day = passage.done ? fill(say.done_on, passage.done) : passage.at_work && passage.since ? fill(say.since, passage.since) : passage.since || say.no_day;
		return row(make("span", { textContent: passage.stage }), day);
	});
	const targets = project.targets.map((target) => {
		const day = target.actual ? fill(say.done_on, target.actual) : target.planned ? fill(say.planned, target.planned) : say.no_day;
		return row(make("span", {}, make("strong", { textContent: target.title }), make("span", { className: "soft", textContent: `（${target.step}）` })), day);
	});
	return make("section", {}, make("h2", { textContent: say.progress }), make("ul", {}, ...passages, ...targets));
}

function code(state, act) {
	const say = state.setup.words;
	const section = make("section", { id: "code" }, make("h2", { textContent: fill(say.code, agent(state.project, say)) }));
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
	const { plan: plan_shown } = state.project;
	const rows = plan_shown.rows.map((plan_row) => make("li", { className: "row" }, make("span", { textContent: plan_row.title }), make("span", { className: "soft", textContent: [plan_row.day, plan_row.unit].filter(Boolean).join(" ") })));
	return make(
		"section",
		{ id: "plan" },
		make("h2", { textContent: fill(say.plan, plan_shown.revision) }),
		make("p", { className: "soft", textContent: say.plan_hint }),
		make("ul", {}, ...rows),
		...doing(state, say.say_yes, (note) => act("confirm_plan", { ticket: state.ticket, plan: plan_shown.name }, note))
	);
}

function issues(state, act) {
	const say = state.setup.words;
	const lines = state.project.issues.map((issue) => {
		const line = make(
			"li",
			{},
			make("div", { className: "row" }, make("strong", { textContent: issue.title }), make("span", { className: "soft", textContent: issue.state })),
			make("div", { className: "soft", textContent: [issue.raised_on, issue.due && fill(say.due, issue.due)].filter(Boolean).join(" · ") }),
			issue.answer ? make("div", { textContent: `${say.answer}：${issue.answer}` }) : null
		);
		if (issue.waits) {
			line.append(make("div", { className: "soft", textContent: say.satisfaction }));
			for (const [key, value] of [["very", "Very Satisfied"], ["fairly", "Fairly Satisfied"], ["not", "Not Satisfied"]])
				line.append(...doing(state, say[key], (note) => act("confirm_solution", { ticket: state.ticket, issue: issue.name, satisfaction: value }, note), true));
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
	const description = make("input", { id: "material-words" });
	const matters = [...state.project.next, ...state.project.later].filter((task) => task.kind === "step" || task.kind === "promise").map((task) => task.words);
	const matter = make("select", { id: "material-for" }, ...["", ...matters].map((value) => make("option", { value, textContent: value || say.material_other })));
	const what = () => [matter.value, description.value.trim()].filter(Boolean).join("：");
	return make(
		"section",
		{},
		make("h2", { textContent: say.material }),
		make("p", { className: "soft", textContent: fill(say.material_hint, state.setup.largest, agent(state.project, say)) }),
		file,
		chosen,
		...(matters.length ? [make("label", { htmlFor: "material-for", textContent: say.material_for }), matter] : []),
		make("label", { htmlFor: "material-words", textContent: say.material_words }),
		description,
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

function commitments(project, say) {
	const lines = project.commitments.map((commitment) =>
		make(
			"li",
			{},
			make("div", { textContent: commitment.words }),
			make("div", { className: "soft", textContent: [commitment.own ? say.of_enterprise : say.of_city, commitment.day && fill(say.until, commitment.day), commitment.state].filter(Boolean).join(" · ") })
		)
	);
	return make("section", {}, make("h2", { textContent: say.commitments }), make("ul", {}, ...lines));
}

function acts(project, say) {
	const lines = project.acts.map((past_act) => make("li", { className: "soft", textContent: [past_act.at, past_act.contact, past_act.kind, past_act.words].filter(Boolean).join(" · ") }));
	return make("section", {}, make("details", {}, make("summary", { textContent: say.acts }), make("ul", {}, ...lines)));
}
