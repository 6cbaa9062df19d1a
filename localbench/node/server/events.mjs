import { load_package } from "../packages.mjs";

const { createClient } = load_package("@redis/client");
const LONGEST_WAIT_MS = 5000;

// Frappe publishes on the queue's Redis; the client reconnects by itself when that Redis restarts.
export async function follow_events(url, deliver) {
	const client = createClient({
		url,
		socket: { reconnectStrategy: (tries) => Math.min(tries * 200, LONGEST_WAIT_MS) },
	});
	let reported = false;
	client.on("error", (error) => {
		if (!reported)
			console.error(
				`Redis at ${without_password(url)} is not reachable: ${error.code || error.message}`
			);
		reported = true;
	});
	client.on("ready", () => (reported = false));
	await client.connect();
	await client.subscribe("events", (text) => {
		const event = parse_event(text);
		if (event) deliver(event);
	});
	return client;
}

function parse_event(text) {
	try {
		return JSON.parse(text);
	} catch {
		console.error("An event that is not JSON was dropped.");
		return null;
	}
}

function without_password(url) {
	return url.replace(/\/\/[^@/]*@/, "//");
}
