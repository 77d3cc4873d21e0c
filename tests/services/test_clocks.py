from collections.abc import Callable
from dataclasses import asdict
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from crisisdesk.model.base import fields_of
from crisisdesk.model.channels import Call, Hotline
from crisisdesk.model.conditions import Condition
from crisisdesk.model.controls import Licence
from crisisdesk.model.decisions import Action
from crisisdesk.model.log import Assertion, LogEntry
from crisisdesk.model.notifications import Notification, NotificationHold
from crisisdesk.model.partners import Membership
from crisisdesk.model.records import RECORD_TYPES
from crisisdesk.model.rules import NotificationRule, Rule
from crisisdesk.model.sanctions import Measure
from crisisdesk.model.transfers import Transfer, TransferItem
from crisisdesk.model.values import PartialDate
from crisisdesk.model.vetting import Vetting
from crisisdesk.services.clocks import Clock, State, clock_json, clocks
from crisisdesk.services.clocks.periods import period
from crisisdesk.services.clocks.rules import after, months_after
from crisisdesk.store.workspace import Workspace

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
TODAY = NOON.date()
Write = Callable[..., Any]


def day(text: str) -> PartialDate:
    return PartialDate.parse(text)


def wall(workspace: Workspace, record_id: str = "", **asked: Any) -> list[Clock]:
    with workspace.snapshot() as view:
        found = clocks(view, **asked)
    return [clock for clock in found if not record_id or clock.record_id == record_id]


def notice(recipient: str, **more: Any) -> Callable[..., Any]:
    def add(tx) -> None:
        tx.add(
            Transfer(id="t-1", title="Radar sets", channel="fms", recipient_id=recipient, case_id="case-1")
        )
        tx.flush()
        tx.add(
            Notification(
                **{
                    "id": "n-1",
                    "title": "26-12",
                    "transfer_id": "t-1",
                    "status": "formal",
                    "sent_at": NOON,
                    **more,
                }
            )
        )

    return add


# -- notification periods (N7) ----------------------------------------------------------------------------


def test_an_ally_has_fifteen_days_from_the_day_after_transmission(workspace: Workspace, write: Write) -> None:
    write(notice("partner-POL"))

    clock = next(c for c in wall(workspace, "n-1") if c.kind == "notification")

    assert (clock.starts, clock.ends, clock.days, clock.state) == (
        date(2026, 11, 24),
        date(2026, 12, 8),
        15,
        State.RUNNING,
    )
    assert clock.rule_id == "notification_rule-36b-natoplus"
    assert "confidence S" in clock.rule
    assert "read on 2026-11-23" in clock.rule
    assert (clock.days_left, clock.case_id) == (15, "case-1")


def test_the_same_transfer_to_another_recipient_has_thirty(workspace: Workspace, write: Write) -> None:
    write(notice("partner-SAU"))

    clock = next(c for c in wall(workspace, "n-1") if c.kind == "notification")

    assert (clock.ends, clock.days, clock.rule_id) == (date(2026, 12, 23), 30, "notification_rule-36b-other")
    assert "No advance notice is noted; the rule wants 20 days" in clock.reason


def test_the_tier_is_that_of_the_day_of_notification(workspace: Workspace, write: Write) -> None:
    write(notice("partner-SAU"))
    write(
        lambda tx: tx.add(
            Membership(group_id="partner-NATO-PLUS-5", member_id="partner-SAU", begins_on=day("2026-11-24"))
        )
    )
    assert next(c.days for c in wall(workspace, "n-1") if c.kind == "notification") == 30

    write(lambda tx: setattr(tx.get(Notification, "n-1"), "sent_at", NOON + timedelta(days=1)))
    assert next(c.days for c in wall(workspace, "n-1") if c.kind == "notification") == 15


def test_a_waiver_stops_the_clock_and_says_why(workspace: Workspace, write: Write) -> None:
    waiver = {"emergency": True, "determined_on": day("2026-11-23"), "signer": "Secretary of State",
              "justification": "The strait is closed and stocks last nine days."}  # fmt: skip
    write(notice("partner-SAU", **waiver))

    [clock] = wall(workspace, "n-1")

    assert clock.state is State.STOPPED
    assert clock.reason == (
        "Waived by emergency determination of 2026-11-23, signed by Secretary of State: "
        "The strait is closed and stocks last nine days."
    )


