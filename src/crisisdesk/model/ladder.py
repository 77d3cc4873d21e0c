"""Banner arithmetic over a ladder of levels that is data, not code.

Source of the rules: domain facts 6.1 (EO 13526, 32 CFR 2001, ISOO booklet rev. 4): highest level; NOFORN beats REL TO;
release lists intersect; a classified portion without a release mark is not releasable.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from crisisdesk.errors import UserError
from crisisdesk.model.marking import NOT_RELEASABLE, Marking, grouped


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
class Control:
    """A dissemination control: its name, its words in a portion and in a banner, its place, and what it shuts out.

    Of two that exclude each other the one of the lower ``order`` stays, which is the stricter.
    """

    system: str
    name: str
    portion: str
    banner: str
    order: int
    excludes: str = ""


@dataclass(frozen=True, slots=True)
class Ladder:
    """The levels that a desk knows, by banner word and by portion form."""

    levels: Mapping[str, Level]
    controls: Mapping[str, Control] = field(default_factory=dict)
    groups: Mapping[str, frozenset[str]] = field(default_factory=dict)
    home: str = "us"

    @classmethod
    def of(
        cls,
        levels: Iterable[Level],
        controls: Iterable[Control] = (),
        groups: Mapping[str, frozenset[str]] | None = None,
        home: str = "us",
    ) -> "Ladder":
        """Build a ladder that finds a level by its banner words or its portion form, in any case.

        Args:
            levels: The rungs; of two with the same words the first counts.
            controls: The dissemination controls of all systems.
            groups: The members of tetragraphs such as FVEY on the day, as trigraphs.
            home: The system in whose words a paper that mixes systems is marked.
        """
        found: dict[str, Level] = {}
        for level in levels:
            found.setdefault(level.name.upper(), level)
            if level.portion:
                found.setdefault(level.portion.strip("()").upper(), level)
        known: dict[str, Control] = {}
        for control in controls:
            for word in (control.banner, control.name, control.portion):
                if word:
                    known.setdefault(word.upper(), control)
        return cls(found, known, groups or {}, home)

    def limits(self, control: str) -> bool:
        """Whether a word is a dissemination control, not a category such as ``SP-EXPT``."""
        return control in self.controls or control == NOT_RELEASABLE

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
        return self.level(marking).rank >= _CLASSIFIED

    def portion(self, marking: Marking) -> str:
        """The mark before a paragraph, such as ``(S//NF)``; TLP and similar keep their words."""
        level = self.level(marking)
        word = level.portion.strip("()") or level.name
        joint = next((control for control in marking.controls if control.startswith("JOINT ")), "")
        parts = [f"//JOINT {word} {joint.removeprefix('JOINT ')}" if joint else word]
        rest = [control for control in marking.controls if control != joint]
        parts += [
            "/".join(self._short(control) for control in group) for group in grouped(marking.level, rest)
        ]
        if marking.release is not None:
            parts.append("REL TO " + ", ".join(marking.release))
        return f"({'//'.join(parts)})"

    def _short(self, control: str) -> str:
        known = self.controls.get(control)
        return (known.portion if known else "") or _SHORT.get(control, control)

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
        highest = self._highest(marks)
        controls = self._controls(control for mark in marks for control in mark.controls)
        controls += self._foreign(marks, highest, controls)
        release = self._release(marks)
        if release is not None and len(release) <= 1 and not self.members(release[:1]) - {*release}:
            controls, release = self._controls([*controls, NOT_RELEASABLE]), None
        if NOT_RELEASABLE in controls:
            release = None
        return Marking(highest.name, tuple(controls), release)

    def caveats(self, portions: Iterable[Marking], banner: Marking) -> tuple[str, ...]:
        """What stands under a banner: the strictest traffic light, and whose classified information the paper holds.

        TLP is no classification (domain facts 6.4), so a higher level does not swallow it.
        """
        levels = {self.level(mark) for mark in portions}
        top = self.level(banner)
        lights = [level for level in levels if level.system == _TLP]
        strictest = max(lights, key=lambda level: level.order, default=None)
        lines = [strictest.name] if strictest and top.system != _TLP else []
        foreign: dict[str, Level] = {}
        for level in sorted(levels, key=lambda level: (level.rank, level.order)):
            if level.rank >= _CONTROLLED and level.system not in {top.system, _TLP, "cui"}:
                foreign[level.system] = level
        owners = [_OWNERS.get(system, system.upper()) for system in foreign]
        lines += [
            f"CONTAINS {level.name if owner.split()[0] in level.name else f'{owner} {level.name}'}"
            for owner, level in zip(owners, foreign.values(), strict=True)
        ]
        return tuple(lines)

    def _highest(self, marks: list[Marking]) -> Level:
        """The highest level; where systems are mixed, in the words of home, never lower than what is quoted."""
        levels = [self.level(mark) for mark in marks]
        strict = [level for level in levels if level.system != _TLP] or levels
        highest = max(strict, key=lambda level: (level.rank, level.system == self.home, level.order))
        own = [level for level in strict if level.system == self.home and level.rank >= _CONTROLLED]
        if highest.system == self.home or not own:
            return highest
        rungs = [
            level
            for level in self.levels.values()
            if level.system == self.home and level.rank >= highest.rank
        ]
        return min(rungs, key=lambda level: level.rank, default=highest)

    def _controls(self, words: Iterable[str]) -> list[str]:
        """Each control once, in the order of a banner; the stricter of two that exclude each other."""
        found = dict.fromkeys(words)
        for word in tuple(found):
            control = self.controls.get(word)
            rival = self.controls.get(control.excludes) if control and control.excludes else None
            if control and rival and rival.banner in found and control.order < rival.order:
                found.pop(rival.banner)
        return sorted(
            found, key=lambda word: (self.controls[word].order if word in self.controls else 0, word)
        )

    def _foreign(self, marks: list[Marking], highest: Level, controls: list[str]) -> list[str]:
        """In a paper of the United States the owners of classified foreign portions: ``FGI GBR NATO``."""
        if highest.system != "us" or any(control.startswith(("FGI", "JOINT")) for control in controls):
            return []
        systems = {level.system for level in map(self.level, marks) if level.rank >= _CLASSIFIED}
        owners = sorted(_OWNERS[system] for system in systems if system in _OWNERS)
        return [f"FGI {' '.join(owners)}"] if owners else []

    def _release(self, marks: list[Marking]) -> tuple[str, ...] | None:
        """Intersect the lists; unclassified portions that say nothing do not narrow them, classified ones do.

        The owners of joint information are its list, which is written out only where another portion narrows it.
        Lists that name groups are compared by the members of these on the day; a group that stands in every list stays.
        """
        stated = [_stated(mark) for mark in marks if _stated(mark) is not None or self.classified(mark)]
        joint_only = len(set(stated)) == 1 and all(mark.release is None for mark in marks)
        if joint_only or all(names is None for names in stated):
            return None
        lists = [names or () for names in stated]
        groups = set.intersection(*(set(names) for names in lists)) & self.groups.keys()
        common = set.intersection(*(self.members(names) for names in lists))
        literal = set.intersection(*(set(names) for names in lists))
        covered = self.members(groups) - literal
        return tuple(
            sorted(
                (common - covered - self.groups.keys()) | groups | literal,
                key=lambda c: (c != "USA", len(c), c),
            )
        )

    def members(self, names: Iterable[str]) -> set[str]:
        """All states of a list: those that it names, and the members of the groups that it names."""
        return {member for name in names for member in (self.groups.get(name) or {name})}


def _stated(mark: Marking) -> tuple[str, ...] | None:
    """Whom a portion may be released to: its list, or the owners of joint information; nothing where none is said."""
    joint = next((control for control in mark.controls if control.startswith("JOINT ")), "")
    return mark.release if mark.release is not None or not joint else tuple(sorted(joint.split()[1:]))


_TLP = "tlp"
_CONTROLLED, _CLASSIFIED = 10, 20  # see Level.rank
_OWNERS = {"uk": "GBR", "aus": "AUS", "can": "CAN", "nz": "NZL", "nato": "NATO", "eu": "EU"}
_SHORT = {NOT_RELEASABLE: "NF", "ORCON": "OC", "PROPIN": "PR", "IMCON": "IMC"}
