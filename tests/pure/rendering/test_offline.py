"""A page that needs nothing but itself: what it would open is inside or gone."""

import re

import pytest

from anshang_app.rendering.offline import offline, offline_css

PICTURE = b"\x89PNG picture"
SHEET = b"p { color: red; background: url(/assets/p.png) } @import '/assets/more.css';"
OPENS = re.compile(r"(?:https?:|file:|//|url\((?!\"data:)|@import|/etc/|pdfkit|javascript:)", re.I)


def read(address: str):
	return {"/assets/p.png": ("image/png", PICTURE), "/assets/s.css": ("text/css", SHEET)}.get(address)


@pytest.mark.parametrize(
	"markup",
	[
		'<meta name="pdfkit-allow" content="/etc/"><meta name=PdfKit-cookie content="http://x">',
		'<meta http-equiv=refresh content="0;url=http://x">',
		'<base href="http://x/"><iframe src="file:///etc/passwd"></iframe><iframe srcdoc="<img src=//x>"></iframe>',
		'<object data="file:///etc/x"><embed src="//x"></object><applet code="http://x"></applet>',
		'<link rel=stylesheet href="http://x"><link rel=prefetch href="//x"><link rel=icon href="/etc/x">',
		'<script src="http://x"></script><script>location="http://x"</script>',
		'<img src="//x"><img src="file:///etc/x" srcset="http://x 1x"><input type=image src="//x">',
		'<picture><source srcset="http://x"><img src="http://y"></picture>',
		'<body background="http://x" onload="location=\'//x\'"><table background="//x"><tr><td background="//x">',
		'<svg><image xlink:href="http://x" href="//x"/><use href="http://x#y"/><feImage href="//x"/></svg>',
		'<svg><foreignObject><iframe src="http://x"></iframe></foreignObject><a href="javascript:x">y</a></svg>',
		'<p style="background:url(http://x)">p<p style="background:u\\72l(//x)">p<p style=\'cursor:URL("//x"),auto\'>',
		"<style>@import 'http://x'; @\\69 mport url(//x); @font-face { src: url(http://x) }</style>",
		"<style>p { background: -webkit-image-set(url(//x) 1x); -moz-binding: url(http://x); }</style>",
		"<style>p { background: url(  'http://x'  ) } i { background: url(//x</style>",
		"<style>p { b: url(/* */http://x) } @im/**/port 'http://x';</style>",
		'<a href="javascript:x">x</a><a href=" file:///etc/x">x</a><form action="http://x"></form>',
		"<!--[if IE]><img src='http://x'><![endif]--><video poster='//x' src='//y'></video>",
		'<noscript><img src="http://x"></noscript><template><img src="//x"></template>',
	],
)
def test_nothing_is_left_to_open(markup):
	page = offline(f"<html><head></head><body>{markup}<b>said</b></body></html>", read)
	left = page.replace('xmlns="http://www.w3.org/2000/svg"', "")
	assert not OPENS.search(left), left
	assert "said" in page


def test_pictures_and_sheets_of_the_site_come_inside_as_far_as_they_may_be_read():
	page = offline(
		'<link rel="stylesheet" media="print" href="/assets/s.css"><img src="/assets/p.png" alt="a">'
		'<img src="/private/files/foreign.png" alt="not yours">',
		read,
	)
	assert page.count("data:image/png;base64,") == 2
	assert '<style media="print">p { color: red; background: url("data:image/png' in page
	assert "not yours" in page and "foreign.png" not in page


def test_what_is_only_said_stays():
	page = offline(
		'<html lang="zh"><head><meta charset="utf-8"><title>题</title><style>@page { size: A4 } '
		'p:before { content: "\\201C" } .x { margin-top: 3mm }</style></head>'
		'<body class="b"><p style="color: red">文 &lt;b&gt;</p><a href="https://example.com/x">x</a></body></html>',
		read,
	)
	for kept in (
		"@page { size: A4 }",
		'content: "\\201C"',
		"margin-top: 3mm",
		'style="color: red"',
		"文 &lt;b&gt;",
	):
		assert kept in page
	assert '<a href="https://example.com/x">' in page


def test_a_style_sheet_is_the_same_after_a_second_time():
	once = offline_css(SHEET.decode(), read)
	assert offline_css(once, read) == once
