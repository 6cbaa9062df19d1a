// The desk's search bar finds records by any part of a name, or its pinyin, while it is typed.

// Inside the desk we reach here: of `AwesomeBar` `setup` (v15) or `setup_event_listeners` (v16, whose box stands in a
// window of its own), its `options`, `awesomplete` and `deduplicate`. tests/browser/record_search/test_search_desk.py
// sees it at work.

const DELAY = 180;
// above what the desk itself offers, so that Enter opens the first record
const FIRST = 200;

const bar = frappe.search?.AwesomeBar?.prototype;
const { setup, setup_event_listeners } = bar ?? {};
if (setup_event_listeners) {
	bar.setup_event_listeners = function (box) {
		setup_event_listeners.call(this, box);
		watch(this, box.find("#navbar-search"));
	};
} else if (setup) {
	bar.setup = function (element, ...rest) {
		const answer = setup.call(this, element, ...rest);
		watch(this, $(element));
		return answer;
	};
}

function watch(own, $input) {
	$input.on(
		"input",
		frappe.utils.debounce(() => offer(own, $input), DELAY)
	);
}

async function offer(own, $input) {
	const typed = $input.val().trim();
	if (!typed || !own.awesomplete) return;
	const { message } = await frappe.call({ method: "anshang_app.record_search.api.find", args: { text: typed } });
	if ($input.val().trim() !== typed || !message?.length) return;
	const options = message.map((result, place) => option_of(result, FIRST - place / 100));
	own.awesomplete.list = own.deduplicate([...options, ...own.options]);
}

function option_of({ doctype, name, kind, title, note }, index) {
	const escape_html = frappe.utils.escape_html;
	const label = `<span class="anshang-found"><span class="kind">${escape_html(kind)}</span>${escape_html(title)}</span>`;
	return {
		label,
		// the box tells its rows apart by their value
		value: `${kind} ${title} ${name}`,
		description: escape_html(note),
		route: ["Form", doctype, name],
		index,
	};
}
