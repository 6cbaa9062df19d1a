// The grid: draws the sheet as one table, keeps the selection, and passes on what is typed, copied and pasted.

import { laid_out, to_lines, to_text } from "./blocks";
import { Editor } from "./editor";
import { COLUMNS, key_of } from "./sheet";

const escape_html = (text) => frappe.utils.escape_html(text ?? "");
const ARROWS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

const heads = () => ({
	unit: __("Responsible Unit"),
	person: __("Responsible Person"),
	duration: __("Time Needed"),
	day: __("Planned Completion"),
	remark: __("Row Remark"),
	target: __("Work Target"),
});

export class Table {
	/** `choices(place, column)` names what may be proposed; `selected(place, column)` hears where the cursor is. */
	constructor(wrapper, sheet, { choices, selected, may_write }) {
		Object.assign(this, { wrapper, sheet, choices, selected, may_write });
		this.anchor = this.at = { place: 0, column: COLUMNS[0] };
		this.editor = new Editor(this);
	}

	draw() {
		const names = heads();
		this.shown = this.sheet.rows.map((_, place) => place);
		this.wrapper.innerHTML = `<table class="plan-table"><thead><tr><th class="step">${__("Plan Step")}</th>
			${COLUMNS.map((column) => `<th class="${column}">${names[column]}</th>`).join("")}</tr></thead>
			<tbody>${this.sheet.rows.map((row, place) => this.part_html(place) + this.row_html(row, place)).join("")}</tbody></table>`;
		this.wrapper.append(this.editor.element, this.editor.calendar, this.editor.list);
		this.wrapper.onmousedown = (event) => this.pressed(event);
		this.wrapper.onmouseover = (event) => this.dragged(event);
		this.wrapper.ondblclick = (event) => this.cell_of(event.target) && this.editor.open();
		this.refresh();
	}

	part_html(place) {
		const { part } = this.sheet.row(place);
		if (place && this.sheet.row(place - 1).part === part) return "";
		return `<tr class="part"><th colspan="${COLUMNS.length + 1}" scope="rowgroup">${__(part)}</th></tr>`;
	}

	row_html(row, place) {
		const cells = COLUMNS.map((column) => `<td class="${column}" data-place="${place}" data-column="${column}"></td>`);
		return `<tr class="${row.left_out ? "left-out" : ""}"><th class="step" scope="row" data-place="${place}">${escape_html(row.title)}</th>${cells.join("")}</tr>`;
	}

	/** Every cell anew: its text, its marks. */
	refresh() {
		for (const td of this.wrapper.querySelectorAll("td[data-place]")) this.paint(td, Number(td.dataset.place), td.dataset.column);
		this.mark();
	}

	paint(td, place, column) {
		const row = this.sheet.row(place);
		const { text, hint, hover_text, marks } = this.look_of(row, place, column);
		td.className = [column, ...marks].join(" ");
		td.title = hover_text;
		td.innerHTML = text ? `${escape_html(text)}` : hint ? `<span class="hint">${escape_html(hint)}</span>` : "";
	}

	look_of(row, place, column) {
		if (row.cells[column] === undefined) return { text: "", hover_text: "", marks: ["none"] };
		if (row.left_out) return { text: column === "day" ? "/" : "", hover_text: __("Left Out"), marks: ["none"] };
		const text = this.sheet.text(place, column);
		const key = key_of(row.node, column);
		const { wrong, conflicts, asked, pending, sending } = this.sheet;
		const broken = wrong.get(key);
		const other = conflicts.get(key);
		if (broken) return { text, hover_text: broken.words, marks: ["wrong"] };
		if (other) return { text, hover_text: conflict_words(other), marks: ["conflict"] };
		const marks = [pending.has(key) || sending.has(key) ? "typed" : "", asked.has(key) ? "asked" : ""];
		if (!text && row.lacking.includes(column)) marks.push("lacking");
		if (column === "day" && row.critical) marks.push("critical");
		if (column === "day" && row.fixed && text) marks.push("fixed");
		if (column === "duration" && row.timeless && !text) marks.push("lacking-time");
		return { text, hint: this.hint_of(row, column), hover_text: this.words_of(row, column, key), marks };
	}

