// What a cell says: dates and days in Chinese, a sign beside every colour.

/** Never colour alone: each light has its sign, and what is done has its own. */
export const SIGNS = { "Red Light": "■", "Yellow Light": "▲", "Green Light": "●", "No Light": "○" };
export const LIGHTS = Object.keys(SIGNS);
export const TONES = { "Red Light": "red", "Yellow Light": "yellow", "Green Light": "green", "No Light": "none" };
export const DONE = "✓";

const ESCAPES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
export const escape_html = (text) => String(text ?? "").replace(/[&<>"']/g, (letter) => ESCAPES[letter]);

export const fill = (text, ...values) => text.replace(/\{(\d)\}/g, (_all, at) => values[at]);

/** 3月5日 of this year, 27.3.5 of another: a cell is as wide as the one, and as legible with the other. */
export function short_day(iso, today) {
	const [year, month, day] = iso.split("-");
	if (year !== today.slice(0, 4)) return `${year.slice(2)}.${Number(month)}.${Number(day)}`;
	return `${Number(month)}月${Number(day)}日`;
}

export function full_day(iso) {
	const [year, month, day] = iso.split("-").map(Number);
	return `${year}年${month}月${day}日`;
}

/** The third line of a cell, without its sign: late, early, left. */
export function days_words(texts, done, days) {
	if (days === null) return done ? texts.done : "";
	if (done) return days === 0 ? texts.on_time : fill(days > 0 ? texts.late : texts.early, Math.abs(days));
	if (days === 0) return texts.due_today;
	return fill(days > 0 ? texts.left : texts.late, Math.abs(days));
}
