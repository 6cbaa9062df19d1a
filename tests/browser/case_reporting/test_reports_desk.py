"""Reports and the leaders' screen at the real desk: a figure leads to its records, totals are of what is shown."""


def test_a_figure_leads_to_its_records_and_the_screens_agree(desk_as):
	desk = desk_as("zhengshu")
	desk.open("/app/query-report/Project Ledger", ".dt-scrollable .dt-row")
	page = desk.page
	answer = page.evaluate("() => frappe.query_report.data")
	red = sum(row["red"] for row in answer)
	assert red and {row["project_title"] for row in answer}
	at = page.evaluate("() => frappe.query_report.columns.findIndex((column) => column.fieldname === 'red')")
	total = page.evaluate(
		"(at) => document.querySelectorAll('.dt-footer .dt-row-totalRow .dt-cell')[at + 1].textContent.trim()",
		at,
	)
	assert total == str(red)
	address = page.evaluate(
		"""() => {
			const rows = frappe.query_report.data;
			const column = frappe.query_report.columns.find((one) => one.fieldname === "red");
			const row = rows.find((one) => one.red);
			const cell = frappe.query_report.report_settings.formatter(row.red, null, column, row, (value) => value);
			return [new DOMParser().parseFromString(cell, "text/html").querySelector("a").getAttribute("href"), row.red];
		}"""
	)
	desk.open(address[0], ".list-row-container")
	assert len(page.query_selector_all(".list-row-container .list-row")) == address[1]
	desk.open("/app/anshang-leader", ".anshang-leader .figure")
	shown = page.evaluate(
		"() => [...document.querySelectorAll('.anshang-leader .figure')].map((one) => one.innerText.split('\\n'))"
	)
	figures = {words[0]: words[1] for words in shown}
	assert (figures["红灯节点"], figures["项目数"]) == (str(red), str(len(answer)))
	assert desk.trouble == []


def test_charts_have_whole_labels_and_whole_numbers(desk_as):
	desk = desk_as("zhengshu")
	desk.open("/app/query-report/Project Ledger", ".readable-chart .x.axis text")
	labels = desk.page.locator(".readable-chart .x.axis text").all_text_contents()
	assert len(labels) > 1 and not any("..." in label or "…" in label for label in labels)
	assert "信息移交" in labels
	ticks = desk.page.locator(".readable-chart .y.axis text").all_text_contents()
	assert ticks and all(tick.isdigit() for tick in ticks), ticks
	# Frappe's own writes 100.00 from a hundred on
	desk.page.evaluate(
		"""() => {
			const place = document.createElement("div");
			place.className = "hundreds";
			document.querySelector(".readable-chart").parentElement.append(place);
			frappe.utils.make_chart(place, {type: "bar", data: {labels: ["甲", "乙"], datasets: [{values: [250, 40]}]}});
		}"""
	)
	# drawn at nothing first, and grown from there
	desk.page.wait_for_function(
		"() => Number([...document.querySelectorAll('.hundreds .y.axis text')].pop()?.textContent) >= 250"
	)
	ticks = desk.page.locator(".hundreds .y.axis text").all_text_contents()
	assert len(ticks) > 2 and all(tick.isdigit() for tick in ticks), ticks
	assert desk.trouble == []
