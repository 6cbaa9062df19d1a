import { createServer } from "node:http";
import { join, resolve } from "node:path";
import { Failure, stop } from "./fail.mjs";
import { port_number, read_options } from "./options.mjs";
import { host_name, is_site, read_config } from "./server/config.mjs";
import { forward, forward_upgrade } from "./server/forward.mjs";
import { close_on_signal, listen } from "./server/listen.mjs";
import { find_file, safe_path, send_file } from "./server/static_file.mjs";

const OWN_NAMES = ["127.0.0.1", "localhost", "[::1]"];

function read_settings() {
	const values = read_options({
		sites: { type: "string", default: "sites" },
		site: { type: "string" },
		port: { type: "string" },
		"web-port": { type: "string" },
		"socketio-port": { type: "string" },
		"names-origin": { type: "boolean" },
	});
	const config = read_config(values.sites);
	const sites = resolve(values.sites);
	const default_site = values.site ?? config.default_site ?? "";
	if (!is_site(sites, default_site)) {
		throw new Failure("--site, or default_site in common_site_config.json, must name an existing site.");
	}
	return {
		sites,
		default_site,
		extra_hosts: config.front_hosts ?? [],
		port: port_number(values.port ?? config.front_port, "front_port"),
		web_port: port_number(values["web-port"] ?? config.webserver_port, "webserver_port"),
		socketio_port: port_number(values["socketio-port"] ?? config.socketio_port, "socketio_port"),
		names_origin: Boolean(values["names-origin"]),
	};
}

// A foreign name that resolves to loopback (DNS rebinding) must not reach the bench; null refuses it.
function site_for(host, { sites, default_site, extra_hosts }) {
	const name = host_name(host);
	if (is_site(sites, name)) return name;
	const known = OWN_NAMES.includes(name) || name.endsWith(".localhost") || extra_hosts.includes(name);
	return known ? default_site : null;
}

function backend_for(path, site, settings) {
	return path.startsWith("/socket.io/")
		? { port: settings.socketio_port, site, title: "The realtime server" }
		: { port: settings.web_port, site, title: "The web server" };
}

async function answer(request, response, settings) {
	const path = request.url.split("?")[0];
	const site = site_for(request.headers.host, settings);
	if (!site)
		return refuse(response, 403, "This host name is not served; add it to front_hosts if it should be.");

	if (["GET", "HEAD"].includes(request.method)) {
		if (path.startsWith("/assets/")) {
			const asset = await find_file(
				safe_path(join(settings.sites, "assets"), path.slice("/assets/".length))
			);
			return asset ? send_file(request, response, asset) : refuse(response, 404, "No such asset.");
		}
		if (path.startsWith("/files/")) {
			const folder = join(settings.sites, site, "public", "files");
			const file = await find_file(safe_path(folder, path.slice("/files/".length)));
			if (file) return send_file(request, response, file, { uploaded: true });
		}
	}
	// Frappe's own realtime asks for an Origin, which browsers leave out of a same-origin GET: a bench's nginx adds it.
	if (settings.names_origin && path.startsWith("/socket.io/"))
		request.headers.origin ??= `http://${request.headers.host}`;
	return forward(request, response, backend_for(path, site, settings));
}

function refuse(response, status, text) {
	response.writeHead(status, { "Content-Type": "text/plain; charset=utf-8" }).end(`${text}\n`);
}

function start(settings) {
	const upgraded = new Set();
	const server = createServer((request, response) => {
		answer(request, response, settings).catch((error) => {
			console.error(error);
			if (response.headersSent) response.destroy();
			else refuse(response, 500, "The front server failed; its log says why.");
		});
	});
	server.on("upgrade", (request, socket, head) => {
		const site = site_for(request.headers.host, settings);
		if (!site || !request.url.startsWith("/socket.io/")) return socket.destroy();
		upgraded.add(socket);
		socket.on("close", () => upgraded.delete(socket));
		return forward_upgrade(request, socket, head, backend_for("/socket.io/", site, settings));
	});
	listen(server, settings.port, "Front");
	close_on_signal(() => {
		for (const socket of upgraded) socket.destroy();
		server.closeIdleConnections();
		return new Promise((done) => server.close(done));
	});
}

try {
	start(read_settings());
} catch (error) {
	stop(error);
}
