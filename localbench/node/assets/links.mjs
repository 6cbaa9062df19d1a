import { existsSync, lstatSync, mkdirSync, readlinkSync, renameSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { Failure } from "../fail.mjs";

export function link_app(sites, app) {
	if (existsSync(app.public)) place_link(app.public, join(sites, "assets", app.name));
}

// The desk fetches some packages at run time under /assets/frappe/node_modules.
export function link_node_modules({ apps, modules }) {
	const frappe = apps.find((app) => app.name === "frappe");
	if (frappe) place_link(modules, join(frappe.public, "node_modules"));
}

function place_link(target, link) {
	mkdirSync(dirname(link), { recursive: true });
	const present = lstatSync(link, { throwIfNoEntry: false });
	if (present && !present.isSymbolicLink())
		throw new Failure(`${link} is in the way: it should be a link to ${target}.`);
	if (present && readlinkSync(link) === target) return;
	const fresh = `${link}.${process.pid}`;
	symlinkSync(target, fresh);
	renameSync(fresh, link);
}