	hint_of(row, column) {
		if (column === "duration" && row.reference) return __("reference {0}", [row.reference]);
		if (column === "duration" && row.known_time) return row.known_time;
		return "";
	}

	words_of(row, column, key) {
		const asked = this.sheet.asked.get(key)?.words;
		if (asked) return asked;
		if (column !== "day") return "";
		const fixed = row.fixed ? __("Entered by hand: counting back leaves it as it is. Clear it to have it counted.") : "";
		return [row.about, fixed].filter(Boolean).join(" ");
	}

	// --- selection ---------------------------------------------------------------------------------------------

	cell_of(element) {
		const td = element.closest?.("td[data-place]");
		return td && this.wrapper.contains(td) ? { place: Number(td.dataset.place), column: td.dataset.column } : null;
	}

	td_at({ place, column }) {
		return this.wrapper.querySelector(`td[data-place="${place}"][data-column="${column}"]`);
	}

	pressed(event) {
		const cell = this.cell_of(event.target);
		if (!cell || event.button) return;
		event.preventDefault();
		const again = cell.place === this.at.place && cell.column === this.at.column && document.activeElement === this.editor.element;
		if (again && !event.shiftKey) {
			this.editor.open();
			return;
		}
		this.go(cell, event.shiftKey);
		this.dragging = true;
		document.addEventListener("mouseup", () => (this.dragging = false), { once: true });
	}

	dragged(event) {
		const cell = this.dragging && this.cell_of(event.target);
		if (cell) this.go(cell, true, false);
	}

	/** Put the cursor on a cell; with `extend` the selection reaches to it. */
	go(cell, extend = false, scroll = true) {
		this.editor.commit();
		this.at = cell;
		if (!extend) this.anchor = cell;
		this.mark();
		const td = this.td_at(cell);
		if (scroll) this.reveal(td);
		this.editor.stand_by(td);
		const row = this.sheet.row(cell.place);
		if (row) this.selected(row, cell.column);
	}

	// the heads cover what stands right below them
	reveal(td) {
		const box = this.wrapper.getBoundingClientRect();
		const cell = td.getBoundingClientRect();
		const head = this.wrapper.querySelector("thead").offsetHeight + 4;
		if (cell.top < box.top + head) this.wrapper.scrollTop -= box.top + head - cell.top;
		else if (cell.bottom > box.bottom) this.wrapper.scrollTop += cell.bottom - box.bottom + 12;
		const step = this.wrapper.querySelector("th.step").offsetWidth;
		if (cell.left < box.left + step) this.wrapper.scrollLeft -= box.left + step - cell.left;
		else if (cell.right > box.right) this.wrapper.scrollLeft += cell.right - box.right + 12;
	}

	selection() {
		const between = (one, other, all) => {
			const [first, last] = [all.indexOf(one), all.indexOf(other)].sort((a, b) => a - b);
			return all.slice(first, last + 1);
		};
		return {
			rows: between(this.anchor.place, this.at.place, this.shown),
			columns: between(this.anchor.column, this.at.column, COLUMNS),
		};
	}

	mark() {
		for (const td of this.wrapper.querySelectorAll("td.selected, td.cursor")) td.classList.remove("selected", "cursor");
		const { rows, columns } = this.selection();
		if (rows.length * columns.length > 1) {
			for (const place of rows) for (const column of columns) this.td_at({ place, column })?.classList.add("selected");
		}
		this.td_at(this.at)?.classList.add("cursor");
	}

	move(down, right, extend = false) {
		const row = Math.min(Math.max(this.shown.indexOf(this.at.place) + down, 0), this.shown.length - 1);
		const column = Math.min(Math.max(COLUMNS.indexOf(this.at.column) + right, 0), COLUMNS.length - 1);
		this.go({ place: this.shown[row], column: COLUMNS[column] }, extend);
	}

