"""A real Chromium at the real desk."""

import shutil
import urllib.error
import urllib.request

import pytest
from desk_page import Desk
from room_site import of_room

site_name, url = of_room("DESK")

CHROMIUM_FLAGS = [
	"--no-sandbox",
	"--disable-gpu",
	"--disable-quic",
	"--no-first-run",
	"--disable-background-networking",
	"--disable-component-update",
	"--disable-sync",
]


#: a name of this machine that no browser takes for a safe one, as it does localhost
PLAIN_HOST = "phone.test"


def pytest_collection_modifyitems(items) -> None:
	"""Try once more what waited in vain for a page of a busy machine; the run names each such test as RERUN."""
	for item in items:
		if item.nodeid.startswith("tests/browser/"):
			item.add_marker(pytest.mark.flaky(reruns=1, only_rerun="TimeoutError"))


@pytest.fixture(scope="session")
def browser():
	playwright = pytest.importorskip("playwright.sync_api")
	with playwright.sync_playwright() as p:
		chromium = p.chromium.launch(executable_path=shutil.which("chromium"), args=CHROMIUM_FLAGS)
		yield chromium
		chromium.close()


@pytest.fixture
def plain_page(browser, url):
	"""A page of a phone's width, and the site's address by a name under which it is plain HTTP."""
	page = browser.new_page(viewport={"width": 360, "height": 740}, locale="zh-CN")
	address = f"http://{PLAIN_HOST}"
	# the site serves its own names only, so the requests of the other name are asked there
	page.route(
		f"{address}/**",
		lambda route: route.fulfill(response=route.fetch(url=url + route.request.url.removeprefix(address))),
	)
	yield page, address
	page.close()


@pytest.fixture(scope="session")
def has_realtime(url) -> bool:
	"""Whether the server carries realtime: the plain one started beside another's bench does not."""
	try:
		urllib.request.urlopen(f"{url}/socket.io/?EIO=4&transport=polling", timeout=10).close()
	except urllib.error.HTTPError as answer:
		return answer.code != 404
	return True


@pytest.fixture
def desk_as(browser, url, accounts, has_realtime):
	"""desk_as("zhaoshang") is that account's desk; what went wrong on any of them fails the test."""
	opened: list[tuple] = []

	def log_in(name: str, width: int = 1440, height: int = 900) -> Desk:
		context = browser.new_context(
			viewport={"width": width, "height": height}, locale="zh-CN", timezone_id="Asia/Shanghai"
		)
		page = context.new_page()
		account = accounts[name]
		answer = context.request.post(
			f"{url}/api/method/login", form={"usr": account["user"], "pwd": account["password"]}
		)
		assert answer.status == 200, answer.text()
		desk = Desk(page, url, has_realtime)
		opened.append((context, desk))
		return desk

	yield log_in
	for context, _desk in opened:
		context.close()
