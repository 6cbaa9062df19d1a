"""Files: set once when they come in, named only by their own record, kept where a record is at its end."""

import io
import os
import resource
from pathlib import Path

import factories as make
import pytest
import walled_world as world_of
from factories import PDF
from PIL import Image

PROJECT, CASE = "Investment Project", "Approval Case"
REFUSED = (403, 404, 417)


def picture(kind: str = "JPEG", size=(40, 30), **more) -> bytes:
	drawn = io.BytesIO()
	Image.new("RGB", size, "red").save(drawn, kind, **more)
	return drawn.getvalue()


def upload(session, name: str, content: bytes, **about):
	return session.send(
		"POST", "/api/method/upload_file", data={"is_private": 1, **about}, files={"file": (name, content)}
	)


def address_of(answer) -> str:
	assert answer.status_code == 200, answer.text[-800:]
	assert [*answer.json()] == ["message"], "a refusal stands beside what was done"
	return answer.json()["message"]["file_url"]


@pytest.fixture(scope="module")
def foreign(walled):
	return walled["foreign"]


@pytest.fixture(scope="module")
def own_project(walled) -> str:
	return walled["own"].records[PROJECT]


@pytest.fixture
def file(sessions, own_project):
	"""A file of the lead unit at its own project, over HTTP; (name, address)."""
	mark = os.urandom(6).hex()
	import frappe

	told = upload(sessions["LEAD"], f"{mark}.txt", mark.encode(), doctype=PROJECT, docname=own_project)
	address_of(told)
	# what was stored just now lies past the snapshot of this connection
	frappe.db.rollback()
	return told.json()["message"]["name"], told.json()["message"]["file_url"]


# --- what a file is does not change ------------------------------------------------------------------------


@pytest.mark.parametrize(
	("field", "value"),
	[
		("file_url", "address"),
		("file_url", "/files/x.txt"),
		("file_url", "http://127.0.0.1/x"),
		("file_name", "other.txt"),
		("content_hash", "0" * 32),
		("thumbnail_url", "address"),
		("attached_to_doctype", CASE),
		("attached_to_name", "project"),
		("attached_to_field", "notice_file"),
		("is_private", 0),
	],
)
@pytest.mark.parametrize("account", ["LEAD", "ADMIN"])
@pytest.mark.parametrize("door", ["resource", "set_value", "save"])
def test_no_door_changes_what_a_file_is(sessions, foreign, file, account, field, value, door):
	import frappe

	name, address = file
	value = {"address": foreign.records["address"], "project": foreign.records[PROJECT]}.get(value, value)
	stored = frappe.db.get_value("File", name, "*", as_dict=True)
	session = sessions[account]
	if door == "resource":
		answer = session.send("PUT", f"/api/resource/File/{name}", json={field: value})
	elif door == "set_value":
		answer = session.call(
			"frappe.client.set_value", doctype="File", name=name, fieldname=field, value=value
		)
	else:
		doc = {key: str(one) if key in ("creation", "modified") else one for key, one in stored.items()}
		answer = session.call("frappe.client.save", doc={**doc, "doctype": "File", field: value})
	frappe.db.rollback()
	assert answer.status_code in REFUSED, answer.text
	assert frappe.db.get_value("File", name, "*", as_dict=True) == stored
	assert make.path_of(foreign.records["address"]).is_file() and make.path_of(address).is_file()


def test_the_refusal_names_the_file_and_the_field(db):
	import frappe

	file = make.make("File", file_name="甲.txt", content=os.urandom(4).hex(), is_private=1)
	file.file_name = "乙.txt"
	with pytest.raises(frappe.ValidationError, match=r"甲.*\.txt.*文件名.*上传后不再改变"):
		file.save()
	file.reload()
	file.folder = "Home/Attachments"
	file.save()