def test_a_hold_that_stops_the_clock_moves_its_end(workspace: Workspace, write: Write) -> None:
    write(notice("partner-POL", sent_at=NOON - timedelta(days=10)))
    hold = NotificationHold(
        id="h-1",
        notification_id="n-1",
        placed_by="A committee",
        placed_on=day("2026-11-20"),
        stops_clock=True,
    )
    write(lambda tx: tx.add(hold))

    paused = next(c for c in wall(workspace, "n-1") if c.kind == "notification")
    write(lambda tx: setattr(tx.get(NotificationHold, "h-1"), "lifted_on", day("2026-11-22")))
    again = next(c for c in wall(workspace, "n-1") if c.kind == "notification")

    assert (paused.state, paused.ends) == (State.PAUSED, date(2026, 12, 1))
    assert (again.state, again.ends) == (State.RUNNING, date(2026, 11, 30))


def test_a_customary_hold_leaves_the_statutory_clock_alone(workspace: Workspace, write: Write) -> None:
    write(notice("partner-POL"))
    write(
        lambda tx: tx.add(
            NotificationHold(notification_id="n-1", placed_by="A member", placed_on=day("2026-11-23"))
        )
    )

    clock = next(c for c in wall(workspace, "n-1") if c.kind == "notification")

    assert (clock.state, clock.ends) == (State.RUNNING, date(2026, 12, 8))
    assert "Held by A member (by custom stops the sending, not the clock)." in clock.reason


def test_a_notice_that_was_not_sent_waits_and_says_what_it_would_be(
    workspace: Workspace, write: Write
) -> None:
    write(notice("partner-SAU", status="draft", sent_at=None))

    [clock] = wall(workspace, "n-1")

    assert (clock.state, clock.ends) == (State.WAITING, None)
    assert "Begun today it would end on 2027-01-12: 30 days after 20 days of advance notice." in clock.reason


def test_an_advance_notice_runs_before_the_formal_one(workspace: Workspace, write: Write) -> None:
    write(notice("partner-SAU", status="advance", sent_at=None, advance_sent_at=NOON))

    clock = next(c for c in wall(workspace, "n-1") if c.kind == "advance_notice")

    assert (clock.starts, clock.ends) == (date(2026, 11, 24), date(2026, 12, 13))


def test_a_transfer_that_notes_its_own_notice_has_its_period(workspace: Workspace, write: Write) -> None:
    transfer = Transfer(id="t-2", title="Boats", channel="dcs", recipient_id="partner-JPN", status="notified",
                        notified_on=day("2026-11-20"), clock_ends_on=day("2026-12-20"))  # fmt: skip
    write(lambda tx: tx.add(transfer))

    [clock] = wall(workspace, "t-2")

    assert (clock.ends, clock.days) == (date(2026, 12, 5), 15)
    assert "The record itself says 2026-12-20; one of the two is wrong." in clock.reason


def test_rules_are_records_and_may_be_edited(workspace: Workspace, write: Write) -> None:
    write(notice("partner-POL"))
    write(lambda tx: setattr(tx.lookup("notification_rule-36b-natoplus"), "formal_days", 20))

    assert next(c.days for c in wall(workspace, "n-1") if c.kind == "notification") == 20


@pytest.mark.parametrize(
    ("rule", "first", "last"),
    [
        ("day_after_transmission", date(2026, 12, 31), date(2027, 1, 14)),
        ("day_of_transmission", date(2026, 12, 30), date(2027, 1, 13)),
    ],
)
def test_a_period_counts_over_the_end_of_a_year(rule: str, first: date, last: date) -> None:
    span = period(date(2026, 12, 30), 15, rule, [], TODAY)

    assert (span.first, span.last) == (first, last)


# -- sanctions, agreements and the rest -------------------------------------------------------------------


def measure(**more: Any) -> Callable[..., Any]:
    return lambda tx: tx.add(Measure(**{"id": "m-1", "title": "Freeze", "status": "in_force", **more}))


