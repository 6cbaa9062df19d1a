// A call whose refusal comes back as its sentences, so that the page may say them where the typing is.

export class Refusal extends Error {}

export async function ask(method, args) {
	let answer;
	try {
		answer = await fetch(`/api/method/anshang_app.coordination.api.${method}`, {
			method: "POST",
			credentials: "same-origin",
			body: JSON.stringify(args),
			headers: {
				"Content-Type": "application/json",
				Accept: "application/json",
				"X-Frappe-CSRF-Token": frappe.csrf_token,
			},
		});
	} catch {
		throw new Refusal(__("The platform cannot be reached. What was typed is kept; try again."));
	}
	const reply = await answer.json().catch(() => ({}));
	if (answer.ok) return reply.message;
	throw new Refusal(sentences(reply) || __("The platform cannot be reached. What was typed is kept; try again."));
}

/** The sentences of a refusal as plain text. */
function sentences(reply) {
	const holder = document.createElement("template");
	return JSON.parse(reply._server_messages || "[]")
		.map((line) => JSON.parse(line).message)
		.map((html) => {
			holder.innerHTML = String(html).replace(/<\/li>|<br\s*\/?>/g, "\n");
			return holder.content.textContent.trim();
		})
		.join("\n");
}
