import pytest

from crisisdesk.errors import UserError
from crisisdesk.model.base import fields_of
from crisisdesk.model.cases import CrisisCase, Severity
from crisisdesk.model.commitments import Commitment
from crisisdesk.model.partners import Partner
from crisisdesk.model.records import RECORD_TYPES
from crisisdesk.model.vocabulary import Term
from crisisdesk.store.ordering import sort_keys
from crisisdesk.store.rows import row_of
from crisisdesk.store.workspace import Workspace


def add_cases(desk: Workspace, **values: list[object]) -> None:
    name, wanted = next(iter(values.items()))
    blank = row_of(CrisisCase(id="x", title="x"))
    rows = [blank | {"id": f"case-{n}", "title": f"Case {n}", name: value} for n, value in enumerate(wanted)]
    desk.perform("Add", lambda tx: tx.add_rows(CrisisCase, rows))


def order(desk: Workspace, name: str, *, descending: bool = False) -> str:
    with desk.snapshot() as view:
        keys = sort_keys(CrisisCase, name, descending=descending)
        return " ".join(i[5:] for i in view.ids(CrisisCase, CrisisCase.id != "case-a", order=keys))


def test_records_stay_readable_after_the_end(desk: Workspace) -> None:
    with desk.snapshot() as view:
        cases = [view.get(CrisisCase, "case-a"), *view.all(CrisisCase)]

    assert [(case.title, case.severity, case.caption) for case in cases] == [
        ("Strait closed", Severity.WATCH, "Strait closed")
    ] * 2


def test_what_is_read_one_by_one_is_what_is_read_together(full: Workspace) -> None:
    for record_type in RECORD_TYPES:
        with full.snapshot() as one, full.snapshot() as all_:
            for record in all_.all(record_type):
                assert row_of(one.get(record_type, record.id)) == row_of(record)


def test_a_record_is_one_object_however_it_is_read(desk: Workspace) -> None:
    with desk.snapshot() as view:
        assert view.get(CrisisCase, "case-a") is view.all(CrisisCase)[0] is view.lookup("case-a")


def test_what_is_not_there_is_said(desk: Workspace) -> None:
    with desk.snapshot() as view:
        assert view.find(CrisisCase, "case-z") is view.find(CrisisCase, None) is None
        with pytest.raises(UserError, match="There is no case with the id “partner-a”"):
            view.get(CrisisCase, "partner-a")
        with pytest.raises(UserError, match="There is no record with the id “x”"):
            view.lookup("x")


def test_everything_that_refers_to_a_record_is_named_once(full: Workspace) -> None:
    with full.snapshot() as view:
        found = [record.id for record in view.referring("partner-first")]

    assert len(found) == len(set(found))
    assert {"link-first", "membership-first", "alignment-first"} <= set(found)


def test_captions_come_for_all_that_are_there(full: Workspace) -> None:
    with full.snapshot() as view:
        assert view.captions(["case-a", None, "none", "partner-a", "case-a"]) == {
            "case-a": "Strait closed",
            "partner-a": "Atlantis",
        }
        assert view.caption(view.get(Partner, "partner-a")) == "Atlantis"


def test_a_page_of_a_table_comes_in_the_order_of_its_ids(desk: Workspace) -> None:
    add_cases(desk, theatre=["north", "south", "west"])
    with desk.snapshot() as view:
        page = view.rows(CrisisCase, ["title", "theatre"], ["case-2", "gone", "case-0", "case-2"])

    assert page == [("Case 2", "west"), ("Case 0", "north"), ("Case 2", "west")]


def test_a_page_of_thousands_is_no_trouble(desk: Workspace) -> None:
    add_cases(desk, theatre=["x"] * 2_500)
    with desk.snapshot() as view:
        ids = view.ids(CrisisCase)
        assert len(view.rows(CrisisCase, [], ids)) == len(view.captions(ids)) == 2_501


@pytest.mark.parametrize(
    ("name", "values", "expected"),
    [
        ("theatre", ["b", "", "A", "c"], "2 0 3 1"),
        ("severity", ["acute", "watch", "serious", "elevated"], "1 3 2 0"),
        ("phase", ["watch", "acute"], "0 1"),
        ("lead_desk_id", ["partner-a", None, "partner-0"], "0 2 1"),
        ("rhythm_hours", [10, None, 9], "2 0 1"),
        ("opened_at", ["2026-11-23T12:00:00Z", None, "1999-01-01T00:00:00Z"], "2 0 1"),
        ("marking", ["SECRET", "OFFICIAL"], "1 0"),
    ],
)
def test_columns_sort_by_what_they_mean(
    desk: Workspace, name: str, values: list[object], expected: str
) -> None:
    desk.perform("Add", lambda tx: tx.add(Partner(id="partner-0", name="Zembla")))
    add_cases(desk, **{name: values})

    assert order(desk, name) == expected


def test_empty_cells_stay_last_when_the_order_is_turned(desk: Workspace) -> None:
    add_cases(desk, theatre=["b", "", "A", "c"])

    assert order(desk, "theatre", descending=True) == "3 0 2 1"


def test_amounts_and_dates_sort_as_such(full: Workspace) -> None:
    money = next(f.name for f in fields_of(Commitment) if f.kind == "money")
    date = next(f.name for f in fields_of(Commitment) if f.kind == "date")
    values = [("USD 5", "~2026"), ("EUR 1000", "1999-12-31"), ("EUR 20", "2026-01"), (None, None)]
    with full.snapshot() as view:
        model = row_of(view.all(Commitment)[0])
    rows = [model | {"id": str(n), money: amount, date: day} for n, (amount, day) in enumerate(values)]
    full.perform(
        "Add", lambda tx: [tx.delete(tx.get(Commitment, model["id"])), tx.add_rows(Commitment, rows)]
    )

    with full.snapshot() as view:
        assert view.ids(Commitment, order=sort_keys(Commitment, money)) == ["2", "1", "0", "3"]
        assert view.ids(Commitment, order=sort_keys(Commitment, date)) == ["1", "0", "2", "3"]


def test_every_field_of_every_type_sorts(full: Workspace) -> None:
    with full.snapshot() as view:
        for record_type in RECORD_TYPES:
            for f in fields_of(record_type):
                view.ids(record_type, order=sort_keys(record_type, f.name))
                view.ids(record_type, order=sort_keys(record_type, f.name, descending=True))


def test_columns_may_be_asked_for_by_query(desk: Workspace) -> None:
    from sqlalchemy import select  # noqa: PLC0415 - the one test that speaks SQLAlchemy

    with desk.snapshot() as view:
        assert view.select(select(Term.code).where(Term.vocabulary == "log_kind")) == [("event",)]
        assert view.sql("SELECT count(*) FROM partner WHERE name = ?", "Atlantis").scalar() == 1
