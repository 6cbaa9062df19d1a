// Asking the platform: the link goes in the body, never in an address.

const API = "/api/method/anshang_app.enterprise_page.api.";
const link = new URLSearchParams(location.search).get("link") || "";

/** A refusal in the platform's own words. */
class Refused extends Error {
	constructor(status, message) {
		super(message);
		this.status = status;
	}
}

/**
 * What a method answers; throws `Refused` with a sentence a person can read. `sent` is told the per cent sent of a
 * file, {content, name}, which `fetch` would not tell.
 */
export async function answer_of(setup, method, values = {}, file = null, sent = () => {}) {
	const form = new FormData();
	for (const [key, value] of Object.entries({ link, ...values })) form.append(key, value ?? "");
	if (file) form.append("file", file.content, file.name);
	const { status, text } = await send(API + method, form, setup, sent);
	const body = read(text);
	if (status >= 200 && status < 300) return body.message;
	throw new Refused(status, sentence_of(body) || setup.words.no_answer);
}

function send(address, form, setup, sent) {
	return new Promise((resolve, reject) => {
		const request = new XMLHttpRequest();
		request.open("POST", address);
		request.setRequestHeader("Accept", "application/json");
		if (setup.csrf_token) request.setRequestHeader("X-Frappe-CSRF-Token", setup.csrf_token);
		request.upload.onprogress = ({ loaded, total }) => total && sent(Math.floor((loaded * 100) / total));
		request.onload = () => resolve({ status: request.status, text: request.responseText });
		request.onerror = () => reject(new Refused(0, setup.words.no_answer));
		request.send(form);
	});
}

function read(text) {
	try {
		return JSON.parse(text);
	} catch {
		return {};
	}
}

/** The sentences of a refusal, without markup. */
function sentence_of(body) {
	try {
		const messages = JSON.parse(body._server_messages || "[]").map((message) => JSON.parse(message).message || "");
		const box = document.createElement("template");
		return messages
			.map((html) => {
				box.innerHTML = html;
				return box.content.textContent.trim();
			})
			.filter(Boolean)
			.join("；");
	} catch {
		return "";
	}
}
