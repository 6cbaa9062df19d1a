"""一键汇报材料 from the list of projects: a Word document of those ticked comes down and opens."""

import io
from pathlib import Path

from docx import Document


def test_a_brief_of_ticked_projects_comes_as_word(desk_as):
	bureau = desk_as("zhengshu")
	bureau.open("/app/investment-project/view/list", ".list-row-checkbox")
	page = bureau.page
	rows = page.locator(".list-row-container .list-row:visible")
	names = []
	for number in range(2):
		rows.nth(number).locator(".list-row-checkbox").check()
		names.append(rows.nth(number).locator(".list-subject a, .level-item a").first.inner_text().strip())
	page.locator(".actions-btn-group:visible > button").click()
	with page.expect_download() as coming:
		page.locator(".actions-btn-group:visible .dropdown-item", has_text="汇报材料").click()
	download = coming.value
	assert download.suggested_filename.endswith(".docx")
	paper = Document(io.BytesIO(Path(download.path()).read_bytes()))
	text = "\n".join(
		[one.text for one in paper.paragraphs]
		+ [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
	)
	assert all(name.split("（")[0] in text for name in names), names
	assert bureau.trouble == []
