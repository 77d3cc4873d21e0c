from pathlib import Path

import pytest

from crisisdesk.model.links import Link
from crisisdesk.model.partners import Partner
from crisisdesk.model.sanctions import Measure
from crisisdesk.store.transaction import Transaction
from crisisdesk.store.workspace import Workspace

from .conftest import Run


@pytest.fixture
def measured(desk: Path) -> Path:
    def add(tx: Transaction) -> None:
        tx.add(Measure(id="measure-ban", title="Travel ban", status="in_force"))
        for key in ("one", "mid"):
            tx.add(Partner(id=f"partner-{key}", name=f"{key} works", kind="company"))
        tx.add(Link(from_id="partner-one", to_id="partner-mid", kind="owns", percent=60))

    workspace = Workspace.open(desk)
    workspace.perform("Add", add)
    workspace.close()
    return desk


def test_a_renewal_needs_an_act(run: Run, measured: Path) -> None:
    refused = run("measure", "renew", "measure-ban", "2027-06-30")
    assert (refused.code, "Name the act" in refused.err) == (1, True)

    done = run("measure", "renew", "Travel ban", "2027-06-30", "--citation", "Act 7", "--json")
    assert (done.json["status"], done.json["ends_on"]) == ("renewed", "2027-06-30")


def test_a_step_that_does_not_follow_is_refused(run: Run, measured: Path) -> None:
    refused = run("measure", "advance", "measure-ban", "proposed")
    assert (refused.code, "next can be" in refused.err) == (1, True)


def test_without_a_listed_owner_no_company_is_named(run: Run, measured: Path) -> None:
    assert run("ownership", "--json").json == []
