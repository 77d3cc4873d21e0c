"""No byte of a withheld portion leaves in the file of a partner, over random desks (MISSION N13)."""

import io
import shutil
import tempfile
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pikepdf
import pypdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crisisdesk.model.base import Record
from crisisdesk.model.commitments import Commitment
from crisisdesk.model.conditions import Condition
from crisisdesk.model.controls import ExportControl, Licence
from crisisdesk.model.decisions import Action, Decision
from crisisdesk.model.desk import DESK_ID, Desk
from crisisdesk.model.engagements import Engagement
from crisisdesk.model.links import Link
from crisisdesk.model.log import LogEntry
from crisisdesk.model.marking import Marking
from crisisdesk.model.notifications import Notification
from crisisdesk.model.partners import Involvement, Partner, Position
from crisisdesk.model.red_lines import RedLine
from crisisdesk.model.sanctions import Alignment, AlignmentState, Measure
from crisisdesk.model.sources import Source
from crisisdesk.model.transfers import Adjustment, Transfer
from crisisdesk.services.brief_copies import brief_copy
from crisisdesk.services.briefs import make_brief
from crisisdesk.store.transaction import Transaction
from crisisdesk.store.workspace import Workspace

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
SOON = NOON + timedelta(hours=20)
CASE = {"case_id": "case-1"}
FREE = (
    "UNCLASSIFIED",
    "SECRET//REL TO USA, GBR",
    "SECRET//REL TO USA, FVEY",
    "CONFIDENTIAL//REL TO USA, NATO",
)
SHUT = ("SECRET//NOFORN", "SECRET", "SECRET//REL TO USA, POL", "UNCLASSIFIED//REL TO USA, JPN", "SECRET//ORCON", "CUI",
        "SECRET//ORCON//REL TO USA, GBR", "UNCLASSIFIED//REL TO USA, AUS, NZL")  # fmt: skip
Make = Callable[[str, Marking, str], list[Record]]


def _entry(word: str, marking: Marking, _partner: str) -> list[Record]:
    source = Source(id=f"s-{word}", title=f"{word}s source", marking=marking)
    plain = LogEntry(**CASE, text=f"All may know.\n({'S//NF'}) {word}p.", significant=True)
    return [
        source,
        LogEntry(**CASE, text=f"{word} came.", marking=marking, source_id=source.id, significant=True),
        plain,
    ]


def _partner(word: str, marking: Marking, _other: str) -> list[Record]:
    partner = Partner(id=f"p-{word}", name=f"{word}land", marking=marking)
    return [
        partner,
        Involvement(**CASE, partner_id=partner.id, role="adversary", task=f"{word} task"),
        Link(
            from_id=partner.id,
            to_id="partner-GBR",
            kind="consults",
            case_id="case-1",
            rhythm_days=1,
            used_at=NOON,
        ),
        Action(**CASE, title=f"{word} call", partner_id=partner.id, due_at=SOON),
        Position(**CASE, partner_id=partner.id, issue=f"{word} issue", stance="opposes"),
    ]


def _transfer(word: str, marking: Marking, _other: str) -> list[Record]:
    transfer = Transfer(
        **CASE, id=f"t-{word}", title=f"{word} boats", recipient_id="partner-GBR", marking=marking
    )
    return [
        transfer,
        Adjustment(
            kind="hold", change=f"{word} held", transfer_id=transfer.id, status="in_force", marking=marking
        ),
        Notification(title=f"{word} notice", transfer_id=transfer.id, marking=marking),
        Condition(text=f"{word} terms", transfer_id=transfer.id, marking=marking),
        Licence(title=f"{word} licence", transfer_id=transfer.id, marking=marking),
    ]


def _measure(word: str, marking: Marking, _other: str) -> list[Record]:
    measure = Measure(**CASE, id=f"m-{word}", title=f"{word} ban", status="in_force", marking=marking)
    state = AlignmentState.OPPOSED
    return [
        measure,
        Alignment(measure_id=measure.id, partner_id="partner-GBR", state=state, statement=f"{word} said"),
        ExportControl(**CASE, title=f"{word} control", marking=marking),
    ]


