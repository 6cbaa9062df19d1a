import { ask_frappe } from "./frappe_web.mjs";
import {
	ALL_ROOM,
	doc_room,
	doctype_room,
	task_room,
	user_room,
	viewers_room,
	WEBSITE_ROOM,
} from "./rooms.mjs";

const MOST_ROOMS = 500;

export function join_rooms(socket, { web_port }) {
	const { user, is_system_user } = socket.data;
	socket.join([user_room(user), WEBSITE_ROOM]);
	if (is_system_user) socket.join(ALL_ROOM);

	const wanted = new Set();
	const viewed = new Map();
	const listen = (event, handler) => {
		socket.on(event, (...args) => {
			const names = args.slice(0, handler.length);
			const complete = names.length === handler.length && names.every(is_name);
			if (complete) handler(...names.map(String));
		});
	};

	// The answer may come after the user has already left the document again.
	async function enter(room, method, args) {
		if (wanted.has(room) || wanted.size >= MOST_ROOMS) return false;
		wanted.add(room);
		const allowed = await may_subscribe(socket, web_port, method, args);
		if (!allowed) wanted.delete(room);
		if (!allowed || !wanted.has(room) || !socket.connected) return false;
		socket.join(room);
		return true;
	}
	function leave(room) {
		wanted.delete(room);
		socket.leave(room);
	}

	listen("doctype_subscribe", (doctype) =>
		enter(doctype_room(doctype), "can_subscribe_doctype", { doctype })
	);
	listen("doctype_unsubscribe", (doctype) => leave(doctype_room(doctype)));
	listen("doc_subscribe", (doctype, docname) => {
		enter(doc_room(doctype, docname), "can_subscribe_doc", { doctype, docname });
	});
	listen("doc_unsubscribe", (doctype, docname) => leave(doc_room(doctype, docname)));
	for (const event of ["task_subscribe", "progress_subscribe"]) {
		listen(event, (task) => {
			if (wanted.size >= MOST_ROOMS) return;
			wanted.add(task_room(task));
			socket.join(task_room(task));
		});
	}
	listen("task_unsubscribe", (task) => leave(task_room(task)));

	listen("doc_open", async (doctype, docname) => {
		const room = viewers_room(doctype, docname);
		if (viewed.has(room)) return tell_viewers(socket, doctype, docname);
		if (!(await enter(room, "can_subscribe_doc", { doctype, docname }))) return;
		viewed.set(room, [doctype, docname]);
		tell_viewers(socket, doctype, docname);
	});
	listen("doc_close", (doctype, docname) => {
		leave(viewers_room(doctype, docname));
		viewed.delete(viewers_room(doctype, docname));
		tell_viewers(socket, doctype, docname);
	});
	socket.on("disconnect", () => {
		for (const [doctype, docname] of viewed.values()) tell_viewers(socket, doctype, docname);
	});
}

function is_name(value) {
	return (typeof value === "string" && value.length > 0 && value.length <= 255) || Number.isInteger(value);
}

async function may_subscribe(socket, web_port, method, args) {
	try {
		return (await ask_frappe(socket, web_port, `frappe.realtime.${method}`, args)) === true;
	} catch (error) {
		console.error(`Cannot ask the web server for a permission: ${error.message}`);
		return false;
	}
}

async function tell_viewers(socket, doctype, docname) {
	const room = viewers_room(doctype, docname);
	const viewers = await socket.nsp.in(room).fetchSockets();
	const users = [...new Set(viewers.map((viewer) => viewer.data.user))];
	socket.nsp.to(room).emit("doc_viewers", { doctype, docname, users });
}
