import resource
from pathlib import Path

import pytest

from crisisdesk.errors import CancelledError, UserError
from crisisdesk.model.lists import ListAdoption
from crisisdesk.model.sanctions import Measure
from crisisdesk.progress import silent
from crisisdesk.services.list_differences import in_words, list_difference
from crisisdesk.services.listings import ListingState, linked_listings, listed_party
from crisisdesk.services.lists import adopt, adopt_lists, adopted, check_lists, list_named
from crisisdesk.store.workspace import Workspace

from .listed import SHARED, rows, written
from .listed import adopt as adopt_rows

LIST = "ofac-non-sdn"
SDN = SHARED / "sanctions" / "ofac_sdn_2023-12-28"


@pytest.fixture
def sdn() -> list[Path]:
    if not SDN.exists():
        pytest.skip("the large real files are not beside the repository")
    return sorted(SDN.iterdir())


@pytest.fixture
def later() -> list[Path]:
    return sorted((SHARED / "sanctions" / "ofac_sdn_2024-02-14").iterdir())


def test_checking_tells_what_would_change_and_writes_nothing(workspace: Workspace, tmp_path: Path) -> None:
    path = written(tmp_path / "cons_prim.csv", rows())

    found = check_lists(workspace, LIST, [path], silent)

    assert (found.version.parties, len(found.difference.added)) == (230, 230)
    with workspace.snapshot() as view:
        assert (adopted(view), view.library.versions(), view.revision) == ({}, (), 2)


def test_adopting_is_one_revision_with_its_counts(workspace: Workspace, tmp_path: Path) -> None:
    adopt_rows(workspace, tmp_path, rows())

    done = adopt_rows(workspace, tmp_path, rows(["NEW HOUSE"], without=[3, 4]))

    assert (done.adoption.added, done.adoption.changed, done.adoption.removed) == (1, 0, 2)
    with workspace.snapshot() as view:
        assert view.revision == 4
        assert view.revision_named(4).summary.endswith("1 added, 0 changed, 2 removed")
        assert adopted(view)[LIST].number == 2


def test_adopting_the_same_files_twice_changes_nothing(workspace: Workspace, tmp_path: Path) -> None:
    first = adopt_rows(workspace, tmp_path, rows())

    again = adopt_rows(workspace, tmp_path, rows())

    assert (again.revision, again.adoption.id) == (0, first.adoption.id)
    assert not again.proposal.difference


def test_one_undo_takes_an_adoption_back_and_one_redo_puts_it_in_force(
    workspace: Workspace, tmp_path: Path
) -> None:
    adopt_rows(workspace, tmp_path, rows())
    adopt_rows(workspace, tmp_path, rows(["NEW HOUSE"]))

    workspace.undo()
    with workspace.snapshot() as view:
        assert listed_party(view, LIST, "9000") is None
    workspace.redo()

    with workspace.snapshot() as view:
        assert listed_party(view, LIST, "9000") is not None


def test_the_past_has_the_list_of_its_time(workspace: Workspace, tmp_path: Path) -> None:
    adopt_rows(workspace, tmp_path, rows())
    adopt_rows(workspace, tmp_path, rows(["NEW HOUSE"]))

    with workspace.snapshot(at=3) as view:
        assert (adopted(view)[LIST].number, listed_party(view, LIST, "9000")) == (1, None)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "empty|no sanctions list"),
        (rows(count=100), "a whole list has 200"),
        (rows()[:-400] + '"', "line|damaged|broken"),
        ("a,b\r\n1,2\r\n", "no columns of a sanctions list|no sanctions list"),
    ],
)
def test_what_cannot_be_a_whole_list_is_refused_and_the_version_stays(
    workspace: Workspace, tmp_path: Path, text: str, said: str
) -> None:
    adopt_rows(workspace, tmp_path, rows())

    with pytest.raises(UserError, match=said):
        adopt_rows(workspace, tmp_path, text)

    with workspace.snapshot() as view:
        assert adopted(view)[LIST].number == 1


def test_half_a_list_delists_nobody(workspace: Workspace, tmp_path: Path) -> None:
    adopt_rows(workspace, tmp_path, rows(count=500))

    with pytest.raises(UserError, match="500 are known"):
        adopt_rows(workspace, tmp_path, rows(count=250))


def test_files_of_another_list_are_refused_by_name(workspace: Workspace, tmp_path: Path) -> None:
    path = written(tmp_path / "x.csv", rows())

    with pytest.raises(UserError, match=r"x\.csv is the .* \(ofac-non-sdn\), not ofac-sdn"):
        adopt_lists(workspace, "ofac-sdn", [path], silent)


def test_cancelling_leaves_the_desk_as_it_was(workspace: Workspace, tmp_path: Path) -> None:
    def cancel(_done: int, _total: int, text: str, /) -> None:
        if text == "Keeping the list":
            raise CancelledError

    with pytest.raises(CancelledError):
        adopt_lists(workspace, LIST, [written(tmp_path / "a.csv", rows())], cancel)

    with workspace.snapshot() as view:
        assert (view.count(ListAdoption), view.library.versions()) == (0, ())


