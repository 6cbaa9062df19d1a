// Calls of the platform. A call ends in an answer, in a refusal with its sentences, or in no answer at all.

export class Refusal extends Error {}
export class NoAnswer extends Error {}
export class LoggedOut extends Error {}

const WAIT = 20000;

export async function call(setup, method, args, patience = WAIT) {
	const body = JSON.stringify(args || {});
	return send(setup, method, { body, headers: { "Content-Type": "application/json" }, patience });
}

export async function upload(setup, method, args, blob) {
	const body = new FormData();
	for (const [key, value] of Object.entries(args)) body.append(key, value);
	body.append("file", blob, args.photo_name);
	return send(setup, method, { body, headers: {} });
}

async function send(setup, method, { body, headers, patience }) {
	const answer = await ask(`/api/method/anshang_app.progress_tracking.api.${method}`, {
		method: "POST",
		signal: AbortSignal.timeout(patience || WAIT),
		body,
		headers: { ...headers, Accept: "application/json", "X-Frappe-CSRF-Token": setup.csrf_token },
	});
	if (answer.ok) return (await answer.json()).message;
	if (answer.status >= 500) throw new NoAnswer(setup.words["Server"]);
	if (!(await logged_in(setup))) throw new LoggedOut();
	throw new Refusal(await said(answer));
}

async function ask(address, options) {
	try {
		return await fetch(address, { credentials: "same-origin", signal: AbortSignal.timeout(WAIT), ...options });
	} catch (error) {
		throw new NoAnswer(error.message);
	}
}

// a login that ended answers like a refusal: ask who is there; a new login brings a new token, too
async function logged_in(setup) {
	const answer = await ask("/api/method/frappe.auth.get_logged_user", { headers: { Accept: "application/json" } });
	if (answer.status >= 500) throw new NoAnswer(setup.words["Server"]);
	return answer.ok && (await answer.json()).message === setup.user && !(await token_is_old(setup));
}

async function token_is_old(setup) {
	const page = await ask("/anshang/entry", {});
	const json = /<script type="application\/json" id="setup">([^]*?)<\/script>/.exec(await page.text());
	const token = json && JSON.parse(json[1]).csrf_token;
	const old = Boolean(token) && token !== setup.csrf_token;
	if (token) setup.csrf_token = token;
	return old;
}

// the sentences of a refusal, without markup
async function said(answer) {
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
