"""What the machine's fonts can draw, asked of fontconfig itself."""

import os
import subprocess
import sys

import pytest

from anshang_app.rendering import installed, typefaces

RARE = "𬭚䶮㛃"
#: a character of a plane no font of a usual machine has
UNKNOWN = "\U000323ae"
has_cjk = any("CJK" in family for font in installed.installed_fonts() for family in font.families)


def asked_of(folder: str, tmp_path, question: str) -> str:
	"""What a process says whose fontconfig knows the fonts of one folder only."""
	config = tmp_path / "fonts.conf"
	config.write_text(
		f'<?xml version="1.0"?><fontconfig><dir>{folder}</dir><cachedir>{tmp_path}/cache</cachedir></fontconfig>'
	)
	code = f"from anshang_app.rendering import installed; print({question})"
	environment = {**os.environ, "FONTCONFIG_FILE": str(config), "PYTHONPATH": os.pathsep.join(sys.path)}
	return subprocess.run(
		[sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
	).stdout.strip()


@pytest.mark.skipif(not has_cjk, reason="no Noto CJK fonts on this machine")
def test_rare_characters_of_names_are_drawn_by_the_shipped_fonts():
	assert installed.undrawable(f"{RARE}天门市 A1。\n\t\u200b") == ""


def test_a_character_no_font_draws_is_named_with_its_number():
	assert installed.undrawable(f"张{UNKNOWN}三{UNKNOWN}") == UNKNOWN
	assert installed.named(UNKNOWN) == f"{UNKNOWN}（U+323AE）"


def test_without_chinese_fonts_every_chinese_character_is_missing(tmp_path):
	folder = "/usr/share/fonts/truetype/dejavu"
	if not os.path.isdir(folder):
		pytest.skip("no DejaVu fonts on this machine")
	assert asked_of(folder, tmp_path, f"installed.undrawable('A1{RARE}天天')") == f"{RARE}天"
	said = asked_of(folder, tmp_path, "installed.report()[0]")
	assert said == "{'wanted': '仿宋_GB2312', 'found': False, 'stands_in': None, 'embedded_ok': None}"


def test_a_machine_without_any_font_draws_nothing(tmp_path):
	(tmp_path / "none").mkdir()
	assert asked_of(str(tmp_path / "none"), tmp_path, "installed.undrawable('A 天')") == "A天"


def test_the_report_names_each_typeface_and_its_stand_in():
	report = installed.report()
	assert [line["wanted"] for line in report] == [
		"仿宋_GB2312",
		"楷体_GB2312",
		"方正小标宋简体",
		"黑体",
		"宋体",
	]
	families = {family for font in installed.installed_fonts() for family in font.families}
	for line, face in zip(report, typefaces.TYPEFACES, strict=True):
		assert line["found"] is (face.name in families)
		assert line["stands_in"] is None or line["stands_in"] in families
		assert (line["embedded_ok"] is None) is not (line["found"] or bool(line["stands_in"]))


def test_an_installed_font_needs_no_stand_in(tmp_path):
	family = installed.installed_fonts()[0].families[0]
	(line,) = installed.report([typefaces.Typeface(family, ("Nothing",))])
	assert (line["found"], line["stands_in"]) == (True, None)


def test_a_broken_font_file_may_not_be_embedded(tmp_path):
	broken = tmp_path / "broken.ttf"
	broken.write_bytes(b"no font")
	font = installed.InstalledFont(("Broken",), str(broken), 0, "")
	assert installed.may_embed(font) is False


def test_the_licence_bits_of_a_font_are_read(tmp_path):
	from fontTools.fontBuilder import FontBuilder

	def built(bits: int):
		font = FontBuilder(1000, isTTF=True)
		font.setupGlyphOrder([".notdef"])
		font.setupCharacterMap({})
		font.setupGlyf({".notdef": font.font.get("glyf") or _empty_glyph()})
		font.setupHorizontalMetrics({".notdef": (500, 0)})
		font.setupHorizontalHeader()
		font.setupNameTable({"familyName": "Made", "styleName": "Regular"})
		font.setupOS2(fsType=bits)
		font.setupPost()
		path = tmp_path / f"{bits}.ttf"
		font.save(path)
		return installed.InstalledFont(("Made",), str(path), 0, "")

	assert [installed.may_embed(built(bits)) for bits in (0, 4, 8, 2, 0x200)] == [
		True,
		True,
		True,
		False,
		False,
	]


def _empty_glyph():
	from fontTools.ttLib.tables._g_l_y_f import Glyph

	return Glyph()
