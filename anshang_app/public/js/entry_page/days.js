// Which day it is: the page may have been kept or left open since an earlier day.

const CHINA = 8 * 3600 * 1000;

// the phone's day in China, but never one before the page was made
export function today(setup) {
	const here = new Date(Date.now() + CHINA).toISOString().slice(0, 10);
	// biome-ignore lint/complexity/useMathMinMax: days are texts
	return here > setup.today ? here : setup.today;
}
