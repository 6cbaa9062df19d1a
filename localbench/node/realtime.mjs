import { createServer } from "node:http";
import { resolve } from "node:path";
import { Failure, stop } from "./fail.mjs";
import { port_number, read_options } from "./options.mjs";
import { load_package } from "./packages.mjs";
import { authenticate } from "./server/authenticate.mjs";
import { read_config } from "./server/config.mjs";
import { follow_events } from "./server/events.mjs";
import { close_on_signal, listen } from "./server/listen.mjs";
import { is_own_origin } from "./server/origin.mjs";
import { join_rooms } from "./server/subscriptions.mjs";

const { Server } = load_package("socket.io");

function read_settings() {
	const values = read_options({
		sites: { type: "string", default: "sites" },
		modules: { type: "string" },
		port: { type: "string" },
		"web-port": { type: "string" },
		"page-port": { type: "string", multiple: true },
	});
	const config = read_config(values.sites);
	const redis = config.redis_queue ?? config.redis_socketio;
	if (!redis) throw new Failure("common_site_config.json names no redis_queue.");
	const web_port = port_number(values["web-port"] ?? config.webserver_port, "webserver_port");
	return {
		sites: resolve(values.sites),
		port: port_number(values.port ?? config.socketio_port, "socketio_port"),
		web_port,
		page_ports: [web_port, ...(values["page-port"] ?? [config.front_port])].map(Number).filter(Boolean),
		redis,
	};
}

function start(settings) {
	const server = createServer((_request, response) => response.writeHead(404).end("Not found\n"));
	const io = new Server(server, {
		serveClient: false,
		maxHttpBufferSize: 100_000,
		cors: (request, callback) => {
			callback(null, {
				origin: is_own_origin(request.headers, settings.page_ports),
				credentials: true,
			});
		},
		allowRequest: (request, callback) =>
			callback(null, is_own_origin(request.headers, settings.page_ports)),
	});

	// Remembered by name: looking one up with io.of() could create a namespace nobody guards.
	const namespaces = new Map();
	io.on("new_namespace", (namespace) => namespaces.set(namespace.name, namespace));
	const every_site = io.of(/^\/.+$/);
	every_site.use(authenticate(settings));
	every_site.on("connection", (socket) => join_rooms(socket, settings));

	listen(server, settings.port, "Realtime");
	const redis = follow_events(settings.redis, ({ namespace, room, event, message }) => {
		if (room && event) namespaces.get(`/${namespace}`)?.to(room).emit(event, message);
	});
	redis.catch(stop);
	close_on_signal(() => new Promise((done) => io.close(done)));
}

try {
	start(read_settings());
} catch (error) {
	stop(error);
}
