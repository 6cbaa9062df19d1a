// The platform does not answer (network, web server or database away): said once, in a bar, until it answers again.
// An error of the platform itself is said too. Messages of the desk that are live go on after it.

// Inside the desk we reach here: jQuery's `ajaxError`, which every request of the desk raises, and `frappe.msg_dialog`,
// in which Frappe says of one of these cases that it is an internal error (v15, v16).
// tests/long/test_faults.py sees it at work.

const AWAY = [0, 500, 502, 503, 504];
/** How often it is asked whether it answers again, and how long that is said, in ms. */
const EVERY = 2000;
const SAID_FOR = 4000;
/** How long the live connection waits at most before it is tried again, and after the server refused it, in ms. */
const LIVE_AGAIN = 15000;
const REFUSED_AGAIN = 60000;
/** A page that is being left breaks its requests off too, and is gone by then. */
const LEAVING = 300;
/** In seconds, as Frappe's alerts take it. */
const FAILURE_SAID_FOR = 12;

let bar = null;

$(document).on("ajaxError", (_event, xhr) => {
	if (is_away(xhr)) setTimeout(tell, LEAVING);
	else if (has_failed(xhr)) tell_failure();
});

/** Frappe gives up its live connection after three tries in some seconds, but a desk stays open all day. */
$(document).on("startup", () => {
	const socket = frappe.realtime?.socket;
	if (!socket) return;
	socket.io.reconnectionAttempts(Infinity);
	socket.io.reconnectionDelayMax(LIVE_AGAIN);
	// what the server itself refuses, too busy to ask who it is, the library does not try again; nor do all desks at once
	socket.on("connect_error", () => socket.active || setTimeout(() => socket.connect(), REFUSED_AGAIN * (0.5 + Math.random())));
});

/** No answer of the platform's own: those are JSON. A request the page itself broke off is none. */
function is_away(xhr) {
	if (!AWAY.includes(xhr.status) || xhr.statusText === "abort") return false;
	return !(xhr.getResponseHeader("content-type") || "").includes("json") || xhr.responseJSON?.error_code === "no_answer";
}

/** An error of the platform of which Frappe shows nothing: whoever may not see its traces is not told at all. */
function has_failed({ status, responseJSON }) {
	return status === 500 && responseJSON && !responseJSON.exc && !responseJSON._server_messages;
}

function tell_failure() {
	frappe.show_alert(
		{
			message: __("The platform failed at this step and saved nothing; what you typed is still on this page. Please try again. If it fails again, tell the platform's administrator when and at what."),
			indicator: "red",
		},
		FAILURE_SAID_FOR
	);
}

function tell() {
	take_back_frappes_words();
	if (bar) return;
	bar = document.createElement("div");
	bar.className = "anshang-away";
	bar.setAttribute("role", "alert");
	bar.textContent = __("The platform does not answer at the moment. What you typed is still on this page; please wait, then try again.");
	document.body.append(bar);
	setTimeout(ask, EVERY);
}

function take_back_frappes_words() {
	const dialog = frappe.msg_dialog;
	if (dialog?.msg_area?.text().trim() !== __("Internal Server Error")) return;
	// a dialog on its way in cannot be closed
	dialog.$wrapper.one("shown.bs.modal", () => frappe.hide_msgprint(true));
	frappe.hide_msgprint(true);
}

async function ask() {
	if (!(await answers())) return setTimeout(ask, EVERY);
	const done = bar;
	bar = null;
	done.classList.add("back");
	done.textContent = __("The platform answers again. Please repeat the last step.");
	setTimeout(() => done.remove(), SAID_FOR);
}

/** Frappe's own question who is signed in: every official may ask it. */
async function answers() {
	try {
		const answer = await fetch("/api/method/frappe.auth.get_logged_user", { cache: "no-store" });
		return answer.status < 500;
	} catch {
		return false;
	}
}
