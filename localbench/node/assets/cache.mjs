import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { load_package } from "../packages.mjs";

const { createClient } = load_package("@redis/client");

// Frappe keeps the list in Redis; a cache that is not running has nothing to forget.
export async function clear_cached_manifest(sites) {
	const file = join(sites, "common_site_config.json");
	const url = existsSync(file) && JSON.parse(readFileSync(file, "utf8")).redis_cache;
	if (!url) return;
	const client = createClient({ url, socket: { connectTimeout: 1000, reconnectStrategy: false } });
	client.on("error", () => {});
	try {
		await client.connect();
		await client.del("assets_json");
		await client.quit();
	} catch {
		console.log("The Redis cache is not running, so there was no cached asset list to clear.");
	}
}
