"""A web server inside the test, for what the platform sends out."""

import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@contextmanager
def listening(handler: type[BaseHTTPRequestHandler], **facts):
	"""The server of a handler on a free port, with `facts` and its `url` as attributes."""
	server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
	vars(server).update(facts)
	server.daemon_threads = True
	server.url = f"http://127.0.0.1:{server.server_port}"
	thread = threading.Thread(target=server.serve_forever, args=(0.02,))
	thread.start()
	try:
		yield server
	finally:
		server.shutdown()
		thread.join()
		server.server_close()
