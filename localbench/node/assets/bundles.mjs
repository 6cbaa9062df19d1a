import { existsSync, readdirSync, readFileSync, realpathSync } from "node:fs";
import { basename, join } from "node:path";
import { Failure } from "../fail.mjs";

const SCRIPT = /\.bundle\.(js|ts)$/;
const STYLE = /\.bundle\.(css|scss|sass)$/;
const SKIPPED = new Set(["node_modules", "dist"]);

// apps.txt gives the order: of two apps with a bundle of one name, the later app's is served.
export function find_apps(bench) {
	const list = join(bench, "sites", "apps.txt");
	const names = existsSync(list)
		? readFileSync(list, "utf8").split(/\s+/).filter(Boolean)
		: readdirSync(join(bench, "apps")).sort(
				(a, b) => (b === "frappe") - (a === "frappe") || a.localeCompare(b)
			);
	return names.map((name) => locate_app(bench, name));
}

function locate_app(bench, name) {
	const folder = join(bench, "apps", name);
	if (!existsSync(join(folder, name)))
		throw new Failure(`The app ${name} has no package at ${folder}/${name}.`);
	const root = realpathSync(folder);
	return { name, root, public: join(root, name, "public") };
}

export function bundles_of(app) {
	const files = existsSync(app.public) ? list_files(app.public) : [];
	const scripts = files.filter((file) => SCRIPT.test(file));
	const styles = files.filter((file) => STYLE.test(file));
	refuse_twins(app, scripts);
	refuse_twins(app, styles);
	return { scripts, styles };
}

function list_files(folder) {
	return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
		const path = join(folder, entry.name);
		if (entry.isDirectory()) return SKIPPED.has(entry.name) ? [] : list_files(path);
		return entry.isFile() ? [path] : [];
	});
}

export function served_name(file) {
	return basename(file)
		.replace(/\.ts$/, ".js")
		.replace(/\.(scss|sass)$/, ".css");
}

// The manifest knows a bundle by its bare file name, so two in one app would hide one another.
function refuse_twins(app, files) {
	const seen = new Map();
	for (const file of files) {
		const name = served_name(file);
		if (seen.has(name))
			throw new Failure(`${app.name} has two bundles called ${name}: ${seen.get(name)} and ${file}.`);
		seen.set(name, file);
	}
}
