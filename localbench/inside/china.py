"""What a fresh site needs to greet a Chinese official: language, time, money, no wizard."""

import sys

from localbench.inside.session import connected

SYSTEM = {
	"language": "zh",
	"country": "China",
	"time_zone": "Asia/Shanghai",
	"date_format": "yyyy-mm-dd",
	"time_format": "HH:mm",
	"number_format": "#,###.##",
	"currency_precision": "2",
	"first_day_of_the_week": "Monday",
	"setup_complete": 1,
	"enable_onboarding": 0,
	"disable_document_sharing": 1,
	"allow_login_using_user_name": 0,
	"app_name": "智慧安商",
}


def main(site: str, runs_jobs: str = "") -> None:
	"""`runs_jobs`, when not empty, lets the scheduler work on the site; tests want theirs left alone."""
	with connected(site) as frappe:
		settings = frappe.get_doc("System Settings")
		settings.enable_scheduler = int(bool(runs_jobs))
		settings.update({key: value for key, value in SYSTEM.items() if settings.meta.has_field(key)})
		settings.flags.ignore_mandatory = True
		settings.save()
		frappe.db.set_value("Currency", "CNY", {"enabled": 1, "number_format": "#,###.##"})
		frappe.db.set_default("currency", "CNY")
		frappe.db.set_default("desktop:home_page", "workspace")
		names = {"language": "zh", "first_name": "系统管理员", "full_name": "系统管理员"}
		frappe.db.set_value("User", "Administrator", names)
		website = frappe.get_doc("Website Settings")
		website.update({"app_name": "智慧安商", "disable_signup": 1, "home_page": "login"})
		website.save()
		frappe.clear_cache()


if __name__ == "__main__":
	main(*sys.argv[1:])
