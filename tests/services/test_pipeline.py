"""The pipeline, its queues, money, drawdowns and the map: what stands where, and what is late."""

from collections.abc import Callable
from typing import Any

import pytest

from crisisdesk.errors import UserError
from crisisdesk.model.conditions import Condition
from crisisdesk.model.controls import Licence
from crisisdesk.model.deliveries import DrawdownTranche
from crisisdesk.model.partners import Involvement
from crisisdesk.model.programmes import Programme, ProgrammeMoney
from crisisdesk.model.transfers import Adjustment, Transfer
from crisisdesk.model.values import Money, PartialDate
from crisisdesk.model.vetting import EndUseCheck, Unit, Vetting
from crisisdesk.services.drawdowns import drawdowns, fiscal_year_of
from crisisdesk.services.money import money_lines
from crisisdesk.services.pipeline import pipeline
from crisisdesk.services.transfer_map import touched
from crisisdesk.services.transfer_queues import (
    conditions_due,
    end_use_queue,
    licences_pending,
    vetting_queue,
)
from crisisdesk.store.workspace import Workspace

Write = Callable[..., Any]
Put = Callable[..., None]
DAY, USD = PartialDate.parse, Money.parse


@pytest.fixture
def put(write: Write) -> Put:
    """Add records, each after what it refers to."""

    def adding(*records: Any) -> None:
        def operation(tx: Any) -> None:
            for record in records:
                tx.add(record)
                tx.flush()

        write(operation)

    return adding


def asked(workspace: Workspace, question: Callable[..., Any], *facts: Any, **more: Any) -> Any:
    with workspace.snapshot() as view:
        return question(view, *facts, **more)


def transfer(name: str, **facts: Any) -> Transfer:
    told: dict[str, Any] = {"channel": "fms", "status": "agreed", "case_id": "case-1"} | facts
    return Transfer(id=name, title=name, **told)


# -- the board --------------------------------------------------------------------------------------------


def test_each_transfer_stands_in_one_column_and_currencies_are_never_added(
    workspace: Workspace, put: Put
) -> None:
    put(
        transfer("a", value=USD("USD 5000000")),
        transfer("b", value=USD("EUR 7000000"), channel="dcs"),
        transfer("c", status="offered"),
        transfer("d", status="cancelled"),
    )

    board = asked(workspace, pipeline)

    counts = {stage.code: stage.count for stage in board.stages if stage.count}
    assert counts == {"agreed": 2, "offered": 1}
    agreed = next(stage for stage in board.stages if stage.code == "agreed")
    assert [str(value) for value in agreed.values] == ["EUR 7000000", "USD 5000000"]
    assert [stage.code for stage in board.instruments] == ["fms", "dcs"]
    assert asked(workspace, pipeline, closed=True).stages[-2].count == 1


def test_the_stages_follow_the_order_of_the_vocabulary(workspace: Workspace) -> None:
    codes = [stage.code for stage in asked(workspace, pipeline).stages]
    assert codes[:4] == ["requested", "assessed", "offered", "approved"]


def test_a_line_tells_its_next_day_its_finer_stage_and_its_levers(workspace: Workspace, put: Put) -> None:
    put(
        transfer(
            "a",
            sale_stage="executing",
            delivery_on=DAY("2026-11-20"),
            check_on=DAY("2027-01-01"),
            offer_expires_on=DAY("2026-01"),
        ),
        Adjustment(id="l", kind="hold", transfer_id="a", status="in_force"),
    )

    [line] = asked(workspace, pipeline).lines

    assert (line.stage, line.next_label, line.days_left, line.adjustments) == (
        "Executing",
        "Delivery due",
        -3,
        1,
    )


def test_programmes_have_their_transfers(workspace: Workspace, put: Put) -> None:
    put(Programme(id="p", title="Radar line", kind="fmf"), transfer("a", programme_id="p"), transfer("b"))
    assert [(s.label, s.count) for s in asked(workspace, pipeline).programmes] == [
        ("Radar line", 1),
        ("No programme", 1),
    ]


# -- money ------------------------------------------------------------------------------------------------


def test_deobligation_is_a_row_below_nought_and_a_silent_stage_is_not_nought(
    workspace: Workspace, put: Put
) -> None:
    put(Programme(id="p", title="Radar line", kind="fmf"))
    for name, stage, amount, year in (("1", "requested", 30, 2025), ("2", "obligated", 20, 2025), ("3", "obligated", -5, 2025),
                                      ("4", "obligated", 9, 2026)):  # fmt: skip
        put(
            ProgrammeMoney(
                id=name,
                programme_id="p",
                stage=stage,
                amount=USD(f"USD {amount}"),
                fiscal_year=year,
                note="deobligated",
            )
        )

    newer, older = asked(workspace, money_lines)

    assert (newer.fiscal_year, older.fiscal_year) == (2026, 2025)
    assert (str(older.amount("obligated")), str(older.amount("requested"))) == ("USD 15", "USD 30")
    assert (older.amount("expended"), older.returned, len(older.rows)) == (None, -5, 3)


def test_a_case_has_the_money_that_pays_for_its_transfers(workspace: Workspace, put: Put) -> None:
    put(
        Programme(id="p", title="Radar line", kind="fmf"),
        ProgrammeMoney(id="m", programme_id="p", stage="requested", amount=USD("USD 1"), fiscal_year=2026),
        transfer("a", programme_id="p"),
    )
    assert [line.programme_id for line in asked(workspace, money_lines, "case-1")] == ["p"]


# -- queues -----------------------------------------------------------------------------------------------


