"""Engines that make PDFs: whatever a page names, no file, no address, no cookie; and no option of a user's."""

import base64
import io
import json
import shutil
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import factories as make
import pytest
from PIL import Image

CANARY = "CANARY OF THE DISK"
needs_engine = pytest.mark.skipif(not shutil.which("wkhtmltopdf"), reason="no wkhtmltopdf on PATH")


@pytest.fixture(scope="module")
def listener():
	"""A server on this machine that notes who asks it for what."""
	asked = []

	class Noting(BaseHTTPRequestHandler):
		def do_GET(self):
			asked.append((self.path, self.headers.get("Cookie")))
			self.send_response(200)
			self.end_headers()
			self.wfile.write(b"LOOPBACK")

		do_POST = do_HEAD = do_GET

		def log_message(self, *args):
			pass

	server = HTTPServer(("127.0.0.1", 0), Noting)
	threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
	yield f"http://127.0.0.1:{server.server_port}", asked
	server.shutdown()


@pytest.fixture
def engines(db, monkeypatch):
	"""The engines as a request finds them."""
	from frappe.utils import pdf, weasyprint

	from anshang_app.access_control import print_engines

	print_engines.close()
	assert pdf.prepare_options.closed and weasyprint.import_weasyprint.closed
	return pdf


def red_page(tmp_path: Path) -> tuple[Path, Path]:
	"""A text and a picture on the disk that no page may show."""
	text, picture = tmp_path / "canary.html", tmp_path / "canary.png"
	text.write_text(f"<h1>{CANARY}</h1>")
	Image.new("RGB", (200, 200), "red").save(picture)
	return text, picture


def hostile(base: str, text: Path, picture: Path) -> str:
	"""A page that tries every way out that is known to us."""
	cells = []
	for number, address in enumerate((f"file://{text}", f"{base}/page", str(text), "//127.0.0.1:9/x")):
		cells.append(
			f"""
<iframe src="{address}?iframe{number}" width=500 height=90></iframe><iframe srcdoc='<img src="{address}?srcdoc">'></iframe>
<object data="{address}?object" width=300 height=90></object><embed src="{address}?embed">
<script src="{address}?script"></script><link rel="stylesheet" href="{address}?sheet"><link rel="prefetch" href="{address}">
<form action="{address}"><input type="image" src="{address}?input"></form>
<video src="{address}?video" poster="{address}?poster"></video><audio src="{address}?audio" autoplay></audio>
<body background="{address}?body"><table background="{address}?table"><tr><td background="{address}?cell">x</td></tr></table>
<svg width=9 height=9><image xlink:href="{address}?svg" href="{address}?svg2" width=9 height=9></image><use href="{address}#x"></use></svg>
<svg><foreignObject><iframe src="{address}?foreign"></iframe></foreignObject></svg>
<img srcset="{address}?srcset 1x" src="{address}?img"><picture><source srcset="{address}?source"></picture>"""
		)
	for number, address in enumerate((f"file://{picture}", f"{base}/picture", str(picture))):
		cells.append(
			f"""
<img src="{address}?img{number}" width=200><div style="background:url({address}?style);width:200px;height:90px">x</div>
<div style='background:u\\72l("{address}?escaped")'>x</div><div style="list-style-image: URL( '{address}?list' )">x</div>
<style>@import "{address}?import"; @\\69mport url({address}?import2);
@font-face {{ font-family: x; src: url({address}?font); }} i {{ font-family: x; background: -webkit-image-set(url({address}?set) 1x); }}
p:before {{ content: url({address}?content); }} b {{ background: ur/**/l({address}?comment); cursor: url({address}?cursor), auto }}</style>
<p>p</p><i>i</i><b>b</b>"""
		)
	return f"""<!DOCTYPE html><html><head>
<meta name="pdfkit-allow" content="{text.parent}"><meta name="pdfkit-enable-local-file-access" content="">
<meta name="pdfkit-cookie" content="a b"><meta name="pdfkit-post-file" content="x {text}">
<meta name="pdfkit-header-html" content="{text}"><meta name="PDFKIT-cover" content="{text}">
<meta http-equiv="refresh" content="0;url=file://{text}"><base href="{base}/">
<style>.print-format {{ margin-top: 3 --allow {text.parent} 3mm; }}</style></head>
<body>{"".join(cells)}<p id="told">WHAT IS SAID</p></body></html>"""


