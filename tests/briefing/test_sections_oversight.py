"""Sections on transfers, controls, oversight, lines, engagements, clocks, lessons: what they say of records."""

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from crisisdesk.briefing.blocks import Block, Box, Bullets, Cell, KeyFacts, Paragraph, Picture, Table
from crisisdesk.briefing.inputs import ClockLine, FindingLine, Inputs, PointLine
from crisisdesk.briefing.portions import Audience, Portions
from crisisdesk.briefing.section import Scope
from crisisdesk.briefing.sections import section_named
from crisisdesk.briefing.terms import Terms
from crisisdesk.model.assessments import Risk
from crisisdesk.model.burdens import BurdenShare
from crisisdesk.model.cases import CrisisCase
from crisisdesk.model.commitments import Commitment
from crisisdesk.model.conditions import Condition
from crisisdesk.model.controls import Licence
from crisisdesk.model.decisions import Action
from crisisdesk.model.deliberation import Assumption, Lesson
from crisisdesk.model.desk import DESK_ID, Desk
from crisisdesk.model.engagements import Engagement
from crisisdesk.model.marking import Marking
from crisisdesk.model.notifications import Notification, NotificationHold
from crisisdesk.model.partners import Involvement
from crisisdesk.model.programmes import Programme, ProgrammeMoney
from crisisdesk.model.red_lines import RedLine
from crisisdesk.model.transfers import Transfer
from crisisdesk.model.values import Money, PartialDate, Share
from crisisdesk.model.vetting import EndUseCheck, Vetting
from crisisdesk.services.founding import found
from crisisdesk.services.markings import ladder
from crisisdesk.store.transaction import Transaction
from crisisdesk.store.workspace import Workspace

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
CASE = {"case_id": "case-1"}
Build = Callable[..., str]


@pytest.fixture(scope="module")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("founded") / "a.cdesk"
    desk = Workspace.create(path, found, clock=lambda: NOON, actor="officer")

    def settle(tx: Transaction) -> None:
        tx.get(Desk, DESK_ID).ceiling = Marking("SECRET")
        tx.add(CrisisCase(id="case-1", title="Strait"))
        tx.flush()
        tx.add(Transfer(**CASE, id="t-1", title="Patrol boats", recipient_id="partner-POL"))

    desk.perform("Settle", settle)
    desk.close()
    return path


@pytest.fixture
def build(founded: Path, tmp_path: Path) -> Iterator[Build]:
    """All words of a section, after records were added."""
    desk = Workspace.open(Path(shutil.copy(founded, tmp_path / "a.cdesk")), clock=lambda: NOON)

    def made(
        name: str, *records: Any, inputs: Inputs | None = None, reader: str = "", short: bool = False
    ) -> str:
        def add(tx: Transaction) -> None:
            for record in records:
                tx.add(record)
                tx.flush()

        if records:
            desk.perform("Add", add)
        with desk.snapshot() as view:
            portions = Portions(view, ladder(view), Audience(reader, reader), shown=False)
            case, own = view.get(CrisisCase, "case-1"), view.get(Desk, DESK_ID)
            scope = Scope(
                case, own, NOON - timedelta(days=1), NOON, None, None, portions, Terms(view),
                inputs=inputs or Inputs(), short=frozenset({name} if short else ()),
            )  # fmt: skip
            return said(section_named(name).build(view, scope))

    yield made
    desk.close()


def said(blocks: list[Block]) -> str:
    found: list[str] = []
    for block in blocks:
        match block:
            case Paragraph():
                found.append(f"{block.lead} {block.text}".strip())
            case Bullets():
                found += [
                    item if isinstance(item, str) else f"{item.lead} {item.text}".strip()
                    for item in block.items
                ]
            case Box():
                found += [block.title, said(list(block.blocks))]
            case KeyFacts():
                found += [f"{name}: {text}" for name, text in block.pairs]
            case Picture():
                found += [block.caption, block.drawing.description]
            case Table():
                found += [" | ".join(c.text if isinstance(c, Cell) else c for c in row) for row in block.rows]
    return "\n".join(found)


def day(days: int) -> PartialDate:
    return PartialDate.parse(str(NOON.date() + timedelta(days=days)))


def test_a_licence_pending_beyond_its_norm_says_how_long_and_what_blocks_it(build: Build) -> None:
    licence = Licence(
        **CASE, title="Engine parts", submitted_on=day(-70), norm_days=60, blocker="Interagency review"
    )

    words = build("controls", licence)

    assert "Received, 70 days (norm 60)" in words
    assert "blocked: Interagency review" in words


def test_holds_money_and_conditions_stand_with_the_transfers(build: Build) -> None:
    words = build(
        "transfers",
        Notification(id="n-1", title="Boats", transfer_id="t-1"),
        NotificationHold(
            notification_id="n-1", placed_by="Committee", placed_on=day(-3), wanted="A written answer"
        ),
        Programme(**CASE, id="p-1", title="Coastal radar", kind="fmf", recipient_id="partner-POL"),
        ProgrammeMoney(programme_id="p-1", stage="appropriated", amount=Money.parse("USD 5000000")),
        ProgrammeMoney(programme_id="p-1", stage="expended", amount=Money.parse("USD 1000000")),
        Condition(**CASE, text="No use above the line", transfer_id="t-1", due_on=day(-1)),
    )

    assert "Boats | Committee | 20 NOV 26 | A written answer" in words
    assert "Coastal radar · Poland" in words
    assert "USD 5 million" in words
    assert "No use above the line | Patrol boats | no measure" in words
    assert "22 NOV 26, late" in words


