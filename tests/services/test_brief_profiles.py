import io
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pypdf
import pytest

from crisisdesk.briefing.blocks import Table
from crisisdesk.briefing.profiles import PROFILES, profile_named
from crisisdesk.errors import UserError
from crisisdesk.model.briefs import Brief
from crisisdesk.model.cases import CrisisCase
from crisisdesk.model.channels import Call, Channel, Hotline
from crisisdesk.model.decisions import Action, Decision
from crisisdesk.model.deliberation import AgencyPosition, Consideration, DecisionOption
from crisisdesk.model.desk import DESK_ID, Desk
from crisisdesk.model.log import LogEntry
from crisisdesk.model.marking import Marking
from crisisdesk.model.partners import Involvement
from crisisdesk.model.posts import Post
from crisisdesk.model.sanctions import Alignment, AlignmentState, Measure
from crisisdesk.model.transfers import Transfer
from crisisdesk.services.brief_order import BriefMade, Order
from crisisdesk.services.brief_parts import build
from crisisdesk.services.brief_preview import preview
from crisisdesk.services.briefs import make_brief
from crisisdesk.store.transaction import Transaction
from crisisdesk.store.workspace import Workspace

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
SECRET = Marking.parse("SECRET//REL TO USA, GBR")
NOFORN = Marking.parse("SECRET//NOFORN")


@pytest.fixture
def desk(workspace: Workspace) -> Iterator[Workspace]:
    def add(tx: Transaction) -> None:
        tx.get(Desk, DESK_ID).ceiling = Marking("SECRET")
        tx.add(Post(id="post-x", title="Director of operations", partner_id="partner-GBR"))
        tx.add(LogEntry(case_id="case-1", text="The channel is closed.", significant=True))
        tx.add(Involvement(case_id="case-1", partner_id="partner-GBR", role="ally", task="Watch the strait"))
        tx.add(Involvement(case_id="case-1", partner_id="partner-POL", role="ally", task="Lend a tug"))
        for day in (1, 2):
            due = NOON + timedelta(days=day)
            tx.add(Decision(id=f"d-{day}", case_id="case-1", question=f"Question {day}?", needed_by=due))

    workspace.perform("Add", add)
    return workspace


