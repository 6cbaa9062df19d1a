"""The bench builder's own logic, as far as it needs no bench."""

import json
import socket

import pytest

from localbench import ports, source, steps
from localbench.commands import explain
from localbench.paths import Bench, write_json
from localbench.supervisor import supervisor_lock_held
from localbench.trouble import Trouble, sentence_of


@pytest.fixture
def bench(tmp_path):
	return Bench(tmp_path)


@pytest.mark.parametrize(
	("before", "after"),
	[
		("criscostack", "frappe"),
		("CriscoStack Technologies", "Frappe Technologies"),
		("Crisco Cloud", "Frappe Cloud"),
		("CRISCOSTACK_SITE", "FRAPPE_SITE"),
		("criscoerp", "erpnext"),
		("Criscoerp", "ERPNext"),
		("crisp", "crisp"),
	],
)
def test_frappes_names_are_put_back(before, after):
	assert source.renamed(before) == after


def test_binary_files_keep_their_bytes(tmp_path):
	picture = tmp_path / "logo.png"
	picture.write_bytes(b"\0criscostack")
	source.restore_content(picture)
	assert picture.read_bytes() == b"\0criscostack"


def test_a_step_runs_once_per_print_and_again_when_the_print_changes(bench):
	marks, runs = steps.Steps(bench), []
	assert marks.run("a", "步骤", "1", lambda: runs.append(1))
	assert not marks.run("a", "步骤", "1", lambda: runs.append(2))
	assert marks.run("a", "步骤", "2", lambda: runs.append(3))
	assert runs == [1, 3]


def test_a_step_that_fails_is_not_done_even_when_it_was_before(bench):
	marks = steps.Steps(bench)
	marks.run("a", "步骤", "1", lambda: None)
	with pytest.raises(ZeroDivisionError):
		marks.run("a", "步骤", "2", lambda: 1 / 0)
	assert not marks.done("a", "1")
	assert not marks.done("a", "2")


def test_a_wrong_hash_is_refused_and_the_file_removed(bench, monkeypatch):
	archive = bench.root / "cache" / source.ARCHIVE
	monkeypatch.setattr(source, "run", lambda *a, **k: archive.write_bytes(b"not frappe"))
	with pytest.raises(Trouble, match="SHA-256"):
		source.download(bench)
	assert not archive.exists()


def test_ports_stay_the_same_while_they_are_free(bench):
	first = ports.choose(bench, None)
	assert len(set(first.values())) == len(first)
	assert ports.choose(bench, None) == first


def test_a_port_taken_by_another_is_replaced_and_a_wanted_one_is_refused(bench):
	first = ports.choose(bench, None)
	with socket.socket() as other:
		other.bind(("127.0.0.1", first["web"]))
		other.listen()
		second = ports.choose(bench, None)
		assert second["web"] != first["web"]
		assert {**second, "web": 0} == {**first, "web": 0}
		with pytest.raises(Trouble, match=str(first["web"])):
			ports.choose(bench, first["web"])


@pytest.mark.parametrize(
	("output", "sentence"),
	[
		("npm ERR! code ENOTFOUND", "检查网络"),
		("OSError: [Errno 28] No space left on device", "磁盘已满"),
		("line one\nthe last word\n", "the last word"),
		("", "退出码 3"),
	],
)
def test_a_failed_program_is_told_in_one_sentence(tmp_path, output, sentence):
	told = explain("安装软件包", output, 3, tmp_path / "x.log", needs_network=True)
	assert sentence in told
	assert "\n" not in told


def test_a_full_disk_is_told_in_one_sentence():
	assert "磁盘已满" in sentence_of(OSError(28, "No space left on device", "/x"))


def test_no_supervisor_is_seen_where_only_its_files_were_left(bench):
	write_json(bench.run / "state.json", {"pid": 1})
	(bench.run / "supervisor.lock").touch()
	assert not supervisor_lock_held(bench)


def test_a_part_of_the_results_is_replaced_and_the_others_stay():
	from localbench.results import HEAD, part_of, with_part

	figure = {"name": "sweep_ratio", "value": 1.89, "unit": "x", "bound": 3.0, "ok": True}
	over = {"name": "p95", "value": 29000.0, "unit": "ms", "bound": 1500, "ok": False}
	told = {"name": "rows", "value": 5, "unit": "", "bound": None, "ok": True}
	first = with_part(HEAD, "sweep", part_of("sweep", [figure], "2 cores"))
	both = with_part(first, "load", part_of("load", [over, told], "2 cores"))
	assert both.index("## load") < both.index("## sweep")
	assert "| p95 | 29000 ms | 1500 ms | **no** |\n| rows | 5 |  | — |" in both
	assert "| sweep_ratio | 1.89 x | 3 x | yes |" in both
	again = with_part(both, "sweep", part_of("sweep", [{**figure, "value": 2.5}], "2 cores"))
	assert again.count("## ") == 2 and "1.89" not in again and "2.5 x" in again and "29000" in again
	assert again.startswith(HEAD.strip())
	assert with_part(again, "sweep", part_of("sweep", [{**figure, "value": 2.5}], "2 cores")) == again


@pytest.mark.parametrize("folder", ["localbench/node", "localbench/node/lint"])
def test_a_lock_names_no_address_and_the_versions_that_are_asked_for(repo, folder):
	asked = json.loads((repo / folder / "package.json").read_text())["dependencies"]
	packages = json.loads((repo / folder / "package-lock.json").read_text())["packages"]
	assert not [name for name, package in packages.items() if "resolved" in package]
	for name, version in asked.items():
		assert packages[f"node_modules/{name}"]["version"] == version.rpartition("@")[2]
