import csv
import io
from datetime import date

import pytest

from crisisdesk.errors import UserError
from crisisdesk.model.partners import Involvement, Membership, Partner
from crisisdesk.model.sanctions import Alignment, AlignmentState, Measure
from crisisdesk.model.values import PartialDate
from crisisdesk.services.matrix import Matrix, Score, matrix, set_cell, votes
from crisisdesk.services.matrix_files import export_matrix, matrix_json
from crisisdesk.store.transaction import Transaction
from crisisdesk.store.workspace import Workspace

S = AlignmentState
FRA, DEU, EU = "partner-FRA", "partner-DEU", "partner-EU"


@pytest.fixture
def desk(workspace: Workspace) -> Workspace:
    """Two measures of a case; France applies both, Germany one and opposes the other."""

    def fill(tx: Transaction) -> None:
        for number in (1, 2):
            tx.add(
                Measure(
                    id=f"measure-{number}",
                    title=f"M{number}",
                    status="in_force",
                    case_id="case-1",
                    issuer_id=EU,
                    target_id="partner-PRK",
                )
            )
        tx.flush()
        for measure, partner, state in (
            (1, FRA, S.IN_FORCE), (2, FRA, S.IN_FORCE), (1, DEU, S.IN_FORCE), (2, DEU, S.OPPOSED),
        ):  # fmt: skip
            set_cell(tx, f"measure-{measure}", partner, state, since=PartialDate.parse("2026-01-01"))
            tx.flush()

    workspace.perform("Fill", fill)
    return workspace


def seen(desk: Workspace, **asked: object) -> Matrix:
    with desk.snapshot() as view:
        return matrix(view, "case-1", **asked)


def put(desk: Workspace, measure: int, partner: str, state: AlignmentState, **more: object) -> None:
    desk.perform("Set", lambda tx: set_cell(tx, f"measure-{measure}", partner, state, **more))


def score(found: Matrix, partner: str) -> Score:
    return next(one for one in found.by_partner() if one.id == partner)


def test_scores_have_their_denominator_and_their_unknown(desk: Workspace) -> None:
    assert score(seen(desk), DEU) == Score(DEU, aligned=1, known=2, total=2)
    assert score(seen(desk), FRA).unknown == 0


def test_one_cell_set_to_unknown_lowers_coverage_not_alignment(desk: Workspace) -> None:
    before = score(seen(desk), FRA)

    put(desk, 2, FRA, S.UNKNOWN)

    after = score(seen(desk), FRA)
    assert (before.alignment, before.coverage) == (1, 1)
    assert (after.alignment, after.coverage, after.unknown) == (1, 0.5, 1)


def test_what_does_not_apply_is_outside_of_the_score(desk: Workspace) -> None:
    put(desk, 2, DEU, S.NOT_APPLICABLE)

    assert score(seen(desk), DEU) == Score(DEU, aligned=1, known=1, total=1)


def test_nothing_known_gives_no_share(desk: Workspace) -> None:
    put(desk, 1, EU, S.UNKNOWN)

    assert (score(seen(desk), EU).alignment, score(seen(desk), EU).coverage) == (None, 0)


def test_a_cell_keeps_what_stood_before(desk: Workspace) -> None:
    put(desk, 2, DEU, S.IN_FORCE, legal_base="Act 7", confidence="high")

    cell = seen(desk).cell("measure-2", DEU)
    assert (cell.state, str(cell.since), cell.legal_base, cell.confidence) == (
        S.IN_FORCE,
        "2026-11-23",
        "Act 7",
        "high",
    )
    assert seen(desk, on=date(2026, 11, 22)).cell("measure-2", DEU).state is S.OPPOSED


def test_a_cell_set_twice_a_day_is_corrected(desk: Workspace) -> None:
    put(desk, 2, DEU, S.UNDER_STUDY)
    put(desk, 2, DEU, S.ANNOUNCED)

    assert seen(desk).cell("measure-2", DEU).state is S.ANNOUNCED
    with desk.snapshot() as view:
        assert view.count(Alignment) == 5


def test_what_is_learnt_of_the_past_ends_before_what_came_later(desk: Workspace) -> None:
    put(desk, 2, DEU, S.UNDER_STUDY, since=PartialDate.parse("2025-06"))

    assert seen(desk).cell("measure-2", DEU).state is S.OPPOSED
    assert seen(desk, on=date(2025, 7, 1)).cell("measure-2", DEU).state is S.UNDER_STUDY


def test_the_past_shows_the_matrix_as_it_was_recorded(desk: Workspace) -> None:
    put(desk, 2, FRA, S.OPPOSED)

    with desk.snapshot(at=3) as view:
        assert matrix(view).cell("measure-2", FRA).state is S.IN_FORCE


def test_one_undo_takes_a_cell_back(desk: Workspace) -> None:
    put(desk, 2, FRA, S.OPPOSED)
    desk.undo()

    assert seen(desk).cell("measure-2", FRA).state is S.IN_FORCE


def test_a_pair_without_a_record_is_unknown(desk: Workspace) -> None:
    cell = seen(desk).cell("measure-1", "partner-JPN")
    assert (cell.state, cell.alignment_id) == (S.UNKNOWN, "")


def test_who_is_involved_has_a_column_without_a_position(desk: Workspace) -> None:
    ally = Involvement(case_id="case-1", partner_id="partner-JPN", role="ally")
    desk.perform("Add", lambda tx: tx.add(ally))

    assert [p.code for p in seen(desk).partners] == ["FRA", "DEU", "JPN"]


