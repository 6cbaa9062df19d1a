"""benchmarks/RESULTS.md: the last figures of every measurement, each part replaced when it is measured again."""

import json
import os
import re
import subprocess
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

from localbench.paths import REPO

FILE = REPO / "benchmarks" / "RESULTS.md"
HEAD = """# What was measured last

Written by `./anshang benchmark`; a part is replaced when it is measured again. A ratio or an exponent says more than
seconds, which depend on what else the machine does. `—` in the last column: told, not judged.
"""
#: a part: its heading names the script
PART = re.compile(r"^## (\S+)\n(?:(?!## ).*\n?)*", re.M)


def run_and_keep(command: list, folder: Path, environment: Mapping[str, str], name: str) -> int:
	"""Run a measurement, show what it says and keep its figures; its exit code."""
	figures = []
	with subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.PIPE, text=True) as process:
		for line in process.stdout or ():
			print(line, end="", flush=True)
			if line.startswith("{"):
				figures.append(json.loads(line))
	# one that was ended from outside measured something else
	if figures and process.returncode >= 0:
		text = FILE.read_text(encoding="utf-8") if FILE.exists() else HEAD
		FILE.write_text(with_part(text, name, part_of(name, figures, machine())), encoding="utf-8")
	return process.returncode


def with_part(text: str, name: str, part: str) -> str:
	"""The document with one part anew, the parts in alphabetical order."""
	head = text[: text.index("\n## ") + 1] if "\n## " in text else text
	parts = {match[1]: match[0].strip("\n") for match in PART.finditer(text)}
	parts[name] = part.strip("\n")
	return "\n\n".join([head.strip("\n"), *(parts[key] for key in sorted(parts))]) + "\n"


def part_of(name: str, figures: Iterable[Mapping], where: str) -> str:
	"""A table of figures: name, value with unit, bound, whether it is kept."""
	lines = [f"## {name}", "", where, "", "| Figure | Value | Bound | Kept |", "|---|---|---|---|"]
	for figure in figures:
		unit = f" {figure['unit']}" if figure["unit"] else ""
		bound, verdict = (
			("", "—") if figure["bound"] is None else (f"{figure['bound']:g}{unit}", verdict_on(figure["ok"]))
		)
		lines.append(f"| {figure['name']} | {figure['value']:g}{unit} | {bound} | {verdict} |")
	return "\n".join(lines)


def verdict_on(ok: bool) -> str:
	return "yes" if ok else "**no**"


def machine() -> str:
	"""The day and what the figures were taken on."""
	memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
	busy = os.getloadavg()[0]
	return f"{date.today().isoformat()}, {os.cpu_count()} cores, {memory:.0f} GB, load {busy:.1f} at the end."
