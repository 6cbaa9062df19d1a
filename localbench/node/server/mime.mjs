import { extname } from "node:path";

const TYPES = {
	css: "text/css; charset=utf-8",
	csv: "text/csv; charset=utf-8",
	docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
	eot: "application/vnd.ms-fontobject",
	gif: "image/gif",
	html: "text/html; charset=utf-8",
	ico: "image/x-icon",
	jpeg: "image/jpeg",
	jpg: "image/jpeg",
	js: "text/javascript; charset=utf-8",
	json: "application/json; charset=utf-8",
	map: "application/json; charset=utf-8",
	mjs: "text/javascript; charset=utf-8",
	mp3: "audio/mpeg",
	mp4: "video/mp4",
	pdf: "application/pdf",
	png: "image/png",
	svg: "image/svg+xml",
	ttf: "font/ttf",
	txt: "text/plain; charset=utf-8",
	wasm: "application/wasm",
	webm: "video/webm",
	webp: "image/webp",
	woff: "font/woff",
	woff2: "font/woff2",
	xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
	xml: "application/xml; charset=utf-8",
	zip: "application/zip",
};

export function mime_type(path) {
	return TYPES[extname(path).slice(1).toLowerCase()] ?? "application/octet-stream";
}
