import { Failure, stop } from "../fail.mjs";

const GRACE_MS = 2000;

export function listen(server, port, title) {
	server.on("error", (error) => {
		stop(error.code === "EADDRINUSE" ? new Failure(`${title}: port ${port} is taken.`) : error);
	});
	server.listen(port, "127.0.0.1", () => console.log(`${title} listens on http://127.0.0.1:${port}`));
}

// Open downloads get a moment; sockets that never end would keep the process for ever.
export function close_on_signal(close) {
	let closing = false;
	for (const signal of ["SIGTERM", "SIGINT"]) {
		process.on(signal, async () => {
			if (closing) return;
			closing = true;
			setTimeout(() => process.exit(0), GRACE_MS).unref();
			await close();
			process.exit(0);
		});
	}
}
