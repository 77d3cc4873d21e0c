"""Foreign aid, the trade register and tables of notifications: every row taken or refused, twice without doubling."""

import csv
import gzip
import io
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from crisisdesk.errors import CancelledError, UserError
from crisisdesk.exchange.importing import import_file
from crisisdesk.exchange.incoming import Report
from crisisdesk.model.notifications import Notification
from crisisdesk.model.registers import AidFigure, ArmsDeal
from crisisdesk.store.workspace import Workspace

Take = Callable[..., Report]
ARMS = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "arms"
AID = '"Country Code","Country Name","Transaction Type Name","Fiscal Year","current_amount","constant_amount"\r\n'
REGISTER = (
    "Transfers of major conventional arms\nA '?' in a column indicates uncertain data.\n\nSource: SIPRI\n"
    "Recipient,Supplier,Year of order, ,Number ordered, ,Weapon designation,Weapon description,Number delivered, ,"
    "Year(s) of delivery,status,Comments,SIPRI TIV per unit,SIPRI TIV for total order,SIPRI TIV of delivered weapons\n"
)
DEAL = "Poland,Soviet Union,1969,?,4,,Strela-2,portable SAM,3,?,1970; 1971,New,For trials,0.1,0.4,0.3\n"
TABLE = "Transmittal Number,Date,Country,Description,Total Value,MDE,Emergency,Justification,Signed by\n"


def aid(*rows: str) -> str:
    return AID + "".join(f"{row}\r\n" for row in rows)


def every(workspace: Workspace, record_type: Any) -> list[Any]:
    with workspace.snapshot() as view:
        return view.all(record_type)


# -- foreign aid ------------------------------------------------------------------------------------------


def test_money_that_came_back_stays_below_nought_and_stages_apart(take: Take, workspace: Workspace) -> None:
    report = take(
        aid("POL,Poland,Obligations,1999,-19000,-32607", "POL,Poland,Disbursements,1999,5000,8000"), "aid.csv"
    )

    assert (report.form, report.taken) == ("aid", 2)
    found = {one.stage: one for one in every(workspace, AidFigure)}
    assert (str(found["obligated"].amount), found["obligated"].partner_id) == ("USD -19000", "partner-POL")
    assert str(found["disbursed"].constant_amount) == "USD 8000"


def test_a_place_without_a_code_and_the_transition_quarter_are_taken(
    take: Take, workspace: Workspace
) -> None:
    take(
        aid('NULL,"Berlin, West",Obligations,1976tq,100,200', "CS-KM,Kosovo,Obligations,2010,1,2"), "aid.csv"
    )

    found = {one.place: one for one in every(workspace, AidFigure)}
    assert (found["Berlin, West"].part, found["Berlin, West"].partner_id) == ("tq", None)
    assert (found["Kosovo"].partner_id, found["Kosovo"].place_code) == ("partner-XKX", "CS-KM")


def test_a_later_release_changes_what_it_says_anew(take: Take) -> None:
    take(aid("POL,Poland,Obligations,1999,1,2"), "aid.csv")

    report = take(aid("POL,Poland,Obligations,1999,1,3", "POL,Poland,Obligations,2000,1,1"), "aid.csv")

    assert (report.taken, report.changed, report.unchanged) == (1, 1, 0)


def test_a_row_that_says_too_little_is_refused_with_its_line(take: Take) -> None:
    report = take(aid("POL,Poland,Gifts,1999,1,2", "POL,Poland,Obligations,99,1,2", "POL,Poland,Obligations,1999,=1+1,2",
        "POL,Poland,Obligations,1999,1,2", "POL,Poland,Obligations,1999,1,2"), "aid.csv")  # fmt: skip

    assert report.taken == 1
    assert [refusal.row for refusal in report.refused] == [2, 3, 4, 6]
    assert "twice" in report.refused[-1].reason


# -- the trade register -----------------------------------------------------------------------------------


