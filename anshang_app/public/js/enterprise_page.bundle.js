// The enterprise's page by its signed link: read at once, act with a one-time code. What is typed stays until it is sent.

import { answer_of } from "./enterprise/server.js";
import { draw, draw_code } from "./enterprise/sections.js";
import { smaller } from "./entry_page/photos.js";

// bytes of a photo that travels well enough as it is, and the longest side at which a scan still reads well
const WORTH_IT = 1024 * 1024;
const LONGEST_SIDE = 2400;

const setup = JSON.parse(document.getElementById("setup").textContent);
const page = document.getElementById("page");
const state = { project: null, ticket: null, contact: "", setup, page };

/** Ask for the project anew and draw it; a link that ended shows nothing more. */
async function look() {
	try {
		state.project = await answer_of(setup, "look");
		draw(state, act);
	} catch (refused) {
		draw_refusal(refused);
	}
}

/** One act, then the page as it is; on a refusal everything typed stays where it is. */
async function act(method, values, note, file) {
	note.className = "soft";
	note.textContent = setup.words.sending;
	// a slow network tempts to click again
	const buttons = [...page.querySelectorAll("button")].filter((button) => !button.disabled);
	for (const button of buttons) button.disabled = true;
	const sent = (share) => {
		if (file) note.textContent = `${setup.words.sending} ${share}%`;
	};
	try {
		const answer = await answer_of(setup, method, values, file && (await ready(file, setup)), sent);
		if (method === "enter_code") {
			// everything else on the page stays as it was typed
			Object.assign(state, { ticket: answer.ticket, contact: answer.contact_name });
			return draw_code(state, act);
		}
		state.project = answer;
		draw(state, act, true);
	} catch (refused) {
		note.className = "bad";
		note.textContent = refused.message;
	} finally {
		for (const button of buttons) button.disabled = false;
	}
}

/** A file as it travels: a large photo made smaller, and refused here where it is too large to be taken. */
async function ready(file, { words: texts, largest }) {
	const photo = file.type.startsWith("image/") && file.size > WORTH_IT;
	const content = photo ? await smaller(file, LONGEST_SIDE) : file;
	if (content.size > largest * 1024 * 1024) throw new Error(texts.too_large.replace("{0}", largest));
	return { content, name: content === file ? file.name : file.name.replace(/\.\w+$/, ".jpg") };
}

function draw_refusal(refused) {
	const { words: texts } = setup;
	const lines = refused.status === 403 ? [texts.ended, texts.ended_hint] : [refused.message, ""];
	page.replaceChildren(
		...lines.map((text, at) => Object.assign(document.createElement("p"), { textContent: text, className: at ? "soft" : "bad" }))
	);
}

look();
