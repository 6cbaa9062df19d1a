"""The bulletin at the real desk: its form, 核对 with one button, the PDF and the Word document of what is written."""

import io

import docx
import printed


def test_the_clerk_compares_edits_and_prints_an_issue(desk_as):
	desk = desk_as("zhengshu")
	desk.open("/app/bulletin", ".list-row")
	assert desk.page.get_by_role("button", name="新编一期").is_visible()
	desk.page.locator(".list-row", has_text="编写中").locator("a[data-name]").first.click()
	body = desk.page.locator("textarea[data-fieldname=body]")
	body.wait_for()
	desk.settle()
	assert "一、总体情况" in body.input_value()
	desk.page.get_by_role("button", name="核对数据").click()
	desk.page.get_by_role("button", name="核对通过").and_(desk.page.locator(".btn-primary")).wait_for()
	desk.settle()
	desk.page.locator(".form-tabs .nav-link", has_text="简报数据").click()
	desk.page.get_by_text("全部数据与冻结时一致。").wait_for(timeout=10000)
	desk.page.locator(".form-tabs .nav-link").first.click()
	body.fill(body.input_value() + "\n手工补充的一段话。")
	body.blur()
	desk.page.wait_for_function("cur_frm.is_dirty()")
	desk.page.evaluate("cur_frm.save()")
	desk.page.wait_for_function("!cur_frm.is_dirty() && cur_frm.doc.body.includes('手工补充')")
	desk.settle()
	name = desk.page.evaluate("cur_frm.doc.name")
	address = f"{desk.url}/api/method/anshang_app.bulletins.api.download_bulletin"
	pdf, word = (
		desk.page.context.request.get(
			address, params={"bulletin": name, "file_format": kind, "accept_missing": 1}
		)
		for kind in ("pdf", "docx")
	)
	assert (pdf.status, word.status) == (200, 200)
	printed_text = "".join(line["text"] for page in printed.pdf_pages(pdf.body()) for line in page)
	written = "\n".join(one.text for one in docx.Document(io.BytesIO(word.body())).paragraphs)
	assert "手工补充的一段话。" in printed.squeezed(printed_text) and "手工补充的一段话。" in written
	assert "全市重点招商引资项目建设情况" in written and "【图" not in written
	assert "年第2期" in printed.squeezed(printed_text) and "【图" not in printed_text
	assert desk.trouble == []


def test_a_unit_on_the_list_reads_the_distributed_issue_and_not_the_one_in_the_making(desk_as):
	desk = desk_as("baobao")
	desk.open("/app/bulletin", ".list-row")
	assert desk.page.locator(".list-row").count() == 1
	desk.page.locator(".list-row a[data-name]").first.click()
	desk.page.locator(".form-page").wait_for()
	desk.settle()
	assert desk.page.get_by_role("button", name="核对数据").count() == 0
	assert desk.page.evaluate("cur_frm.doc.state") == "Distributed"
	assert desk.page.evaluate("cur_frm.doc.figures.some((row) => row.records || row.found)") is False
	assert desk.trouble == []
