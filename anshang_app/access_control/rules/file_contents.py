"""What a file holds, as uploaded: pictures are drawn anew, PDFs are read through for what acts by itself. Pure."""

import struct
import zlib
from io import BytesIO
from pathlib import PurePath
from typing import Any

from PIL import Image, ImageOps, ImageSequence, JpegImagePlugin, UnidentifiedImageError
from pypdf import PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

#: ending of a name -> the format its picture is stored in
PICTURES = {
	".jpg": "JPEG",
	".jpeg": "JPEG",
	".png": "PNG",
	".gif": "GIF",
	".webp": "WEBP",
	".bmp": "BMP",
	".tif": "TIFF",
	".tiff": "TIFF",
}
PDF = ".pdf"
#: formats that hold several pictures: the pages of a scan, the steps of an animation
SEVERAL = frozenset({"GIF", "TIFF", "WEBP"})
#: bytes that the pictures of a file take when they are drawn; more are a trap and no document
MOST_DRAWN = 360_000_000
#: JPEG's quality where the picture had to be turned or comes from another format
QUALITY = 92
#: what is kept of all a picture says about itself
KEPT_INFO = ("transparency", "duration", "loop", "background", "dpi")
#: objects of a PDF looked through; a scan of a thousand pages has some five thousand
MOST_OBJECTS = 500_000
#: keys and kinds of a PDF's objects -> the rule they break
ACTING_KEYS = {
	"/JS": "pdf_script",
	"/JavaScript": "pdf_script",
	"/XFA": "pdf_script",
	"/EmbeddedFiles": "pdf_attachment",
	"/EF": "pdf_attachment",
}
ACTING_KINDS = {
	"/JavaScript": "pdf_script",
	"/Launch": "pdf_launch",
	"/ImportData": "pdf_launch",
	"/SubmitForm": "pdf_launch",
	"/GoToE": "pdf_attachment",
	"/EmbeddedFile": "pdf_attachment",
	"/FileAttachment": "pdf_attachment",
	"/RichMedia": "pdf_attachment",
}
KINDS_STAND_AT = ("/S", "/Type", "/Subtype")
BROKEN_PICTURE = (
	UnidentifiedImageError,
	OSError,
	ValueError,
	SyntaxError,
	EOFError,
	KeyError,
	IndexError,
	struct.error,
	zlib.error,
	Image.DecompressionBombError,
)
BROKEN_PDF = (
	PyPdfError,
	OSError,
	ValueError,
	TypeError,
	KeyError,
	IndexError,
	AttributeError,
	AssertionError,
	NotImplementedError,
	OverflowError,
	RecursionError,
	zlib.error,
)


class BadFileError(ValueError):
	"""The file is not taken; `rule` says why."""

	def __init__(self, rule: str):
		super().__init__(rule)
		self.rule = rule


def cleaned(name: str, content: bytes) -> bytes:
	"""The content to be stored under a name: a picture drawn anew, anything else as it is; BadFileError."""
	ending = PurePath(name).suffix.lower()
	if ending in PICTURES:
		return redrawn(content, PICTURES[ending])
	if ending == PDF:
		check_pdf(content)
	return content


def redrawn(content: bytes, kept_as: str) -> bytes:
	"""The picture alone: upright, without place, camera, remarks and whatever else hung on its bytes."""
	drawn = BytesIO()
	try:
		with Image.open(BytesIO(content), formats=sorted(set(PICTURES.values()))) as opened:
			count = getattr(opened, "n_frames", 1) if kept_as in SEVERAL else 1
			if opened.width * opened.height * len(opened.getbands()) * count > MOST_DRAWN:
				raise BadFileError("picture_too_large")
			if count > 1:
				pages = [bare(page.copy()) for page in ImageSequence.Iterator(opened)]
				pages[0].save(drawn, kept_as, save_all=True, append_images=pages[1:], **notes_of(pages[0]))
			else:
				save_one(opened, drawn, kept_as)
	except BadFileError:
		raise
	except BROKEN_PICTURE as error:
		raise BadFileError("not_a_picture") from error
	return drawn.getvalue()


def save_one(opened: Image.Image, drawn: BytesIO, kept_as: str) -> None:
	"""Save one picture; a JPEG that need not be turned keeps the quality it came with."""
	# a picture of its own, turned or not
	upright = bare(ImageOps.exif_transpose(opened) or opened.copy())
	if kept_as != "JPEG":
		upright.save(drawn, kept_as, **notes_of(upright))
		return
	if upright.mode not in ("L", "RGB", "CMYK"):
		upright = upright.convert("RGB")
	manner: dict[str, object] = {"quality": QUALITY}
	same = isinstance(opened, JpegImagePlugin.JpegImageFile) and opened.size == upright.size
	if same and opened.mode == upright.mode:
		manner = {
			"qtables": opened.quantization,  # type: ignore[attr-defined]
			"subsampling": JpegImagePlugin.get_sampling(opened),
		}
	if dpi := upright.info.get("dpi"):
		manner["dpi"] = dpi
	upright.save(drawn, kept_as, **manner)


def notes_of(picture: Image.Image) -> dict[str, Any]:
	"""What a bare picture still says about itself."""
	return {str(key): value for key, value in picture.info.items()}


def bare(picture: Image.Image) -> Image.Image:
	"""The picture without what it says about itself."""
	picture.info = {key: value for key, value in picture.info.items() if key in KEPT_INFO}
	return picture


def check_pdf(content: bytes) -> None:
	"""Refuse a PDF that is encrypted, cannot be read, acts by itself or carries other files."""
	try:
		reader = PdfReader(BytesIO(content))
		if reader.is_encrypted:
			raise BadFileError("pdf_encrypted")
		if not len(reader.pages):
			raise BadFileError("not_a_pdf")
		look_through(reader)
	except BadFileError:
		raise
	except BROKEN_PDF as error:
		raise BadFileError("not_a_pdf") from error


def look_through(reader: PdfReader) -> None:
	"""Every object that hangs on the document, each once."""
	waiting: list[object] = [reader.trailer]
	visited: set[tuple[int, int]] = set()
	while waiting:
		node = waiting.pop()
		if isinstance(node, IndirectObject):
			place = (node.idnum, node.generation)
			if place in visited:
				continue
			visited.add(place)
			if len(visited) > MOST_OBJECTS:
				raise BadFileError("pdf_too_complex")
			node = node.get_object()
		if isinstance(node, DictionaryObject):
			check_object(node)
			waiting.extend(node.values())
		elif isinstance(node, ArrayObject):
			waiting.extend(node)


def check_object(dictionary: DictionaryObject) -> None:
	"""Refuse an object that acts or carries a file."""
	for key in dictionary:
		if key in ACTING_KEYS:
			raise BadFileError(ACTING_KEYS[key])
	for key in KINDS_STAND_AT:
		kind = dictionary.get(key)
		if isinstance(kind, str) and kind in ACTING_KINDS:
			raise BadFileError(ACTING_KINDS[kind])