def test_a_national_emergency_opens_its_window_ninety_days_before(workspace: Workspace, write: Write) -> None:
    write(measure(authority="US-NEA", renewal_on=day("2027-01-10")))

    clock = next(c for c in wall(workspace, "m-1") if c.field == "renewal_on")

    assert (clock.kind, clock.starts, clock.ends, clock.state) == (
        "renewal",
        date(2026, 10, 12),
        date(2027, 1, 10),
        State.RUNNING,
    )
    assert "lapse on the anniversary" in clock.effect
    assert clock.warning == 90


def test_an_anniversary_is_found_where_no_day_is_entered(workspace: Workspace, write: Write) -> None:
    write(measure(authority="US-NEA", begins_on=day("2019-05-15")))

    clock = next(c for c in wall(workspace, "m-1") if c.field == "renewal_on")

    assert (clock.ends, clock.state) == (date(2027, 5, 15), State.WAITING)
    assert "the record itself names no day of renewal" in clock.reason


@pytest.mark.parametrize(("scope", "end"), [("sectoral", date(2026, 7, 31)), ("targeted", date(2027, 1, 31))])
def test_terms_of_the_union_are_six_or_twelve_months_and_never_extended(
    workspace: Workspace, write: Write, scope: str, end: date
) -> None:
    write(measure(authority="EU-CFSP", scope=scope, begins_on=day("2026-01-31")))

    [clock] = [c for c in wall(workspace, "m-1") if c.field == "ends_on"]

    assert (clock.kind, clock.ends) == ("renewal", end)
    assert clock.state is (State.LAPSED if end < TODAY else State.RUNNING)
    assert ("Nothing extends itself." in clock.reason) is (end < TODAY)


def test_a_lifted_measure_runs_out_no_more(workspace: Workspace, write: Write) -> None:
    write(measure(status="lifted", ends_on=day("2027-01-31")))

    assert wall(workspace, "m-1") == []
    assert [c.state for c in wall(workspace, "m-1", everything=True)] == [State.STOPPED]


def test_a_vetting_is_good_for_the_year_of_its_rule(workspace: Workspace, write: Write) -> None:
    vetting = Vetting(id="v-1", subject="1st Battalion", outcome="approved", decided_on=day("2026-01-10"))
    write(lambda tx: tx.add(vetting))

    [clock] = wall(workspace, "v-1")

    assert (clock.kind, clock.ends, clock.rule_id) == ("validity", date(2027, 1, 10), "rule-vetting-validity")
    assert clock.reason.startswith("Counted by rule: 12 months from 2026-01-10")


def test_a_hotline_is_due_by_its_interval_or_that_of_its_kind(workspace: Workspace, write: Write) -> None:
    def add(tx) -> None:
        tx.add(Hotline(id="h-1", name="Line", kind="deconfliction_line"))
        tx.flush()
        tx.add(Call(hotline_id="h-1", kind="test", result="answered", at=NOON - timedelta(hours=30)))

    write(add)
    [usual] = wall(workspace, "h-1")
    write(lambda tx: setattr(tx.get(Hotline, "h-1"), "test_hours", 12))
    [own] = wall(workspace, "h-1")

    assert (usual.kind, usual.rule_id) == ("channel_test", "rule-test-deconfliction_line")
    assert (own.ends, own.state, own.rule_id) == (NOON - timedelta(hours=18), State.LAPSED, "")


def test_working_days_and_holidays_are_counted_where_the_rule_says_so(
    workspace: Workspace, write: Write
) -> None:
    def add(tx) -> None:
        rule = tx.get(Rule, "rule-vetting-validity")
        rule.amount, rule.unit, rule.counting, rule.holidays_id = (
            5,
            "days",
            type(rule.counting)("working"),
            "partner-USA",
        )
        tx.add(Vetting(id="v-1", subject="1st Battalion", outcome="approved", decided_on=day("2026-11-23")))

    write(add)

    [clock] = wall(workspace, "v-1")

    assert (clock.ends, clock.working) == (date(2026, 12, 1), True)  # Thanksgiving and a weekend lie between
    assert "weekends and holidays of United States left out" in clock.reason


