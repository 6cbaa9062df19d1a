"""A loopback web server for one site of any bench, assets and files included.

python -m localbench.inside.web SITE PORT
"""

import os
import sys


def main(site: str, port: str) -> None:
	import frappe.app
	from frappe.middlewares import StaticDataMiddleware
	from werkzeug.middleware.shared_data import SharedDataMiddleware
	from werkzeug.serving import run_simple

	frappe.app._site = site
	frappe.app._sites_path = "."
	application = SharedDataMiddleware(frappe.app.application, {"/assets": os.path.abspath("assets")})
	application = StaticDataMiddleware(application, {"/files": os.path.abspath(".")})
	run_simple("127.0.0.1", int(port), behind_proxy(application), threaded=True)


def behind_proxy(application):
	"""Tell the address of a request as the proxy before a site does: whatever a visitor says of it is left out."""

	def with_visitor_address(environ, start_response):
		environ["HTTP_X_FORWARDED_FOR"] = environ["REMOTE_ADDR"]
		return application(environ, start_response)

	return with_visitor_address


if __name__ == "__main__":
	main(*sys.argv[1:])
