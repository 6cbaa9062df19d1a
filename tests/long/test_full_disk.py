"""A disk that is full: who saves is told, nothing half stays, and all goes on once there is room."""

import json
import time
from pathlib import Path

import pytest
import requests

DATABASE = "_anshang_localhost"
#: characters of a comment that takes pages of its own; so many of them need more room than any table has left
LONG, MOST = 20_000, 300
#: seconds: a database that met a full disk looks for room once a minute
ROOM_SEEN = 90


@pytest.fixture
def full(bench):
	if not bench.has_a_disk:
		pytest.skip("only root may mount a disk to be filled")
	with bench.full_disk():
		yield bench


def upload(bench, name: str, content: bytes) -> requests.Response:
	session = bench.session("zhengshu")
	return session.post(
		f"{bench.url}/api/method/upload_file",
		data={"is_private": 1, "file_name": name},
		files={"file": (name, content, "text/plain")},
		timeout=60,
	)


def files_of(bench, name: str) -> tuple[list[dict], list[Path]]:
	"""The records and the files on the disk of an upload."""
	asked = {"filters": json.dumps([["file_name", "like", f"{name}%"]]), "fields": '["name"]'}
	answer = bench.session("zhengshu").get(f"{bench.url}/api/resource/File", params=asked, timeout=60)
	assert answer.status_code == 200, answer.text
	site = bench.bench.sites / "anshang.localhost"
	return answer.json()["data"], [*site.glob(f"private/files/{name}*"), *site.glob(f"public/files/{name}*")]


def test_a_file_that_finds_no_room_is_refused_and_leaves_nothing(full):
	answer = upload(full, "没有地方.txt", b"0" * 3_000_000)
	assert answer.status_code >= 500, answer.text
	assert "Traceback" not in answer.text and "No space" not in answer.text
	records, on_disk = files_of(full, "没有地方")
	assert (records, on_disk) == ([], [])


def test_a_record_that_finds_no_room_is_refused_and_what_was_acknowledged_stands(bench):
	if not bench.has_a_disk:
		pytest.skip("only root may mount a disk to be filled")
	session = bench.session("zhengshu")
	asked = {"fields": '["name"]', "limit_page_length": 1}
	projects = session.get(f"{bench.url}/api/resource/Investment Project", params=asked, timeout=60)
	project = projects.json()["data"][0]["name"]

	def comment(number: int) -> requests.Response:
		body = {
			"reference_doctype": "Investment Project",
			"reference_name": project,
			"content": f"第{number}条" + "字" * LONG,
			"comment_email": bench.accounts["zhengshu"]["user"],
			"comment_by": "",
		}
		return session.post(
			f"{bench.url}/api/method/frappe.desk.form.utils.add_comment", json=body, timeout=60
		)

	acknowledged = []
	with bench.full_disk():
		for number in range(MOST):
			answer = comment(number)
			if answer.status_code != 200:
				break
			acknowledged.append(answer.json()["message"]["name"])
		else:
			pytest.fail(f"{MOST} long comments found room on a full disk")
	assert answer.status_code >= 500, answer.text
	assert "Traceback" not in answer.text and "pymysql" not in answer.text
	end = time.monotonic() + ROOM_SEEN
	while (answer := comment(MOST)).status_code != 200:
		assert time.monotonic() < end, f"no comment is taken although there is room: {answer.text}"
		time.sleep(0.5)
	stored = bench.sql(
		f"select name from `{DATABASE}`.tabComment where reference_name = '{project}' and content like '%字字字%'"
	)
	assert {name for (name,) in stored} >= set(acknowledged) and len(stored) == len(acknowledged) + 1
	checked = bench.anshang("doctor", "--data")
	assert checked.returncode == 0, checked.stdout + checked.stderr
