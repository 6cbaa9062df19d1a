// The three forms as they would print now, beside the grid: what is lacking is red, a click leads to where it is entered.

export class FormsView {
	/** `jump(node, column)` goes to a cell of the grid, `gap_clicked(gap)` to where another gap is filled. */
	constructor(wrapper, { plan, jump, gap_clicked }) {
		Object.assign(this, { wrapper, plan, jump, gap_clicked, asked: 0 });
		wrapper.addEventListener("click", (event) => this.clicked(event));
	}

	/** Ask anew; of several questions under way the last one is drawn. */
	async refresh() {
		const turn = ++this.asked;
		const { message } = await frappe.call("anshang_app.official_documents.api.plan_forms", { plan: this.plan });
		if (turn !== this.asked) return null;
		this.answer = message;
		const { scrollTop } = this.wrapper;
		this.wrapper.innerHTML = message.html;
		this.gaps = message.groups.flatMap(({ unit, gaps }) => gaps.map((gap) => ({ ...gap, unit })));
		this.mark();
		this.wrapper.scrollTop = scrollTop;
		return message;
	}

	mark() {
		const keys = new Set(this.gaps.map(({ place_key }) => place_key).filter(Boolean));
		for (const td of this.wrapper.querySelectorAll("td[data-cell]")) {
			const { cell } = td.dataset;
			const own = this.answer.cells[cell];
			const lacking = (this.answer.keys[cell] || []).some((key) => keys.has(key));
			td.classList.toggle("enterable", Boolean(own) || lacking);
			td.classList.toggle("lacking", lacking || Boolean(own && this.is_lacking?.(own)));
		}
	}

	/** Show where the cursor of the grid is printed. */
	point_at(node, column) {
		this.wrapper.querySelector("td.pointed")?.classList.remove("pointed");
		const cell_entry = Object.entries(this.answer?.cells || {}).find(
			([, place]) => place.node === node && (place.column === column || (column !== "remark" && place.column === "day"))
		);
		const td = cell_entry && this.wrapper.querySelector(`td[data-cell="${cell_entry[0]}"]`);
		if (!td) return;
		td.classList.add("pointed");
		const box = this.wrapper.getBoundingClientRect();
		const at = td.getBoundingClientRect();
		if (at.top < box.top || at.bottom > box.bottom) this.wrapper.scrollTop += at.top - box.top - box.height / 3;
	}

	clicked(event) {
		const td = event.target.closest("td.enterable");
		if (!td) return;
		const own = this.answer.cells[td.dataset.cell];
		if (own) this.jump(own.node, own.column);
		else this.gap_clicked(this.gaps.find(({ place_key }) => (this.answer.keys[td.dataset.cell] || []).includes(place_key)));
	}
}