def test_gaps_are_those_involved_who_do_not_apply_a_measure(desk: Workspace) -> None:
    def involve(tx: Transaction) -> None:
        for code, role in (("FRA", "ally"), ("DEU", "partner"), ("JPN", "transit"), ("PRK", "adversary")):
            tx.add(Involvement(case_id="case-1", partner_id=f"partner-{code}", role=role))

    desk.perform("Involve", involve)

    gaps = {gap.measure: ([c.partner for c in gap.open], gap.unknown) for gap in seen(desk).gaps()}
    assert gaps == {"measure-1": ([], ("partner-JPN",)), "measure-2": ([DEU], ("partner-JPN",))}


def test_the_members_of_the_issuing_body_vote_on_a_renewal(desk: Workspace) -> None:
    with desk.snapshot() as view:
        found = {vote.partner: vote.state for vote in votes(view, "measure-2")}

    assert len(found) == 27
    assert (found[FRA], found[DEU], found["partner-HUN"]) == (S.IN_FORCE, S.OPPOSED, S.UNKNOWN)


def test_who_was_a_member_on_the_day_votes(desk: Workspace) -> None:
    with desk.snapshot() as view:
        assert "partner-GBR" in {vote.partner for vote in votes(view, "measure-1", date(2019, 1, 1))}
        assert "partner-GBR" not in {vote.partner for vote in votes(view, "measure-1")}


def test_a_measure_of_one_state_needs_no_votes(desk: Workspace) -> None:
    desk.perform("Edit", lambda tx: setattr(tx.get(Measure, "measure-1"), "issuer_id", "partner-USA"))

    with desk.snapshot() as view:
        assert votes(view, "measure-1") == ()


def test_measures_that_ended_are_left_out_unless_asked_for(desk: Workspace) -> None:
    desk.perform("Edit", lambda tx: setattr(tx.get(Measure, "measure-1"), "status", "lifted"))

    assert [m.id for m in seen(desk).measures] == ["measure-2"]
    assert len(seen(desk, ended=True).measures) == 2


def test_a_cell_of_what_is_not_there_is_refused(desk: Workspace) -> None:
    with pytest.raises(UserError, match="no sanction measure"):
        put(desk, 9, FRA, S.OPPOSED)


def test_json_has_every_cell_and_each_score(desk: Workspace) -> None:
    told = matrix_json(seen(desk))

    assert len(told["cells"]) == len(told["measures"]) * len(told["partners"]) == 4
    assert told["alignment"][1] == {"partner": DEU, "aligned": 1, "known": 2, "total": 2, "unknown": 0}
    assert told["cells"][0].keys() >= {"measure", "partner", "state", "since", "source", "confidence"}


def test_the_file_has_partners_across_and_scores_below(desk: Workspace) -> None:
    with desk.snapshot() as view:
        text = export_matrix(matrix(view, "case-1"), "csv", view.moment).decode()

    rows = list(csv.reader(io.StringIO(text)))
    assert rows[0] == [
        "Measure",
        "Target",
        "Authority",
        "Status",
        "France",
        "Germany",
        "In force",
        "Known",
        "Applicable",
    ]
    assert rows[2][4:] == ["in force", "opposed", "1", "2", "2"]
    assert rows[3][4:6] == ["2", "1"]


def test_a_title_that_would_run_as_a_formula_is_defused(desk: Workspace) -> None:
    desk.perform("Edit", lambda tx: setattr(tx.get(Measure, "measure-1"), "title", "=1+1"))

    with desk.snapshot() as view:
        assert "'=1+1" in export_matrix(matrix(view), "csv", view.moment).decode()
        assert export_matrix(matrix(view), "xlsx", view.moment).startswith(b"PK")
        with pytest.raises(UserError, match="no format"):
            export_matrix(matrix(view), "pdf", view.moment)


def test_a_group_has_a_column_for_each_member_although_nothing_is_known(workspace: Workspace) -> None:
    def add(tx: Transaction) -> None:
        tx.add(Partner(id="partner-league", name="League", kind="alliance"))
        for key in ("ruri", "orland"):
            tx.add(Partner(id=f"partner-{key}", name=key.title()))
            tx.add(Membership(group_id="partner-league", member_id=f"partner-{key}", status="member"))
        tx.add(Measure(id="measure-new", title="Freeze", status="in_force"))

    workspace.perform("Add", add)
    with workspace.snapshot() as view:
        found = matrix(view, group_id="partner-league")

    assert [p.id for p in found.partners] == ["partner-orland", "partner-ruri"]
    assert found.by_partner()[0].total == 1
    assert found.by_partner()[0].known == 0


def test_a_measure_that_is_only_proposed_leaves_no_gap(workspace: Workspace) -> None:
    def add(tx: Transaction) -> None:
        tx.add(Partner(id="partner-ruri", name="Ruri"))
        tx.add(Measure(id="measure-new", title="Freeze", status="proposed"))
        tx.add(Alignment(measure_id="measure-new", partner_id="partner-ruri", state=AlignmentState.OPPOSED))

    workspace.perform("Add", add)
    with workspace.snapshot() as view:
        assert matrix(view).gaps() == ()
    workspace.perform("Adopt", lambda tx: setattr(tx.get(Measure, "measure-new"), "status", "in_force"))
    with workspace.snapshot() as view:
        assert [gap.measure for gap in matrix(view).gaps()] == ["measure-new"]