def test_a_red_line_never_told_without_response_says_so(build: Build) -> None:
    words = build("red_lines", RedLine(**CASE, text="No closure of the strait", issuer_id="partner-USA"))

    assert "never told" in words
    assert "no response agreed" in words
    assert "nobody recorded" in words


def test_exits_risks_and_assumptions_follow_the_lines(build: Build) -> None:
    words = build(
        "red_lines",
        RedLine(**CASE, text="Thirty quiet days", kind="exit_condition", indicator="Daily report"),
        Risk(**CASE, title="Entrapment", kind="entrapment"),
        Assumption(**CASE, text="The line stays open", expires_on=day(-2), test="Two misses"),
    )

    assert "Thirty quiet days. | not stated | Daily report" in words
    assert "no owner" in words
    assert "21 NOV 26, expired: review | Two misses" in words


def test_an_inspector_reads_waiver_vetting_and_checks(build: Build) -> None:
    waiver = {
        "emergency": True,
        "determined_on": day(-5),
        "signer": "The Secretary",
        "justification": "Lives at stake.",
    }
    words = build(
        "oversight",
        Notification(title="Boats", transfer_id="t-1", status="waived", **waiver),
        Vetting(subject="First Squadron", transfer_id="t-1", outcome="rejected", decided_on=day(-9)),
        EndUseCheck(title="Serial numbers", transfer_id="t-1", planned_on=day(-4)),
    )

    assert "Waiver: Boats: Lives at stake. Signed: The Secretary, 18 NOV 26." in words
    assert "First Squadron | Patrol boats | Rejected" in words
    assert "planned 19 NOV 26, late" in words


def test_meetings_ahead_come_before_those_held(build: Build) -> None:
    words = build(
        "engagements",
        Engagement(
            **CASE, title="Talks held", status="held", begins_at=NOON - timedelta(hours=3), results="Agreed."
        ),
        Engagement(**CASE, title="Talks ahead", begins_at=NOON + timedelta(days=2)),
    )

    assert words.index("Talks ahead") < words.index("Held (1)") < words.index("Talks held")


def test_what_ran_out_stands_before_what_ends_next(build: Build) -> None:
    def line(record: str, days: int, state: str) -> ClockLine:
        return ClockLine(record, "action", "Due", date(2026, 11, 23) + timedelta(days=days), days, state)

    inputs = Inputs(
        clocks=(line("a-1", -2, "lapsed"), line("a-2", 3, "running"), line("a-3", 400, "running"))
    )
    actions = [Action(**CASE, id=f"a-{n}", title=f"Act {n}") for n in (1, 2, 3)]

    words = build("clocks", *actions, inputs=inputs)

    assert (
        words.index("Run out (1)")
        < words.index("Act 1")
        < words.index("Ends within 60 days (1)")
        < words.index("Act 2")
    )
    assert "Act 3" not in words


def test_findings_are_for_our_own_readers(build: Build) -> None:
    line = FindingLine("Q11", "end use", "serious", "Boats have no plan.", "Write one.", ("t-1",))
    inputs = Inputs(findings=(line,))

    assert "Q11 | serious | Boats have no plan. | Write one." in build("findings", inputs=inputs)
    assert build("findings", inputs=inputs, reader="POL") == ""


def test_what_must_not_be_raised_is_kept_apart_with_its_reason(build: Build) -> None:
    free = PointLine("our_asks", "t-1", "Open the port", "", Marking("UNCLASSIFIED"))
    shut = PointLine("our_asks", "t-1", "Name the source", "", Marking("UNCLASSIFIED"), "not released to POL")
    barred = PointLine(
        "not_to_raise", "t-1", "Name the source", "", Marking("UNCLASSIFIED"), "not released to POL"
    )

    words = build("talking_points", inputs=Inputs(points=(free, shut, barred)))

    assert words == "Open the port.\nName the source (not released to POL)."


def test_quiet_lines_and_confidences_must_not_be_said(build: Build) -> None:
    words = build(
        "do_not_say",
        RedLine(**CASE, text="We leave in May", audience="internal"),
        Commitment(**CASE, text="Two tugs", giver_id="partner-POL", public=False),
    )

    assert "Red line, internal: We leave in May." in words
    assert "Promise that is not public: Two tugs." in words


def test_a_lesson_without_an_owner_says_so(build: Build) -> None:
    words = build(
        "lessons", Lesson(**CASE, title="Two lines do not share a cable", recommendation="Lay another.")
    )

    assert "no owner" in words
    assert "Lay another." in words


def test_the_clearance_page_holds_what_was_asked_for(build: Build) -> None:
    words = build(
        "clearance", Action(**CASE, title="Clear the line", kind="clear", due_at=NOON + timedelta(hours=4))
    )

    assert "no office | Clear the line | Open | due 231600Z NOV 26" in words


def test_burden_shares_stand_beside_their_target(build: Build) -> None:
    shares = [
        BurdenShare(
            partner_id=f"partner-{code}",
            basis="defence_gdp",
            year=2025,
            share=Share.parse(text),
            denominator="GDP",
        )
        for code, text in (("POL", "4.1"), ("NOR", "3.2"))
    ]
    involved = [Involvement(**CASE, partner_id=f"partner-{code}", role="ally") for code in ("POL", "NOR")]

    words = build("commitments", *involved, *shares)

    assert "Poland: 4.1 %; Norway: 3.2 %" in words


def test_a_single_giver_has_no_share(build: Build) -> None:
    pledge = Commitment(**CASE, text="Two tugs", giver_id="partner-POL", value=Money.parse("EUR 5"))

    assert "Promised in EUR" not in build("commitments", pledge)
