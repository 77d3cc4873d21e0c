from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from crisisdesk.briefing.blocks import Block, Box, Bullets, Cell, Paragraph, Picture, Table
from crisisdesk.briefing.portions import Audience, Portions, split
from crisisdesk.briefing.profiles import PROFILES
from crisisdesk.briefing.section import Scope
from crisisdesk.briefing.sections import SECTIONS, section_named
from crisisdesk.briefing.terms import Terms
from crisisdesk.drawing.shapes import Text
from crisisdesk.model.cases import CrisisCase
from crisisdesk.model.commitments import Commitment
from crisisdesk.model.decisions import Action
from crisisdesk.model.desk import DESK_ID, Desk
from crisisdesk.model.ladder import Ladder
from crisisdesk.model.log import Assertion, LogEntry
from crisisdesk.model.marking import Marking
from crisisdesk.model.sanctions import Alignment, AlignmentState, Measure
from crisisdesk.model.sources import Source
from crisisdesk.model.transfers import Adjustment, Transfer
from crisisdesk.model.values import Grade, Money, PartialDate
from crisisdesk.model.vocabulary import MarkingLevel
from crisisdesk.services.founding import found
from crisisdesk.store.snapshot import Snapshot
from crisisdesk.store.transaction import Transaction
from crisisdesk.store.workspace import Workspace

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
Build = Callable[..., list[Block]]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Workspace]:
    desk = Workspace.create(tmp_path / "a.cdesk", found, clock=lambda: NOON, actor="officer")
    desk.perform("Open", settle)
    yield desk
    desk.close()


def settle(tx: Transaction) -> None:
    tx.get(Desk, DESK_ID).ceiling = Marking("SECRET")
    tx.add(CrisisCase(id="case-1", title="Strait"))


def ladder_of(view: Snapshot) -> Ladder:
    levels = sorted(view.all(MarkingLevel), key=lambda level: level.system != "us")
    return Ladder.of(level.as_level() for level in levels)


def scope_of(view: Snapshot, reader: Audience) -> Scope:
    case, desk = view.get(CrisisCase, "case-1"), view.get(Desk, DESK_ID)
    portions = Portions(view, ladder_of(view), reader, shown=False)
    return Scope(case, desk, NOON - timedelta(days=1), NOON, None, None, portions, Terms(view))


@pytest.fixture
def build(desk: Workspace) -> Build:
    """The blocks of a section, after a change was made."""

    def made(name: str, change: Callable[[Transaction], Any] | None = None, reader: str = "") -> list[Block]:
        if change is not None:
            desk.perform("Change", change)
        with desk.snapshot() as view:
            return section_named(name).build(view, scope_of(view, Audience(reader, reader)))

    return made


def said(blocks: list[Block]) -> str:
    """All words of paragraphs, points and cells."""
    found: list[str] = []
    for block in blocks:
        match block:
            case Paragraph():
                found.append(f"{block.lead} {block.text}".strip())
            case Bullets():
                found += [
                    item if isinstance(item, str) else f"{item.lead} {item.text}" for item in block.items
                ]
            case Box():
                found += [block.title, said(list(block.blocks))]
            case Picture():
                found += [
                    block.drawing.description,
                    *(s.text for s in block.drawing.shapes if isinstance(s, Text)),
                ]
            case Table():
                found += [c.text if isinstance(c, Cell) else c for row in block.rows for c in row]
    return "\n".join(found)


def test_profiles_name_sections_that_there_are() -> None:
    names = {section.name for section in SECTIONS}

    assert all(set(profile.sections) <= names for profile in PROFILES)


@pytest.mark.parametrize("name", [section.name for section in SECTIONS])
def test_a_case_without_records_has_at_most_a_few_short_lines(build: Build, name: str) -> None:
    assert len(said(build(name)).splitlines()) <= 3


def test_unknown_lowers_coverage_and_not_alignment(build: Build) -> None:
    def change(tx: Transaction) -> None:
        tx.add(Measure(id="m-1", title="Freeze", status="in_force", case_id="case-1"))
        tx.flush()
        states = {
            "POL": "in_force",
            "GBR": "in_force",
            "FRA": "unknown",
            "DEU": "opposed",
            "JPN": "not_applicable",
        }
        for code, state in states.items():
            tx.add(Alignment(measure_id="m-1", partner_id=f"partner-{code}", state=AlignmentState(state)))

    words = said(build("sanctions", change))

    assert "In force, of those known\n2/3" in words


def test_a_partner_is_not_told_of_what_is_unknown_to_us(build: Build) -> None:
    def change(tx: Transaction) -> None:
        tx.add(Measure(id="m-1", title="Freeze", status="in_force", case_id="case-1"))
        tx.add(Measure(id="m-2", title="Ban", status="in_force", case_id="case-1"))
        tx.flush()
        noforn = Marking.parse("SECRET//NOFORN")
        tx.add(Alignment(measure_id="m-1", partner_id="partner-POL", state=AlignmentState.IN_FORCE))
        tx.add(Alignment(measure_id="m-2", partner_id="partner-FRA", state=AlignmentState.IN_FORCE))
        tx.add(
            Alignment(
                measure_id="m-2", partner_id="partner-POL", state=AlignmentState.OPPOSED, marking=noforn
            )
        )

    words = said(build("sanctions", change, reader="GBR"))

    assert "not stated" in words
    assert "opposed" not in words
    assert "unknown" not in words


