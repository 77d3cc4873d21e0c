"""What a case template gives to a case."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from crisisdesk.errors import UserError
from crisisdesk.model.cases import CrisisCase, Severity
from crisisdesk.model.decisions import Action
from crisisdesk.model.desk import DESK_ID, Desk
from crisisdesk.model.partners import Involvement
from crisisdesk.model.posts import Post
from crisisdesk.model.templates import CaseTemplate, TemplateLink, TemplatePartner, TemplateTask
from crisisdesk.model.watch import Rung
from crisisdesk.services.cases import open_case
from crisisdesk.services.templates import apply_template
from crisisdesk.store.workspace import Workspace

SEA = "case_template-incident_at_sea"
Write = Callable[[Any], Any]


def test_every_crisis_has_a_template(workspace: Workspace) -> None:
    with workspace.snapshot() as view:
        kinds = {template.kind for template in view.all(CaseTemplate)}
    assert kinds >= {
        "coercion",
        "armed_attack",
        "coup",
        "border",
        "sanctions_evasion",
        "prevention",
        "exercise",
    }


def test_each_template_has_tasks_partners_and_links(workspace: Workspace) -> None:
    with workspace.snapshot() as view:
        for template in view.all(CaseTemplate):
            for part in (TemplateTask, TemplatePartner, TemplateLink):
                assert view.all(part, part.template_id == template.id), (template, part)


def test_tasks_are_due_so_many_hours_after_the_opening(workspace: Workspace, write: Write) -> None:
    write(lambda tx: apply_template(tx, "case-1", SEA))
    with workspace.snapshot() as view:
        plot = view.get(Action, "action-1-incident_at_sea-02")
        opened = view.get(CrisisCase, "case-1").opened_at
        assert (plot.title[:4], plot.due_at) == ("Plot", opened and opened + timedelta(hours=2))


def test_a_task_belongs_to_the_nearest_post_of_its_type(workspace: Workspace, write: Write) -> None:
    def staff(tx: Any) -> None:
        tx.get(Desk, DESK_ID).home_id = "partner-USA"
        for key, partner in (("a", "FRA"), ("b", "US-STATE-PM"), ("c", "USA")):
            tx.add(Post(id=f"post-{key}", title=key, kind="desk_officer", partner_id=f"partner-{partner}"))
        tx.get(CrisisCase, "case-1").lead_desk_id = "partner-US-STATE-PM"
        tx.flush()
        apply_template(tx, "case-1", SEA)

    write(staff)
    with workspace.snapshot() as view:
        assert view.get(Action, "action-1-incident_at_sea-02").owner_id == "post-b"


def test_a_task_without_a_post_of_its_type_has_no_owner(workspace: Workspace, write: Write) -> None:
    write(lambda tx: apply_template(tx, "case-1", SEA))
    with workspace.snapshot() as view:
        assert view.get(Action, "action-1-incident_at_sea-02").owner_id is None


def test_dependencies_and_roles_are_those_of_the_case(workspace: Workspace, write: Write) -> None:
    write(lambda tx: tx.add(Involvement(case_id="case-1", partner_id="partner-NOR", role="affected")))
    write(lambda tx: apply_template(tx, "case-1", SEA))
    with workspace.snapshot() as view:
        notice = view.get(Action, "action-1-incident_at_sea-08")
        assert (notice.depends_on_id, notice.partner_id) == ("action-1-incident_at_sea-03", "partner-NOR")


def test_named_partners_join_the_case_and_groups_stay_expected(workspace: Workspace, write: Write) -> None:
    write(lambda tx: apply_template(tx, "case-1", "case_template-consultation"))
    with workspace.snapshot() as view:
        joined = {one.partner_id for one in view.all(Involvement, Involvement.case_id == "case-1")}
        expected = view.all(TemplatePartner, TemplatePartner.case_id == "case-1")
        assert joined == {"partner-NATO"}
        assert "partner-NATO" in {one.group_id for one in expected}


def test_a_case_gets_a_ladder_of_its_own(workspace: Workspace, write: Write) -> None:
    write(lambda tx: apply_template(tx, "case-1", SEA))
    with workspace.snapshot() as view:
        numbers = sorted(rung.number for rung in view.all(Rung, Rung.case_id == "case-1"))
        assert numbers == [1, 2, 3, 4, 5, 6, 7]
        assert len(view.all(Rung, Rung.case_id.is_(None))) == 7


def test_what_a_case_says_already_stays(workspace: Workspace, write: Write) -> None:
    write(lambda tx: setattr(tx.get(CrisisCase, "case-1"), "aim", "Our own aim."))
    write(lambda tx: apply_template(tx, "case-1", SEA))
    with workspace.snapshot() as view:
        case = view.get(CrisisCase, "case-1")
        assert (case.aim, case.rhythm_hours, case.severity) == ("Our own aim.", 12, Severity.WATCH)


def test_a_later_change_of_the_template_leaves_the_case_alone(workspace: Workspace, write: Write) -> None:
    write(lambda tx: apply_template(tx, "case-1", SEA))
    write(lambda tx: setattr(tx.get(TemplateTask, "template_task-incident_at_sea-02"), "title", "Other"))
    with workspace.snapshot() as view:
        assert view.get(Action, "action-1-incident_at_sea-02").title.startswith("Plot")


def test_a_template_is_applied_once(write: Write) -> None:
    write(lambda tx: apply_template(tx, "case-1", SEA))
    with pytest.raises(UserError, match="already"):
        write(lambda tx: apply_template(tx, "case-1", SEA))


def test_a_case_can_be_opened_from_a_template(workspace: Workspace, write: Write) -> None:
    write(lambda tx: open_case(tx, "Strait", record_id="case-2", template_id=SEA))
    with workspace.snapshot() as view:
        assert view.get(CrisisCase, "case-2").template_id == SEA
        assert len(view.all(Action, Action.case_id == "case-2")) == 10


def test_opening_from_a_template_is_one_step_to_undo(workspace: Workspace, write: Write) -> None:
    write(lambda tx: open_case(tx, "Strait", record_id="case-2", template_id=SEA))
    workspace.undo()
    with workspace.snapshot() as view:
        assert view.find(CrisisCase, "case-2") is None
        assert view.all(Action, Action.case_id == "case-2") == []
