// Calls of the platform. A call ends in an answer, in a refusal with its sentences, in a failure of the platform
// with this one call, or in no answer at all.

export class Refusal extends Error {}
export class Failure extends Error {}
export class NoAnswer extends Error {}
export class LoggedOut extends Error {}

// a slow network is no missing one: what travels is waited for as long as it moves
const WAIT = 60000;
const STALLED = 120000;
// the platform is not there at all, or has too much to do: every other call would meet the same
const AWAY = [429, 502, 503, 504];

const path = (method) => `/api/method/anshang_app.${method.includes(".") ? method : `progress_tracking.api.${method}`}`;
const headers_of = (setup) => ({ Accept: "application/json", "X-Frappe-CSRF-Token": setup.csrf_token });

export async function call(setup, method, args, patience = WAIT) {
	const body = JSON.stringify(args || {});
	const headers = { ...headers_of(setup), "Content-Type": "application/json" };
	return read(setup, await ask(path(method), { method: "POST", body, headers }, patience));
}

export async function upload(setup, method, args, blob) {
	const body = new FormData();
	for (const [key, value] of Object.entries(args)) body.append(key, value);
	body.append("file", blob, args.photo_name);
	return read(setup, await push(path(method), body, headers_of(setup)));
}

async function read(setup, answer) {
	if (answer.ok) return (await answer.json().catch(() => failed(setup))).message;
	if (AWAY.includes(answer.status)) throw new NoAnswer(setup.words["Server"]);
	if (answer.status >= 500) failed(setup);
	if (!(await logged_in(setup))) throw new LoggedOut();
	throw new Refusal((await read_refusal(answer)) || setup.words["Server"]);
}

function failed(setup) {
	throw new Failure(setup.words["Server"]);
}

async function ask(address, options, patience = WAIT) {
	// older phones have neither a signal that ends by itself nor, the oldest, one at all
	const end = typeof AbortController === "function" ? new AbortController() : null;
	let timer;
	const late = new Promise((_resolve, reject) => {
		timer = setTimeout(() => {
			end?.abort();
			reject(new NoAnswer("timeout"));
		}, patience);
	});
	try {
		return await Promise.race([fetch(address, { credentials: "same-origin", signal: end?.signal, ...options }), late]);
	} catch (error) {
		throw new NoAnswer(error.message);
	} finally {
		clearTimeout(timer);
	}
}

// a photo may take minutes: it is given up only when nothing moves any more, which fetch does not tell
function push(address, body, headers) {
	return new Promise((resolve, reject) => {
		const request = new XMLHttpRequest();
		let timer;
		const moving = () => {
			clearTimeout(timer);
			timer = setTimeout(() => request.abort(), STALLED);
		};
		const none = () => {
			clearTimeout(timer);
			reject(new NoAnswer("upload"));
		};
		request.open("POST", address);
		for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
		request.upload.onprogress = moving;
		request.onload = () => {
			clearTimeout(timer);
			resolve(answer_of(request));
		};
		request.onerror = request.onabort = none;
		moving();
		request.send(body);
	});
}

const answer_of = (request) => ({
	ok: request.status >= 200 && request.status < 300,
	status: request.status,
	json: async () => JSON.parse(request.responseText),
});

// a login that ended answers like a refusal: ask who is there; a new login brings a new token, too
async function logged_in(setup) {
	const answer = await ask("/api/method/frappe.auth.get_logged_user", { headers: { Accept: "application/json" } });
	if (answer.status >= 500) throw new NoAnswer(setup.words["Server"]);
	return answer.ok && (await answer.json()).message === setup.user && !(await token_is_old(setup));
}

async function token_is_old(setup) {
	const page = await ask("/anshang/entry", {});
	const json = /<script type="application\/json" id="setup">([\s\S]*?)<\/script>/.exec(await page.text());
	const token = json && JSON.parse(json[1]).csrf_token;
	const old = Boolean(token) && token !== setup.csrf_token;
	if (token) setup.csrf_token = token;
	return old;
}

// the sentences of a refusal, without markup
async function read_refusal(answer) {
	const reply = await answer.json().catch(() => ({}));
	const messages = JSON.parse(reply._server_messages || "[]").map((line) => JSON.parse(line).message);
	const holder = document.createElement("template");
	return messages
		.map((html) => {
			holder.innerHTML = html.replace(/<\/li>|<br\s*\/?>/g, "\n");
			return holder.content.textContent.trim();
		})
		.join("\n");
}
