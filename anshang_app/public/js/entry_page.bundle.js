// The phone page: choose a project, file an entry, see what still waits on this phone.

import { day, make } from "./entry_page/dom.js";
import { draw_form } from "./entry_page/form.js";
import { Failure, LoggedOut, NoAnswer, Refusal, call } from "./entry_page/server.js";
import { answers } from "./entry_page/search.js";
import { ASKED, FAILED, REFUSED, WAITING, is_due, send_all } from "./entry_page/sender.js";
import * as store from "./entry_page/store.js";

const setup = JSON.parse(document.getElementById("setup").textContent);
const w = setup.words;
const page = document.getElementById("page");
const RETRY = 30000;
const PATIENCE = 2500;
// as www/anshang/entry_worker.js names it
const KEPT_PAGES = "anshang-entry-1";
const NONE = { nodes: [], cases: [] };

let online = navigator.onLine;
let logged_out = false;
let last_sent = null;
let on_list = true;
let keeps_page = false;
let projects = [];
let sought = "";
let refusal = "";
// what is drawn last wins, not what is answered last
let drawing = 0;

// --- from the platform, or what came last -----------------------------------------------------------------

async function load(key, method, args) {
	try {
		// on a slow network what came last will do
		const answer = await call(setup, method, args, (await kept_of(key)) ? PATIENCE : undefined);
		online = true;
		refusal = "";
		await store.keep(`${setup.user}:${key}`, answer);
		return { value: answer };
	} catch (error) {
		if (error instanceof LoggedOut) logged_out = true;
		else if (error instanceof NoAnswer) online = false;
		else if (error instanceof Refusal || error instanceof Failure) refusal = error.message;
		else throw error;
		return (await kept_of(key)) || { value: null };
	}
}

const kept_of = (key) => store.kept(`${setup.user}:${key}`);

// --- sending ----------------------------------------------------------------------------------------------

async function send() {
	const outcome = await send_all(setup, (sent) => {
		if (sent) last_sent = sent;
		refresh();
	});
	if (outcome === "busy") return;
	logged_out = outcome === "logged out";
	online = outcome !== "offline" && navigator.onLine;
	await refresh();
}

async function file(project, { values, photos, labels }, old) {
	const client_id = old?.client_id || store.fresh_id();
	await store.put({
		client_id,
		user: setup.user,
		made: old?.made || Date.now(),
		project: project.name,
		project_name: project.project_name,
		values,
		labels,
		photos: photos.map((blob, at) => ({ name: `照片${at + 1}.jpg`, blob })),
		state: WAITING,
	});
	if (!old) await drafts.forget(project.name);
	last_sent = null;
	await draw_list();
	scrollTo(0, 0);
	await send();
}

// what is being typed stays on the phone until it is filed: a wrong touch, a closed tab, a call in between
const drafts = {
	timer: null,
	key: (project) => `${setup.user}:draft:${project}`,
	keep(project, typed) {
		clearTimeout(this.timer);
		this.timer = setTimeout(() => store.keep(this.key(project), typed), 200);
	},
	async of(project) {
		return (await store.kept(this.key(project)))?.value || {};
	},
	forget(project) {
		clearTimeout(this.timer);
		return store.forget(this.key(project));
	},
};

// --- the page ---------------------------------------------------------------------------------------------

async function refresh() {
	const items = await store.all();
	const mine = items.filter((item) => item.user === setup.user);
	const waiting = mine.length ? ` · ${w["to send"].replace("{0}", mine.length)}` : "";
	document.getElementById("state").textContent = `${setup.full_name} · ${online ? w["Online"] : w["No network"]}${waiting}`;
	const box = document.getElementById("queue");
	if (!on_list || !box) return;
	box.replaceChildren(...notes(items.length - mine.length), ...mine.map(draw_item));
}

function notes(others) {
	const note_lines = [];
	if (logged_out) {
		const link = make("a", { href: "/login?redirect-to=/anshang/entry" }, w["Login"]);
		note_lines.push(make("p", { className: "note bad" }, w["Log in"], " ", link));
	}
	if (refusal) note_lines.push(make("p", { className: "note bad" }, refusal));
	if (last_sent) {
		const copy = make("button", { className: "plain", on: { click: () => copy_text(copy, last_sent.text) } }, w["Copy"]);
		note_lines.push(make("div", { className: "note fine", id: "filed" }, `✓ ${w["Filed"]}：${last_sent.project_name} `, copy, ...standing_lines(last_sent.standing)));
	}
	if (others) note_lines.push(make("p", { className: "note" }, w["Others"].replace("{0}", others)));
	return note_lines;
}

function standing_lines(standing) {
	const persons_told = standing?.told || [];
	const next = (standing?.next || []).map(({ heading, unit }) => `${heading}（${unit}）`);
	return [
		...(persons_told.length ? [make("div", {}, w["Told"].replace("{0}", persons_told.join("、")))] : []),
		...(next.length ? [make("div", {}, w["Next"].replace("{0}", next.join("；")))] : []),
	];
}

