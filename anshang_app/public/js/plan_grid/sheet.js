// The cells of a plan as they stand: what the server holds, what was typed and is not saved, and what may be undone.

export const COLUMNS = ["unit", "person", "duration", "day", "remark", "target"];

export const key_of = (node, column) => `${node}/${column}`;

export class Sheet {
	constructor() {
		this.rows = [];
		/** key -> {text, was, fixed}: typed, not saved yet; `sending` is on its way */
		this.pending = new Map();
		this.sending = new Map();
		/** key -> {text, words}: kept as typed, with the rule it breaks */
		this.wrong = new Map();
		/** key -> {text, theirs, by, on}: somebody else wrote the cell meanwhile */
		this.conflicts = new Map();
		/** key -> words about a cell that was taken */
		this.asked = new Map();
		this.done = [];
		this.undone = [];
		this.on_change = () => {};
	}

	set_rows(rows) {
		this.rows = rows;
		this.places = new Map(rows.map((row, place) => [row.node, place]));
	}

	row(place) {
		return this.rows[place];
	}

	/** Whether a row has such a cell to enter. */
	has(place, column) {
		const row = this.rows[place];
		return Boolean(row) && !row.left_out && row.cells[column] !== undefined;
	}

	base(node, column) {
		return this.rows[this.places.get(node)].cells[column] ?? "";
	}

	/** What a cell shows: the newest thing typed, else what is stored. */
	text(place, column) {
		const { node } = this.rows[place];
		const key = key_of(node, column);
		const typed = [this.pending, this.sending, this.wrong, this.conflicts].map((map) => map.get(key)).find(Boolean);
		return typed ? typed.text : this.base(node, column);
	}

	/** Enter [{place, column, text}] as one step that can be undone; cells that are not there are left out. */
	enter(changes) {
		const steps = changes
			.filter(({ place, column, text }) => this.has(place, column) && this.text(place, column) !== text)
			.map(({ place, column, text }) => ({
				node: this.rows[place].node,
				column,
				before: this.text(place, column),
				was_fixed: column === "day" ? this.rows[place].fixed : undefined,
				after: text,
			}));
		if (!steps.length) return 0;
		this.done.push(steps);
		this.undone = [];
		for (const { node, column, after } of steps) this.put(node, column, after);
		this.on_change();
		return steps.length;
	}

	put(node, column, text, fixed) {
		const key = key_of(node, column);
		const was = this.pending.get(key)?.was ?? this.base(node, column);
		for (const map of [this.wrong, this.conflicts, this.asked]) map.delete(key);
		this.pending.set(key, { node, column, text, was, ...(fixed === undefined ? {} : { fixed }) });
	}

	undo() {
		return this.back(this.done, this.undone, (step) => this.put(step.node, step.column, step.before, step.was_fixed));
	}

	redo() {
		return this.back(this.undone, this.done, (step) => this.put(step.node, step.column, step.after));
	}

	back(from, to, put) {
		const steps = from.pop();
		if (!steps) return [];
		to.push(steps);
		steps.forEach(put);
		this.on_change();
		return steps;
	}

	/** Of a conflict: mine is entered over theirs, or theirs stays. */
	settle(key, mine) {
		const { node, column, text, theirs } = this.conflicts.get(key);
		this.conflicts.delete(key);
		if (mine) this.pending.set(key, { node, column, text, was: theirs });
		this.on_change();
	}

	get unsaved() {
		return this.pending.size + this.sending.size;
	}

	/** The cells to send now; until the answer they are on their way. */
	to_send() {
		this.sending = this.pending;
		this.pending = new Map();
		return [...this.sending.values()];
	}

	/** The request failed: everything is unsaved again, the newest typed first. */
	failed() {
		this.pending = new Map([...this.sending, ...this.pending]);
		this.sending = new Map();
	}

	/** What the server answered: its rows, and what of the cells it did not take. */
	answered({ rows, refused, conflicts, asked }) {
		const sent = this.sending;
		this.sending = new Map();
		this.set_rows(rows);
		for (const [key, cell] of this.pending) {
			// ours went in meanwhile, so the next one is typed over it
			if (sent.has(key)) cell.was = this.base(cell.node, cell.column);
		}
		const note = (map, cells) => {
			for (const cell of cells) {
				const key = key_of(cell.node, cell.column);
				if (!this.pending.has(key)) map.set(key, cell);
			}
		};
		note(this.wrong, refused);
		note(this.conflicts, conflicts);
		note(this.asked, asked);
	}
}