def test_a_version_that_was_overtaken_is_not_adopted(workspace: Workspace, tmp_path: Path) -> None:
    proposal = check_lists(workspace, LIST, [written(tmp_path / "a.csv", rows())], silent)
    adopt_rows(workspace, tmp_path, rows(["NEW HOUSE"]))

    with pytest.raises(UserError, match="adopted meanwhile"):
        adopt(workspace, proposal, silent)


def test_the_difference_names_what_is_new_gone_and_changed(workspace: Workspace, tmp_path: Path) -> None:
    adopt_rows(workspace, tmp_path, rows(["OLD HOUSE"], remarks='"DOB 1960."'))
    adopt_rows(workspace, tmp_path, rows(["OLDER HOUSE"], without=[7], remarks='"DOB 1961."'))

    with workspace.snapshot() as view:
        found = list_difference(view, LIST)

    assert (found.difference.added, found.difference.removed) == ((), ("7",))
    changes = dict(found.difference.changed)["9000"]
    assert [in_words(side) for side in changes["names"]] == ["OLD HOUSE", "OLDER HOUSE"]
    assert [in_words(side) for side in changes["births"]] == ["1960", "1961"]


def test_versions_are_named_by_number(workspace: Workspace, tmp_path: Path) -> None:
    for names in ([], ["NEW HOUSE"], ["NEW HOUSE", "THIRD HOUSE"]):
        adopt_rows(workspace, tmp_path, rows(names))

    with workspace.snapshot() as view:
        assert list_difference(view, LIST, "1", "3").difference.added == ("9000", "9001")
        with pytest.raises(UserError, match="names no version"):
            list_difference(view, LIST, "9")


def test_a_difference_needs_two_versions(workspace: Workspace, tmp_path: Path) -> None:
    with workspace.snapshot() as view, pytest.raises(UserError, match="No version"):
        list_difference(view, LIST)
    adopt_rows(workspace, tmp_path, rows())
    with workspace.snapshot() as view, pytest.raises(UserError, match="Only one version"):
        list_difference(view, LIST)


def test_an_ended_listing_keeps_its_links_and_says_since_when(workspace: Workspace, tmp_path: Path) -> None:
    adopt_rows(workspace, tmp_path, rows(["OLD HOUSE"]))
    workspace.perform("Add", lambda tx: tx.add(Measure(title="Freeze", list_name=LIST, list_key="9000")))
    adopt_rows(workspace, tmp_path, rows())

    with workspace.snapshot() as view:
        (link,) = linked_listings(view)

    assert link.listing is not None
    assert (link.listing.state, link.listing.party.name) == (ListingState.ENDED, "OLD HOUSE")
    assert link.listing.sentence == "“OLD HOUSE” is no longer listed since 2026-11-23."


def test_a_party_that_comes_back_is_listed(workspace: Workspace, tmp_path: Path) -> None:
    for names in (["OLD HOUSE"], [], ["OLD HOUSE"]):
        adopt_rows(workspace, tmp_path, rows(names))

    with workspace.snapshot() as view:
        found = listed_party(view, LIST, "9000")
    assert found is not None
    assert (found.state, found.ended_on) == (ListingState.LISTED, None)


@pytest.mark.parametrize("text", ["ofac-sdn", "OFAC_SDN", "ofac sdn", "OfacSdn"])
def test_a_list_is_found_by_any_spelling_of_its_name(text: str) -> None:
    assert list_named(text) == "ofac-sdn"


def test_a_part_of_a_name_is_enough_when_only_one_list_has_it() -> None:
    assert (list_named("seco"), list_named("bis")) == ("ch-seco", "us-bis-dpl")
    with pytest.raises(UserError, match="There is no sanctions list"):
        list_named("ofac")


@pytest.mark.shared
@pytest.mark.slow
def test_seven_weeks_of_the_sdn_list_are_adopted(
    workspace: Workspace, sdn: list[Path], later: list[Path]
) -> None:
    first = adopt_lists(workspace, "ofac-sdn", sdn, silent).adoption
    second = adopt_lists(workspace, "ofac-sdn", later, silent)

    assert (first.parties, first.added, first.changed, first.removed) == (13_821, 13_821, 0, 0)
    assert (second.adoption.added, second.adoption.removed, second.adoption.changed) == (113, 6, 11)
    assert any("aliases (17,091 rows)" in note for note in second.proposal.notes)
    assert adopt_lists(workspace, "ofac-sdn", later, silent).revision == 0
    with workspace.snapshot() as view:
        found = list_difference(view, "ofac-sdn").difference
        assert (len(found.added), len(found.removed), len(found.changed)) == (113, 6, 11)
    workspace.undo()
    with workspace.snapshot() as view:
        assert adopted(view)["ofac-sdn"].version == first.version
    assert workspace.check().ok


@pytest.mark.shared
@pytest.mark.slow
def test_the_largest_real_list_stays_within_memory(workspace: Workspace, sdn: list[Path]) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    adopt_lists(workspace, "ofac-sdn", sdn, silent)

    assert (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024 < 250
