// Keeps the phone page and its script, so that the page opens without a network. Browsers run this under HTTPS only.

const KEPT = "anshang-entry-1";
const PAGE = "/anshang/entry";
const ours = (url) => url.pathname === PAGE || url.pathname.startsWith("/assets/anshang_app/");

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("fetch", (event) => {
	const url = new URL(event.request.url);
	if (event.request.method !== "GET" || url.origin !== location.origin || !ours(url)) return;
	event.respondWith(fresh(event.request));
});

// from the network where there is one; what came last otherwise
async function fresh(request) {
	const kept = await caches.open(KEPT);
	try {
		const answer = await fetch(request);
		// a redirect to the login is no page to keep
		if (answer.ok && !answer.redirected) await kept.put(request, answer.clone());
		return answer;
	} catch (error) {
		const last = await kept.match(new URL(request.url).pathname, { ignoreSearch: true, ignoreVary: true });
		if (last) return last;
		throw error;
	}
}
