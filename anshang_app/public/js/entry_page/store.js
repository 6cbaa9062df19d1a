// What stays on the phone: entries not sent yet, and the last list of projects. IndexedDB survives a closed tab.

const NAME = "anshang-entry";
const QUEUE = "queue";
const KEPT = "kept";

let opened;

function database() {
	opened ||= new Promise((resolve, reject) => {
		const request = indexedDB.open(NAME, 1);
		request.onupgradeneeded = () => {
			request.result.createObjectStore(QUEUE, { keyPath: "client_id" });
			request.result.createObjectStore(KEPT, { keyPath: "key" });
		};
		request.onsuccess = () => resolve(request.result);
		request.onerror = () => reject(request.error);
	});
	return opened;
}

// one request in one transaction; resolves when it is on the disk
async function work(store, mode, ask) {
	const transaction = (await database()).transaction(store, mode);
	const request = ask(transaction.objectStore(store));
	return new Promise((resolve, reject) => {
		transaction.oncomplete = () => resolve(request.result);
		transaction.onerror = transaction.onabort = () => reject(transaction.error);
	});
}

export const put = (item) => work(QUEUE, "readwrite", (store) => store.put(item));
export const remove = (id) => work(QUEUE, "readwrite", (store) => store.delete(id));
export const get = (id) => work(QUEUE, "readonly", (store) => store.get(id));
export async function all() {
	const items = await work(QUEUE, "readonly", (store) => store.getAll());
	return items.sort((one, other) => one.made - other.made);
}

export const keep = (key, value) => work(KEPT, "readwrite", (store) => store.put({ key, value, at: Date.now() }));
export const forget = (key) => work(KEPT, "readwrite", (store) => store.delete(key));
export const kept = (key) => work(KEPT, "readonly", (store) => store.get(key));

// crypto.randomUUID exists under HTTPS only
export function fresh_id() {
	return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
