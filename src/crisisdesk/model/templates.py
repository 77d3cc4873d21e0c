"""Case templates: what a new case of a kind begins with. A template is copied on use, so a case never changes with it."""

from collections.abc import Iterator

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped

from crisisdesk.model.base import Problem, Record
from crisisdesk.model.bases import not_positive
from crisisdesk.model.cases import Severity
from crisisdesk.model.fields import field
from crisisdesk.model.vocabulary import Origin


class CaseTemplate(Origin):
    """A pattern for cases of one kind: phase model, rhythm of briefs, tasks, expected partners and links."""

    __tablename__ = "case_template"
    __label__ = "Case template"
    __plural__ = "Case templates"
    __area__ = "Templates"
    __aliases__ = ("template", "playbook")

    name: Mapped[str] = field("Name", caption=True)
    kind: Mapped[str] = field("Type", default="", column=True, vocabulary="case_type")
    severity: Mapped[Severity] = field(
        "Severity",
        default=Severity.WATCH,
        column=True,
        choices=Severity,
        help="Of a case that begins with it.",
    )
    phase_model: Mapped[str] = field(
        "Phase model", default="crisisdesk_default", column=True, vocabulary="phase_model"
    )
    precedence: Mapped[str] = field("Precedence", default="routine", vocabulary="precedence")
    portfolio: Mapped[str] = field("Portfolio", default="", vocabulary="portfolio")
    rhythm_hours: Mapped[int | None] = field("Brief rhythm (hours)", default=None, column=True)
    quiet_hours: Mapped[int | None] = field("Quiet after (hours)", default=None)
    objectives: Mapped[str] = field("Objectives", default="", prose=True)
    aim: Mapped[str] = field("Aim", default="", prose=True)
    reminders: Mapped[str] = field(
        "Questions to ask", default="", prose=True, help="What is easily forgotten in the first hours."
    )

    def problems(self) -> Iterator[Problem]:
        """Add: rhythms are positive."""
        yield from super().problems()
        yield from not_positive(self, "rhythm_hours", "quiet_hours")


class TemplateTask(Record):
    """A task that a case of this kind begins with, due so many hours after its opening."""

    __tablename__ = "template_task"
    __label__ = "Template task"
    __plural__ = "Template tasks"
    __area__ = "Templates"
    __aliases__ = ("task_template",)

    template_id: Mapped[str] = field("Template", ForeignKey("case_template.id"), column=True)
    title: Mapped[str] = field("Title", caption=True)
    position: Mapped[int] = field("Position", default=1, column=True)
    due_hours: Mapped[int | None] = field("Due after (hours)", default=None, column=True)
    owner_kind: Mapped[str] = field(
        "Owner", default="", column=True, vocabulary="post_type", help="The type of post that owns it."
    )
    kind: Mapped[str] = field("Kind", default="", vocabulary="action_kind")
    precedence: Mapped[str] = field("Precedence", default="routine", vocabulary="precedence")
    partner_role: Mapped[str] = field(
        "With partner in role", default="", vocabulary="partner_role", help="The first partner of that role."
    )
    depends_on_id: Mapped[str | None] = field("Depends on", ForeignKey("template_task.id"), default=None)
    text: Mapped[str] = field("Details", default="", prose=True)

    def problems(self) -> Iterator[Problem]:
        """Add: it depends on another task; hours are not negative."""
        yield from super().problems()
        if self.depends_on_id == self.id:
            yield Problem("depends_on_id", "A task cannot depend on itself.")
        if self.due_hours is not None and self.due_hours < 0:
            yield Problem("due_hours", "A task cannot be due before the case is opened.")


class TemplatePartner(Record):
    """A partner, or any member of a group, that cases of this kind, or one case, are expected to involve."""

    __tablename__ = "template_partner"
    __label__ = "Expected partner"
    __plural__ = "Expected partners"
    __area__ = "Templates"
    __aliases__ = ("expected_role",)

    template_id: Mapped[str | None] = field(
        "Template", ForeignKey("case_template.id"), default=None, column=True
    )
    case_id: Mapped[str | None] = field(
        "Case",
        ForeignKey("case.id"),
        default=None,
        column=True,
        help="Of a copy: the case it was copied into.",
    )
    task: Mapped[str] = field("Expected for", caption=True, help="What it would do in such a case.")
    role: Mapped[str] = field("Role", default="", column=True, vocabulary="partner_role")
    partner_id: Mapped[str | None] = field("Partner", ForeignKey("partner.id"), default=None, column=True)
    group_id: Mapped[str | None] = field(
        "Any member of", ForeignKey("partner.id"), default=None, column=True, help="Who counts for the role."
    )
    required: Mapped[bool] = field("Required", default=True, help="A case without it is told of the gap.")

    def problems(self) -> Iterator[Problem]:
        """Add: it belongs to one template or one case."""
        yield from super().problems()
        yield from _of_both_or_none(self)


class TemplateLink(Record):
    """Who must talk to whom in cases of this kind, or in one case.

    Each end is a partner, or whoever has a role in the case; an end that names neither is the home desk.
    """

    __tablename__ = "template_link"
    __label__ = "Expected link"
    __plural__ = "Expected links"
    __area__ = "Templates"
    __aliases__ = ("expected_coordination",)

    template_id: Mapped[str | None] = field(
        "Template", ForeignKey("case_template.id"), default=None, column=True
    )
    case_id: Mapped[str | None] = field(
        "Case",
        ForeignKey("case.id"),
        default=None,
        column=True,
        help="Of a copy: the case it was copied into.",
    )
    why: Mapped[str] = field("Why", caption=True)
    kind: Mapped[str] = field("Kind", default="coordinates", column=True, vocabulary="link_type")
    from_id: Mapped[str | None] = field("From partner", ForeignKey("partner.id"), default=None, column=True)
    from_role: Mapped[str] = field("From role", default="", column=True, vocabulary="partner_role")
    to_id: Mapped[str | None] = field("To partner", ForeignKey("partner.id"), default=None, column=True)
    to_role: Mapped[str] = field("To role", default="", column=True, vocabulary="partner_role")
    rhythm_days: Mapped[int | None] = field("Rhythm (days)", default=None)

    def problems(self) -> Iterator[Problem]:
        """Add: it belongs to one template or one case; each end is named once at most."""
        yield from super().problems()
        yield from _of_both_or_none(self)
        yield from not_positive(self, "rhythm_days")
        for end in ("from", "to"):
            if getattr(self, f"{end}_id") is not None and getattr(self, f"{end}_role"):
                yield Problem(f"{end}_role", "Name a partner or a role for this end, not both.")


def _of_both_or_none(record: TemplatePartner | TemplateLink) -> Iterator[Problem]:
    if (record.template_id is None) == (record.case_id is None):
        yield Problem("template_id", "An expectation belongs to one template or to one case, not to both.")
