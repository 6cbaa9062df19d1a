import { readFile } from "node:fs/promises";
import { extname, join } from "node:path";
import { package_plugin, search_paths } from "./resolve.mjs";
import { css_text, FILE_LOADERS, run_esbuild } from "./styles.mjs";
import { style_module } from "./style_module.mjs";
import { template_plugin } from "./templates.mjs";
import { vue_plugin } from "./vue.mjs";

function imported_style_plugin(settings) {
	return {
		name: "imported-style",
		setup(build) {
			build.onLoad({ filter: /\.(css|scss|sass)$/, namespace: "file" }, async (args) => {
				const source = await readFile(args.path, "utf8");
				const css = await css_text(source, args.path, extname(args.path).slice(1), settings);
				return { contents: style_module(css), loader: "js" };
			});
		},
	};
}

export async function build_scripts(app, files, settings) {
	if (!files.length) return [];
	const result = await run_esbuild({
		absWorkingDir: settings.bench,
		entryPoints: files,
		entryNames: "[name].[hash]",
		outdir: join(app.public, "dist", "js"),
		bundle: true,
		write: false,
		minify: settings.minify,
		target: "es2017",
		format: "iife",
		charset: "utf8",
		legalComments: "none",
		logLevel: "silent",
		external: ["/assets/*", "/files/*"],
		loader: FILE_LOADERS,
		nodePaths: search_paths(settings),
		define: {
			"process.env.NODE_ENV": '"production"',
			global: "window",
			__VUE_OPTIONS_API__: "true",
			__VUE_PROD_DEVTOOLS__: "false",
		},
		plugins: [
			template_plugin(),
			package_plugin(settings),
			vue_plugin(settings),
			imported_style_plugin(settings),
		],
	});
	return result.outputFiles.map(({ path, contents }) => ({ path, contents }));
}
