// The chart on a page: keeps the rows, groups and filters them, paints them in slices, repaints what changed.

import { cell_words, group_html, head_html, legend_html, row_html, table_width, totals_html } from "./table.js";
import { fill, full_day } from "./texts.js";

/** Rows painted at once, before the browser may draw: more than any screen shows. */
const SLICE = 60;
const FRESH = 8000;
/** No type smaller than this on a desk, in px; a wall screen takes what fills it. */
const SMALLEST = 13;
const LARGEST = 20;

export class Board {
	/** `element` becomes the chart; `goes(what, row, column)` opens what was chosen, if anything may be opened. */
	constructor(element, { goes } = {}) {
		this.element = element;
		this.goes = goes;
		this.by = "chain";
		this.keeps = () => true;
		this.rows = new Map();
		element.classList.add("wall");
		element.innerHTML = `<header class="wall-head"><h1></h1><div class="by" role="group"></div><p class="when"></p><div class="totals"></div></header>
			<div class="tools"></div>
			<div class="wall-scroll" tabindex="0"><table class="wall-table"></table><p class="nothing" hidden></p></div>
			<footer class="legend"></footer>`;
		this.scroller = this.find(".wall-scroll");
		this.table = this.find("table");
		new ResizeObserver(() => this.fit()).observe(this.scroller);
		this.listen();
	}

	find(selector) {
		return this.element.querySelector(selector);
	}

	/** The marks of the rows on hand, by which the platform tells what is new. */
	known() {
		return Object.fromEntries([...this.rows.values()].map((row) => [row.name, row.mark]));
	}

	/** Take an answer: whole rows are new or changed, names are rows as before. */
	take(answer) {
		const before = this.chart && this.order_of(this.chart);
		const fresh = new Set();
		const rows = this.with_rows(answer).rows;
		if (this.chart) for (const row of answer.rows) if (row.name) fresh.add(row.name);
		const same_head = this.chart && JSON.stringify(this.chart.columns) === JSON.stringify(answer.columns) && this.chart.today === answer.today;
		this.chart = { ...answer, rows };
		this.rows = new Map(rows.map((row) => [row.name, row]));
		this.tell_time();
		if (same_head && before === this.order_of(this.chart)) this.repaint(fresh);
		else this.draw(fresh);
	}

	/** An answer with its rows whole, as far as they are on hand. */
	with_rows(answer) {
		return { ...answer, rows: answer.rows.map((row) => (typeof row === "string" ? this.rows.get(row) : row)) };
	}

	/** Once every row is painted. */
	drawn() {
		return new Promise((done) => {
			const look = () => (this.element.dataset.drawn === undefined ? requestAnimationFrame(look) : done());
			look();
		});
	}

	order_of({ rows, groups }) {
		return JSON.stringify([rows.map((row) => row.name), groups[this.by]]);
	}

	tell_time() {
		const { words: texts, today } = this.chart;
		this.find("h1").textContent = texts.title;
		const clock = new Date().toLocaleTimeString("zh-CN", { hour: "2-digit", minute: "2-digit" });
		this.find(".when").textContent = fill(texts.updated, `${full_day(today)} ${clock}`);
	}

	groups() {
		const { rows, groups } = this.chart;
		return groups[this.by]
			.map(([label, places]) => [label, places.map((at) => rows[at]).filter(this.keeps)])
			.filter(([, shown]) => shown.length);
	}

	shown() {
		return this.groups().flatMap(([, rows]) => rows);
	}

	draw(fresh = new Set()) {
		cancelAnimationFrame(this.painting);
		const chart = this.chart;
		const span = chart.columns.length + 5;
		const pieces = [];
		for (const [label, rows] of this.groups()) {
			pieces.push([group_html(label, rows, chart, span), null]);
			for (const row of rows) pieces.push([null, row]);
		}
		const top = this.scroller.scrollTop;
		this.table.hidden = !pieces.length;
		this.table.style.width = `${table_width(chart)}em`;
		this.table.innerHTML = `${head_html(chart)}<tbody></tbody>`;
		this.body = this.table.tBodies[0];
		this.fit();
		this.draw_around();
		const paint = (from) => {
			const slice = pieces.slice(from, from + (from ? SLICE * 3 : SLICE));
			this.body.insertAdjacentHTML("beforeend", slice.map(([html, row]) => html || row_html(row, chart)).join(""));
			if (from === 0) this.scroller.scrollTop = top;
			if (from + slice.length < pieces.length) {
				this.painting = requestAnimationFrame(() => paint(from + slice.length));
			} else {
				this.scroller.scrollTop = top;
				this.element.dataset.drawn = String(pieces.filter(([, row]) => row).length);
				this.mark_fresh(fresh);
			}
		};
		delete this.element.dataset.drawn;
		paint(0);
	}

