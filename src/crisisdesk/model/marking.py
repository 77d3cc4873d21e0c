"""Markings: what a text carries, and the banner that follows from many of them.

The form is the one of US documents and serves the others as well: ``LEVEL//CONTROL/CONTROL//REL TO USA, GBR``.
The levels themselves are data (:mod:`crisisdesk.model.ladder`). Banner arithmetic follows EO 13526, 32 CFR 2001
and the ISOO marking booklet of 4 January 2018.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Self

from crisisdesk.errors import UserError

_RELEASE = re.compile(r"REL(?:EASABLE)? TO (.+)")
_WORD = re.compile(r"[A-Z0-9:+ \-/&'.Ééè]+")
_COUNTRY = re.compile(r"[A-Z]{3,4}")
_LONGEST = 1_000
NOT_RELEASABLE = "NOFORN"


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
        parts = [self.level]
        if self.controls:
            parts.append("/".join(self.controls))
        if self.release is not None:
            parts.append("REL TO " + ", ".join(self.release))
        return "//".join(parts)


@lru_cache(maxsize=4096)
def _parsed(text: str) -> tuple[str, tuple[str, ...], tuple[str, ...] | None]:
    parts = [" ".join(part.split()) for part in text.strip().strip("()").split("//")]
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
    if release is not None and NOT_RELEASABLE in controls:
        raise UserError(f"“{text[:60]}”: NOFORN cannot stand together with REL TO; choose one of them.")
    return level, tuple(dict.fromkeys(controls)), release


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
