"""The completion pack as an archive that proves itself, and workbooks in which nothing is computed."""

import io
import json
import zipfile
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from anshang_app.coordination.rules.promises import CommitmentDates
from anshang_app.project_lifecycle.rules import pack_archive
from anshang_app.project_lifecycle.rules.pack_contents import Certificate, PackFacts, items_of
from anshang_app.rendering import workbooks

ABOUT = {"项目": "项目：某项目（AS-2026-0001）"}
ITEMS = [
	pack_archive.Item("二、审批证照/施工许可.pdf", b"%PDF-1"),
	pack_archive.Item("三、项目资料.xlsx", b"PK"),
]


def rebuilt(content: bytes, change) -> bytes:
	"""The archive with its parts as `change` leaves them."""
	with zipfile.ZipFile(io.BytesIO(content)) as old:
		parts = {name: old.read(name) for name in old.namelist()}
	change(parts)
	buffer = io.BytesIO()
	with zipfile.ZipFile(buffer, "w") as new:
		for name, data in parts.items():
			new.writestr(name, data)
	return buffer.getvalue()


def test_a_pack_lists_every_file_with_its_hash_for_people_and_machines():
	content = pack_archive.build(ITEMS, ABOUT)
	manifest = pack_archive.manifest_of(content)
	assert manifest["项目"] == ABOUT["项目"]
	assert {row["path"] for row in manifest["files"]} == {
		*(item.path for item in ITEMS),
		pack_archive.LISTING,
	}
	assert manifest["files"][0]["sha256"] == pack_archive.sha256(b"%PDF-1")
	with zipfile.ZipFile(io.BytesIO(content)) as pack:
		page = load_workbook(io.BytesIO(pack.read(pack_archive.LISTING))).active
	rows = list(page.iter_rows(values_only=True))
	assert rows[0][0] == ABOUT["项目"]
	assert rows[1] == ("序号", "文件", "大小（字节）", "SHA-256")
	assert rows[2] == (1, ITEMS[0].path, 6, pack_archive.sha256(b"%PDF-1"))
	assert pack_archive.verify(content) == []


@pytest.mark.parametrize(
	("change", "rule", "path"),
	[
		(lambda parts: parts.update({ITEMS[0].path: b"%PDF-2"}), "altered", ITEMS[0].path),
		(lambda parts: parts.pop(ITEMS[0].path), "missing", ITEMS[0].path),
		(lambda parts: parts.update({"多余.txt": b""}), "added", "多余.txt"),
		(lambda parts: parts.pop(pack_archive.MANIFEST), "no_manifest", pack_archive.MANIFEST),
		(lambda parts: parts.update({pack_archive.MANIFEST: b"{"}), "no_manifest", pack_archive.MANIFEST),
		(lambda parts: parts.update({pack_archive.LISTING: b""}), "altered", pack_archive.LISTING),
	],
)
def test_any_change_inside_is_found_and_named(change, rule, path):
	altered = rebuilt(pack_archive.build(ITEMS, ABOUT), change)
	assert pack_archive.verify(altered) == [pack_archive.ArchiveFinding(path, rule)]


def test_a_file_that_is_no_archive_is_said_to_be_none():
	assert pack_archive.verify(b"no archive") == [pack_archive.ArchiveFinding("", "no_archive")]


@given(st.lists(st.tuples(st.sampled_from(["甲.pdf", "乙", ".隐.txt"]), st.binary(max_size=30)), max_size=6))
def test_whatever_is_packed_verifies_and_nothing_is_lost(parts):
	content = pack_archive.build([pack_archive.Item(path, data) for path, data in parts], ABOUT)
	assert pack_archive.verify(content) == []
	with zipfile.ZipFile(io.BytesIO(content)) as pack:
		names = [
			name for name in pack.namelist() if name not in (pack_archive.MANIFEST, pack_archive.LISTING)
		]
		assert sorted(pack.read(name) for name in names) == sorted(data for _path, data in parts)
		assert len(set(pack.namelist())) == len(pack.namelist())


