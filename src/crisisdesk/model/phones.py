"""Telephone numbers: E.164 beside the text as it was typed. A number that cannot be read is kept, never refused."""

import re
from dataclasses import dataclass

VALID, UNVERIFIED = "valid", "unverified"
NUMBERED = frozenset({"phone", "mobile", "fax", "secure_voice"})
"""Kinds of channel whose address is a telephone number, where it holds one at all."""

_FEW_DIGITS = 3
_LONGEST = 100
_BETWEEN = re.compile(r"\s*[;|]\s*")


@dataclass(frozen=True, slots=True)
class Phone:
    """A number as it was typed, and in E.164 where the text is a valid number of some numbering plan."""

    text: str
    e164: str

    @property
    def check(self) -> str:
        """``valid``; ``unverified`` where the text holds digits that are no valid number; empty without any."""
        return VALID if self.e164 else UNVERIFIED if len(digits(self.text)) >= _FEW_DIGITS else ""


def digits(text: str) -> str:
    """The digits of a text, of whatever script, as 0 to 9."""
    return "".join(str(int(one)) for one in text if one.isdecimal())


def read_phone(text: str, region: str = "") -> Phone:
    """Read a number.

    ``region`` (ISO 3166 two letters) says whose numbers without a country code are; without it only international
    numbers can be read. An extension is left in the text: E.164 has none.
    """
    plain = text.strip()
    if not plain or len(plain) > _LONGEST or len(digits(plain)) < _FEW_DIGITS:
        return Phone(text, "")
    import phonenumbers as library  # noqa: PLC0415 - 80 ms that most runs of the program do not need

    for tried in (plain, f"+{plain[2:]}" if plain.startswith("00") else ""):
        try:
            number = library.parse(tried, region.upper() or None)
        except library.NumberParseException:
            continue
        if library.is_valid_number(number):
            return Phone(text, library.format_number(number, library.PhoneNumberFormat.E164))
    return Phone(text, "")


def e164_of(text: str, known: str = "", region: str = "") -> str:
    """The number of a text in E.164; empty where it has none.

    ``known`` is what was found before, perhaps with the help of its country: it stays while the text still ends like it.
    """
    if found := read_phone(text, region).e164:
        return found
    own = digits(text).lstrip("0")
    return known if known and len(own) > _FEW_DIGITS and known.endswith(own) else ""


def e164_list(text: str, known: str = "", region: str = "") -> str:
    """The same for several numbers divided by semicolons; those that cannot be read are left out."""
    if not text.strip():
        return ""
    before = _BETWEEN.split(known)
    found = []
    for part in _BETWEEN.split(text):
        options = (e164_of(part, one, region) for one in (before or [""]))
        found.append(next(filter(None, options), ""))
    return "; ".join(filter(None, found))