def test_what_is_done_leaves_the_wall_and_what_was_missed_stays(workspace: Workspace, write: Write) -> None:
    write(lambda tx: tx.add(Action(id="a-1", title="Call", due_at=NOON - timedelta(hours=1))))
    [late] = wall(workspace, "a-1")

    def complete(tx) -> None:
        action = tx.get(Action, "a-1")
        action.status, action.result, action.done_at = "complete", "Done.", NOON

    write(complete)

    assert (late.state, late.days_left) == (State.LAPSED, 0)
    assert wall(workspace, "a-1") == []


def test_each_sort_of_end_is_on_the_wall(workspace: Workspace, write: Write) -> None:
    def add(tx) -> None:
        tx.add(
            LogEntry(
                id="l-1",
                case_id="case-1",
                text="They will talk.",
                assertion=Assertion.ASSUMPTION,
                holds_until=NOON,
            )
        )
        tx.add(
            Condition(
                id="c-1",
                text="No boarding",
                status="waived",
                waiver="By the minister.",
                waived_until=day("2026-12"),
            )
        )
        tx.add(Transfer(id="t-1", title="Boats", case_id="case-1"))
        tx.flush()
        tx.add(TransferItem(id="i-1", transfer_id="t-1", description="Kit", due_on=day("2026-12-01")))

    write(add)

    found = {clock.record_id: clock for clock in wall(workspace)}
    assert (found["l-1"].kind, found["c-1"].kind, found["i-1"].kind) == ("assumption", "waiver", "delivery")
    assert (found["c-1"].ends, found["c-1"].reason) == (date(2026, 12, 31), "By the minister.")
    assert found["i-1"].case_id == "case-1"


def test_every_declared_deadline_is_read(workspace: Workspace) -> None:
    """The questions of all types are put to a founded desk: a condition on a column that is not there would fail."""
    assert wall(workspace, everything=True, case_id="case-1", within_days=10) == []
    ends = {f"{t.__tablename__}.{f.name}" for t in RECORD_TYPES for f in fields_of(t) if f.facts.deadline}
    assert len(ends) > 80


def test_the_wall_is_sorted_and_cut_by_days_and_case(workspace: Workspace, write: Write) -> None:
    def add(tx) -> None:
        for number, days in enumerate((9, 3, 30)):
            case = "case-1" if days != 3 else None
            tx.add(Action(id=f"a-{number}", title="Call", case_id=case, due_at=NOON + timedelta(days=days)))

    write(add)

    assert [c.record_id for c in wall(workspace) if c.kind == "action"] == ["a-1", "a-0", "a-2"]
    assert [c.record_id for c in wall(workspace, within_days=9) if c.kind == "action"] == ["a-1", "a-0"]
    assert [c.record_id for c in wall(workspace, case_id="case-1") if c.kind == "action"] == ["a-0", "a-2"]


def test_partly_known_days_end_with_their_last_day(workspace: Workspace, write: Write) -> None:
    def add(tx) -> None:
        for number, text in enumerate(("2026-12", "~2026", ">2026", "2026-11-20..2026-11-30", "<2026-11-24")):
            tx.add(Transfer(id=f"t-{number}", title="Boats", status="agreed", delivery_on=day(text)))

    write(add)

    ends = {c.record_id: c.ends for c in wall(workspace, within_days=60) if c.kind == "delivery"}
    assert ends == {
        "t-0": date(2026, 12, 31),
        "t-1": date(2026, 12, 31),
        "t-3": date(2026, 11, 30),
        "t-4": date(2026, 11, 24),
    }


def test_a_clock_has_what_the_design_promises(workspace: Workspace, write: Write) -> None:
    write(notice("partner-POL"))

    [row] = [clock_json(c) for c in wall(workspace, "n-1") if c.kind == "notification"]

    assert {"kind", "record", "caption", "starts", "ends", "days_left", "state", "rule", "owner"} <= set(row)
    assert (row["starts"], row["ends"], row["state"]) == ("2026-11-24", "2026-12-08", "running")
    assert asdict(wall(workspace, "n-1")[0])


