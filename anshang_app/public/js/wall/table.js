// The chart as markup: one table, its head repeated on every printed page. Rows are strings, written at once.

import { DONE, LIGHTS, SIGNS, TONES, days_words, escape_html, fill, full_day, short_day } from "./texts.js";

/** Widths in em: project, stage, names of the lines, a node, what comes next, what is open. */
const WIDTHS = { project: 12, stage: 5.8, lines: 2.4, node: 5.2, next: 9.1, open: 3.6 };

export function table_width(chart) {
	const { node, ...others } = WIDTHS;
	return Object.values(others).reduce((sum, width) => sum + width, node * chart.columns.length);
}

const column = (width) => `<col style="width:${width}em">`;

export function head_html({ columns, words: texts }) {
	const parts = Object.keys(texts.parts)
		.map((part) => [texts.parts[part], columns.filter((node_column) => node_column.part === part).length])
		.filter(([, count]) => count)
		.map(([label, count]) => `<th colspan="${count}" class="part">${escape_html(label)}</th>`);
	const nodes = columns.map(
		(node_column) => `<th scope="col" class="node" title="${escape_html(node_column.full)}">${escape_html(node_column.title)}</th>`
	);
	const tall = (label, css) => `<th scope="col" rowspan="2" class="${css}">${escape_html(label)}</th>`;
	return `<colgroup>${column(WIDTHS.project)}${column(WIDTHS.stage)}${column(WIDTHS.lines)}${columns
		.map(() => column(WIDTHS.node))
		.join("")}${column(WIDTHS.next)}${column(WIDTHS.open)}</colgroup>
	<thead><tr>${tall(texts.project, "project")}${tall(texts.stage, "stage")}<th rowspan="2"></th>${parts.join("")}${tall(
		texts.next,
		"next"
	)}${tall(texts.open, "open")}</tr><tr>${nodes.join("")}</tr></thead>`;
}

export function group_html(label, rows, chart, span) {
	const { words: texts } = chart;
	const shown = LIGHTS.map(
		(light) => `<span class="${TONES[light]}">${SIGNS[light]} ${rows.filter((row) => row.light === light).length}</span>`
	);
	return `<tr class="group"><th colspan="${span}"><div><b>${escape_html(label || texts.unnamed)}</b>
		<span>${escape_html(fill(texts.projects, rows.length))}</span>${shown.join("")}</div></th></tr>`;
}

export function row_html(row, chart) {
	const { words: texts, columns } = chart;
	const tone = TONES[row.light];
	const line = (text) => (text ? `<small>${escape_html(text)}</small>` : "");
	const cells = row.cells.map((cell, at) => cell_html(cell, columns[at], chart)).join("");
	return `<tr class="project-row" data-name="${escape_html(row.name)}"><th scope="row" class="project ${tone}" data-goes="project">
		<b><i>${SIGNS[row.light]}</i>${escape_html(row.title)}</b>${line([row.lead_short, row.locality_short].filter(Boolean).join(" · "))}${line(
			row.leader
		)}${money_html(row, texts)}</th><td class="stage">${band_html(row, texts)}</td><td class="lines">${texts.planned}\n${texts.actual}\n${texts.light}</td>${cells}${next_html(
			row,
			chart
		)}${open_html(row, texts)}</tr>`;
}

/** 投资亮灯, apart from the lights of the steps: months behind, and the figure it rests on. */
function money_html({ money }, texts) {
	if (!money) return "";
	const [light, months, day, figure] = money;
	const rests = day ? fill(texts.money_rests_on, figure, full_day(day)) : texts.money_unreported;
	return `<small class="money ${TONES[light]}" title="${escape_html(rests)}">${SIGNS[light]} ${escape_html(
		fill(texts.money[light], months)
	)}</small>`;
}

function cell_html(cell, column, { today, words: texts }) {
	if (!cell) return `<td class="node absent"></td>`;
	if (cell === "/") return `<td class="node absent">/</td>`;
	const [light, planned, actual, days] = cell;
	const key = `data-goes="node" data-key="${escape_html(column.key)}"`;
	if (!planned && !actual) return `<td class="node bare" ${key}>${texts.undated}</td>`;
	// three lines of one text: thousands of cells are painted as fast as their elements are few
	const date = (day) => (day ? short_day(day, today) : "—");
	const sign = actual ? DONE : SIGNS[light];
	return `<td class="node ${TONES[light]}" ${key}>${date(planned)}\n${date(actual)}\n<b>${sign}\u2009${days_words(
		texts,
		Boolean(actual),
		days
	)}</b></td>`;
}

