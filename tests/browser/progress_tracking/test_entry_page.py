"""The phone page at 360 px in a real Chromium: with a network, without one, and with one that loses answers."""

import json
import re
import time

import pytest

PAGE = "/anshang/entry"
PROJECT = "卓泰纺织工业园"
TOUCHES, CHARACTERS, SECONDS = 4, 20, 1.0


class Phone:
	"""The page of an account, and what the platform has stored of it."""

	def __init__(self, desk):
		self.desk, self.page, self.url = desk, desk.page, desk.url
		self.context, self.touches, self.typed = desk.page.context, 0, 0

	def open(self) -> "Phone":
		self.page.goto(self.url + PAGE)
		self.page.wait_for_selector(".card")
		return self

	def touch(self, selector: str, **more) -> None:
		self.page.locator(selector, **more).first.click()
		self.touches += 1

	def write(self, selector: str, text: str) -> None:
		self.touch(selector)
		self.page.keyboard.type(text)
		self.typed += len(text)

	def choose(self, project: str = PROJECT) -> None:
		self.touch(".card", has_text=project)
		self.page.wait_for_selector("form button.main")

	def send(self) -> None:
		self.touch("form button.main")

	def wait(self, text: str) -> None:
		self.page.wait_for_selector(f"text={text}", timeout=15000)

	def stored(self, content: str) -> list[dict]:
		answer = self.context.request.get(
			f"{self.url}/api/resource/Progress Entry",
			params={
				"filters": json.dumps([["content", "=", content]]),
				"fields": json.dumps(["name", "entry_kind", "entry_date", "unit", "done_by", "project_name"]),
			},
		)
		assert answer.status == 200, answer.text()
		return answer.json()["data"]

	def fresh_tab(self) -> None:
		"""Close the tab and open another one of the same browser."""
		before = self.page
		self.page = self.context.new_page()
		before.close()


@pytest.fixture
def phone(desk_as) -> Phone:
	return Phone(desk_as("baobao", 360, 740))


def test_a_phone_contact_takes_four_touches_twenty_characters_and_a_second(phone):
	phone.open()
	content = "企业称地勘下周进场"
	phone.choose()
	phone.write("#content", content)
	began = time.perf_counter()
	phone.send()
	phone.page.wait_for_selector("#filed")
	taken = time.perf_counter() - began
	assert phone.touches <= TOUCHES
	assert phone.typed <= CHARACTERS
	assert taken <= SECONDS
	(stored,) = phone.stored(content)
	assert (stored["entry_kind"], stored["done_by"]) == ("Phone Contact", "包保经办（演示）")
	assert stored["unit"] == "天门市发展和改革委员会（演示）"


def test_nothing_is_wider_than_the_phone_and_nothing_is_english(phone):
	phone.open()
	phone.choose()
	phone.page.locator("summary").click()
	wide = phone.page.evaluate("document.documentElement.scrollWidth")
	assert wide == 360
	english = re.compile(r"[A-Za-z]{3,}")
	said = phone.page.evaluate("document.body.innerText")
	assert english.findall(said.replace("HTTPS", "")) == []


def test_without_a_network_entries_wait_through_a_closed_tab_and_are_sent_once(phone):
	phone.open().wait("没有网络时也能打开本页")
	phone.choose()
	phone.page.locator("text=返回列表").click()
	phone.context.set_offline(True)
	for content in ("离线第一条", "离线第二条"):
		phone.choose()
		phone.write("#content", content)
		phone.send()
		phone.wait("等待联网发送")
	assert phone.stored("离线第一条") == []
	phone.fresh_tab()
	phone.open().wait("2 条待发送")
	phone.context.set_offline(False)
	phone.page.wait_for_selector("text=待发送", state="hidden", timeout=40000)
	assert [len(phone.stored(content)) for content in ("离线第一条", "离线第二条")] == [1, 1]


def test_a_lost_answer_is_no_second_entry(phone):
	phone.open()
	lost = []

	def lose(route):
		if lost:
			return route.continue_()
		lost.append(route.fetch())
		return route.abort("connectionreset")

	phone.page.route("**/api/method/anshang_app.progress_tracking.api.file_entry", lose)
	phone.choose()
	phone.write("#content", "应答丢失的一条")
	phone.send()
	phone.wait("没有网络 · 1 条待发送")
	assert len(phone.stored("应答丢失的一条")) == 1
	phone.page.evaluate("dispatchEvent(new Event('online'))")
	phone.page.wait_for_selector("#filed")
	assert len(phone.stored("应答丢失的一条")) == 1


def test_a_refused_entry_is_kept_and_says_why(phone):
	phone.open()
	phone.choose()
	phone.page.locator(".kinds button", has_text="进展填报").click()
	phone.send()
	phone.wait("未被接收")
	phone.wait("请用几个字写明做了什么")
	phone.page.locator("button", has_text="修改").click()
	phone.page.wait_for_selector("#content")
	phone.write("#content", "补写的进展")
	phone.send()
	phone.page.wait_for_selector("#filed")
	assert [row["entry_kind"] for row in phone.stored("补写的进展")] == ["Progress Report"]


def test_a_figure_above_the_plan_is_asked_back_and_then_taken(phone):
	phone.open()
	phone.choose()
	phone.page.locator(".kinds button", has_text="进展填报").click()
	phone.write("#content", "超计划的投资")
	phone.page.locator("summary").click()
	phone.page.fill("#investment_to_date", "99999999")
	phone.send()
	phone.wait("超过项目计划数")
	assert phone.stored("超计划的投资") == []
	phone.page.locator("button", has_text="属实，提交").click()
	phone.page.wait_for_selector("#filed")
	assert len(phone.stored("超计划的投资")) == 1


def test_a_photo_goes_with_its_entry(phone, tmp_path):
	image = pytest.importorskip("PIL.Image")
	path = tmp_path / "photo.jpg"
	image.new("RGB", (2400, 1800), (30, 120, 60)).save(path)
	phone.open()
	phone.choose()
	phone.write("#content", "带照片的一条")
	phone.page.locator("summary").click()
	phone.page.set_input_files("#photo", path)
	phone.send()
	phone.page.wait_for_selector("#filed")
	(stored,) = phone.stored("带照片的一条")
	files = phone.context.request.get(
		f"{phone.url}/api/resource/File",
		params={"filters": json.dumps([["attached_to_name", "=", stored["name"]]])},
	).json()["data"]
	assert len(files) == 1


def test_without_https_the_page_says_that_it_does_not_open_without_a_network(plain_page, accounts):
	page, address = plain_page
	page.goto(f"{address}/login")
	account = accounts["baobao"]
	status = page.evaluate(
		"""([usr, pwd]) => fetch("/api/method/login", {method: "POST", body: new URLSearchParams({usr, pwd})})
			.then(async (answer) => [answer.status, await answer.text()])""",
		[account["user"], account["password"]],
	)
	assert status[0] == 200, status
	page.goto(address + PAGE)
	page.wait_for_selector("text=本网址不是 HTTPS")


def test_a_visitor_is_led_to_the_login(browser, url):
	page = browser.new_context(locale="zh-CN").new_page()
	page.goto(url + PAGE)
	assert "/login" in page.url
	page.context.close()