def drawn(content: bytes) -> tuple[str, int]:
	"""The words of a PDF, and how many pixels of its pages are red."""
	import pypdfium2

	document = pypdfium2.PdfDocument(content)
	words, red = "", 0
	for page in document:
		words += page.get_textpage().get_text_range()
		image = page.render(scale=1).to_pil().convert("RGB")
		colours = image.getcolors(1 << 24)
		red += sum(count for count, (r, g, b) in colours if r > 200 and g < 60 and b < 60)
	return words, red


@pytest.fixture
def in_request(listener, monkeypatch):
	"""As in a request: Frappe would hand the engine the session's cookie."""
	import frappe
	from werkzeug.test import EnvironBuilder
	from werkzeug.wrappers import Request

	request = Request(EnvironBuilder(base_url=listener[0]).get_environ())
	monkeypatch.setattr(frappe.local, "request", request, raising=False)


def engines_of(pdf) -> dict:
	from anshang_app.rendering import chromium

	return {"wkhtmltopdf": pdf.get_pdf, "chromium": lambda page: chromium.to_pdf(page, chromium.find())}


@pytest.mark.parametrize("engine", [pytest.param("wkhtmltopdf", marks=needs_engine), "chromium"])
def test_a_hostile_page_opens_nothing(engines, in_request, listener, tmp_path, engine):
	base, asked = listener
	asked.clear()
	page = hostile(base, *red_page(tmp_path))
	if engine == "chromium":
		# a page that moves on by itself gives no PDF at all, see below
		page = page.replace('http-equiv="refresh"', 'name="x"')
	jars = set(Path("/tmp").glob("*.jar"))
	words, red = drawn(engines_of(engines)[engine](page))
	assert asked == []
	# Frappe writes the session's cookie to the disk for the engine
	assert set(Path("/tmp").glob("*.jar")) == jars
	assert CANARY not in words and "LOOPBACK" not in words and red == 0
	assert "WHAT IS SAID" in words


def test_a_page_that_moves_on_by_itself_gives_nothing_of_the_disk(engines, listener, tmp_path):
	from anshang_app.rendering import chromium

	base, asked = listener
	asked.clear()
	text, _picture = red_page(tmp_path)
	for address in (f"file://{text}", f"{base}/x"):
		page = f'<html><head><meta http-equiv="refresh" content="0;url={address}"></head><body>STAY</body></html>'
		try:
			words, _red = drawn(chromium.to_pdf(page, chromium.find()))
		except chromium.ChromiumFailed:
			continue
		assert "CANARY" not in words and "LOOPBACK" not in words
	assert asked == []


def test_weasyprint_asks_us_for_every_address(engines, listener, tmp_path, monkeypatch):
	from frappe.utils import weasyprint

	from anshang_app.access_control import print_engines

	base, asked = listener
	asked.clear()
	got, plain = [], print_engines.read
	monkeypatch.setattr(print_engines, "read", lambda address: got.append(address) or plain(address))
	html, css = weasyprint.import_weasyprint()
	page = hostile(base, *red_page(tmp_path))
	html(string=page, base_url="http://127.0.0.1/").render(
		stylesheets=[css(string=f"@import url({base}/sheet); p {{ background: url({base}/p) }}")]
	)
	assert asked == []
	assert any(address.startswith("file://") for address in got) and any(base in address for address in got)
	assert [address for address in got if plain(address)] == []


@needs_engine
def test_the_guard_is_what_holds(engines, in_request, listener, monkeypatch):
	"""Frappe's own function opens this machine and sends the cookie along: the tests above can fail."""
	import frappe

	base, asked = listener
	asked.clear()
	page = f'<html><body><img src="{base}/x.png"><p>x</p></body></html>'
	engines.get_pdf(page)
	assert asked == []
	monkeypatch.setattr(engines, "prepare_options", engines.prepare_options.__wrapped__)
	try:
		engines.get_pdf(page)
	except OSError:
		assert asked
	# a busy machine asks a second time
	assert {path for path, _cookie in asked} == {"/x.png"}
	assert frappe.session.sid in asked[0][1]


