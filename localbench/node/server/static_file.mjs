import { createReadStream } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { basename, extname, join, normalize } from "node:path";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { mime_type } from "./mime.mjs";

const HASHED = /\.bundle\.[A-Z0-9]{8}\.(js|css)$/;
const PACKED = /\.(js|mjs|css|svg|json|html|txt|map|csv|xml|ttf|eot)$/i;
const RUNS_SCRIPTS = /\.(svg|html?|xml|xhtml)$/i;
const MOST_PACKED_BYTES = 48 * 1024 * 1024;

const compress = promisify(gzip);
const packed = new Map();
let packed_bytes = 0;

export function safe_path(folder, encoded) {
	try {
		const path = decodeURIComponent(encoded);
		if (path.includes("\0") || path.split(/[\\/]/).some((part) => part.startsWith("."))) return null;
		return join(folder, normalize(path));
	} catch {
		return null;
	}
}

export async function find_file(path) {
	const info = path && (await stat(path).catch(() => null));
	return info?.isFile() ? { path, size: info.size, mtime: info.mtime } : null;
}

export async function send_file(request, response, file, { uploaded = false } = {}) {
	const headers = describe(file, uploaded);
	if (request.headers["if-none-match"] === headers.ETag) return response.writeHead(304, headers).end();

	const range = read_range(request.headers.range, file.size);
	if (range) return send_range(request, response, file, headers, range);
	if (PACKED.test(file.path) && /\bgzip\b/.test(request.headers["accept-encoding"] ?? "")) {
		const body = await pack(file, headers.ETag);
		response.writeHead(200, { ...headers, "Content-Encoding": "gzip", "Content-Length": body.length });
		return response.end(request.method === "HEAD" ? undefined : body);
	}
	response.writeHead(200, { ...headers, "Content-Length": file.size });
	return stream(request, response, file);
}

function describe(file, uploaded) {
	const headers = {
		"Content-Type": mime_type(file.path),
		"Last-Modified": file.mtime.toUTCString(),
		ETag: `W/"${file.size.toString(16)}-${file.mtime.getTime().toString(16)}"`,
		"Cache-Control": HASHED.test(file.path) ? "public, max-age=31536000, immutable" : "no-cache",
		"Accept-Ranges": "bytes",
		"X-Content-Type-Options": "nosniff",
		Vary: "Accept-Encoding",
	};
	// An uploaded page would run its scripts in the reader's session.
	if (uploaded && RUNS_SCRIPTS.test(file.path)) {
		headers["Content-Disposition"] =
			`attachment; filename*=UTF-8''${encodeURIComponent(basename(file.path))}`;
	}
	return headers;
}

function read_range(header, size) {
	const [, first, last] = /^bytes=(\d*)-(\d*)$/.exec(header ?? "") ?? [];
	if (!first && !last) return null;
	const start = first ? Number(first) : Math.max(0, size - Number(last));
	const end = first && last ? Math.min(Number(last), size - 1) : size - 1;
	return { start, end };
}

function send_range(request, response, file, headers, { start, end }) {
	if (start > end) return response.writeHead(416, { "Content-Range": `bytes */${file.size}` }).end();
	const range = {
		"Content-Range": `bytes ${start}-${end}/${file.size}`,
		"Content-Length": end - start + 1,
	};
	response.writeHead(206, { ...headers, ...range });
	return stream(request, response, file, { start, end });
}

function stream(request, response, file, range) {
	if (request.method === "HEAD" || !file.size) return response.end();
	const source = createReadStream(file.path, range);
	source.on("error", () => response.destroy());
	response.on("close", () => source.destroy());
	return source.pipe(response);
}

async function pack(file, tag) {
	const key = `${file.path} ${tag}`;
	if (packed.has(key)) return packed.get(key);
	const body = await compress(await readFile(file.path), { level: extname(file.path) === ".map" ? 1 : 6 });
	if (packed_bytes + body.length > MOST_PACKED_BYTES) {
		packed.clear();
		packed_bytes = 0;
	}
	packed.set(key, body);
	packed_bytes += body.length;
	return body;
}
