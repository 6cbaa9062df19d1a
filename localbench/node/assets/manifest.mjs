import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import { Failure } from "../fail.mjs";

const HASHED = /^(.+\.bundle)\.[A-Z0-9]{8}\.(js|css)$/;

export function write_outputs(outputs) {
	for (const { path, contents } of outputs) {
		mkdirSync(dirname(path), { recursive: true });
		write_whole(path, contents);
	}
}

// The former list may name this very file, so it must never be seen half written.
function write_whole(file, contents) {
	writeFileSync(`${file}.${process.pid}`, contents);
	renameSync(`${file}.${process.pid}`, file);
}

// Written last and by rename: a build that was killed leaves the former list and the former files.
export function write_manifests(sites, results) {
	write_manifest(join(sites, "assets", "assets-rtl.json"), results, "rtl", "rtl_");
	write_manifest(join(sites, "assets", "assets.json"), results, "main", "");
}

function write_manifest(file, results, part, prefix) {
	const built = new Set(results.map(({ app }) => app.name));
	const kept = Object.entries(read_manifest(file)).filter(([, url]) => !built.has(url.split("/")[2]));
	const fresh = results.flatMap(({ app, [part]: outputs }) =>
		outputs.map(({ path }) => [
			`${prefix}${bundle_name(path)}`,
			`/assets/${app.name}/${relative(app.public, path)}`,
		])
	);
	const entries = [...kept, ...fresh].sort(([a], [b]) => (a < b ? -1 : 1));
	mkdirSync(dirname(file), { recursive: true });
	write_whole(file, `${JSON.stringify(Object.fromEntries(entries), null, 4)}\n`);
}

function read_manifest(file) {
	if (!existsSync(file)) return {};
	try {
		return JSON.parse(readFileSync(file, "utf8"));
	} catch {
		throw new Failure(`${file} is not valid JSON: remove it and build all apps.`);
	}
}

function bundle_name(path) {
	const [, stem, end] = basename(path).match(HASHED);
	return `${stem}.${end}`;
}

export function remove_stale({ app, main, rtl }) {
	const current = new Set([...main, ...rtl].map(({ path }) => path));
	for (const kind of ["js", "css", "css-rtl"]) {
		const folder = join(app.public, "dist", kind);
		if (!existsSync(folder)) continue;
		for (const name of readdirSync(folder)) {
			if (HASHED.test(name) && !current.has(join(folder, name))) rmSync(join(folder, name));
		}
	}
}
