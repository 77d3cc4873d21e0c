import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from crisisdesk.model.agreements import Agreement
from crisisdesk.model.base import Record, fields_of
from crisisdesk.model.cases import CrisisCase, Severity
from crisisdesk.model.channels import Call, Channel
from crisisdesk.model.conditions import Condition
from crisisdesk.model.controls import Licence
from crisisdesk.model.decisions import Action
from crisisdesk.model.deliberation import AgencyPosition, Assumption
from crisisdesk.model.desk import DESK_ID, Desk
from crisisdesk.model.engagements import Engagement
from crisisdesk.model.exercises import Interoperability
from crisisdesk.model.ladder import Ladder
from crisisdesk.model.log import LogEntry
from crisisdesk.model.notifications import Notification, NotificationHold
from crisisdesk.model.partners import Involvement
from crisisdesk.model.posts import Person, Post
from crisisdesk.model.records import RECORD_TYPES
from crisisdesk.model.red_lines import RedLine
from crisisdesk.model.sanctions import Alignment, AlignmentState, Measure
from crisisdesk.model.transfers import Transfer
from crisisdesk.model.vetting import EndUseCheck, Unit, UnitCommand, Vetting
from crisisdesk.model.vocabulary import MarkingLevel
from crisisdesk.model.watch import DutyShift, Handover
from crisisdesk.services.founding import found
from crisisdesk.services.sample.build import build_sample
from crisisdesk.services.sample.sheets import rows
from crisisdesk.services.sample.story import CASE_ID
from crisisdesk.services.sample.work import SHEETS
from crisisdesk.store.snapshot import Snapshot
from crisisdesk.store.workspace import Workspace

NOW = datetime(2026, 11, 23, 16, 30, tzinfo=UTC)
FICTIONAL = re.compile(
    r"\+1 202-555-01\d\d|\+44 1632 960\d{3}|\+[\d ]*X[X\d ]*|by the operator|[\w-]+@[\w-]+\.example"
)


def a_sample(path: Path) -> Workspace:
    desk = Workspace.create(path, found, clock=lambda: NOW)
    desk.perform("Build the sample", lambda tx: build_sample(tx, NOW))
    return desk


@pytest.fixture(scope="module")
def view(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Snapshot]:
    desk = a_sample(tmp_path_factory.mktemp("sample") / "a.cdesk")
    with desk.snapshot() as view:
        yield view
    desk.close()


@pytest.mark.parametrize(
    ("record_type", "least"),
    [
        (Involvement, 30), (Post, 60), (LogEntry, 200), (Action, 40), (Measure, 20), (Transfer, 15),
        (Engagement, 8), (RedLine, 5), (Agreement, 6), (Condition, 10), (Unit, 6), (EndUseCheck, 6),
        (Notification, 5), (AgencyPosition, 8), (Interoperability, 5), (Licence, 5), (DutyShift, 9),
    ],
)  # fmt: skip
def test_every_page_has_something_to_show(view: Snapshot, record_type: type[Record], least: int) -> None:
    assert view.count(record_type) >= least


def test_every_row_of_every_sheet_is_a_record(view: Snapshot) -> None:
    for record_type, name in SHEETS:
        assert view.count(record_type) >= len(rows(name)) > 0, name


def test_one_red_line_was_never_communicated_though_it_is_in_force(view: Snapshot) -> None:
    silent = [
        line.id for line in view.all(RedLine) if line.communicated_at is None and line.status == "in_force"
    ]
    assert silent == ["red_line-mines"]


def test_a_commander_changed_after_the_vetting(view: Snapshot) -> None:
    vetting = view.get(Vetting, "vetting-heli")
    commands = view.all(UnitCommand, UnitCommand.unit_id == vetting.unit_id)
    today = NOW.date()
    assert vetting.commander not in {c.name for c in commands if c.in_force(today)}


def test_notifications_show_a_hold_and_an_emergency_with_its_reasons(view: Snapshot) -> None:
    held = {hold.notification_id for hold in view.all(NotificationHold) if hold.lifted_on is None}
    emergencies = [one for one in view.all(Notification) if one.emergency]
    assert held == {"notification-msl"}
    assert all(one.justification and one.signer and one.determined_on for one in emergencies)
    assert emergencies


