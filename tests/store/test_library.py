from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlite

from crisisdesk.errors import CancelledError
from crisisdesk.model.cases import CrisisCase
from crisisdesk.model.lists import ListAdoption
from crisisdesk.progress import silent
from crisisdesk.store.library import Library, StoredParty, StoredVersion
from crisisdesk.store.transaction import Transaction
from crisisdesk.store.workspace import Workspace

from .conftest import PASSPHRASE


def party(key: str, text: str = "") -> StoredParty:
    return StoredParty.of("un-sc", key, text or f'{{"key":"{key}"}}')


def version(*parties: StoredParty, dated: str = "2026-11-01") -> StoredVersion:
    return StoredVersion.of(
        "un-sc", parties, dated=dated, source="files", parties=len(parties), names=len(parties), about="{}"
    )


def adopt(desk: Workspace, number: int, *parties: StoredParty) -> StoredVersion:
    made = version(*parties)

    def operation(tx: Transaction) -> None:
        tx.library.keep(made, parties, tx.moment, silent)
        tx.add(ListAdoption(list_name="un-sc", number=number, version=made.digest))

    desk.perform("Adopt", operation)
    return made


@pytest.fixture
def altered(path: Path) -> Iterator[Workspace]:
    """A desk that keeps one version, to be altered by other means."""
    desk = Workspace.open(path)
    adopt(desk, 1, party("1"), party("2"))
    yield desk
    desk.close()


def alter(desk: Workspace, statement: str) -> None:
    connection = sqlite.connect(str(desk.path))
    connection.execute(statement)
    connection.commit()
    connection.close()


def test_a_version_comes_back_whole_and_in_its_order(desk: Workspace) -> None:
    parties = [party(str(number)) for number in range(1200, 0, -1)]
    made = adopt(desk, 1, *parties)

    with desk.snapshot() as view:
        assert list(view.library.parties(made.digest)) == parties
        assert view.library.digests(made.digest) == {one.key: one.digest for one in parties}
        assert view.library.party(made.digest, "7") == party("7")


def test_what_two_versions_share_is_kept_once(desk: Workspace) -> None:
    adopt(desk, 1, party("1"), party("2", "old"))
    second = adopt(desk, 2, party("1"), party("2", "new"), party("3"))

    with desk.snapshot() as view:
        assert view.sql("SELECT count(*) FROM listed_party").scalar() == 4
        assert view.library.party(second.digest, "2") == party("2", "new")
        assert len(view.library.versions("un-sc")) == 2


def test_a_version_does_not_have_the_parties_of_another(desk: Workspace) -> None:
    first = adopt(desk, 1, party("1"))
    adopt(desk, 2, party("1"), party("2"))

    with desk.snapshot() as view:
        assert view.library.party(first.digest, "2") is None


def test_the_same_version_is_kept_once(desk: Workspace) -> None:
    made = adopt(desk, 1, party("1"))
    adopt(desk, 2, party("1"))

    with desk.snapshot() as view:
        assert [one.digest for one in view.library.versions()] == [made.digest]


def test_undo_takes_the_adoption_back_and_leaves_the_version(desk: Workspace) -> None:
    made = adopt(desk, 1, party("1"))

    desk.undo()

    with desk.snapshot() as view:
        assert view.count(ListAdoption) == 0
        assert view.library.find(made.digest) is not None
    assert desk.check().ok


def test_a_cancelled_adoption_leaves_nothing(desk: Workspace) -> None:
    def cancel(*_: object) -> None:
        raise CancelledError

    parties = (party("1"),)
    with pytest.raises(CancelledError):
        desk.perform("Adopt", lambda tx: tx.library.keep(version(*parties), parties, tx.moment, cancel))

    with desk.snapshot() as view:
        assert view.library.versions() == ()


def test_the_past_reads_the_library_without_a_copy_of_it(desk: Workspace) -> None:
    first = adopt(desk, 1, party("1"))
    adopt(desk, 2, party("2"))

    with desk.snapshot(at=2) as view:
        adoption = view.all(ListAdoption)
        assert [one.version for one in adoption] == [first.digest]
        assert view.library.party(adoption[0].version, "1") == party("1")
        assert view.sql("SELECT count(*) FROM sqlite_master WHERE name = 'listed_party'").scalar() == 0


def test_an_encrypted_desk_keeps_lists_and_shows_them_in_the_past(encrypted: Path) -> None:
    desk = Workspace.open(encrypted, passphrase=PASSPHRASE)
    made = adopt(desk, 1, party("1"))
    desk.perform("Rename", lambda tx: setattr(tx.get(CrisisCase, "case-a"), "title", "x"))

    with desk.snapshot(at=2) as view:
        assert list(view.library.parties(made.digest)) == [party("1")]
    assert desk.check().ok
    desk.close()


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE listed_party SET party = 'x' WHERE number = 1", "listed party 1 was altered"),
        ("UPDATE listed_party SET key = 'x' WHERE number = 1", "listed party 1 was altered"),
        ("DELETE FROM listed_party WHERE number = 2", "lacks 1 of its parties"),
        ("UPDATE list_version SET names = 9", "was altered outside"),
        ("UPDATE list_version SET members = zeroblob(0)", "was altered outside"),
        ("DELETE FROM list_version", "is not in the library"),
    ],
)
def test_check_sees_what_was_altered_behind_its_back(altered: Workspace, statement: str, said: str) -> None:
    alter(altered, statement)

    assert any(said in problem for problem in altered.check().problems)


def test_a_party_of_another_list_or_key_has_another_digest() -> None:
    digests = {StoredParty.of(*given).digest for given in (("a", "1", "x"), ("b", "1", "x"), ("a", "2", "x"))}

    assert len(digests) == 3


def test_a_library_without_lists_has_nothing(desk: Workspace) -> None:
    with desk.snapshot() as view:
        library: Library = view.library
        assert (library.versions(), library.find("x"), library.party("x", "1")) == ((), None, None)
        assert library.some(["x"]) == {}
