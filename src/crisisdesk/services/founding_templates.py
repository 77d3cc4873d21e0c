"""Case templates among the seeds: the template, its tasks, and the partners and links that it expects."""

from crisisdesk.model.cases import Severity
from crisisdesk.model.templates import CaseTemplate, TemplateLink, TemplatePartner, TemplateTask
from crisisdesk.services.founding_law import Row, number, origin


def case_template(row: Row) -> CaseTemplate:
    """A template of ``case_templates.csv``."""
    return CaseTemplate(
        id=f"case_template-{row['code']}",
        name=row["name"],
        kind=row["kind"],
        severity=Severity(row["severity"]),
        phase_model=row["phase_model"],
        precedence=row["precedence"],
        portfolio=row["portfolio"],
        rhythm_hours=number(row["rhythm_hours"]),
        quiet_hours=number(row["quiet_hours"]),
        objectives=row["objectives"],
        aim=row["aim"],
        reminders=row["reminders"],
        **origin(row),
    )


def template_task(row: Row) -> TemplateTask:
    """A task of ``template_tasks.csv``; ``depends_on`` is the position of another one of its template."""
    before = row["depends_on"]
    return TemplateTask(
        id=_key("template_task", row),
        template_id=f"case_template-{row['template']}",
        title=row["title"],
        position=int(row["position"]),
        due_hours=number(row["due_hours"]),
        owner_kind=row["owner_kind"],
        kind=row["kind"],
        precedence=row["precedence"],
        partner_role=row["partner_role"],
        depends_on_id=_key("template_task", {**row, "position": before}) if before else None,
        text=row["text"],
    )


def template_partner(row: Row) -> TemplatePartner:
    """An expected partner of ``template_partners.csv``."""
    return TemplatePartner(
        id=_key("template_partner", row),
        template_id=f"case_template-{row['template']}",
        task=row["task"],
        role=row["role"],
        partner_id=_partner(row["partner"]),
        group_id=_partner(row["group"]),
        required=row["required"] == "yes",
    )


def template_link(row: Row) -> TemplateLink:
    """An expected link of ``template_links.csv``."""
    return TemplateLink(
        id=_key("template_link", row),
        template_id=f"case_template-{row['template']}",
        why=row["why"],
        kind=row["kind"],
        from_id=_partner(row["from"]),
        from_role=row["from_role"],
        to_id=_partner(row["to"]),
        to_role=row["to_role"],
        rhythm_days=number(row["rhythm_days"]),
    )


def _key(table: str, row: Row) -> str:
    return f"{table}-{row['template']}-{int(row['position']):02d}"


def _partner(code: str) -> str | None:
    return f"partner-{code}" if code else None