def test_an_assumption_has_expired_while_it_holds(view: Snapshot) -> None:
    late = [
        a.id
        for a in view.all(Assumption)
        if a.state == "holds" and a.expires_on and a.expires_on.last < NOW.date()
    ]
    assert late == ["assumption-crew"]


def test_an_agreement_runs_out_within_ten_days_of_its_notice(view: Snapshot) -> None:
    access = view.get(Agreement, "agreement-access")
    assert access.notice_by is not None
    assert 0 < (access.notice_by.first - NOW.date()).days <= 10


def test_the_watch_has_left_a_handover_that_nobody_acknowledged(view: Snapshot) -> None:
    assert [h.id for h in view.all(Handover) if h.is_open] == ["handover-d10-noon"]


def test_it_is_stamped_as_exercise(view: Snapshot) -> None:
    assert view.get(Desk, DESK_ID).exercise


def test_nothing_was_entered_after_now_or_before_it_happened(view: Snapshot) -> None:
    for entry in view.all(LogEntry):
        assert entry.event_time <= entry.entered_at <= NOW


def test_the_same_now_gives_the_same_records(view: Snapshot, tmp_path: Path) -> None:
    again = a_sample(tmp_path / "b.cdesk")
    with again.snapshot() as other:
        for record_type in RECORD_TYPES:
            order = f'SELECT * FROM "{record_type.__tablename__}" ORDER BY id'
            assert view.sql(order).all() == other.sql(order).all()
    again.close()


def test_no_number_or_address_is_a_real_one(view: Snapshot) -> None:
    assert [c.address for c in view.all(Channel) if not FICTIONAL.fullmatch(c.address)] == []


def test_names_come_in_many_scripts(view: Snapshot) -> None:
    names = "".join(person.name_original for person in view.all(Person))
    for script in ("Α-ω", "А-я", "ء-ي", "א-ת", "ა-ჰ"):  # noqa: RUF001 - these are the scripts meant
        assert re.search(f"[{script}]", names), script


def test_all_of_it_stays_below_the_ceiling(view: Snapshot) -> None:
    ladder = Ladder.of(level.as_level() for level in view.all(MarkingLevel))
    ceiling = view.get(Desk, DESK_ID).ceiling
    marks = {record.marking for record_type in RECORD_TYPES for record in view.all(record_type)}
    assert len(marks) >= 3
    assert all(ladder.within(mark, ceiling) for mark in marks)


def test_the_naval_line_was_silent_for_seven_tests(view: Snapshot) -> None:
    tests = [c for c in view.all(Call, Call.hotline_id == "hotline-decon") if c.kind == "test"]
    results = "".join(c.result[0] for c in sorted(tests, key=lambda c: c.at or NOW))
    assert "nnnnnn" in results
    assert results.endswith("aaa")


def test_the_matrix_keeps_what_nobody_knows(view: Snapshot) -> None:
    states = {cell.state for cell in view.all(Alignment)}
    assert states >= {AlignmentState.UNKNOWN, AlignmentState.OPPOSED, AlignmentState.IN_FORCE}


def test_actions_are_due_overdue_and_done(view: Snapshot) -> None:
    actions = view.all(Action)
    late = [a for a in actions if a.is_open and a.due_at and a.due_at < NOW]
    ahead = [a for a in actions if a.is_open and a.due_at and a.due_at > NOW]
    done = [a for a in actions if a.status == "complete"]
    assert min(len(late), len(ahead), len(done)) >= 5


def test_the_story_ends_with_the_case_stood_down(view: Snapshot) -> None:
    case = view.get(CrisisCase, CASE_ID)
    assert (case.severity, case.phase) == (Severity.ELEVATED, "de_escalating")
    assert not view.get(CrisisCase, "case-crews").is_open


def test_every_text_is_as_a_person_would_have_typed_it(view: Snapshot) -> None:
    for record_type in RECORD_TYPES:
        texts = [f for f in fields_of(record_type) if f.kind in {"text", "prose"}]
        for record in view.all(record_type):
            for f in texts:
                assert f.read(getattr(record, f.name)) == getattr(record, f.name)
