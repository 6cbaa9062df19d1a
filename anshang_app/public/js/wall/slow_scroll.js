// A wall screen goes down its chart slowly, waits at both ends and begins again; it stands while somebody looks closer.

const PIXELS_A_SECOND = 22;
const REST = 7000;
const PAGE_TIME = 20000;

export class SlowScroll {
	constructor(scroller) {
		this.scroller = scroller;
		this.held = false;
		scroller.addEventListener("mouseenter", () => (this.held = true));
		scroller.addEventListener("mouseleave", () => (this.held = false));
		scroller.addEventListener("wheel", () => (this.rests_until = performance.now() + REST), { passive: true });
		scroller.addEventListener("keydown", () => (this.rests_until = performance.now() + REST));
	}

	start() {
		if (this.running) return;
		this.running = true;
		this.held = false;
		this.at = this.scroller.scrollTop;
		this.rests_until = performance.now() + REST;
		this.before = performance.now();
		requestAnimationFrame((now) => this.step(now));
	}

	stop() {
		this.running = false;
	}

	step(now) {
		if (!this.running) return;
		const passed = Math.min(now - this.before, 100);
		this.before = now;
		if (this.held || now < this.rests_until) this.at = this.scroller.scrollTop;
		else if (matchMedia("(prefers-reduced-motion: reduce)").matches) this.turn_page(now);
		else this.glide(now, passed);
		requestAnimationFrame((next) => this.step(next));
	}

	get lowest() {
		return this.scroller.scrollHeight - this.scroller.clientHeight;
	}

	glide(now, passed) {
		if (this.at >= this.lowest - 1) return this.again(now);
		this.at = Math.min(this.at + (PIXELS_A_SECOND * passed) / 1000, this.lowest);
		this.scroller.scrollTop = this.at;
		if (this.at >= this.lowest - 1) this.rests_until = now + REST;
	}

	/** Whole pages without motion, for who asked for less of it. */
	turn_page(now) {
		const head = this.scroller.querySelector("thead")?.offsetHeight || 0;
		const next = this.scroller.scrollTop + this.scroller.clientHeight - head;
		this.scroller.scrollTop = this.scroller.scrollTop >= this.lowest - 1 ? 0 : Math.min(next, this.lowest);
		this.rests_until = now + PAGE_TIME;
	}

	again(now) {
		this.scroller.scrollTop = this.at = 0;
		this.rests_until = now + REST;
	}
}