	/** The next cell to enter, along the row and on to the next. */
	step(back) {
		let { place, column } = this.at;
		let at = COLUMNS.indexOf(column);
		do {
			at += back ? -1 : 1;
			if (at < 0 || at >= COLUMNS.length) {
				place += back ? -1 : 1;
				at = back ? COLUMNS.length - 1 : 0;
			}
			if (!this.sheet.row(place)) return;
		} while (!this.sheet.has(place, COLUMNS[at]));
		this.go({ place, column: COLUMNS[at] });
	}

	// --- keys --------------------------------------------------------------------------------------------------

	/** A key while no cell is being typed into; answers whether it was one of the grid's. */
	key(event) {
		const command = event.ctrlKey || event.metaKey;
		if (ARROWS[event.key]) {
			const [down, right] = ARROWS[event.key];
			const far = command ? this.shown.length : 1;
			this.move(down * far, right * far, event.shiftKey);
			return true;
		}
		if (command) return this.command(event.key.toLowerCase());
		return this.plain_key(event);
	}

	plain_key(event) {
		const keys = {
			Tab: () => this.step(event.shiftKey),
			Enter: () => this.move(event.shiftKey ? -1 : 1, 0),
			F2: () => this.editor.open(),
			Delete: () => this.fill_all(""),
			Backspace: () => this.fill_all(""),
			PageDown: () => this.move(12, 0, event.shiftKey),
			PageUp: () => this.move(-12, 0, event.shiftKey),
			Home: () => this.move(0, -COLUMNS.length, event.shiftKey),
			End: () => this.move(0, COLUMNS.length, event.shiftKey),
		};
		keys[event.key]?.();
		return event.key in keys;
	}

	command(letter) {
		const keys = { d: () => this.fill_down(), z: () => this.undo(), y: () => this.redo(), a: () => this.select_all() };
		keys[letter]?.();
		return letter in keys;
	}

	select_all() {
		this.anchor = { place: this.shown[0], column: COLUMNS[0] };
		this.at = { place: this.shown[this.shown.length - 1], column: COLUMNS[COLUMNS.length - 1] };
		this.mark();
	}

	enter(changes) {
		if (!this.may_write()) return 0;
		const count = this.sheet.enter(changes);
		this.refresh();
		return count;
	}

	fill_all(text) {
		const { rows, columns } = this.selection();
		return this.enter(rows.flatMap((place) => columns.map((column) => ({ place, column, text }))));
	}

	/** Ctrl+D: the first line of the selection into those below it; of one cell the one above it. */
	fill_down() {
		const { rows, columns } = this.selection();
		const [first, ...rest] = rows.length > 1 ? rows : [this.shown[this.shown.indexOf(rows[0]) - 1], rows[0]];
		if (first === undefined) return;
		this.enter(
			rest.flatMap((place) => columns.map((column) => ({ place, column, text: this.text_or_blank(first, column) })))
		);
	}

	undo() {
		if (this.may_write()) this.show_steps(this.sheet.undo());
	}

	redo() {
		if (this.may_write()) this.show_steps(this.sheet.redo());
	}

	show_steps(steps) {
		this.refresh();
		if (steps.length) this.go({ place: this.sheet.places.get(steps[0].node), column: steps[0].column });
	}

	text_or_blank(place, column) {
		return this.sheet.has(place, column) ? this.sheet.text(place, column) : "";
	}

	copy(event) {
		const { rows, columns } = this.selection();
		event.clipboardData.setData("text/plain", to_text(rows.map((place) => columns.map((column) => this.text_or_blank(place, column)))));
		event.preventDefault();
	}

	paste(event) {
		event.preventDefault();
		const lines = to_lines(event.clipboardData.getData("text/plain"));
		if (!lines.length) return;
		this.enter(laid_out(lines, this.selection(), this.shown, COLUMNS));
	}
}

export function conflict_words({ theirs, by, on }) {
	return __("{0} changed it at {1} to “{2}”. Yours is kept here until you choose.", [by, on, theirs || __("blank")]);
}
