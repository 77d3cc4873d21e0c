from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest

from crisisdesk.errors import UserError
from crisisdesk.model.cases import CrisisCase
from crisisdesk.model.desk import DESK_ID, Desk
from crisisdesk.model.log import LogEntry
from crisisdesk.model.marking import Marking
from crisisdesk.services.cases import open_case
from crisisdesk.services.founding import found
from crisisdesk.store.transaction import Transaction
from crisisdesk.store.workspace import Workspace

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    path = tmp_path_factory.mktemp("ceiling") / "a.cdesk"
    desk = Workspace.create(path, found, clock=lambda: NOON)
    desk.perform("Open case", lambda tx: open_case(tx, "Strait", record_id="case-1"))
    raise_to(desk, "CONFIDENTIAL")
    yield desk
    desk.close()


def raise_to(desk: Workspace, level: str) -> None:
    desk.perform("Ceiling", lambda tx: setattr(tx.get(Desk, DESK_ID), "ceiling", Marking(level)))


def entry(text: str, marking: str = "UNCLASSIFIED") -> Callable[[Transaction], LogEntry]:
    return lambda tx: tx.add(LogEntry(case_id="case-1", text=text, marking=Marking.parse(marking)))


@pytest.mark.parametrize(
    ("text", "marking"),
    [
        ("Words.", "SECRET"),
        ("Words.", "NATO SECRET//ATOMAL"),
        ("Words.", "//JOINT SECRET GBR USA"),
        ("Words.", "SECRET UE/EU SECRET"),
        ("(S//NF) Words.", "UNCLASSIFIED"),
        ("(U) Words.\n(TS//REL TO USA, GBR) More.", "UNCLASSIFIED"),
        ("(//NS) Words.", "UNCLASSIFIED"),
    ],
)
def test_nothing_above_the_ceiling_is_saved(desk: Workspace, text: str, marking: str) -> None:
    with desk.snapshot() as view:
        before = view.revision

    with pytest.raises(UserError, match="this desk may keep no higher than CONFIDENTIAL"):
        desk.perform("Log", entry(text, marking))

    with desk.snapshot() as view:
        assert view.revision == before


@pytest.mark.parametrize(
    ("text", "marking"),
    [
        ("Words.", "CONFIDENTIAL//NOFORN"),
        ("(C) Words (S) in the middle.", "UNCLASSIFIED"),
        ("(See annex) Words.", "UNCLASSIFIED"),
        ("(SOURCE) Words.", "NATO CONFIDENTIAL"),
    ],
)
def test_what_is_within_it_is_saved(desk: Workspace, text: str, marking: str) -> None:
    made = desk.perform("Log", entry(text, marking)).value

    with desk.snapshot() as view:
        assert view.get(LogEntry, made.id).text == text


def test_an_edit_is_refused_like_a_new_record(desk: Workspace) -> None:
    with pytest.raises(UserError, match="case case-1 holds what is marked TOP SECRET"):
        desk.perform(
            "Mark", lambda tx: setattr(tx.get(CrisisCase, "case-1"), "marking", Marking("TOP SECRET"))
        )


def test_rows_in_bulk_are_looked_at_too(desk: Workspace) -> None:
    known = desk.perform("Log", entry("Words to copy.")).value.id
    with desk.snapshot() as view:
        first = view.sql("SELECT * FROM log_entry WHERE id = ?", known).mappings().one()
    row = {**first, "id": "log-x", "marking": "SECRET"}

    with pytest.raises(UserError, match="log entry log-x holds"):
        desk.perform("Bulk", lambda tx: tx.add_rows(LogEntry, [row]))
