"""Frappe's engines for PDFs get self-contained pages only: no network, no cookie, no option of a user but harmless ones.

Frappe has no hook at this place (v15, v16), and its ways to a PDF are many: the print view, several records at once,
mails, scheduled reports, a page sent by the desk. All of them pass through three functions, which are wrapped in every
process before its first request or job (before_request, before_job).
"""

import mimetypes
import os
import re
import shutil
from functools import partial, wraps
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

import frappe
from frappe import _
from frappe.utils import get_url

from anshang_app.access_control.files import files_at
from anshang_app.rendering.offline import offline

#: options a caller may give to wkhtmltopdf; each takes one short word
OPTIONS = frozenset(
	{
		"page-size",
		"page-width",
		"page-height",
		"orientation",
		"margin-top",
		"margin-bottom",
		"margin-left",
		"margin-right",
		"header-spacing",
		"footer-spacing",
		"print-media-type",
		"background",
		"images",
		"encoding",
		"quiet",
		"disable-smart-shrinking",
		"dpi",
		"zoom",
		"grayscale",
		"password",
	}
)
WORD = re.compile(r"[0-9A-Za-z.%][0-9A-Za-z.% -]{0,40}")
#: header and footer, which Frappe writes to files of its own
OWN_PAGES = ("header-html", "footer-html")
OWN_PAGE = re.compile(r"/tmp/frappe-pdf-[0-9a-z]+\.html")
#: nothing is asked over the network: the proxy is a port nobody listens on
NO_NETWORK = {
	"proxy": "http://127.0.0.1:9",
	"load-error-handling": "ignore",
	"load-media-error-handling": "ignore",
}
#: bytes of one picture or style sheet in a page
LARGEST_FILE = 20 * 1024 * 1024


def close() -> None:
	"""Wrap the engines of this process, once."""
	# loaded when needed: Frappe opens a log file beside sites/ as soon as it is
	from frappe.utils import pdf, weasyprint

	if getattr(pdf.prepare_options, "closed", False):
		return
	pdf.prepare_options = closed(prepared)(pdf.prepare_options)
	weasyprint.import_weasyprint = closed(weasy_classes)(weasyprint.import_weasyprint)
	if hasattr(pdf, "get_chrome_pdf"):
		pdf.get_chrome_pdf = closed(chrome_pdf)(pdf.get_chrome_pdf)


def closed(replacement):
	"""A decorator: calls of the function become `replacement(function, …)`; `wrapper.closed` says it was done."""

	def wrap(original):
		@wraps(original)
		def wrapper(*args, **kwargs):
			return replacement(original, *args, **kwargs)

		wrapper.closed = True
		return wrapper

	return wrap


# --- wkhtmltopdf ------------------------------------------------------------------------------------------


def prepared(original, html, options):
	"""Page and options for wkhtmltopdf: only harmless options of those given, and no network."""
	if not shutil.which("wkhtmltopdf"):
		# as on a server of a newer Debian; Frappe would end in an error of the server
		frappe.throw(
			_("The server has no PDF engine (wkhtmltopdf): print from the browser, or have it installed.")
		)
	options = dict(options or {})
	# Frappe deletes the files these name, and the engine reads them
	html, prepared_options = original(
		offline(html, read), {key: options[key] for key in options if allowed(key, options)}
	)
	if jar := prepared_options.pop("cookie-jar", None):
		Path(jar).unlink(missing_ok=True)
	# the page's own styles become options, too
	harmless = {
		key: value
		for key, value in prepared_options.items()
		if allowed(key, prepared_options) or is_own_page(key, value)
	}
	return html, {**harmless, **NO_NETWORK}


def allowed(key: str, options: dict) -> bool:
	"""Whether an option is one a page may have."""
	value = options[key]
	if key == "password":
		# goes to pypdf; as an option of the engine it would be unknown
		return isinstance(value, str) and not value.startswith("-")
	plain = value in (None, "", True) or (isinstance(value, str | int | float) and WORD.fullmatch(str(value)))
	return key in OPTIONS and bool(plain)


def is_own_page(key: str, value: object) -> bool:
	return key in OWN_PAGES and isinstance(value, str) and bool(OWN_PAGE.fullmatch(value))


# --- WeasyPrint and the browser of v16 --------------------------------------------------------------------


def weasy_classes(original) -> tuple:
	"""WeasyPrint's classes, with `fetch` in place of its own reading of addresses."""
	html, css = original()
	return partial(html, url_fetcher=fetch), partial(css, url_fetcher=fetch)


def fetch(address: str, *args, **kwargs) -> dict:
	"""The bytes of an address for WeasyPrint, which leaves out what raises ValueError."""
	if address.startswith("data:"):
		from weasyprint import default_url_fetcher

		return default_url_fetcher(address)
	asset = read(address)
	if not asset:
		raise ValueError(f"not opened: {address}")
	return {"mime_type": asset[0], "string": asset[1]}


def chrome_pdf(original, print_format, html, options, output, pdf_generator=None):
	"""The browser of v16 gets a self-contained page."""
	if pdf_generator != "chrome":
		return None
	options = dict(options or {})
	harmless = {key: value for key, value in options.items() if allowed(key, options)}
	return original(print_format, offline(html, read), harmless, output, pdf_generator)


# --- what a page may hold ---------------------------------------------------------------------------------


def read(address: str) -> tuple[str, bytes] | None:
	"""The kind and the bytes of a picture or style sheet of the site that the user may read; None for all else."""
	path = path_of(address)
	if not path or not path.is_file() or path.stat().st_size > LARGEST_FILE:
		return None
	kind = mimetypes.guess_type(path.name)[0] or ""
	return (kind, path.read_bytes()) if kind == "text/css" or kind.startswith(("image/", "font/")) else None


def path_of(address: str) -> Path | None:
	"""Where an address of this site lies on the disk, if it is one that may be put into a page."""
	own = get_url()
	if address.startswith(own):
		address = address[len(own) :]
	if not address.startswith("/") or address.startswith("//"):
		return None
	local = unquote(urlsplit(address).path)
	if "\0" in local or os.path.normpath(local) != local:
		return None
	parts = PurePosixPath(local).parts[1:]
	if parts[:1] == ("assets",):
		return Path(frappe.local.sites_path, *parts)
	if parts[:1] == ("files",):
		return Path(frappe.get_site_path("public", *parts))
	if parts[:2] == ("private", "files") and any(
		frappe.get_doc("File", name).has_permission("read") for name in files_at(local)
	):
		return Path(frappe.get_site_path(*parts))
	return None
