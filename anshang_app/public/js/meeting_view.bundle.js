// 会议投影: one problem at a time, large; the decision is typed once, where everybody sees it, and stored at once.

import { Refusal, ask } from "./meeting/ask.js";
import { typed_day } from "./meeting/day.js";
import { slide_html, slides_of } from "./meeting/slides.js";
import { escape_html } from "./wall/texts.js";

frappe.provide("anshang");

/** Arrows, space, and the two keys a clicker sends. */
const STEPS = { ArrowRight: 1, ArrowDown: 1, PageDown: 1, " ": 1, ArrowLeft: -1, ArrowUp: -1, PageUp: -1 };
const TYPED = ["matter", "unit", "person", "due_date", "inspection_office"];

anshang.MeetingView = class MeetingView {
	constructor(wrapper) {
		this.wrapper = wrapper;
		this.page = wrapper.page;
		wrapper.classList.add("meeting-page");
		this.element = $(`<div class="meeting" tabindex="0"><datalist id="meeting-units"></datalist>
			<div class="stage"></div><footer><span class="keys"></span><span class="place"></span></footer></div>`).appendTo(this.page.body)[0];
		this.stage = this.element.querySelector(".stage");
		this.page.set_primary_action(__("Full Screen"), () => this.element.requestFullscreen());
		this.page.add_inner_button(__("Back to the Meeting"), () => frappe.set_route("Form", "Coordination Meeting", this.name));
		this.listen();
	}

	async show(name) {
		if (!name) return frappe.set_route("List", "Coordination Meeting");
		if (name !== this.name) Object.assign(this, { name, at: 0, changing: null });
		const { message } = await frappe.call("anshang_app.coordination.api.slides", { meeting: name });
		this.take(message);
		this.element.focus({ preventScroll: true });
	}

	take(meeting) {
		this.meeting = meeting;
		this.slides = slides_of(meeting);
		this.at = Math.min(this.at, this.slides.length - 1);
		this.page.set_title(meeting.title);
		this.element.querySelector("#meeting-units").innerHTML = meeting.units.map(({ name, short_name }) => `<option value="${escape_html(name)}">${escape_html(short_name)}</option>`).join("");
		this.element.querySelector(".keys").textContent = __("← → or space: turn　F: full screen　Esc: out of a field");
		this.draw();
	}

	draw() {
		this.stage.innerHTML = slide_html(this.slides[this.at], this.meeting);
		this.element.querySelector(".place").textContent = `${this.at + 1} / ${this.slides.length}`;
		this.stage.scrollTop = 0;
		this.restore();
	}

	turn(by) {
		const to = Math.min(Math.max(this.at + by, 0), this.slides.length - 1);
		if (to === this.at) return;
		this.at = to;
		this.changing = null;
		this.draw();
	}

	get topic() {
		return this.slides[this.at].topic;
	}

	get form() {
		return this.stage.querySelector("form.typed");
	}

	// --- what is typed stays until it is stored, through turning, a refusal and a reload -------------------------

	get draft_key() {
		return `anshang-meeting:${this.name}:${this.topic.no}:${this.changing || ""}`;
	}

	values() {
		const values = Object.fromEntries(TYPED.map((name) => [name, this.form.elements[name]?.value.trim() || ""]));
		return { ...values, due_date: typed_day(values.due_date, frappe.datetime.get_today()) };
	}

	keep() {
		const values = Object.fromEntries(TYPED.map((name) => [name, this.form.elements[name]?.value || ""]));
		if (Object.values(values).some(Boolean)) sessionStorage.setItem(this.draft_key, JSON.stringify(values));
		else sessionStorage.removeItem(this.draft_key);
	}

	restore() {
		if (!this.form) return;
		const stored = this.topic.decisions.find((decision) => decision.row === this.changing);
		const values = JSON.parse(sessionStorage.getItem(this.draft_key) || "null") || stored || {};
		for (const name of TYPED) if (this.form.elements[name]) this.form.elements[name].value = values[name] || "";
		this.form.querySelector("[data-cancel]").hidden = !this.changing;
	}

	async store() {
		const { no } = this.topic;
		const key = this.draft_key;
		await this.take_answer("enter_decision", { topic_no: no, values: this.values(), row: this.changing }, () => {
			sessionStorage.removeItem(key);
			this.changing = null;
		});
	}

	/** One call; a refusal is said on the slide, and nothing of it is redrawn. */
	async take_answer(method, args, stored = () => {}) {
		if (this.busy) return;
		this.busy = true;
		try {
			const answer = await ask(method, { meeting: this.name, ...args });
			stored();
			if (answer.topics) this.take(answer);
			else await this.show(this.name);
			this.element.focus({ preventScroll: true });
		} catch (error) {
			if (!(error instanceof Refusal)) throw error;
			this.refuse(error.message);
		} finally {
			this.busy = false;
		}
	}

	refuse(sentences) {
		const place = this.stage.querySelector(".refused");
		if (!place) return frappe.msgprint(escape_html(sentences));
		place.hidden = false;
		place.textContent = sentences;
		place.scrollIntoView({ block: "nearest" });
	}

	// --- pointer and keys -----------------------------------------------------------------------------------

	listen() {
		this.element.addEventListener("keydown", (event) => this.key(event));
		this.stage.addEventListener("input", () => this.keep());
		this.stage.addEventListener("change", ({ target }) => {
			if (target.name !== "due_date") return;
			target.value = typed_day(target.value, frappe.datetime.get_today());
			this.keep();
		});
		this.stage.addEventListener("submit", (event) => {
			event.preventDefault();
			this.store();
		});
		this.stage.addEventListener("click", ({ target }) => this.click(target.closest("button")));
		// a clicker's keys reach the page even when nothing on it was touched yet
		document.addEventListener("keydown", (event) => {
			if (frappe.container.page === this.wrapper && event.target === document.body) this.key(event);
		});
	}

	key(event) {
		const typing = event.target.closest("input, textarea, select");
		if (typing) {
			if (event.key === "Escape") this.element.focus({ preventScroll: true });
			if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) this.store();
			return;
		}
		if (event.ctrlKey || event.altKey || event.metaKey || (event.key === " " && event.target.closest("button"))) return;
		if (event.key in STEPS) this.turn(event.shiftKey && event.key === " " ? -1 : STEPS[event.key]);
		else if (event.key === "Home") this.turn(-this.slides.length);
		else if (event.key === "End") this.turn(this.slides.length);
		else if (event.key.toLowerCase() === "f") this.element.requestFullscreen();
		else return;
		event.preventDefault();
		event.stopPropagation();
	}

	click(button) {
		if (!button) return;
		const { change, drop, cancel, give } = button.dataset;
		if (change || cancel !== undefined) {
			if (cancel !== undefined) sessionStorage.removeItem(this.draft_key);
			this.changing = change || null;
			this.draw();
			this.form.elements.matter.focus();
		} else if (drop) this.take_answer("drop_decision", { row: drop });
		else if (give !== undefined) this.give(button);
	}

	/** The orders are given, and a card says who was told of them. */
	async give_out() {
		const before = this.meeting.topics;
		await this.take_answer("give_out", {});
		if (this.meeting.topics !== before) await anshang.tell_step("Coordination Meeting", this.name, this.element);
	}

	/** Orders are not taken back, so the button is pressed twice; a dialog would not show on a full screen. */
	give(button) {
		if (button.dataset.give === "sure") return this.give_out();
		button.dataset.give = "sure";
		button.textContent = __("Press again: given out as orders, not changed any more");
	}
};
