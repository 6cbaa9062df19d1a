// A day as it is typed in a meeting: 12-5, 12.5, 12月5日, 2026-12-5, 20261205.

const PARTS = /^(?:(\d{4})\D)?(\d{1,2})\D(\d{1,2})\D?$/;
const DIGITS = /^(\d{4})(\d{2})(\d{2})$/;
const two = (number) => String(number).padStart(2, "0");

/** The day as 2026-12-05; without a year the next one that has not passed `today`. What is no day stays as typed. */
export function typed_day(text, today) {
	const match = DIGITS.exec(text.trim()) || PARTS.exec(text.trim());
	if (!match) return text.trim();
	const [, year, month, day] = match.map((part) => part && Number(part));
	const rest = `${two(month)}-${two(day)}`;
	if (year) return `${year}-${rest}`;
	const this_year = today.slice(0, 4);
	return rest < today.slice(5) ? `${Number(this_year) + 1}-${rest}` : `${this_year}-${rest}`;
}
