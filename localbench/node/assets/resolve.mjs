import { dirname, join } from "node:path";

// Apps name each other's files from the app root ("frappe/public/…").
export function search_paths({ apps, modules }) {
	return [modules, ...apps.map((app) => app.root)];
}

// Packages lie outside every app; looking from beside them honours what each package exports.
export function package_plugin({ apps, modules }) {
	const app_names = new Set(apps.map((app) => app.name));
	return {
		name: "package",
		setup(build) {
			build.onResolve({ filter: /^vue$/ }, () => ({
				path: join(modules, "vue/dist/vue.runtime.esm-bundler.js"),
			}));
			build.onResolve(
				{ filter: /^[^./~]/, namespace: "file" },
				async ({ path, kind, importer, pluginData }) => {
					if (pluginData?.seen || kind === "entry-point" || kind === "url-token") return undefined;
					if (importer.startsWith(modules) || app_names.has(path.split("/")[0])) return undefined;
					const found = await build.resolve(path, {
						kind,
						resolveDir: dirname(modules),
						pluginData: { seen: true },
					});
					return found.errors.length ? undefined : found;
				}
			);
		},
	};
}

// Sass of Frappe writes "~package/file" for a file of an npm package.
export function tilde_plugin({ modules }) {
	return {
		name: "tilde",
		setup(build) {
			build.onResolve({ filter: /^~/ }, (args) => ({ path: join(modules, args.path.slice(1)) }));
		},
	};
}