@pytest.mark.parametrize(
	("field", "value", "label"),
	[
		("file_name", "乙.txt", "文件名"),
		("file_url", "/private/files/other.txt", ""),
		("thumbnail_url", "/files/other.png", ""),
		("content_hash", "0" * 32, ""),
		("attached_to_doctype", "User", ""),
		("attached_to_name", "Administrator", ""),
		("attached_to_field", "user_image", ""),
		("is_folder", 1, ""),
	],
)
def test_nothing_a_file_is_changes_after_it_came_in(db, field, value, label):
	"""Whoever asks, each by itself: the doors above are kept by more than this one check."""
	import frappe

	file = make.make("File", file_name="甲.txt", content=os.urandom(4).hex(), is_private=1)
	file.set(field, value)
	with pytest.raises(frappe.ValidationError, match=rf"甲.*\.txt.*{label}.*上传后不再改变"):
		file.check_fixed()


def test_a_file_whose_bytes_another_shares_does_not_become_private(db):
	"""Frappe would move the bytes away under the other one's address."""
	import frappe

	content = os.urandom(8).hex()
	first, alone = (
		make.make("File", file_name="公开.txt", content=text) for text in (content, f"{content}x")
	)
	make.make("File", file_name="公开.txt", content=content)
	first.is_private = alone.is_private = 1
	with pytest.raises(frappe.ValidationError, match="上传后不再改变"):
		first.save()
	alone.save()
	assert make.path_of(alone.file_url).is_file() and alone.file_url.startswith("/private/")


@pytest.mark.parametrize("method", ["optimize_file", "unzip"])
def test_bytes_under_an_address_are_not_written_anew(sessions, foreign, method):
	for account in ("LEAD", "ADMIN"):
		answer = sessions[account].call(
			"run_doc_method", dt="File", dn=foreign.records["File"], method=method
		)
		assert answer.status_code >= 400
	assert make.path_of(foreign.records["address"]).is_file()


