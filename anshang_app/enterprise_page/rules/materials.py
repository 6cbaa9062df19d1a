"""Which files an enterprise may send: pictures, PDF and office documents whose content is what their name says. Pure."""

from pathlib import PurePosixPath

#: ending -> how the content begins
SIGNS: dict[str, bytes] = {
	".pdf": b"%PDF",
	".jpg": b"\xff\xd8\xff",
	".jpeg": b"\xff\xd8\xff",
	".png": b"\x89PNG",
	".webp": b"RIFF",
	".docx": b"PK\x03\x04",
	".xlsx": b"PK\x03\x04",
	".doc": b"\xd0\xcf\x11\xe0",
	".xls": b"\xd0\xcf\x11\xe0",
	".wps": b"\xd0\xcf\x11\xe0",
	".et": b"\xd0\xcf\x11\xe0",
}


def is_material(name: str, content: bytes) -> bool:
	"""Whether a file of this name and content is taken."""
	sign = SIGNS.get(PurePosixPath(name).suffix.lower())
	return sign is not None and content.startswith(sign)
