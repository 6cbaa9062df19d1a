// What can be said before anything is sent: half-typed figures and days, photos that cannot be any.

const FIGURE = /^\d[\d,]*(\.\d+)?(亿元|亿|万元|万|元|亩|公顷|㎡|m²|m2|平方米)?$|^\d+(\.\d+)?亿\d+(\.\d+)?万元?$/i;
const MB = 1024 * 1024;

// full-width digits and signs as half-width ones, without the blanks between them
const plain = (text) => text.normalize("NFKC").replace(/\s/g, "");

// the sentence about a figure that is none, or null; the platform reads units and refuses what it cannot
export function figure_trouble(texts, label, text) {
	return !text || FIGURE.test(plain(text)) ? null : texts["Not a figure"].replace("{0}", label).replace("{1}", text);
}

// of a half-typed day the browser gives nothing: only the control knows that something was typed
export function day_trouble(texts, label, control, needed) {
	const text = control.value.trim();
	if (control.validity.badInput || (text && !is_day(text))) return texts["Not a day"].replace("{0}", label);
	return needed && !text ? texts["No day"].replace("{0}", label) : null;
}

function is_day(text) {
	const parts = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text);
	if (!parts) return false;
	const [year, month, day] = parts.slice(1).map(Number);
	const read = new Date(Date.UTC(year, month - 1, day));
	return read.getUTCMonth() === month - 1 && read.getUTCDate() === day;
}

export function photo_trouble(texts, photos, limit) {
	if (photos.some(({ size }) => !size)) return texts["Empty photo"];
	const large = photos.find(({ size }) => limit && size > limit * MB);
	return large ? texts["Too large"].replace("{0}", (large.size / MB).toFixed(1)).replace("{1}", limit) : null;
}
