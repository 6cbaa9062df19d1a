"""Where a message may be sent: which addresses lie inside the network, and which of those are allowed. Pure.

A name can point anywhere and be made to point elsewhere a moment later, so what counts is the resolved address.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import (
	IPv4Address,
	IPv4Network,
	IPv6Address,
	IPv6Network,
	ip_address,
	ip_network,
)

from urllib3.exceptions import LocationParseError
from urllib3.util import parse_url

PORTS = {"http": 80, "https": 443}
#: IPv6 addresses that carry an IPv4 address in their last bits (RFC 6052)
TRANSLATED = ip_network("64:ff9b::/96")

Network = IPv4Network | IPv6Network


class BadAddress(ValueError):
	"""The text is no address a message can be posted to."""


class BadNetwork(ValueError):
	"""The line is no network and no address."""


@dataclass(frozen=True)
class Place:
	"""Host and port an address leads to."""

	host: str
	port: int


def place_of(address: str) -> Place:
	"""Where an http or https address leads, read as the library that sends reads it; raises BadAddress.

	A user name hides the host from the reader's eye; a query or an anchor would swallow the service's own path.
	"""
	try:
		url = parse_url(address)
	except LocationParseError as error:
		raise BadAddress(address) from error
	if (
		url.scheme not in PORTS
		or not url.host
		or url.auth
		or url.query is not None
		or url.fragment is not None
	):
		raise BadAddress(address)
	return Place(url.host.strip("[]"), url.port or PORTS[url.scheme])


def networks(text: str | None) -> tuple[Network, ...]:
	"""The networks of a list, one a line; a single address is a network of one. Raises BadNetwork."""
	parsed = []
	for line in (text or "").splitlines():
		if entry := line.strip():
			try:
				parsed.append(ip_network(entry, strict=False))
			except ValueError as error:
				raise BadNetwork(entry) from error
	return tuple(parsed)


def refused(addresses: Iterable[str], allowed: Iterable[Network]) -> list[str]:
	"""Those of the resolved addresses that nothing may be sent to."""
	allowed = tuple(allowed)
	return [address for address in addresses if not may_reach(address, allowed)]


def may_reach(address: str, allowed: Iterable[Network]) -> bool:
	"""Whether a resolved address lies outside, or in a network that is allowed."""
	real = carried(ip_address(address.partition("%")[0]))
	return not is_inside(real) or any(
		real.version == network.version and real in network for network in allowed
	)


def is_inside(address: IPv4Address | IPv6Address) -> bool:
	"""Whether an address belongs to this machine, a private net, a link, or to nobody in particular."""
	return not address.is_global or address.is_multicast or address.is_reserved


def carried(address: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
	"""The IPv4 address inside an IPv6 one that only wraps it."""
	if isinstance(address, IPv4Address):
		return address
	if address in TRANSLATED:
		return IPv4Address(int(address) & 0xFFFFFFFF)
	teredo = address.teredo
	return address.ipv4_mapped or address.sixtofour or (teredo[1] if teredo else address)
