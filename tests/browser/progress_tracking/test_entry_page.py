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


# --- one bad entry costs only itself ------------------------------------------------------------------------


METHOD = "**/api/method/anshang_app.progress_tracking.api."


def fail_for(phone, word: str, status: int, body: str = "") -> None:
	"""The platform answers so for every entry that holds the word."""

	def answer(route):
		if word in (route.request.post_data or ""):
			return route.fulfill(status=status, body=body, headers={"Content-Type": "text/html"})
		return route.continue_()

	phone.page.route(f"{METHOD}file_entry", answer)


def enter(phone, content: str, *photos) -> None:
	phone.choose()
	phone.write("#content", content)
	if photos:
		phone.page.locator("summary").click()
		phone.page.set_input_files("#photo", [*photos])
	phone.send()


@pytest.mark.parametrize(
	("status", "body"), [(500, "<html>"), (501, ""), (505, "x"), (200, "<html>no json</html>")]
)
def test_an_entry_the_platform_fails_with_holds_up_no_other(phone, status, body):
	phone.open()
	phone.choose()
	phone.page.locator("text=返回列表").click()
	good = [f"其后{number} {status}" for number in (1, 2)]
	phone.context.set_offline(True)
	for content in (f"坏条目{status}", *good):
		enter(phone, content)
		phone.wait("等待联网发送")
	fail_for(phone, "坏条目", status, body)
	phone.context.set_offline(False)
	phone.page.evaluate("dispatchEvent(new Event('online'))")
	phone.wait("1 条待发送")
	bad = phone.page.locator("#queue .note.bad")
	assert "平台未能接收" in bad.inner_text()
	assert [len(phone.stored(content)) for content in good] == [1, 1]
	assert bad.locator("button").all_inner_texts() == ["重试", "修改", "放弃"]
	phone.page.unroute(f"{METHOD}file_entry")
	bad.locator("button", has_text="重试").click()
	phone.page.wait_for_selector("#queue .note.bad", state="detached")
	assert len(phone.stored(f"坏条目{status}")) == 1


def test_an_entry_that_keeps_failing_can_be_left_out(phone):
	phone.open()
	fail_for(phone, "放弃的一条", 500)
	enter(phone, "放弃的一条")
	phone.wait("平台未能接收")
	phone.page.locator("button", has_text="放弃").click()
	phone.page.wait_for_selector("text=平台未能接收", state="hidden")
	assert "待发送" not in phone.page.inner_text("#state")
	assert phone.stored("放弃的一条") == []


def test_a_platform_that_is_away_is_waited_for_and_nothing_is_marked(phone):
	phone.open()
	fail_for(phone, "网关不在", 502)
	enter(phone, "网关不在")
	phone.wait("没有网络 · 1 条待发送")
	assert phone.page.locator("#queue .note.bad").count() == 0
	phone.page.unroute(f"{METHOD}file_entry")
	phone.page.evaluate("dispatchEvent(new Event('online'))")
	phone.page.wait_for_selector("#filed")


def test_a_photo_that_is_refused_holds_up_neither_its_entry_nor_the_other_photos(phone, tmp_path):
	image = pytest.importorskip("PIL.Image")
	good, bad = tmp_path / "good.jpg", tmp_path / "bad.jpg"
	image.new("RGB", (300, 200), (30, 120, 60)).save(good)
	bad.write_bytes(b"no picture at all")
	phone.open()
	enter(phone, "一好一坏两张", bad, good)
	phone.wait("有照片未被接收")
	(stored,) = phone.stored("一好一坏两张")
	assert files_of(phone, stored["name"]) == 1
	note = phone.page.locator("#queue .note.bad")
	assert note.locator("button").all_inner_texts() == ["重试", "放弃"]
	enter(phone, "坏照片之后的一条")
	phone.page.wait_for_selector("#filed")
	note.locator("button", has_text="放弃").click()
	phone.page.wait_for_selector("#queue .note.bad", state="detached")
	assert len(phone.stored("坏照片之后的一条")) == 1


def files_of(phone, entry: str) -> int:
	return len(
		phone.context.request.get(
			f"{phone.url}/api/resource/File",
			params={"filters": json.dumps([["attached_to_name", "=", entry]])},
		).json()["data"]
	)


def test_an_empty_photo_is_refused_in_the_form_and_nothing_typed_is_lost(phone, tmp_path):
	(tmp_path / "empty.jpg").write_bytes(b"")
	phone.open()
	enter(phone, "空照片的一条", tmp_path / "empty.jpg")
	phone.wait("有一张照片是空的")
	assert phone.page.input_value("#content") == "空照片的一条"
	phone.page.locator("button", has_text="不带照片").click()
	phone.send()
	phone.page.wait_for_selector("#filed")


