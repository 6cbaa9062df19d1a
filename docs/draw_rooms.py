"""Draw the rooms of the package as they stand in the code: layers from the contracts, arrows from the imports.

python docs/draw_rooms.py            writes docs/images/rooms.svg
python docs/draw_rooms.py --table    prints modules and lines of each room
"""

import ast
import sys
from collections import defaultdict
from pathlib import Path

try:
	import tomllib
except ImportError:  # Python 3.10
	import tomli as tomllib

REPO = Path(__file__).resolve().parent.parent
PACKAGE = REPO / "anshang_app"
PICTURE = REPO / "docs" / "images" / "rooms.svg"
WIDTH, HEIGHT, GAP, MARGIN = 190, 34, 26, 24
#: not rooms of the house: entries Frappe or the command line calls
ENTRIES = {"patches", "commands", "hooks", "client", "compat"}


def layers() -> list[list[str]]:
	"""The rooms of each layer, the topmost first, as the contract names them."""
	contracts = tomllib.loads((REPO / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
	named = next(contract for contract in contracts if contract["id"] == "layers")["layers"]
	rooms = [[room.strip() for room in layer.split("|") if room.strip() not in ENTRIES] for layer in named]
	return [layer for layer in rooms if layer]


def files_of(room: str) -> list[Path]:
	return sorted((PACKAGE / room).rglob("*.py"))


def imports() -> dict[str, set[str]]:
	"""Room -> rooms it imports, by its own code."""
	rooms = {room for layer in layers() for room in layer}
	found = defaultdict(set)
	for room in rooms:
		for path in files_of(room):
			for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
				if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("anshang_app"):
					parts = node.module.split(".")[1:] or [alias.name for alias in node.names]
					found[room] |= {parts[0]} & rooms - {room}
	return found


def nearest(found: dict[str, set[str]]) -> dict[str, set[str]]:
	"""Only the arrows no longer way makes: an import also reached through another room is not drawn."""

	def reached(room: str, seen: set[str]) -> set[str]:
		for below in found[room]:
			if below not in seen:
				seen.add(below)
				reached(below, seen)
		return seen

	return {
		room: {
			below
			for below in belows
			if not any(below in reached(other, set()) for other in belows if other != below)
		}
		for room, belows in found.items()
	}


def places() -> dict[str, tuple[int, int]]:
	"""Room -> left upper corner of its box; layers stagger to the right so that arrows stay apart."""
	found = {}
	for row, layer in enumerate(layers()):
		for column, room in enumerate(layer):
			shift = (row % 4 if len(layer) == 1 else column + 0.5) * (WIDTH + 30)
			found[room] = (MARGIN + int(shift), MARGIN + row * (HEIGHT + GAP))
	return found


def picture() -> str:
	"""The drawing as SVG."""
	where = places()
	wide = max(x for x, _y in where.values()) + WIDTH + MARGIN
	high = max(y for _x, y in where.values()) + HEIGHT + MARGIN
	lines = [
		f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}" width="{wide}" height="{high}" '
		'font-family="sans-serif" font-size="14">',
		'<defs><marker id="end" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" '
		'orient="auto"><path d="M0 0L8 4L0 8z" fill="#64748b"/></marker></defs>',
		f'<rect width="{wide}" height="{high}" fill="#ffffff"/>',
	]
	for room, belows in sorted(nearest(imports()).items()):
		for below in sorted(belows):
			(x1, y1), (x2, y2) = where[room], where[below]
			start, end = (x1 + WIDTH / 2, y1 + HEIGHT), (x2 + WIDTH / 2, y2)
			bend = (end[1] - start[1]) / 2
			lines.append(
				f'<path d="M{start[0]} {start[1]}C{start[0]} {start[1] + bend} {end[0]} {end[1] - bend} '
				f'{end[0]} {end[1]}" fill="none" stroke="#94a3b8" stroke-width="1.4" marker-end="url(#end)"/>'
			)
	for room, (x, y) in where.items():
		pure = room in ("validation", "planning", "rendering")
		fill = "#ecfdf5" if pure else "#eff6ff"
		lines.append(
			f'<rect x="{x}" y="{y}" width="{WIDTH}" height="{HEIGHT}" rx="6" fill="{fill}" stroke="#334155"/>'
			f'<text x="{x + WIDTH / 2}" y="{y + HEIGHT / 2 + 5}" text-anchor="middle" fill="#0f172a">{room}</text>'
		)
	return "\n".join([*lines, "</svg>"]) + "\n"


def table() -> str:
	"""Modules beside the record types, record types, and lines of each room."""
	rows = ["| room | modules | record types | lines |", "|---|---|---|---|"]
	for room in (room for layer in layers() for room in layer):
		paths = [path for path in files_of(room) if path.name != "__init__.py"]
		beside = [path for path in paths if not {"doctype", "report", "page"} & set(path.parts)]
		types = list((PACKAGE / room).glob("doctype/*/*.json"))
		lines = sum(len(path.read_text(encoding="utf-8").splitlines()) for path in paths)
		rows.append(f"| {room} | {len(beside)} | {len(types)} | {lines} |")
	return "\n".join(rows)


if __name__ == "__main__":
	if "--table" in sys.argv:
		print(table())
	else:
		PICTURE.write_text(picture(), encoding="utf-8")
