"""What every measurement needs: turns against a peer, statements counted, and one line of JSON per figure."""

import json
import os
import statistics
import time

import frappe


def connect() -> None:
	"""This process on the site that is measured, in Chinese."""
	frappe.init(site=os.environ["FRAPPE_SITE"], sites_path=".")
	frappe.connect()
	frappe.flags.in_test = True
	frappe.local.lang = "zh"


def report(name: str, value: float, unit: str, bound: float | None, digits: int = 3) -> bool:
	"""One figure as a line of JSON; without a bound it is told, not judged."""
	ok = bound is None or value <= bound
	line = {"name": name, "value": round(value, digits), "unit": unit, "bound": bound, "ok": ok}
	print(json.dumps(line), flush=True)
	return ok


def timed(work):
	"""(seconds, what the work answered)."""
	began = time.perf_counter()
	answer = work()
	return time.perf_counter() - began, answer


def alternate(own, peer, rounds: int, warm: int = 0) -> tuple[float, float]:
	"""Median seconds of both, in rounds that take turns; the first `warm` ones are not counted."""
	times = ([], [])
	for number in range(warm + rounds):
		for work, taken in zip((own, peer), times, strict=True):
			seconds = timed(work)[0]
			if number >= warm:
				taken.append(seconds)
	return statistics.median(times[0]), statistics.median(times[1])


def statements(work) -> int:
	"""How many statements `work` sends."""
	count, plain = [], frappe.local.db.sql

	def counting(*args, **kwargs):
		count.append(args[0])
		return plain(*args, **kwargs)

	frappe.local.db.sql = counting
	try:
		work()
	finally:
		del frappe.local.db.sql
	return len(count)