# --- what was typed -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("figure", ["1e", "12-3", "--5", "约5", "1.2.3", "/", "5-8亿"])
def test_a_figure_that_is_none_is_refused_with_words(phone, figure):
	phone.open()
	phone.choose()
	phone.page.locator(".kinds button", has_text="进展填报").click()
	phone.write("#content", f"数字 {figure}")
	phone.page.locator("summary").click()
	phone.page.locator("#investment_to_date").press_sequentially(figure)
	phone.send()
	phone.wait("不是完整的数字")
	assert phone.page.locator("form .note.bad").inner_text().startswith("累计完成投资")
	assert figure in phone.page.locator("form .note.bad").inner_text()
	assert phone.page.input_value("#investment_to_date") == figure
	assert phone.stored(f"数字 {figure}") == []


@pytest.mark.parametrize("keys", ["12", "1231", "0228"])
@pytest.mark.parametrize("field", ["entry_date", "actual_date"])
def test_a_half_typed_day_is_refused_with_words(phone, keys, field):
	phone.open()
	phone.choose()
	content = f"半个日期 {keys} {field}"
	phone.write("#content", content)
	phone.page.locator("summary").click()
	phone.page.select_option("#node", index=1)
	day = phone.page.locator(f"#{field}")
	day.fill("")
	day.click(position={"x": 20, "y": 20})
	phone.page.keyboard.type(keys)
	assert day.evaluate("(control) => control.value === '' && control.validity.badInput")
	phone.send()
	phone.wait("日期不完整")
	assert phone.page.input_value("#content") == content
	assert phone.stored(content) == []


def test_a_day_left_blank_is_asked_for(phone):
	phone.open()
	phone.choose()
	phone.write("#content", "没有日期")
	phone.page.fill("#entry_date", "")
	phone.send()
	phone.wait("请填写日期")
	assert phone.stored("没有日期") == []


def test_a_refused_entry_comes_back_with_everything_it_had(phone, tmp_path):
	image = pytest.importorskip("PIL.Image")
	image.new("RGB", (300, 200), (30, 120, 60)).save(tmp_path / "photo.jpg")
	phone.open()
	phone.choose()
	phone.page.locator(".kinds button", has_text="进展填报").click()
	phone.write("#content", "退回再改的一条")
	phone.page.locator("summary").click()
	phone.page.select_option("#node", index=1)
	node = phone.page.input_value("#node")
	phone.page.fill("#actual_date", "2026-01-15")
	phone.page.fill("#area_to_date", "12")
	# ahead of today: the platform refuses it
	phone.page.fill("#entry_date", "2099-01-01")
	phone.page.set_input_files("#photo", [tmp_path / "photo.jpg"])
	phone.send()
	phone.wait("未被接收")
	for _again in ("with a network", "without one"):
		phone.page.locator("button", has_text="修改").click()
		phone.page.wait_for_selector("#content")
		kept = {
			field: phone.page.input_value(f"#{field}")
			for field in ("content", "node", "actual_date", "area_to_date", "entry_date")
		}
		assert kept == {
			"content": "退回再改的一条",
			"node": node,
			"actual_date": "2026-01-15",
			"area_to_date": "12",
			"entry_date": "2099-01-01",
		}
		assert "1" in phone.page.locator("button", has_text="照片").first.inner_text()
		phone.page.locator("text=返回列表").click()
		phone.context.set_offline(True)
	phone.context.set_offline(False)
	phone.page.locator("button", has_text="修改").click()
	phone.page.fill("#entry_date", time.strftime("%Y-%m-%d"))
	phone.send()
	# a figure below the last one is asked back, if another test has filed one today
	phone.page.wait_for_selector("#filed, button:has-text('属实')")
	if phone.page.locator("button", has_text="属实").count():
		phone.page.locator("button", has_text="属实").click()
	phone.page.wait_for_selector("#filed")
	(stored,) = phone.stored("退回再改的一条")
	assert files_of(phone, stored["name"]) == 1


def test_cause_and_case_of_a_refused_entry_come_back(phone):
	phone.open()
	phone.choose()
	phone.page.evaluate(
		"""() => new Promise((resolve) => {
			const open = indexedDB.open("anshang-entry", 1);
			open.onsuccess = () => {
				const work = open.result.transaction("queue", "readwrite");
				work.objectStore("queue").put({client_id: "c1", user: JSON.parse(document.getElementById("setup").textContent).user,
					made: 1, project: "nowhere", project_name: "某项目", photos: [], state: "refused", message: "退回",
					labels: {node: "某节点", approval_case: "某事项"},
					values: {entry_kind: "Early Guidance", entry_date: "2026-03-05", approval_case: "CASE-X",
						node_dates: [{node: "NODE-X", actual_date: "2026-03-04", late_cause: "Enterprise", late_reason: "企业原因"}]}});
				work.oncomplete = resolve;
			};
		})"""
	)
	phone.page.locator("text=返回列表").click()
	phone.page.locator("button", has_text="修改").click()
	phone.page.wait_for_selector("#late_reason")
	kept = [
		phone.page.input_value(f"#{field}")
		for field in ("approval_case", "node", "actual_date", "late_cause", "late_reason")
	]
	assert kept == ["CASE-X", "NODE-X", "2026-03-04", "Enterprise", "企业原因"]
	assert "某事项" in phone.page.locator("#approval_case").inner_text()
	phone.page.locator("text=返回列表").click()
	phone.page.locator("button", has_text="放弃").click()


