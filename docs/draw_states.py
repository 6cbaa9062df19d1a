"""Write docs/states.md: the states of every record with a workflow, out of the shipped workflows.

python docs/draw_states.py
"""

import csv
import json
from pathlib import Path

REPO = Path(__file__).resolve().parent.parent
PACKAGE = REPO / "anshang_app"
PAGE = REPO / "docs" / "states.md"
HEAD = """# 状态表

每种有流程的记录：从哪个状态、经哪一步、到哪个状态、哪些角色可办。由 `data/workflows.json` 生成（`python docs/draw_states.py`），测试核对两者一致。角色能办不等于轮到他办：轮到哪个单位，由各室的规则判定，拒绝时说明轮到谁。没有“到”的状态是终态。
"""


def chinese() -> dict[str, str]:
	"""English → Chinese; where a word has several, the one without a context."""
	with (PACKAGE / "translations" / "zh.csv").open(encoding="utf-8", newline="") as stream:
		rows = list(csv.reader(stream))
	return {row[0]: row[1] for row in reversed(rows)}


def page() -> str:
	"""The whole page."""
	said = chinese()
	workflows = json.loads((PACKAGE / "data" / "workflows.json").read_text(encoding="utf-8"))
	return HEAD + "".join(table(workflow, said) for workflow in workflows)


def table(workflow: dict, said: dict[str, str]) -> str:
	"""One record type: a line for each step from a state, its roles together."""
	steps: dict[tuple[str, str, str], list[str]] = {}
	for row in workflow["transitions"]:
		roles = steps.setdefault((row["state"], row["action"], row["next_state"]), [])
		if row["allowed"] not in roles:
			roles.append(row["allowed"])
	name = workflow["document_type"]
	states = list(dict.fromkeys(state["state"] for state in workflow["states"]))
	lines = [f"\n## {said[name]} {name}\n\n", "| 从 | 步骤 | 到 | 角色 |\n|---|---|---|---|\n"]
	for state in states:
		own = [(action, after, roles) for (before, action, after), roles in steps.items() if before == state]
		for action, after, roles in own:
			cells = (
				both(state, said),
				both(action, said),
				both(after, said),
				"、".join(said[one] for one in roles),
			)
			lines.append(f"| {' | '.join(cells)} |\n")
		if not own:
			lines.append(f"| {both(state, said)} | | | |\n")
	return "".join(lines)


def both(word: str, said: dict[str, str]) -> str:
	return f"{said[word]} {word}"


if __name__ == "__main__":
	PAGE.write_text(page(), encoding="utf-8")
