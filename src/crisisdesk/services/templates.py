"""Case templates: what a case begins with. All is copied, so that a case never changes with its template."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from crisisdesk.errors import UserError
from crisisdesk.model.base import Record
from crisisdesk.model.cases import CrisisCase
from crisisdesk.model.decisions import Action
from crisisdesk.model.desk import DESK_ID, Desk
from crisisdesk.model.partners import Involvement, Partner
from crisisdesk.model.posts import Post
from crisisdesk.model.templates import CaseTemplate, TemplateLink, TemplatePartner, TemplateTask
from crisisdesk.model.values import PartialDate
from crisisdesk.model.watch import Rung
from crisisdesk.store.snapshot import Snapshot
from crisisdesk.store.transaction import Transaction

_TAKEN_OVER = (
    "kind",
    "phase_model",
    "precedence",
    "portfolio",
    "rhythm_hours",
    "quiet_hours",
    "objectives",
    "aim",
)


def apply_template(
    tx: Transaction, case_id: str, template_id: str, *, at: datetime | None = None
) -> CrisisCase:
    """Give a case what a template has: rhythm, tasks, named partners, expectations, and a ladder.

    What the case says already stays; its severity is never changed by it. Tasks are due so many hours after
    ``at``, if not now, and owned by the first post of the type that the template names, within the lead desk or
    else at home; where there is none they have no owner. Roles in the template are those of involvements that
    the case has at that time. Expected partners and links become rows of the case's own.

    Raises:
        UserError: There is no such case or template, the case is closed, or it was opened from this template.
    """
    case, template = tx.get(CrisisCase, case_id), tx.get(CaseTemplate, template_id)
    if not case.is_open:
        raise UserError(f"“{case}” is {case.phase}; reopen it before a template is applied.")
    if case.template_id == template_id:
        raise UserError(f"“{case}” has the tasks of “{template}” already.")
    begun = at or tx.moment
    _take_over(case, template, begun)
    for copy in [
        *_partners(tx, case, template_id, begun),
        *_expected(tx, case, template_id),
        *rungs_for(tx, case, template_id),
    ]:
        tx.add(copy)
    tx.flush()
    for action in list(_tasks(tx, case, template_id, begun)):
        tx.add(action)
    return case


def expect_as_in(tx: Transaction, case_id: str, template_id: str) -> None:
    """Copy only the expected partners and links of a template into a case that has its tasks already."""
    case = tx.get(CrisisCase, case_id)
    for copy in list(_expected(tx, case, template_id)):
        tx.add(copy)
    tx.flush()


def _take_over(case: CrisisCase, template: CaseTemplate, begun: datetime) -> None:
    case.template_id = template.id
    for name in _TAKEN_OVER:
        unsaid = {"", None, "routine"} if name == "precedence" else {"", None}
        if getattr(case, name) in unsaid:
            setattr(case, name, getattr(template, name))
    if case.brief_due_at is None and case.rhythm_hours is not None:
        case.brief_due_at = begun + timedelta(hours=case.rhythm_hours)


def _copy_id(table: str, case: CrisisCase, original: Record) -> str:
    """The same id each time, so that a desk and its copy agree."""
    return f"{table}-{case.id.partition('-')[2]}-{original.id.partition('-')[2]}"


def _partners(tx: Transaction, case: CrisisCase, template_id: str, begun: datetime) -> Iterator[Involvement]:
    involved = {one.partner_id for one in tx.all(Involvement, Involvement.case_id == case.id)}
    for expected in tx.all(TemplatePartner, TemplatePartner.template_id == template_id):
        if expected.partner_id is not None and expected.required and expected.partner_id not in involved:
            involved.add(expected.partner_id)
            yield Involvement(
                id=_copy_id("involvement", case, expected),
                case_id=case.id,
                partner_id=expected.partner_id,
                role=expected.role,
                task=expected.task,
                begins_on=PartialDate.parse(begun.date().isoformat()),
                marking=case.marking,
            )


def _expected(
    tx: Transaction, case: CrisisCase, template_id: str
) -> Iterator[TemplatePartner | TemplateLink]:
    for partner in tx.all(TemplatePartner, TemplatePartner.template_id == template_id):
        yield TemplatePartner(
            id=_copy_id("template_partner", case, partner),
            case_id=case.id,
            task=partner.task,
            role=partner.role,
            partner_id=partner.partner_id,
            group_id=partner.group_id,
            required=partner.required,
            marking=case.marking,
        )
    for link in tx.all(TemplateLink, TemplateLink.template_id == template_id):
        yield TemplateLink(
            id=_copy_id("template_link", case, link),
            case_id=case.id,
            why=link.why,
            kind=link.kind,
            from_id=link.from_id,
            from_role=link.from_role,
            to_id=link.to_id,
            to_role=link.to_role,
            rhythm_days=link.rhythm_days,
            marking=case.marking,
        )


def rungs_for(tx: Transaction, case: CrisisCase, template_id: str) -> Iterator[Rung]:
    """The rungs of the template, or of the general ladder; none where the case has a ladder."""
    if tx.all(Rung, Rung.case_id == case.id):
        return
    own = tx.all(Rung, Rung.template_id == template_id)
    general = tx.all(Rung, Rung.template_id.is_(None), Rung.case_id.is_(None))
    for rung in own or general:
        yield Rung(
            id=_copy_id("rung", case, rung),
            case_id=case.id,
            number=rung.number,
            level=rung.level,
            channel=rung.channel,
            typical=rung.typical,
            trigger=rung.trigger,
            limit_hours=rung.limit_hours,
            fallback=rung.fallback,
            exit_test=rung.exit_test,
            offer=rung.offer,
            source=rung.source,
            read_on=rung.read_on,
            confidence=rung.confidence,
            marking=case.marking,
        )


def _tasks(tx: Transaction, case: CrisisCase, template_id: str, begun: datetime) -> Iterator[Action]:
    owners = _owners(tx, case)
    by_role: dict[str, str] = {}
    for one in tx.all(Involvement, Involvement.case_id == case.id, order=Involvement.id):
        by_role.setdefault(one.role, one.partner_id)
    tasks = tx.all(TemplateTask, TemplateTask.template_id == template_id, order=TemplateTask.position)
    ids = {task.id: _copy_id("action", case, task) for task in tasks}
    for task in tasks:
        due = None if task.due_hours is None else begun + timedelta(hours=task.due_hours)
        yield Action(
            id=ids[task.id],
            title=task.title,
            case_id=case.id,
            owner_id=owners.get(task.owner_kind),
            partner_id=by_role.get(task.partner_role) if task.partner_role else None,
            kind=task.kind,
            precedence=task.precedence,
            due_at=due,
            depends_on_id=ids.get(task.depends_on_id or ""),
            text=task.text,
            marking=case.marking,
        )


def _owners(view: Snapshot, case: CrisisCase) -> dict[str, str]:
    """The post of each type that works for the case: first of its lead desk, then of the home state."""
    parts: Any = select(Partner.id, Partner.parent_id)
    above: dict[str, str | None] = dict(view.select(parts))
    home = view.get(Desk, DESK_ID).home_id
    found: dict[str, tuple[int, str]] = {}
    for post in view.all(Post, Post.kind != "", order=Post.id):
        nearness = _nearness(post.partner_id, case.lead_desk_id, home, above)
        if nearness is not None:
            found[post.kind] = min(found.get(post.kind, (nearness, post.id)), (nearness, post.id))
    return {kind: post_id for kind, (_, post_id) in found.items()}


def _nearness(
    partner: str | None, lead: str | None, home: str | None, above: dict[str, str | None]
) -> int | None:
    """0 at the lead desk, then the steps up to the home state; nothing for other states."""
    steps = 0
    while partner is not None and steps <= len(above):
        if partner == lead:
            return 0
        if partner == home:
            return steps + 1
        partner, steps = above.get(partner), steps + 1
    return None
