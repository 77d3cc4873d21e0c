"""What must never be kept: a key, a password or an access code on the record of a channel.

Refused are only texts that look like the secret itself; a sentence on where it is kept is none. What counts:

* a word for a secret (password, passphrase, PIN, access or authentication code, duress word, encryption key, one-time
  code ...) with a value after it that looks like one;
* the head of a private key in PEM or PGP form, the beginnings of known access tokens, an ``otpauth:`` address;
* a run of 32 or more hexadecimal figures, or of 40 or more letters and figures in mixed case;
* six or more groups of five figures, or eight or more of five capitals, as on a one-time pad;
* a telephone number with a code after pauses or before a hash, such as ``+1 202 555 0100,,4711#``.
"""

import re
from collections.abc import Iterator

from crisisdesk.model.base import Problem, Record, field_named

_WORDS = (
    r"pass ?(?:word|phrase|code)s?|pass ?wd|pwd|pin(?: ?code)?|puk|"
    r"(?:access|authenti[cs]ation|auth|authenticator|door|entry|gate|safe|alarm|duress|conference|participant|host|meeting|"
    r"moderator|one[- ]time|otp|recovery|unlock|activation|crypto|cipher|security) ?(?:code|key|pin|word)s?|"
    r"duress|countersign|(?:crypto(?:graphic)?|encryption|session|traffic|private|secret|pre-?shared|api|key[- ]fill|comsec) ?key|"
    r"safe combination|combination of the safe|seed phrase"
)
_QUOTES = "\"'\u201c\u201d\u2018\u2019"
_OF = r"(?:\s+(?:of|for|to)(?:\s+[\w-]+){1,4}?)?"
_LABEL = re.compile(
    rf"\b(?:{_WORDS})\b{_OF}\s*(?:[:=#]|\bis\b|\bare\b|\bno\.?)?\s*[{_QUOTES}(]?(?P<value>[^\s{_QUOTES}),;]+)",
    re.IGNORECASE,
)
_SIGNED = re.compile(rf"\b(?:{_WORDS})\b{_OF}\s*(?:[:=]|\bis\b)", re.IGNORECASE)
_PLACES = frozenset(
    (
        *(
            "see",
            "ask",
            "held",
            "kept",
            "with",
            "in",
            "from",
            "by",
            "not",
            "none",
            "never",
            "unknown",
            "via",
            "on",
            "at",
        ),
        *(
            "the",
            "a",
            "an",
            "no",
            "is",
            "are",
            "and",
            "or",
            "of",
            "for",
            "to",
            "as",
            "needed",
            "required",
            "changes",
        ),
        *(
            "changed",
            "daily",
            "weekly",
            "monthly",
            "given",
            "known",
            "where",
            "when",
            "who",
            "which",
            "stored",
            "locked",
        ),
        *("separately", "apart", "only", "n/a"),
    )
)
_FORMS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("a private key", re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY")),
    ("an access token", re.compile(r"\b(?:AKIA[0-9A-Z]{16}|gh[pousr]_\w{20,}|sk_(?:live|test)_\w{10,}|xox[abpr]-\w{8,})|otpauth://")),
    ("a key in hexadecimal figures", re.compile(r"\b[0-9A-Fa-f]{32,}\b")),
    ("groups of a one-time pad", re.compile(r"\b(?:\d{5}[ -]+){5,}\d{5}\b|\b(?:[A-Z]{5}[ -]+){7,}[A-Z]{5}\b")),
    ("a code after a telephone number", re.compile(r"\d\s*(?:,{2,}|[pPwW]{1,3})\s*\d{3,}#?|\d[\d ]{3,}#(?!\d)")),
)  # fmt: skip
_MIXED = re.compile(r"(?<![\w@:/.-])[A-Za-z0-9+/_-]{40,}={0,2}(?![\w@])")


def looks_secret(text: str) -> str:
    """What in a text looks like a secret, such as ``an access code or password``; empty where nothing does."""
    if not text:
        return ""
    for what, form in _FORMS:
        if form.search(text):
            return what
    if any(_is_mixed(found[0]) for found in _MIXED.finditer(text)):
        return "a key"
    return "an access code or password" if any(_is_value(found) for found in _LABEL.finditer(text)) else ""


def _is_mixed(word: str) -> bool:
    return (
        any(c.isupper() for c in word) and any(c.islower() for c in word) and any(c.isdigit() for c in word)
    )


def _is_value(found: re.Match[str]) -> bool:
    """A value has a figure in it, or stands after a colon, and is no word about where the secret is kept."""
    value = found["value"].strip(".").casefold()
    if value in _PLACES or not value:
        return False
    if any(one.isdigit() for one in value):
        return True
    return bool(_SIGNED.match(found[0])) and len(value) > 2 and value.isascii()  # noqa: PLR2004 - shorter ones are no secret


def secrets_in(record: Record, *names: str) -> Iterator[Problem]:
    """A problem for each of these fields that looks like a secret."""
    for name in names:
        if what := looks_secret(getattr(record, name)):
            label = field_named(type(record), name).label
            yield Problem(
                name,
                f"“{label}” looks like {what}; a desk keeps no keys or codes: say where it is held, and leave it out.",
            )
