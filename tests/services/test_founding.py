from crisisdesk.model.base import fields_of
from crisisdesk.model.desk import DESK_ID, Desk
from crisisdesk.model.partners import Membership, Partner
from crisisdesk.model.records import RECORD_TYPES
from crisisdesk.model.vocabulary import MarkingLevel, Term
from crisisdesk.store.workspace import Workspace


def test_a_new_desk_knows_countries_groups_and_who_belongs_to_them(workspace: Workspace) -> None:
    with workspace.snapshot() as view:
        membership = view.get(Membership, "membership-NATO-SWE-2024-03-07")
        assert view.get(Partner, membership.group_id).code == "NATO"
        assert view.get(Partner, "partner-SWE").iso2 == "SE"
        assert view.get(Desk, DESK_ID).exercise is False


def test_a_new_desk_knows_its_words_and_levels(workspace: Workspace) -> None:
    with workspace.snapshot() as view:
        assert view.get(Term, "term-case_phase-watch").label
        secret = view.get(MarkingLevel, "level-us-2").as_level()
        assert (secret.name, secret.rank >= 20) == ("SECRET", True)


def test_no_seed_refers_to_what_is_not_there(workspace: Workspace) -> None:
    with workspace.snapshot() as view:
        assert view.sql("PRAGMA foreign_key_check").all() == []


def test_every_term_that_a_seed_uses_is_in_its_vocabulary(workspace: Workspace) -> None:
    with workspace.snapshot() as view:
        codes = {(term.vocabulary, term.code) for term in view.all(Term)}
        for record_type in RECORD_TYPES:
            terms = [f for f in fields_of(record_type) if f.kind == "term"]
            for record in view.all(record_type) if terms else ():
                used = {(f.vocabulary, getattr(record, f.name)) for f in terms if getattr(record, f.name)}
                assert used <= codes, record


def test_the_seeds_hold_only_clean_text(workspace: Workspace) -> None:
    with workspace.snapshot() as view:
        for partner in view.all(Partner):
            for f in fields_of(Partner):
                if f.kind in {"text", "prose"}:
                    assert f.read(getattr(partner, f.name)) == getattr(partner, f.name)
