import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { Failure } from "../fail.mjs";
import { load_package } from "../packages.mjs";
import { search_paths } from "./resolve.mjs";

const autoprefixer = load_package("autoprefixer");
const postcss = load_package("postcss");
const rtlcss = load_package("rtlcss");
const sass = load_package("sass");

const prefixed = postcss([autoprefixer({ overrideBrowserslist: ["last 2 versions", "not dead"] })]);
const mirrored = postcss([rtlcss()]);
const compiled = new Map();

export function compile_sass(source, file, settings) {
	try {
		return sass.compileString(source, sass_options(file, settings)).css;
	} catch (error) {
		const { span, sassMessage } = error;
		if (!sassMessage) throw error;
		const place = span.url ? fileURLToPath(span.url) : file;
		throw new Failure(`Sass failed at ${place}:${span.start.line + 1}: ${sassMessage}`);
	}
}

function sass_options(file, settings) {
	return {
		url: pathToFileURL(file),
		syntax: file.endsWith(".sass") ? "indented" : "scss",
		loadPaths: [dirname(file), ...search_paths(settings)],
		importers: [{ findFileUrl: (url) => find_in_modules(url, settings) }],
		logger: sass.Logger.silent,
	};
}

function find_in_modules(url, { modules }) {
	return url.startsWith("~") ? pathToFileURL(join(modules, url.slice(1))) : null;
}

export async function finish_css(css, file, { rtl }) {
	// Mirroring reads directives in comments, so it comes before the bundler drops them.
	const source = rtl ? (await mirrored.process(css, { from: file })).css : css;
	return (await prefixed.process(source, { from: file })).css;
}

// Left-to-right and right-to-left builds share the slow step.
export function load_css(file, settings) {
	if (!compiled.has(file)) compiled.set(file, read_css(file, settings));
	return compiled.get(file);
}

async function read_css(file, settings) {
	const source = await readFile(file, "utf8");
	return /\.s[ac]ss$/.test(file) ? compile_sass(source, file, settings) : source;
}
