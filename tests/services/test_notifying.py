"""Every rule of domain facts 1.1, at, just under and just over each amount, for each tier, on the days that matter."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from crisisdesk.errors import UserError
from crisisdesk.model.desk import Desk
from crisisdesk.model.notifications import Notification, NotificationHold
from crisisdesk.model.partners import Membership
from crisisdesk.model.rules import NotificationRule, Tier
from crisisdesk.model.transfers import Transfer, TransferItem
from crisisdesk.model.values import Money, PartialDate
from crisisdesk.services.clocks import State, clocks
from crisisdesk.services.notify import (
    Hold,
    Notice,
    draft_notification,
    notice_json,
    notify,
    notify_transfer,
    read_amount,
)
from crisisdesk.store.workspace import Workspace

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
TODAY = NOON.date()
MILLION = 1_000_000
ALLY, OTHER = "partner-POL", "partner-SAU"
Write = Callable[..., Any]


def dollars(amount: float | Decimal | str) -> Money:
    return Money(Decimal(amount), "USD")


def asked(
    workspace: Workspace, instrument: str = "fms", partner: str = OTHER, day: date = TODAY, **facts: Any
) -> Notice:
    with workspace.snapshot() as view:
        return notify(view, instrument=instrument, partner=partner, day=day, **facts)


# -- thresholds -------------------------------------------------------------------------------------------

THRESHOLDS = [  # instrument, recipient, measure, millions, rule, formal days, advance days, facts
    ("fms", ALLY, "mde", 25, "36b-natoplus", 15, 0, {}),
    ("fms", ALLY, "total", 100, "36b-natoplus", 15, 0, {}),
    ("fms", ALLY, "construction", 300, "36b-natoplus", 15, 0, {}),
    ("fms", OTHER, "mde", 14, "36b-other", 30, 20, {}),
    ("fms", OTHER, "total", 50, "36b-other", 30, 20, {}),
    ("fms", OTHER, "construction", 200, "36b-other", 30, 20, {}),
    ("dcs", ALLY, "mde", 25, "36c-natoplus", 15, 0, {}),
    ("dcs", ALLY, "total", 100, "36c-natoplus", 15, 0, {}),
    ("dcs", OTHER, "mde", 14, "36c-other", 30, 0, {}),
    ("dcs", OTHER, "total", 50, "36c-other", 30, 0, {}),
    ("dcs", ALLY, "total", 1, "36c-firearms-natoplus", 15, 0, {"firearms": True}),
    ("dcs", OTHER, "total", 1, "36c-firearms-other", 30, 0, {"firearms": True}),
    ("mla", ALLY, "mde", 25, "36c-natoplus", 15, 0, {}),
    ("taa", OTHER, "mde", 14, "36c-other", 30, 0, {}),
    ("third-party", ALLY, "mde", 25, "3d-natoplus", 15, 0, {}),
    ("third-party", ALLY, "acquisition", 100, "3d-natoplus", 15, 0, {}),
    ("third-party", OTHER, "mde", 14, "3d-other", 30, 0, {}),
    ("third-party", OTHER, "acquisition", 50, "3d-other", 30, 0, {}),
    ("third-party", ALLY, "mde", 25, "3d-commercial-natoplus", 15, 0, {"commercial": True}),
    ("retransfer", ALLY, "total", 100, "3d-commercial-natoplus", 15, 0, {}),
    ("third-party", OTHER, "mde", 14, "3d-commercial-other", 30, 0, {"commercial": True}),
    ("retransfer", OTHER, "total", 50, "3d-commercial-other", 30, 0, {}),
    ("eda", ALLY, "acquisition", 7, "516f-eda", 30, 0, {}),
    ("eda", OTHER, "acquisition", 7, "516f-eda", 30, 0, {}),
    ("eda", OTHER, "mde", 7, "516f-eda", 30, 0, {}),
]


@pytest.mark.parametrize(
    ("instrument", "partner", "measure", "millions", "rule", "formal", "advance", "facts"), THRESHOLDS
)
@pytest.mark.parametrize("cents", [-1, 0, 1], ids=["under", "at", "over"])
def test_an_amount_is_reached_at_it_and_not_a_cent_under(
    workspace: Workspace,
    *,
    instrument: str,
    partner: str,
    measure: str,
    millions: int,
    rule: str,
    formal: int,
    advance: int,
    facts: dict[str, Any],
    cents: int,
) -> None:
    value = dollars(Decimal(millions * MILLION) + Decimal(cents) / 100)

    notice = asked(workspace, instrument, partner, **{measure: value}, **facts)

    if cents < 0:
        assert (notice.required, notice.crossed, notice.earliest) == (False, (), None)
        return
    assert (notice.required, notice.rule, notice.duty) == (True, rule, "certification")
    assert notice.crossed == ("total" if measure == "acquisition" else measure,)
    assert (notice.formal_days, notice.advance_days) == (formal, advance)
    assert notice.earliest == TODAY + timedelta(days=formal + advance)


def test_any_one_measure_is_enough_and_all_that_are_reached_are_named(workspace: Workspace) -> None:
    notice = asked(workspace, mde=dollars(14 * MILLION), total=dollars(50 * MILLION))

    assert notice.crossed == ("mde", "total")
    assert [measure.crossed for measure in notice.measures] == [True, True, False]


@pytest.mark.parametrize(("partner", "rule", "days"), [(ALLY, "36d-natoplus", 15), (OTHER, "36d-other", 30)])
@pytest.mark.parametrize("value", [None, 1, 500 * MILLION])
def test_making_significant_equipment_abroad_is_notified_at_every_value(
    workspace: Workspace, partner: str, rule: str, days: int, value: int | None
) -> None:
    notice = asked(workspace, "mla", partner, sme=True, total=None if value is None else dollars(value))

    assert (notice.required, notice.rule, notice.formal_days) == (True, rule, days)
    assert notice.crossed == ("any_value",)
    assert notice.badge == "verify"


def test_excess_articles_with_significant_equipment_are_notified_below_the_amount(
    workspace: Workspace,
) -> None:
    notice = asked(workspace, "eda", ALLY, acquisition=dollars(1), sme=True)

    assert (notice.required, notice.crossed, notice.formal_days) == (True, ("sme",), 30)
    assert notice.confidence == "M"  # the amount is V, this is not
    assert asked(workspace, "eda", ALLY, acquisition=dollars(7 * MILLION)).confidence == "V"


def test_firearms_go_by_their_own_value_and_the_general_rule_stays(workspace: Workspace) -> None:
    few = asked(
        workspace,
        "dcs",
        firearms=True,
        firearms_value=dollars(999_999),
        total=dollars(40 * MILLION),
    )
    many = asked(workspace, "dcs", firearms=True, mde=dollars(14 * MILLION), total=dollars(50 * MILLION))

    assert few.required is False
    assert (many.rule, many.also) == ("36c-other", ("36c-firearms-other",))


def test_firearms_of_a_government_sale_have_no_rule_of_their_own(workspace: Workspace) -> None:
    assert asked(workspace, "fms", firearms=True, total=dollars(MILLION)).required is False


# -- leases, enhancements, shipment -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("partner", "mde", "total", "days"), [(ALLY, 25, 100, 15), (OTHER, 14, 50, 30)], ids=["ally", "other"]
)
@pytest.mark.parametrize("measure", ["mde", "total"])
@pytest.mark.parametrize("step", [-1, 0, 1])
def test_a_lease_of_a_year_is_reported_at_every_value_and_reviewed_from_the_amounts(
    workspace: Workspace, *, partner: str, mde: int, total: int, days: int, measure: str, step: int
) -> None:
    amount = {"mde": mde, "total": total}[measure] * MILLION + step

    notice = asked(workspace, "lease", partner, years=1, **{measure: dollars(amount)})

    assert (notice.required, notice.formal_days) == (True, days)
    assert notice.duty == ("report" if step < 0 else "certification")
    assert notice.crossed == (("any_value",) if step < 0 else (measure,))


@pytest.mark.parametrize(("years", "required"), [(0.99, False), (1, True), (5, True), (None, True)])
def test_a_lease_counts_from_a_year_on(workspace: Workspace, years: float | None, required: bool) -> None:
    notice = asked(workspace, "lease", years=years, total=dollars(900 * MILLION))

    assert notice.required is required
    assert ("a year or more is assumed" in " ".join(notice.reasons)) is (years is None)


ENHANCEMENTS = [
    (ALLY, "mde", 25, "36b5C-new-natoplus", 15, 0),
    (ALLY, "total", 100, "36b5C-new-natoplus", 15, 0),
    (ALLY, "construction", 300, "36b5C-new-natoplus", 15, 0),
    (OTHER, "mde", 14, "36b5C-new-other", 30, 20),
    (OTHER, "total", 50, "36b5C-new-other", 30, 20),
    (OTHER, "construction", 200, "36b5C-new-other", 30, 20),
]


@pytest.mark.parametrize(("partner", "measure", "millions", "rule", "formal", "advance"), ENHANCEMENTS)
@pytest.mark.parametrize("instrument", ["upgrade", "fms"])
@pytest.mark.parametrize("step", [-1, 0, 1])
def test_an_enhancement_is_a_new_notice_from_the_amounts_and_a_report_below(
    workspace: Workspace,
    *,
    partner: str,
    measure: str,
    millions: int,
    rule: str,
    formal: int,
    advance: int,
    instrument: str,
    step: int,
) -> None:
    value = {measure: dollars(millions * MILLION + step)}

    notice = asked(workspace, instrument, partner, upgrade=True, **value)

    if step < 0:
        assert (notice.rule, notice.duty, notice.formal_days) == ("36b5-report", "report", 45)
        assert (notice.start_rule, notice.earliest) == ("before_delivery", date(2027, 1, 7))
        return
    assert (notice.rule, notice.duty) == (rule, "certification")
    assert (notice.formal_days, notice.advance_days) == (formal, advance)


def test_the_enhancement_of_a_licence_has_neither_advance_days_nor_construction(workspace: Workspace) -> None:
    notice = asked(workspace, "dcs", upgrade=True, mde=dollars(14 * MILLION))
    built = asked(workspace, "dcs", upgrade=True, construction=dollars(200 * MILLION))

    assert (notice.rule, notice.formal_days, notice.advance_days) == ("36b5C-new-other", 30, 0)
    assert built.rule == "36b5-report"


def test_a_report_of_an_enhancement_is_due_45_days_before_delivery(workspace: Workspace) -> None:
    early = asked(workspace, "upgrade", total=dollars(1), delivery=date(2027, 1, 7))
    late = asked(workspace, "upgrade", total=dollars(1), delivery=date(2027, 1, 6))

    assert (early.notify_by, late.notify_by) == (TODAY, TODAY - timedelta(days=1))
    assert "later than the delivery of 2027-01-06 allows" in " ".join(late.reasons)
    assert "allows" not in " ".join(early.reasons)


def test_notice_before_shipment_is_due_only_where_a_committee_asks(workspace: Workspace) -> None:
    unasked = asked(workspace, "pre-shipment", total=dollars(900 * MILLION))
    due = asked(workspace, "pre-shipment", shipment_asked=True, delivery=date(2026, 12, 31))

    assert (unasked.required, unasked.rule) == (False, "36i-shipment")
    assert (due.required, due.formal_days, due.notify_by) == (True, 30, date(2026, 12, 1))


# -- the tier is that of the day --------------------------------------------------------------------------

JOINED = [
    ("SWE", date(2024, 3, 7)),
    ("FIN", date(2023, 4, 4)),
    ("MKD", date(2020, 3, 27)),
    ("MNE", date(2017, 6, 5)),
    ("POL", date(1999, 3, 12)),
    ("KOR", date(2008, 10, 1)),
    ("ISR", date(2010, 10, 1)),
]


@pytest.mark.parametrize(("state", "joined"), JOINED, ids=[state for state, _ in JOINED])
def test_the_tier_changes_on_the_first_day_of_membership(
    workspace: Workspace, state: str, joined: date
) -> None:
    eve = asked(workspace, partner=f"partner-{state}", day=joined - timedelta(days=1), mde=dollars(25e6))
    first = asked(workspace, partner=f"partner-{state}", day=joined, mde=dollars(25e6))

    assert (eve.tier, eve.rule, eve.formal_days, eve.advance_days) == ("other", "36b-other", 30, 20)
    assert (first.tier, first.rule, first.formal_days, first.advance_days) == ("nato_plus", "36b-natoplus", 15, 0)  # fmt: skip


@pytest.mark.parametrize(("day", "required"), [(date(2024, 3, 6), True), (date(2024, 3, 7), False)])
def test_between_the_amounts_membership_decides_whether_it_is_notified(
    workspace: Workspace, day: date, required: bool
) -> None:
    assert asked(workspace, partner="partner-SWE", day=day, mde=dollars(14e6)).required is required


@pytest.mark.parametrize("state", ["AUS", "JPN", "NZL", "NATO"])
def test_the_listed_states_and_the_alliance_itself_are_of_the_nearer_tier(
    workspace: Workspace, state: str
) -> None:
    assert asked(workspace, partner=f"partner-{state}", mde=dollars(25e6)).rule == "36b-natoplus"


@pytest.mark.parametrize("state", ["IND", "UKR", "TWN", "JOR"])
def test_other_designations_are_not_this_tier(workspace: Workspace, state: str) -> None:
    assert asked(workspace, partner=f"partner-{state}", mde=dollars(14e6)).tier == "other"


def test_the_end_of_a_membership_ends_the_tier(workspace: Workspace, write: Write) -> None:
    def leave(tx) -> None:
        [one] = tx.all(Membership, Membership.member_id == ALLY, Membership.group_id == "partner-NATO")
        one.ends_on = PartialDate.parse("2026-11-22")

    write(leave)

    assert asked(workspace, partner=ALLY, mde=dollars(14e6)).tier == "other"
    assert asked(workspace, partner=ALLY, day=date(2026, 11, 22), mde=dollars(25e6)).tier == "nato_plus"


def test_it_says_when_another_rule_holds_on_the_day_of_the_formal_notice(workspace: Workspace) -> None:
    notice = asked(workspace, partner="partner-SWE", day=date(2024, 3, 6), mde=dollars(25e6))

    assert notice.formal_on == date(2024, 3, 26)
    assert any("On 2024-03-26" in words and "36b-natoplus" in words for words in notice.reasons)


def test_a_day_of_membership_that_is_only_partly_known_is_said_to_be(workspace: Workspace) -> None:
    within = asked(workspace, partner="partner-KOR", day=date(2008, 10, 14), mde=dollars(25e6))
    after = asked(workspace, partner="partner-KOR", day=date(2009, 1, 1), mde=dollars(25e6))

    assert "The day itself is not known" in " ".join(within.reasons)
    assert "since 2008-10 (confidence M)" in " ".join(after.reasons)
    assert "The day itself is not known" not in " ".join(after.reasons)


# -- rules are data ---------------------------------------------------------------------------------------


def test_a_new_amount_holds_from_its_day(workspace: Workspace, write: Write) -> None:
    def raise_amounts(tx) -> None:
        old = tx.get(NotificationRule, "notification_rule-36b-other")
        old.effective_to = PartialDate.parse("2026-12-31")
        tx.add(
            NotificationRule(code="36b-other-2027", instrument="fms", tier="other", equipment=dollars(23e6),
                             total=dollars(83e6), formal_days=20, effective_from=PartialDate.parse("2027-01-01"),
                             source="Invented", confidence="Q")
        )  # fmt: skip

    write(raise_amounts)
    before = asked(workspace, day=date(2026, 12, 31), mde=dollars(14e6))
    after = asked(workspace, day=date(2027, 1, 1), mde=dollars(14e6))
    over = asked(workspace, day=date(2027, 1, 1), mde=dollars(23e6))

    assert (before.required, before.rule) == (True, "36b-other")
    assert (after.required, after.rule) == (False, "36b-other-2027")
    assert (over.formal_days, over.source, over.confidence, over.badge) == (20, "Invented", "Q", "verify")


def test_the_start_rule_decides_which_day_counts_first(workspace: Workspace, write: Write) -> None:
    plain = asked(workspace, partner=ALLY, mde=dollars(25e6))
    write(
        lambda tx: setattr(
            tx.get(NotificationRule, "notification_rule-36b-natoplus"), "start_rule", "day_of_transmission"
        )
    )
    same_day = asked(workspace, partner=ALLY, mde=dollars(25e6))

    assert (plain.starts, plain.earliest) == (date(2026, 11, 24), date(2026, 12, 8))
    assert (same_day.starts, same_day.earliest) == (date(2026, 11, 23), date(2026, 12, 7))


def test_without_a_rule_it_says_that_it_cannot_say(workspace: Workspace, write: Write) -> None:
    write(lambda tx: tx.delete(tx.get(NotificationRule, "notification_rule-516f-eda")))

    notice = asked(workspace, "eda", total=dollars(9e9))

    assert (notice.required, notice.rule) == (None, "")
    assert "no rule for eda" in notice.reasons[-1]
    assert asked(workspace, "drawdown", total=dollars(9e9)).required is None


def test_without_an_amount_it_says_that_it_cannot_say(workspace: Workspace) -> None:
    notice = asked(workspace)

    assert (notice.required, notice.rule) == (None, "36b-other")
    assert "give the values" in notice.reasons[-1]


def test_what_could_still_be_reached_is_asked_for(workspace: Workspace) -> None:
    assert "Give it to be sure." in asked(workspace, total=dollars(20e6)).reasons[-1]
    assert "Give it to be sure." not in " ".join(asked(workspace, total=dollars(13e6)).reasons)


def test_a_notice_names_its_rule_source_sender_and_what_practice_adds(workspace: Workspace) -> None:
    told = notice_json(asked(workspace, mde=dollars(14e6)))

    assert (told["rule"], told["rule_record"]) == ("36b-other", "notification_rule-36b-other")
    assert (told["confidence"], told["read_on"], told["sender"]) == ("S", "2026-11-23", "DSCA, after State clears")  # fmt: skip
    assert "CRS" in told["source"]
    assert [(step["name"], step["days"]) for step in told["practice"]] == [
        ("Tiered review for other recipients", 40),
        ("Discharge of a Senate committee", 10),
    ]
    assert told["effect"] == "The period for review is over."


# -- emergency and holds ----------------------------------------------------------------------------------

WAIVER = {"emergency": "Stocks last\nnine days.", "signer": "Secretary of State"}


@pytest.mark.parametrize(
    ("instrument", "facts"),
    [("fms", {}), ("dcs", {}), ("mla", {"sme": True}), ("third-party", {}), ("lease", {}), ("upgrade", {})],
)
def test_an_emergency_waives_the_waiting_and_not_the_certification(
    workspace: Workspace, instrument: str, facts: dict[str, Any]
) -> None:
    notice = asked(workspace, instrument, mde=dollars(14e6), **facts, **WAIVER)

    assert (notice.required, notice.waived, notice.earliest, notice.signer) == (True, True, TODAY, "Secretary of State")  # fmt: skip
    assert notice.formal_days == 30
    assert any("signed by Secretary of State: Stocks last nine days." in words for words in notice.reasons)
    assert notice.practice == ()


@pytest.mark.parametrize(
    ("instrument", "days"), [("eda", 30), ("upgrade", 45)], ids=["excess articles", "report"]
)
def test_where_the_law_knows_no_waiver_the_clock_runs(
    workspace: Workspace, instrument: str, days: int
) -> None:
    notice = asked(workspace, instrument, total=dollars(8e6), **WAIVER)

    assert (notice.waived, notice.earliest) == (False, TODAY + timedelta(days=days))
    assert any("knows no waiver" in words for words in notice.reasons)


@pytest.mark.parametrize(
    "half", [{"emergency": "Stocks."}, {"signer": "Secretary"}, {"emergency": " ", "signer": "S"}]
)
def test_a_waiver_needs_justification_and_signer(workspace: Workspace, half: dict[str, str]) -> None:
    with pytest.raises(UserError, match="too"):
        asked(workspace, mde=dollars(14e6), **half)


def test_a_hold_by_custom_leaves_the_days_and_is_told(workspace: Workspace) -> None:
    notice = asked(workspace, mde=dollars(14e6), holds=(Hold("A member", TODAY),))

    assert (notice.held, notice.earliest) == (True, TODAY + timedelta(days=50))
    assert any("Held by A member since 2026-11-23 (by custom" in words for words in notice.reasons)


def test_a_hold_that_stops_the_clock_moves_the_earliest_day(workspace: Workspace) -> None:
    lifted = Hold("A committee", date(2026, 11, 25), date(2026, 11, 28), stops_clock=True)

    notice = asked(workspace, partner=ALLY, mde=dollars(25e6), holds=(lifted,))

    assert (notice.held, notice.earliest) == (False, date(2026, 12, 11))
    assert any(words.startswith("3 days of holds") for words in notice.reasons)


def test_an_emergency_without_a_clock_has_nothing_to_waive(workspace: Workspace) -> None:
    notice = asked(workspace, mde=dollars(1), **WAIVER)

    assert (notice.required, notice.waived) == (False, False)
    assert "nothing to waive" in notice.reasons[-1]


def test_doubts_of_the_amounts_are_told_below_them_too(workspace: Workspace) -> None:
    notice = asked(workspace, mde=dollars("13999999.99"), total=dollars("49999999.99"))

    assert notice.required is False
    assert "amounts not confirmed after P.L. 119-60 (Q)" in " ".join(notice.reasons)


def test_below_the_amount_of_firearms_the_note_of_their_rule_is_told(workspace: Workspace) -> None:
    notice = asked(workspace, "dcs", ALLY, total=dollars("999999.99"), firearms=True)

    assert notice.required is False
    assert "15 days for NATO+5 is M" in " ".join(notice.reasons)


def test_other_law_that_gave_jordan_the_nearer_tier_is_told_as_open(workspace: Workspace) -> None:
    notice = asked(workspace, partner="partner-JOR", mde=dollars(20 * MILLION))

    assert notice.tier is Tier.OTHER
    assert "separate law; check its end date" in " ".join(notice.reasons)


# -- amounts and refusals ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "typed", ["14000000", "14m", "14m USD", "USD 14000000", "USD 14,000,000", "$14m", "14 million", "0.014bn"]
)
def test_amounts_are_read_as_people_write_them(typed: str) -> None:
    assert read_amount(typed) == dollars(14_000_000)


@pytest.mark.parametrize("typed", ["", "much", "14x", "1e7", "USD", "14m USD USD"])
def test_what_is_no_amount_is_refused(typed: str) -> None:
    with pytest.raises(UserError, match="is not an amount"):
        read_amount(typed)


def test_another_currency_is_refused_unless_the_rule_has_it(workspace: Workspace, write: Write) -> None:
    euros = Money(Decimal(14_000_000), "EUR")
    with pytest.raises(UserError, match="no exchange rates"):
        asked(workspace, mde=euros)

    write(lambda tx: setattr(tx.get(NotificationRule, "notification_rule-36b-other"), "equipment", euros))

    assert asked(workspace, mde=euros).crossed == ("mde",)


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"instrument": "barter"}, "is no instrument"),
        ({"instrument": "lease", "upgrade": True}, "for fms and dcs"),
        ({"mde": dollars(-1)}, "cannot be negative"),
        ({"mde": dollars(2), "total": dollars(1)}, "worth more than the whole"),
        ({"instrument": "lease", "years": 0}, "above 0"),
        ({"day": date(9999, 12, 31), "mde": dollars(14e6)}, "past the end of every calendar"),
    ],
)
def test_nonsense_is_refused_in_one_sentence(workspace: Workspace, facts: dict[str, Any], words: str) -> None:
    with pytest.raises(UserError, match=words):
        asked(workspace, **facts)


# -- transfers on record ----------------------------------------------------------------------------------


def transfer(recipient: str = OTHER, **more: Any) -> Transfer:
    return Transfer(id="t-1", title="Radar sets", **{"channel": "fms", "recipient_id": recipient, **more})


def line(number: int, **more: Any) -> TransferItem:
    return TransferItem(id=f"i-{number}", transfer_id="t-1", description="Line", **more)


def put(workspace: Workspace, *records: Any) -> None:
    def add(tx) -> None:
        for record in records:
            tx.add(record)
            tx.flush()

    workspace.perform("Put", add)


def of_transfer(workspace: Workspace, day: date | None = None) -> Notice:
    with workspace.snapshot() as view:
        return notify_transfer(view, "t-1", day)


def test_a_transfer_is_weighed_by_its_lines(workspace: Workspace) -> None:
    lines = [
        line(1, value=dollars(9e6), major=True),
        line(2, value=dollars(5e6), kind="mde"),
        line(3, value=dollars(2e6)),
    ]
    put(workspace, transfer(), *lines)

    notice = of_transfer(workspace)

    assert [str(m.value) for m in notice.measures[:2]] == ["USD 14000000", "USD 16000000"]
    assert (notice.required, notice.crossed, notice.day) == (True, ("mde",), TODAY)


def test_the_greater_of_record_and_lines_is_weighed_and_the_difference_told(workspace: Workspace) -> None:
    put(workspace, transfer(value=dollars(40e6)), line(1, value=dollars(51e6)))

    notice = of_transfer(workspace)

    assert notice.crossed == ("total",)
    assert any("the record says USD 40000000, its lines come to USD 51000000" in r for r in notice.reasons)


def test_lines_without_a_value_are_told(workspace: Workspace) -> None:
    put(workspace, transfer(), line(1, value=dollars(1e6)), line(2))

    assert "1 of 2 lines have no value, so their sum may be too low." in of_transfer(workspace).reasons


@pytest.mark.parametrize(
    ("supplier", "channel", "told"),
    [
        ("partner-FRA", "fms", True),
        ("partner-FRA", "tpt", False),
        ("partner-US-DOD", "fms", False),
        (None, "fms", False),
    ],
)
def test_a_supplier_that_is_another_state_raises_a_doubt(
    workspace: Workspace, supplier: str | None, channel: str, told: bool
) -> None:
    workspace.perform("Home", lambda tx: setattr(tx.all(Desk)[0], "home_id", "partner-US-STATE"))
    put(workspace, transfer(channel=channel, supplier_id=supplier, value=dollars(50e6)))

    assert any("not the state of this desk" in words for words in of_transfer(workspace).reasons) is told


@pytest.mark.parametrize(
    ("category", "found"),
    [("USML I(a)", True), ("I(a)(2)", True), ("USML Cat I", True), ("*I(b)", True), ("USML II(a)", False),
     ("USML IV", False), ("IX(a)", False), ("ML1", False), ("", False)],
)  # fmt: skip
def test_firearms_are_known_by_their_category(workspace: Workspace, category: str, found: bool) -> None:
    put(workspace, transfer(channel="dcs"), line(1, value=dollars(1e6), category=category))

    assert of_transfer(workspace).required is found


def test_a_manufacturing_agreement_for_significant_equipment_is_notified_at_every_value(
    workspace: Workspace,
) -> None:
    put(
        workspace, transfer(channel="dcs", licence="MLA"), line(1, category="USML VIII(a)*", value=dollars(1))
    )

    assert of_transfer(workspace).rule == "36d-other"


def test_what_was_sent_runs_from_its_day_with_its_holds(workspace: Workspace) -> None:
    sent = Notification(
        id="n-1", title="26-12", transfer_id="t-1", status="formal", sent_at=NOON - timedelta(days=3)
    )
    hold = NotificationHold(
        notification_id="n-1", placed_by="A member", placed_on=PartialDate.parse("2026-11-21")
    )
    put(workspace, transfer(equipment_value=dollars(14e6)), sent, hold)

    notice = of_transfer(workspace)

    assert (notice.day, notice.formal_on, notice.earliest) == (date(2026, 11, 20), date(2026, 11, 20), date(2026, 12, 20))  # fmt: skip
    assert notice.held
    assert "No advance notice is noted" in " ".join(notice.reasons)
    assert of_transfer(workspace, TODAY).earliest == TODAY + timedelta(days=50)


def test_an_open_hold_that_stops_the_clock_has_stopped_it_until_today(workspace: Workspace) -> None:
    sent = Notification(
        id="n-1", title="26-12", transfer_id="t-1", status="formal", sent_at=NOON - timedelta(days=10)
    )
    hold = NotificationHold(
        notification_id="n-1", placed_by="A", placed_on=PartialDate.parse("2026-11-20"), stops_clock=True
    )
    put(workspace, transfer(ALLY, equipment_value=dollars(25e6)), sent, hold)

    notice = of_transfer(workspace)

    assert (notice.held, notice.earliest) == (True, date(2026, 12, 1))  # as the clock wall has it
    assert "if it is lifted on 2026-11-23" in " ".join(notice.reasons)


def test_advance_notice_that_was_given_counts(workspace: Workspace) -> None:
    given = Notification(
        title="26-13", transfer_id="t-1", status="advance", advance_sent_at=NOON - timedelta(days=15)
    )
    put(workspace, transfer(equipment_value=dollars(14e6)), given)

    notice = of_transfer(workspace)

    assert (notice.formal_on, notice.earliest) == (date(2026, 11, 28), date(2026, 12, 28))


def test_a_waiver_on_record_is_told(workspace: Workspace) -> None:
    waived = Notification(title="26-14", transfer_id="t-1", status="waived", emergency=True, signer="Secretary of State",
                          justification="Stocks.", determined_on=PartialDate.parse("2026-11-20"))  # fmt: skip
    put(workspace, transfer(equipment_value=dollars(14e6)), waived)

    notice = of_transfer(workspace)

    assert (notice.waived, notice.earliest) == (True, TODAY)
    assert "determination of 2026-11-20, signed by Secretary of State: Stocks." in " ".join(notice.reasons)


@pytest.mark.parametrize(
    ("missing", "words"), [({"channel": ""}, "no channel"), ({"recipient_id": None}, "no recipient")]
)
def test_a_transfer_that_lacks_what_decides_is_refused(
    workspace: Workspace, missing: dict[str, Any], words: str
) -> None:
    put(workspace, transfer(**missing))

    with pytest.raises(UserError, match=words):
        of_transfer(workspace)


def test_lines_in_several_currencies_are_refused(workspace: Workspace) -> None:
    put(workspace, transfer(), line(1, value=dollars(1)), line(2, value=Money(Decimal(1), "EUR")))

    with pytest.raises(UserError, match="EUR and USD"):
        of_transfer(workspace)


@pytest.mark.parametrize("channel", ["drawdown", "national_export", "donation", "technology_release"])
def test_a_channel_without_a_rule_cannot_be_said(workspace: Workspace, channel: str) -> None:
    put(workspace, transfer(channel=channel, value=dollars(9e9)))

    assert of_transfer(workspace).required is None


# -- drafts -----------------------------------------------------------------------------------------------


def test_a_draft_carries_what_the_rules_say_and_stands_on_the_clock_wall(workspace: Workspace) -> None:
    put(workspace, transfer(equipment_value=dollars(14e6)))

    made = workspace.perform("Draft", lambda tx: draft_notification(tx, "t-1").id).value

    with workspace.snapshot() as view:
        draft = view.get(Notification, made)
        [clock] = [c for c in clocks(view) if c.record_id == made]
    assert (draft.rule_id, draft.tier, draft.crossed) == ("notification_rule-36b-other", "other", "mde")
    assert (draft.status, draft.formal_days, draft.advance_days) == ("draft", 30, 20)
    assert (clock.state, clock.days) == (State.WAITING, 30)
    assert "end on 2027-01-12" in clock.reason


def test_a_draft_is_refused_where_nothing_is_due_or_one_is_there(workspace: Workspace) -> None:
    put(workspace, transfer(value=dollars(1)))
    with pytest.raises(UserError, match="nothing to notify"):
        workspace.perform("Draft", lambda tx: draft_notification(tx, "t-1"))

    workspace.perform("Edit", lambda tx: setattr(tx.get(Transfer, "t-1"), "value", dollars(50e6)))
    workspace.perform("Draft", lambda tx: draft_notification(tx, "t-1"))
    with pytest.raises(UserError, match="already"):
        workspace.perform("Draft", lambda tx: draft_notification(tx, "t-1"))
