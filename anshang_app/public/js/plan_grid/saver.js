// Saved as you go: a moment after the last key, everything typed since; what could not be sent is kept on this computer.

const WAIT = 600;

export class Saver {
	constructor(plan, sheet, { saved, state }) {
		Object.assign(this, { plan, sheet, saved, state, is_sending: false });
		this.shelf = `anshang-plan:${plan}`;
	}

	/** Something was typed. */
	note() {
		this.keep();
		this.state("typed");
		clearTimeout(this.timer);
		this.timer = setTimeout(() => this.send(), WAIT);
	}

	/** Send until nothing is left; answers whether all of it arrived. */
	async flush() {
		clearTimeout(this.timer);
		while (this.is_sending) await new Promise((done) => setTimeout(done, 50));
		while (this.sheet.pending.size) {
			if (!(await this.send())) return false;
		}
		return true;
	}

	async send() {
		if (this.is_sending || !this.sheet.pending.size) return true;
		this.is_sending = true;
		this.state("sending");
		const args = { plan: this.plan, cells: this.sheet.to_send() };
		let message;
		try {
			({ message } = await frappe.call({ method: "anshang_app.service_plans.api.save_cells", args }));
		} catch {
			// the desk has said why; what was typed stays, and is sent with the next key or by the button
			this.sheet.failed();
		}
		this.is_sending = false;
		if (message) this.sheet.answered(message);
		this.keep();
		this.state(message ? (this.sheet.pending.size ? "typed" : "saved") : "failed");
		this.saved(Boolean(message));
		if (message && this.sheet.pending.size) this.note();
		return Boolean(message);
	}

	keep() {
		const cells = [...this.sheet.sending.values(), ...this.sheet.pending.values()];
		try {
			if (cells.length) localStorage.setItem(this.shelf, JSON.stringify(cells));
			else localStorage.removeItem(this.shelf);
		} catch {
			// a browser without room keeps it in this window only
		}
	}

	/** What an earlier visit could not send: [{node, column, text}]. */
	left_over() {
		try {
			return JSON.parse(localStorage.getItem(this.shelf) || "[]");
		} catch {
			return [];
		}
	}
}
