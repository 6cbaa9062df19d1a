"""A page that needs nothing but itself: everything it would open is put into it or taken out. Pure.

PDF engines open what a page names: addresses of this machine, files of its disk, with the user's cookie. What comes
out of here names nothing. What may stand in a page is listed, not what may not: an engine knows more ways than we do.
"""

import base64
import re
from collections.abc import Callable

from bs4 import BeautifulSoup, Comment, Tag

#: answers an address with its kind and bytes, or None for what may not be read
Read = Callable[[str], "tuple[str, bytes] | None"]
#: elements that run, frame or load something by themselves
ACTING = (
	"script",
	"iframe",
	"frame",
	"frameset",
	"object",
	"embed",
	"applet",
	"base",
	"portal",
	"audio",
	"video",
	"source",
	"track",
	"template",
	"noscript",
	"foreignobject",
	"feimage",
	"use",
)
#: what a page may say about itself; everything else an engine takes for an order
METAS = ("viewport", "generator")
#: attributes that load something, on whatever element; a link that is only there to be clicked stays
LOADING = (
	"src",
	"srcset",
	"background",
	"poster",
	"data",
	"dynsrc",
	"lowsrc",
	"action",
	"formaction",
	"manifest",
	"archive",
	"code",
	"codebase",
	"classid",
	"profile",
	"ping",
	"imagesrcset",
	"longdesc",
	"srcdoc",
)
LINKS = ("href", "xlink:href")
CLICKED = ("a", "area")
INSIDE = "data:"
IMAGE, CSS = "image/", "text/css"
#: letters written as numbers, by which a style sheet may hide a word
ESCAPED = re.compile(r"\\(?:([0-9a-fA-F]{1,6})[ \t\r\n\f]?|([a-zA-Z(@:/.\\]))")
CSS_COMMENT = re.compile(r"/\*.*?\*/", re.S)
IMPORTED = re.compile(r"@import\b[^;]*;?", re.I)
ADDRESS = re.compile(r"url\(\s*(\"[^\"]*\"|'[^']*'|[^)]*)\s*\)?", re.I)
#: other words of a style sheet that take an address
OTHER_LOADERS = re.compile(r"(?:-[a-z]+-)?(?:image-set|cross-fade|element|image|src)\s*\([^)]*\)?", re.I)
#: properties of old engines that run or load
OLD_WAYS = re.compile(r"(?:-moz-binding|behavior|expression)\b[^;}]*", re.I)


def offline(page: str, read: Read) -> str:
	"""The page with its pictures and style sheets inside, as far as `read` gives them, and nothing else to open."""
	soup = BeautifulSoup(page, "html5lib")
	for comment in soup.find_all(string=lambda text: isinstance(text, Comment)):
		# conditional comments
		comment.extract()
	for tag in soup.find_all(True):
		if tag.decomposed:
			continue
		if tag.name.lower() in ACTING or (tag.name == "meta" and not plain_meta(tag)):
			tag.decompose()
		elif tag.name == "link":
			put_style(soup, tag, read)
		else:
			clean(tag, read)
	return str(soup)


def plain_meta(tag: Tag) -> bool:
	"""Whether a meta only says something harmless."""
	if tag.get("charset"):
		return True
	return str(tag.get("name", "")).lower() in METAS and not tag.get("http-equiv")


def put_style(soup: BeautifulSoup, link: Tag, read: Read) -> None:
	"""Replace a style sheet's link by the sheet; any other link goes."""
	sheet = "stylesheet" in " ".join(link.get_attribute_list("rel")).lower()
	fetched = read(str(link.get("href") or "")) if sheet else None
	if not fetched or fetched[0] != CSS:
		link.decompose()
		return
	style = soup.new_tag("style")
	if media := link.get("media"):
		style["media"] = media
	style.string = offline_css(fetched[1].decode("utf-8", errors="replace"), read).replace("</", "<\\/")
	link.replace_with(style)


def clean(tag: Tag, read: Read) -> None:
	"""Take out of an element what would load or run; its picture comes inside."""
	picture = inlined(str(tag.get("src") or ""), read, IMAGE) if tag.name in ("img", "input") else None
	if tag.name == "img" and not picture:
		tag.replace_with(str(tag.get("alt") or ""))
		return
	for name in list(tag.attrs):
		plain = name.lower()
		if plain.startswith("on") or plain in LOADING or (plain in LINKS and not is_clicked(tag, name)):
			del tag[name]
		elif plain == "style":
			tag[name] = offline_css(str(tag[name]), read)
	if picture:
		tag["src"] = picture
	if tag.name == "style":
		# bs4 does not count a style sheet as text
		tag.string = offline_css("".join(map(str, tag.contents)), read)


def is_clicked(tag: Tag, name: str) -> bool:
	"""Whether an address is one for the reader to click on, and one that runs nothing."""
	address = re.sub(r"[\s\x00-\x1f]", "", str(tag[name])).lower()
	return tag.name in CLICKED and not address.startswith(("javascript:", "file:", "vbscript:", INSIDE))


def inlined(address: str, read: Read, kind: str) -> str | None:
	"""An address as the data behind it, if they are of the kind wanted."""
	if address.lower().startswith(f"{INSIDE}{kind}"):
		return address
	fetched = read(address) if address else None
	if not fetched or not fetched[0].startswith(kind):
		return None
	return f"{INSIDE}{fetched[0]};base64,{base64.b64encode(fetched[1]).decode()}"


def offline_css(text: str, read: Read) -> str:
	"""A style sheet without what it would open."""
	text = CSS_COMMENT.sub("", ESCAPED.sub(unescaped, text))
	for pattern in (IMPORTED, OTHER_LOADERS, OLD_WAYS):
		text = pattern.sub("", text)

	def inside(match: re.Match[str]) -> str:
		address = match[1].strip().strip("\"'").strip()
		data_address = inlined(address, read, IMAGE)
		return f'url("{data_address}")' if data_address and '"' not in data_address else "none"

	return ADDRESS.sub(inside, text)


def unescaped(match: re.Match[str]) -> str:
	"""A letter hidden as a number in plain; signs that are no letters of a word stay as written."""
	if match[2]:
		return match[2] if match[2] != "\\" else match[0]
	number = int(match[1], 16)
	return chr(number) if 0x21 <= number < 0x7F and chr(number) not in "\"'\\<;{}" else match[0]
