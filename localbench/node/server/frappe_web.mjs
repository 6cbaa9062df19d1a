const TIMEOUT_MS = 10_000;

// Only the web server knows whose session it is and what it may read; it is asked with that session's cookie.
export async function ask_frappe(socket, web_port, method, args = {}) {
	const query = new URLSearchParams(args).toString();
	const response = await fetch(`http://127.0.0.1:${web_port}/api/method/${method}${query && `?${query}`}`, {
		headers: {
			...credentials(socket),
			"X-Frappe-Site-Name": site_of(socket),
			Accept: "application/json",
		},
		redirect: "error",
		signal: AbortSignal.timeout(TIMEOUT_MS),
	});
	if (!response.ok) return null;
	return (await response.json()).message ?? null;
}

export function site_of(socket) {
	return socket.nsp.name.slice(1);
}

export function credentials(socket) {
	const { cookie, authorization } = socket.request.headers;
	if (authorization) return { Authorization: authorization };
	const sid = /(?:^|;\s*)sid=([^;]+)/.exec(cookie ?? "")?.[1];
	return sid ? { Cookie: `sid=${sid}` } : null;
}
