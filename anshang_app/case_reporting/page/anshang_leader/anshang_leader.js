frappe.pages["anshang-leader"].on_page_load = (wrapper) => {
	const page = frappe.ui.make_app_page({ parent: wrapper, title: __("Leaders' Screen"), single_column: true });
	page.set_secondary_action(__("Refresh"), () => draw(page), "refresh");
	page.add_inner_button(__("Project Ledger"), () => frappe.set_route("query-report", "Project Ledger"));
	page.add_inner_button(__("Node Alerts"), () => frappe.set_route("query-report", "Node Alerts"));
	page.add_inner_button(__("Investment Progress"), () => frappe.set_route("query-report", "Investment Progress"));
	const brief = page.add_inner_button(__("Project Brief"), () => anshang.download_brief(page.named));
	$(page.body).addClass("anshang-leader");

	async function draw(page) {
		const { message: screen } = await frappe.call("anshang_app.case_reporting.api.leader");
		const body = $(page.body).empty();
		// the projects this screen names: those behind, stuck, or waiting for a decision
		const named = [...screen.behind, ...screen.stuck, ...screen.decide].map((line) => line.project);
		page.named = [...new Set(named.filter(Boolean))];
		brief.prop("disabled", !page.named.length).attr("title", __("The {0} projects named below", [page.named.length]));
		body.append(`<p class="as-of">${__("As of {0}", [frappe.datetime.str_to_user(screen.as_of)])}</p>`);
		const rows = [
			part(__("How Many"), screen.tiles.many, stages(screen.stages)),
			part(__("How Much"), screen.tiles.much, [
				money(screen.money),
				lines(screen.behind, __("No project is behind in investment.")),
			]),
			part(__("Where It Is Stuck"), screen.tiles.stuck, lines(screen.stuck, __("No red node."))),
			part(__("What Is to Be Decided"), screen.tiles.decide, lines(screen.decide, __("Nothing waits for a decision."))),
		];
		body.append($(`<div class="parts">`).append(rows));
		body.find("button.figure").on("click", (event) => open_figure(event.currentTarget.dataset.key));
	}

	const escaped = (text) => frappe.utils.escape_html(String(text ?? ""));
	const address = (doctype, name) => `/app/${frappe.router.slug(doctype)}/${encodeURIComponent(name)}`;

	function part(title, tiles, below) {
		const box = $(`<section class="part"><h3>${title}</h3><div class="figures"></div></section>`);
		box.find(".figures").append(tiles.map(tile));
		return box.append(below);
	}

	function tile(figure) {
		const was = figure.was === null ? "" : `<span class="was">${__("last month")} ${escaped(figure.was)}</span>`;
		const inside = `<span class="label">${escaped(figure.label)}</span><b>${escaped(figure.value)}</b>${was}`;
		const open = figure.records ? `<button type="button" class="figure ${figure.tone}" data-key="${figure.key}"` : `<div class="figure ${figure.tone}"`;
		return `${open} title="${escaped(figure.definition)}">${inside}${figure.records ? "</button>" : "</div>"}`;
	}

	/** The records behind a figure. */
	async function open_figure(key) {
		const { message } = await frappe.call("anshang_app.case_reporting.api.leader_figure", { key });
		frappe.require("figure_records.bundle.js", () => anshang.show_records(message));
	}

	/** How many projects are in each stage, as bars beside their numbers. */
	function stages(counts_by_stage) {
		const most = Math.max(1, ...counts_by_stage.map((stage) => stage.value));
		const rows = counts_by_stage.map(
			(stage) => `<div class="stage"><span>${escaped(stage.label)}</span>
				<span class="line"><i style="width:${(stage.value * 100) / most}%"></i></span><b>${stage.value}</b></div>`
		);
		return `<div class="stages">${rows.join("")}</div>`;
	}

	function money(sums) {
		if (sums.plan === null) return `<p class="nothing">${__("No plan of the year is entered.")}</p>`;
		const rate = sums.rate === null ? 0 : Math.min(sums.rate, 100);
		const or_dash = (value) => (value === null ? "—" : value);
		const growth = sums.growth === null ? "—" : `${sums.growth}%`;
		return `<div class="bar"><div class="done" style="width:${rate}%"></div></div>
			<p class="sums">${__("Planned this year {0}, done {1} (100m yuan); same days of last year {2}, change {3}", [
				or_dash(sums.plan),
				or_dash(sums.done),
				or_dash(sums.last_year),
				growth,
			])}</p>`;
	}

	function lines(records, nothing) {
		if (!records.length) return `<p class="nothing">${nothing}</p>`;
		const items = records.map(
			(record) => `<li><a href="${address(record.doctype, record.name)}">${escaped(record.title)}</a>
				<span class="why">${escaped(record.mark)}</span><div class="said">${escaped(record.words)}</div></li>`
		);
		return `<ol class="lines">${items.join("")}</ol>`;
	}

	page.draw = () => draw(page);
};

frappe.pages["anshang-leader"].on_page_show = (wrapper) => {
	wrapper.page.draw();
};
