import { createRequire } from "node:module";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { Failure, stop } from "./fail.mjs";

// An import is looked up beside the importing file, but node_modules lies elsewhere.
export const modules_folder = resolve(
	given_folder() ?? fileURLToPath(new URL("node_modules", import.meta.url))
);
const load = createRequire(resolve(modules_folder, "..", "package.json"));

function given_folder() {
	const index = process.argv.findIndex((word) => /^--modules(=|$)/.test(word));
	if (index < 0) return undefined;
	return process.argv[index].split("=")[1] ?? process.argv[index + 1];
}

export function load_package(name) {
	try {
		return load(name);
	} catch (error) {
		if (error.code !== "MODULE_NOT_FOUND") throw error;
		return stop(
			new Failure(
				`${modules_folder} holds no ${name}: run npm ci beside it and name it with --modules.`
			)
		);
	}
}
