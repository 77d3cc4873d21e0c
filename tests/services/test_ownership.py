from pathlib import Path

import pytest

from crisisdesk.model.links import Link
from crisisdesk.model.lists import ScreeningVerdict
from crisisdesk.model.partners import Partner
from crisisdesk.model.sanctions import Measure
from crisisdesk.model.values import PartialDate
from crisisdesk.services.findings import all_findings, findings_json, snooze
from crisisdesk.services.ownership import Owned, owned
from crisisdesk.services.screening import ScreeningRoom
from crisisdesk.services.screening_queue import decide, rescreen
from crisisdesk.store.transaction import Transaction
from crisisdesk.store.workspace import Workspace

from .listed import adopt, rows

NAMES = ["VESTERHOLT TRADING COMPANY", "ZENDA MARITIME LINES"]


@pytest.fixture
def room() -> ScreeningRoom:
    return ScreeningRoom()


@pytest.fixture
def owners(workspace: Workspace, tmp_path: Path) -> Workspace:
    """Two owners, a company they hold, and a second below it; the first owner is tied to a listing by a measure."""
    adopt(workspace, tmp_path, rows(NAMES))

    def add(tx: Transaction) -> None:
        for key, name in (
            ("one", "Vesterholt Trading Co."),
            ("two", "Quiet Bay Holdings"),
            ("mid", "Harbour Works"),
            ("low", "Pier Services"),
        ):
            tx.add(Partner(id=f"partner-{key}", name=name, kind="company"))
        tx.add(
            Measure(
                id="measure-v",
                title="Asset freeze",
                target_id="partner-one",
                list_name="ofac-non-sdn",
                list_key="9000",
            )
        )

    workspace.perform("Add", add)
    return workspace


def hold(desk: Workspace, owner: str, owned_by: str, percent: float | None, ends: str = "") -> None:
    until = PartialDate.parse(ends) if ends else None
    link = Link(
        from_id=f"partner-{owner}", to_id=f"partner-{owned_by}", kind="owns", percent=percent, ends_on=until
    )
    desk.perform("Link", lambda tx: tx.add(link))


def told(desk: Workspace) -> dict[str, Owned]:
    with desk.snapshot() as view:
        return {one.entity: one for one in owned(view)}


def test_half_of_a_company_takes_it_and_what_it_holds_in_turn(owners: Workspace) -> None:
    hold(owners, "one", "mid", 50)
    hold(owners, "mid", "low", 50)

    found = told(owners)

    assert {key: one.standing for key, one in found.items()} == {
        "partner-mid": "taken",
        "partner-low": "taken",
    }
    assert found["partner-low"].chains == (
        "Vesterholt Trading Co. 50 % > Harbour Works 50 % > Pier Services",
    )


def test_a_share_that_is_not_known_stays_open(owners: Workspace) -> None:
    hold(owners, "one", "mid", None)
    assert told(owners)["partner-mid"].standing == "unknown"


def test_a_stake_that_was_sold_counts_no_more(owners: Workspace) -> None:
    hold(owners, "one", "mid", 80, ends="2020")
    assert told(owners) == {}


def test_an_owner_that_no_list_names_takes_nothing(owners: Workspace) -> None:
    hold(owners, "two", "mid", 100)
    assert told(owners) == {}


def test_findings_name_the_company_and_the_way_to_it(owners: Workspace, room: ScreeningRoom) -> None:
    hold(owners, "one", "mid", 60)
    with owners.snapshot() as view:
        found = {one.key: one for one in all_findings(view, room)}

    one = found["D4:owned:partner-mid"]
    assert "Indicative" in one.reason
    assert "Vesterholt Trading Co. 60 % > Harbour Works" in one.reason


def test_a_name_that_may_be_listed_is_a_finding_until_a_person_decides(
    owners: Workspace, room: ScreeningRoom
) -> None:
    with owners.snapshot() as view:
        (waiting,) = rescreen(view, room)
        before = [one["key"] for one in findings_json(view, check="D4", room=room)]
    owners.perform(
        "Decide",
        lambda tx: decide(
            tx,
            waiting.subject.question.name,
            waiting.hit,
            ScreeningVerdict.FALSE_MATCH,
            "Another",
            subject="partner-one",
        ),
    )
    with owners.snapshot() as view:
        after = findings_json(view, check="listed_parties", room=room)

    assert before == ["D4:hit:partner-one"]
    assert after == []


def test_a_listing_that_ended_is_told_where_a_measure_points_to_it(
    owners: Workspace, room: ScreeningRoom, tmp_path: Path
) -> None:
    adopt(owners, tmp_path, rows())
    with owners.snapshot() as view:
        reasons = [one.reason for one in all_findings(view, room) if one.key == "D4:ended:measure-v"]
    assert len(reasons) == 1


def test_a_screening_finding_can_be_put_off(owners: Workspace, room: ScreeningRoom) -> None:
    owners.perform("Put off", lambda tx: snooze(tx, "D4:hit:partner-one", "Asked the desk", None, room))
    with owners.snapshot() as view:
        assert findings_json(view, check="D4", room=room) == []