def test_question_marks_are_doubts_and_empty_is_unknown(take: Take, workspace: Workspace) -> None:
    report = take(REGISTER + DEAL + "Ireland,Finland,1990,,2,,XA-180,APC,,,,New,,,,\n", "register.csv")

    assert (report.form, report.taken) == ("arms", 2)
    found = {one.designation: one for one in every(workspace, ArmsDeal)}
    sam, carrier = found["Strela-2"], found["XA-180"]
    assert (sam.order_uncertain, sam.ordered_uncertain, sam.delivered_uncertain) == (True, False, True)
    assert (sam.recipient_id, sam.supplier_id, sam.supplier_name) == ("partner-POL", None, "Soviet Union")
    assert (carrier.delivered, carrier.delivered_volume, carrier.delivery_years) == (None, None, "")


def test_a_broken_line_and_commas_in_comments_are_put_together(take: Take, workspace: Workspace) -> None:
    broken = DEAL.replace("For trials", "For trials\nand, later, for use")

    report = take(REGISTER + broken + DEAL, "register.csv")

    assert (report.taken, report.refused) == (2, [])
    assert {one.comments for one in every(workspace, ArmsDeal)} == {
        "For trials and, later, for use",
        "For trials",
    }


def test_deals_that_are_alike_are_both_kept_and_not_doubled(take: Take) -> None:
    assert take(REGISTER + DEAL + DEAL, "register.csv").taken == 2
    assert take(REGISTER + DEAL + DEAL, "register.csv").unchanged == 2


@pytest.mark.parametrize(("old", "new", "words"), [
    ("1969", "soon", "year of order"), (",?,4", ",!,4", "question mark"), ("1970; 1971", "1970-71", "years of delivery"),
    ("0.3", "much", "volume"), ("Strela-2", "", "no weapon"), (",For trials,0.1,0.4,0.3", "", "cells")])  # fmt: skip
def test_a_deal_that_is_none_is_refused(take: Take, old: str, new: str, words: str) -> None:
    report = take(REGISTER + DEAL.replace(old, new), "register.csv")
    assert words in report.refused[0].reason


def test_a_file_without_the_header_is_no_register(take: Take) -> None:
    with pytest.raises(UserError, match="header of the trade register"):
        take("a,b\n1,2\n", "register.csv", form="arms")
    with pytest.raises(UserError, match="lacks columns"):
        take("a,b\n1,2\n", "table.csv", form="notifications")
    with pytest.raises(UserError, match="foreign aid"):
        take("a,b\n1,2\n", "aid.csv", form="aid")


# -- notifications ----------------------------------------------------------------------------------------


def test_a_table_of_notifications_is_taken_and_updated_by_number(take: Take, workspace: Workspace) -> None:
    rows = '26-12,2026-11-02,Poland,Radar sets,"$60,000,000",USD 20m,,,\n'
    rows += "26-13,2026-11-03,SAU,Missiles,$1.4 billion,,yes,Attack.,The Secretary\n"
    report = take(TABLE + rows, "table.csv")

    assert (report.form, report.taken, report.refused) == ("notifications", 2, [])
    found = {one.number: one for one in every(workspace, Notification)}
    assert (str(found["26-12"].value), found["26-12"].recipient_id, found["26-12"].status) == (
        "USD 60000000",
        "partner-POL",
        "formal",
    )
    assert (found["26-13"].emergency, found["26-13"].signer) == (True, "The Secretary")
    assert take(TABLE + rows, "table.csv").unchanged == 2
    assert take(TABLE + rows.replace("Radar sets", "Radars"), "table.csv").changed == 1


@pytest.mark.parametrize(("row", "words"), [
    ("26-1,2026-11,Poland,Radar,1,,,,", "no whole day"), ("26-1,2026-11-02,Atlantis,Radar,1,,,,", "no state"),
    ("26-1,2026-11-02,Poland,Radar,lots,,,,", "not an amount"), ("26-1,,Poland,Radar,1,,,,", "lacks its date"),
    ("26-1,2026-11-02,Poland,Radar,1,,yes,,", "justification")])  # fmt: skip
