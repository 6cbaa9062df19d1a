// Blocks of cells as text between tabs and line ends: what Excel and WPS copy and paste.

/** A block as text; a cell with a line end, a tab or a quote stands in quotes. */
export function to_text(lines) {
	const cell = (text) => (/[\t\n"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
	return lines.map((line) => line.map(cell).join("\t")).join("\r\n");
}

/** The lines of a pasted text, each a list of cells; the empty line at the end is none. */
export function to_lines(text) {
	const lines = [[]];
	const last = () => lines[lines.length - 1];
	const cells = text.replace(/\r\n?/g, "\n").matchAll(/(?:"((?:[^"]|"")*)"|([^\t\n]*))(\t|\n|$)/g);
	for (const [whole, quoted, plain, end] of cells) {
		if (!whole && last().length) break;
		last().push((quoted === undefined ? plain : quoted.replaceAll('""', '"')).trim());
		if (end === "\n") lines.push([]);
		if (end === "") break;
	}
	if (last().length === 0 || (lines.length > 1 && last().length === 1 && last()[0] === "")) lines.pop();
	return lines;
}

/**
 * The cells of a pasted block: from the first cell of the selection on, a single value into all of it.
 * `places` are the rows shown, `columns` the columns shown; answers [{place, column, text}].
 */
export function laid_out(lines, { rows, columns }, places, all_columns) {
	const single = lines.length === 1 && lines[0].length === 1;
	if (single) return rows.flatMap((place) => columns.map((column) => ({ place, column, text: lines[0][0] })));
	const top = places.indexOf(rows[0]);
	const left = all_columns.indexOf(columns[0]);
	return lines.flatMap((line, down) =>
		line.map((text, right) => ({ place: places[top + down], column: all_columns[left + right], text }))
	).filter(({ place, column }) => place !== undefined && column !== undefined);
}
