"""An enterprise opens its link on a phone: reads at once, is told what it needs to act, sends a photo with a code."""

import io
import re

import pytest
from PIL import Image

PAGE = "#page h1"


#: a village's network: bytes a second (400 kbit/s), milliseconds
SLOW = {"offline": False, "downloadThroughput": 50_000, "uploadThroughput": 50_000, "latency": 300}


def photo() -> bytes:
	"""A photo as a phone takes it, of some megabytes."""
	buffer = io.BytesIO()
	spots = Image.effect_noise((80, 60), 90).convert("RGB")
	spots.resize((4000, 3000), Image.BICUBIC).save(buffer, "JPEG", quality=100)
	assert len(buffer.getvalue()) > 1_500_000
	return buffer.getvalue()


def handed_over(desk, button: str) -> str:
	"""The text the desk shows once for the chat."""
	desk.page.get_by_role("button", name=button).click()
	desk.wait_for_dialog()
	desk.page.locator(".modal.show .btn-primary:visible").first.click()
	desk.page.wait_for_function("window.cur_dialog && cur_dialog.fields_dict.text")
	text = desk.page.evaluate("cur_dialog.get_value('text')")
	desk.page.evaluate("cur_dialog.hide()")
	return text


@pytest.fixture
def phone(browser, url):
	page = browser.new_page(viewport={"width": 360, "height": 740}, locale="zh-CN")
	yield page
	page.close()


def test_an_enterprise_reads_its_project_and_sends_a_photo(desk_as, phone, url):
	lead = desk_as("baobao")
	lead.open("/app/investment-project")
	(project, *_rest) = lead.call(
		"frappe.client.get_list",
		doctype="Investment Project",
		filters={"project_name": "卓泰纺织工业园"},
		fields=["name", "project_name"],
	)
	lead.open(f"/app/investment-project/{project['name']}", ".form-layout")
	link = handed_over(lead, "签发企业链接")
	code = handed_over(lead, "企业一次性验证码")
	address = re.search(r"/anshang/enterprise\?link=[\w-]+", link).group()
	digits = re.search(r"：(\d{6})，", code).group(1)

	trouble = []
	phone.on("pageerror", lambda error: trouble.append(str(error)))
	phone.goto(url + address)
	phone.wait_for_selector(PAGE)
	assert phone.inner_text(PAGE) == project["project_name"]
	assert phone.locator(".next > ol > li").count() <= 3
	text = phone.inner_text("#page")
	assert not re.search(r"1\d{10}|\*{4}", text) and not re.search(r"[A-Za-z]{4}", text)
	wide = phone.evaluate("document.documentElement.scrollWidth")
	assert wide <= 360, wide
	assert "本链接由" in text and "企业项目服务页" in text

	send = phone.locator("section", has=phone.locator("#problem"))
	assert "请先在上方输入验证码" in send.inner_text()
	# what is typed before the code is asked for stays
	phone.fill("#problem", "厂区道路未通")
	phone.locator("section", has=phone.locator("#problem")).get_by_role("button").click()
	assert "6 位验证码" in phone.locator(".bad").first.inner_text()
	phone.fill("#one-time-code", "000000" if digits != "000000" else "111111")
	phone.get_by_role("button", name="确认验证码").click()
	phone.wait_for_selector("text=验证码不正确或已失效")
	phone.fill("#one-time-code", digits)
	phone.get_by_role("button", name="确认验证码").click()
	phone.wait_for_selector("text=当前办理人")
	# what had to be done first is done
	assert "请先" not in phone.inner_text("#page") and "6 位验证码" not in phone.inner_text("#page")
	assert phone.input_value("#problem") == "厂区道路未通"
	phone.set_input_files("#material", {"name": "营业执照.jpg", "mimeType": "image/jpeg", "buffer": photo()})
	matter = phone.locator("#material-for option").nth(1).inner_text()
	phone.select_option("#material-for", matter)
	phone.fill("#material-words", "营业执照")
	network = phone.context.new_cdp_session(phone)
	network.send("Network.emulateNetworkConditions", SLOW)
	button = phone.locator("section", has=phone.locator("#material")).locator("button")
	button.click()
	# how far it is stands there, and nothing is sent twice
	phone.wait_for_selector(r"text=/正在提交.*\d+%/")
	assert button.is_disabled()
	phone.wait_for_selector("text=已提交")
	network.send(
		"Network.emulateNetworkConditions",
		{**SLOW, "latency": 0, "uploadThroughput": -1, "downloadThroughput": -1},
	)
	phone.locator("summary").last.click()
	assert f"提交材料 · {matter}：营业执照" in phone.locator("details").last.inner_text()
	assert phone.input_value("#problem") == "厂区道路未通"

	phone.goto(f"{url}/anshang/enterprise?link=falsch")
	phone.wait_for_selector("text=链接无效或已过期")
	assert trouble == []
	lead.trouble[:] = []
