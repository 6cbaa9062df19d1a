import { parseArgs } from "node:util";
import { Failure } from "./fail.mjs";

export function read_options(options) {
	try {
		return parseArgs({ options }).values;
	} catch (error) {
		throw new Failure(`${error.message.split(". ")[0]}.`);
	}
}

export function port_number(value, name) {
	const port = Number(value);
	if (!Number.isInteger(port) || port < 1 || port > 65535) {
		throw new Failure(`${name} must be a port between 1 and 65535, not ${value ?? "missing"}.`);
	}
	return port;
}
