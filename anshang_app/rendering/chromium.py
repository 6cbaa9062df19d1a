"""HTML to PDF through a headless Chromium of the machine."""

import os
import shutil
import signal
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
SECONDS = 60
OPTIONS = (
	"--headless",
	# a server's accounts and containers often have no user namespaces; the page is our own and holds no script
	"--no-sandbox",
	"--disable-gpu",
	"--disable-dev-shm-usage",
	"--disable-extensions",
	"--disable-background-networking",
	"--disable-component-update",
	"--disable-sync",
	"--no-default-browser-check",
	"--disable-features=Translate,OptimizationHints,MediaRouter,DialMediaRouteProvider",
	"--no-first-run",
	"--host-resolver-rules=MAP * ~NOTFOUND",
	"--no-pdf-header-footer",
	# names are not looked up, numbers are not reached: the proxy is a port nobody listens on
	"--proxy-server=http://127.0.0.1:9",
	"--proxy-bypass-list=<-loopback>",
)
#: in front of every page: it shows what is in it and opens nothing, no file of the disk either
CLOSED = (
	"<!DOCTYPE html>"
	'<meta http-equiv="Content-Security-Policy" content="'
	"default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; base-uri 'none'; form-action 'none'"
	'">'
)


class ChromiumFailed(RuntimeError):
	"""Chromium gave no PDF; the message says why."""


def find() -> str | None:
	"""The path of a Chromium on PATH, None without one."""
	return next((path for name in NAMES if (path := shutil.which(name))), None)


def to_pdf(page: str, program: str, seconds: float = SECONDS) -> bytes:
	"""The PDF of an HTML page; raises ChromiumFailed after `seconds` or when nothing was printed."""
	with TemporaryDirectory(prefix="anshang-pdf-", ignore_cleanup_errors=True) as folder:
		source, target = Path(folder, "page.html"), Path(folder, "page.pdf")
		source.write_text(CLOSED + page, encoding="utf-8")
		command = [program, *OPTIONS, f"--user-data-dir={folder}/profile", f"--print-to-pdf={target}"]
		output = _run([*command, source.as_uri()], seconds)
		if not target.exists() or not target.stat().st_size:
			raise ChromiumFailed(output.strip().splitlines()[-1] if output.strip() else "no output")
		return target.read_bytes()


def _run(command: list[str], seconds: float) -> str:
	"""Run to the end or kill the whole group: Chromium's children outlive their parent otherwise."""
	with subprocess.Popen(
		command,
		stdin=subprocess.DEVNULL,
		stdout=subprocess.DEVNULL,
		stderr=subprocess.PIPE,
		text=True,
		errors="replace",
		start_new_session=True,
	) as process:
		try:
			return process.communicate(timeout=seconds)[1]
		except subprocess.TimeoutExpired as error:
			os.killpg(process.pid, signal.SIGKILL)
			raise ChromiumFailed(f"timeout after {seconds} s") from error
