"""Phone numbers as people write them: read, masked, or refused with what to do. Pure."""

import re
import unicodedata
from dataclasses import dataclass

import phonenumbers
from phonenumbers import PhoneNumberType

from anshang_app.validation.checks import is_blank

HOME = "CN"
HOME_CODE = 86
#: service numbers of banks, insurers and cities, which have no area code and nothing to hide
SERVICE = re.compile(r"9[56]\d{3,6}|1[0-2]\d{3}", re.ASCII)
#: -801, 转801, 分机801, ext. 801 behind a landline number
EXTENSION = re.compile(r"^(.*?\d{7,8}\)?)(?:-|转|分机|ext\.?|x)(\d{1,6})$", re.ASCII | re.IGNORECASE)
#: two numbers in one cell
SEPARATORS = re.compile(r"[/、,;；，|\n]|或")
LOCAL = re.compile(r"[2-8]\d{6,7}", re.ASCII)
OPEN_KINDS = (PhoneNumberType.TOLL_FREE, PhoneNumberType.SHARED_COST, PhoneNumberType.UAN)


@dataclass(frozen=True)
class Phone:
	"""A checked number: as to be dialled inside the country, and as to be shown."""

	full: str
	masked: str
	is_mobile: bool = False


class BadPhone(ValueError):
	"""The text is no phone number: `rule` says why; the text itself is never printed."""

	def __init__(self, rule: str = "phone"):
		super().__init__(rule)
		self.rule = rule


def parse_phone(text: str | None) -> Phone:
	"""Read one number of any country, or a service number; raise `BadPhone` for anything else."""
	if text is None or is_blank(text):
		raise BadPhone
	plain = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
	if len(SEPARATORS.split(plain.strip("/、,;；，|"))) > 1:
		raise BadPhone("phone_two")
	if SERVICE.fullmatch(plain):
		return Phone(plain, plain)
	digits = re.sub(r"[-()]", "", plain)
	if LOCAL.fullmatch(digits):
		raise BadPhone("phone_area")
	extension = EXTENSION.fullmatch(plain)
	if extension and LOCAL.fullmatch(re.sub(r"[-()]", "", extension[1])):
		raise BadPhone("phone_area")
	# 027-8234-5678 has no extension, however it is grouped
	whole = _read(unicodedata.normalize("NFKC", text))
	if whole:
		return _shown(whole, whole.extension or "")
	number = extension and _read(extension[1])
	if extension and number:
		return _shown(number, extension[2])
	raise BadPhone


def _read(text: str) -> phonenumbers.PhoneNumber | None:
	try:
		number = phonenumbers.parse(text.strip(), HOME)
	except phonenumbers.NumberParseException:
		return None
	return number if phonenumbers.is_valid_number(number) else None


def _shown(number: phonenumbers.PhoneNumber, extension: str) -> Phone:
	"""The number with its mask, by its kind."""
	national = phonenumbers.national_significant_number(number)
	behind = f"-{extension}" if extension else ""
	if number.country_code != HOME_CODE:
		return Phone(
			f"+{number.country_code} {national}{behind}", f"+{number.country_code} ****{national[-3:]}"
		)
	kind = phonenumbers.number_type(number)
	if kind == PhoneNumberType.MOBILE:
		return Phone(national + behind, f"{national[:3]}****{national[-4:]}", is_mobile=True)
	if kind in OPEN_KINDS:
		grouped = f"{national[:3]}-{national[3:]}"
		return Phone(grouped + behind, f"{national[:3]}-****{national[-3:]}")
	if kind == PhoneNumberType.FIXED_LINE:
		return _landline(number, national, behind)
	raise BadPhone


def _landline(number: phonenumbers.PhoneNumber, national: str, behind: str) -> Phone:
	"""Area code open, the local number hidden but for its last three digits, the extension dropped."""
	area_length = phonenumbers.length_of_geographical_area_code(number)
	area, local = "0" + national[:area_length], national[area_length:]
	return Phone(f"{area}-{local}{behind}", f"{area}-{'*' * (len(local) - 3)}{local[-3:]}")