@pytest.mark.parametrize(
    ("begin", "months", "end"),
    [
        ("2026-08-31", 6, "2027-02-28"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2026-12-15", 1, "2027-01-15"),
        ("2026-11-30", 3, "2027-02-28"),
    ],
)
def test_months_end_on_the_same_day_or_the_last(begin: str, months: int, end: str) -> None:
    assert months_after(date.fromisoformat(begin), months) == date.fromisoformat(end)


def test_hours_are_moments() -> None:
    assert after(NOON, 48, "hours") == NOON + timedelta(days=2)
    assert after(date(2026, 11, 23), 10, "days") == date(2026, 12, 3)


@pytest.mark.parametrize("amount", [36_526, 10**9, 2**53])
@pytest.mark.parametrize("unit", ["days", "months", "years", "hours"])
def test_a_slip_in_a_rule_takes_nothing_from_the_rest(
    workspace: Workspace, write: Write, amount: int, unit: str
) -> None:
    def slip(tx) -> None:
        for rule in tx.all(Rule):
            if rule.amount is not None:
                rule.amount, rule.unit = amount, unit
        for rule in tx.all(NotificationRule):
            rule.formal_days = rule.advance_days = amount
        tx.add(Vetting(subject="1st", outcome="approved", decided_on=day("2026-11-23")))
        tx.add(Measure(title="Freeze", status="in_force", authority="US-NEA", begins_on=day("2019-05-15")))
        tx.add(Hotline(id="h-1", name="Line", kind="deconfliction_line", test_hours=amount))
        tx.add(Action(id="a-1", title="Call", due_at=NOON))
        tx.flush()
        tx.add(Call(hotline_id="h-1", kind="test", result="answered", at=NOON))

    write(notice("partner-SAU", advance_sent_at=NOON))
    write(slip)

    assert "a-1" in {clock.record_id for clock in wall(workspace, within_days=10**9)}


@pytest.mark.parametrize("text", ["9999-12-30", "9999", "0001-01-01", "<0002", ">9998"])
def test_days_at_the_ends_of_the_calendar_do_no_harm(workspace: Workspace, write: Write, text: str) -> None:
    def change(tx) -> None:
        tx.add(
            Transfer(
                title="A", channel="fms", recipient_id="partner-POL", status="notified", notified_on=day(text)
            )
        )
        tx.add(Transfer(title="B", delivery_on=day(text), offer_expires_on=day(text)))
        tx.add(Vetting(subject="1st", outcome="approved", decided_on=day(text)))
        tx.add(Measure(title="F", status="in_force", authority="US-NEA", begins_on=day(text)))
        tx.add(
            Measure(
                title="G", status="in_force", authority="EU-CFSP", begins_on=day(text), renewal_on=day(text)
            )
        )
        tx.add(Action(id="a-1", title="Call", due_at=datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC)))

    write(change)
    write(notice("partner-SAU", sent_at=datetime(9999, 12, 31, tzinfo=UTC)))

    assert "a-1" in {clock.record_id for clock in wall(workspace)}


@pytest.mark.parametrize(
    ("kind", "ends"),
    [("DSP-5", [date(2030, 10, 1)]), ("DSP-94", [date(2028, 10, 1)]), ("TAA", []), ("DSP-6", []), ("CJ", [])],
)
def test_only_licences_whose_law_gives_a_length_run_out_by_rule(
    workspace: Workspace, write: Write, kind: str, ends: list[date]
) -> None:
    """An agreement runs as long as it says, an amendment as long as what it amends: no rule invents their end."""
    write(
        lambda tx: tx.add(
            Licence(
                id="lic-1",
                title="Pumps",
                kind=kind,
                regime="munitions",
                outcome="APP",
                decided_on=day("2026-10-01"),
            )
        )
    )

    assert [c.ends for c in wall(workspace, "lic-1") if c.field == "ends_on"] == ends


@pytest.mark.parametrize("kind", ["TAA", "MLA", "WDA"])
def test_the_executed_copy_of_each_kind_of_agreement_is_asked_for(workspace: Workspace, kind: str) -> None:
    with workspace.snapshot() as view:
        (rule,) = view.all(Rule, Rule.code == f"agreement-copy-{kind.lower()}")
    assert (rule.condition, rule.amount, rule.unit) == (f"kind={kind}", 30, "days")
