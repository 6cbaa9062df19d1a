// Charts an official reads: whole numbers on the axis of a count, every label whole, bars no wider than they are to be read.

// Inside the desk we reach here: `frappe.Chart` (v15, v16), through which cards, reports and pages draw.

/** Pixels a bar may be wide, pixels of a letter below the axis, letters that stand in one line. */
const WIDEST_BAR = 56;
const LETTER = 13;
const FEWEST_LETTERS = 4;
/** Counts up to this would be divided by halves and quarters. */
const FEW = 2;

const Original = frappe.Chart;

const is_axis = ({ type, data }) => (type === "bar" || type === "line" || type === "axis-mixed" || !type) && data?.labels?.length;

/** The options of a chart with axes, so that it can be read. */
function readable(wrapper, options) {
	const { labels, datasets = [] } = options.data;
	const values = datasets.flatMap((dataset) => dataset.values || []).map(Number);
	const counts = values.every(Number.isInteger);
	const room = ($(wrapper).width() || 900) / labels.length;
	const beside = options.barOptions?.stacked ? 1 : Math.max(datasets.length, 1);
	const narrow = 1 - (WIDEST_BAR * beside) / room;
	// Frappe's own writes 100 as 100.00, and nothing for zero
	const shorten = options.axisOptions?.numberFormatter;
	return {
		...options,
		animate: 0,
		axisOptions: {
			...options.axisOptions,
			// a label that does not fit is broken into lines below, never cut
			xIsSeries: 0,
			seriesLabelSpaceRatio: 100,
			...(counts && Math.max(0, ...values) <= FEW ? { yAxisRange: { min: 0, max: 4 } } : {}),
			...(shorten ? { numberFormatter: (number) => (is_plain(number) ? String(number) : shorten(number)) } : {}),
		},
		barOptions: { ...options.barOptions, spaceRatio: Math.min(Math.max(options.barOptions?.spaceRatio || 0.5, narrow), 0.95) },
	};
}

/** Labels in lines as wide as their place; of very many only so many as can be read. */
function break_labels(chart) {
	const texts = [...chart.parent.querySelectorAll(".x.axis text")];
	const room = (chart.width || 600) / Math.max(texts.length, 1);
	const every = Math.ceil((FEWEST_LETTERS * LETTER) / room);
	const letters = Math.max(FEWEST_LETTERS, Math.floor((room * every) / LETTER) - 1);
	let most = 1;
	texts.forEach((text, at) => {
		const whole = chart.data.labels[at] ?? text.textContent;
		const lines = at % every ? [""] : lines_of(String(whole), letters);
		most = Math.max(most, lines.length);
		text.replaceChildren(...lines.map((line, down) => span_of(line, down)));
	});
	chart.parent.style.setProperty("--label-lines", most - 1);
	chart.parent.classList.add("readable-chart");
}

/** Whether a mark of the axis is written as it is. */
const is_plain = (number) => Number.isInteger(number) && Math.abs(number) < 10000;

function lines_of(label, letters) {
	const lines = [];
	for (let from = 0; from < label.length; from += letters) lines.push(label.slice(from, from + letters));
	return lines;
}

function span_of(line, down) {
	const span = document.createElementNS("http://www.w3.org/2000/svg", "tspan");
	span.setAttribute("x", "0");
	if (down) span.setAttribute("dy", "1.25em");
	span.textContent = line;
	return span;
}

// biome-ignore lint/complexity/useArrowFunction: called with `new`
frappe.Chart = function (wrapper, options) {
	if (!is_axis(options)) return new Original(wrapper, options);
	const chart = new Original(wrapper, readable(wrapper, options));
	// it draws anew when the window changes, and cuts its labels anew
	let waits = null;
	const again = () => {
		cancelAnimationFrame(waits);
		waits = requestAnimationFrame(() => break_labels(chart));
	};
	for (const name of ["draw", "update", "render"]) {
		const own = chart[name]?.bind(chart);
		if (own) chart[name] = (...args) => {
			again();
			return own(...args);
		};
	}
	setTimeout(again, 50);
	setTimeout(again, 600);
	return chart;
};
