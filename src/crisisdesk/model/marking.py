"""Markings: what a text carries, and the banner that follows from many of them.

The form is the one of US documents and serves the others as well: ``LEVEL//CONTROL/CONTROL//REL TO USA, GBR``.
The levels themselves are data (:mod:`crisisdesk.model.ladder`). Banner arithmetic follows EO 13526, 32 CFR 2001
and the ISOO marking booklet of 4 January 2018.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Self

from crisisdesk.errors import UserError

_RELEASE = re.compile(r"REL(?:EASABLE)? TO (.+)")
_WORD = re.compile(r"[A-Z0-9:+ \-/&'.ÉÈ]+")
_COUNTRY = re.compile(r"[A-Z]{3,4}")
_LONGEST = 1_000
_NATO_PORTIONS = frozenset({"NU", "NR", "NC", "NS", "CTS"})
_LEVEL_WORDS = frozenset({"TOP", "CTS", "CUI"})
NOT_RELEASABLE = "NOFORN"
_JOINT = "JOINT "
_FOREIGN = re.compile(r"//(JOINT )?(.+)")
_LIMITED = frozenset({NOT_RELEASABLE, "FED ONLY", "FEDCON", "NOCON", "DL ONLY", "RELIDO", "DISPLAY ONLY", "AC",
                      "ATTORNEY-CLIENT", "REL"})  # fmt: skip
"""Limited dissemination controls (NARA registry): all other words of a CUI banner are categories."""

_COMPARTMENTS = re.compile(
    r"(HCS|SI|TK|KDK|KLONDIKE|RSV|GAMMA|SAR|SPECIAL ACCESS REQUIRED|COMINT|TALENT KEYHOLE|UMBRA)([- ].+)?"
)
"""Sensitive compartmented information and special access programmes: out of what this program may hold."""


@dataclass(frozen=True, slots=True)
class Marking:
    """A level, its dissemination controls, and whom it may be released to.

    ``release`` is ``None`` where nothing is said about release.
    """

    level: str
    controls: tuple[str, ...] = ()
    release: tuple[str, ...] | None = None

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a banner or portion text such as ``SECRET//REL TO USA, GBR``.

        Raises:
            UserError: It is empty, NOFORN stands together with REL TO, or a country is no trigraph or tetragraph.
        """
        level, controls, release = _parsed(text)
        return cls(level, controls, release)

    @property
    def sort_key(self) -> str:
        """The text; the rank of levels is known to the ladder only."""
        return str(self)

    def __str__(self) -> str:
        joint = next((control for control in self.controls if control.startswith(_JOINT)), "")
        parts = [f"//JOINT {self.level} {joint.removeprefix(_JOINT)}" if joint else self.level]
        rest = [control for control in self.controls if control != joint]
        parts += ["/".join(group) for group in grouped(self.level, rest)]
        if self.release is not None:
            parts.append("REL TO " + ", ".join(self.release))
        return "//".join(parts)


def grouped(level: str, controls: Iterable[str]) -> list[list[str]]:
    """Controls in the groups of a banner, which ``//`` divides: categories, foreign information, dissemination.

    Of controlled unclassified information all that is no limited dissemination control is a category, the specified ones
    first (32 CFR 2002.20).
    """
    words = list(controls)
    categories = [word for word in words if word.startswith("SP-")]
    if level.upper() in {"CUI", "CONTROLLED"}:
        categories += [word for word in words if word not in {*categories, *_LIMITED}]
    foreign = [word for word in words if word.startswith("FGI")]
    rest = [word for word in words if word not in {*categories, *foreign}]
    return [group for group in (categories, foreign, rest) if group]


@lru_cache(maxsize=4096)
def _parsed(text: str) -> tuple[str, tuple[str, ...], tuple[str, ...] | None]:
    parts = [" ".join(part.split()) for part in _own_first(text.strip().strip("()")).split("//")]
    level = parts[0] if ": " in parts[0] else parts[0].upper()
    if len(text) > _LONGEST or not level or not _WORD.fullmatch(level.upper()):
        raise UserError(
            f"“{text[:60]}” is not a marking; write a level and its controls, such as SECRET//REL TO USA, GBR."
        )
    controls: list[str] = []
    release: tuple[str, ...] | None = None
    for part in filter(None, parts[1:]):
        if found := _RELEASE.fullmatch(part.upper()):
            release = release_list(found[1])
        else:
            controls.extend(filter(None, (word.strip().upper() for word in part.split("/"))))
    if any(not _WORD.fullmatch(control) for control in controls):
        raise UserError(f"“{text[:60]}” is not a marking; controls are words, such as ORCON or NOFORN.")
    if held := next((control for control in controls if _COMPARTMENTS.fullmatch(control)), ""):
        raise UserError(
            f"“{text[:60]}”: {held} marks compartmented or special access information, which this desk may not hold."
        )
    if release is not None and NOT_RELEASABLE in controls:
        raise UserError(f"“{text[:60]}”: NOFORN cannot stand together with REL TO; choose one of them.")
    return level, tuple(dict.fromkeys(controls)), release


def _own_first(text: str) -> str:
    """A marking that begins with ``//`` (``//JOINT SECRET GBR USA``, ``//GBR S``, ``//NATO SECRET``) with its level first."""
    found = _FOREIGN.match(text)
    if not found:
        return text
    head, _, rest = found[2].partition("//")
    words = head.split()
    if found[1]:
        owners = [word for word in words if _COUNTRY.fullmatch(word) and word not in _LEVEL_WORDS]
        level = " ".join(word for word in words if word not in owners)
        return "//".join(filter(None, (level, f"{_JOINT}{' '.join(owners)}", rest)))
    if len(words) > 1 and _COUNTRY.fullmatch(words[0]) and words[0] not in {*_LEVEL_WORDS, "NATO"}:
        return "//".join(filter(None, (" ".join(words[1:]), f"FGI {words[0]}", rest)))
    if len(words) > 1 or head.upper() in _NATO_PORTIONS:
        return "//".join(filter(None, (head, rest)))
    return text


def release_list(text: str) -> tuple[str, ...]:
    """Put countries in the order of a REL TO list: USA, trigraphs by letter, then tetragraphs.

    Raises:
        UserError: One of them is neither a trigraph (GBR) nor a tetragraph (NATO).
    """
    codes = {word for word in re.split(r"[,\s]+", text.upper()) if word}
    for code in codes:
        if not _COUNTRY.fullmatch(code):
            raise UserError(
                f"“{code[:20]}” is not a country code for a release list; use trigraphs (GBR) or tetragraphs (NATO)."
            )
    return tuple(sorted(codes, key=lambda code: (code != "USA", len(code), code)))
