"""Banner arithmetic over a ladder of levels that is data, not code.

Source of the rules: domain facts 6.1 (EO 13526, 32 CFR 2001, ISOO booklet rev. 4): highest level; NOFORN beats REL TO;
release lists intersect; a classified portion without a release mark is not releasable.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from crisisdesk.errors import UserError
from crisisdesk.model.marking import NOT_RELEASABLE, Marking


@dataclass(frozen=True, slots=True)
class Level:
    """One rung: the words of the banner, the short portion form, and its rank on the scale common to all systems.

    ``rank`` is 0 for what anybody may read; ranks from 20 on are classified. ``order`` is the place inside its own system.
    """

    system: str
    name: str
    portion: str
    rank: int
    order: int
    color: str


@dataclass(frozen=True, slots=True)
class Ladder:
    """The levels that a desk knows, by banner word and by portion form."""

    levels: Mapping[str, Level]

    @classmethod
    def of(cls, levels: Iterable[Level]) -> "Ladder":
        """Build a ladder that finds a level by its banner words or its portion form, in any case."""
        found: dict[str, Level] = {}
        for level in levels:
            found.setdefault(level.name.upper(), level)
            if level.portion:
                found.setdefault(level.portion.strip("()").upper(), level)
        return cls(found)

    def level(self, marking: Marking) -> Level:
        """Find the rung of a marking.

        Raises:
            UserError: The desk's ladder has no such level.
        """
        found = self.levels.get(marking.level.upper())
        if found is None:
            raise UserError(
                f"The level “{marking.level[:40]}” is on none of this desk's marking ladders; use one that is, or add it under Records."
            )
        return found

    def canonical(self, marking: Marking) -> Marking:
        """The same marking with the level's banner words in place of its portion form."""
        return Marking(self.level(marking).name, marking.controls, marking.release)

    def classified(self, marking: Marking) -> bool:
        """Whether release must be stated for it: confidential and higher."""
        return self.level(marking).rank >= 20  # noqa: PLR2004 - see Level.rank

    def portion(self, marking: Marking) -> str:
        """The mark before a paragraph, such as ``(S//NF)``; TLP and similar keep their words."""
        parts = [self.level(marking).portion.strip("()") or self.level(marking).name]
        if marking.controls:
            parts.append("/".join(_SHORT.get(control, control) for control in marking.controls))
        if marking.release is not None:
            parts.append("REL TO " + ", ".join(marking.release))
        return f"({'//'.join(parts)})"

    def within(self, marking: Marking, ceiling: Marking) -> bool:
        """Whether the level of ``marking`` is not above that of ``ceiling``."""
        return self.level(marking).rank <= self.level(ceiling).rank

    def banner(self, portions: Iterable[Marking], default: Marking) -> Marking:
        """The marking of the whole: highest level, all controls, the release list that fits every portion.

        ``default`` is the answer where there is no portion at all.
        """
        marks = [self.canonical(mark) for mark in portions]
        if not marks:
            return self.canonical(default)
        highest = max((self.level(mark) for mark in marks), key=lambda level: (level.rank, level.order))
        controls = sorted({control for mark in marks for control in mark.controls})
        release = self._release(marks)
        if release is not None and len(release) <= 1:
            controls, release = sorted({*controls, NOT_RELEASABLE}), None
        if NOT_RELEASABLE in controls:
            release = None
        return Marking(highest.name, tuple(controls), release)

    def _release(self, marks: list[Marking]) -> tuple[str, ...] | None:
        """Intersect the lists; unclassified portions that say nothing do not narrow them, classified ones do."""
        if all(mark.release is None for mark in marks):
            return None
        lists = [
            set(mark.release or ()) for mark in marks if mark.release is not None or self.classified(mark)
        ]
        common = set.intersection(*lists)
        return tuple(sorted(common, key=lambda code: (code != "USA", len(code), code)))


_SHORT = {NOT_RELEASABLE: "NF", "ORCON": "OC", "PROPIN": "PR", "IMCON": "IMC"}
