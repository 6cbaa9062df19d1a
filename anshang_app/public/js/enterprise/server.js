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

/** What a method answers; throws `Refused` with a sentence a person can read. */
export async function answer_of(setup, method, values = {}, file = null) {
	const form = new FormData();
	for (const [key, value] of Object.entries({ link, ...values })) form.append(key, value ?? "");
	if (file) form.append("file", file);
	let answer;
	try {
		answer = await fetch(API + method, {
			method: "POST",
			credentials: "same-origin",
			body: form,
			headers: { Accept: "application/json", ...(setup.csrf_token ? { "X-Frappe-CSRF-Token": setup.csrf_token } : {}) },
		});
	} catch {
		throw new Refused(0, setup.words.no_answer);
	}
	const body = await answer.json().catch(() => ({}));
	if (answer.ok) return body.message;
	throw new Refused(answer.status, sentence_of(body) || setup.words.no_answer);
}

/** The sentences of a refusal, without markup. */
function sentence_of(body) {
	try {
		const messages = JSON.parse(body._server_messages || "[]").map((one) => JSON.parse(one).message || "");
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