def words(made: BriefMade) -> str:
    pages = pypdf.PdfReader(io.BytesIO(made.pdf)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_there_are_the_eight_kinds_of_brief() -> None:
    assert [profile.name for profile in PROFILES] == [
        "sitrep", "action-memo", "information-memo", "partner-brief", "handover", "call-sheet", "after-action",
        "oversight-pack",
    ]  # fmt: skip


@pytest.mark.parametrize("name", [profile.name for profile in PROFILES])
def test_each_kind_is_made_twice_with_the_same_bytes(desk: Workspace, name: str) -> None:
    more = {"partner_id": "partner-GBR", "post_id": "post-x"}

    first, second = (make_brief(desk, "case-1", profile=name, **more) for _ in range(2))  # type: ignore[arg-type]

    assert first.pdf == second.pdf
    assert first.profile == name


def test_a_memo_warns_past_two_pages(desk: Workspace) -> None:
    def write(tx: Transaction) -> None:
        tx.get(CrisisCase, "case-1").bottom_line = "\n".join(
            f"Line {n}. " + "Words and words. " * 40 for n in range(12)
        )

    assert make_brief(desk, "case-1", profile="information-memo").warnings == ()
    desk.perform("Write", write)

    made = make_brief(desk, "case-1", profile="information-memo")

    assert made.warnings == (f"The information memo has {made.pages} pages; it should have no more than 2.",)


def test_an_action_memo_asks_for_one_decision_and_names_the_others(desk: Workspace) -> None:
    text = words(make_brief(desk, "case-1", profile="action-memo"))

    assert "Needed: Question 1?" in text
    assert "Needed: Question 2?" not in text
    assert "Also pending • Question 2?" in text
    assert "Approve" in text
    assert "Needed: Question 2?" in words(
        make_brief(desk, "case-1", profile="action-memo", decision_id="d-2")
    )


def test_a_decision_prints_options_split_positions_and_both_sides(desk: Workspace) -> None:
    def add(tx: Transaction) -> None:
        tx.add(DecisionOption(decision_id="d-1", number=1, text="Wait", recommended=True))
        tx.add(
            AgencyPosition(decision_id="d-1", partner_id="partner-GBR", stance="opposes", reason="Too slow")
        )
        tx.add(Consideration(decision_id="d-1", side="against", argument="It costs a week"))

    desk.perform("Add", add)

    text = words(make_brief(desk, "case-1", profile="action-memo"))

    assert "Option 1: Wait. Recommended." in text
    assert "Opposes: United Kingdom (Too slow)" in text
    assert "For Against None recorded. It costs a week." in text


def test_a_partner_brief_is_about_one_partner_and_released_to_it(desk: Workspace) -> None:
    def add(tx: Transaction) -> None:
        tx.add(Transfer(title="Radar", case_id="case-1", recipient_id="partner-GBR"))
        tx.add(Transfer(title="Tugboat", case_id="case-1", recipient_id="partner-POL"))
        tx.add(Transfer(title="Sonar", case_id="case-1", recipient_id="partner-GBR", marking=NOFORN))

    desk.perform("Add", add)

    made = make_brief(desk, "case-1", profile="partner-brief", partner_id="partner-GBR")

    assert "Radar" in words(made)
    assert "Tugboat" not in words(made)
    assert "Sonar" not in words(made)
    assert made.withheld == {"marked NOFORN": 1}
    assert "Releasable to United Kingdom" in words(made)


def test_a_partner_brief_needs_its_partner_and_a_call_sheet_its_post(desk: Workspace) -> None:
    with pytest.raises(UserError, match="name it with --partner"):
        make_brief(desk, "case-1", profile="partner-brief")
    with pytest.raises(UserError, match="name the post with --post"):
        make_brief(desk, "case-1", profile="call-sheet")


def test_a_call_sheet_of_no_post_is_for_who_can_be_called_first(desk: Workspace) -> None:
    def add(tx: Transaction) -> None:
        post = tx.add(Post(title="Crisis desk London", kind="duty_officer", partner_id="partner-GBR"))
        tx.add(Channel(post_id=post.id, kind="phone", address="+44 20 7946 0000"))

    desk.perform("Add", add)

    made = make_brief(desk, "case-1", profile="call-sheet")

    assert "Crisis desk London" in words(made)
    assert made.warnings == (
        "It is for “Crisis desk London”, who can be called first; name another with --post.",
    )


def test_a_partner_brief_of_a_case_with_one_partner_is_about_it(desk: Workspace) -> None:
    def add(tx: Transaction) -> None:
        tx.add(CrisisCase(id="case-2", title="Quay blocked"))
        tx.add(Involvement(case_id="case-2", partner_id="partner-GBR", role="ally"))

    desk.perform("Add", add)

    assert "Releasable to United Kingdom" in words(make_brief(desk, "case-2", profile="partner-brief"))


def test_a_call_sheet_is_one_page_with_asks_and_what_not_to_raise(desk: Workspace) -> None:
    def add(tx: Transaction) -> None:
        tx.add(Action(title="Open the port", case_id="case-1", partner_id="partner-GBR", kind="our_ask"))
        tx.add(
            Action(title="Zebra", case_id="case-1", partner_id="partner-GBR", kind="our_ask", marking=NOFORN)
        )

    desk.perform("Add", add)

    made = make_brief(desk, "case-1", profile="call-sheet", post_id="post-x")

    assert made.pages == 1
    assert "We ask • (U) Open the port" in words(made)
    assert "Do not raise • (S//NF) Zebra" in words(made)


def test_sections_can_be_picked_in_any_order(desk: Workspace) -> None:
    made = make_brief(desk, "case-1", sections=["decisions", "situation"])

    assert made.sections == ("decisions", "situation")
    with pytest.raises(UserError, match="There is no section “poems”"):
        make_brief(desk, "case-1", sections=["poems"])


def test_what_there_is_nothing_of_is_said_in_one_line(desk: Workspace) -> None:
    made = make_brief(desk, "case-1", profile="oversight-pack")

    text = words(made)
    assert "Nothing to report No notification, vetting or end-use check is recorded in this case." in text
    assert "Oversight No notification" not in text


def test_the_whole_may_be_marked_higher_than_its_parts_with_a_reason(desk: Workspace) -> None:
    made = make_brief(
        desk, "case-1", uplift=Marking("CONFIDENTIAL"), uplift_reason="Together they show the plan."
    )

    assert made.banner == "CONFIDENTIAL"
    assert "Compilation: Together they show the plan." in words(made)
    with pytest.raises(UserError, match="Say why the whole"):
        make_brief(desk, "case-1", uplift=Marking("SECRET"))
    with pytest.raises(UserError, match="must be higher"):
        make_brief(desk, "case-1", uplift=Marking("UNCLASSIFIED"), uplift_reason="No reason.")


def test_other_readers_can_be_left_unnamed(desk: Workspace) -> None:
    given = Marking.parse("SECRET//REL TO USA, GBR, POL")
    desk.perform("Mark", lambda tx: setattr(tx.get(CrisisCase, "case-1"), "marking", given))

    assert "POL" in words(make_brief(desk, "case-1", release_to="GBR"))
    made = make_brief(desk, "case-1", release_to="GBR", hide_recipients=True)
    assert made.banner == "SECRET//REL TO USA, GBR"
    assert "POL" not in words(made)


def test_below_the_tear_line_stands_only_what_may_be_given(desk: Workspace) -> None:
    def add(tx: Transaction) -> None:
        tx.add(LogEntry(case_id="case-1", text="Pelican waits.", marking=NOFORN, significant=True))
        tx.add(LogEntry(case_id="case-1", text="Heron waits.", marking=SECRET, significant=True))

    desk.perform("Add", add)

    above, below = words(make_brief(desk, "case-1", tear_line="GBR")).split("-----TEARLINE-----")

    assert "Pelican waits." in above
    assert "Pelican" not in below
    assert "Heron waits." in below
    assert "SECRET//REL TO USA, GBR and may be given to United Kingdom" in below


def test_the_classification_block_names_who_classified(desk: Workspace) -> None:
    def mark(tx: Transaction) -> None:
        record = tx.get(Desk, DESK_ID)
        record.classified_by, record.declassify_on = "J. Hale, Director", "20511123"
        tx.add(LogEntry(case_id="case-1", text="Closed.", marking=NOFORN, significant=True))

    desk.perform("Mark", mark)

    text = words(make_brief(desk, "case-1"))
    assert "Classified By: J. Hale, Director" in text
    assert "Declassify On: 20511123" in text


def test_a_controlled_paper_has_its_box(desk: Workspace) -> None:
    cui = Marking.parse("CUI//SP-EXPT//FED ONLY")
    desk.perform(
        "Add", lambda tx: tx.add(LogEntry(case_id="case-1", text="Parts.", marking=cui, significant=True))
    )

    made = make_brief(desk, "case-1")

    assert made.banner == "CUI//SP-EXPT//FED ONLY"
    assert "CUI Category: EXPT" in words(made)
    assert "Distribution/LDC: FED ONLY" in words(made)


def test_as_it_stood_differs_from_as_it_was_known(desk: Workspace) -> None:
    happened, entered, between = (NOON + timedelta(hours=h) for h in (1, 6, 3))
    desk.clock = lambda: entered
    desk.perform(
        "Log",
        lambda tx: tx.add(
            LogEntry(case_id="case-1", text="Mines laid.", event_time=happened, significant=True)
        ),
    )

    known = make_brief(desk, "case-1", at=between)
    stood = make_brief(desk, "case-1", at=between, clock="stood")

    assert "Mines laid." not in words(known)
    assert "Mines laid." in words(stood)
    assert "As it stood" in words(stood)


def test_the_after_action_report_tells_what_became_known_late(desk: Workspace) -> None:
    desk.clock = lambda: NOON + timedelta(hours=9)
    entry = LogEntry(case_id="case-1", text="Mines laid.", event_time=NOON, significant=True)
    desk.perform("Log", lambda tx: tx.add(entry))

    text = words(make_brief(desk, "case-1", profile="after-action", since=1))

    assert "231200Z NOV 26 232100Z NOV 26 9 hours Mines laid." in text


def test_letter_paper_is_letter_sized(desk: Workspace) -> None:
    made = make_brief(desk, "case-1", page_size="Letter")

    box = pypdf.PdfReader(io.BytesIO(made.pdf)).pages[0].mediabox
    assert (round(box.width), round(box.height)) == (612, 792)


def test_the_officer_sees_before_what_a_partner_would_get_and_why(desk: Workspace) -> None:
    desk.perform(
        "Log",
        lambda tx: tx.add(
            LogEntry(id="log-x", case_id="case-1", text="Pelican waits.", marking=NOFORN, significant=True)
        ),
    )

    found = preview(desk, "case-1", "GBR")

    line = next(one for one in found.lines if one.record == "log-x")
    assert (line.kept, line.reason, line.marking) == (False, "marked NOFORN", "SECRET//NOFORN")
    assert found.own_banner == "SECRET//NOFORN"
    assert found.banner == "UNCLASSIFIED"
    assert any(one.kept and "The channel is closed." in one.given for one in found.lines)
    assert ("marked NOFORN", 1) in found.withheld


def test_issues_of_each_kind_are_counted_apart(desk: Workspace) -> None:
    made = [make_brief(desk, "case-1", profile=name, issue=True) for name in ("sitrep", "handover", "sitrep")]

    assert [one.issue.number for one in made if one.issue] == [1, 1, 2]
    with desk.snapshot() as view:
        assert len(view.all(Brief)) == 3


def test_our_own_readers_of_a_lower_level_are_told_how_much_is_withheld(desk: Workspace) -> None:
    desk.perform(
        "Act", lambda tx: tx.add(Action(id="a-1", title="Pay the pilot", case_id="case-1", marking=NOFORN))
    )
    first = make_brief(desk, "case-1", issue=True, up_to=Marking("CONFIDENTIAL"))
    desk.perform("Move", lambda tx: setattr(tx.get(Action, "a-1"), "status", "in_work"))

    made = make_brief(desk, "case-1", up_to=Marking("CONFIDENTIAL"))

    assert first.banner == made.banner == "UNCLASSIFIED"
    assert "nothing that this brief reports has changed. 1 change withheld." in words(made)
    assert "1 record marked above CONFIDENTIAL withheld from this copy" in words(made)
    assert "pilot" not in words(made)
    assert made.withheld == {"marked above CONFIDENTIAL": 1}


def test_rows_that_changed_since_the_brief_before_have_a_bar(desk: Workspace) -> None:
    for name in ("a-1", "a-2"):
        desk.perform(
            "Act", lambda tx, name=name: tx.add(Action(id=name, title=f"Act {name}", case_id="case-1"))
        )
    make_brief(desk, "case-1", issue=True)
    desk.perform("Move", lambda tx: setattr(tx.get(Action, "a-2"), "title", "Act anew"))

    with desk.snapshot() as view:
        built = build(view, Order("case-1", profile_named("sitrep"), "last"), NOON)

    actions = next(part for part in built.parts if part.title == "Actions")
    table = next(block for block in actions.blocks if isinstance(block, Table))
    assert [table.rows[index][0] for index in table.changed] == ["Act anew"]


def test_the_second_brief_lists_exactly_what_changed_since_the_first(desk: Workspace) -> None:
    later = NOON + timedelta(hours=20)

    def before(tx: Transaction) -> None:
        tx.add(
            Transfer(id="t-1", title="Radar", case_id="case-1", recipient_id="partner-POL", status="agreed")
        )
        tx.add(Measure(id="m-1", title="Asset freeze", case_id="case-1", status="in_force"))
        tx.add(Action(title="Call Warsaw", case_id="case-1", due_at=NOON + timedelta(hours=6)))
        tx.add(Hotline(id="h-1", name="Deconfliction line", to_id="partner-GBR", status="active"))

    def after(tx: Transaction) -> None:
        tx.get(Transfer, "t-1").status = "in_delivery"
        tx.add(Alignment(measure_id="m-1", partner_id="partner-CAN", state=AlignmentState.IN_FORCE))
        missed = later - timedelta(hours=1)
        tx.add(Call(hotline_id="h-1", case_id="case-1", kind="test", result="no_answer", at=missed))

    desk.perform("Before", before)
    make_brief(desk, "case-1", issue=True)
    desk.clock = lambda: later
    desk.perform("After", after)
    made = make_brief(desk, "case-1", issue=True)

    section = words(made).partition("What changed")[2].partition("Situation Phase")[0]
    points = (
        "Canada: Asset freeze: in force",
        "Radar: agreed → in delivery",
        "Call Warsaw, due",
        "Deconfliction line: missed",
    )
    places = [section.find(point) for point in points]
    assert places == sorted(places)
    assert -1 not in places
    assert "4 changes: 1 new, 1 changed, 1 slipped, 1 gone quiet." in section
    assert section.count("•") == 4
