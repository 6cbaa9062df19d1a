// The desk loads bundles on demand and asks for no second file, so a component brings its style along.
export function style_module(css) {
	if (!css) return "";
	return [
		'const style = document.createElement("style");',
		`style.textContent = ${JSON.stringify(css)};`,
		"document.head.appendChild(style);",
	].join("\n");
}
