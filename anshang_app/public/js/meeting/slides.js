// The slides of a meeting as markup: answers to the last one, a problem each, and all decisions at the end.

import { escape_html, fill, full_day } from "../wall/texts.js";

const ANSWERS_A_SLIDE = 6;

/** What the projector shows one after the other: [{ kind, … }]. */
export function slides_of(meeting) {
	const pages = [];
	for (let from = 0; from < Math.max(meeting.answers.length, 1); from += ANSWERS_A_SLIDE) {
		pages.push({ kind: "answers", from, rows: meeting.answers.slice(from, from + ANSWERS_A_SLIDE) });
	}
	return [...pages, ...meeting.topics.map((topic) => ({ kind: "topic", topic })), { kind: "decisions" }];
}

export function slide_html(slide, meeting) {
	return { answers: answers_html, topic: topic_html, decisions: decisions_html }[slide.kind](slide, meeting);
}

function answers_html({ rows, from }, meeting) {
	const about = [full_day(meeting.day), meeting.place, meeting.chair && fill(__("Chair: {0}"), meeting.chair)].filter(Boolean);
	const line = (row, at) => `<tr class="${row.overdue ? "overdue" : ""}"><td class="no">${from + at + 1}</td>
		<td><b>${escape_html(row.project_name)}</b><br>${escape_html(row.requirement)}</td>
		<td>${escape_html(row.unit)}<br>${escape_html(row.person)}</td><td class="day">${full_day(row.due_date)}</td>
		<td class="state">${row.overdue ? "■ " : ""}${escape_html(row.state_shown)}</td><td>${escape_html(row.reply)}</td></tr>`;
	const heads = [__("No."), __("Decided Matter"), __("Responsible Unit"), __("Due On"), __("Order State"), __("Reply in Words")];
	const table = rows.length
		? `<table class="answers"><thead><tr>${heads.map((head) => `<th>${escape_html(head)}</th>`).join("")}</tr></thead>
			<tbody>${rows.map(line).join("")}</tbody></table>`
		: `<p class="nothing">${escape_html(__("Nothing is open from an earlier meeting."))}</p>`;
	return `<section class="slide first"><p class="over">${escape_html(meeting.kind)}</p><h1>${escape_html(meeting.title)}</h1>
		<p class="about">${about.map(escape_html).join("　")}</p><h2>${escape_html(__("Answers to the Last Meeting"))}</h2>${table}</section>`;
}

function topic_html({ topic }, meeting) {
	const issue = topic.issue || {};
	const part = (label, text) => (text ? `<div class="part"><h3>${escape_html(label)}</h3><p>${escape_html(text)}</p></div>` : "");
	const views = (issue.opinions || []).map((view) => `<li><b>${escape_html(view.unit)}</b>：${escape_html(view.opinion)}</li>`);
	const blocked = topic.days_blocked
		? `<div class="gain"><b>${topic.days_blocked}</b><span>${escape_html(__("working days the plan would gain"))}</span></div>`
		: "";
	const waits = issue.blocked_node_title ? part(__("Step That Waits"), issue.blocked_node_title) : "";
	const whom = [issue.person, issue.due_date && fill(__("until {0}"), full_day(issue.due_date))].filter(Boolean).join("　");
	const charge = [issue.unit, whom].filter(Boolean).join("\n");
	return `<section class="slide topic">
		<header><div><p class="over">${escape_html(fill(__("Topic {0} of {1}"), topic.no, meeting.topics.length))}　${escape_html(
			issue.project_name || ""
		)}</p><h1>${escape_html(issue.title || topic.title)}</h1></div>${blocked}</header>
		<div class="two"><div class="story">${part(__("Problem in Words"), issue.description === issue.title ? "" : issue.description)}${waits}${part(
			__("In Charge Until Now"),
			charge
		)}${part(__("Tried So Far"), issue.tried)}${
			views.length ? `<div class="part"><h3>${escape_html(__("Views of the Units"))}</h3><ul>${views.join("")}</ul></div>` : ""
		}${part(__("Advice Asked For"), issue.advice)}${part(__("Answer of the Responsible Unit"), issue.answer)}${part(
			__("Discussion"),
			topic.discussion
		)}</div>
		<div class="decide"><h2>${escape_html(__("Meeting Decisions"))}</h2>${topic.decisions
			.map((decision) => decision_html(decision, meeting))
			.join("")}${meeting.writes && topic.project ? form_html(meeting) : ""}</div></div></section>`;
}

export function decision_html(decision, meeting) {
	const charge = [decision.unit, decision.person, decision.due_date && fill(__("until {0}"), full_day(decision.due_date)), decision.inspection_office];
	const lacks = decision.lacks.length ? `<span class="lacks">${escape_html(fill(__("still lacks: {0}"), decision.lacks.join("、")))}</span>` : "";
	const state = decision.given_out
		? `<span class="given">✓ ${escape_html(decision.order ? decision.order.state_shown : __("Given Out"))}</span>`
		: "";
	const change = meeting.writes && !decision.given_out
		? `<button type="button" data-change="${escape_html(decision.row)}">${escape_html(__("Change Decision"))}</button>
			<button type="button" data-drop="${escape_html(decision.row)}">${escape_html(__("Take Back"))}</button>`
		: "";
	return `<div class="decision"><p>${escape_html(decision.matter)}</p><p class="charge">${charge.filter(Boolean).map(escape_html).join("　")}${lacks}${state}${change}</p></div>`;
}

function form_html(meeting) {
	const field = (name, label, control) => `<label class="${name}"><span>${escape_html(label)}</span>${control}</label>`;
	const office = meeting.special
		? field(
				"inspection_office",
				__("Inspection Office"),
				`<select name="inspection_office"><option value=""></option>${meeting.offices
					.map((unit) => `<option>${escape_html(unit)}</option>`)
					.join("")}</select>`
			)
		: "";
	return `<form class="typed" autocomplete="off"><p class="refused" role="alert" hidden></p>
		${field("matter", __("Decision in Words"), `<textarea name="matter" rows="2"></textarea>`)}
		${field("unit", __("Responsible Unit"), `<input name="unit" list="meeting-units">`)}
		${field("person", __("Responsible Person"), `<input name="person">`)}
		${field("due_date", __("Due On"), `<input name="due_date" placeholder="${escape_html(__("as 2026-12-05 or 12-5"))}">`)}${office}
		<p class="buttons"><button type="submit" class="main">${escape_html(__("Save Decision"))}</button>
		<button type="button" data-cancel hidden>${escape_html(__("Leave As It Was"))}</button></p></form>`;
}

function decisions_html(_slide, meeting) {
	const topics = meeting.topics.filter((topic) => topic.decisions.length);
	const waiting = topics.flatMap((topic) => topic.decisions).filter((decision) => !decision.given_out);
	const block = (topic) => `<div class="of-topic"><h3>${topic.no}．${escape_html(topic.title)}</h3>${topic.decisions
		.map((decision) => decision_html(decision, { ...meeting, writes: false }))
		.join("")}</div>`;
	const give = meeting.writes && waiting.length
		? `<p class="buttons"><button type="button" class="main" data-give>${escape_html(
				fill(__("Give out {0} decisions as orders"), waiting.length)
			)}</button></p><p class="refused" role="alert" hidden></p>`
		: "";
	return `<section class="slide last"><p class="over">${escape_html(meeting.title)}</p><h1>${escape_html(__("Decisions of This Meeting"))}</h1>
		${topics.map(block).join("") || `<p class="nothing">${escape_html(__("Nothing was decided yet."))}</p>`}${give}</section>`;
}
