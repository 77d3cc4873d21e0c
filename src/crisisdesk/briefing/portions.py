"""Portions: what each paragraph and row is marked, whether its reader may have it, and the banner of them all.

A portion is marked as high as anything that it quotes. Names and texts of records can therefore be had only
through a :class:`Quote`, which notes the marking of each.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from crisisdesk.briefing.receipts import Receipt, spoken
from crisisdesk.errors import UserError
from crisisdesk.model.base import UNMARKED, Record, shorten
from crisisdesk.model.ladder import Ladder
from crisisdesk.model.marking import NOT_RELEASABLE, Marking
from crisisdesk.store.snapshot import Snapshot

R = TypeVar("R", bound=Record)
W = TypeVar("W")

_MARK = re.compile(r"\(([A-Z][A-Z0-9ÉÈ :+,&'./\-]*|//[A-Z][A-Z0-9 ,/\-]*)\)\s+")
_FULL = {"NF": NOT_RELEASABLE, "OC": "ORCON", "PR": "PROPIN", "IMC": "IMCON"}
_SAME_AS_RECORD = "REL"


@dataclass(frozen=True, slots=True)
class Audience:
    """Who will read a document: our own readers if ``code`` is empty, else a state, or a group with its members.

    ``limit`` is the highest level that our own readers may have; none for no limit.
    """

    code: str = ""
    name: str = ""
    groups: frozenset[str] = frozenset()
    members: frozenset[str] = frozenset()
    limit: Marking | None = None

    def obstacle(self, marking: Marking, ladder: Ladder) -> str:
        """Why a portion with this marking must not go to this reader; empty if it may.

        Free are portions of the lowest level that say nothing of release and carry no control; all others only
        by a release list that names the reader, a group that it belongs to, or each of its members; or as an owner of
        joint information.
        """
        if not self.code:
            above = self.limit is not None and not ladder.within(marking, self.limit)
            return f"marked above {self.limit}" if above else ""
        owners = {
            code for control in marking.controls if control.startswith("JOINT ") for code in control.split()
        }
        shutting = [control for control in marking.controls if not control.startswith("JOINT ")]
        if shutting or (owners and self.code not in owners):
            return f"marked {', '.join(marking.controls)}"
        if owners and marking.release is None:
            return ""
        if marking.release is not None:
            named = self.code in marking.release or not self.groups.isdisjoint(marking.release)
            whole = bool(self.members) and self.members <= ladder.members(marking.release)
            return "" if named or whole else f"not released to {self.code}"
        return "no release stated" if ladder.level(marking).rank > 0 else ""


@dataclass(frozen=True, slots=True)
class Portion(Generic[R, W]):
    """A record as it goes into a document: its words, and the marking of these."""

    record: R
    words: W
    marking: Marking
    receipt: Receipt | None = field(default=None, compare=False)


@dataclass(slots=True)
class Portions:
    """The portions of one document.

    Attributes:
        banner: That of the whole, once it is known; portions with its release list are then shortened to ``REL``.
        shown: Whether marks are printed.
        alone: Whether release lists name nobody but this reader.
        taken: The markings of all that went in.
        withheld: Why each record or paragraph that the reader must not have was left out.
        section: The section that is being built.
        receipts: What went in, line by line, with the records that each rests on.
    """

    view: Snapshot
    ladder: Ladder
    audience: Audience = Audience()
    banner: Marking | None = None
    shown: bool = True
    alone: bool = False
    taken: list[Marking] = field(default_factory=list)
    withheld: dict[str, str] = field(default_factory=dict)
    section: str = ""
    receipts: list[Receipt] = field(default_factory=list)
    _known: dict[str, tuple[str, Marking]] = field(default_factory=dict)

    @property
    def plain(self) -> Marking:
        """The marking of words that say nothing of any record, such as a heading."""
        return UNMARKED

    def overall(self) -> Marking:
        """The banner over all that went in."""
        return self.ladder.banner(self.taken, UNMARKED)

    def combined(self, markings: Iterable[Marking]) -> Marking:
        """The marking of something that holds all of these."""
        return self.ladder.banner(markings, UNMARKED)

    def admits(self, marking: Marking, key: str) -> bool:
        """Whether the reader may have it; notes under ``key`` what is withheld."""
        reason = self.audience.obstacle(self.ladder.canonical(marking), self.ladder)
        if reason:
            self.withheld[key] = reason
        return not reason

    def take(self, marking: Marking) -> str:
        """Let a portion in; returns its mark as it is printed, empty where none are."""
        self.taken.append(marking)
        return self.printed(marking)

    def printed(self, marking: Marking) -> str:
        """The mark, such as ``(S//NF)``, or ``(S//REL)`` where the release list is that of the banner."""
        if not self.shown:
            return ""
        full = self.narrowed(self.ladder.canonical(marking))
        if full.release and self.banner is not None and full.release == self.banner.release:
            return self.ladder.portion(Marking(full.level, full.controls))[:-1] + "//REL)"
        return self.ladder.portion(full)

    def narrowed(self, marking: Marking) -> Marking:
        """The marking as this reader sees it: without the names of others, if they are to be left out."""
        reader, release = self.audience, marking.release
        if not (self.alone and reader.code and release):
            return marking
        kept = tuple(code for code in release if code in {release[0], reader.code, *reader.groups})
        return Marking(marking.level, marking.controls, kept)

    def portion(self, record: R, words: Callable[[R, "Quote"], W]) -> Portion[R, W] | None:
        """Put a record into words, unless the reader must not have it or something that the words quote."""
        quote = Quote(self, record.marking)
        said = words(record, quote)
        if not self.admits(quote.marking, record.id):
            return None
        return self.enter(record, said, quote)

    def enter(self, record: R, said: W, quote: "Quote") -> Portion[R, W]:
        """Let in what was put into words, and note what it rests on; whoever calls has asked :meth:`admits`."""
        marking = quote.marking
        self.taken.append(marking)
        records = tuple(dict.fromkeys((record.id, *quote.records)))
        receipt = Receipt(self.section, spoken(said, own=not self.audience.code), marking, records)
        self.receipts.append(receipt)
        return Portion(record, said, marking, receipt)

    def portions(self, records: Iterable[R], words: Callable[[R, "Quote"], W]) -> list[Portion[R, W]]:
        """The same for many records, in their order."""
        found = (self.portion(record, words) for record in records)
        return [portion for portion in found if portion is not None]

    def leave_out(self, portions: Iterable[Portion[Any, Any]]) -> None:
        """Take portions back that were put into words and are not printed after all, for want of room."""
        for portion in portions:
            self.taken.remove(portion.marking)
            self.receipts = [one for one in self.receipts if one is not portion.receipt]

    def paragraphs(self, text: str, record: Record) -> list[tuple[str, Marking]]:
        """The paragraphs of a marked text that the reader may have, each with its marking."""
        found = []
        for number, (words, marking) in enumerate(split(text, record.marking, self.ladder)):
            if self.admits(marking, f"{record.id}/{number}"):
                self.taken.append(marking)
                self.receipts.append(Receipt(self.section, words, marking, (record.id,)))
                found.append((words, marking))
        return found

    def known(self, record_id: str) -> tuple[str, Marking]:
        """What a record is called, without the mark that its words may begin with, and its marking."""
        if record_id not in self._known:
            caption = self.view.captions([record_id]).get(record_id, record_id)
            try:
                own = self.view.lookup(record_id).marking
            except UserError:
                own = UNMARKED
            words, marking = next(split(caption, own, self.ladder), (record_id, own))
            self._known[record_id] = (words, self.combined([own, marking]))
        return self._known[record_id]


class Quote:
    """What one portion quotes; its marking is the banner over all of it."""

    def __init__(self, portions: Portions, marking: Marking) -> None:
        self._portions = portions
        self._markings = [marking]
        self.records: dict[str, None] = {}

    @property
    def marking(self) -> Marking:
        """The marking of all that was quoted so far."""
        return self._portions.combined(self._markings)

    def name(self, record_id: str | None, default: str = "") -> str:
        """What a record is called; ``default`` where there is none."""
        if not record_id:
            return default
        words, marking = self._portions.known(record_id)
        self._markings.append(marking)
        self.records[record_id] = None
        return words

    def text(self, text: str, limit: int = 0) -> str:
        """The first paragraph of a marked text, cut at ``limit`` characters if one is given."""
        for words, marking in split(text, self._markings[0], self._portions.ladder):
            self._markings.append(marking)
            return shorten(words, limit) if limit else words
        return ""

    def paragraphs(self, text: str, limit: int = 0) -> list[str]:
        """All paragraphs of a marked text, each cut at ``limit`` characters if one is given."""
        found = []
        for words, marking in split(text, self._markings[0], self._portions.ladder):
            self._markings.append(marking)
            found.append(shorten(words, limit) if limit else words)
        return found

    def record(self, record: Record) -> None:
        """Note that the portion says something of this record."""
        self.note(record.marking)
        self.records[record.id] = None

    def note(self, marking: Marking) -> None:
        """Note that the portion says something that is marked so."""
        self._markings.append(marking)


def split(text: str, default: Marking, ladder: Ladder) -> Iterator[tuple[str, Marking]]:
    """The paragraphs of a marked text; one without a mark of its own has that of its record.

    A bracket that looks like a mark of higher handling but is on no ladder keeps its words and is not
    releasable: what cannot be understood is not given away.
    """
    for paragraph in filter(None, (line.strip() for line in text.split("\n"))):
        found = _MARK.match(paragraph)
        marking = _read(found[1], default, ladder) if found else None
        if found and marking is not None:
            yield paragraph[found.end() :], marking
        elif found and "//" in found[1]:
            yield paragraph, Marking(default.level, (*default.controls, NOT_RELEASABLE))
        else:
            yield paragraph, default


def _read(text: str, default: Marking, ladder: Ladder) -> Marking | None:
    """The marking that a bracket means, or nothing if it is an ordinary bracket."""
    try:
        marking = ladder.canonical(Marking.parse(text.removeprefix("//")))
    except UserError:
        return None
    controls = tuple(
        _FULL.get(control, control) for control in marking.controls if control != _SAME_AS_RECORD
    )
    release = default.release if _SAME_AS_RECORD in marking.controls else marking.release
    if NOT_RELEASABLE in controls:
        release = None
    return Marking(marking.level, controls, release)
