// Sends what waits, each once: the platform knows an entry by its number, so a lost answer is no second entry.
// What is refused or fails costs only itself.

import { Failure, LoggedOut, NoAnswer, Refusal, call, upload } from "./server.js";
import * as store from "./store.js";

export const WAITING = "waiting";
export const ASKED = "asked";
export const REFUSED = "refused";
export const FAILED = "failed";

// a platform that failed with an entry a few times does so again: then a person decides
const TRIES = 3;

let busy = false;

export const is_due = (item) => item.state === WAITING || (item.state === FAILED && item.tries < TRIES);

// tells `changed` after every step; answers "sent", "offline" or "logged out"
export async function send_all(setup, changed) {
	if (busy) return "busy";
	busy = true;
	try {
		for (const item of await store.all()) {
			if (item.user === setup.user && is_due(item)) await send_one(setup, item, changed);
		}
		return "sent";
	} catch (error) {
		if (error instanceof LoggedOut) return "logged out";
		if (error instanceof NoAnswer) return "offline";
		throw error;
	} finally {
		busy = false;
	}
}

async function send_one(setup, item, changed) {
	try {
		if (!item.entry) {
			const { project, values, client_id, confirmed } = item;
			const answer = await call(setup, "file_entry", { project, values, client_id, confirmed });
			if (answer.asked) return await settle(item, ASKED, answer.asked.join("\n"), changed);
			Object.assign(item, { entry: answer.name, text: answer.text });
			await store.put(item);
		}
		const trouble = await send_photos(setup, item);
		if (trouble) return await put_aside(item, trouble, changed, setup.words["Filed without"]);
		item.standing = await standing_of(setup, item.entry);
		await store.remove(item.client_id);
		changed(item);
	} catch (error) {
		await put_aside(item, error, changed);
	}
}

// who was told and whose step is next: good to know, and no reason to send the entry again
async function standing_of(setup, name) {
	try {
		return await call(setup, "reminders.api.standing", { doctype: "Progress Entry", name });
	} catch (error) {
		if (error instanceof LoggedOut || error instanceof NoAnswer || error instanceof Refusal || error instanceof Failure) return null;
		throw error;
	}
}

// every photo that can go goes; what is wrong with the others is answered
async function send_photos(setup, item) {
	let trouble = null;
	for (const photo of [...item.photos]) {
		try {
			await upload(setup, "add_photo", { entry: item.entry, photo_name: photo.name }, photo.blob);
			item.photos.splice(item.photos.indexOf(photo), 1);
			await store.put(item);
		} catch (error) {
			if (!(error instanceof Refusal || error instanceof Failure)) throw error;
			trouble = error;
		}
	}
	return trouble;
}

async function put_aside(item, error, changed, before = "") {
	if (!(error instanceof Refusal || error instanceof Failure)) throw error;
	item.tries = (item.tries || 0) + 1;
	const state = error instanceof Failure ? FAILED : REFUSED;
	await settle(item, state, [before, error.message].filter(Boolean).join("\n"), changed);
}

async function settle(item, state, message, changed) {
	Object.assign(item, { state, message });
	await store.put(item);
	changed(null);
}
