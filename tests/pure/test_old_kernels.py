"""Own pages run on a Chromium 86 kernel (信创 browsers of 86 to 109): nothing newer stands in our scripts and styles.

A list of what came after 86 and what somebody would write; `docs/platforms.md` says what was looked at on such a kernel.
"""

import re

import pytest

#: what came with which Chromium
SCRIPTS = {
	r"\.at\(": 92,
	r"\bstructuredClone\(": 98,
	r"\bObject\.(hasOwn|groupBy)\(": 93,
	r"\.(findLast|findLastIndex)\(": 97,
	r"\.(toSorted|toReversed|toSpliced)\(": 110,
	r"\bcrypto\.randomUUID\(": 92,
	r"\bAbortSignal\.(timeout|any)\(": 103,
	r"\bArray\.fromAsync\(": 121,
	r"\bPromise\.withResolvers\(": 119,
	r"\bIntl\.Segmenter\b": 87,
	r"\bnew Error\([^)]*\{\s*cause": 93,
	r"\bstatic\s*\{": 94,
	r"\s#\w+\s+in\s": 91,
	r"/[gimsuy]*v[gimsuy]*\.(test|exec)\(": 112,
	r"/[gimsuy]*d[gimsuy]*\.exec\(": 90,
	r"\.(checkVisibility|showPicker|togglePopover|showPopover)\(": 99,
	r"\bwith\s*\{\s*type:": 91,
	r"\bscheduler\.postTask\(": 94,
	r"\bstartViewTransition\(": 111,
	r"\bnew (Set|Map)\([^)]*\)\.(union|intersection|difference)\(": 122,
}
STYLES = {
	r":has\(": 105,
	r":is\(": 88,
	r":where\(": 88,
	r":not\([^()]*,": 88,
	r"(?<![-\w])inset(-inline|-block)?\s*:": 87,
	r"(?<![-\w(])aspect-ratio\s*:": 88,
	r"(?<![-\w])(accent-color|scrollbar-gutter|content-visibility|translate|scale|rotate|container-type)\s*:": 93,
	r"(?<![-\w])(margin|padding|border)-(inline|block)\s*:": 87,
	r"overflow(-[xy])?\s*:\s*clip": 90,
	r"@(layer|container|scope|property|starting-style)\b": 99,
	r"\bcolor-mix\(": 111,
	r"\d(d|s|l)v(h|w|i|b)\b": 108,
	r":(user-valid|user-invalid|popover-open|autofill)": 96,
	r"^\s*&": 112,
	r"@media[^{]*(<|>)=?": 104,
	r"(?<![-\w])grid-template-\w+\s*:\s*[^;]*subgrid": 117,
	r":nth-child\([^)]*\bof\b": 111,
}
#: asked for first, with another way where it is missing: file -> what
ASKED_FOR = {"anshang_app/public/js/plan_grid/editor.js": ".showPicker("}
#: drawn by the platform itself into a paper, never by somebody's browser
OWN_PAPER = ("templates/documents",)
STYLE_IN_PAGE = re.compile(r"<style[^>]*>(.*?)</style>", re.DOTALL)
SCRIPT_IN_PAGE = re.compile(r"<script(?![^>]*json)[^>]*>(.*?)</script>", re.DOTALL)
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


def files_of(repo, *endings: str) -> list:
	found = [
		file
		for ending in endings
		for file in sorted((repo / "anshang_app").rglob(f"*.{ending}"))
		if not {"dist", "node_modules"} & {*file.parts}
		and not any(place in file.as_posix() for place in OWN_PAPER)
	]
	assert found
	return found


def newer(text: str, features: dict[str, float]) -> list[tuple[str, float]]:
	text = COMMENT.sub("", text)
	return [
		(match.group(0).strip(), since)
		for pattern, since in features.items()
		for match in re.finditer(pattern, text, re.MULTILINE)
	]


def told(repo, ending: str, in_page: re.Pattern, features: dict[str, float]) -> dict[str, list]:
	"""File -> what it uses that is newer: files of a kind, and what pages hold of it."""
	texts = [(file, file.read_text(encoding="utf-8")) for file in files_of(repo, ending)]
	pages = [
		(file, text)
		for file in files_of(repo, "html")
		for text in in_page.findall(file.read_text(encoding="utf-8"))
	]
	return {
		file.relative_to(repo).as_posix(): found
		for file, text in (*texts, *pages)
		if (found := newer(text, features))
	}


def test_scripts_use_nothing_newer(repo):
	asked = {name: [(feature, 99)] for name, feature in ASKED_FOR.items()}
	assert told(repo, "js", SCRIPT_IN_PAGE, SCRIPTS) == asked
	for name, feature in ASKED_FOR.items():
		assert f'"{feature.strip(".(")}" in' in (repo / name).read_text(encoding="utf-8")


def test_styles_use_nothing_newer(repo):
	assert told(repo, "css", STYLE_IN_PAGE, STYLES) == {}


@pytest.mark.parametrize(
	("text", "features", "counts"),
	[
		("rows.at(-1)", SCRIPTS, 1),
		("this.at = rows[0].attr(1)", SCRIPTS, 0),
		("const one = structuredClone(two)", SCRIPTS, 1),
		(".a:has(.b) { color: red }", STYLES, 1),
		(".a { box-shadow: inset 0 0 1px red; position: fixed; inset: 0 }", STYLES, 1),
		("@media (max-aspect-ratio: 7/5) { .a { top: 0 } }", STYLES, 0),
		(".a {\n\t&:hover { color: red }\n}", STYLES, 1),
		("/* .a:has(.b) */", STYLES, 0),
	],
)
def test_the_lists_find_what_they_name(text, features, counts):
	assert len(newer(text, features)) == counts