	/** What stands around the table: totals over the rows shown, the legend, a word where nothing is. */
	draw_around() {
		const { words: texts, rows } = this.chart;
		const shown = this.shown();
		this.find(".totals").innerHTML = totals_html(shown, texts, this.light);
		this.find(".legend").innerHTML = legend_html(this.chart);
		const nothing = this.find(".nothing");
		nothing.hidden = Boolean(shown.length);
		nothing.textContent = rows.length ? texts.nothing_found : texts.nothing;
	}

	repaint(fresh) {
		for (const name of fresh) {
			const old = this.row_element(name);
			const row = this.rows.get(name);
			if (!old || !this.keeps(row)) return this.draw(fresh);
			const holder = document.createElement("tbody");
			holder.innerHTML = row_html(row, this.chart);
			old.replaceWith(holder.firstElementChild);
		}
		if (fresh.size) this.draw_groups();
		this.draw_around();
		this.mark_fresh(fresh);
	}

	draw_groups() {
		const heads = [...this.body.querySelectorAll("tr.group")];
		const span = this.chart.columns.length + 5;
		this.groups().forEach(([label, rows], at) => {
			if (heads[at]) heads[at].outerHTML = group_html(label, rows, this.chart, span);
		});
	}

	row_element(name) {
		return this.body.querySelector(`tr.project-row[data-name="${CSS.escape(name)}"]`);
	}

	mark_fresh(names) {
		for (const name of names) {
			const row = this.row_element(name);
			if (!row) continue;
			row.classList.add("fresh");
			setTimeout(() => row.classList.remove("fresh"), FRESH);
		}
	}

	/** The table always fills the width: its type grows with the screen. */
	fit() {
		if (!this.chart) return;
		const wide = this.scroller.clientWidth / table_width(this.chart);
		const size = document.fullscreenElement === this.element || this.on_wall ? wide : Math.min(Math.max(SMALLEST, wide), LARGEST);
		this.element.style.setProperty("--size", `${Math.floor(size * 20) / 20}px`);
	}

	/** Show nothing any more but a word why. */
	end(text) {
		cancelAnimationFrame(this.painting);
		this.chart = null;
		this.rows = new Map();
		this.table.innerHTML = "";
		this.table.hidden = true;
		delete this.element.dataset.drawn;
		for (const part of [".totals", ".legend", ".when"]) this.find(part).innerHTML = "";
		const nothing = this.find(".nothing");
		nothing.hidden = false;
		nothing.textContent = text;
	}

	// --- pointer and keys -----------------------------------------------------------------------------------

	listen() {
		this.table.addEventListener("mouseover", ({ target }) => this.name(target.closest("td.node[data-goes]")));
		this.table.addEventListener("focusin", ({ target }) => this.name(target.closest("td.node[data-goes]")));
		if (!this.goes) return;
		this.table.addEventListener("click", (event) => {
			const chosen = event.target.closest("[data-goes]");
			if (chosen) this.open(chosen, event.ctrlKey || event.metaKey);
		});
		this.scroller.addEventListener("keydown", (event) => this.key(event));
	}

	name(cell) {
		if (!cell || cell.title) return;
		const row = this.rows.get(cell.closest("tr").dataset.name);
		const at = this.chart.columns.findIndex((column) => column.key === cell.dataset.key);
		if (row) cell.title = cell_words(row, this.chart.columns[at], row.cells[at], this.chart.words);
	}

	open(chosen, apart) {
		const row = this.rows.get(chosen.closest("tr").dataset.name);
		if (row) this.goes(chosen.dataset.goes, row, chosen.dataset.key, apart);
	}

	/** Arrows walk the cells, Enter opens the one in focus. */
	key(event) {
		const steps = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };
		const inside = event.target.closest("tr.project-row > *");
		if (event.key === "Enter" && inside) {
			event.preventDefault();
			return this.open(inside.matches("[data-goes]") ? inside : inside.querySelector("[data-goes]") || inside.parentElement.firstElementChild, event.ctrlKey);
		}
		const step = steps[event.key];
		if (!step) return;
		const rows = [...this.body.querySelectorAll("tr.project-row")];
		if (!rows.length) return;
		event.preventDefault();
		if (!inside) return this.focus(rows[0], 0);
		const row = rows[rows.indexOf(inside.parentElement) + step[0]] || inside.parentElement;
		this.focus(row, Math.min(Math.max(inside.cellIndex + step[1], 0), row.cells.length - 1));
	}

	focus(row, at) {
		const cell = row.cells[at];
		cell.tabIndex = -1;
		cell.focus({ preventScroll: true });
		cell.scrollIntoView({ block: "nearest", inline: "nearest" });
	}
}
