"""Take the pictures of 办事员手册 from a running demo, so that they stay true.

    ./anshang up --detach && .bench/env/bin/python docs/picture_manual.py [picture …]

Named pictures only, or all of them. Each task of `anshang_app/manual/chapters.json` that has a picture is opened as its chapter's account.
"""

import io
import json
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlencode

from PIL import Image
from playwright.sync_api import sync_playwright

REPO = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(REPO))
sys.path.insert(0, str(REPO / "tests" / "readers"))

from desk_page import Desk  # noqa: E402
from manual_walk import address  # noqa: E402

from anshang_app.manual.chapters import manual, picture_name  # noqa: E402

FOLDER = REPO / "anshang_app" / "public" / "images" / "manual"
#: task -> what its page is opened with, an account by its name in the demo: an empty form shows nothing
OPENED_WITH = {
	"bureau-work-handover": {"giver": "kaifaqu", "taker": "baobao"},
	"principal-work-handover": {"giver": "baobao"},
}
SIZE, COLOURS = {"width": 1200, "height": 750}, 256
FLAGS = [
	"--no-sandbox",
	"--disable-gpu",
	"--disable-quic",
	"--no-first-run",
	"--disable-background-networking",
]


def main() -> None:
	url = json.loads(run("status", "--json"))["url"]
	accounts = {row["user"].split("@")[0]: row for row in json.loads(run("accounts", "--json"))}
	FOLDER.mkdir(parents=True, exist_ok=True)
	with sync_playwright() as p:
		browser = p.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
		for chapter in manual()["chapters"]:
			context = browser.new_context(viewport=SIZE, locale="zh-CN", timezone_id="Asia/Shanghai")
			account = accounts[chapter["account"]]
			context.request.post(
				f"{url}/api/method/login", form={"usr": account["user"], "pwd": account["password"]}
			)
			desk = Desk(context.new_page(), url, True)
			for task in (task for task in chapter["tasks"] if task.get("picture")):
				if sys.argv[1:] and picture_name(chapter, task) not in sys.argv[1:]:
					continue
				asked = OPENED_WITH.get(f"{chapter['key']}-{task['key']}", {})
				given = urlencode({field: accounts[name]["user"] for field, name in asked.items()})
				desk.open(address(desk, task) + (f"?{given}" if given else ""))
				if task["picture"] == "dialog":
					desk.page.get_by_role("button", name=task["press"]).first.click()
					desk.wait_for_dialog()
				desk.calm(6)
				keep(desk.page.screenshot(), FOLDER / picture_name(chapter, task))
			context.close()
		browser.close()


def run(*words: str) -> str:
	return subprocess.run([REPO / "anshang", *words], capture_output=True, text=True, check=False).stdout


def keep(picture: bytes, file: Path) -> None:
	"""Few colours: the desk has no more, and a book of pictures stays small."""
	Image.open(io.BytesIO(picture)).convert("RGB").quantize(
		COLOURS, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE
	).save(file, optimize=True)
	print(file.name, file.stat().st_size // 1024, "KB")


if __name__ == "__main__":
	main()
