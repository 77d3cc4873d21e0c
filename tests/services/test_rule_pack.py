from pathlib import Path

import pytest

from crisisdesk.model.vocabulary import Term
from crisisdesk.services.founding import found
from crisisdesk.services.rule_pack import compare_rules, take_over_rules
from crisisdesk.store.transaction import Transaction
from crisisdesk.store.workspace import Workspace

OLD, LACKED, OWN = "term-case_phase-watch", "term-case_phase-closed", "term-case_type-border"


def found_earlier(tx: Transaction) -> None:
    """A desk of an earlier edition: a word read otherwise, and another was not there yet."""
    found(tx)
    tx.get(Term, OLD).label = "An earlier word"
    tx.delete(tx.get(Term, LACKED))


@pytest.fixture
def earlier(tmp_path: Path) -> Workspace:
    workspace = Workspace.create(tmp_path / "earlier.cdesk", found_earlier, actor="founder")
    workspace.perform("Rename", lambda tx: setattr(tx.get(Term, OWN), "label", "Our own word"))
    return workspace


def test_a_desk_of_this_edition_lacks_nothing(workspace: Workspace) -> None:
    with workspace.snapshot() as view:
        edition = compare_rules(view)
    assert (edition.is_current, edition.kept, edition.gone) == (True, (), ())


def test_what_nobody_touched_follows_the_program(earlier: Workspace) -> None:
    earlier.perform("Take over", take_over_rules)
    with earlier.snapshot() as view:
        assert view.get(Term, OLD).label != "An earlier word"
        assert view.get(Term, LACKED).code == "closed"
        assert compare_rules(view).is_current
    earlier.close()


def test_what_a_person_changed_stays(earlier: Workspace) -> None:
    edition = earlier.perform("Take over", take_over_rules).value
    with earlier.snapshot() as view:
        assert view.get(Term, OWN).label == "Our own word"
    assert [(one.record.id, one.field) for one in edition.kept] == [(OWN, "label")]
    earlier.close()


def test_what_a_person_deleted_is_not_brought_back(workspace: Workspace) -> None:
    workspace.perform("Delete", lambda tx: tx.delete(tx.get(Term, LACKED)))
    with workspace.snapshot() as view:
        edition = compare_rules(view)
    assert (edition.new, len(edition.gone)) == ((), 1)


def test_one_undo_takes_it_all_back(earlier: Workspace) -> None:
    earlier.perform("Take over", take_over_rules)
    earlier.undo()
    with earlier.snapshot() as view:
        assert view.get(Term, OLD).label == "An earlier word"
        assert view.find(Term, LACKED) is None
    earlier.close()