@given(st.text())
def test_a_name_is_always_one_safe_part_of_a_path(text):
	name = pack_archive.safe_name(text)
	assert name
	assert not set(name) & set('\\/:*?"<>|\n\x00')
	assert name not in (".", "..")
	assert len(name) <= pack_archive.LONGEST_NAME


def test_the_pack_of_a_project_has_chinese_names_and_its_records_in_one_workbook():
	facts = PackFacts(
		overview=[("项目名称", "某项目")],
		certificates=[
			Certificate("施工许可", "429006/2026/1", date(2026, 6, 1), "住建局", b"%PDF", ".pdf"),
			Certificate("企业开办", "", None, "市场监管局", note="未上传"),
		],
		forms=b"%PDF",
		scan=b"jpg",
		scan_ending=".jpg",
		contacts=[("企业", "张三", "138****5678")],
		promises=[CommitmentDates("n", "补齐人防", date(2026, 7, 1), is_fulfilled=True)],
	)
	items = {item.path: item.content for item in items_of(facts)}
	assert list(items) == [
		"一、两单一表/两单一表（正式表格）.pdf",
		"一、两单一表/签章扫描件.jpg",
		"二、审批证照/施工许可 429006_2026_1.pdf",
		"三、项目资料.xlsx",
	]
	book = load_workbook(io.BytesIO(items["三、项目资料.xlsx"]))
	assert book.sheetnames == [
		"项目概况",
		"审批证照",
		"阶段记录",
		"各阶段时间",
		"责任分工",
		"联系人",
		"承诺事项",
	]
	assert [cell.value for cell in book["审批证照"][3]] == ["企业开办", None, "不详", "市场监管局", "未上传"]
	assert [cell.value for cell in book["承诺事项"][2]] == [
		"容缺承诺",
		"补齐人防",
		"企业",
		"2026-07-01",
		"已兑现",
	]


@pytest.mark.parametrize("text", ["=1+1", '=HYPERLINK("x")', "+1", "-1", "@SUM(A1)", "\t=1"])
def test_text_that_looks_like_a_formula_is_written_as_text(text):
	content = workbooks.write([workbooks.WorkbookSheet("表", ("列",), [(text,)])])
	cell = load_workbook(io.BytesIO(content)).active["A2"]
	assert cell.data_type == "s"
	assert cell.value == text
	assert cell.quotePrefix


@given(
	st.lists(st.lists(st.one_of(st.none(), st.text(max_size=20), st.integers(-9, 9)), min_size=2, max_size=2))
)
def test_any_rows_can_be_written_and_read_again(rows):
	content = workbooks.write([workbooks.WorkbookSheet("表", ("甲", "乙"), rows)])
	found = workbooks.read(content, 10**7, 1000)
	assert found[0] == ["甲", "乙"]
	numbers = [
		[value for value in row if isinstance(value, int)]
		for row in rows
		if any(v not in (None, "") for v in row)
	]
	read = [[v for v in row if isinstance(v, int)] for row in found[1:] if any(v is not None for v in row)]
	assert [row for row in read if row] == [row for row in numbers if row]


@pytest.mark.parametrize(
	"content", [b"", b"PK", b"<html>", json.dumps({}).encode(), b"PK\x03\x04" + b"\x00" * 40]
)
def test_what_is_no_workbook_is_said_to_be_none(content):
	with pytest.raises(workbooks.NotAWorkbook):
		workbooks.read(content, 10**6, 10)


def test_a_zip_that_is_no_workbook_or_unpacks_too_far_is_refused():
	with pytest.raises(workbooks.NotAWorkbook):
		workbooks.read(pack_archive.build(ITEMS, ABOUT), 10**6, 10)
	buffer = io.BytesIO()
	with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as bomb:
		bomb.writestr("xl/worksheets/sheet1.xml", b"0" * 10**6)
	with pytest.raises(workbooks.NotAWorkbook, match="too large"):
		workbooks.read(buffer.getvalue(), 10**5, 10)
