# ruff: noqa: RUF001 - names in other scripts are what is tried here
"""Search: what a person types finds what they mean, and never harms."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crisisdesk.model.cases import CrisisCase
from crisisdesk.model.log import LogEntry
from crisisdesk.model.partners import Partner
from crisisdesk.model.sources import Source
from crisisdesk.store.folding import fold, words
from crisisdesk.store.search import snippet
from crisisdesk.store.transaction import Transaction
from crisisdesk.store.workspace import Workspace

NAMES = {
    "source-uk": "Шевченко Тарас",
    "source-de": "Größe und Straße in Zürich",
    "source-vi": "Nguyễn Văn Thiệu",
    "source-ar": "وزارة الخارجية",
    "source-he": "משרד החוץ",
    "source-zh": "中华人民共和国外交部",
    "source-ja": "外務省の東京事務所",
    "source-th": "กระทรวงการต่างประเทศ",
    "source-hi": "विदेश मंत्रालय",
    "source-el": "Υπουργείο Εξωτερικών",
    "source-tr": "İstanbul Boğazı",
    "source-en": "R&D <draft> of the foreign_office (co-ordination)",
}


@pytest.fixture
def named(desk: Workspace) -> Workspace:
    desk.perform("Name", lambda tx: [tx.add(Source(id=i, title=title)) for i, title in NAMES.items()])
    return desk


def ids(desk: Workspace, typed: str, *types: type, within: str = "") -> list[str]:
    with desk.snapshot() as view:
        return [hit.id for hit in view.search(typed, types, within=within)]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("шевч", "uk"), ("Шевченко", "uk"), ("shevchenko", "uk"), ("SHEV", "uk"), ("тарас шевченко", "uk"),
        ("zurich", "de"), ("ZÜRICH", "de"), ("strasse", "de"), ("grosse straße", "de"),
        ("nguyen", "vi"), ("thieu van", "vi"), ("الخارجية", "ar"), ("החוץ", "he"),
        ("外交部", "zh"), ("人民", "zh"), ("東京", "ja"), ("ต่างประเทศ", "th"), ("मंत्रालय", "hi"), ("विदेश", "hi"),
        ("εξωτερικων", "el"), ("istanbul", "tr"), ("bogazi", "tr"), ("İSTANBUL", "tr"),
        ("r&d", "en"), ("<draft>", "en"), ("foreign_office", "en"), ("office", "en"), ('"of the foreign"', "en"),
        ("co-ordination", "en"), ("coordination", ""), ('"draft foreign"', ""), ("交外", ""), ("draft zurich", ""),
        ("", ""), ("   ", ""), ('"', ""), ("_", ""), ("*", ""), ("-", ""),
    ],
)  # fmt: skip
def test_what_is_typed_finds_what_is_meant(named: Workspace, typed: str, found: str) -> None:
    assert ids(named, typed, Source) == ([f"source-{found}"] if found else [])


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(typed=st.text() | st.text(alphabet="\"'*^:+-(){}AND OR NOT NEAR,\x00\u01c0\ud800ab", max_size=40))
def test_nothing_that_is_typed_does_harm(named: Workspace, typed: str) -> None:
    with named.snapshot() as view:
        view.search(typed)
        view.search(typed, [Source], within=typed)


@settings(max_examples=200, deadline=None)
@given(text=st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert words(fold(text)) == words(text)


def test_very_many_words_count_by_the_first(named: Workspace) -> None:
    assert ids(named, "zurich " * 5_000) == ["source-de"]


def test_every_beginning_of_a_word_finds_it(named: Workspace) -> None:
    assert all("source-de" in ids(named, "strasse"[:length], Source) for length in range(1, 8))


def write(tx: Transaction, number: int = 30) -> None:
    for n in range(number):
        tx.add(LogEntry(id=f"log-{n:02}", case_id="case-a", text=f"Atlantis sent note {n} on Lemuria."))


def test_who_is_called_so_comes_before_what_mentions_it(desk: Workspace) -> None:
    desk.perform("Write", write)

    assert ids(desk, "atlantis")[:2] == ["partner-a", "log-29"]


def test_the_whole_name_comes_before_a_longer_one(desk: Workspace) -> None:
    names = {"p-1": "Atlantis Union", "p-2": "New Atlantis", "p-3": "Atlantisland"}
    desk.perform("Add", lambda tx: [tx.add(Partner(id=i, name=name)) for i, name in names.items()])

    found = ids(desk, "atlantis")
    assert (found[0], found[-1]) == ("partner-a", "p-3")


def test_an_edited_record_counts_as_new(desk: Workspace) -> None:
    desk.perform("Write", write)
    desk.perform("Promote", lambda tx: setattr(tx.get(LogEntry, "log-07"), "significant", True))

    assert ids(desk, "lemuria")[:2] == ["log-07", "log-29"]


def test_only_the_types_asked_for_are_found(desk: Workspace) -> None:
    desk.perform("Write", write)

    assert ids(desk, "atlantis", Partner) == ["partner-a"]
    assert "partner-a" not in ids(desk, "atlantis", LogEntry, CrisisCase)
    assert len(ids(desk, "atlantis", LogEntry, CrisisCase)) == 30


def test_within_a_case_only_what_refers_to_it_is_found(desk: Workspace) -> None:
    desk.perform("Add", lambda tx: tx.add(CrisisCase(id="case-b", title="Another")))
    desk.perform("Write", write)
    desk.perform("Log", lambda tx: tx.add(LogEntry(id="log-b", case_id="case-b", text="Atlantis objects.")))

    assert ids(desk, "atlantis", within="case-b") == ["log-b"]
    assert len(ids(desk, "atlantis", within="case-a")) == 30


def test_scores_fall_and_the_limit_holds(desk: Workspace) -> None:
    desk.perform("Write", write)

    with desk.snapshot() as view:
        hits = view.search("atlantis", limit=7)
    assert len(hits) == 7
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


def test_a_record_that_joins_others_is_found_by_their_names_even_after_they_change(full: Workspace) -> None:
    full.perform("Rename", lambda tx: setattr(tx.get(Partner, "partner-first"), "name", "Hyperborea"))

    assert {"link-first", "membership-first", "partner-first"} <= set(ids(full, "hyperborea"))
    assert full.check().ok


def test_a_snippet_shows_the_place() -> None:
    text = "word " * 200 + "the Žižka regiment " + "word " * 200

    assert "Žižka" in snippet(text, "zizka")
    assert snippet(text, "zizka").startswith("… ")
    assert len(snippet(text, "nothing")) <= 165
    assert "北京" in snippet("上海" * 200 + "北京" + "上海" * 200, "北京")
