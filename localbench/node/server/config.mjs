import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { Failure } from "../fail.mjs";

export function read_config(sites) {
	const file = join(resolve(sites), "common_site_config.json");
	if (!existsSync(file))
		throw new Failure(`${file} is missing: give the bench's sites folder with --sites.`);
	try {
		return JSON.parse(readFileSync(file, "utf8"));
	} catch {
		throw new Failure(`${file} is not valid JSON.`);
	}
}

export function is_site(sites, name) {
	return /^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(name) && existsSync(join(sites, name, "site_config.json"));
}

export function host_name(host) {
	return (host ?? "").replace(/:\d+$/, "").toLowerCase();
}
