"""Where a robot's address may lead: the resolved address decides, in whatever dress it comes."""

from ipaddress import IPv4Address, ip_network

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anshang_app.reminders.rules import addresses
from anshang_app.reminders.rules.addresses import BadAddress, BadNetwork, Place

INSIDE = [
	"127.0.0.1",
	"127.255.255.254",
	"0.0.0.0",
	"10.0.0.1",
	"172.16.5.5",
	"172.31.255.255",
	"192.168.1.1",
	"169.254.169.254",
	"100.64.0.1",
	"198.18.0.1",
	"192.0.2.1",
	"224.0.0.1",
	"239.1.1.1",
	"255.255.255.255",
	"::1",
	"::",
	"fe80::1",
	"fe80::1%eth0",
	"fc00::1",
	"fd12:3456::1",
	"ff02::1",
	"::ffff:127.0.0.1",
	"::ffff:10.1.1.1",
	"::127.0.0.1",
	"64:ff9b::a00:1",
	"64:ff9b::7f00:1",
	"2002:7f00:1::",
	"2002:c0a8:101::1",
	"2001:db8::1",
]
OUTSIDE = ["8.8.8.8", "172.32.0.1", "100.63.0.1", "2400:3200::1", "::ffff:8.8.8.8", "64:ff9b::808:808"]


@pytest.mark.parametrize("address", INSIDE)
def test_an_address_inside_is_refused(address):
	assert addresses.refused([address], ()) == [address]


@pytest.mark.parametrize("address", OUTSIDE)
def test_an_address_outside_is_reached(address):
	assert addresses.refused([address], ()) == []


def test_one_address_inside_among_several_is_enough():
	assert addresses.refused(["8.8.8.8", "10.1.1.1"], ()) == ["10.1.1.1"]


def test_the_settings_open_what_they_name_and_no_more():
	allowed = addresses.networks("10.1.2.0/24\n\n  192.168.7.7 \nfd00::/64")
	reached = ["10.1.2.3", "::ffff:10.1.2.3", "192.168.7.7", "fd00::5"]
	assert addresses.refused(reached, allowed) == []
	refused = ["10.1.3.3", "192.168.7.8", "127.0.0.1", "169.254.169.254", "fd00:0:0:1::5"]
	assert addresses.refused(refused, allowed) == refused


@given(inside=st.ip_addresses(v=4, network="10.0.0.0/8"))
def test_a_private_address_is_refused_unless_its_net_is_named_and_so_is_its_ipv6_dress(inside: IPv4Address):
	for dress in (str(inside), f"::ffff:{inside}", f"64:ff9b::{inside}"):
		assert not addresses.may_reach(dress, ())
		assert addresses.may_reach(dress, [ip_network("10.0.0.0/8")])


@pytest.mark.parametrize(
	"line", ["内网", "10.1.2", "10.1.2.0/33", "http://10.1.2.3", "10.1.2.3:80", "10.1.2.1-9"]
)
def test_a_line_that_is_no_network_is_named(line):
	with pytest.raises(BadNetwork, match=line.replace("/", ".")):
		addresses.networks(f"10.0.0.0/8\n{line}")


@pytest.mark.parametrize(
	("address", "place"),
	[
		("https://gate.example.cn", Place("gate.example.cn", 443)),
		("http://10.1.2.3:8080/dingtalk/", Place("10.1.2.3", 8080)),
		("HTTP://[fd00::1]/", Place("fd00::1", 80)),
		("http://2130706433", Place("2130706433", 80)),
	],
)
def test_an_address_leads_to_host_and_port(address, place):
	assert addresses.place_of(address) == place


@pytest.mark.parametrize(
	"address",
	[
		"10.1.1.1",
		"ftp://gate.example.cn",
		"file:///etc/passwd",
		"http://",
		"https:///path",
		"http://oapi.dingtalk.com@127.0.0.1/",
		"http://gate.example.cn?x=1",
		"http://gate.example.cn#x",
		"http://gate.example.cn:port",
		"http://[::1",
		"javascript:alert(1)",
	],
)
def test_what_is_no_address_is_refused(address):
	with pytest.raises(BadAddress):
		addresses.place_of(address)
