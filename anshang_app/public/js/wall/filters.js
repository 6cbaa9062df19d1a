// What is chosen above the chart: a grouping, one value of each field, words to look for.

import { LIGHTS, escape_html, fill } from "./texts.js";

const SEARCHED = ["title", "enterprise", "locality", "locality_short", "lead", "lead_short", "leader", "chain"];
/** stages and lights have an order of their own */
const FIXED = { stage: (texts) => Object.keys(texts.stages), light: () => LIGHTS };

export class Filters {
	/** `set_aside`: the locality whose projects are left out until asked for. */
	constructor(board, { set_aside, reload }) {
		this.board = board;
		this.set_aside = set_aside;
		this.reload = reload;
		this.chosen = {};
		this.text = "";
		this.with_zone = false;
		this.with_closed = false;
		board.keeps = (row) => this.keeps(row);
		this.element = board.find(".tools");
		this.by = board.find(".by");
		this.listen();
	}

	keeps(row) {
		if (this.is_aside(row)) return false;
		for (const [field, value] of Object.entries(this.chosen)) {
			if (value && (row[field] || "") !== (value === "-" ? "" : value)) return false;
		}
		return !this.text || SEARCHED.some((field) => row[field]?.toLowerCase().includes(this.text));
	}

	is_aside(row) {
		return Boolean(this.set_aside) && !this.with_zone && row.locality === this.set_aside;
	}

	/** Draw the choices anew where the chart offers other ones than before. */
	draw({ rows, words: texts }) {
		const by = Object.entries(texts.groups).map(
			([key, label]) => `<button type="button" data-by="${key}" aria-pressed="${key === this.board.by}">${escape_html(label)}</button>`
		);
		const fields = Object.entries(texts.filters).map(([field, label]) => this.select(field, label, rows, texts));
		const aside = rows.filter((row) => row.locality === this.set_aside).length;
		const short = rows.find((row) => row.locality === this.set_aside)?.locality_short;
		this.by.innerHTML = by.join("");
		const html = `${fields.join("")}
			<input type="search" placeholder="${escape_html(texts.search)}" aria-label="${escape_html(texts.search)}" value="${escape_html(this.text)}">
			${aside ? this.check("with_zone", __("With {0} ({1})", [short, aside])) : ""}
			${this.check("with_closed", __("With those handed over or terminated"))}`;
		if (html === this.drawn) return;
		this.drawn = html;
		this.element.innerHTML = html;
	}

	select(field, label, rows, texts) {
		const there = new Set(rows.map((row) => row[field] || "-"));
		const order = FIXED[field] ? FIXED[field](texts).filter((value) => there.has(value)) : [...there].sort((a, b) => (a === "-") - (b === "-") || a.localeCompare(b, "zh"));
		const shown = (value) => (value === "-" ? texts.unnamed : field === "stage" ? texts.stages[value] : field === "light" ? texts.lights[value] : value);
		const options = order.map(
			(value) => `<option value="${escape_html(value)}"${this.chosen[field] === value ? " selected" : ""}>${escape_html(shown(value))}</option>`
		);
		return `<select data-field="${field}" aria-label="${escape_html(label)}"><option value="">${escape_html(fill(texts.all, label))}</option>${options.join("")}</select>`;
	}

	check(name, label) {
		return `<label><input type="checkbox" data-check="${name}"${this[name] ? " checked" : ""}> ${escape_html(label)}</label>`;
	}

	listen() {
		this.by.addEventListener("click", ({ target }) => {
			const by = target.closest("[data-by]");
			if (by) this.apply(() => (this.board.by = by.dataset.by));
		});
		this.element.addEventListener("change", ({ target }) => {
			const { field, check } = target.dataset;
			if (field) this.apply(() => (this.chosen[field] = target.value));
			if (check) this.apply(() => (this[check] = target.checked), check === "with_closed");
		});
		this.element.addEventListener("input", ({ target }) => {
			if (target.type !== "search") return;
			clearTimeout(this.typing);
			this.typing = setTimeout(() => {
				this.text = target.value.trim().toLowerCase();
				this.board.draw();
			}, 150);
		});
		this.board.find(".totals").addEventListener("click", ({ target }) => {
			const button = target.closest("[data-light]");
			if (!button) return;
			const { light } = button.dataset;
			this.apply(() => (this.chosen.light = this.chosen.light === light ? "" : light));
		});
	}

	apply(change, from_server) {
		change();
		this.board.light = this.chosen.light;
		if (from_server) return this.reload();
		this.drawn = null;
		this.draw(this.board.chart);
		this.board.draw();
	}
}