@needs_engine
def test_pictures_and_sheets_of_the_site_come_inside(engines):
	import frappe

	drawn_bytes = io.BytesIO()
	Image.new("RGB", (100, 100), "red").save(drawn_bytes, "PNG")
	file = make.make("File", file_name="own.png", content=drawn_bytes.getvalue(), is_private=1)
	inside = base64.b64encode(drawn_bytes.getvalue()).decode()
	for address in (
		file.file_url,
		frappe.utils.get_url(file.file_url),
		f"{file.file_url}?fid={file.name}",
		f"data:image/png;base64,{inside}",
	):
		words, red = drawn(engines.get_pdf(f'<html><body><img src="{address}"><p>TEXT</p></body></html>'))
		assert red > 3000 and "TEXT" in words, address
	frappe.set_user(make.make_user("nobody of theirs", "Economy Clerk"))
	_words, red = drawn(engines.get_pdf(f'<html><body><img src="{file.file_url}"><p>TEXT</p></body></html>'))
	assert red == 0
	sheet = frappe.utils.jinja_globals.bundled_asset("print.bundle.css")
	from anshang_app.access_control.print_engines import read

	assert read(sheet)[0] == "text/css"
	for address in (
		"/assets/../../etc/passwd",
		"/assets/%2e%2e/common_site_config.json",
		"/private/files/../x",
		"/x",
	):
		assert read(address) is None


@needs_engine
def test_options_are_words_and_name_no_file(engines, tmp_path):
	"""Frappe deletes the files that header-html and footer-html name, and the engine reads them."""
	kept = make.make("File", file_name="kept.txt", content="kept", is_private=1)
	path = make.path_of(kept.file_url)
	options = {
		"header-html": str(path),
		"footer-html": str(path),
		"cookie-jar": str(path),
		"cookie": [("sid", "x")],
		"allow": "/",
		"enable-local-file-access": "",
		"user-style-sheet": str(path),
		"post-file": ["x", str(path)],
		"page-size": "--allow",
		"orientation": "Landscape",
		"margin-top": "30mm",
	}
	_html, found = engines.prepare_options("<html><body>x</body></html>", dict(options))
	assert path.is_file()
	for gone in set(options) - {"orientation", "margin-top", "page-size"}:
		assert gone not in found, gone
	assert (found["orientation"], found["page-size"]) == ("Landscape", "A4")
	words, _red = drawn(engines.get_pdf("<html><body>WORDS</body></html>", dict(options)))
	assert path.is_file() and "WORDS" in words


def test_over_http_no_option_reaches_a_file(sessions, walled):
	"""Several records at once take options of the caller."""
	foreign, own = walled["foreign"].records["address"], walled["own"].records["Investment Project"]
	path = make.path_of(foreign)
	for option in ("header-html", "footer-html"):
		sessions["LEAD"].http.get(
			f"{sessions['LEAD'].url}/api/method/frappe.utils.print_format.download_multi_pdf",
			params={
				"doctype": "Investment Project",
				"name": json.dumps([own]),
				"options": json.dumps({option: str(path), "allow": "/"}),
			},
			timeout=120,
		)
		assert path.is_file(), option


@needs_engine
def test_a_header_of_frappe_itself_is_still_drawn(engines):
	page = '<html><head></head><body><div id="header-html">HEAD OF THE PAGE</div><p>BODY</p></body></html>'
	html, options = engines.prepare_options(page, {})
	assert "header-html" in options and "HEAD OF THE PAGE" not in html
	engines.cleanup(options)
	assert not Path(options["header-html"]).exists()


def test_a_server_without_the_engine_says_so(engines, monkeypatch):
	import frappe

	monkeypatch.setattr(shutil, "which", lambda _name: None)
	with pytest.raises(frappe.ValidationError, match="没有 PDF 引擎 wkhtmltopdf"):
		engines.get_pdf("<p>x</p>")
