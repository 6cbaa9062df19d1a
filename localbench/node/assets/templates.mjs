import { readFile } from "node:fs/promises";
import { basename } from "node:path";

// Frappe's templates count on being read as a template literal (they hold \' ), so nothing else is escaped.
export function template_plugin() {
	return {
		name: "templates",
		setup(build) {
			build.onLoad({ filter: /\.html$/, namespace: "file" }, async (args) => {
				const name = basename(args.path).split(".")[0];
				const text = (await readFile(args.path, "utf8")).replaceAll("`", "\\`");
				return { contents: `frappe.templates[${JSON.stringify(name)}] = \`${text}\`;`, loader: "js" };
			});
		},
	};
}
