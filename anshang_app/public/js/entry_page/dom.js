// Small pieces of the page; text is always text, never markup.

export function make(tag, { on, ...properties } = {}, ...children) {
	const element = document.createElement(tag);
	for (const [key, value] of Object.entries(properties)) {
		if (key.includes("-")) element.setAttribute(key, value);
		else if (value !== undefined) element[key] = value;
	}
	for (const [event, listener] of Object.entries(on || {})) element.addEventListener(event, listener);
	element.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
	return element;
}

export function field(label, control) {
	return make("div", {}, make("label", { htmlFor: control.id }, label), control);
}

export function check(label, control) {
	return make("label", { className: "check" }, control, label);
}

export function choose(id, options) {
	return make("select", { id }, ...options.map(([value, label]) => make("option", { value }, label)));
}

export const day = (text) => (text ? text.split("-").map(Number).join(".") : text);
