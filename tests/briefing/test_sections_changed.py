from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from crisisdesk.briefing.portions import Portions
from crisisdesk.briefing.section import Scope
from crisisdesk.briefing.sections.changed import Changed, points_of
from crisisdesk.briefing.terms import Terms
from crisisdesk.model.cases import CrisisCase
from crisisdesk.model.channels import Call, Hotline
from crisisdesk.model.commitments import Commitment
from crisisdesk.model.decisions import Action, Decision
from crisisdesk.model.desk import DESK_ID, Desk
from crisisdesk.model.ladder import Ladder
from crisisdesk.model.links import Link
from crisisdesk.model.log import LogEntry
from crisisdesk.model.partners import Position
from crisisdesk.model.sanctions import Alignment, AlignmentState, Measure
from crisisdesk.model.transfers import Adjustment, Transfer
from crisisdesk.model.values import PartialDate
from crisisdesk.model.vocabulary import MarkingLevel
from crisisdesk.services.founding import found
from crisisdesk.store.snapshot import Snapshot
from crisisdesk.store.transaction import Transaction
from crisisdesk.store.workspace import Workspace

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
DAY = timedelta(days=1)
Told = list[tuple[str, str, str]]
Compare = Callable[..., Told]


def set_up(tx: Transaction) -> None:
    case = tx.add(CrisisCase(id="case-1", title="Strait"))
    tx.flush()
    tx.add(
        Transfer(id="t-1", title="Radar sets", status="agreed", recipient_id="partner-POL", case_id=case.id)
    )
    tx.add(
        Measure(id="m-1", title="Asset freeze", status="in_force", issuer_id="partner-EU", case_id=case.id)
    )
    tx.add(
        Action(id="a-1", title="Call Warsaw", case_id=case.id, partner_id="partner-POL", due_at=NOON + DAY)
    )
    tx.add(Hotline(id="h-1", name="Deconfliction line", to_id="partner-NOR", test_hours=12, status="active"))
    tx.flush()
    tx.add(
        Call(hotline_id="h-1", case_id=case.id, kind="test", result="answered", at=NOON - timedelta(hours=1))
    )


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Workspace]:
    now = NOON
    desk = Workspace.create(tmp_path / "a.cdesk", found, clock=lambda: now, actor="officer")
    desk.perform("Set up", set_up)
    yield desk
    desk.close()


def scope_of(view: Snapshot, as_of: datetime, since: int | None) -> Scope:
    levels = sorted(view.all(MarkingLevel), key=lambda level: level.system != "us")
    portions = Portions(view, Ladder.of(level.as_level() for level in levels))
    case, desk = view.get(CrisisCase, "case-1"), view.get(Desk, DESK_ID)
    return Scope(case, desk, NOON, as_of, since, None, portions, Terms(view))


@pytest.fixture
def compare(desk: Workspace) -> Compare:
    """What is told of a change, as of a moment after it."""

    def tell(change: Callable[[Transaction], Any] | None = None, as_of: datetime = NOON) -> Told:
        with desk.snapshot() as view:
            since = view.revision
        if change is not None:
            desk.perform("Change", change)
        with desk.snapshot() as view:
            points = points_of(view, scope_of(view, as_of, since))
            return [(p.words.group, p.words.partner, p.words.text) for p in points]

    return tell


def test_exactly_what_changed_is_told(compare: Compare) -> None:
    def change(tx: Transaction) -> None:
        tx.get(Transfer, "t-1").status = "in_delivery"
        tx.add(Alignment(measure_id="m-1", partner_id="partner-CAN", state=AlignmentState.IN_FORCE))
        tx.add(Call(hotline_id="h-1", kind="test", result="no_answer", at=NOON + timedelta(hours=11)))

    told = compare(change, NOON + DAY + timedelta(hours=1))

    assert sorted(told) == [
        ("changed", "Poland", "Radar sets: agreed → in delivery"),
        ("new", "Canada", "Asset freeze: in force"),
        ("quiet", "Norway", "Deconfliction line: missed, cause unknown (232300Z NOV 26)"),
        ("slipped", "Poland", "Call Warsaw, due 241200Z NOV 26"),
    ]


def test_nothing_is_told_where_nothing_changed(compare: Compare) -> None:
    assert compare() == []


def test_what_was_done_and_taken_back_is_not_told(desk: Workspace) -> None:
    with desk.snapshot() as view:
        since = view.revision
    desk.perform("Change", lambda tx: setattr(tx.get(Transfer, "t-1"), "status", "suspended"))
    desk.undo()

    with desk.snapshot() as view:
        assert list(points_of(view, scope_of(view, NOON, since))) == []


def test_another_case_is_not_told(compare: Compare) -> None:
    def change(tx: Transaction) -> None:
        tx.add(CrisisCase(id="case-2", title="Other"))
        tx.flush()
        tx.add(Action(title="Not ours", case_id="case-2"))

    assert compare(change) == []


