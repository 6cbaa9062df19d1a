import { existsSync, realpathSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { bundles_of, find_apps } from "./assets/bundles.mjs";
import { clear_cached_manifest } from "./assets/cache.mjs";
import { link_app, link_node_modules } from "./assets/links.mjs";
import { remove_stale, write_manifests, write_outputs } from "./assets/manifest.mjs";
import { build_scripts } from "./assets/scripts.mjs";
import { build_styles } from "./assets/styles.mjs";
import { Failure, stop } from "./fail.mjs";
import { read_options } from "./options.mjs";
import { modules_folder } from "./packages.mjs";

function read_settings() {
	const values = read_options({
		bench: { type: "string" },
		modules: { type: "string" },
		apps: { type: "string" },
		"no-minify": { type: "boolean", default: false },
	});
	if (!values.bench) {
		throw new Failure(
			"Usage: node build.mjs --bench DIR [--modules NODE_MODULES_DIR] [--apps a,b] [--no-minify]"
		);
	}
	const bench = resolve(values.bench);
	if (!existsSync(join(bench, "sites")))
		throw new Failure(`${bench} is not a bench: it has no sites folder.`);
	if (basename(modules_folder) !== "node_modules")
		throw new Failure(`${modules_folder} must be a folder called node_modules.`);
	const apps = find_apps(bench);
	const wanted = values.apps?.split(",").filter(Boolean) ?? apps.map((app) => app.name);
	for (const name of wanted) {
		if (!apps.some((app) => app.name === name))
			throw new Failure(`No app called ${name} in ${bench}/apps.`);
	}
	return {
		bench: realpathSync(bench),
		sites: join(bench, "sites"),
		modules: realpathSync(modules_folder),
		apps,
		wanted: apps.filter((app) => wanted.includes(app.name)),
		minify: !values["no-minify"],
	};
}

async function build_app(app, settings) {
	const bundles = bundles_of(app);
	const [scripts, styles, rtl_styles] = await Promise.all([
		build_scripts(app, bundles.scripts, settings),
		build_styles(app, bundles.styles, settings),
		build_styles(app, bundles.styles, { ...settings, rtl: true }),
	]);
	return { app, main: [...scripts, ...styles], rtl: rtl_styles };
}

async function main() {
	const started = Date.now();
	const settings = read_settings();
	const results = [];
	for (const app of settings.wanted) results.push(await build_app(app, settings));

	for (const result of results) {
		write_outputs([...result.main, ...result.rtl]);
		link_app(settings.sites, result.app);
	}
	link_node_modules(settings);
	write_manifests(settings.sites, results);
	for (const result of results) remove_stale(result);
	await clear_cached_manifest(settings.sites);

	const count = results.reduce((sum, result) => sum + result.main.length, 0);
	console.log(`Built ${count} bundles in ${((Date.now() - started) / 1000).toFixed(1)} s`);
}

main().catch(stop);
