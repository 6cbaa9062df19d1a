"""Requests with a ledger in them."""

import io

import pytest


@pytest.fixture
def send(world, monkeypatch):
	"""send(method, content, **arguments) as a request with the file in it."""
	import frappe
	from werkzeug.test import EnvironBuilder
	from werkzeug.wrappers import Request

	from anshang_app.ledger_import import api

	def sent(method: str, content: bytes, **arguments):
		data = {"file": (io.BytesIO(content), "台账.xlsx")}
		environ = EnvironBuilder(method="POST", data=data).get_environ()
		monkeypatch.setattr(frappe.local, "request", Request(environ), raising=False)
		answer = getattr(api, method)(**arguments)
		monkeypatch.setattr(frappe.local, "request", None)
		return answer

	return sent