def test_a_new_position_of_the_same_partner_tells_the_old_one(compare: Compare) -> None:
    def position(stance: str, day: str) -> Callable[[Transaction], Any]:
        begins = PartialDate.parse(day)
        return lambda tx: tx.add(
            Position(
                partner_id="partner-ITA", issue="Escort", stance=stance, case_id="case-1", begins_on=begins
            )
        )

    assert compare(position("opposes", "2026-11-20")) == [("new", "Italy", "Escort: opposes")]
    assert compare(position("supports", "2026-11-23")) == [("changed", "Italy", "Escort: opposes → supports")]


def test_two_positions_of_one_day_contradict_each_other(compare: Compare) -> None:
    def change(tx: Transaction) -> None:
        for stance in ("opposes", "supports"):
            day = PartialDate.parse("2026-11-23")
            one = Position(
                partner_id="partner-ITA", issue="Escort", stance=stance, case_id="case-1", begins_on=day
            )
            tx.add(one)

    groups = [group for group, partner, _ in compare(change)]

    assert groups.count("contradicted") == 1


def test_a_hold_and_an_expedite_at_once_contradict_each_other(compare: Compare) -> None:
    def change(tx: Transaction) -> None:
        for kind in ("hold", "accelerate"):
            tx.add(Adjustment(kind=kind, transfer_id="t-1", case_id="case-1", status="in_force"))

    told = compare(change)

    assert ("contradicted", "", "Radar sets: both hold / pause and expedite / accelerate in force") in told


def test_a_measure_in_force_before_its_day_is_a_contradiction(compare: Compare) -> None:
    def change(tx: Transaction) -> None:
        tx.get(Measure, "m-1").begins_on = PartialDate.parse("2026-12-24")

    assert [told[0] for told in compare(change)] == ["contradicted"]


def test_a_completed_action_is_closed_with_its_result(compare: Compare) -> None:
    def change(tx: Transaction) -> None:
        action = tx.get(Action, "a-1")
        action.status, action.result, action.done_at = "complete", "They agree.", NOON

    assert compare(change) == [("closed", "Poland", "Call Warsaw: complete. They agree.")]


def test_a_decision_that_was_not_taken_in_time_slips(compare: Compare) -> None:
    add = Decision(case_id="case-1", question="Enter the channel?", needed_by=NOON + timedelta(hours=1))

    told = compare(lambda tx: tx.add(add), NOON + timedelta(hours=2))

    assert told[-1] == ("slipped", "", "Decision not taken: Enter the channel?, due 231300Z NOV 26")


def test_a_day_has_passed_only_when_it_is_over(desk: Workspace) -> None:
    due = PartialDate.parse("2026-11-24")
    promise = Commitment(text="Two frigates", giver_id="partner-POL", case_id="case-1", due_on=due)
    desk.perform("Add", lambda tx: tx.add(promise))

    with desk.snapshot() as view:
        during = [p.words.group for p in points_of(view, scope_of(view, NOON + DAY, view.revision))]
        after = [p.words.group for p in points_of(view, scope_of(view, NOON + 2 * DAY, view.revision))]

    assert during.count("slipped") == 0
    assert after.count("slipped") == 2


def test_three_misses_are_one_point_that_counts_them(compare: Compare) -> None:
    def change(tx: Transaction) -> None:
        for hour in (1, 2, 3):
            tx.add(Call(hotline_id="h-1", kind="test", result="no_answer", at=NOON + timedelta(hours=hour)))

    told = compare(change, NOON + timedelta(hours=4))

    assert [text for group, _, text in told if group == "quiet"] == [
        "Deconfliction line: third miss in a row, cause unknown (231500Z NOV 26)"
    ]


def test_a_link_without_contact_in_its_rhythm_has_gone_quiet(desk: Workspace, compare: Compare) -> None:
    link = Link(
        from_id="partner-EST", to_id="partner-LVA", kind="coordinates", case_id="case-1", rhythm_days=2
    )
    link.used_at = NOON - DAY
    desk.perform("Add", lambda tx: tx.add(link))

    told = compare(None, NOON + 2 * DAY)

    assert (
        "quiet",
        "Estonia",
        "coordinates with Latvia: no contact for 3 days, expected every 2 days",
    ) in told


def test_a_correction_is_told_with_its_reason(desk: Workspace, compare: Compare) -> None:
    desk.perform("Log", lambda tx: tx.add(LogEntry(id="l-1", case_id="case-1", text="Nine ships.")))
    second = LogEntry(
        case_id="case-1", text="Six ships.", corrects_id="l-1", correction_reason="Counted twice"
    )

    told = compare(lambda tx: tx.add(second))

    assert told == [("changed", "", "Entry of 231200Z NOV 26 corrected: Six ships. Reason: Counted twice")]


def test_a_record_that_was_taken_out_is_told(compare: Compare) -> None:
    told = compare(lambda tx: tx.delete(tx.get(Action, "a-1")))

    assert told == [("closed", "", "Action taken out of the records: Call Warsaw")]


def test_the_first_brief_says_that_there_is_nothing_to_compare_with(desk: Workspace) -> None:
    with desk.snapshot() as view:
        (block,) = Changed().build(view, scope_of(view, NOON, None))

    assert "no earlier brief" in block.text  # type: ignore[union-attr]