def test_what_is_being_typed_survives_a_wrong_touch_and_a_closed_tab(phone):
	phone.open()
	phone.choose()
	phone.write("#content", "打到一半的字")
	phone.page.wait_for_timeout(500)
	phone.page.locator("text=返回列表").click()
	phone.choose()
	assert phone.page.input_value("#content") == "打到一半的字"
	phone.page.keyboard.press("End")
	phone.fresh_tab()
	phone.open()
	phone.choose()
	assert phone.page.input_value("#content") == "打到一半的字"
	phone.send()
	phone.page.wait_for_selector("#filed")
	phone.choose()
	assert phone.page.input_value("#content") == ""


# --- days, and older phones ---------------------------------------------------------------------------------


def today_of(phone) -> str:
	return phone.page.evaluate("JSON.parse(document.getElementById('setup').textContent).today")


@pytest.mark.parametrize("days", [1, 3, 40])
def test_a_page_left_open_or_kept_offers_the_day_it_is(phone, days):
	phone.page.clock.install()
	phone.open()
	made = today_of(phone)
	phone.choose()
	assert phone.page.input_value("#entry_date") == made
	phone.page.clock.fast_forward(days * 24 * 3600 * 1000)
	later = phone.page.evaluate("new Date(Date.now() + 8 * 3600000).toISOString().slice(0, 10)")
	assert later > made
	phone.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
	assert phone.page.input_value("#entry_date") == later, "of the form that stands open"
	assert phone.page.get_attribute("#entry_date", "max") == later
	phone.page.locator("text=返回列表").click()
	phone.choose()
	assert phone.page.input_value("#entry_date") == later, "of a form opened later"


def test_a_day_that_was_typed_stays_over_midnight(phone):
	phone.page.clock.install()
	phone.open()
	phone.choose()
	phone.page.fill("#entry_date", "2026-01-15")
	phone.page.clock.fast_forward(2 * 24 * 3600 * 1000)
	phone.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
	assert phone.page.input_value("#entry_date") == "2026-01-15"


@pytest.mark.parametrize(
	"lacking",
	[
		"delete AbortSignal.timeout",
		"delete AbortSignal.timeout; delete window.AbortController",
		"delete window.createImageBitmap",
		"window.createImageBitmap = () => Promise.reject(new Error())",
		"HTMLCanvasElement.prototype.toBlob = (done) => done(null)",
		"delete HTMLCanvasElement.prototype.toBlob",
		"HTMLCanvasElement.prototype.getContext = () => null",
		"delete navigator.clipboard; delete window.crypto.randomUUID",
	],
)
def test_an_older_phone_keeps_and_sends_an_entry_with_its_photo(phone, tmp_path, lacking):
	image = pytest.importorskip("PIL.Image")
	image.new("RGB", (2400, 1800), (30, 120, 60)).save(tmp_path / "photo.jpg")
	phone.page.add_init_script(lacking)
	phone.open()
	content = f"旧手机 {abs(hash(lacking))}"
	enter(phone, content, tmp_path / "photo.jpg")
	phone.page.wait_for_selector("#filed", timeout=20000)
	(stored,) = phone.stored(content)
	assert files_of(phone, stored["name"]) == 1


def test_an_upload_slower_than_twenty_seconds_arrives(phone, tmp_path):
	image = pytest.importorskip("PIL.Image")
	image.new("RGB", (300, 200), (30, 120, 60)).save(tmp_path / "photo.jpg")
	phone.page.route(f"{METHOD}add_photo", lambda route: (time.sleep(25), route.continue_()))
	phone.open()
	enter(phone, "慢网络上的照片", tmp_path / "photo.jpg")
	phone.page.wait_for_selector("#filed", timeout=60000)
	(stored,) = phone.stored("慢网络上的照片")
	assert files_of(phone, stored["name"]) == 1


def test_the_project_touched_last_is_the_one_that_opens(phone):
	phone.open()
	names = phone.page.locator(".card b").all_inner_texts()
	phone.page.evaluate(
		"""() => {
			const plain = window.fetch;
			let first = true;
			window.fetch = async (address, ...rest) => {
				const late = first && String(address).includes("entry_choices");
				if (late) first = false;
				if (late) await new Promise((resolve) => setTimeout(resolve, 1500));
				return plain(address, ...rest);
			};
		}"""
	)
	phone.page.locator(".card").nth(0).click()
	phone.page.locator(".card").nth(1).click()
	phone.page.wait_for_selector("form")
	phone.page.wait_for_timeout(2500)
	assert phone.page.locator("#page h2").inner_text() == names[1]


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
