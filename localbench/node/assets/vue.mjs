import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { dirname, relative } from "node:path";
import { load_package } from "../packages.mjs";
import { compile_sass } from "./compile_style.mjs";
import { style_module } from "./style_module.mjs";
import { css_text } from "./styles.mjs";

const { compileScript, compileStyleAsync, compileTemplate, parse } = load_package("vue/compiler-sfc");
const STYLE_QUERY = /\.vue\?style=(\d+)$/;

export function vue_plugin(settings) {
	const components = new Map();
	return {
		name: "vue",
		setup(build) {
			build.onResolve({ filter: STYLE_QUERY }, (args) => ({ path: args.path, namespace: "vue-style" }));
			build.onLoad({ filter: /\.vue$/, namespace: "file" }, async ({ path }) => {
				const component = await parse_component(path, settings);
				components.set(path, component);
				return compile_component(component);
			});
			build.onLoad({ filter: STYLE_QUERY, namespace: "vue-style" }, async ({ path }) => {
				const index = Number(path.match(STYLE_QUERY)[1]);
				const css = await compile_block(components.get(path.split("?")[0]), index, settings);
				return { contents: style_module(css), loader: "js" };
			});
		},
	};
}

async function parse_component(path, { apps }) {
	const { descriptor, errors } = parse(await readFile(path, "utf8"), { filename: path });
	if (errors.length) throw new Error(`${path}: ${errors[0].message}`);
	// The id is in the output, so it must not depend on where the bench lies.
	const app = apps.find(({ root }) => path.startsWith(`${root}/`));
	const id = createHash("sha256")
		.update(relative(app?.root ?? "/", path))
		.digest("hex")
		.slice(0, 8);
	return { path, id, descriptor, scoped: descriptor.styles.some((style) => style.scoped) };
}

function compile_component({ path, id, descriptor, scoped }) {
	const has_script = descriptor.script || descriptor.scriptSetup;
	const script = has_script
		? compileScript(descriptor, {
				id,
				isProd: true,
				inlineTemplate: Boolean(descriptor.scriptSetup),
				genDefaultAs: "component",
				templateOptions: {
					id,
					scoped,
					compilerOptions: { scopeId: scoped ? `data-v-${id}` : undefined },
				},
			})
		: { content: "const component = {};", bindings: {}, lang: "js" };
	const parts = [script.content];
	if (descriptor.template && !descriptor.scriptSetup) {
		parts.push(
			compile_render({ path, id, descriptor, scoped }, script.bindings),
			"component.render = render;"
		);
	}
	if (scoped) parts.push(`component.__scopeId = "data-v-${id}";`);
	parts.push(
		...descriptor.styles.map((_, index) => `import ${JSON.stringify(`${path}?style=${index}`)};`)
	);
	parts.push("export default component;");
	return {
		contents: parts.join("\n"),
		loader: script.lang === "ts" ? "ts" : "js",
		resolveDir: dirname(path),
	};
}

function compile_render({ path, id, descriptor, scoped }, bindings) {
	const { code, errors } = compileTemplate({
		id,
		filename: path,
		source: descriptor.template.content,
		scoped,
		isProd: true,
		compilerOptions: { bindingMetadata: bindings, scopeId: scoped ? `data-v-${id}` : undefined },
	});
	if (errors.length) throw new Error(`${path}: ${errors[0].message ?? errors[0]}`);
	return code;
}

async function compile_block({ path, id, descriptor }, index, settings) {
	const block = descriptor.styles[index];
	const source = /^s[ac]ss$/.test(block.lang) ? compile_sass(block.content, path, settings) : block.content;
	const { code, errors } = await compileStyleAsync({
		id: `data-v-${id}`,
		filename: path,
		source,
		scoped: Boolean(block.scoped),
		isProd: true,
	});
	if (errors.length) throw new Error(`${path}: ${errors[0].message}`);
	return css_text(code, path, "css", settings);
}
