"""Reports come from a read replica where there is one, and from the primary while it is down."""

import socket
from contextlib import closing

import factories as make
import pytest


@pytest.fixture
def replica(frappe_site):
	"""A site told of a replica at a port: the same database stands for it."""
	conf = frappe_site.local.conf
	kept = {key: conf.get(key) for key in ("read_from_replica", "replica_host", "replica_db_port")}

	def at(port: int) -> None:
		frappe_site.cache().delete_value("anshang_replica_answers")
		conf.update(read_from_replica=1, replica_host="127.0.0.1", replica_db_port=port)

	yield at
	conf.update(kept)
	frappe_site.cache().delete_value("anshang_replica_answers")
	for name in ("replica_db", "primary_db"):
		if hasattr(frappe_site.local, name):
			delattr(frappe_site.local, name)


def ledger():
	from frappe.desk.query_report import run

	return run("Project Ledger", filters={})["result"]


def nobody_listens() -> int:
	with closing(socket.socket()) as taken:
		taken.bind(("127.0.0.1", 0))
		return taken.getsockname()[1]


def test_a_report_is_read_from_the_replica(world, replica, frappe_site):
	from anshang_app.foundation.read_replica import pass_over_if_down

	replica(frappe_site.local.conf.db_port or 3306)
	pass_over_if_down()
	ledger()
	assert hasattr(frappe_site.local, "replica_db")
	assert frappe_site.local.db is frappe_site.local.primary_db


def test_a_replica_that_is_down_is_passed_over(world, replica, frappe_site):
	from anshang_app.foundation.read_replica import pass_over_if_down

	project = make.make_project(project_name="从库停了")
	replica(nobody_listens())
	pass_over_if_down()
	# what this transaction wrote is there, so it was read from the primary
	assert any("从库停了" in str(row) for row in ledger()), project.name
	assert not hasattr(frappe_site.local, "replica_db")


def test_a_site_without_a_replica_is_not_asked(world, frappe_site):
	from anshang_app.foundation import read_replica

	assert not frappe_site.local.conf.read_from_replica
	read_replica.pass_over_if_down()
	assert frappe_site.cache().get_value(read_replica.KEY, expires=True) is None