def test_a_unit_stands_in_the_queue_until_its_vetting_is_good(
    workspace: Workspace, put: Put, write: Write
) -> None:
    put(Unit(id="u", name="First Battalion"), transfer("a", end_user="First Battalion"))
    [row] = asked(workspace, vetting_queue)
    assert (row.subject, row.vetting_id, row.doubt) == (
        "First Battalion",
        "",
        "First Battalion has no vetting on record.",
    )

    put(
        Vetting(
            id="v",
            subject="First Battalion",
            unit_id="u",
            transfer_id="a",
            outcome="approved",
            decided_on=DAY("2026-01-01"),
        )
    )

    assert asked(workspace, vetting_queue) == []
    [row] = asked(workspace, vetting_queue, settled=True)
    assert str(row.valid_until) == "2027-01-01"


def test_the_end_use_queue_tells_what_each_needs(workspace: Workspace, put: Put) -> None:
    put(
        transfer("bare"),
        transfer("late"),
        EndUseCheck(id="1", title="Late", transfer_id="late", planned_on=DAY("2026-11-01")),
        EndUseCheck(
            id="2",
            title="Bad",
            transfer_id="late",
            done_on=DAY("2026-11-02"),
            result="unfavorable",
            status="closed_unfavorable",
        ),
        EndUseCheck(
            id="3",
            title="Fine",
            transfer_id="late",
            done_on=DAY("2026-11-02"),
            result="favorable",
            status="closed_favorable",
        ),
    )
    found = {row.title: (row.need, row.overdue) for row in asked(workspace, end_use_queue)}
    assert found == {
        "Late": ("make", True),
        "Bad": ("follow_up", True),
        "No end-use check is planned": ("plan", False),
    }


def test_licences_wait_with_days_norm_and_blocker_and_a_return_is_no_wait(
    workspace: Workspace, put: Put
) -> None:
    put(
        Licence(
            id="1",
            title="Slow",
            regime="munitions",
            outcome="staffed",
            submitted_on=DAY("2026-08-01"),
            blocker="DTSA",
        ),
        Licence(id="2", title="New", outcome="submitted", submitted_on=DAY("2026-11-20")),
        Licence(id="3", title="Returned", outcome="RWA", submitted_on=DAY("2026-01-01")),
    )
    slow, new = asked(workspace, licences_pending)
    assert (slow.title, slow.days, slow.norm, slow.slow, slow.blocker) == ("Slow", 114, 60, True, "DTSA")
    assert (new.days, new.norm, new.slow) == (3, None, False)


def test_a_condition_is_due_and_open_again_when_its_waiver_ran_out(workspace: Workspace, put: Put) -> None:
    put(
        Condition(
            id="1", text="Late", status="in_force", due_on=DAY("2026-11-20"), metric="Reports", target="4"
        ),
        Condition(id="2", text="Waived", status="waived", waiver="Minister", waived_until=DAY("2026-11-22")),
        Condition(
            id="3", text="Waived still", status="waived", waiver="Minister", waived_until=DAY("2026-12-22")
        ),
        Condition(id="4", text="Met", status="met", evidence="Seen"),
    )
    late, waived = asked(workspace, conditions_due)
    assert (late.text, late.overdue, late.days_left, late.lacks) == ("Late", True, -3, ("owner",))
    assert waived.text == "Waived"
    assert [row.text for row in asked(workspace, conditions_due, within_days=10)] == ["Late"]


# -- drawdowns --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("day", "year"), [("2026-09-30", 2026), ("2026-10-01", 2027), ("2026-01-01", 2026)])
def test_a_fiscal_year_begins_in_october(day: str, year: int) -> None:
    assert fiscal_year_of(DAY(day).first, 10) == year


def test_an_authority_tells_cap_determined_executed_and_what_is_left(workspace: Workspace, put: Put) -> None:
    one = {"channel": "drawdown", "authority_id": "authority-pda-506a1"}
    put(
        transfer("a", **one, determined_on=DAY("2026-11-01"), ceiling=USD("USD 60000000")),
        transfer("b", **one, determined_on=DAY("2026-11-10"), ceiling=USD("USD 50000000")),
        transfer("c", **one, determined_on=DAY("2026-09-10"), ceiling=USD("USD 10000000")),
        DrawdownTranche(
            id="t", transfer_id="a", number="1", executed=USD("USD 20000000"), notified_on=DAY("2026-11-02")
        ),
    )

    now, before = asked(workspace, drawdowns)

    assert (now.fiscal_year, before.fiscal_year, now.code) == (2027, 2026, "pda-506a1")
    assert (str(now.cap), str(now.left), now.over) == ("USD 100000000", "USD -10000000", True)
    assert [str(value) for value in now.executed] == ["USD 20000000"]
    assert (str(before.left), before.over) == ("USD 90000000", False)
    assert now.source
    assert now.confidence == "S"


# -- the map ----------------------------------------------------------------------------------------------


def test_a_case_touches_transfers_by_partner_lever_and_record_and_says_why(
    workspace: Workspace, put: Put
) -> None:
    put(
        transfer("own"),
        transfer("partners", case_id=None, recipient_id="partner-POL"),
        transfer("levers", case_id=None),
        transfer("apart", case_id=None, recipient_id="partner-ROU"),
        Involvement(id="i", case_id="case-1", partner_id="partner-POL"),
        Adjustment(id="l", kind="hold", transfer_id="levers", case_id="case-1"),
    )

    found = {one.line.id: [touch.why for touch in one.touches] for one in asked(workspace, touched, "case-1")}

    assert found == {
        "own": ["It belongs to the case"],
        "levers": ["A lever of the case moves it"],
        "partners": ["Its recipient has a role in the case"],
    }
    with pytest.raises(UserError, match="no case"):
        asked(workspace, touched, "case-none")
