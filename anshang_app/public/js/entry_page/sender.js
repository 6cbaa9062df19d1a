// Sends what waits, each once: the platform knows an entry by its number, so a lost answer is no second entry.

import { NoAnswer, LoggedOut, Refusal, call, upload } from "./server.js";
import * as store from "./store.js";

export const WAITING = "waiting";
export const ASKED = "asked";
export const REFUSED = "refused";

let busy = false;

// tells `changed` after every step; answers "sent", "offline" or "logged out"
export async function send_all(setup, changed) {
	if (busy) return "busy";
	busy = true;
	try {
		for (const item of await store.all()) {
			if (item.user === setup.user && item.state === WAITING) await send_one(setup, item, changed);
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
		while (item.photos.length) {
			const [photo] = item.photos;
			await upload(setup, "add_photo", { entry: item.entry, photo_name: photo.name }, photo.blob);
			item.photos.shift();
			await store.put(item);
		}
		await store.remove(item.client_id);
		changed(item);
	} catch (error) {
		if (!(error instanceof Refusal)) throw error;
		await settle(item, REFUSED, error.message, changed);
	}
}

async function settle(item, state, message, changed) {
	Object.assign(item, { state, message });
	await store.put(item);
	changed(null);
}
