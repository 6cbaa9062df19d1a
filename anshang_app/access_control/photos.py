"""Photos of entries: pictures only, without where and by what they were taken, no larger than a screen needs."""

import struct
from io import BytesIO
from pathlib import PurePath

import frappe
from frappe.model.document import Document
from frappe.utils import cint
from PIL import Image, ImageOps, UnidentifiedImageError

from anshang_app.validation.checks import Problem
from anshang_app.validation.messages import refuse

ENTRY = "Progress Entry"
#: the longest side of a kept photo, in pixels
LONGEST_SIDE = 1600
QUALITY = 80
#: more pixels than this are a trap, not a photo
MOST_PIXELS = 120_000_000
MB = 1024 * 1024
#: what Pillow raises for broken bytes: it has no error of its own for most of them
BROKEN = (
	UnidentifiedImageError,
	Image.DecompressionBombError,
	OSError,
	EOFError,
	SyntaxError,
	ValueError,
	TypeError,
	LookupError,
	ArithmeticError,
	AttributeError,
	NotImplementedError,
	MemoryError,
	struct.error,
)


def clean(file: Document) -> None:
	"""Of a file about to be attached to an entry keep the picture alone."""
	if not file.content:
		return
	content = file.get_content()
	file.content = shrunk(content.encode() if isinstance(content, str) else content)
	file.file_name = f"{PurePath(file.file_name or 'photo').stem}.jpg"


def shrunk(content: bytes) -> bytes:
	"""The picture as a JPEG without EXIF, upright, at most `LONGEST_SIDE` wide and high."""
	check_size(len(content))
	try:
		with opened_picture(content) as opened:
			if opened.width * opened.height > MOST_PIXELS:
				raise UnidentifiedImageError
			picture = upright(opened).convert("RGB")
	except BROKEN:
		refuse(frappe.new_doc(ENTRY), [Problem("photo", None, "not_an_image")])
	picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
	jpeg = BytesIO()
	picture.save(jpeg, "JPEG", quality=QUALITY)
	return jpeg.getvalue()


def opened_picture(content: bytes) -> Image.Image:
	"""The picture as Pillow opens it; a JPEG whose notes keep it from being opened, without them."""
	try:
		return Image.open(BytesIO(content))
	except BROKEN:
		plain = without_notes(content)
		if plain == content:
			raise
		return Image.open(BytesIO(plain))


def without_notes(content: bytes) -> bytes:
	"""A JPEG without the segments phones write EXIF into (APP1); anything else as it is."""
	if content[:2] != b"\xff\xd8":
		return content
	parts, place = [content[:2]], 2
	# segments of a kind and a length, up to the picture itself
	while content[place : place + 1] == b"\xff" and content[place + 1 : place + 2] not in (b"", b"\xda"):
		end = place + 2 + int.from_bytes(content[place + 2 : place + 4], "big")
		if content[place + 1] != 0xE1:
			parts.append(content[place:end])
		place = end
	return b"".join([*parts, content[place:]])


def upright(picture: Image.Image) -> Image.Image:
	"""The picture as it was held; one whose notes about that are broken stays as it lies."""
	picture.load()
	try:
		return ImageOps.exif_transpose(picture)
	except BROKEN:
		return picture


def check_size(size: int) -> None:
	"""Refuse more bytes than the settings allow."""
	most = cint(frappe.get_cached_doc("Anshang Settings").photo_limit)
	if most and size > most * MB:
		problem = Problem("photo", None, "photo_too_large", (round(size / MB, 1), most))
		refuse(frappe.new_doc(ENTRY), [problem])


def add(entry: str, name: str, content: bytes) -> str:
	"""Attach a photo; the sender names it within its entry, and sent twice it is kept once. The file's address."""
	doc = frappe.get_doc(ENTRY, entry)
	doc.check_permission("write")
	if not content:
		refuse(doc, [Problem("photo", None, "photo_empty")])
	# the entry's name tells files of one name apart, else Frappe would add letters of its own
	file_name = f"{entry}-{PurePath(name).stem}.jpg"
	place = {"attached_to_doctype": ENTRY, "attached_to_name": entry}
	address = frappe.db.get_value("File", {**place, "file_name": file_name}, "file_url")
	if address:
		return address
	values = {"doctype": "File", "file_name": file_name, "content": content, "is_private": 1, **place}
	return frappe.get_doc(values).insert().file_url