def _rest(word: str, marking: Marking, _other: str) -> list[Record]:
    return [
        Commitment(**CASE, text=f"{word} promise", giver_id="partner-GBR", marking=marking),
        Decision(**CASE, question=f"{word} question?", needed_by=SOON, marking=marking),
        RedLine(**CASE, text=f"{word} line", marking=marking),
        Engagement(**CASE, title=f"{word} talks", begins_at=SOON, marking=marking),
    ]


KINDS: tuple[Make, ...] = (_entry, _partner, _transfer, _measure, _rest)
DESKS = st.lists(st.tuples(st.sampled_from(KINDS), st.sampled_from(FREE + SHUT)), min_size=1, max_size=6)
PROFILES = st.sampled_from(
    ["sitrep", "partner-brief", "information-memo", "after-action", "oversight-pack", "handover"]
)


@settings(
    max_examples=15,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(records=DESKS, profile=PROFILES)
def test_no_byte_of_a_withheld_portion_is_in_the_file(
    founded: Path, tmp_path: Path, records: list[tuple[Make, str]], profile: str
) -> None:
    words = [(f"Zq{number}wx", text) for number, (_, text) in enumerate(records)]
    place = (
        Path(tempfile.mkdtemp(dir=tmp_path)) / "a.cdesk"
    )  # each example its own: a journal file may lie beside it
    desk = Workspace.open(Path(shutil.copy(founded, place)), clock=lambda: NOON, actor="officer")

    def add(tx: Transaction) -> None:
        tx.get(Desk, DESK_ID).ceiling = Marking("TOP SECRET")
        for (make, _), (word, text) in zip(records, words, strict=True):
            for record in make(word, Marking.parse(text), ""):
                tx.add(record)
                tx.flush()

    desk.perform("Add", add)
    made = make_brief(desk, "case-1", profile=profile, release_to="GBR", partner_id="partner-GBR", since=1)
    desk.close()
    told = everything(made.pdf) + made.name + brief_copy(made, "html")[1].decode()

    assert [word for word, text in words if text in SHUT and word in told] == []
    assert not any(f"{word}p" in told for word, _ in words)


def test_what_may_be_given_is_given(founded: Path, tmp_path: Path) -> None:
    desk = Workspace.open(Path(shutil.copy(founded, tmp_path / "a.cdesk")), clock=lambda: NOON)

    def add(tx: Transaction) -> None:
        tx.get(Desk, DESK_ID).ceiling = Marking("SECRET")
        for number, text in enumerate(FREE):
            tx.add(LogEntry(**CASE, text=f"Word{number}.", marking=Marking.parse(text), significant=True))

    desk.perform("Add", add)

    told = everything(make_brief(desk, "case-1", release_to="GBR").pdf)

    desk.close()
    assert [number for number in range(len(FREE)) if f"Word{number}" not in told] == []


@pytest.mark.parametrize("reader", ["GBR", "NATO"])
def test_a_reader_is_told_no_number_of_what_it_must_not_have(workspace: Workspace, reader: str) -> None:
    def add(tx: Transaction) -> None:
        tx.get(Desk, DESK_ID).ceiling = Marking("SECRET")
        for number in range(7):
            title, shut = f"Act {number}", Marking.parse("SECRET//NOFORN" if number else "UNCLASSIFIED")
            tx.add(Action(**CASE, title=title, status="complete", result="Done.", done_at=NOON, marking=shut))

    workspace.perform("Add", add)

    made = make_brief(workspace, "case-1", release_to=reader)

    assert "1 action completed" in " ".join(everything(made.pdf).split())


def everything(pdf: bytes) -> str:
    """All that a file holds: text, streams without compression, metadata, bookmarks, alternative texts, attachments."""
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    found = [page.extract_text() for page in reader.pages] + [str(reader.metadata), str(reader.outline)]
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert len(opened.attachments) == 0
        for thing in opened.objects:
            found.append(repr(thing))
            if isinstance(thing, pikepdf.Stream):
                with suppress(pikepdf.PdfError):
                    found.append(thing.read_bytes().decode("latin-1"))
    raw = "\n".join(found)
    return raw + raw.replace("\x00", "")
