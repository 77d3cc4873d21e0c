from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from crisisdesk.errors import UserError
from crisisdesk.exchange.importing import import_file
from crisisdesk.exchange.incoming import Report
from crisisdesk.model.channels import Hotline
from crisisdesk.model.decisions import Action
from crisisdesk.model.engagements import Engagement
from crisisdesk.model.exercises import Exercise
from crisisdesk.model.values import PartialDate
from crisisdesk.model.watch import DutyShift
from crisisdesk.services.calendars import export_calendar
from crisisdesk.store.workspace import Workspace

Take = Callable[..., Report]
DATA = Path(__file__).resolve().parents[3] / "shared" / "data" / "icalendar"


def at(day: int, hour: int = 9) -> datetime:
    return datetime(2026, 12, day, hour, tzinfo=UTC)


def calendar(*body: str, kind: str = "VEVENT") -> str:
    lines = ("BEGIN:VCALENDAR", "VERSION:2.0", f"BEGIN:{kind}", *body, f"END:{kind}", "END:VCALENDAR", "")
    return "\r\n".join(lines)


VISIT = calendar(
    "UID:visit-1", "SUMMARY:Visit of the minister", "DTSTART;TZID=Europe/Oslo:20261201T090000", "DURATION:PT90M",
    "LOCATION:Oslo", "DESCRIPTION:Fuel\\, fish", "STATUS:TENTATIVE", "RRULE:FREQ=WEEKLY;INTERVAL=2",
)  # fmt: skip


@pytest.fixture
def planned(workspace: Workspace) -> Workspace:
    def add(tx) -> None:
        tx.add(Engagement(id="engagement-1", title="Talks; part 2", kind="staff_talks", status="confirmed",
                          begins_at=at(1), ends_at=at(1, 11), place="Oslo", aims="Fuel,\nfish", rhythm_days=30))  # fmt: skip
        tx.add(Action(id="action-1", title="Draft note", due_at=at(2), text="Short"))
        tx.add(Hotline(id="hotline-1", name="Strait line", next_test_at=at(3), test_schedule="Daily 0900Z"))
        tx.add(
            DutyShift(id="duty_shift-1", officer="Åse Dahl", begins_at=at(4), ends_at=at(4, 17), kind="watch")
        )
        tx.add(Exercise(id="exercise-1", name="Cold Reply", begins_on=PartialDate.parse("2026-12-05"),
                        ends_on=PartialDate.parse("2026-12-09"), status="planned"))  # fmt: skip

    workspace.perform("Plan", add)
    return workspace


def content(workspace: Workspace) -> bytes:
    with workspace.snapshot() as view:
        return export_calendar(view).content


def test_an_event_becomes_an_engagement_in_utc_with_its_rhythm(workspace: Workspace, take: Take) -> None:
    take(VISIT, "a.ics")

    with workspace.snapshot() as view:
        [one] = view.all(Engagement)
    assert (one.title, one.begins_at, one.ends_at) == (
        "Visit of the minister",
        at(1, 8),
        at(1, 9).replace(minute=30),
    )
    assert (one.place, one.aims, one.status, one.rhythm_days) == ("Oslo", "Fuel, fish", "proposed", 14)


def test_a_second_import_changes_nothing_and_keeps_what_the_desk_decided(
    workspace: Workspace, take: Take
) -> None:
    take(VISIT, "a.ics")
    workspace.perform("Held", lambda tx: setattr(tx.all(Engagement)[0], "status", "held"))
    again = take(VISIT, "a.ics")

    assert (again.taken, again.changed, again.revision) == (0, 0, 0)


def test_a_task_becomes_an_action(workspace: Workspace, take: Take) -> None:
    take(calendar("UID:t", "SUMMARY:Call back", "DUE:20261202T090000Z", kind="VTODO"), "a.ics")

    with workspace.snapshot() as view:
        assert [(one.title, one.due_at) for one in view.all(Action)] == [("Call back", at(2))]


def test_what_is_written_reads_back_equal(
    planned: Workspace, founded: Path, tmp_path: Path, take: Take
) -> None:
    written = content(planned)
    same = take(written, "own.ics")
    (tmp_path / "b.cdesk").write_bytes(founded.read_bytes())
    other = Workspace.open(tmp_path / "b.cdesk", clock=planned.clock)
    other.perform(
        "Line", lambda tx: tx.add(Hotline(id="hotline-1", name="Strait line", test_schedule="Daily 0900Z"))
    )
    (tmp_path / "out.ics").write_bytes(written)
    report = import_file(other, tmp_path / "out.ics")
    again = content(other)
    other.close()

    assert (same.taken, same.changed, same.refused) == (0, 0, [])
    assert (report.taken, report.changed, report.refused) == (4, 1, [])
    assert again == written


def test_deadlines_go_out_as_days_and_do_not_come_back(planned: Workspace, take: Take) -> None:
    def add(tx) -> None:
        tx.get(Engagement, "engagement-1").follow_up = "Send minutes"
        tx.get(Exercise, "exercise-1").notify_by = PartialDate.parse("2026-12-01")

    planned.perform("Add", add)
    report = take(content(planned), "own.ics")

    assert (report.taken, report.changed, report.refused) == (0, 0, [])


def test_a_test_of_a_line_that_is_not_there_is_refused(planned: Workspace, take: Take) -> None:
    text = content(planned).decode().replace("hotline-1", "hotline-2")

    assert [one.reason for one in take(text, "a.ics").refused] == [
        "The hotline hotline-2 is not in this desk; import it before the calendar of its tests."
    ]


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (("SUMMARY:x", "DTSTART:tomorrow"), "cannot be read"),
        (("SUMMARY:x", "DTSTART:20261202T090000Z", "DTEND:20261201T090000Z"), "ends before it begins"),
        (("UID:x",), "neither a summary nor a time"),
    ],
)
def test_an_event_that_cannot_be_is_refused_by_itself(take: Take, body: tuple[str, ...], why: str) -> None:
    [refusal] = take(calendar(*body), "a.ics").refused

    assert why in refusal.reason


def test_a_file_that_is_no_calendar_is_refused_in_one_sentence(take: Take) -> None:
    for text in ("SUMMARY:x", "BEGIN:VCALENDAR\r\nX\r\nEND:VCALENDAR\r\n", "BEGIN:VEVENT"):
        with pytest.raises(UserError, match="calendar"):
            take(text, "a.ics")


@pytest.mark.shared
def test_every_real_calendar_comes_in_or_is_refused_in_one_sentence(workspace: Workspace) -> None:
    if not DATA.is_dir():
        pytest.skip("the folder shared is not beside the checkout")
    files, refused, again = sorted(DATA.rglob("*.ics")), 0, 0
    for path in files:
        try:
            import_file(workspace, path)
            twice = import_file(workspace, path)
        except UserError as refusal:
            refused += str(refusal).endswith(".")
        else:
            again += twice.taken + twice.changed

    assert (len(files), refused, again) == (126, 8, 0)
    assert workspace.check().ok
