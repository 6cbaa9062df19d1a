"""An install or a migration on an unknown platform is refused in one sentence; what will be missed is named."""

import click
import pytest


def test_an_unknown_frappe_is_refused(db, monkeypatch):
	from anshang_app import compat
	from anshang_app.setup import guard

	monkeypatch.setattr(compat, "MAJOR", 17)
	with pytest.raises(click.ClickException, match="v15 或 v16"):
		guard.check()


def test_a_foreign_time_zone_and_a_missing_browser_are_named(db, frappe_site, monkeypatch):
	from anshang_app.rendering import chromium
	from anshang_app.setup import guard

	assert guard.notices() == []
	frappe_site.db.set_single_value("System Settings", "time_zone", "Asia/Kolkata")
	monkeypatch.setattr(chromium, "find", lambda: None)
	zone, browser = guard.notices()
	assert "Asia/Kolkata" in zone and "Asia/Shanghai" in zone
	assert "chromium" in browser
