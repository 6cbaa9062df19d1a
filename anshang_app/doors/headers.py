"""What browsers are told with every answer: whose scripts run, who may frame a page, what is said elsewhere."""

#: of every answer
ALWAYS = {
	"X-Content-Type-Options": "nosniff",
	"X-Frame-Options": "SAMEORIGIN",
	"Referrer-Policy": "same-origin",
}
#: pictures and fonts inside the desk's own style sheets, previews of pictures not sent yet
DRAWN = "img-src 'self' data: blob:; font-src 'self' data:; style-src 'self' 'unsafe-inline'"
CLOSED = "object-src 'none'; base-uri 'self'; frame-ancestors 'self'; form-action 'self'"
#: Frappe's desk compiles templates and carries scripts in its pages
DESK = f"default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; {DRAWN}; {CLOSED}"
#: the app's own pages bring their scripts as files
OWN = f"default-src 'self'; script-src 'self'; {DRAWN}; {CLOSED}"
OWN_PAGES = ("/anshang/entry", "/anshang/screen")


def add(response=None, request=None) -> None:
	"""Add the headers to an answer that does not set them itself (after_request)."""
	if not hasattr(response, "headers"):
		return
	for name, value in ALWAYS.items():
		response.headers.setdefault(name, value)
	if response.mimetype == "text/html":
		own = request.path.rstrip("/") in OWN_PAGES
		response.headers.setdefault("Content-Security-Policy", OWN if own else DESK)
