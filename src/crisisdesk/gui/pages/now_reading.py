"""What the Now page reads: what ends, what an officer should look at, what changed while somebody was away."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from crisisdesk.checks.finding import Finding, Gravity
from crisisdesk.checks.running import findings
from crisisdesk.gui.pages.case.times import Times, read_times
from crisisdesk.gui.pages.clock_wall_words import (
    ends_cell,
    hours_left,
    kind_words,
    row_id,
    standing_cell,
)
from crisisdesk.gui.tables.rows import Cell, Row
from crisisdesk.gui.theme.roles import Tone
from crisisdesk.model.lists import ListAdoption
from crisisdesk.services.clocks import Clock, State, clocks
from crisisdesk.services.findings import all_findings
from crisisdesk.services.handovers import unread
from crisisdesk.services.since_last import since_last
from crisisdesk.store.snapshot import Snapshot

if TYPE_CHECKING:
    from crisisdesk.gui.desk import ScreeningPlace

DUE_HOURS, SOON_HOURS, SOON_DAYS = 24, 72, 7
HORIZON_DAYS = 30
LONG_AGO_DAYS = 30
"""What lapsed longer ago is told in one line: it is work for a quiet hour, and would hide the rest."""
OLD = "old"
MOST_NEWS = 500
_WAITS = frozenset({State.RUNNING, State.WAITING, State.PAUSED})
QUIET_CHECKS = frozenset({"Q2", "Q3"})
GRAVITY_TONES: dict[Gravity, Tone] = {
    Gravity.CRITICAL: "bad",
    Gravity.SERIOUS: "bad",
    Gravity.CAUTION: "warn",
    Gravity.INFO: "info",
}


@dataclass(frozen=True, slots=True)
class Ends:
    """What ends: the rows of both lists, and the figures above them."""

    due: Sequence[Row]
    expiring: Sequence[Row]
    overdue: int
    long_ago: int
    in_a_day: int
    in_a_week: int
    unread: int


@dataclass(frozen=True, slots=True)
class Found:
    """Findings with what their records are called; ``to_screen``: lists are adopted, and nobody asked them yet."""

    findings: Sequence[Finding]
    names: Mapping[str, str]
    to_screen: bool = False


@dataclass(frozen=True, slots=True)
class News:
    """What changed since a revision; ``told`` is whether somebody was here before."""

    rows: Sequence[Row]
    total: int
    revision: int
    told: bool = True


def read_ends(view: Snapshot) -> Ends:
    """What is overdue and due within three days, and what else ends within thirty."""
    times, found = read_times(view), clocks(view, within_days=HORIZON_DAYS)
    late = [one for one in found if one.state is State.LAPSED]
    old = [one for one in late if (one.days_left or 0) < -LONG_AGO_DAYS]
    ahead = [one for one in found if one.state in _WAITS and one.ends is not None]
    near = [one for one in ahead if hours_left(one, times.now) <= SOON_HOURS]
    later = [one for one in ahead if hours_left(one, times.now) > SOON_HOURS]
    due = [row_of(one, times) for one in late if one not in old] + [row_of(one, times) for one in near]
    return Ends(
        due=[*due, *_old_row(old)],
        expiring=[row_of(one, times) for one in later],
        overdue=len(late) - len(old),
        long_ago=len(old),
        in_a_day=sum(hours_left(one, times.now) <= DUE_HOURS for one in near),
        in_a_week=sum((one.days_left or 0) <= SOON_DAYS for one in ahead),
        unread=len(unread(view)),
    )


def row_of(clock: Clock, times: Times) -> Row:
    """A clock as a row of the Now page."""
    what = f"{kind_words(clock.kind)}: {clock.label}" if clock.label else kind_words(clock.kind)
    return Row(
        row_id(clock),
        (
            standing_cell(clock, times),
            Cell(clock.caption, hint=f"{clock.caption}\n{what}\nOwner: {clock.owner or 'nobody'}"),
            ends_cell(clock, times),
            clock.owner or "nobody",
            kind_words(clock.kind),
        ),
    )


def _old_row(old: Sequence[Clock]) -> list[Row]:
    if not old:
        return []
    kinds = Counter(kind_words(one.kind).lower() for one in old)
    words = ", ".join(f"{count:,} {kind}" for kind, count in kinds.most_common(3))
    caption = f"{len(old):,} lapsed more than {LONG_AGO_DAYS} days ago: {words}"
    return [Row(OLD, (Cell("Lapsed long ago", "warn"), Cell(caption, hint=caption), "", "", ""))]


def read_findings(
    view: Snapshot, case_id: str = "", *, put_off: bool = False, screening: "ScreeningPlace | None" = None
) -> Found:
    """What the checks find on the desk or in a case, the gravest first; what was put off only if asked for, last.

    With a place for screening, also the names that may be listed: the first time that takes seconds.
    """
    told = (
        findings(view, case_id, snoozed=put_off)
        if screening is None
        else all_findings(view, screening.room, case_id, snoozed=put_off)
    )
    found = sorted(told, key=lambda one: (one.snoozed is not None, -one.gravity.rank))
    ids = {key for one in found for key in (*one.records, *one.evidence, one.case_id) if key}
    return Found(found, view.captions(sorted(ids)), screening is None and view.count(ListAdoption) > 0)


def finding_row(one: Finding) -> Row:
    """A finding as a row."""
    gravity = one.gravity.value.capitalize()
    tone, order = GRAVITY_TONES[one.gravity], float(-one.gravity.rank)
    if one.snoozed is not None:
        until = f" until {one.snoozed.until}" if one.snoozed.until else ""
        hint = f"{one.snoozed.by}: {one.snoozed.reason}"
        return Row(
            one.key, (Cell(f"Put off{until}", "neutral", hint, 0.0), one.reason, one.proposed, one.check)
        )
    return Row(
        one.key,
        (Cell(gravity, tone, order=order), Cell(one.reason, hint=one.reason), one.proposed, one.check),
    )


def read_news(view: Snapshot, since: int | None, actor: str) -> News:
    """What others changed after a revision, by case; nothing is told where nobody was here before."""
    if since is None or since >= view.revision:
        return News((), 0, view.revision, told=since is not None)
    told = since_last(view, since, actor)
    rows: list[Row] = []
    for news in told:
        for one in news.differences[: MOST_NEWS - len(rows)]:
            number = len(rows)
            rows.append(
                Row(
                    f"{one.record}|{number}",
                    (Cell(one.sentence, hint=one.sentence), Cell(news.case, order=float(number))),
                )
            )
    return News(rows, sum(len(news.differences) + news.more for news in told), view.revision)
