// The chart as markup: one table, its head repeated on every printed page. Rows are strings, written at once.

import { DONE, LIGHTS, SIGNS, TONES, days_words, escape_html, fill, full_day, short_day } from "./words.js";

/** Widths in em: project, stage, names of the lines, a node, what comes next, what is open. */
const WIDTHS = { project: 12, stage: 5.8, lines: 2.4, node: 5.2, next: 9.1, open: 3.6 };

export function table_width(chart) {
	const { node, ...others } = WIDTHS;
	return Object.values(others).reduce((sum, width) => sum + width, node * chart.columns.length);
}

const column = (width) => `<col style="width:${width}em">`;

export function head_html({ columns, words }) {
	const parts = Object.keys(words.parts)
		.map((part) => [words.parts[part], columns.filter((one) => one.part === part).length])
		.filter(([, count]) => count)
		.map(([label, count]) => `<th colspan="${count}" class="part">${escape_html(label)}</th>`);
	const nodes = columns.map(
		(one) => `<th scope="col" class="node" title="${escape_html(one.full)}">${escape_html(one.title)}</th>`
	);
	const tall = (label, css) => `<th scope="col" rowspan="2" class="${css}">${escape_html(label)}</th>`;
	return `<colgroup>${column(WIDTHS.project)}${column(WIDTHS.stage)}${column(WIDTHS.lines)}${columns
		.map(() => column(WIDTHS.node))
		.join("")}${column(WIDTHS.next)}${column(WIDTHS.open)}</colgroup>
	<thead><tr>${tall(words.project, "project")}${tall(words.stage, "stage")}<th rowspan="2"></th>${parts.join("")}${tall(
		words.next,
		"next"
	)}${tall(words.open, "open")}</tr><tr>${nodes.join("")}</tr></thead>`;
}

export function group_html(label, rows, chart, span) {
	const { words } = chart;
	const shown = LIGHTS.map(
		(light) => `<span class="${TONES[light]}">${SIGNS[light]} ${rows.filter((row) => row.light === light).length}</span>`
	);
	return `<tr class="group"><th colspan="${span}"><div><b>${escape_html(label || words.unnamed)}</b>
		<span>${escape_html(fill(words.projects, rows.length))}</span>${shown.join("")}</div></th></tr>`;
}

export function row_html(row, chart) {
	const { words, columns } = chart;
	const tone = TONES[row.light];
	const line = (text) => (text ? `<small>${escape_html(text)}</small>` : "");
	const cells = row.cells.map((cell, at) => cell_html(cell, columns[at], chart)).join("");
	return `<tr class="project-row" data-name="${escape_html(row.name)}"><th scope="row" class="project ${tone}" data-goes="project">
		<b><i>${SIGNS[row.light]}</i>${escape_html(row.title)}</b>${line([row.lead_short, row.locality_short].filter(Boolean).join(" · "))}${line(
			row.leader
		)}${money_html(row, words)}</th><td class="stage">${band_html(row, words)}</td><td class="lines">${words.planned}\n${words.actual}\n${words.light}</td>${cells}${next_html(
			row,
			chart
		)}${open_html(row, words)}</tr>`;
}

/** 投资亮灯, apart from the lights of the steps: months behind, and the figure it rests on. */
function money_html({ money }, words) {
	if (!money) return "";
	const [light, months, day, figure] = money;
	const rests = day ? fill(words.money_rests_on, figure, full_day(day)) : words.money_unreported;
	return `<small class="money ${TONES[light]}" title="${escape_html(rests)}">${SIGNS[light]} ${escape_html(
		fill(words.money[light], months)
	)}</small>`;
}

function cell_html(cell, column, { today, words }) {
	if (!cell) return `<td class="node absent"></td>`;
	if (cell === "/") return `<td class="node absent">/</td>`;
	const [light, planned, actual, days] = cell;
	const key = `data-goes="node" data-key="${escape_html(column.key)}"`;
	if (!planned && !actual) return `<td class="node bare" ${key}>${words.undated}</td>`;
	// three lines of one text: thousands of cells are painted as fast as their elements are few
	const date = (day) => (day ? short_day(day, today) : "—");
	const sign = actual ? DONE : SIGNS[light];
	return `<td class="node ${TONES[light]}" ${key}>${date(planned)}\n${date(actual)}\n<b>${sign}\u2009${days_words(
		words,
		Boolean(actual),
		days
	)}</b></td>`;
}

