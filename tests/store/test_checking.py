"""What was altered with another program is noticed, and named."""

import re
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlite

from crisisdesk.errors import UserError
from crisisdesk.model.cases import CrisisCase
from crisisdesk.model.partners import Partner
from crisisdesk.store.workspace import Workspace


@pytest.fixture
def written(path: Path) -> Path:
    desk = Workspace.open(path)
    desk.perform("Add", lambda tx: tx.add(Partner(id="partner-b", name="Lemuria")))
    desk.perform("Rename", lambda tx: setattr(tx.get(CrisisCase, "case-a"), "title", "Strait reopened"))
    desk.perform("Keep", lambda tx: [tx.keep(b"brief"), tx.add(Partner(id="partner-c", name="Mu"))])
    desk.close()
    return path


def altered(path: Path, statement: str) -> None:
    connection = sqlite.connect(path, isolation_level=None)
    connection.execute(statement).fetchall()
    connection.close()


def problems(path: Path) -> str:
    desk = Workspace.open(path)
    report = desk.check()
    desk.close()
    assert report.ok == (not report.problems)
    return "\n".join(report.problems)


def test_a_sound_desk_has_no_problems(written: Path) -> None:
    desk = Workspace.open(written)
    report = desk.check()

    assert (report.problems, report.revisions, len(report.head)) == ((), 4, 64)
    desk.close()


@pytest.mark.parametrize(
    ("statement", "named"),
    [
        ("UPDATE change SET after = replace(after, 'reopened', 'reopenex') WHERE revision_id = 3", "Revision 3 (“Ren"),
        ("UPDATE change SET before = NULL WHERE revision_id = 3", "Revision 3"),
        ("UPDATE change SET revision_id = 2 WHERE revision_id = 3", "Revision 3"),
        ("DELETE FROM change WHERE revision_id = 3", "Revision 3"),
        ("INSERT INTO change (revision_id, record_type, record_id) VALUES (3, 'case', 'case-z')", "Revision 3"),
        ("INSERT INTO change (revision_id, record_type, record_id) VALUES (9, 'case', 'case-z')", "a revision 9"),
        ("UPDATE revision SET summary = 'Renamf' WHERE id = 3", "Revision 3 (“Renamf”) does not fit its digest"),
        ("UPDATE revision SET actor = 'nobody' WHERE id = 3", "Revision 3"),
        ("UPDATE revision SET at = replace(at, 'T', 'U') WHERE id = 3", "Revision 3"),
        ("UPDATE revision SET digest = replace(digest, 'a', 'b') WHERE id = 3", "Revision 3"),
        ("DELETE FROM revision WHERE id = 3", "Revision 3 is missing"),
        ("DELETE FROM revision WHERE id = 4", "The journal ends at revision 3, but revision 4 was written once"),
        ("UPDATE partner SET name = 'Lemuris' WHERE id = 'partner-b'", "partner partner-b was altered outside CrisisDesk: its name"),
        ("UPDATE partner SET name = CAST(name AS BLOB) WHERE id = 'partner-b'", "partner partner-b was altered"),
        ("DELETE FROM partner WHERE id = 'partner-b'", "The partner partner-b is gone"),
        ("UPDATE partner SET id = 'partner-z' WHERE id = 'partner-b'", "The partner partner-z is there, but the journal does not"),
        ("DELETE FROM catalogue WHERE id = 'partner-b'", "1 partners are not in the search index"),
        ("UPDATE catalogue SET record_type = 'case' WHERE id = 'partner-b'", "1 partners are not in the search index"),
        ("INSERT INTO catalogue VALUES (99, 'x', 'partner', 'x')", "1 records of the catalogue are not in the search"),
        ("UPDATE content SET bytes = x'00'", "was altered outside CrisisDesk"),
        ("UPDATE change SET after = '{' WHERE revision_id = 3", "Revision 3"),
        ("UPDATE change SET revision_id = 'x' WHERE revision_id = 3", "changes of a revision x that it does not have"),
    ],
)  # fmt: skip
def test_what_another_program_altered_is_named(written: Path, statement: str, named: str) -> None:
    altered(written, statement)

    assert named in problems(written)


def test_one_byte_in_the_file_is_noticed_wherever_it_is(written: Path) -> None:
    sound = written.read_bytes()
    places = [found.start() for found in re.finditer(b"Strait reopened", sound)]

    assert len(places) == 3  # in the record, in the journal, in the catalogue
    for place in places:
        written.write_bytes(sound[:place] + b"s" + sound[place + 1 :])
        assert re.search("Revision 3 |The case case-a ", problems(written))


def test_a_reference_to_nothing_is_named(written: Path) -> None:
    altered(written, "UPDATE desk SET home_id = 'partner-none'")

    assert "of desk refers to a partner that is not there" in problems(written)


def test_an_altered_page_of_an_encrypted_desk_is_noticed(encrypted: Path) -> None:
    content = bytearray(encrypted.read_bytes())
    content[-2000] ^= 1
    encrypted.write_bytes(content)
    desk = Workspace.open(encrypted, passphrase='o\'Brien "quoted" ü 🚢')

    try:
        said = "\n".join(desk.check().problems)
    except UserError as refusal:
        said = str(refusal)
    finally:
        desk.close()

    assert "damaged" in said


def test_a_check_tells_how_far_it_is_and_changes_nothing(written: Path) -> None:
    before, steps = written.read_bytes(), []
    desk = Workspace.open(written, read_only=True)

    desk.check(lambda done, total, text: steps.append((done, total)))

    desk.close()
    assert steps == [(n, steps[-1][1]) for n in range(steps[-1][1] + 1)]
    assert written.read_bytes() == before


def test_an_index_can_be_made_anew(written: Path) -> None:
    altered(written, "DELETE FROM catalogue")
    desk = Workspace.open(written)

    desk.rebuild_index()

    assert desk.check().ok
    with desk.snapshot() as view:
        assert [hit.id for hit in view.search("lemuria")] == ["partner-b"]
    desk.close()
