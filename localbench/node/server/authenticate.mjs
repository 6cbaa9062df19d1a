import { is_site } from "./config.mjs";
import { ask_frappe, credentials, site_of } from "./frappe_web.mjs";

export function authenticate({ sites, web_port }) {
	return async (socket, next) => {
		if (!is_site(sites, site_of(socket))) return next(new Error("Invalid namespace"));
		if (!credentials(socket)) return next(new Error("No session"));
		try {
			const info = await ask_frappe(socket, web_port, "frappe.realtime.get_user_info");
			if (!info?.user) return next(new Error("Unauthorized"));
			socket.data.user = info.user;
			socket.data.is_system_user = info.user_type === "System User";
			return next();
		} catch (error) {
			console.error(`Cannot ask the web server who is connecting: ${error.message}`);
			return next(new Error("Web server unavailable"));
		}
	};
}
