import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from crisisdesk.errors import UserError
from crisisdesk.model.links import Link
from crisisdesk.model.log import LogEntry
from crisisdesk.model.partners import Membership, Position
from crisisdesk.model.records import RECORD_TYPES
from crisisdesk.model.sanctions import Alignment, AlignmentState, Measure
from crisisdesk.model.sources import Source
from crisisdesk.model.values import PartialDate
from crisisdesk.services.log import correct, log
from crisisdesk.services.two_clocks import has_valid_time, known, stood, told_when
from crisisdesk.store.workspace import Workspace

DAY = datetime(2026, 11, 24, tzinfo=UTC)


class Clock:
    def __init__(self) -> None:
        self.now = DAY

    def __call__(self) -> datetime:
        return self.now

    def at(self, hour: int) -> datetime:
        self.now = DAY + timedelta(hours=hour)
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def desk(founded: Path, tmp_path: Path, clock: Clock) -> Iterator[Workspace]:
    desk = Workspace.open(Path(shutil.copy(founded, tmp_path / "b.cdesk")), clock=clock, actor="officer")
    yield desk
    desk.close()


def day(text: str) -> PartialDate:
    return PartialDate.parse(text)


def test_what_was_entered_later_stood_and_was_not_known(desk: Workspace, clock: Clock) -> None:
    ten, noon, _ = DAY + timedelta(hours=10), DAY + timedelta(hours=12), clock.at(18)
    entry = desk.perform("Log", lambda tx: log(tx, "case-1", "A mine was seen.", event_time=ten)).value

    with desk.snapshot() as view:
        [found] = stood(view, LogEntry, noon)

    assert found.id == entry.id
    assert told_when(found) == (ten, DAY + timedelta(hours=18))
    assert known(desk, LogEntry, noon) == []
    assert [one.id for one in known(desk, LogEntry, DAY + timedelta(hours=19))] == [entry.id]


def test_what_had_not_happened_yet_did_not_stand(desk: Workspace, clock: Clock) -> None:
    clock.at(6)
    later = DAY + timedelta(hours=20)
    desk.perform("Log", lambda tx: log(tx, "case-1", "Announced for the evening.", event_time=later))

    with desk.snapshot() as view:
        assert stood(view, LogEntry, DAY + timedelta(hours=12)) == []
        assert len(stood(view, LogEntry, later)) == 1


def test_it_stood_in_the_wording_of_its_correction_and_was_known_in_the_first(
    desk: Workspace, clock: Clock
) -> None:
    clock.at(10)
    entry = desk.perform("Log", lambda tx: log(tx, "case-1", "Nine ships.")).value
    clock.at(18)
    desk.perform("Correct", lambda tx: correct(tx, entry.id, "Six ships.", "Counted twice"))

    with desk.snapshot() as view:
        assert [one.text for one in stood(view, LogEntry, DAY + timedelta(hours=12))] == ["Six ships."]
    assert [one.text for one in known(desk, LogEntry, DAY + timedelta(hours=12))] == ["Nine ships."]


def test_positions_alignment_and_links_stand_from_their_first_to_their_last_day(desk: Workspace) -> None:
    def change(tx) -> None:
        tx.add(Position(id="p-1", partner_id="partner-ITA", issue="Escort", stance="opposes", begins_on=day("2026-11-01"),
                        ends_on=day("2026-11-20")))  # fmt: skip
        tx.add(
            Position(
                id="p-2",
                partner_id="partner-ITA",
                issue="Escort",
                stance="supports",
                begins_on=day("2026-11-21"),
            )
        )
        tx.add(
            Link(
                id="l-1",
                from_id="partner-ITA",
                to_id="partner-FRA",
                kind="consults",
                ends_on=day("2026-11-20"),
            )
        )
        tx.add(Measure(id="m-1", title="Freeze", begins_on=day("2026-12-01")))
        tx.flush()
        state = AlignmentState.IN_FORCE
        tx.add(
            Alignment(
                id="a-1", measure_id="m-1", partner_id="partner-CAN", state=state, begins_on=day("2026-11-22")
            )
        )

    desk.perform("Change", change)

    def ids(record_type, text: str) -> list[str]:
        with desk.snapshot() as view:
            return [one.id for one in stood(view, record_type, datetime.fromisoformat(text))]

    assert (ids(Position, "2026-11-20T23:59:59Z"), ids(Position, "2026-11-21T00:00:00Z")) == (
        ["p-1"],
        ["p-2"],
    )
    assert (ids(Link, "2026-11-20T12:00:00Z"), ids(Link, "2026-11-21T12:00:00Z")) == (["l-1"], [])
    assert (ids(Alignment, "2026-11-21T12:00:00Z"), ids(Alignment, "2026-11-22T12:00:00Z")) == ([], ["a-1"])
    assert ids(Measure, "2026-11-30T12:00:00Z") == []


def test_memberships_stood_on_the_day_that_history_says(desk: Workspace) -> None:
    with desk.snapshot() as view:
        union = (Membership.group_id == "partner-EU", Membership.member_id == "partner-GBR")
        before = stood(view, Membership, datetime(2020, 1, 31, 12, tzinfo=UTC), *union)
        after = stood(view, Membership, datetime(2020, 2, 1, 12, tzinfo=UTC), *union)

    assert (len(before), len(after)) == (1, 0)


def test_what_has_no_time_of_its_own_is_refused(desk: Workspace) -> None:
    with desk.snapshot() as view, pytest.raises(UserError, match="use --at"):
        stood(view, Source, DAY)


def test_every_type_with_a_time_of_its_own_can_be_asked(desk: Workspace) -> None:
    with desk.snapshot() as view:
        for record_type in RECORD_TYPES:
            if has_valid_time(record_type):
                stood(view, record_type, DAY)
