// 挂图大屏: the published chart on a wall, without a login. Asks again and again; once refused it shows nothing more.

import { Board } from "./wall/board.js";
import { SlowScroll } from "./wall/slow_scroll.js";
import { fill, full_day } from "./wall/texts.js";

const EVERY = 15000;
const setup = JSON.parse(document.getElementById("setup").textContent);
const link = new URLSearchParams(location.search).get("link") || "";
const element = document.getElementById("wall");
const board = new Board(element);
const scroll = new SlowScroll(board.scroller);

element.classList.add("full");
board.on_wall = true;
board.find("h1").textContent = setup.title;
const note = document.createElement("p");
note.className = "when until";
board.find(".when").after(note);

async function ask() {
	const answer = await fetch("/api/method/anshang_app.progress_tracking.api.screen", {
		method: "POST",
		credentials: "same-origin",
		body: JSON.stringify({ link, known: board.known() }),
		headers: {
			"Content-Type": "application/json",
			Accept: "application/json",
			...(setup.csrf_token ? { "X-Frappe-CSRF-Token": setup.csrf_token } : {}),
		},
	});
	if (answer.ok) return (await answer.json()).message;
	// a refusal ends the screen; if the platform is away or asks for patience, what is shown stays
	if (answer.status === 403) return null;
	throw new Error(String(answer.status));
}

async function look() {
	try {
		const chart = await ask();
		if (!chart) return end();
		board.take(chart);
		note.className = "when until";
		note.textContent = fill(setup.open_until, full_day(chart.open_until));
		scroll.start();
	} catch {
		note.className = "when until trouble";
		note.textContent = setup.no_answer;
	}
	setTimeout(look, EVERY);
}

function end() {
	scroll.stop();
	note.textContent = "";
	board.end(setup.ended);
	// a link that is renewed or a screen that is published later needs no hand at the screen
	setTimeout(look, EVERY * 4);
}

look();
