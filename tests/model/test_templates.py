"""What a case template may say."""

from crisisdesk.model.templates import TemplateLink, TemplatePartner, TemplateTask


def test_an_expectation_belongs_to_a_template_or_to_a_case() -> None:
    assert [p.field for p in TemplatePartner(task="Tracks").problems()] == ["template_id"]
    both = TemplatePartner(task="Tracks", template_id="case_template-coup", case_id="case-1")
    assert [problem.field for problem in both.problems()] == ["template_id"]


def test_each_end_of_an_expected_link_is_named_once() -> None:
    link = TemplateLink(why="Talk", case_id="case-1", to_id="partner-NOR", to_role="mediator")
    assert [problem.field for problem in link.problems()] == ["to_role"]


def test_a_task_is_not_due_before_the_case_is_opened() -> None:
    task = TemplateTask(template_id="case_template-coup", title="Call", due_hours=-1)
    assert [problem.field for problem in task.problems()] == ["due_hours"]
