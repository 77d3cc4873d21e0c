import io
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pikepdf
import pypdf
import pytest

from crisisdesk.errors import UserError
from crisisdesk.model.briefs import Brief
from crisisdesk.model.cases import CrisisCase
from crisisdesk.model.channels import Hotline
from crisisdesk.model.decisions import Action
from crisisdesk.model.desk import DESK_ID, Desk
from crisisdesk.model.links import Link
from crisisdesk.model.log import LogEntry
from crisisdesk.model.marking import Marking
from crisisdesk.model.partners import Involvement, Partner
from crisisdesk.model.sources import Source
from crisisdesk.services.briefs import BriefMade, issued_brief, make_brief
from crisisdesk.services.founding import found
from crisisdesk.store.transaction import Transaction
from crisisdesk.store.workspace import Workspace

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
SECRET = Marking.parse("SECRET//REL TO USA, GBR, POL")
NOFORN = Marking.parse("SECRET//NOFORN")
BLNS = Path(__file__).resolve().parents[3] / "shared" / "data" / "hostile" / "blns.txt"


class Clock:
    """A clock that tests set."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def desk(tmp_path: Path, clock: Clock) -> Iterator[Workspace]:
    desk = Workspace.create(tmp_path / "a.cdesk", found, clock=clock, actor="officer")
    desk.perform("Set up", set_up)
    yield desk
    desk.close()


def set_up(tx: Transaction) -> None:
    tx.get(Desk, DESK_ID).ceiling = Marking("SECRET")
    tx.add(CrisisCase(id="case-1", title="Strait closed", codename="LANTERN", phase="active"))
    tx.flush()
    tx.add(LogEntry(case_id="case-1", text="The channel is closed.", significant=True))


def log(text: str, marking: Marking, **more: object) -> Callable[[Transaction], object]:
    return lambda tx: tx.add(LogEntry(case_id="case-1", text=text, marking=marking, significant=True, **more))


def words(made: BriefMade) -> str:
    return " ".join(
        " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(made.pdf)).pages).split()
    )


def everything(pdf: bytes) -> str:
    """All that a file holds: text, streams without compression, metadata, bookmarks, alternative texts."""
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    found = [page.extract_text() for page in reader.pages] + [str(reader.metadata), str(reader.outline)]
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        for thing in opened.objects:
            found.append(repr(thing))
            if isinstance(thing, pikepdf.Stream):
                with suppress(pikepdf.PdfError):
                    found.append(thing.read_bytes().decode("latin-1"))
    raw = "\n".join(found)
    return raw + raw.replace("\x00", "")


def test_the_same_state_gives_the_same_bytes(desk: Workspace, clock: Clock) -> None:
    first = make_brief(desk, "case-1")
    clock.now += timedelta(hours=3)

    assert make_brief(desk, "case-1").pdf == first.pdf


def test_a_later_moment_shows_what_is_late_by_then(desk: Workspace) -> None:
    due = NOON + timedelta(hours=1)
    desk.perform("Add", lambda tx: tx.add(Action(title="Call Warsaw", case_id="case-1", due_at=due)))

    assert "1 hour late" not in words(make_brief(desk, "case-1"))
    assert "2 hours late" in words(make_brief(desk, "case-1", at=NOON + timedelta(hours=3)))


def test_issuing_numbers_freezes_and_supersedes(desk: Workspace) -> None:
    first = make_brief(desk, "case-1", issue=True)
    second = make_brief(desk, "case-1", issue=True)

    assert first.issue
    assert second.issue
    assert (first.issue.number, second.issue.number) == (1, 2)
    with desk.snapshot() as view:
        record = view.get(Brief, second.issue.id)
        assert (record.supersedes_id, record.sha256, record.pages) == (
            first.issue.id,
            second.sha256,
            second.pages,
        )
        assert record.cutoff == first.issue.revision


def test_an_issued_brief_stays_as_it_was_when_records_change(desk: Workspace) -> None:
    made = make_brief(desk, "case-1", issue=True)
    assert made.issue
    desk.perform("Rename", lambda tx: setattr(tx.get(CrisisCase, "case-1"), "title", "Strait open"))

    with desk.snapshot() as view:
        assert issued_brief(view, made.issue.id) == made.pdf


def test_the_number_stands_in_the_file_and_a_draft_says_that_it_is_one(desk: Workspace) -> None:
    draft, issued = make_brief(desk, "case-1"), make_brief(desk, "case-1", issue=True)

    assert "DRAFT, NOT ISSUED" in words(draft)
    assert "DRAFT" not in words(issued)
    assert "SITREP 1 · LANTERN" in words(issued)


def test_nothing_is_issued_from_the_past(desk: Workspace, clock: Clock) -> None:
    clock.now += timedelta(hours=1)
    desk.perform("Log", log("Later.", Marking("UNCLASSIFIED")))

    with pytest.raises(UserError, match="cannot be issued from the past"):
        make_brief(desk, "case-1", at=NOON, issue=True)


def test_nothing_is_issued_from_a_desk_open_for_reading(desk: Workspace) -> None:
    reading = Workspace.open(desk.path, clock=lambda: NOON, read_only=True)

    with pytest.raises(UserError, match="open for reading only"):
        make_brief(reading, "case-1", issue=True)
    reading.close()


def test_a_draft_of_the_past_knows_nothing_of_what_came_after(desk: Workspace, clock: Clock) -> None:
    clock.now += timedelta(hours=1)
    desk.perform("Log", log("Mines were laid.", Marking("UNCLASSIFIED")))

    assert "Mines" not in words(make_brief(desk, "case-1", at=NOON))


def test_the_banner_is_that_of_the_highest_portion(desk: Workspace) -> None:
    assert make_brief(desk, "case-1").banner == "UNCLASSIFIED"
    desk.perform("Log", log("Order intercepted.", SECRET))
    assert make_brief(desk, "case-1").banner == "SECRET//REL TO USA, GBR, POL"
    desk.perform("Log", log("Source is near.", NOFORN))
    assert make_brief(desk, "case-1").banner == "SECRET//NOFORN"


def test_a_paragraph_carries_its_own_mark_into_the_banner(desk: Workspace) -> None:
    desk.perform("Log", log("Open part.\n(S//NF) Closed part.", Marking("UNCLASSIFIED")))

    made = make_brief(desk, "case-1")

    assert made.banner == "SECRET//NOFORN"
    assert "(S//NF) Closed part." in words(made)
    assert "(S//NF) (S//NF)" not in words(made)


def test_a_row_is_marked_as_high_as_what_it_quotes(desk: Workspace) -> None:
    def add(tx: Transaction) -> None:
        tx.add(Partner(id="p-x", name="Xanadu", marking=SECRET))
        tx.flush()
        tx.add(Action(title="Call them", case_id="case-1", partner_id="p-x"))

    desk.perform("Add", add)

    assert make_brief(desk, "case-1").banner == "SECRET//REL TO USA, GBR, POL"


def test_portion_marks_may_be_left_out_only_where_all_is_unclassified(desk: Workspace) -> None:
    assert "(U)" not in words(make_brief(desk, "case-1"))
    assert "(U)" in words(make_brief(desk, "case-1", portion_marks=True))
    desk.perform("Log", log("Order intercepted.", SECRET))
    assert "(U)" in words(make_brief(desk, "case-1", portion_marks=False))


def test_above_the_ceiling_nothing_is_made(desk: Workspace) -> None:
    desk.perform("Log", log("Higher.", Marking("SECRET")))
    desk.perform("Lower", lambda tx: setattr(tx.get(Desk, DESK_ID), "ceiling", Marking("CONFIDENTIAL")))

    with pytest.raises(UserError, match="may export no higher than CONFIDENTIAL"):
        make_brief(desk, "case-1", issue=True)
    with desk.snapshot() as view:
        assert view.count(Brief) == 0


def test_no_byte_of_what_is_withheld_is_in_the_file_of_a_partner(desk: Workspace) -> None:
    def add(tx: Transaction) -> None:
        tx.add(Partner(id="p-x", name="Zembla", marking=NOFORN))
        tx.add(Source(id="s-x", title="Agent Quicksilver", marking=NOFORN))
        tx.flush()
        tx.add(Involvement(case_id="case-1", partner_id="p-x", role="adversary", task="Hidden helper"))
        tx.add(Involvement(case_id="case-1", partner_id="partner-GBR", role="ally"))
        tx.add(Hotline(id="h-x", name="Nightingale line", to_id="p-x"))
        tx.add(Link(from_id="p-x", to_id="partner-GBR", kind="consults", case_id="case-1"))
        tx.add(Action(title="Pay the pilot", case_id="case-1", partner_id="p-x"))
        tx.add(LogEntry(case_id="case-1", text="Marigold is safe.", marking=NOFORN, significant=True))
        tx.add(LogEntry(case_id="case-1", text="Seen by all.\n(S//NF) Pelican waits.", significant=True))
        tx.add(LogEntry(case_id="case-1", text="A report came.", source_id="s-x", significant=True))

    desk.perform("Add", add)
    secrets = (
        "Zembla",
        "Quicksilver",
        "Hidden helper",
        "Nightingale",
        "Pay the pilot",
        "Marigold",
        "Pelican",
    )

    sections = ("situation", "actions", "partners", "channels", "network", "sources")
    own, given = (make_brief(desk, "case-1", sections=sections, release_to=to) for to in ("", "GBR"))

    assert all(secret in words(own) for secret in secrets)
    assert [secret for secret in secrets if secret in everything(given.pdf)] == []
    assert "Seen by all." in words(given)
    assert "A report came." in words(given)
    assert given.banner == "UNCLASSIFIED"
    assert given.withheld == {"left out of the network picture": 5, "marked NOFORN": 5}
    assert "withheld" not in words(given)


def test_what_was_withheld_once_does_not_show_as_a_change(desk: Workspace) -> None:
    def lower(tx: Transaction) -> None:
        action = tx.get(Action, "a-1")
        action.marking, action.status = Marking("UNCLASSIFIED"), "in_work"

    desk.perform("Add", lambda tx: tx.add(Action(id="a-1", title="Pay", case_id="case-1", marking=NOFORN)))
    make_brief(desk, "case-1", release_to="GBR", issue=True)
    desk.perform("Lower", lower)

    made = make_brief(desk, "case-1", release_to="GBR")

    assert "open → in work" not in words(made)


def test_a_case_that_may_not_go_to_the_reader_is_refused(desk: Workspace) -> None:
    desk.perform("Mark", lambda tx: setattr(tx.get(CrisisCase, "case-1"), "marking", NOFORN))

    with pytest.raises(UserError, match="itself may not go to United Kingdom"):
        make_brief(desk, "case-1", release_to="GBR")


def test_a_title_with_a_mark_of_its_own_is_held_to_that_mark(desk: Workspace) -> None:
    desk.perform("Call", lambda tx: setattr(tx.get(CrisisCase, "case-1"), "title", "(S//NF) Strait closed"))

    assert "(S//NF) Strait closed" in " ".join(words(make_brief(desk, "case-1")).split())
    with pytest.raises(UserError, match="itself may not go to United Kingdom"):
        make_brief(desk, "case-1", release_to="GBR")


def test_the_file_name_tells_no_classified_title(desk: Workspace) -> None:
    assert make_brief(desk, "case-1").name == "sitrep-strait-closed-draft-231200ZNOV26.pdf"
    desk.perform("Mark", lambda tx: setattr(tx.get(CrisisCase, "case-1"), "marking", SECRET))
    assert make_brief(desk, "case-1").name == "sitrep-lantern-draft-231200ZNOV26.pdf"


def test_an_exercise_says_so_on_the_page_and_in_the_name(desk: Workspace) -> None:
    desk.perform("Mark", lambda tx: setattr(tx.get(Desk, DESK_ID), "exercise", True))

    made = make_brief(desk, "case-1")

    assert made.name.startswith("exercise-sitrep-")
    assert "EXERCISE" in words(made)


def test_the_footer_names_the_state_of_the_journal(desk: Workspace) -> None:
    with desk.snapshot() as view:
        newest = view.history(limit=1)[0]

    assert f"Journal {newest.digest[:16]}, revision {newest.id}" in words(make_brief(desk, "case-1"))


def test_the_officers_own_bottom_line_is_used(desk: Workspace) -> None:
    made = make_brief(desk, "case-1", bottom_line="(S//NF) Hold for now.")

    assert "(S//NF) Hold for now." in words(made)
    assert made.banner == "SECRET//NOFORN"


HOSTILE = (
    "<b>bold</b> <font color='red'>&amp; &#0;",
    "(//",
    "(S//ODD THING) unread mark",
    "\u202eright to left\u202c ﷽ \U0001f4a9",
    "=cmd|' /C calc'!A0",
    "%s %n {0} {x!r} \\ $(id)",
    "a" * 900,
    "\u200fمرحبا\u200f שלום Ελλάδα Россия",  # noqa: RUF001 - the point of this line
)


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_of_a_record_breaks_the_brief(desk: Workspace, text: str) -> None:
    def write(tx: Transaction) -> None:
        case = tx.get(CrisisCase, "case-1")
        case.title = case.codename = case.objectives = case.aim = text
        tx.add(LogEntry(case_id="case-1", text=text, significant=True))
        tx.add(Action(title=text, case_id="case-1"))

    desk.perform("Write", write)

    made = make_brief(desk, "case-1", issue=True)

    assert made.pages >= 1
    assert made.name.isascii()
    assert "/" not in made.name


@pytest.mark.shared
def test_the_big_list_of_naughty_strings_prints(desk: Workspace) -> None:
    if not BLNS.exists():
        pytest.skip(f"{BLNS} is not there")
    lines = [line for line in BLNS.read_text(encoding="utf-8").split("\n") if line.strip() and line[0] != "#"]

    def write(tx: Transaction) -> None:
        for line in lines[:200]:
            tx.add(Action(title=f"Read {line}", case_id="case-1"))

    desk.perform("Write", write)

    assert make_brief(desk, "case-1").pages > 5