def test_a_file_that_finds_no_room_leaves_no_part_of_itself(db):
	"""A file may grow no further than the limit, as on a full disk."""
	import frappe

	soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
	content = frappe.generate_hash(length=40).encode() * 1000
	resource.setrlimit(resource.RLIMIT_FSIZE, (len(content) // 2, hard))
	try:
		with pytest.raises(OSError, match="File too large"):
			make.make("File", file_name="没有地方.txt", content=content, is_private=1)
	finally:
		resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
	assert list(Path(frappe.get_site_path("private", "files")).glob("没有地方*")) == []


def test_a_picture_is_neither_optimised_nor_renamed(db):
	import frappe

	file = make.make("File", file_name="a.png", content=picture("PNG"), is_private=1)
	before = make.path_of(file.file_url).read_bytes()
	for way in (file.optimize_file, lambda: file.save_file(content=b"x", overwrite=True)):
		with pytest.raises(frappe.ValidationError, match="内容上传后不再改变"):
			way()
	with pytest.raises(frappe.ValidationError, match="不重命名"):
		frappe.rename_doc("File", file.name, "x", force=True)
	assert make.path_of(file.file_url).read_bytes() == before


# --- an address is not taken over -------------------------------------------------------------------------


@pytest.mark.parametrize(
	"disguise",
	[
		lambda address: address,
		lambda address: address.replace("/private", "/%70rivate"),
		lambda address: address.replace("/private", "/%2570rivate"),
		lambda address: address.replace("/files/", "/files//"),
		lambda address: address.replace("/files/", "/files/./"),
		lambda address: address.upper().replace("/PRIVATE/FILES/", "/private/files/"),
		lambda address: f"{address} ",
		lambda address: f"/files/..{address}",
	],
)
@pytest.mark.parametrize("with_bytes", [None, b"", "the same"])
def test_a_new_file_takes_no_foreign_address(sessions, foreign, own_project, disguise, with_bytes):
	"""Not by its name, not in disguise, not beside bytes of its own, nor beside none."""
	import frappe

	address = foreign.records["address"]
	bytes_of = make.path_of(address).read_bytes()
	data = {"doctype": PROJECT, "docname": own_project, "file_url": disguise(address), "is_private": 1}
	content = {"the same": bytes_of}.get(with_bytes, with_bytes)
	files = None if content is None else {"file": ("x.txt", content)}
	# only its reader has the bytes; then the address it shares is its own by right, the door is the deletion
	session = sessions["ADMIN" if with_bytes == "the same" else "LEAD"]
	answer = session.http.post(f"{session.url}/api/method/upload_file", data=data, files=files, timeout=60)
	assert answer.status_code in (200, *REFUSED), answer.text[-500:]
	frappe.db.rollback()
	mine = frappe.get_all(
		"File", {"owner": world_of.mail("LEAD"), "file_url": ["like", f"%{Path(address).name}%"]}
	)
	assert mine == []
	if answer.status_code == 200:
		made = answer.json()["message"]["name"]
		assert session.send("DELETE", f"/api/resource/File/{made}").status_code == 202
	assert make.path_of(address).read_bytes() == bytes_of


def test_what_lies_elsewhere_is_no_file_but_for_administrators(world, db):
	import frappe

	def at(address: str, **about):
		return frappe.get_doc({"doctype": "File", "file_url": address, **about})

	at("https://city.example/x.png").check_address()
	for who, about in (("Administrator", {"attached_to_doctype": PROJECT}), (world.user["lead"], {})):
		frappe.set_user(who)
		for address in (
			"https://city.example/x.png",
			"HTTP://city.example/x.png",
			"http%3A//city.example/x.png",
		):
			with pytest.raises(frappe.PermissionError, match="不在平台"):
				at(address, **about).check_address()


def test_a_folder_does_not_become_a_file_of_a_foreign_address(sessions, foreign):
	import frappe

	address = foreign.records["address"]
	values = {"file_name": os.urandom(4).hex(), "is_folder": 1, "file_url": address, "folder": "Home"}
	made = sessions["LEAD"].send("POST", "/api/resource/File", json=values)
	frappe.db.rollback()
	assert made.status_code in (200, *REFUSED)
	for name in frappe.get_all("File", {"owner": world_of.mail("LEAD"), "is_folder": 1}, pluck="name"):
		assert not frappe.db.get_value("File", name, "file_url")
		for change in ({"is_folder": 0}, {"is_folder": 0, "file_url": address}):
			answer = sessions["LEAD"].send("PUT", f"/api/resource/File/{name}", json=change)
			assert answer.status_code in REFUSED, answer.text
		assert sessions["LEAD"].send("DELETE", f"/api/resource/File/{name}").status_code == 202
	assert sessions["LEAD"].get(address).status_code in (403, 404)
	assert make.path_of(address).is_file()


def test_of_two_files_at_one_address_one_goes_and_the_bytes_stay(db):
	"""Such as an older site may hold, by whatever way they came."""
	import frappe

	kept = make.make("File", file_name="kept.txt", content=os.urandom(8).hex(), is_private=1)
	other = make.make("File", file_name="other.txt", content=os.urandom(8).hex(), is_private=1)
	frappe.db.set_value("File", other.name, "file_url", kept.file_url)
	frappe.delete_doc("File", other.name)
	assert make.path_of(kept.file_url).is_file()
	frappe.delete_doc("File", kept.name)
	assert not make.path_of(kept.file_url).is_file()


def test_a_file_is_attached_only_where_its_user_may_write(sessions, walled, own_project):
	reader, writer = sessions["BUREAU"], sessions["LEAD"]
	about = {"doctype": "Letter Template", "docname": "Handover Letter"}
	assert upload(writer, "x.txt", b"x", **about).status_code in REFUSED
	about = {"doctype": PROJECT, "docname": "IP-2031-1"}
	assert upload(writer, "x.txt", b"x", **about).status_code in REFUSED
	about = {"doctype": PROJECT, "docname": own_project}
	told = upload(writer, "y.txt", os.urandom(8).hex().encode(), **about)
	assert address_of(told)
	assert reader.get(f"/api/resource/File/{told.json()['message']['name']}").status_code == 200
	# who reads the project and does not write it
	for account in ("INSPECTION", "PRINCIPAL"):
		assert sessions[account].get(f"/api/resource/{PROJECT}/{own_project}").status_code == 200
		assert upload(sessions[account], "z.txt", b"z", **about).status_code in REFUSED, account


def test_a_file_waits_for_no_record_that_will_be_called_so(world, db):
	import frappe

	world.act("lead")
	for name in ("IP-2031-1", "new-project-contact-1"):
		with pytest.raises((frappe.DoesNotExistError, frappe.PermissionError)):
			frappe.get_doc(
				{
					"doctype": "File",
					"file_name": "w.txt",
					"content": "w",
					"attached_to_doctype": PROJECT,
					"attached_to_name": name,
				}
			).insert()


# --- an attachment is a file of the same record -----------------------------------------------------------


@pytest.fixture
def case(world, db):
	import frappe

	project = make.make_planned_project()
	name = frappe.get_all(CASE, {"project": project.name}, pluck="name", order_by="name", limit=1)[0]
	return frappe.get_doc(CASE, name)


def loose(owner: str, **about):
	"""A file of a user that hangs on nothing yet."""
	import frappe

	file = make.make("File", file_name="l.txt", content=os.urandom(8).hex(), is_private=1, **about)
	frappe.db.set_value("File", file.name, "owner", owner, update_modified=False)
	return frappe.get_doc("File", file.name)


def test_every_attach_field_refuses_what_is_no_file_of_its_record(case, world):
	"""Each field of each record type, rows of tables too: by the one check of all of them."""
	import frappe

	from anshang_app.access_control import attached_values

	foreign = loose(world.user["lead"])
	elsewhere = loose("Administrator", attached_to_doctype=PROJECT, attached_to_name=case.project)
	bad = (
		foreign.file_url,
		elsewhere.file_url,
		"/private/files/none.txt",
		"http://127.0.0.1/x",
		"x",
		["x"],
		1,
	)
	seen = 0
	for doctype in frappe.get_all("DocType", {"istable": 0, "issingle": 0, "is_virtual": 0}, pluck="name"):
		doc = frappe.new_doc(doctype)
		doc.name = f"{doctype}-1"
		for table in doc.meta.get_table_fields():
			if attached_values.attach_fields(frappe.get_meta(table.options)):
				doc.append(table.fieldname, {})
		for row, field in attached_values.attachment_fields(doc):
			for value in bad:
				row.set(field, value)
				with pytest.raises(frappe.ValidationError, match=r"只能填上传到本记录的文件"):
					attached_values.check(doc)
				row.set(field, None)
			seen += 1
	assert seen >= 15


def test_a_row_saved_by_itself_takes_files_of_its_record_only(case, world):
	import frappe

	row = frappe.get_doc(
		{
			"doctype": "Approval Clock Event",
			"parenttype": CASE,
			"parentfield": "clock_events",
			"parent": case.name,
			"kind": "Early Advice",
			"day": frappe.utils.today(),
		}
	)
	row.db_insert()
	row = frappe.get_doc("Approval Clock Event", row.name)
	row.paper = loose(world.user["lead"]).file_url
	with pytest.raises(frappe.ValidationError, match="只能填上传到本记录的文件"):
		row.save()
	row.reload()
	own = loose("Administrator")
	row.paper = own.file_url
	row.save()
	place = ["attached_to_doctype", "attached_to_name"]
	assert frappe.db.get_value("File", own.name, place) == (CASE, case.name)


def test_a_just_uploaded_file_of_the_writer_becomes_the_records(case, world):
	import frappe

	foreign = loose(world.user["lead"])
	own = frappe.copy_doc(foreign)
	mine = loose("Administrator")
	frappe.db.set_value("File", mine.name, "file_url", foreign.file_url)
	case.notice_file = foreign.file_url
	case.save()
	place = ["attached_to_doctype", "attached_to_name", "attached_to_field"]
	assert frappe.db.get_value("File", mine.name, place) == (CASE, case.name, "notice_file")
	assert frappe.db.get_value("File", foreign.name, place) == (None, None, None)
	assert own.name != mine.name
	# the same once more is no change, and the file is now the record's
	case.reload()
	case.save()


def test_an_upload_into_a_new_form_is_the_records_after_its_save(world, db):
	import frappe

	world.act("lead")
	at = {"attached_to_doctype": "Agent Training", "attached_to_name": "new-agent-training-1"}
	frappe.set_user("Administrator")
	file = loose("Administrator", **at, attached_to_field="material")
	training = frappe.get_doc(
		{
			"doctype": "Agent Training",
			"topic": "培训",
			"training_date": frappe.utils.today(),
			"material": file.file_url,
		}
	).insert()
	assert frappe.db.get_value("File", file.name, "attached_to_name") == training.name
	other = loose(world.user["lead"], **{**at, "attached_to_name": "new-agent-training-2"})
	elsewhere = {"attached_to_doctype": "Project Contact", "attached_to_name": "new-project-contact-1"}
	for file in (other, loose("Administrator", **elsewhere)):
		training.reload()
		training.material = file.file_url
		with pytest.raises(frappe.ValidationError, match="只能填上传到本记录的文件"):
			training.save()


def test_an_address_in_other_letters_or_one_not_readable_is_no_file_of_the_record(case, world, monkeypatch):
	"""The database takes an address in capitals or with a blank behind it for the same."""
	import frappe

	from anshang_app.access_control import attached_values, files

	mine = loose("Administrator")
	for value in (mine.file_url.upper(), f"{mine.file_url} "):
		assert not attached_values.own_or_claim(case, case, "notice_file", value)
	# a picture that comes with the apps is no paper of a case
	assert not attached_values.is_shipped(case, "/assets/frappe/images/frappe-framework-logo.svg")
	own = loose("Administrator", attached_to_doctype=CASE, attached_to_name=case.name)
	assert attached_values.own_or_claim(case, case, "notice_file", own.file_url)
	monkeypatch.setattr(files.WalledFile, "has_permission", lambda *_args, **_more: False)
	assert not attached_values.own_or_claim(case, case, "notice_file", own.file_url)
	frappe.db.rollback()


@pytest.mark.parametrize("field", ["notice_file", "mandate_file", "certificate_scan"])
@pytest.mark.parametrize("account", ["APPROVAL", "ADMIN"])
def test_a_foreign_address_is_not_read_through_a_record_of_ones_own(
	sessions, walled, foreign, account, field
):
	import frappe

	own = walled["own"].records[CASE]
	answer = sessions[account].send(
		"PUT", f"/api/resource/{CASE}/{own}", json={field: foreign.records["address"]}
	)
	assert answer.status_code in REFUSED, answer.text
	frappe.db.rollback()
	assert not frappe.db.get_value(CASE, own, field)
	assert sessions["APPROVAL"].get(foreign.records["address"]).status_code in (403, 404)


# --- names and contents -----------------------------------------------------------------------------------


def test_names_up_to_140_letters_are_taken_longer_ones_refused_in_words(sessions, own_project):
	import frappe

	about = {"doctype": PROJECT, "docname": own_project}
	long = "长" * 136 + ".txt"
	addresses = [address_of(upload(sessions["LEAD"], long, os.urandom(8), **about)) for _time in range(2)]
	assert len(set(addresses)) == 2
	for address in addresses:
		assert make.path_of(address).is_file() and len(Path(address).name.encode()) < 255
		frappe.db.rollback()
		name = frappe.db.get_value("File", {"file_url": address}, "file_name")
		assert name.startswith("长长") and name.endswith(".txt") and len(name) <= 140
	for length in (137, 296):
		answer = upload(sessions["LEAD"], "长" * length + ".txt", b"x", **about)
		assert answer.status_code == 417, answer.text
		assert (
			f"文件名有 {length + 4} 个字符，最多 140 个"
			in answer.json()["_server_messages"].encode().decode("unicode_escape")
			or f"{length + 4}" in answer.text
		)


def test_of_a_name_what_means_something_in_an_address_becomes_a_line(db):
	file = make.make("File", file_name="甲%2f乙?丙#丁\\戊\n己.txt", content=os.urandom(4).hex(), is_private=1)
	assert file.file_name == "甲_2f乙_丙_丁_戊_己.txt"
	assert make.path_of(file.file_url).is_file()


def told() -> bytes:
	"""Where and with what a picture was taken."""
	exif = Image.Exif()
	exif[0x010F] = "SecretCamera"
	return exif.tobytes()


@pytest.mark.parametrize(
	("name", "kind", "more"),
	[
		("a.jpg", "JPEG", {"exif": told(), "icc_profile": b"SecretCamera" * 20}),
		("b.jpg", "JPEG", {"comment": b"SecretCamera"}),
		("a.jpeg", "PNG", {"exif": told()}),
		("a.png", "PNG", {"exif": told(), "icc_profile": b"SecretCamera" * 20}),
		("a.gif", "GIF", {"comment": b"SecretCamera"}),
		("a.webp", "WEBP", {"exif": told(), "icc_profile": b"SecretCamera" * 20}),
		("a.bmp", "BMP", {}),
		("a.tiff", "TIFF", {"icc_profile": b"SecretCamera" * 20, "software": "SecretCamera"}),
	],
)
def test_of_a_picture_only_the_picture_is_kept(db, name, kind, more):
	hidden = b"<script>alert(1)</script>SecretCamera"
	file = make.make("File", file_name=name, content=picture(kind, **more) + hidden, is_private=1)
	kept = make.path_of(file.file_url).read_bytes()
	assert b"script" not in kept and b"SecretCamera" not in kept
	with Image.open(io.BytesIO(kept)) as opened:
		assert opened.size == (40, 30)
		assert opened.convert("RGB").getpixel((5, 5))[0] > 240
		assert opened.format == {"a.jpeg": "JPEG"}.get(name, kind)


def test_a_picture_that_would_fill_the_memory_is_refused(db):
	import frappe

	# some kilobytes that are 400 megabytes when drawn
	trap = picture("PNG", (11600, 11600))
	assert len(trap) < 1_000_000
	with pytest.raises(frappe.ValidationError, match=r"大图.png.*像素过多"):
		make.make("File", file_name="大图.png", content=trap, is_private=1)


def test_the_pages_of_a_scan_stay_together(db):
	pages = [Image.new("L", (20, 20), shade) for shade in (10, 100, 200)]
	drawn = io.BytesIO()
	pages[0].save(drawn, "TIFF", save_all=True, append_images=pages[1:])
	file = make.make("File", file_name="scan.tif", content=drawn.getvalue(), is_private=1)
	with Image.open(make.path_of(file.file_url)) as opened:
		assert opened.n_frames == 3
		opened.seek(2)
		assert opened.getpixel((1, 1)) == 200


def pdf_with(**catalogue) -> bytes:
	from pypdf import PdfWriter
	from pypdf.generic import NameObject

	writer = PdfWriter()
	writer.add_blank_page(99, 99)
	for key, value in catalogue.items():
		writer._root_object[NameObject(f"/{key}")] = value
	made = io.BytesIO()
	writer.write(made)
	return made.getvalue()


def acting_pdfs() -> dict[str, tuple[bytes, str]]:
	from pypdf import PdfWriter
	from pypdf.generic import ArrayObject, DictionaryObject, NameObject, TextStringObject

	def action(kind: str, **more):
		return DictionaryObject({NameObject("/S"): NameObject(kind), **more})

	def written(change) -> bytes:
		writer = PdfWriter()
		writer.add_blank_page(99, 99)
		change(writer)
		made = io.BytesIO()
		writer.write(made)
		return made.getvalue()

	script = {NameObject("/JS"): TextStringObject("app.alert(1)")}
	mark = DictionaryObject(
		{NameObject("/Subtype"): NameObject("/Link"), NameObject("/A"): action("/Launch")}
	)

	def annotate(writer):
		writer.pages[0][NameObject("/Annots")] = ArrayObject([writer._add_object(mark)])

	return {
		"script": (written(lambda writer: writer.add_js("app.alert(1)")), "脚本"),
		"script on opening": (pdf_with(OpenAction=action("/JavaScript", **script)), "脚本"),
		"form scripts": (
			pdf_with(AcroForm=DictionaryObject({NameObject("/XFA"): ArrayObject()})),
			"脚本",
		),
		"launch": (pdf_with(OpenAction=action("/Launch")), "启动程序"),
		"launch on a page": (written(annotate), "启动程序"),
		"sends": (pdf_with(OpenAction=action("/SubmitForm")), "启动程序"),
		"attachment": (written(lambda writer: writer.add_attachment("a.txt", b"x")), "夹带"),
		"password": (written(lambda writer: writer.encrypt("x")), "加密"),
		"no PDF": (b"<html>", "不能作为 PDF 读取"),
		"empty": (b"%PDF-1.4\n%%EOF", "不能作为 PDF 读取"),
	}


@pytest.mark.parametrize("kind", sorted(acting_pdfs()))
def test_a_pdf_that_acts_is_refused_by_name(db, kind):
	import frappe

	content, words = acting_pdfs()[kind]
	before = frappe.db.count("File")
	with pytest.raises(frappe.ValidationError, match=f"扫描件.pdf.*{words}"):
		make.make("File", file_name="扫描件.pdf", content=content, is_private=1)
	assert frappe.db.count("File") == before


@pytest.mark.parametrize(
	("key", "value", "words"),
	[
		# of a rendition, which is no action of a script
		("/JS", "app.alert(1)", "脚本"),
		("/JavaScript", "x", "脚本"),
		("/XFA", "x", "脚本"),
		("/EmbeddedFiles", "x", "夹带"),
		("/EF", "x", "夹带"),
		("/S", "/JavaScript", "脚本"),
		("/S", "/Launch", "启动程序"),
		("/S", "/ImportData", "启动程序"),
		("/S", "/SubmitForm", "启动程序"),
		("/S", "/GoToE", "夹带"),
		("/Type", "/EmbeddedFile", "夹带"),
		("/Subtype", "/FileAttachment", "夹带"),
		("/Subtype", "/RichMedia", "夹带"),
	],
)
def test_each_part_by_which_a_pdf_acts_is_refused_by_itself(db, key, value, words):
	import frappe
	from pypdf.generic import DictionaryObject, NameObject, TextStringObject

	kind = NameObject if value.startswith("/") else TextStringObject
	content = pdf_with(OpenAction=DictionaryObject({NameObject(key): kind(value)}))
	with pytest.raises(frappe.ValidationError, match=f"扫描件.pdf.*{words}"):
		make.make("File", file_name="扫描件.pdf", content=content, is_private=1)


def test_plain_pdfs_are_taken_byte_for_byte(db):
	for content in (PDF, pdf_with()):
		file = make.make("File", file_name="a.pdf", content=content, is_private=1)
		assert make.path_of(file.file_url).read_bytes() == content


@pytest.mark.parametrize("name", ["a.jpg", "a.png", "a.gif"])
def test_what_only_calls_itself_a_picture_is_refused(db, name):
	import frappe

	# a picture of a kind that is none of those taken: Pillow has readers of some forty, one of them starts a program
	other_kinds = (
		b"P6 1 1 255\n" + bytes(3),
		b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n%%EndComments\n",
	)
	for content in (b"<html><script>1</script>", b"GIF89a", b"BM", *other_kinds):
		with pytest.raises(frappe.ValidationError, match=f"{name}.*图片"):
			make.make("File", file_name=name, content=content, is_private=1)
