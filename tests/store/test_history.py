"""Random histories: the past is as it was, undoing all is the founding, redoing all is now."""

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crisisdesk.errors import UserError
from crisisdesk.model.cases import CrisisCase
from crisisdesk.model.links import Link
from crisisdesk.model.partners import Partner
from crisisdesk.model.vocabulary import Term
from crisisdesk.progress import silent
from crisisdesk.store.indexing import Indexing
from crisisdesk.store.schema import type_by_table
from crisisdesk.store.snapshot import Snapshot
from crisisdesk.store.transaction import Transaction
from crisisdesk.store.workspace import Workspace

Contents = Callable[[Snapshot], dict[str, list[tuple[object, ...]]]]
RECORDS = ("desk", "term", "case", "partner", "link", "search")
PARTNERS = [f"partner-{letter}" for letter in "abcd"]
LINKS = [f"link-{letter}" for letter in "xy"]


def put_partner(tx: Transaction, record_id: str, name: str) -> None:
    partner = tx.find(Partner, record_id)
    if partner is None:
        tx.add(Partner(id=record_id, name=name))
    else:
        partner.name = name


def put_link(tx: Transaction, record_id: str, begin: str, end: str) -> None:
    link = tx.find(Link, record_id)
    if link is None:
        tx.add(Link(id=record_id, from_id=begin, to_id=end, kind="ally"))
    else:
        link.from_id, link.to_id = begin, end


def remove(tx: Transaction, record_id: str) -> None:
    tx.delete(tx.lookup(record_id))


def retitle(tx: Transaction, title: str) -> None:
    tx.get(CrisisCase, "case-a").title = title


names = (
    st.text(min_size=1, max_size=20)
    .map(lambda text: text.encode("utf-8", "ignore").decode())
    .filter(str.strip)
)
acts = st.one_of(
    st.tuples(st.just(put_partner), st.sampled_from(PARTNERS), names),
    st.tuples(st.just(put_link), st.sampled_from(LINKS), *(st.sampled_from(PARTNERS),) * 2),
    st.tuples(st.just(remove), st.sampled_from(PARTNERS + LINKS)),
    st.tuples(st.just(retitle), names),
)
steps = st.lists(
    st.one_of(st.lists(acts, min_size=1, max_size=3), st.sampled_from(["undo", "redo", "revert"])),
    max_size=14,
)


def take(desk: Workspace, step: object) -> None:
    """One step of a history; what the desk refuses, it refuses."""
    try:
        match step:
            case "undo":
                desk.undo()
            case "redo":
                desk.redo()
            case "revert":
                with desk.snapshot() as view:
                    desk.revert(max(2, view.revision - 1))
            case list():
                desk.perform("Step", lambda tx: [act[0](tx, *act[1:]) for act in step])
    except UserError:
        pass


@pytest.fixture(scope="module")
def start(founded: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = Path(shutil.copy(founded, tmp_path_factory.mktemp("history") / "start.cdesk"))
    desk = Workspace.open(path)
    desk.perform("Words", lambda tx: tx.add(Term(vocabulary="link_type", code="ally", label="Ally")))
    desk.close()
    return path


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=steps)
def test_any_history_can_be_walked_back_and_forth(
    start: Path, contents: Contents, steps: list[object]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        desk = Workspace.open(Path(shutil.copy(start, folder)))
        try:
            then = {}
            for step in [None, *steps]:
                take(desk, step)
                with desk.snapshot() as view:
                    then[view.revision] = contents(view)
            assert_the_past_is_as_it_was(desk, contents, then)
            assert_the_index_is_as_if_made_anew(desk, contents)
            assert_undo_and_redo_lead_to_both_ends(desk, contents)
            assert desk.check().problems == ()
        finally:
            desk.close()


def assert_the_past_is_as_it_was(desk: Workspace, contents: Contents, then: dict[int, object]) -> None:
    for revision, was in then.items():
        with desk.snapshot(at=revision) as view:
            assert contents(view) == was


def assert_the_index_is_as_if_made_anew(desk: Workspace, contents: Contents) -> None:
    with desk.snapshot() as view:
        kept = contents(view)
    with desk._write() as connection:
        Indexing(connection, type_by_table()).rebuild(silent)
    with desk.snapshot() as view:
        assert contents(view) == kept


def assert_undo_and_redo_lead_to_both_ends(desk: Workspace, contents: Contents) -> None:
    with desk.snapshot() as view:
        now = records(contents(view))
    undone = 0
    while desk.step_names()[0]:
        desk.undo()
        undone += 1
    with desk.snapshot() as view, desk.snapshot(at=1) as founding:
        assert records(contents(view)) == records(contents(founding))
    for _ in range(undone):
        desk.redo()
    with desk.snapshot() as view:
        assert records(contents(view)) == now


def records(tables: dict[str, list[tuple[object, ...]]]) -> dict[str, list[tuple[object, ...]]]:
    """The records with the words by which they are found: not their numbers, which tell when they were written."""
    numbers = {row[0]: row[1] for row in tables["catalogue"]}
    words = sorted((numbers[doc], *rest) for doc, *rest in tables["search"])
    return {name: tables[name] for name in RECORDS} | {"search": words}
