// The rule of `record_search/rules/readings.py`, for a phone without a network.

const REST = "(?:[a-z]*')?";

/** Whether a project's stored names answer what was typed: any part, blanks aside, or pinyin in letters. */
export function answers({ project_name, texts, readings }, typed) {
	const short = typed.normalize("NFKC").toLowerCase().replace(/[^0-9a-z㐀-鿿]+/g, "");
	if (texts === undefined) return project_name.includes(typed);
	const runs = short.match(/[a-z0-9]+|[^a-z0-9]+/g) || [];
	return runs.every((run) => {
		if (texts.includes(run)) return true;
		if (!/^[a-z0-9]+$/.test(run)) return false;
		const letters = [...run].map((letter) => ("uv".includes(letter) ? "[uv]" : letter));
		return new RegExp(`'${letters.join(REST)}`).test(readings);
	});
}
