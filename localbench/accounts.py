"""The accounts one may log in with, and their passwords, in a file only the owner reads."""

import json

from localbench.configuration import secret
from localbench.paths import DEMO_SITE, Bench, write_json
from localbench.site import inside

FILE = "accounts.json"


def administrator(bench: Bench) -> dict:
	password = secret(bench, "administrator")
	return {
		"user": "Administrator",
		"password": password,
		"full_name": "系统管理员",
		"unit": "",
		"unit_kinds": [],
	}


def read(bench: Bench) -> list[dict]:
	file = bench.config / FILE
	demo = json.loads(file.read_text()) if file.exists() else []
	return [administrator(bench), *demo]


def load_demo(bench: Bench, site: str = DEMO_SITE, how: str = "load") -> list[dict]:
	"""Load the demo as `inside/demo.py` knows how; its users keep the password they had, new ones get a random one."""
	# another bench has no book of passwords, and gets none
	passwords = {account["user"]: account["password"] for account in read(bench)} if bench.own else {}
	accounts = json.loads(inside(bench, "demo", site, how, stdin=json.dumps(passwords)).splitlines()[-1])
	if bench.own and site == DEMO_SITE:
		write_json(bench.config / FILE, accounts, mode=0o600)
	return accounts


def clear_demo(bench: Bench, site: str = DEMO_SITE) -> None:
	inside(bench, "demo", site, "clear")
	if bench.own and site == DEMO_SITE:
		(bench.config / FILE).unlink(missing_ok=True)