/** Seven steps of a ladder, those passed filled, the present one marked: drawn by its class; in words below. */
function band_html(row, texts) {
	const stands = !texts.stage_order.includes(row.stage);
	const at = texts.stage_order.indexOf(stands ? row.stage_before : row.stage);
	const css = stands ? " stands" : "";
	return `<div class="band${css}" style="--at:${at}"></div><b class="${css}">${escape_html(texts.stages[row.stage])}</b>`;
}

function next_html(row, { today, words: texts, columns }) {
	const coming = row.next;
	if (!coming) {
		const planned = row.lights.some(Boolean) || row.cells.some((cell) => Array.isArray(cell) && cell[1]);
		return `<td class="next"><small>${escape_html(planned ? texts.all_done : texts.no_plan)}</small></td>`;
	}
	// red nodes that have no cell, the next one aside, which is told here anyway
	const red = (cell) => Array.isArray(cell) && cell[0] === "Red Light";
	const has_cell = columns.some((column, at) => row.cells[at] && coming.node === `${row.name}-${column.key}`);
	const shown_here = coming.light === "Red Light" && !has_cell ? 1 : 0;
	const beyond = row.lights[0] - row.cells.filter(red).length - shown_here;
	const whose = [coming.unit, coming.person].filter(Boolean).join(" ");
	return `<td class="next" data-goes="next"><b>${escape_html(coming.title)}</b><span class="${TONES[coming.light]}">${short_day(
		coming.planned,
		today
	)} <em><i>${SIGNS[coming.light]}</i>${days_words(texts, false, coming.days)}</em></span><small>${escape_html(whose)}</small>${
		beyond > 0 ? `<small class="red">■ ${fill(texts.beyond, beyond)}</small>` : ""
	}</td>`;
}

function open_html(row, texts) {
	const line = (count, label, goes) => (count ? `<a data-goes="${goes}">${escape_html(fill(label, count))}</a>` : "");
	return `<td class="open">${line(row.issues, texts.issues, "issues")}${line(row.orders, texts.orders, "orders")}</td>`;
}

/** A cell in a sentence, for the pointer that rests on it and for a reader of screens. */
export function cell_words(row, column, cell, texts) {
	const parts = [row.title, column.full];
	if (!Array.isArray(cell)) return parts.join("，");
	const [light, planned, actual, days] = cell;
	if (planned) parts.push(`${texts.planned}${full_day(planned)}`);
	if (actual) parts.push(`${texts.actual}${full_day(actual)}`);
	parts.push(texts.lights[light]);
	if (planned) parts.push(days_words(texts, Boolean(actual), days));
	return parts.filter(Boolean).join("，");
}

export function legend_html({ words: texts, tentative }) {
	const lights = LIGHTS.map((light) => `<span class="${TONES[light]}">${SIGNS[light]} ${escape_html(texts.lights[light])}</span>`);
	return [
		`<b>${escape_html(texts.legend)}</b>`,
		...lights,
		`<span>${DONE} ${escape_html(texts.done)}</span>`,
		`<span>${escape_html(texts.left_out)}</span>`,
		`<span>${escape_html(texts.working_days)}</span>`,
		tentative ? `<span>${escape_html(texts.tentative)}</span>` : "",
	].join("");
}

export function totals_html(rows, texts, chosen) {
	const by_light = LIGHTS.map((light) => {
		const count = rows.filter((row) => row.light === light).length;
		return `<button type="button" class="${TONES[light]}" data-light="${light}" aria-pressed="${chosen === light}">${SIGNS[light]} ${escape_html(
			texts.lights[light]
		)} <b>${count}</b></button>`;
	});
	const sums = [0, 1, 2].map((at) => rows.reduce((sum, row) => sum + row.lights[at], 0));
	const nodes = sums.map((sum, at) => `<span class="${TONES[LIGHTS[at]]}">${SIGNS[LIGHTS[at]]} ${sum}</span>`);
	const issues = rows.reduce((sum, row) => sum + row.issues, 0);
	const orders = rows.reduce((sum, row) => sum + row.orders, 0);
	return `<b class="count">${escape_html(fill(texts.projects, rows.length))}</b>${by_light.join("")}
		<span class="nodes">${escape_html(texts.of_nodes)} ${nodes.join(" ")}</span>
		<span class="matters">${escape_html(fill(texts.issues, issues))} · ${escape_html(fill(texts.orders, orders))}</span>`;
}
