import pytest

from crisisdesk.errors import UserError
from crisisdesk.model.measures import ExceptionKind, MeasureException
from crisisdesk.model.sanctions import Measure
from crisisdesk.model.values import PartialDate
from crisisdesk.services.measures import advance, exceptions_of, lapsed, next_steps, renew, steps_of
from crisisdesk.store.workspace import Workspace

TODAY = PartialDate.parse("2026-11-23")


def add(desk: Workspace, **values: object) -> None:
    desk.perform("Add", lambda tx: tx.add(Measure(id="measure-1", title="Freeze", **values)))


def move(desk: Workspace, *steps: str) -> Measure:
    for to in steps:
        done = desk.perform("Move", lambda tx, to=to: advance(tx, "measure-1", to, why="Agreed"))
    return done.value


def day(text: str) -> PartialDate:
    return PartialDate.parse(text)


def test_a_measure_lives_from_proposed_to_lifted(workspace: Workspace) -> None:
    add(workspace)

    measure = move(workspace, "coordinated", "adopted", "in_force", "lifted", "closed")

    assert (measure.status, measure.adopted_on, measure.begins_on, measure.ends_on) == (
        "closed", TODAY, TODAY, TODAY,
    )  # fmt: skip
    with workspace.snapshot() as view:
        assert [step.after for step in steps_of(view, "measure-1")] == [
            "coordinated", "adopted", "in_force", "lifted", "closed",
        ]  # fmt: skip


def test_the_vocabulary_says_what_may_follow(workspace: Workspace) -> None:
    with workspace.snapshot() as view:
        assert next_steps(view, "proposed") == ("coordinated", "withdrawn")
        assert next_steps(view, "closed") == ()


@pytest.mark.parametrize(
    ("status", "to"), [("proposed", "in_force"), ("lifted", "in_force"), ("closed", "proposed")]
)
def test_a_step_that_does_not_follow_is_refused(workspace: Workspace, status: str, to: str) -> None:
    add(workspace, status=status)

    with pytest.raises(UserError, match=r"next can be|no step follows"):
        move(workspace, to)


def test_lifting_needs_a_reason(workspace: Workspace) -> None:
    add(workspace, status="in_force")

    with pytest.raises(UserError, match="Say why"):
        workspace.perform("Lift", lambda tx: advance(tx, "measure-1", "lifted"))


def test_a_known_day_of_effect_is_not_overwritten(workspace: Workspace) -> None:
    add(workspace, status="adopted", begins_on=day("2026-12-01"))

    assert move(workspace, "in_force").begins_on == day("2026-12-01")


def test_one_undo_takes_a_step_back(workspace: Workspace) -> None:
    add(workspace)
    move(workspace, "coordinated")

    workspace.undo()

    with workspace.snapshot() as view:
        assert view.get(Measure, "measure-1").status == "proposed"
        assert steps_of(view, "measure-1") == []


def test_nothing_extends_itself(workspace: Workspace) -> None:
    add(workspace, status="in_force", ends_on=day("2026-11-22"))

    with workspace.snapshot() as view:
        assert view.get(Measure, "measure-1").ends_on == day("2026-11-22")
        assert [one.id for one in lapsed(view)] == ["measure-1"]


def test_a_renewal_gives_a_new_last_day_by_an_act(workspace: Workspace) -> None:
    add(workspace, status="in_force", ends_on=day("2026-11-30"))

    done = workspace.perform(
        "Renew", lambda tx: renew(tx, "measure-1", day("2027-05-31"), "Decision 2026/1", why="No change")
    )

    assert (done.value.ends_on, done.value.renewal_on, done.value.status) == (
        day("2027-05-31"), day("2027-05-31"), "renewed",
    )  # fmt: skip
    with workspace.snapshot() as view:
        (step,) = steps_of(view, "measure-1")
    assert (step.extended_to, step.citation) == (day("2027-05-31"), "Decision 2026/1")


@pytest.mark.parametrize(
    ("values", "until", "citation", "said"),
    [
        ({"status": "in_force"}, "2027-05-31", " ", "Name the act"),
        ({"status": "lifted"}, "2027-05-31", "D", "only a measure that holds"),
        ({"status": "in_force", "ends_on": day("2027-05-31")}, "2027-05-31", "D", "gives a later day"),
    ],
)
def test_what_is_no_renewal_is_refused(
    workspace: Workspace, values: dict[str, object], until: str, citation: str, said: str
) -> None:
    add(workspace, **values)

    with pytest.raises(UserError, match=said):
        workspace.perform("Renew", lambda tx: renew(tx, "measure-1", day(until), citation))


def test_a_measure_expires_after_its_last_day_only(workspace: Workspace) -> None:
    add(workspace, status="in_force", ends_on=day("2026-11-23"))

    with pytest.raises(UserError, match="runs until 2026-11-23"):
        move(workspace, "expired")


def test_what_winds_down_has_a_last_day(workspace: Workspace) -> None:
    add(workspace, status="in_force")
    period = MeasureException(measure_id="measure-1", title="Charters", kind=ExceptionKind.WIND_DOWN)

    with pytest.raises(UserError, match="Name the last day"):
        workspace.perform("Add", lambda tx: tx.add(period))


def test_exemptions_are_those_that_hold_today(workspace: Workspace) -> None:
    add(workspace, status="in_force")
    ended = MeasureException(
        measure_id="measure-1", title="Old", kind=ExceptionKind.GENERAL_LICENCE, ends_on=day("2026-11-01")
    )
    open_ = MeasureException(measure_id="measure-1", title="New", kind=ExceptionKind.EXEMPTION)
    workspace.perform("Add", lambda tx: (tx.add(ended), tx.add(open_)))

    with workspace.snapshot() as view:
        assert [one.title for one in exceptions_of(view, "measure-1")] == ["New"]
        assert len(exceptions_of(view, "measure-1", holding=False)) == 2
