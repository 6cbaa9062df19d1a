import { request as open_request } from "node:http";
import { tell_no_answer } from "./no_answer.mjs";

// Headers a browser must not set itself: the web server believes them.
const OWN_HEADERS =
	/^(x-forwarded-.*|x-real-ip|forwarded|x-frappe-site-name|x-use-x-accel-redirect|x-sendfile-type)$/;
const HOP_HEADERS = new Set([
	"connection",
	"expect",
	"keep-alive",
	"proxy-connection",
	"te",
	"trailer",
	"upgrade",
]);

function forwarded_headers(request, site) {
	const names = Object.entries(request.headers).filter(
		([name]) => !OWN_HEADERS.test(name) && !HOP_HEADERS.has(name)
	);
	return {
		...Object.fromEntries(names),
		"x-frappe-site-name": site,
		"x-forwarded-for": request.socket.remoteAddress,
		"x-forwarded-host": request.headers.host,
		"x-forwarded-proto": "http",
	};
}

function target(request, port, headers) {
	// A kept connection may be closed by the worker just as it is used again; loopback opens one for nothing.
	return { host: "127.0.0.1", port, method: request.method, path: request.url, headers, agent: false };
}

// Frappe failed so early that gunicorn answered for it, as without a database.
function is_of_the_server_itself({ statusCode, headers }) {
	return statusCode === 500 && headers["content-type"] === "text/html";
}

export function forward(request, response, { port, site, title }) {
	const headers = { ...forwarded_headers(request, site), connection: "close" };
	const upstream = open_request(target(request, port, headers), (answer) => {
		if (is_of_the_server_itself(answer)) {
			answer.resume();
			return tell_no_answer(request, response, 503);
		}
		const kept = answer.rawHeaders.filter(
			(_, index) => !HOP_HEADERS.has(answer.rawHeaders[index & ~1].toLowerCase())
		);
		response.writeHead(answer.statusCode, answer.statusMessage, kept);
		answer.pipe(response);
		answer.on("error", () => response.destroy());
	});
	upstream.on("error", (error) => {
		if (response.headersSent || response.destroyed) return response.destroy();
		console.error(`${title} does not answer (${error.code ?? error.message}).`);
		tell_no_answer(request, response, 502);
	});
	response.on("close", () => upstream.destroy());
	request.pipe(upstream);
}

export function forward_upgrade(request, socket, head, { port, site }) {
	const headers = {
		...forwarded_headers(request, site),
		connection: "Upgrade",
		upgrade: request.headers.upgrade,
	};
	const upstream = open_request(target(request, port, headers));
	socket.on("error", () => upstream.destroy());
	upstream.on("error", () => socket.destroy());
	upstream.on("response", (answer) => {
		socket.end(`HTTP/1.1 ${answer.statusCode} ${answer.statusMessage}\r\nConnection: close\r\n\r\n`);
		answer.resume();
	});
	upstream.on("upgrade", (answer, peer, peer_head) => {
		const lines = answer.rawHeaders.map((part, index) => (index % 2 ? `${part}\r\n` : `${part}: `));
		socket.write(`HTTP/1.1 101 Switching Protocols\r\n${lines.join("")}\r\n`);
		if (peer_head.length) socket.write(peer_head);
		if (head.length) peer.write(head);
		for (const [one, other] of [
			[socket, peer],
			[peer, socket],
		]) {
			one.on("error", () => other.destroy());
			one.on("close", () => other.destroy());
			one.pipe(other);
		}
	});
	upstream.end();
}
