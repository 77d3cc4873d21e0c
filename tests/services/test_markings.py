from collections.abc import Callable, Iterator

import pytest

from crisisdesk.errors import UserError
from crisisdesk.model.desk import DESK_ID, Desk
from crisisdesk.model.marking import Marking
from crisisdesk.model.partners import Membership
from crisisdesk.model.values import PartialDate
from crisisdesk.services.markings import audience, ladder, refuse_above_ceiling
from crisisdesk.store.snapshot import Snapshot
from crisisdesk.store.workspace import Workspace

Write = Callable[[Callable[..., object]], object]


@pytest.fixture
def view(workspace: Workspace) -> Iterator[Snapshot]:
    with workspace.snapshot() as view:
        yield view


def test_portion_forms_are_those_of_the_united_states_where_no_home_is_set(view: Snapshot) -> None:
    assert ladder(view).level(Marking("S")).system == "us"


def test_portion_forms_are_those_of_the_home_state(workspace: Workspace, write: Write) -> None:
    write(lambda tx: setattr(tx.get(Desk, DESK_ID), "home_id", "partner-AUS"))

    with workspace.snapshot() as view:
        assert ladder(view).level(Marking("S")).system == "aus"


def test_noforn_in_one_portion_drops_the_release_list_of_the_whole(view: Snapshot) -> None:
    banner = ladder(view).banner(
        [Marking.parse("SECRET//REL TO USA, GBR"), Marking.parse("CONFIDENTIAL//NOFORN")],
        Marking("UNCLASSIFIED"),
    )

    assert str(banner) == "SECRET//NOFORN"


def test_release_lists_are_cut_to_what_all_have_in_common(view: Snapshot) -> None:
    banner = ladder(view).banner(
        [Marking.parse("SECRET//REL TO USA, GBR, POL"), Marking.parse("CONFIDENTIAL//REL TO USA, FRA, POL")],
        Marking("UNCLASSIFIED"),
    )

    assert str(banner) == "SECRET//REL TO USA, POL"


@pytest.mark.parametrize(
    ("marking", "reason"),
    [
        ("UNCLASSIFIED", ""),
        ("UNCLASSIFIED//NOFORN", "marked NOFORN"),
        ("SECRET", "no release stated"),
        ("SECRET//REL TO USA, POL", ""),
        ("SECRET//REL TO USA, NATO", ""),
        ("SECRET//REL TO USA, FVEY", "not released to POL"),
        ("UNCLASSIFIED//REL TO USA, GBR", "not released to POL"),
        ("SECRET//ORCON//REL TO USA, POL", "marked ORCON"),
        ("CUI", "no release stated"),
    ],
)
def test_a_reader_gets_what_names_it_or_a_group_of_it(view: Snapshot, marking: str, reason: str) -> None:
    assert audience(view, "POL").obstacle(Marking.parse(marking), ladder(view)) == reason


@pytest.mark.parametrize(
    ("reader", "marking", "free"),
    [
        ("FVEY", "SECRET//REL TO USA, FVEY", True),
        ("FVEY", "SECRET//REL TO USA, AUS, CAN, GBR, NZL", True),
        ("FVEY", "SECRET//REL TO USA, AUS, CAN, GBR", False),
        ("CAN", "SECRET//REL TO USA, ACGU", True),
        ("NZL", "SECRET//REL TO USA, ACGU", False),
        ("GBR", "//JOINT SECRET GBR USA", True),
        ("FRA", "//JOINT SECRET GBR USA", False),
        ("FRA", "//JOINT SECRET FRA GBR USA//REL TO USA, GBR", False),
    ],
)
def test_groups_are_expanded_on_the_day(view: Snapshot, reader: str, marking: str, *, free: bool) -> None:
    obstacle = audience(view, reader).obstacle(Marking.parse(marking), ladder(view))

    assert (obstacle == "") is free


def test_joint_information_beside_what_nobody_released_is_withheld_from_its_owners(view: Snapshot) -> None:
    known, marks = ladder(view), [Marking.parse("//JOINT SECRET GBR USA"), Marking("TOP SECRET")]

    whole = known.banner(marks, Marking("UNCLASSIFIED"))

    assert audience(view, "GBR").obstacle(whole, known) != ""


def test_a_membership_that_has_ended_releases_nothing(workspace: Workspace, write: Write) -> None:
    def leave(tx: object) -> None:
        for one in tx.all(Membership, Membership.member_id == "partner-POL"):  # type: ignore[attr-defined]
            one.ends_on = PartialDate.parse("2020-01-01") if one.group_id == "partner-NATO" else one.ends_on

    write(leave)

    with workspace.snapshot() as view:
        assert "NATO" not in audience(view, "pol").groups


def test_an_unknown_reader_is_refused(view: Snapshot) -> None:
    with pytest.raises(UserError, match="No partner has the code “XQZ”"):
        audience(view, "XQZ")


def test_nothing_above_the_ceiling_leaves_the_desk(view: Snapshot) -> None:
    with pytest.raises(UserError, match="may export no higher than UNCLASSIFIED"):
        refuse_above_ceiling(view, ladder(view), Marking("SECRET"))