/** Seven steps of a ladder, those passed filled, the present one marked: drawn by its class; in words below. */
function band_html(row, words) {
	const stands = !words.stage_order.includes(row.stage);
	const at = words.stage_order.indexOf(stands ? row.stage_before : row.stage);
	const css = stands ? " stands" : "";
	return `<div class="band${css}" style="--at:${at}"></div><b class="${css}">${escape_html(words.stages[row.stage])}</b>`;
}

function next_html(row, { today, words, columns }) {
	const coming = row.next;
	if (!coming) {
		const planned = row.lights.some(Boolean) || row.cells.some((cell) => Array.isArray(cell) && cell[1]);
		return `<td class="next"><small>${escape_html(planned ? words.all_done : words.no_plan)}</small></td>`;
	}
	// red nodes that have no cell, the next one aside, which is told here anyway
	const red = (cell) => Array.isArray(cell) && cell[0] === "Red Light";
	const has_cell = columns.some((column, at) => row.cells[at] && coming.node === `${row.name}-${column.key}`);
	const told = coming.light === "Red Light" && !has_cell ? 1 : 0;
	const beyond = row.lights[0] - row.cells.filter(red).length - told;
	const whose = [coming.unit, coming.person].filter(Boolean).join(" ");
	return `<td class="next" data-goes="next"><b>${escape_html(coming.title)}</b><span class="${TONES[coming.light]}">${short_day(
		coming.planned,
		today
	)} <em><i>${SIGNS[coming.light]}</i>${days_words(words, false, coming.days)}</em></span><small>${escape_html(whose)}</small>${
		beyond > 0 ? `<small class="red">■ ${fill(words.beyond, beyond)}</small>` : ""
	}</td>`;
}

function open_html(row, words) {
	const line = (count, label, goes) => (count ? `<a data-goes="${goes}">${escape_html(fill(label, count))}</a>` : "");
	return `<td class="open">${line(row.issues, words.issues, "issues")}${line(row.orders, words.orders, "orders")}</td>`;
}

/** A cell in a sentence, for the pointer that rests on it and for a reader of screens. */
export function cell_words(row, column, cell, words) {
	const parts = [row.title, column.full];
	if (!Array.isArray(cell)) return parts.join("，");
	const [light, planned, actual, days] = cell;
	if (planned) parts.push(`${words.planned}${full_day(planned)}`);
	if (actual) parts.push(`${words.actual}${full_day(actual)}`);
	parts.push(words.lights[light]);
	if (planned) parts.push(days_words(words, Boolean(actual), days));
	return parts.filter(Boolean).join("，");
}

export function legend_html({ words, tentative }) {
	const lights = LIGHTS.map((light) => `<span class="${TONES[light]}">${SIGNS[light]} ${escape_html(words.lights[light])}</span>`);
	return [
		`<b>${escape_html(words.legend)}</b>`,
		...lights,
		`<span>${DONE} ${escape_html(words.done)}</span>`,
		`<span>${escape_html(words.left_out)}</span>`,
		`<span>${escape_html(words.working_days)}</span>`,
		tentative ? `<span>${escape_html(words.tentative)}</span>` : "",
	].join("");
}

export function totals_html(rows, words, chosen) {
	const by_light = LIGHTS.map((light) => {
		const count = rows.filter((row) => row.light === light).length;
		return `<button type="button" class="${TONES[light]}" data-light="${light}" aria-pressed="${chosen === light}">${SIGNS[light]} ${escape_html(
			words.lights[light]
		)} <b>${count}</b></button>`;
	});
	const sums = [0, 1, 2].map((at) => rows.reduce((sum, row) => sum + row.lights[at], 0));
	const nodes = sums.map((sum, at) => `<span class="${TONES[LIGHTS[at]]}">${SIGNS[LIGHTS[at]]} ${sum}</span>`);
	const issues = rows.reduce((sum, row) => sum + row.issues, 0);
	const orders = rows.reduce((sum, row) => sum + row.orders, 0);
	return `<b class="count">${escape_html(fill(words.projects, rows.length))}</b>${by_light.join("")}
		<span class="nodes">${escape_html(words.of_nodes)} ${nodes.join(" ")}</span>
		<span class="matters">${escape_html(fill(words.issues, issues))} · ${escape_html(fill(words.orders, orders))}</span>`;
}
