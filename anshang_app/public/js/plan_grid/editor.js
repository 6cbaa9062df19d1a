// The one field of the grid. It lies over the cursor's cell, unseen until something is typed: so an input method for
// Chinese, copying and pasting find a field wherever the cursor is.

const MOST_CHOICES = 12;
// before Chromium 99 a script opens no calendar: the day is typed
const HAS_CALENDAR = "showPicker" in HTMLInputElement.prototype;

export class Editor {
	constructor(table) {
		this.table = table;
		this.is_open = false;
		this.element = document.createElement("textarea");
		Object.assign(this.element, { className: "plan-editor", rows: 1, spellcheck: false, autocomplete: "off" });
		this.element.setAttribute("aria-label", __("Cell"));
		this.list = document.createElement("ul");
		this.list.className = "plan-choices";
		this.list.hidden = true;
		this.calendar = document.createElement("input");
		Object.assign(this.calendar, { type: "date", className: "plan-calendar", tabIndex: -1, hidden: true });
		this.calendar.setAttribute("aria-label", __("Choose a Day"));
		this.calendar.addEventListener("mousedown", (event) => {
			event.preventDefault();
			this.calendar.value = this.element.value;
			this.calendar.showPicker();
		});
		this.calendar.addEventListener("change", () => this.calendar.value && this.take(this.calendar.value));
		this.element.addEventListener("keydown", (event) => this.key(event));
		this.element.addEventListener("compositionstart", () => this.begin());
		this.element.addEventListener("input", () => {
			this.begin();
			this.offer(this.element.value);
		});
		this.element.addEventListener("copy", (event) => this.is_open || table.copy(event));
		this.element.addEventListener("cut", (event) => {
			if (this.is_open) return;
			table.copy(event);
			table.fill_all("");
		});
		this.element.addEventListener("paste", (event) => this.is_open || table.paste(event));
		this.element.addEventListener("blur", () => this.commit());
		this.list.addEventListener("mousedown", (event) => {
			event.preventDefault();
			if (event.target.dataset.value !== undefined) this.take(event.target.dataset.value);
		});
	}

	/** Lie unseen over a cell and wait for keys. */
	stand_by(td) {
		this.close();
		this.lie_over(td);
		this.element.focus({ preventScroll: true });
	}

	lie_over(td) {
		Object.assign(this.element.style, {
			left: `${td.offsetLeft}px`,
			top: `${td.offsetTop}px`,
			width: `${td.offsetWidth}px`,
			height: `${td.offsetHeight}px`,
		});
		const { offsetLeft: left, offsetTop: top, offsetWidth: width, offsetHeight: height } = td;
		Object.assign(this.calendar.style, { left: `${left + width - 24}px`, top: `${top + (height - 24) / 2}px` });
		Object.assign(this.list.style, { left: `${td.offsetLeft}px`, top: `${td.offsetTop + td.offsetHeight}px` });
	}

	may_open() {
		const { at, sheet } = this.table;
		return this.table.may_write() && sheet.has(at.place, at.column);
	}

	/** Typing began: what is typed stands in place of what was there. */
	begin() {
		if (this.is_open) return;
		if (!this.may_open()) {
			this.element.value = "";
			return;
		}
		this.is_open = true;
		this.element.classList.add("open");
		this.calendar.hidden = !HAS_CALENDAR || this.table.at.column !== "day";
	}

	/** Change what stands there: F2, or two clicks. */
	open() {
		if (this.is_open || !this.may_open()) return;
		const { at, sheet } = this.table;
		this.element.value = sheet.text(at.place, at.column);
		this.begin();
		this.element.focus();
		this.element.setSelectionRange(this.element.value.length, this.element.value.length);
		this.offer("");
	}

	/** What was typed goes into the cell, or into all that are selected with Ctrl+Enter. */
	commit(into_all = false) {
		if (!this.is_open) return;
		const { table } = this;
		const text = this.element.value.trim();
		this.close();
		if (into_all) table.fill_all(text);
		else table.enter([{ ...table.at, text }]);
	}

	close() {
		this.is_open = false;
		this.element.value = "";
		this.element.classList.remove("open");
		this.list.hidden = this.calendar.hidden = true;
	}

	take(value) {
		this.element.value = value;
		this.commit();
		this.table.move(1, 0);
	}

	// --- keys --------------------------------------------------------------------------------------------------

	key(event) {
		// an input method takes its own Enter and arrows
		if (event.isComposing || event.keyCode === 229) return;
		const is_mine = this.is_open ? this.open_key(event) : this.table.key(event) || this.alt_down(event);
		if (is_mine) {
			event.preventDefault();
			event.stopPropagation();
		}
	}

	alt_down(event) {
		if (!event.altKey || event.key !== "ArrowDown") return false;
		this.open();
		return true;
	}

	open_key(event) {
		const { table } = this;
		const chosen = this.list.querySelector(".chosen")?.dataset.value;
		const keys = {
			Escape: () => {
				this.close();
				table.go(table.at);
			},
			Tab: () => {
				if (chosen) this.element.value = chosen;
				this.commit();
				table.step(event.shiftKey);
			},
			Enter: () => {
				if (chosen) this.element.value = chosen;
				this.commit(event.ctrlKey);
				table.move(event.shiftKey ? -1 : 1, 0);
			},
			ArrowDown: () => this.choose(1),
			ArrowUp: () => this.choose(-1),
		};
		// a note may have several lines
		if (event.key === "Enter" && event.altKey) return false;
		keys[event.key]?.();
		return event.key in keys;
	}

	// --- proposals ---------------------------------------------------------------------------------------------

	offer(typed) {
		const { at, choices } = this.table;
		const all = this.is_open ? choices(at.place, at.column) : [];
		const choices_left = all.filter((choice) => !typed || choice.includes(typed.trim())).slice(0, MOST_CHOICES);
		this.list.hidden = !choices_left.length || (choices_left.length === 1 && choices_left[0] === typed);
		this.list.innerHTML = choices_left
			.map((choice) => `<li data-value="${frappe.utils.escape_html(choice)}">${frappe.utils.escape_html(choice)}</li>`)
			.join("");
	}

	choose(by) {
		const all = [...this.list.querySelectorAll("li")];
		if (this.list.hidden || !all.length) {
			this.offer("");
			return;
		}
		const at = all.findIndex((item) => item.classList.contains("chosen"));
		all[at]?.classList.remove("chosen");
		all[(at + by + all.length) % all.length].classList.add("chosen");
	}
}
