"""What surrounds a decision: options, arguments for and against, positions with dissent, assumptions, lessons."""

from collections.abc import Iterator

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped

from crisisdesk.model.base import Problem, Record
from crisisdesk.model.bases import Sourced, not_positive
from crisisdesk.model.fields import field
from crisisdesk.model.values import Money, PartialDate

HEAVIEST = 5


class DecisionOption(Record):
    """One option of a decision."""

    __tablename__ = "decision_option"
    __label__ = "Option"
    __plural__ = "Options"
    __area__ = "Cases"
    __aliases__ = ("opt",)

    decision_id: Mapped[str] = field("Decision", ForeignKey("decision.id"), column=True)
    text: Mapped[str] = field("Text", caption=True, prose=True)
    number: Mapped[int] = field("Number", default=1, column=True)
    recommended: Mapped[bool] = field("Recommended", default=False, column=True)
    chosen: Mapped[bool] = field("Chosen", default=False, column=True)
    consequences: Mapped[str] = field("Consequences", default="", prose=True)
    reversible: Mapped[str] = field("How it is taken back", default="", prose=True)
    cost: Mapped[Money | None] = field("Cost", default=None)

    def problems(self) -> Iterator[Problem]:
        """Add: numbers begin at 1."""
        yield from super().problems()
        yield from not_positive(self, "number")


class Consideration(Sourced):
    """One argument for or against, with whose it is; the losing argument stays."""

    __tablename__ = "consideration"
    __label__ = "Consideration"
    __plural__ = "Considerations"
    __area__ = "Cases"
    __aliases__ = ("cns", "argument")

    decision_id: Mapped[str] = field("Decision", ForeignKey("decision.id"), column=True)
    argument: Mapped[str] = field("Argument", caption=True, prose=True)
    side: Mapped[str] = field("Side", default="neutral", column=True, vocabulary="consideration_side")
    option_id: Mapped[str | None] = field("Option", ForeignKey("decision_option.id"), default=None)
    debate: Mapped[str] = field("Debate", default="", column=True, vocabulary="debate")
    author: Mapped[str] = field("Author", default="", column=True, search=True)
    partner_id: Mapped[str | None] = field("Of partner or agency", ForeignKey("partner.id"), default=None)
    weight: Mapped[int | None] = field(
        "Weight", default=None, column=True, help="1 (slight) to 5 (decisive)."
    )

    def problems(self) -> Iterator[Problem]:
        """Add: a weight on the scale."""
        yield from super().problems()
        if self.weight is not None and not 1 <= self.weight <= HEAVIEST:
            yield Problem("weight", f"The weight lies between 1 and {HEAVIEST}.")


class AgencyPosition(Sourced):
    """How an agency or partner stands to a decision, at a time; silence is a position of its own (MISSION N17)."""

    __tablename__ = "agency_position"
    __label__ = "Position on a decision"
    __plural__ = "Positions on decisions"
    __area__ = "Cases"
    __aliases__ = ("split_position", "dissent")
    __edge__ = ("partner_id", "decision_id")

    decision_id: Mapped[str] = field("Decision", ForeignKey("decision.id"), caption=True)
    partner_id: Mapped[str] = field("Agency or partner", ForeignKey("partner.id"), caption=True)
    stance: Mapped[str] = field("Stance", default="unknown", column=True, vocabulary="stance")
    option_id: Mapped[str | None] = field("Option", ForeignKey("decision_option.id"), default=None)
    reason: Mapped[str] = field("Reason", default="", column=True, prose=True)
    level: Mapped[str] = field("Level", default="", column=True, vocabulary="engagement_level")
    stated_by: Mapped[str] = field("Stated by", default="", search=True)
    stated_on: Mapped[PartialDate | None] = field("Stated on", default=None, column=True)
    needed: Mapped[str] = field("Would agree if", default="", prose=True)


class Assumption(Sourced):
    """Something that the desk takes for true until a day, and how it would notice that it is not."""

    __tablename__ = "assumption"
    __label__ = "Assumption"
    __plural__ = "Assumptions"
    __area__ = "Cases"
    __aliases__ = ("asm",)

    text: Mapped[str] = field("Text", caption=True, prose=True)
    case_id: Mapped[str | None] = field("Case", ForeignKey("case.id"), default=None, column=True)
    state: Mapped[str] = field("State", default="holds", column=True, vocabulary="assumption_state")
    expires_on: Mapped[PartialDate | None] = field("Expires on", default=None, column=True, deadline=True)
    test: Mapped[str] = field("Test", default="", prose=True, help="What would show that it no longer holds.")
    consequence: Mapped[str] = field("If it fails", default="", prose=True)
    owner_id: Mapped[str | None] = field("Owner", ForeignKey("post.id"), default=None, column=True)
    decision_id: Mapped[str | None] = field("Decision", ForeignKey("decision.id"), default=None)
    log_entry_id: Mapped[str | None] = field("Log entry", ForeignKey("log_entry.id"), default=None)


class Lesson(Record):
    """What was learned, what should change, who changes it, and by when."""

    __tablename__ = "lesson"
    __label__ = "Lesson"
    __plural__ = "Lessons"
    __area__ = "Cases"
    __aliases__ = ("lsn",)

    title: Mapped[str] = field("Title", caption=True)
    kind: Mapped[str] = field("Kind", default="", column=True, vocabulary="lesson_kind")
    status: Mapped[str] = field("Status", default="identified", column=True, vocabulary="lesson_status")
    case_id: Mapped[str | None] = field("Case", ForeignKey("case.id"), default=None, column=True)
    exercise_id: Mapped[str | None] = field("Exercise", ForeignKey("exercise.id"), default=None)
    text: Mapped[str] = field("What happened", default="", prose=True)
    recommendation: Mapped[str] = field("Recommendation", default="", prose=True)
    owner_id: Mapped[str | None] = field("Owner", ForeignKey("post.id"), default=None, column=True)
    due_on: Mapped[PartialDate | None] = field("Due on", default=None, column=True, deadline=True)
    template_id: Mapped[str | None] = field("Changes template", ForeignKey("case_template.id"), default=None)
    result: Mapped[str] = field("Result", default="", prose=True)

    def problems(self) -> Iterator[Problem]:
        """Add: what is done says what was changed."""
        yield from super().problems()
        if self.status == "done" and not self.result:
            yield Problem("result", "A lesson that is done needs what was changed.")
