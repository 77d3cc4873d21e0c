"""Lessons: who changes what by when, and how a lesson becomes part of the template that the next case begins with."""

from dataclasses import dataclass
from datetime import date

from crisisdesk.errors import UserError
from crisisdesk.model.deliberation import Lesson
from crisisdesk.model.templates import CaseTemplate, TemplateTask
from crisisdesk.store.snapshot import Snapshot
from crisisdesk.store.transaction import Transaction

_SETTLED = frozenset({"done", "not_taken"})


@dataclass(frozen=True, slots=True)
class OpenLesson:
    """A lesson that is not settled, with what it lacks and how many days it has left; none without a due date."""

    lesson: Lesson
    days_left: int | None
    lacks: tuple[str, ...]


def open_lessons(view: Snapshot, case_id: str = "") -> list[OpenLesson]:
    """The lessons that are not settled, the most pressing first."""
    wanted = (Lesson.case_id == case_id,) if case_id else ()
    today = view.moment.date()
    found = [_open(one, today) for one in view.all(Lesson, *wanted) if one.status not in _SETTLED]
    return sorted(found, key=lambda one: (one.days_left is None, one.days_left or 0, one.lesson.title))


def _open(lesson: Lesson, today: date) -> OpenLesson:
    lacks = [name for name, there in (("owner", lesson.owner_id), ("due date", lesson.due_on)) if not there]
    left = None if lesson.due_on is None else (lesson.due_on.last - today).days
    return OpenLesson(lesson, left, tuple(lacks))


def adopt_lesson(
    tx: Transaction,
    lesson_id: str,
    template_id: str,
    *,
    task: str = "",
    due_hours: int | None = None,
    owner_kind: str = "",
) -> TemplateTask:
    """Make a task of a template out of a lesson, and settle the lesson: the next case begins with it.

    Without a ``task`` its recommendation is the task, else its title.

    Raises:
        UserError: There is no such lesson or template, or the lesson has no owner or is settled.
    """
    lesson, template = tx.get(Lesson, lesson_id), tx.get(CaseTemplate, template_id)
    if lesson.status in _SETTLED:
        raise UserError(f"“{lesson}” is settled ({lesson.status.replace('_', ' ')}) already.")
    if lesson.owner_id is None:
        raise UserError(f"“{lesson}” has no owner; say who answers for the change first.")
    text = task or lesson.recommendation.partition("\n")[0] or lesson.title
    last = max(
        (one.position for one in tx.all(TemplateTask, TemplateTask.template_id == template_id)), default=0
    )
    made = tx.add(
        TemplateTask(
            template_id=template_id,
            title=text[:200],
            position=last + 1,
            due_hours=due_hours,
            owner_kind=owner_kind,
            text=f"From the lesson “{lesson.title}”.",
        )
    )
    lesson.template_id, lesson.status = template_id, "done"
    lesson.result = f"Added to the template “{template.name}”: {made.title}"
    tx.summary = f"Make the lesson “{lesson.title}” part of the template “{template.name}”"
    return made
