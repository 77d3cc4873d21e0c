from collections.abc import Callable
from typing import Any

from crisisdesk.model.burdens import BurdenShare
from crisisdesk.model.commitments import Commitment
from crisisdesk.model.desk import DESK_ID, Desk
from crisisdesk.model.values import Money, PartialDate, Share
from crisisdesk.services.ledger import Ledger, ledger, ledger_json
from crisisdesk.store.workspace import Workspace

Write = Callable[..., Any]


def day(text: str) -> PartialDate:
    return PartialDate.parse(text)


def book(workspace: Workspace, case_id: str = "") -> Ledger:
    with workspace.snapshot() as view:
        return ledger(view, case_id)


def add(write: Write, name: str, giver: str = "POL", **more: Any) -> None:
    write(
        lambda tx: tx.add(
            Commitment(
                **{"id": name, "text": name, "giver_id": f"partner-{giver}", "status": "pledged", **more}
            )
        )
    )


def test_a_pledge_without_a_date_is_open_ended_and_never_on_time(workspace: Workspace, write: Write) -> None:
    add(write, "c-1")

    found = book(workspace)

    assert found.promises[0].timing == "open-ended"
    assert (found.open_ended, found.overdue, found.without_value) == (1, 0, 1)


def test_each_promise_says_how_it_stands_to_its_day(workspace: Workspace, write: Write) -> None:
    add(write, "c-1", due_on=day("2026-11-22"))
    add(write, "c-2", due_on=day("2026-11-23"))
    add(write, "c-3", due_on=day("2026-11-01"), status="delivered", delivered_on=day("2026-11-05"))
    add(write, "c-4", due_on=day("2026-11-10"), status="delivered", delivered_on=day("2026-11-05"))
    add(write, "c-5", status="withdrawn")

    timing = {one.id: one.timing for one in book(workspace).promises}

    assert timing == {
        "c-1": "overdue",
        "c-2": "due",
        "c-3": "delivered late",
        "c-4": "delivered",
        "c-5": "given up",
    }


def test_promises_to_us_and_by_us_are_told_apart(workspace: Workspace, write: Write) -> None:
    write(lambda tx: setattr(tx.get(Desk, DESK_ID), "home_id", "partner-USA"))
    add(write, "c-1", receiver_id="partner-US-STATE")
    add(write, "c-2", giver="US-STATE", receiver_id="partner-POL")
    add(write, "c-3", receiver_id="partner-FRA")

    assert {one.id: one.direction for one in book(workspace).promises} == {
        "c-1": "to us",
        "c-2": "by us",
        "c-3": "others",
    }


def test_the_gap_between_pledge_and_delivery_is_counted(workspace: Workspace, write: Write) -> None:
    add(
        write,
        "c-1",
        value=Money.parse("EUR 200000"),
        delivered=Share.parse("25"),
        pledged_on=day("2026-11-03"),
    )

    [one] = book(workspace).promises

    assert (one.gap, one.days) == ("EUR 150000", 20)


def test_shares_are_by_currency_with_a_bracket_and_what_they_rest_on(
    workspace: Workspace, write: Write
) -> None:
    add(write, "c-1", value=Money.parse("EUR 300"), certainty="confirmed")
    add(write, "c-2", value=Money.parse("EUR 100"), certainty="claimed")
    add(write, "c-3", giver="FRA", value=Money.parse("EUR 400"), certainty="reported")
    add(write, "c-4", giver="FRA", value=Money.parse("USD 999"))
    add(write, "c-5", giver="FRA", value=Money.parse("EUR 5000"), certainty="disputed")
    add(write, "c-6", giver="FRA", status="withdrawn", value=Money.parse("EUR 5000"))

    shares = {(b.giver, b.unit): b for b in book(workspace).burdens if b.basis == "value"}

    poland, france = shares["Poland", "EUR"], shares["France", "EUR"]
    assert (poland.amount, poland.low, poland.percent, poland.counted, poland.of) == (
        "400",
        "300",
        "50.0 %",
        2,
        2,
    )
    assert (france.amount, france.percent, france.counted, france.of) == ("400", "50.0 %", 1, 3)
    assert shares["France", "USD"].percent == "100.0 %"


def test_in_kind_is_counted_by_its_unit(workspace: Workspace, write: Write) -> None:
    add(write, "c-1", quantity=3, unit="helicopter")
    add(write, "c-2", giver="FRA", quantity=1, unit="helicopter")

    kind = {
        b.giver: (b.denominator, b.amount, b.percent) for b in book(workspace).burdens if b.basis == "kind"
    }

    assert kind["Poland"] == ("share of all pledged in kind, counted in helicopter", "3", "75.0 %")


def test_the_share_of_gross_domestic_product_is_told_only_where_it_was_entered(
    workspace: Workspace, write: Write
) -> None:
    add(write, "c-1", value=Money.parse("EUR 1000"))
    add(write, "c-2", giver="FRA", value=Money.parse("EUR 1000"))
    spent = BurdenShare(partner_id="partner-POL", basis="defence_gdp", year=2025, share=Share.parse("4"),
                        value=Money.parse("EUR 40000"), denominator="GDP at current prices")  # fmt: skip
    write(lambda tx: tx.add(spent))

    by = {b.giver: b for b in book(workspace).burdens if b.basis == "gdp"}

    assert (by["Poland"].percent, by["Poland"].denominator) == (
        "0.1 %",
        "percent of the giver's GDP of 2025, as entered",
    )
    assert (by["France"].percent, by["France"].denominator) == (
        "",
        "percent of the giver's GDP, which is not entered",
    )


def test_the_ledger_is_json(workspace: Workspace, write: Write) -> None:
    add(write, "c-1", case_id="case-1", value=Money.parse("EUR 1000"))

    assert [p["id"] for p in ledger_json(book(workspace, "case-1"))["promises"]] == ["c-1"]
    assert book(workspace, "case-2").promises == ()
