"""Says as JSON whether a site is one to work on: its apps, its language, whether the wizard is done.

python -m localbench.inside.site_state SITE
"""

import json
import sys

from localbench.inside.session import connected


def main(site: str) -> None:
	with connected(site) as frappe:
		settings = frappe.get_doc("System Settings")
		state = {
			"apps": frappe.get_installed_apps(),
			"language": settings.language,
			"setup_complete": bool(settings.setup_complete),
		}
	print(json.dumps(state))


if __name__ == "__main__":
	main(*sys.argv[1:])
