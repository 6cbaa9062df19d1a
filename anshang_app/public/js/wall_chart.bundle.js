// 挂图作战 at the desk: the chart of one's own projects, live, on a full screen, on A3, or published to a screen.

import { Board } from "./wall/board.js";
import { Filters } from "./wall/filters.js";
import { SlowScroll } from "./wall/slow_scroll.js";

frappe.provide("anshang");

const EVENT = "anshang_wall_changed";
/** Many desks hear of a change at once and do not all ask at once: in ms. */
const SOONEST = 600;
const SPREAD = 1200;
const A3 = `@page { size: A3 landscape; margin: 9mm 8mm 10mm;
	@bottom-right { content: counter(page) " / " counter(pages); font: 3mm sans-serif; } }`;

anshang.WallChart = class WallChart {
	constructor(wrapper) {
		this.wrapper = wrapper;
		this.page = wrapper.page;
		wrapper.disable_scroll_to_top = true;
		wrapper.classList.add("wall-page");
		this.board = new Board($('<div>').appendTo(this.page.body)[0], { goes: (...choice) => this.go(...choice) });
		this.filters = new Filters(this.board, { set_aside: frappe.boot.anshang_set_aside, reload: () => this.load() });
		this.scroll = new SlowScroll(this.board.scroller);
		this.add_buttons();
		this.listen();
	}

	add_buttons() {
		this.page.set_primary_action(__("Full Screen"), () => this.board.element.requestFullscreen());
		this.page.add_inner_button(__("Print on A3"), () => this.print());
		if (frappe.model.can_create("Publication")) {
			this.page.add_inner_button(__("Publish to a Screen"), () => this.publish());
			this.page.add_inner_button(__("Published Screens"), () =>
				frappe.set_route("List", "Publication", { kind: "Wall Chart Screen", state: "Publication in Force" })
			);
		}
	}

	listen() {
		frappe.realtime.on(EVENT, () => this.hear());
		// what was told while the connection was away was not heard
		frappe.realtime.socket?.io.on("reconnect", () => this.hear());
		document.addEventListener("visibilitychange", () => this.is_seen() && this.stale && this.load());
		document.addEventListener("fullscreenchange", () => {
			const full = document.fullscreenElement === this.board.element;
			this.board.element.classList.toggle("full", full);
			if (full) this.scroll.start();
			else this.scroll.stop();
			if (full) this.board.scroller.focus();
			this.board.fit();
		});
		$(this.wrapper).on("hide", () => this.paper?.remove());
	}

	is_seen() {
		return !document.hidden && frappe.container.page === this.wrapper;
	}

	/** The page is opened, or come back to. */
	show() {
		// whoever prints this page, by the button or by the keys, prints it on A3
		this.paper = this.paper || $(`<style media="print">${A3}</style>`)[0];
		document.head.append(this.paper);
		this.load();
	}

	/** Something changed, it is not said what. */
	hear() {
		this.stale = true;
		if (!this.is_seen() || this.asking) return;
		this.asking = setTimeout(() => {
			this.asking = null;
			if (this.is_seen()) this.load();
		}, SOONEST + Math.random() * SPREAD);
	}

	async load() {
		this.stale = false;
		const { message } = await frappe.call({
			method: "anshang_app.progress_tracking.api.chart",
			type: "POST",
			args: { with_closed: Number(this.filters.with_closed), known: JSON.stringify(this.board.known()) },
		});
		this.filters.draw(this.board.with_rows(message));
		this.board.take(message);
	}

	/** A node that one may date here takes its date; anything else opens what it shows. */
	async go(what, row, column, apart) {
		const node = { node: `${row.name}-${column}`, next: row.next?.node }[what];
		if (!node || apart || !frappe.model.can_create("Progress Entry")) return go(what, row, column, apart);
		await frappe.require("entry_dialog.bundle.js");
		if (document.fullscreenElement) await document.exitFullscreen();
		return anshang.date_node(row.name, node, { after: () => this.load(), open: () => go(what, row, column) });
	}

	async print() {
		await this.board.drawn();
		window.print();
	}

	publish() {
		const rows = this.board.shown();
		const dialog = new frappe.ui.Dialog({
			title: __("Publish to a Screen"),
			fields: [
				{
					fieldtype: "HTML",
					options: `<p>${__("The {0} projects now listed are shown to whoever opens the link, without persons in charge and without the text of issues.", [rows.length])}</p>`,
				},
				{ fieldname: "place", fieldtype: "Data", label: __("Place of the Screen"), reqd: 1 },
				{
					fieldname: "open_until",
					fieldtype: "Date",
					label: __("Open Until"),
					default: frappe.datetime.add_days(frappe.datetime.get_today(), 30),
					reqd: 1,
				},
				{ fieldname: "purpose", fieldtype: "Small Text", label: __("Purpose") },
			],
			primary_action_label: __("Publish to a Screen"),
			async primary_action(values) {
				const { message } = await frappe.call({
					method: "anshang_app.progress_tracking.api.open_screen",
					type: "POST",
					args: { ...values, projects: JSON.stringify(rows.map((row) => row.name)) },
					freeze: true,
				});
				dialog.hide();
				tell_address(message);
			},
		});
		dialog.show();
	}
};

function tell_address({ name, address }) {
	const escaped = frappe.utils.escape_html(address);
	const record = `/app/publication/${encodeURIComponent(name)}`;
	frappe.msgprint({
		title: __("The Screen Is Published"),
		message: `<p>${__("Open this address on the screen. It is shown this once; keep it like a key.")}</p>
			<p><code class="wall-address">${escaped}</code></p>
			<p><a href="${record}">${__("The publication can be withdrawn here at any time.")}</a></p>`,
		primary_action: { label: __("Copy the Address"), action: () => frappe.utils.copy_to_clipboard(address) },
	});
}

/** Where a choice on the chart leads; with Ctrl into a tab of its own. */
function go(what, row, column, apart) {
	const open = { project: row.name, state: ["in", ["Raised", "Taken Up", "In Hand", "Answered", "Sent Back"]] };
	const routes = {
		project: ["Form", "Investment Project", row.name],
		node: ["Form", "Project Node", `${row.name}-${column}`],
		next: row.next && ["Form", "Project Node", row.next.node],
		issues: ["List", "Coordination Issue", open],
		orders: ["List", "Supervision Order", { project: row.name, state: ["not in", ["Settled", "Revoked"]] }],
	};
	const route = routes[what];
	if (!route) return;
	if (apart && route[0] === "Form") {
		return window.open(`/app/${frappe.router.slug(route[1])}/${encodeURIComponent(route[2])}`);
	}
	if (document.fullscreenElement) document.exitFullscreen();
	frappe.set_route(...route);
}
