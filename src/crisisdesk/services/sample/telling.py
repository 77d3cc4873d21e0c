"""The sample told in its own time: watch by watch, each a revision, so that its past can be looked at.

The whole story is built first and taken back; what it would have added is then added again in the order in
which the desk came to know it, with the clock of each watch. What a record became only later (a closed
action, a lowered severity) is left out until the watch in which it happened.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

from crisisdesk.model.base import fields_of
from crisisdesk.model.moments import dtg
from crisisdesk.model.records import RECORD_TYPES
from crisisdesk.model.values import PartialDate
from crisisdesk.services.sample.build import build_sample
from crisisdesk.services.sample.story import CASE_ID
from crisisdesk.store.changes import Change
from crisisdesk.store.transaction import Transaction
from crisisdesk.store.workspace import Workspace

WATCH_HOURS = 8
_KNOWN_BY = (
    "entered_at",
    "at",
    "made_at",
    "decided_at",
    "assigned_at",
    "opened_at",
    "since",
    "as_of",
    "begins_at",
    "pledged_on",
    "begins_on",
)
_TYPES = {record_type.__tablename__: record_type for record_type in RECORD_TYPES}
_OPEN_ACTION = {"status": "open", "done_at": None, "result": ""}


@dataclass(frozen=True, slots=True)
class Watch:
    """What the desk came to know between two moments; ``ends`` is when it is written down."""

    ends: datetime
    changes: tuple[Change, ...]

    @property
    def summary(self) -> str:
        """What the journal says of it."""
        entries = sum(change.record_type == "log_entry" for change in self.changes)
        others = len(self.changes) - entries
        return f"Keep the watch to {dtg(self.ends)}: {entries} log entries, {others} other changes"

    @property
    def officer(self) -> str:
        """Who wrote most of the log in it, or nobody."""
        authors = Counter(
            (c.after or {}).get("author", "") for c in self.changes if c.record_type == "log_entry"
        )
        return authors.most_common(1)[0][0] if authors else ""


def tell_sample(desk: Workspace, now: datetime, between: Callable[[Workspace, str, datetime], None]) -> str:
    """Tell the sample to a new desk, watch by watch; returns the id of its main case.

    ``between`` is called after each watch with the case and the moment, to do what an officer would do then.
    """
    told, clock, actor = _whole(desk, now), desk.clock, desk.actor
    try:
        for watch in watches(told, now):
            desk.clock, desk.actor = _standing(watch.ends), watch.officer or actor
            desk.perform(watch.summary, partial(_write, watch))
            between(desk, CASE_ID, watch.ends)
    finally:
        desk.clock, desk.actor = clock, actor
    return CASE_ID


def _write(watch: Watch, tx: Transaction) -> None:
    for change in watch.changes:
        tx.apply(change)


def _standing(moment: datetime) -> Callable[[], datetime]:
    return lambda: moment


class _EnoughError(Exception):
    """Ends the transaction in which the story was built; nothing of it stays."""


def _whole(desk: Workspace, now: datetime) -> tuple[Change, ...]:
    found: list[Change] = []

    def build(tx: Transaction) -> None:
        build_sample(tx, now)
        found.extend(tx.noted)
        raise _EnoughError

    try:
        desk.perform("Build the sample", build)
    except _EnoughError:
        return tuple(found)
    raise AssertionError("The story was built and not taken back.")


def watches(told: tuple[Change, ...], now: datetime) -> Iterator[Watch]:
    """Part what was told into watches of eight hours, each change in the one in which it was known."""
    created = {change.record_id: change for change in told if change.kind == "new"}
    moments = _Moments(created, now)
    steps: list[tuple[datetime, Change]] = []
    for change in told:
        steps.extend(moments.steps(change))
    order = {change.record_id: place for place, change in enumerate(told)}
    ends = sorted({_watch_end(moment, now) for moment, _ in steps})
    for end in ends:
        mine = sorted(
            (s for s in steps if _watch_end(s[0], now) == end), key=lambda s: (s[1].kind != "new", s[0])
        )
        fresh = [change for _, change in mine if change.kind == "new"]
        later = [change for _, change in mine if change.kind != "new"]
        yield Watch(end, (*sorted(fresh, key=lambda change: order[change.record_id]), *later))


def _watch_end(moment: datetime, now: datetime) -> datetime:
    midnight = moment.replace(hour=0, minute=0, second=0, microsecond=0)
    ends = midnight + timedelta(hours=(moment.hour // WATCH_HOURS + 1) * WATCH_HOURS)
    return min(ends, now)


class _Moments:
    """When each record was known: by its own times, and not before what it refers to."""

    def __init__(self, created: dict[str, Change], now: datetime) -> None:
        self._created, self._now = created, now
        times = [
            t for change in created.values() if change.record_type == "log_entry" for t in self._own(change)
        ]
        self._first = min(times)
        self._known: dict[str, datetime] = {}

    def steps(self, change: Change) -> Iterator[tuple[datetime, Change]]:
        """A change as one or several, each with its moment."""
        if change.kind != "new":
            yield self._first, change
            return
        known = self.known(change.record_id)
        done = self._moment((change.after or {}).get("done_at")) if change.record_type == "action" else None
        if change.record_type == "case":
            yield from self._case(change, known)
        elif done is not None and done > known:
            yield from _parted(change, known, {name: _OPEN_ACTION[name] for name in _OPEN_ACTION}, done)
        else:
            yield known, change

    def _case(self, change: Change, known: datetime) -> Iterator[tuple[datetime, Change]]:
        """A case begins as it was first, and moves with each phase change."""
        rows = [c.after or {} for c in self._created.values() if c.record_type == "phase_change"]
        moves = sorted(
            (row for row in rows if row.get("case_id") == change.record_id and row.get("before")),
            key=lambda row: row["at"],
        )
        present = dict(change.after or {})
        for move in reversed(moves):
            present[move["what"]] = move["before"]
        closed = present.get("closed_at")
        if closed and moves:
            present["closed_at"] = None
        yield known, replace(change, after=dict(present))
        for move in moves:
            before = {move["what"]: present[move["what"]]}
            after: dict[str, Any] = {move["what"]: move["after"]}
            if closed and move["what"] == "phase" and move["after"] in {"closed", "archived"}:
                before["closed_at"], after["closed_at"] = None, closed
            present.update(after)
            yield (
                max(known, self._moment(move["at"]) or known),
                Change("case", change.record_id, before, after),
            )

    def known(self, record_id: str) -> datetime:
        """The moment at which the desk knew of a record."""
        if record_id not in self._created:
            return self._first
        if record_id not in self._known:
            self._known[record_id] = self._first  # a circle of references ends here
            change = self._created[record_id]
            own = next(iter(self._own(change)), self._first)
            after = [self.known(referred) for referred in self._references(change)]
            self._known[record_id] = max([self._first, own, *after])
        return self._known[record_id]

    def _own(self, change: Change) -> Iterator[datetime]:
        row = change.after or {}
        for name in _KNOWN_BY:
            moment = self._moment(row.get(name))
            if moment is not None and moment <= self._now:
                yield moment
                return

    def _references(self, change: Change) -> Iterator[str]:
        for f in fields_of(_TYPES[change.record_type]):
            value = (change.after or {}).get(f.name)
            if f.kind == "reference" and value:
                yield value

    @staticmethod
    def _moment(text: object) -> datetime | None:
        if not isinstance(text, str) or not text:
            return None
        if "T" in text:
            return datetime.fromisoformat(text)
        day = PartialDate.parse(text).first
        return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


def _parted(
    change: Change, known: datetime, early: dict[str, Any], later: datetime
) -> Iterator[tuple[datetime, Change]]:
    """A record as it was at first, and the change that made it what it is."""
    row = dict(change.after or {})
    late = {name: row[name] for name in early}
    yield known, replace(change, after={**row, **early})
    yield later, Change(change.record_type, change.record_id, early, late)