def test_facts_and_assessments_are_kept_apart(build: Build) -> None:
    def change(tx: Transaction) -> None:
        more = {"case_id": "case-1", "significant": True}
        tx.add(LogEntry(text="Ships wait.", **more))
        judged = {"likelihood": "likely", "confidence": "low"}
        tx.add(LogEntry(text="They will yield.", assertion=Assertion.ASSESSMENT, **judged, **more))

    blocks = build("situation", change)
    facts = next(block for block in blocks if isinstance(block, Bullets))
    table = next(block for block in blocks if isinstance(block, Table))

    assert "yield" not in said([facts])
    assert table.rows[0][:3] == ("They will yield.", "Likely or probable", "Low")


def test_a_corrected_entry_is_replaced_by_its_correction(build: Build) -> None:
    def change(tx: Transaction) -> None:
        tx.add(LogEntry(id="l-1", case_id="case-1", text="Nine ships.", significant=True))
        tx.flush()
        tx.add(LogEntry(case_id="case-1", text="Six ships.", significant=True, corrects_id="l-1",
                        correction_reason="Counted twice"))  # fmt: skip

    words = said(build("situation", change))

    assert "Six ships." in words
    assert "Nine ships." not in words


def test_a_lever_without_a_test_for_reversal_is_listed_as_such(build: Build) -> None:
    add = Adjustment(kind="hold", change="Mines held", case_id="case-1", status="in_force")

    words = said(build("adjustments", lambda tx: tx.add(add)))

    assert "1 adjustment without a test for reversal." in words
    assert "no test recorded" in words


def test_open_transfers_are_summed_by_currency(build: Build) -> None:
    def change(tx: Transaction) -> None:
        for text, status in (
            ("2m USD", "agreed"),
            ("1m EUR", "agreed"),
            ("3m USD", "notified"),
            ("9m USD", "cancelled"),
        ):
            tx.add(Transfer(title="Lot", status=status, value=Money.parse(text), case_id="case-1"))

    assert "3 transfers open, together EUR 1 million and USD 5 million; 1 completed" in said(
        build("transfers", change)
    )


def test_a_promise_without_a_day_is_open_ended_and_one_past_it_is_late(build: Build) -> None:
    def change(tx: Transaction) -> None:
        tx.add(Commitment(text="Fuel", giver_id="partner-POL", case_id="case-1"))
        due = PartialDate.parse("2026-11-20")
        tx.add(Commitment(text="Ships", giver_id="partner-GBR", case_id="case-1", due_on=due))

    words = said(build("commitments", change))

    assert "open-ended" in words
    assert "20 NOV 26, late" in words


def test_late_actions_come_first_and_say_by_how_much(build: Build) -> None:
    def change(tx: Transaction) -> None:
        tx.add(Action(title="Later", case_id="case-1", due_at=NOON + timedelta(days=9)))
        tx.add(Action(title="Late", case_id="case-1", due_at=NOON - timedelta(hours=5)))

    lines = said(build("actions", change)).splitlines()

    assert lines[0] == "Late (1)"
    assert "230700Z NOV 26, 5 hours late" in lines


def test_sources_are_numbered_as_cited_with_the_grades_given(desk: Workspace) -> None:
    def change(tx: Transaction) -> None:
        tx.add(Source(id="s-1", title="Cable 12"))
        tx.flush()
        for grade in ("B2", "C3"):
            entry = LogEntry(
                case_id="case-1", text="Seen.", source_id="s-1", grade=Grade.parse(grade), significant=True
            )
            tx.add(entry)

    desk.perform("Change", change)
    with desk.snapshot() as view:
        scope = scope_of(view, Audience())
        told = said(section_named("situation").build(view, scope))
        listed = section_named("sources").build(view, scope)[-1]

    assert "[1, B2]" in told
    assert isinstance(listed, Table)
    assert "Cable 12" in listed.rows[0]
    assert listed.rows[0][-1] == "B2, C3"


@pytest.mark.parametrize(
    ("text", "marking"),
    [
        ("(S//NF) Closed.", "SECRET//NOFORN"),
        ("(S//REL TO USA, GBR) Shared.", "SECRET//REL TO USA, GBR"),
        ("(S//REL) As the record.", "SECRET//REL TO USA, POL"),
        ("(U) Open.", "UNCLASSIFIED"),
        ("(//NS) Of the alliance.", "NATO SECRET"),
        ("(see annex) Ordinary.", "CONFIDENTIAL//REL TO USA, POL"),
        ("(NATO) is no mark.", "CONFIDENTIAL//REL TO USA, POL"),
        ("(S//ODD-) Not to be read.", "SECRET//ODD-"),
    ],
)
def test_a_paragraph_begins_with_its_own_mark(desk: Workspace, text: str, marking: str) -> None:
    with desk.snapshot() as view:
        default = Marking.parse("CONFIDENTIAL//REL TO USA, POL")
        ((_, found),) = split(text, default, ladder_of(view))

    assert str(found) == marking


def test_a_mark_that_cannot_be_understood_is_not_released(desk: Workspace) -> None:
    with desk.snapshot() as view:
        ((words, found),) = split("(QX//REL TO USA) Text.", Marking("UNCLASSIFIED"), ladder_of(view))

    assert words == "(QX//REL TO USA) Text."
    assert str(found) == "UNCLASSIFIED//NOFORN"