function draw_item(item) {
	const kind = setup.kinds.find(({ value }) => value === item.values.entry_kind).label;
	const state = { [WAITING]: w["Waiting"], [ASKED]: w["Asked"], [REFUSED]: w["Refused"], [FAILED]: w["Failed"] }[item.state];
	const again = (changes) => async () => {
		await store.put({ ...item, state: WAITING, tries: 0, ...changes });
		await send();
	};
	const buttons = [];
	if (item.state === ASKED) buttons.push(make("button", { on: { click: again({ confirmed: 1 }) } }, w["Right"]));
	if (item.state === REFUSED || item.state === FAILED) buttons.push(make("button", { on: { click: again({}) } }, w["Try again"]));
	if (item.state !== WAITING) {
		if (!item.entry) buttons.push(make("button", { on: { click: () => change(item) } }, w["Change"]));
		buttons.push(make("button", { on: { click: async () => { await store.remove(item.client_id); await refresh(); } } }, w["Discard"]));
	}
	const message = item.message && item.state !== WAITING && make("p", { style: "margin:6px 0 0;white-space:pre-line" }, item.message);
	return make("div", { className: `note ${item.state === REFUSED || item.state === FAILED ? "bad" : ""}` },
		make("b", {}, `${state}：`), `${item.project_name} · ${kind} · ${day(item.values.entry_date)}`,
		message || null, buttons.length ? make("div", { className: "row" }, ...buttons) : null);
}

const change = (item) => open({ name: item.project, project_name: item.project_name, open: [] }, item);

async function copy_text(button, text) {
	if (navigator.clipboard) await navigator.clipboard.writeText(text);
	else {
		// without HTTPS there is no clipboard to write to but by a selection
		const area = make("textarea", { value: text, style: "position:fixed;opacity:0" });
		document.body.append(area);
		area.select();
		document.execCommand("copy");
		area.remove();
	}
	button.textContent = `✓ ${w["Copied"]}`;
}

async function draw_list() {
	on_list = true;
	drawing += 1;
	const search = make("input", { type: "search", placeholder: w["Search Project"], value: sought, "aria-label": w["Search Project"], on: { input: () => { sought = search.value.trim(); draw_cards(); } } });
	page.replaceChildren(make("div", { id: "queue" }), make("h2", {}, w["Hello"].replace("{0}", setup.full_name)),
		make("div", { style: "margin:8px 0 12px" }, search), make("div", { id: "cards" }), make("p", { className: "small", id: "how" }));
	draw_cards();
	say_how();
	await refresh();
}

function draw_cards() {
	const cards = document.getElementById("cards");
	const shown = projects.filter((project) => answers(project, sought));
	cards.replaceChildren(...shown.map((project) =>
		make("button", { className: "card", type: "button", on: { click: () => open(project) } },
			make("b", {}, project.project_name), make("span", { className: "small" }, project.stage_label, " "),
			...project.open.map(({ duty }) => make("span", { className: "owed" }, duty)))));
	if (!shown.length) cards.append(make("p", { className: "small" }, w["No project"]));
}

// which of the two it is: a page that opens without a network, or one that must stay open
function say_how() {
	const how = document.getElementById("how");
	if (!how) return;
	const security_note = keeps_page ? w["Secure"] : w["Not secure"];
	how.textContent = window.isSecureContext && !keeps_page ? w["Not kept yet"] : security_note;
}

// `old`: an entry that came back
async function open(project, old) {
	drawing += 1;
	const mine = drawing;
	const { value } = await load(`choices:${project.name}`, "entry_choices", { project: project.name });
	const draft_shown = old ? { ...old, photos: old.photos.map(({ blob }) => blob) } : await drafts.of(project.name);
	if (mine !== drawing) return;
	on_list = false;
	const back = make("button", { className: "plain", type: "button", on: { click: draw_list } }, `‹ ${w["Back"]}`);
	const form = draw_form(setup, project, value || NONE, draft_shown, {
		typed: (typed) => old || drafts.keep(project.name, typed),
		done: (entered) => file(project, entered, old),
	});
	page.replaceChildren(back, make("h2", {}, project.project_name), form);
	scrollTo(0, 0);
}

async function keep_page() {
	if (!window.isSecureContext || !navigator.serviceWorker) return;
	await navigator.serviceWorker.register("/anshang/entry_worker.js", { scope: "/anshang/" });
	await navigator.serviceWorker.ready;
	// the page and its script came before the worker was there: keep them for it
	const kept = await caches.open(KEPT_PAGES);
	const scripts = [...document.scripts].map(({ src }) => src).filter(Boolean);
	if (navigator.onLine) await kept.addAll(["/anshang/entry", ...scripts]);
	keeps_page = true;
	say_how();
}

async function begin() {
	const { value } = await load("projects", "my_projects");
	projects = value || [];
	await draw_list();
	addEventListener("online", send);
	addEventListener("offline", () => { online = false; refresh(); });
	setInterval(async () => { if ((await store.all()).some(is_due)) await send(); }, RETRY);
	await send();
	await keep_page();
}

begin();
