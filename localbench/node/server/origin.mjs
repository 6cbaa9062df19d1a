import { host_name } from "./config.mjs";

// No foreign page may ride on the user's cookie; browsers send no Origin with a same-origin GET.
export function is_own_origin(headers, page_ports) {
	const { host, origin } = headers;
	if (!origin) return !["cross-site", "same-site"].includes(headers["sec-fetch-site"]);
	try {
		const page = new URL(origin);
		const same_name = page.hostname === host_name(host);
		return page.host === host || (same_name && page_ports.includes(Number(page.port || 80)));
	} catch {
		return false;
	}
}
