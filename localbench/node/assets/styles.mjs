import { dirname, join } from "node:path";
import { Failure } from "../fail.mjs";
import { compile_sass, finish_css, load_css } from "./compile_style.mjs";
import { search_paths, tilde_plugin } from "./resolve.mjs";
import { load_package } from "../packages.mjs";

const esbuild = load_package("esbuild");

export const FILE_LOADERS = Object.fromEntries(
	[".png", ".gif", ".jpg", ".jpeg", ".svg", ".webp", ".woff", ".woff2", ".ttf", ".eot"].map((end) => [
		end,
		"dataurl",
	])
);

function css_plugin(settings) {
	return {
		name: "css",
		setup(build) {
			build.onLoad({ filter: /\.(css|scss|sass)$/, namespace: "file" }, async (args) => {
				const css = await load_css(args.path, settings);
				return { contents: await finish_css(css, args.path, settings), loader: "css" };
			});
		},
	};
}

function css_options(settings) {
	return {
		absWorkingDir: settings.bench,
		bundle: true,
		write: false,
		minify: settings.minify,
		charset: "utf8",
		legalComments: "none",
		logLevel: "silent",
		external: ["/assets/*", "/files/*"],
		loader: FILE_LOADERS,
		nodePaths: search_paths(settings),
		plugins: [tilde_plugin(settings), css_plugin(settings)],
	};
}

export async function build_styles(app, files, settings) {
	if (!files.length) return [];
	const outdir = join(app.public, "dist", settings.rtl ? "css-rtl" : "css");
	const result = await run_esbuild({
		...css_options(settings),
		entryPoints: files,
		entryNames: "[name].[hash]",
		outdir,
	});
	return result.outputFiles.map(({ path, contents }) => ({ path, contents }));
}

// A style that a script imports travels inside that script.
export async function css_text(source, file, lang, settings) {
	const css = /^s[ac]ss$/.test(lang) ? compile_sass(source, file, settings) : source;
	const result = await run_esbuild({
		...css_options(settings),
		stdin: {
			contents: await finish_css(css, file, settings),
			loader: "css",
			resolveDir: dirname(file),
			sourcefile: file,
		},
	});
	return result.outputFiles[0].text.trim();
}

export async function run_esbuild(options) {
	try {
		return await esbuild.build(options);
	} catch (error) {
		if (!error.errors?.length) throw error;
		const lines = error.errors.map(({ text, location }) =>
			location ? `${location.file}:${location.line}: ${text}` : text
		);
		throw new Failure(`The asset build failed: ${lines.slice(0, 5).join("; ")}`);
	}
}
