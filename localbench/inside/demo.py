"""Load or clear the app's demo on a site.

    python -m localbench.inside.demo SITE load|first|base|clear  < {"user": "password it had before"}

`load` tells the whole city, `first` some of it in a minute; `base` loads the small demo the tests build on.

After a load prints one JSON line: the demo's accounts as the app tells them, each with its password.
"""

import json
import secrets
import sys

from localbench.inside.session import connected


def main(site: str, verb: str) -> None:
	passwords = json.loads(sys.stdin.read() or "{}")
	with connected(site):
		from frappe.utils.password import update_password

		from anshang_app import demo
		from anshang_app.foundation.endpoints import begun_anew

		if verb == "clear":
			# a job of the worker may still be writing for the demo's accounts
			begun_anew(demo.clear)
			return
		accounts = demo.load(base=verb == "base", first_look=verb == "first")
		for account in accounts:
			account["password"] = passwords.get(account["user"]) or secrets.token_urlsafe(9)
			update_password(account["user"], account["password"])
	print(json.dumps(accounts, ensure_ascii=False))


if __name__ == "__main__":
	main(*sys.argv[1:])
