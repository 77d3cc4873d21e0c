from collections.abc import Callable
from typing import Any

import pytest

from crisisdesk.errors import UserError
from crisisdesk.model.channels import Channel
from crisisdesk.model.log import LogEntry
from crisisdesk.model.partners import Partner
from crisisdesk.model.posts import Incumbency, Person, Post
from crisisdesk.model.views import Mention
from crisisdesk.services.duplicates import Pair, duplicates
from crisisdesk.services.joining import join, review
from crisisdesk.services.log import log
from crisisdesk.store.workspace import Workspace

Write = Callable[..., Any]


def found(workspace: Workspace, record_type: type = Person) -> list[Pair]:
    with workspace.snapshot() as view:
        return duplicates(view, record_type)


def people(write: Write, *names: str, number: str = "", **more: Any) -> None:
    """People with a post each; those with a number share it."""

    def add(tx) -> None:
        for place, name in enumerate(names):
            tx.add(Person(id=f"p{place}", name=name, **more))
            tx.add(Post(id=f"post{place}", title=f"Desk {place}"))
            tx.flush()
            tx.add(Incumbency(person_id=f"p{place}", post_id=f"post{place}"))
            if number:
                tx.add(Channel(kind="phone", address=number, post_id=f"post{place}"))

    write(add)


@pytest.mark.parametrize(
    ("first", "second", "alike"),
    [
        ("José Fernández", "Fernandez, Jose", True),
        ("Aline Fabre", "Alina Favre", False),
        ("Aline Fabre", "Bernd Kohl", False),
        ("Watch officer 1", "Watch officer 2", False),
    ],
)
def test_names_are_compared_without_accents_case_and_order(
    workspace: Workspace, write: Write, first: str, second: str, alike: bool
) -> None:
    people(write, first, second)

    assert bool(found(workspace)) is alike


def test_a_shared_number_speaks_for_names_that_are_somewhat_alike(workspace: Workspace, write: Write) -> None:
    people(write, "Aline Fabre", "Alina Favre", "Bernd Kohl", number="+33 1 43 17 53 53")

    [pair] = found(workspace)
    assert (pair.first, pair.second) == ("Aline Fabre", "Alina Favre")
    assert pair.evidence[1] == "They share +33143175353."


def test_a_successor_in_the_same_post_is_no_duplicate(workspace: Workspace, write: Write) -> None:
    people(write, "Aline Fabre", "Alina Favre", number="+33 1 43 17 53 53")
    write(lambda tx: tx.add(Incumbency(person_id="p1", post_id="post0")))

    assert found(workspace) == []


def test_offices_of_one_name_are_two_unless_they_share_a_number(workspace: Workspace, write: Write) -> None:
    def add(tx, name: str, number: str) -> None:
        for code in ("FRA", "DEU"):
            tx.add(Partner(id=f"{name}-{code}", name=name, telephone=number, parent_id=f"partner-{code}"))

    write(lambda tx: add(tx, "Maritime Office", ""))
    write(lambda tx: add(tx, "Harbour Board", "+33 1 43 17 53 53"))

    [pair] = [one for one in found(workspace, Partner) if one.first in {"Maritime Office", "Harbour Board"}]
    assert (pair.first, pair.evidence[1]) == ("Harbour Board", "They share +33143175353.")
    assert pair.against == ("Part of: Germany and France.",)


# -- joining ----------------------------------------------------------------------------------------------


@pytest.fixture
def doubled(write: Write) -> None:
    """Two people; the second one has posts, an entry of the log that mentions it, and a rank of its own."""
    people(write, "Aline Fabre", "A. Fabre")

    def add(tx) -> None:
        tx.get(Person, "p1").rank = "Col"
        tx.get(Person, "p1").notes = "Speaks Dutch"
        tx.get(Person, "p0").notes = "Prefers mornings"
        entry = log(tx, "case-1", "Met the colonel", mentions=["p1"], post_id="post1")
        tx.flush()
        assert entry

    write(add)


@pytest.mark.usefixtures("doubled")
def test_the_review_proposes_what_only_one_of_them_says(workspace: Workspace) -> None:
    with workspace.snapshot() as view:
        fields = {one.name: one for one in review(view, "p0", "p1").fields}

    assert (fields["rank"].gone, fields["rank"].proposed) == ("Col", "gone")
    assert (fields["name"].differs, fields["name"].proposed) == (True, "keep")


@pytest.mark.usefixtures("doubled")
def test_joining_repoints_all_references_and_deletes_the_other(workspace: Workspace, write: Write) -> None:
    write(lambda tx: join(tx, "p0", "p1", {"notes": "both"}))

    with workspace.snapshot() as view:
        assert view.find(Person, "p1") is None
        assert {one.person_id for one in view.all(Incumbency)} == {"p0"}
        assert [one.to_key for one in view.all(Mention)] == ["p0"]
        kept = view.get(Person, "p0")
    assert (kept.name, kept.rank, kept.notes) == ("Aline Fabre", "Col", "Prefers mornings\nSpeaks Dutch")


@pytest.mark.usefixtures("doubled")
def test_entries_of_the_log_refer_to_the_one_that_stays(workspace: Workspace, write: Write) -> None:
    write(lambda tx: join(tx, "post0", "post1"))

    with workspace.snapshot() as view:
        assert [one.post_id for one in view.all(LogEntry)] == ["post0"]
    assert workspace.check().ok


@pytest.mark.usefixtures("doubled")
def test_one_undo_takes_the_joining_back(workspace: Workspace, write: Write) -> None:
    def state() -> Any:
        with workspace.snapshot() as view:
            types = (Person, Post, Incumbency, Mention, LogEntry)
            return [
                {f: str(v) for f, v in vars(one).items() if f[0] != "_"} for t in types for one in view.all(t)
            ]

    before = state()
    write(lambda tx: join(tx, "p0", "p1"))
    write(lambda tx: join(tx, "post0", "post1"))
    workspace.undo()
    workspace.undo()

    assert state() == before


@pytest.mark.parametrize(
    ("keep", "gone", "choices", "why"),
    [
        ("p0", "p0", {}, "two different records"),
        ("p0", "post0", {}, "of one type"),
        ("case-1", "case-1", {}, "two different"),
        ("p0", "p1", {"rank": "best"}, "no choice"),
        ("p0", "p1", {"size": "keep"}, "no field"),
    ],
)
@pytest.mark.usefixtures("doubled")
def test_what_cannot_be_joined_is_refused(
    write: Write, keep: str, gone: str, choices: dict[str, str], why: str
) -> None:
    with pytest.raises(UserError, match=why):
        write(lambda tx: join(tx, keep, gone, choices))