def test_a_notification_that_is_none_is_refused(take: Take, row: str, words: str) -> None:
    assert words in take(f"{TABLE}{row}\n", "table.csv").refused[0].reason


def test_a_later_table_leaves_what_an_officer_filled_in(take: Take, workspace: Workspace) -> None:
    row = "26-12,2026-11-02,Poland,Radar sets,60m,,,,\n"
    take(TABLE + row, "table.csv")
    [key] = [one.id for one in every(workspace, Notification)]
    workspace.perform("Edit", lambda tx: setattr(tx.get(Notification, key), "status", "disapproved"))

    assert take(TABLE + row, "table.csv").unchanged == 1
    take(TABLE + row.replace("60m", "70m"), "table.csv")

    [kept] = every(workspace, Notification)
    assert (kept.status, str(kept.value)) == ("disapproved", "USD 70000000")


def test_what_has_run_out_by_every_rule_is_taken_as_over(take: Take, workspace: Workspace) -> None:
    take(f"{TABLE}1,2026-10-08,Poland,New,1,,,,\n2,2026-10-07,Poland,Old,1,,,,\n", "table.csv")
    assert {one.title: one.status for one in every(workspace, Notification)} == {
        "New": "formal",
        "Old": "expired",
    }


# -- all of them ------------------------------------------------------------------------------------------


def test_a_rehearsal_keeps_nothing_and_a_cancelled_import_neither(take: Take, workspace: Workspace) -> None:
    assert take(REGISTER + DEAL, "register.csv", dry_run=True).taken == 1

    def cancel(_done: int, _total: int, _text: str) -> None:
        raise CancelledError

    with pytest.raises(CancelledError):
        take(REGISTER + DEAL, "register.csv", progress=cancel)
    assert every(workspace, ArmsDeal) == []


@pytest.mark.shared
@pytest.mark.skipif(not ARMS.is_dir(), reason="the folder of real data is not here")
def test_the_real_files_agree_with_their_own_sums_and_do_not_double(workspace: Workspace) -> None:
    path = ARMS / "us_foreign_aid_country.csv.gz"
    first, again = import_file(workspace, path), import_file(workspace, path)
    deals, deals_again = (import_file(workspace, ARMS / "sipri_register_excerpt.csv") for _ in range(2))

    assert (first.taken, len(first.refused), again.unchanged) == (22_356, 0, 22_356)
    assert (deals.taken, len(deals.refused), deals_again.unchanged) == (420, 0, 420)
    own: Counter[tuple[str, str]] = Counter()
    for row in csv.DictReader(io.StringIO(gzip.decompress(path.read_bytes()).decode(), newline="")):
        own[row["Transaction Type Name"][:5], row["Fiscal Year"]] += int(row["current_amount"])
    with workspace.snapshot() as view:
        kept = view.sql(
            "SELECT stage, fiscal_year || part, sum(CAST(substr(amount, 5) AS INTEGER)) FROM aid_figure GROUP BY 1, 2"
        )
        names = {"requested": "Presi", "appropriated": "Appro", "obligated": "Oblig", "disbursed": "Disbu"}
        assert {(names[stage], year): amount for stage, year, amount in kept} == dict(own)
        [(below,)] = view.sql("SELECT count(*) FROM aid_figure WHERE amount LIKE 'USD -%'")
        [(volume,)] = view.sql("SELECT round(sum(delivered_volume), 2) FROM arms_deal")
    assert below == 90
    text = (ARMS / "sipri_register_excerpt.csv").read_bytes().decode("latin-1")
    assert volume == round(sum(float(line.rsplit(",", 1)[1] or 0) for line in text.splitlines()[12:]), 2)
