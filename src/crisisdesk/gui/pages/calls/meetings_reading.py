"""Engagements and exercises as lines: the rhythm of each pair with what is overdue, what is planned, what was held."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from crisisdesk.briefing.terms import partial
from crisisdesk.gui.pages.calls.part import Line, line
from crisisdesk.gui.pages.case.times import Times, read_times
from crisisdesk.gui.pages.case.words import Words, counted, read_words
from crisisdesk.gui.tables.rows import Cell, Column, Row
from crisisdesk.gui.theme.roles import Tone
from crisisdesk.model.engagements import Engagement, Participant
from crisisdesk.model.exercises import Exercise, Interoperability, Signal
from crisisdesk.model.moments import dtg
from crisisdesk.services.rhythm import Rhythm, rhythms
from crisisdesk.store.snapshot import Snapshot

COLUMNS = (
    Column("state", "State", 176, "status"),
    Column("with", "With", 170, "strong"),
    Column("what", "What", 230),
    Column("when", "When", 190, "moment", hint="When it is due by the rhythm, planned, or took place"),
    Column("last", "Last", 120, "moment"),
    Column("every", "Rhythm", 100, "number"),
    Column("place", "Place", 130, "muted"),
    Column("kind", "Kind", 130, "muted"),
)
KINDS = (
    ("", "Rhythms, planned and held"),
    ("rhythm", "Rhythm of each pair"),
    ("overdue", "Overdue"),
    ("planned", "Planned"),
    ("held", "Held"),
    ("exercise", "Exercises"),
)
_STATES: dict[str, tuple[str, Tone, float]] = {
    "overdue": ("Overdue", "bad", 0.0),
    "never": ("Never, as far as known", "warn", 1.0),
    "planned": ("Planned", "info", 2.0),
    "kept": ("Kept", "good", 4.0),
}
_AHEAD = frozenset({"planned", "confirmed", "in_planning", "under_way"})
_VOCABULARIES = (
    "engagement_kind", "engagement_level", "engagement_status", "exercise_kind", "exercise_status",
    "participant_role", "signal_intent", "signal_reception", "domain", "interoperability_score",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Meetings:
    """All rhythms, engagements and exercises, with a sentence."""

    lines: Sequence[Line]
    summary: str


def read_meetings(view: Snapshot) -> Meetings:
    """Read them: what is overdue first, then what is planned by its day, then the rest, the newest first."""
    desk = _Desk(view)
    paired = rhythms(view)
    met = view.all(Engagement)
    held = view.all(Exercise)
    found = [desk.rhythm(one) for one in paired]
    found += [desk.engagement(one) for one in met]
    found += [desk.exercise(one) for one in held]
    found.sort(key=lambda pair: pair[0])
    overdue = sum(one.overdue for one in paired)
    planned = sum("planned" in one.tags for _, one in found)
    told = f"{counted(len(paired), 'rhythm')}, {overdue:,} overdue · {planned:,} planned · {counted(len(met), 'engagement')}"
    return Meetings([one for _, one in found], f"{told} · {counted(len(held), 'exercise')}")


Placed = tuple[tuple[float, float], Line]
"""A line with where it stands."""


class _Desk:
    """What the lines are told with."""

    def __init__(self, view: Snapshot) -> None:
        self.view, self.times = view, read_times(view)
        self.words: Words = read_words(view, *_VOCABULARIES)
        parts = view.all(Participant)
        meetings, exercises = view.all(Engagement), view.all(Exercise)
        keys = [one.partner_id for one in parts]
        for met in meetings:
            keys += [met.partner_id or "", met.case_id or "", met.owner_id or ""]
        for held in exercises:
            keys += [held.host_id or "", held.case_id or ""]
        self.names = view.captions(sorted({key for key in keys if key}))
        self._parts: dict[str, list[Participant]] = {}
        for one in parts:
            self._parts.setdefault(one.engagement_id or one.exercise_id or "", []).append(one)

    def rhythm(self, one: Rhythm) -> Placed:
        """The rhythm of a pair."""
        said, tone, order = _STATES[one.state]
        when = one.planned_at or one.due_at
        far = f" {self.times.due(when).removeprefix('overdue ')}" if when and one.state == "overdue" else ""
        pair = " and ".join(filter(None, (one.other, one.partner))) or "unknown"
        row = Row(
            f"rhythm:{one.kind}:{one.record_id}",
            (
                Cell(f"{said}{far}", tone, order=order),
                pair,
                one.what[:1].upper() + one.what[1:],
                self._moment(when),
                self._moment(one.last_at, "never"),
                Cell(f"{one.every_days:,} days", order=float(one.every_days)),
                "",
                "Rhythm",
            ),
        )
        facts = (
            ("State", f"{said}{far}"),
            ("Between", pair if one.other else f"us and {pair}"),
            ("Rhythm", f"every {one.every_days:,} days"),
            ("Last", self._both(one.last_at, "never, as far as is recorded")),
            ("Due by the rhythm", self._both(one.due_at, "unknown")),
            ("Next planned", self._both(one.planned_at, "nothing is planned")),
        )
        tags = ("rhythm", *(("overdue",) if one.overdue else ()))
        return (order, _seconds(when)), line(row, one.record_id, f"{pair}: {one.what}", facts, *tags)

    def engagement(self, one: Engagement) -> Placed:
        """A visit, talks, a démarche."""
        words, ahead = self.words, one.status in _AHEAD
        late = ahead and one.begins_at is not None and one.begins_at < self.times.now
        status = words.of("engagement_status", one.status)
        tone: Tone = "warn" if late else "info" if ahead else "neutral"
        partner = self.names.get(one.partner_id or "", "unknown")
        kind = words.of("engagement_kind", one.kind) if one.kind else ""
        order = 2.0 if ahead else 5.0
        row = Row(
            one.id,
            (
                Cell(f"{status}, time has passed" if late else status, tone, order=order),
                partner, one.title, self._moment(one.begins_at), "",
                Cell(f"{one.rhythm_days:,} days", order=float(one.rhythm_days)) if one.rhythm_days else "",
                one.place, kind,
            ),
        )  # fmt: skip
        facts = (
            ("State", status),
            ("Counterpart", partner),
            ("Kind", kind),
            ("Level", words.of("engagement_level", one.level) if one.level else ""),
            ("Begins", self._both(one.begins_at, "no time set")),
            ("Ends", self._both(one.ends_at)),
            ("Place", one.place),
            ("Taking part", self._taking_part(one.id)),
            ("Aims", one.aims),
            ("Results", one.results),
            ("Public statement", one.statement),
            ("Follow-up", " · ".join(filter(None, (one.follow_up, partial(one.follow_up_by))))),
            ("Owner", self.names.get(one.owner_id or "", "nobody")),
            ("Case", self.names.get(one.case_id or "", "none")),
        )
        tag = "planned" if ahead else "held" if one.status == "held" else "other"
        begun = _seconds(one.begins_at)
        return (order, begun if ahead else -begun), line(row, one.id, one.title, facts, tag)

    def exercise(self, one: Exercise) -> Placed:
        """A rehearsal, with what it was meant to say and how that was taken."""
        words = self.words
        begins = datetime.combine(one.begins_on.first, datetime.min.time(), UTC) if one.begins_on else None
        ahead = one.status in _AHEAD or (begins is not None and begins > self.times.now)
        status = words.of("exercise_status", one.status)
        order = 2.0 if ahead else 5.0
        host = self.names.get(one.host_id or "", "unknown")
        when = (
            Cell(partial(one.begins_on), order=str(one.begins_on))
            if one.begins_on
            else Cell("no day set", order="~")
        )
        row = Row(
            one.id,
            (Cell(status, "info" if ahead else "neutral", order=order), host, one.name, when, "", "", one.place, "Exercise"),
        )  # fmt: skip
        facts = (
            ("State", status),
            ("Host", host),
            ("Kind", words.of("exercise_kind", one.kind) if one.kind else ""),
            ("Domains", one.domains),
            ("From", partial(one.begins_on, "no day set")),
            ("To", partial(one.ends_on)),
            ("Taking part", self._taking_part(one.id)),
            ("Aims", one.aims),
            ("Notify others by", partial(one.notify_by)),
            ("Hold or go decision by", partial(one.decide_by)),
            ("Signals", self._signals(one.id)),
            ("Interoperability", self._together(one.id)),
            ("Findings", one.findings),
            ("Case", self.names.get(one.case_id or "", "none")),
        )
        tags = ("exercise", "planned" if ahead else "held")
        begun = _seconds(begins)
        return (order, begun if ahead else -begun), line(row, one.id, one.name, facts, *tags)

    def _taking_part(self, key: str) -> str:
        return "\n".join(
            ", ".join(
                filter(
                    None,
                    (
                        self.names.get(one.partner_id, "unknown"),
                        self.words.of("participant_role", one.role).lower() if one.role else "",
                        one.contribution,
                    ),
                )
            )
            for one in self._parts.get(key, ())
        )

    def _signals(self, exercise_id: str) -> str:
        found = self.view.all(Signal, Signal.exercise_id == exercise_id)
        names = self.view.captions([one.partner_id for one in found])
        return "\n".join(
            f"To {names.get(one.partner_id or '', 'whom is unknown')}: {one.message} "
            f"Taken as: {self.words.of('signal_reception', one.reception).lower()}."
            for one in found
        )

    def _together(self, exercise_id: str) -> str:
        found = self.view.all(Interoperability, Interoperability.exercise_id == exercise_id)
        names = self.view.captions([one.partner_id for one in found])
        return "\n".join(
            f"{names.get(one.partner_id, 'unknown')}, {self.words.of('domain', one.domain).lower()}: "
            f"{self.words.of('interoperability_score', one.score).lower()}"
            for one in found
        )

    def _moment(self, moment: datetime | None, none: str = "") -> Cell:
        if moment is None:
            return Cell(none, order="~")
        return Cell(f"{dtg(moment)}", hint=self.times.both(moment), order=moment.isoformat())

    def _both(self, moment: datetime | None, none: str = "") -> str:
        return f"{self.times.both(moment)}, {_far(self.times, moment)}" if moment else none


def _far(times: Times, moment: datetime) -> str:
    return times.due(moment) if moment > times.now else times.ago(moment)


def _seconds(moment: datetime | None) -> float:
    return moment.timestamp() if moment else 0.0
