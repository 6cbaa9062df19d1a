"""An LDAP directory of this machine, as far as a login asks one: it binds and searches, over a real socket."""

import socketserver
import threading

from ldap3.protocol import rfc4511
from pyasn1.codec.ber import decoder, encoder
from pyasn1.error import PyAsn1Error

#: name in the directory -> (its entry's attributes, its password)
PEOPLE: dict[str, tuple[dict[str, object], str]] = {}
ROOT, ROOT_PASSWORD = "cn=reader,dc=city", "reader-secret"
SUCCESS, WRONG_PASSWORD = 0, 49


def name_of(uid: str) -> str:
	return f"uid={uid},ou=people,dc=city"


class Directory(socketserver.ThreadingTCPServer):
	"""Serves on a free port until `shutdown`."""

	allow_reuse_address = daemon_threads = True

	def __init__(self):
		super().__init__(("127.0.0.1", 0), Conversation)
		threading.Thread(target=self.serve_forever, daemon=True).start()

	@property
	def address(self) -> str:
		return f"ldap://127.0.0.1:{self.server_address[1]}"


class Conversation(socketserver.BaseRequestHandler):
	"""One connection: messages until it ends."""

	def handle(self) -> None:
		waiting = b""
		while received := self.request.recv(65536):
			waiting += received
			while waiting and (length := length_of(waiting)) <= len(waiting):
				first, waiting = waiting[:length], waiting[length:]
				try:
					message, _rest = decoder.decode(first, asn1Spec=rfc4511.LDAPMessage())
				except PyAsn1Error:
					# a filter of several parts, as groups are asked for by, which pyasn1 does not take apart: nothing is found
					self.send(number_of(first), "searchResDone", rfc4511.SearchResultDone(), SUCCESS)
					continue
				self.answer(int(message["messageID"]), message["protocolOp"])

	def answer(self, number: int, operation) -> None:
		kind = operation.getName()
		if kind == "bindRequest":
			asked = operation["bindRequest"]
			name, password = str(asked["name"]), bytes(asked["authentication"]["simple"]).decode()
			known = {
				ROOT: ROOT_PASSWORD,
				**{name_of(uid): secret for uid, (_entry, secret) in PEOPLE.items()},
			}
			right = password and known.get(name) == password
			self.send(number, "bindResponse", rfc4511.BindResponse(), SUCCESS if right else WRONG_PASSWORD)
		elif kind == "searchRequest":
			for uid, entry in self.found(operation["searchRequest"]["filter"]):
				self.send_entry(number, name_of(uid), entry)
			self.send(number, "searchResDone", rfc4511.SearchResultDone(), SUCCESS)

	def found(self, asked) -> list[tuple[str, dict]]:
		"""The entries of a filter `uid=…`; all of them for `uid=*`, none for any other."""
		kind = asked.getName()
		if kind == "equalityMatch" and str(asked[kind]["attributeDesc"]) == "uid":
			value = bytes(asked[kind]["assertionValue"]).decode()
			return [(uid, entry) for uid, (entry, _secret) in PEOPLE.items() if uid == value]
		if kind == "present" and str(asked[kind]) == "uid":
			return [(uid, entry) for uid, (entry, _secret) in PEOPLE.items()]
		return []

	def send(self, number: int, kind: str, result, code: int) -> None:
		result["resultCode"], result["matchedDN"], result["diagnosticMessage"] = code, "", ""
		self.write(number, kind, result)

	def send_entry(self, number: int, name: str, entry: dict) -> None:
		found = rfc4511.SearchResultEntry()
		found["object"] = name
		attributes = rfc4511.PartialAttributeList()
		for place, (kind, values) in enumerate(entry.items()):
			one, held = rfc4511.PartialAttribute(), rfc4511.Vals()
			one["type"] = kind
			for at, value in enumerate(values if isinstance(values, list) else [values]):
				held[at] = str(value).encode()
			one["vals"] = held
			attributes[place] = one
		found["attributes"] = attributes
		self.write(number, "searchResEntry", found)

	def write(self, number: int, kind: str, value) -> None:
		message = rfc4511.LDAPMessage()
		message["messageID"] = number
		operation = rfc4511.ProtocolOp()
		operation[kind] = value
		message["protocolOp"] = operation
		self.request.sendall(encoder.encode(message))


def length_of(received: bytes) -> int:
	"""The length of the first message by its head (BER); more than there is where the head is not whole."""
	if len(received) < 2:
		return 2
	if received[1] < 0x80:
		return 2 + received[1]
	size = received[1] & 0x7F
	return 2 + size + int.from_bytes(received[2 : 2 + size], "big")


def number_of(message: bytes) -> int:
	"""The number of a message: the first part of what it holds."""
	head = 2 if message[1] < 0x80 else 2 + (message[1] & 0x7F)
	return int.from_bytes(message[head + 2 : head + 2 + message[head + 1]], "big")
