"""How long a sign-in waits, and whose address it comes from."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anshang_app.access_control.rules.sign_in_limits import (
	FREE_FAILURES,
	LONGEST_DELAY,
	account_delay,
	client_address,
	wait,
)

LOOPBACK = ["127.0.0.0/8", "::1/128"]


def test_the_delay_of_an_account_begins_late_and_grows_to_its_end():
	delays = [account_delay(failures) for failures in range(FREE_FAILURES, FREE_FAILURES + 9)]
	assert delays == [0, 1, 2, 4, 8, 16, 32, 60, 60]
	assert account_delay(10**9) == LONGEST_DELAY


@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_more_failures_never_wait_less(one, other):
	assert account_delay(min(one, other)) <= account_delay(max(one, other))


@pytest.mark.parametrize(
	("pair", "address", "hold", "known", "seconds"),
	[
		((4, 5, 600), (299, 300, 3600), 0, False, 0),
		((5, 5, 600), (5, 300, 3600), 0, False, 600),
		((5, 5, 30), (300, 300, 900), 0, True, 900),
		((0, 5, 0), (9, 300, 3600), 16, False, 16),
		# an address it signed in from before does not feel what others do to the account
		((0, 5, 0), (9, 300, 3600), 16, True, 0),
		((99, 0, 600), (999, 0, 3600), 0, False, 0),
	],
)
def test_what_has_to_wait(pair, address, hold, known, seconds):
	assert wait(pair, address, hold, known) == seconds


@pytest.mark.parametrize(
	("peer", "forwarded", "trusted", "address"),
	[
		("10.1.2.3", "", LOOPBACK, "10.1.2.3"),
		# who is not a proxy of ours is not believed
		("10.1.2.3", "1.1.1.1", LOOPBACK, "10.1.2.3"),
		("127.0.0.1", "10.1.2.3", LOOPBACK, "10.1.2.3"),
		# the first entries are the visitor's own invention
		("127.0.0.1", "1.1.1.1, 2.2.2.2, 10.1.2.3", LOOPBACK, "10.1.2.3"),
		("127.0.0.1", "10.1.2.3, 192.168.0.9", [*LOOPBACK, "192.168.0.9/32"], "10.1.2.3"),
		("::1", "2001:db8::7", LOOPBACK, "2001:db8::7"),
		("127.0.0.1", "", LOOPBACK, "127.0.0.1"),
		("127.0.0.1", "127.0.0.1", LOOPBACK, "127.0.0.1"),
		# a socket for both kinds of address
		("::ffff:127.0.0.1", "10.1.2.3", LOOPBACK, "10.1.2.3"),
		("::ffff:10.1.2.3", "1.1.1.1", LOOPBACK, "10.1.2.3"),
		("127.0.0.1", "unknown", LOOPBACK, "127.0.0.1"),
		("127.0.0.1", " , ,", LOOPBACK, "127.0.0.1"),
	],
)
def test_the_address_of_a_visitor(peer, forwarded, trusted, address):
	assert client_address(peer, forwarded, trusted) == address


@given(st.text(max_size=80))
def test_no_header_breaks_it_or_makes_a_stranger_a_proxy(forwarded):
	assert client_address("10.1.2.3", forwarded, LOOPBACK) == "10.1.2.3"
	assert client_address("127.0.0.1", forwarded, LOOPBACK)
