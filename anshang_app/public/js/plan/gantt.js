// A plan as bars: earliest dates, the float behind them, planned and actual days, today.

const ROW = 26;
const HEAD = 42;
const LABEL = 270;
const WIDTH = 1060;
const DAY_MS = 86400000;
const COLOURS = {
	bar: "#5b8def",
	critical: "#d9534f",
	float: "#c9d8f7",
	done: "#3c9d6b",
	planned: "#1f3a68",
	today: "#d9534f",
	grid: "#e6e9ef",
	text: "#1f272e",
	faint: "#687178",
};

const day_of = (text) => (text ? Math.round(Date.parse(`${text}T00:00:00Z`) / DAY_MS) : null);
const escape_html = (text) => frappe.utils.escape_html(text || "");

export function draw_gantt(wrapper, rows, today) {
	const shown = rows.filter((row) => row.earliest_start && row.latest);
	shown.sort((a, b) => a.earliest_start.localeCompare(b.earliest_start) || a.latest.localeCompare(b.latest));
	if (!shown.length) {
		wrapper.innerHTML = "";
		return;
	}
	const scale = make_scale(shown, today);
	const height = HEAD + shown.length * ROW + 8;
	wrapper.innerHTML = `
		<div class="anshang-gantt" style="overflow-x: auto">
			<svg viewBox="0 0 ${LABEL + WIDTH + 40} ${height}" width="100%" style="min-width: 900px" role="img"
				font-size="13" font-family="inherit">
				${months(scale, height)}
				${shown.map((row, number) => line(row, number, scale)).join("")}
				${today_line(scale, today, height)}
			</svg>
			${legend()}
		</div>`;
}

function make_scale(rows, today) {
	const days = rows.flatMap((row) =>
		[row.earliest_start, row.earliest, row.latest, row.planned_date, row.actual_date].map(day_of)
	);
	const known = [...days, day_of(today)].filter((day) => day !== null);
	const first = Math.min(...known) - 3;
	const last = Math.max(...known) + 7;
	return { first, last, x: (day) => LABEL + ((day - first) / (last - first)) * WIDTH };
}

function months(scale, height) {
	const month_starts = [];
	const date = new Date(scale.first * DAY_MS);
	date.setUTCDate(1);
	for (;;) {
		date.setUTCMonth(date.getUTCMonth() + 1);
		const day = Math.round(date.getTime() / DAY_MS);
		if (day > scale.last) break;
		month_starts.push({ day, year: date.getUTCFullYear(), month: date.getUTCMonth() + 1 });
	}
	// labels need some forty units each
	const every = Math.ceil((month_starts.length * 42) / WIDTH) || 1;
	return month_starts
		.filter((_, number) => number % every === 0)
		.map(({ day, year, month }, number) => {
			const x = scale.x(day).toFixed(1);
			const label = month === 1 || number === 0 ? `${year}.${month}` : month;
			return `<line x1="${x}" y1="${HEAD - 8}" x2="${x}" y2="${height}" stroke="${COLOURS.grid}"/>
				<text x="${x}" y="${HEAD - 14}" text-anchor="middle" fill="${COLOURS.faint}">${label}</text>`;
		})
		.join("");
}

function line(row, number, scale) {
	const top = HEAD + number * ROW;
	const middle = top + ROW / 2;
	const from = scale.x(day_of(row.earliest_start));
	const to = scale.x(day_of(row.earliest));
	const latest = scale.x(day_of(row.latest));
	const colour = row.actual_date ? COLOURS.done : row.is_critical ? COLOURS.critical : COLOURS.bar;
	return `
		<g>
			<title>${escape_html(hint(row))}</title>
			<rect x="0" y="${top}" width="${LABEL + WIDTH}" height="${ROW}" fill="${number % 2 ? "none" : "#fafbfc"}"/>
			<text x="4" y="${middle + 4}" fill="${COLOURS.text}">${escape_html(short(row.title))}</text>
			${
				latest > to && !row.actual_date
					? `<rect x="${to}" y="${middle - 3}" width="${latest - to}" height="6" fill="${COLOURS.float}"/>`
					: ""
			}
			<rect x="${from}" y="${middle - 6}" width="${Math.max(to - from, 3)}" height="12" rx="2" fill="${colour}"/>
			${row.planned_date ? diamond(scale.x(day_of(row.planned_date)), middle) : ""}
			${row.is_tentative ? `<text x="${latest + 4}" y="${middle + 4}" fill="${COLOURS.faint}">${__("Tentative")}</text>` : ""}
		</g>`;
}

function diamond(x, y) {
	return `<path d="M${x} ${y - 6}l5 6-5 6-5-6z" fill="#fff" stroke="${COLOURS.planned}" stroke-width="1.5"/>`;
}

function today_line(scale, today, height) {
	const x = scale.x(day_of(today)).toFixed(1);
	return `<line x1="${x}" y1="${HEAD - 8}" x2="${x}" y2="${height}" stroke="${COLOURS.today}" stroke-dasharray="4 3"/>
		<text x="${x}" y="10" text-anchor="middle" fill="${COLOURS.today}">${__("Today")}</text>`;
}

const short = (title) => (title.length > 20 ? `${title.slice(0, 19)}…` : title);

function hint(row) {
	const parts = [
		row.title,
		`${__("Earliest")} ${row.earliest}`,
		`${__("Latest")} ${row.latest}`,
		`${__("Float in Working Days")} ${row.total_float ?? ""}`,
	];
	if (row.planned_date) parts.push(`${__("Planned Date")} ${row.planned_date}`);
	if (row.actual_date) parts.push(`${__("Actual Date")} ${row.actual_date}`);
	return parts.join("  ");
}

function legend() {
	const box = (colour, text) =>
		`<span style="margin-right: 16px"><span style="display: inline-block; width: 14px; height: 10px;
			background: ${colour}; margin-right: 4px"></span>${text}</span>`;
	return `<div class="text-muted small" style="padding: 4px">
		${box(COLOURS.critical, __("On the Critical Path"))}${box(COLOURS.bar, __("Earliest Dates"))}
		${box(COLOURS.float, __("Float Left"))}${box(COLOURS.done, __("Finished Step"))}
		<span>◇ ${__("Planned Date")}</span></div>`;
}
