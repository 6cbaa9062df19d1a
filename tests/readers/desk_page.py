"""A page of the desk in a real Chromium."""

from playwright.sync_api import TimeoutError as WaitedInVain

#: until nothing is under way and the page has stopped growing: for so many turns of 50 ms
CALM = """
async (turns) => {
	let last = -1;
	for (let calm = 0, turn = 0; calm < turns && turn < 400; turn++) {
		await new Promise((done) => setTimeout(done, 50));
		const size = document.body.getElementsByTagName("*").length;
		const busy = window.frappe && frappe.request && frappe.request.ajax_count;
		calm = !busy && size === last ? calm + 1 : 0;
		last = size;
	}
}
"""
#: what is open and under way, and what a reader sees of it
STATE = """
() => JSON.stringify({
	requests: window.frappe?.request?.ajax_count,
	route: window.frappe?.get_route?.(),
	list: window.cur_list && [cur_list.doctype, cur_list.last_args, cur_list.data?.length, cur_list.filter_area?.get()],
	form: window.cur_frm && [cur_frm.doctype, cur_frm.docname],
	text: document.body.innerText.slice(0, 1500),
})
"""
#: of Frappe's number field: selects what has the focus a tenth of a second later, whatever that is then
FRAPPES_OWN = "document.activeElement.select is not a function"


class Desk:
	"""A logged-in page that remembers what went wrong on it."""

	def __init__(self, page, url: str, has_realtime: bool):
		self.page, self.url, self.has_realtime = page, url, has_realtime
		self.trouble: list[str] = []
		page.on("pageerror", self.note)
		page.on("console", self.hear)
		page.on("response", self.look)

	def note(self, error) -> None:
		if FRAPPES_OWN not in str(error):
			self.trouble.append(f"script: {str(error)[:300]}")

	def hear(self, message) -> None:
		if not self.has_realtime and "socket.io" in message.text:
			return
		if message.type == "error" and "Failed to load resource" not in message.text:
			self.trouble.append(f"console: {message.text[:300]}")

	def look(self, response) -> None:
		if not self.has_realtime and "/socket.io/" in response.url:
			return
		if response.status >= 400:
			self.trouble.append(f"{response.status} {response.url[:200]}")

	def open(self, route: str, ready: str | None = None) -> None:
		self.page.goto(self.url + route, wait_until="load")
		if ready:
			try:
				self.page.wait_for_selector(ready, timeout=20000)
			except WaitedInVain as error:
				error.add_note(self.state())
				raise
		self.settle()

	def state(self) -> str:
		"""What the page shows, asks and complained of, for whoever reads why it was waited for in vain."""
		return f"{self.page.url}\n{self.trouble}\n{self.page.evaluate(STATE)}"

	def settle(self) -> None:
		"""Until nothing is loading and the desk has drawn."""
		self.page.wait_for_load_state("networkidle")
		self.page.wait_for_function("!window.frappe || !frappe.request || !frappe.request.ajax_count")
		self.page.wait_for_timeout(300)

	def calm(self, turns: int = 2) -> None:
		"""Until the page has been still for so many twentieths of a second."""
		self.page.evaluate(CALM, turns)

	def wait_for_dialog(self) -> None:
		"""Until a dialog is open: on its way in it moves the cursor, and what is typed meanwhile is lost."""
		self.page.wait_for_function(
			"window.cur_dialog && cur_dialog.display && cur_dialog.$wrapper.is('.modal.show')"
		)

	def call(self, method: str, **arguments):
		return self.page.evaluate(
			"([method, args]) => frappe.call({method, args}).then((r) => r.message)", [method, arguments]
		)
