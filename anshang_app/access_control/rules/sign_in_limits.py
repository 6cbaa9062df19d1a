"""When a sign-in has to wait: one account from one address, one account from anywhere, one address."""

from ipaddress import ip_address, ip_network

#: failures of one account, from anywhere, that cost no wait
FREE_FAILURES = 10
#: seconds an account waits at most before it is tried again from an address it never signed in from
LONGEST_DELAY = 60


def account_delay(failures: int) -> int:
	"""Seconds before the account is tried again from a new address: none at first, then doubled each time."""
	over = failures - FREE_FAILURES
	return 0 if over <= 0 else min(2 ** min(over - 1, 10), LONGEST_DELAY)


def wait(
	pair: tuple[int, int, int], address: tuple[int, int, int], account_hold: int, knows_address: bool
) -> int:
	"""Seconds a sign-in has to wait; 0 lets it through.

	`pair` and `address` are (failures, failures allowed, seconds until they are forgotten), 0 allowed meaning no
	limit; `account_hold` the seconds left of the account's delay, which an address it signed in from before
	does not feel: nobody locks another out of his own office.
	"""
	waits = [left for failures, allowed, left in (pair, address) if allowed and failures >= allowed]
	if not knows_address:
		waits.append(account_hold)
	return max(waits, default=0)


def client_address(peer: str, forwarded: str, trusted: list[str]) -> str:
	"""The address a request comes from: the last one told by a proxy we trust, else who is connected.

	`forwarded` is the header X-Forwarded-For, whose first entries anybody can write.
	"""
	hops = [*[hop.strip() for hop in forwarded.split(",") if hop.strip()], peer]
	networks = [ip_network(network, strict=False) for network in trusted]
	for hop in reversed(hops):
		try:
			read = ip_address(hop)
		except ValueError:
			return peer
		# an IPv4 address as a socket of both kinds tells it
		read = getattr(read, "ipv4_mapped", None) or read
		if not any(read in network for network in networks):
			return str(read)
	return hops[0]
