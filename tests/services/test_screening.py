from pathlib import Path

import pytest

from crisisdesk.errors import CancelledError, UserError
from crisisdesk.model.controls import Licence
from crisisdesk.model.lists import ScreeningDecision, ScreeningVerdict
from crisisdesk.model.partners import Partner
from crisisdesk.model.transfers import Transfer
from crisisdesk.progress import silent
from crisisdesk.screening import Question, Verdict
from crisisdesk.services.candidates import country_code
from crisisdesk.services.lists import adopt_lists
from crisisdesk.services.questions import question_of, questions_of
from crisisdesk.services.screening import Hit, ScreeningRoom, screen
from crisisdesk.services.screening_queue import OpenHit, Standing, decide, rescreen, subjects
from crisisdesk.store.workspace import Workspace

from .listed import SHARED, adopt, rows, written

NAMES = ["VESTERHOLT TRADING COMPANY", "ZENDA MARITIME LINES"]


@pytest.fixture
def room() -> ScreeningRoom:
    return ScreeningRoom()


@pytest.fixture
def listed(workspace: Workspace, tmp_path: Path) -> Workspace:
    adopt(workspace, tmp_path, rows(NAMES))
    return workspace


def hits(desk: Workspace, room: ScreeningRoom, name: str | Question) -> tuple[Hit, ...]:
    with desk.snapshot() as view:
        return screen(view, room, [name])[0].hits


def queue(desk: Workspace, room: ScreeningRoom) -> list[OpenHit]:
    with desk.snapshot() as view:
        return rescreen(view, room)


def add_company(desk: Workspace, name: str = "Vesterholt Trading Co.") -> None:
    desk.perform("Add", lambda tx: tx.add(Partner(id="partner-v", name=name, kind="company")))


def test_a_name_finds_its_listing_with_the_facts_of_the_list(listed: Workspace, room: ScreeningRoom) -> None:
    (hit,) = hits(listed, room, "Vesterholt Trading Co")

    assert (hit.list, hit.key, hit.name) == ("ofac-non-sdn", "9000", NAMES[0])
    assert (hit.type, hit.programmes, hit.delisted_on) == ("organisation", ("NS-PLC",), None)
    assert hit.score > 0.9
    assert [part.listed for part in hit.parts][:2] == ["vesterholt", "trading"]


def test_what_speaks_against_is_said(listed: Workspace, room: ScreeningRoom) -> None:
    (hit,) = hits(listed, room, Question("Vesterholt Trading Company", type="organisation"))
    assert [(e.kind, e.verdict) for e in hit.evidence] == [("type", Verdict.NEUTRAL)]

    with listed.snapshot() as view:
        person = Question("Vesterholt Trading Company", type="person")
        (found,) = screen(view, room, [person], threshold=0.3)[0].hits
    assert ("type", Verdict.AGAINST) in [(e.kind, e.verdict) for e in found.evidence]


def test_a_name_that_nobody_has_finds_nothing(listed: Workspace, room: ScreeningRoom) -> None:
    assert hits(listed, room, "Quiet Harbour Books") == ()


def test_without_a_list_nothing_can_be_screened(workspace: Workspace, room: ScreeningRoom) -> None:
    with pytest.raises(UserError, match="No sanctions list is adopted"):
        hits(workspace, room, "anybody")
    assert queue(workspace, room) == []


@pytest.mark.parametrize(("limit", "threshold"), [(0, 0.5), (1, 1.5), (1, -0.1)])
def test_limits_that_make_no_sense_are_refused(
    listed: Workspace, room: ScreeningRoom, limit: int, threshold: float
) -> None:
    with listed.snapshot() as view, pytest.raises(UserError, match="between 0 and 1"):
        screen(view, room, ["x"], limit=limit, threshold=threshold)


def test_an_empty_name_is_refused(listed: Workspace, room: ScreeningRoom) -> None:
    with pytest.raises(UserError, match="must not be empty"):
        hits(listed, room, "  ")


def test_after_an_adoption_the_new_version_answers_and_in_the_past_the_old_one(
    listed: Workspace, room: ScreeningRoom, tmp_path: Path
) -> None:
    adopt(listed, tmp_path, rows(["GRAUSTARK FOUNDRY"]))

    assert hits(listed, room, "Graustark Foundry")
    assert not hits(listed, room, NAMES[1])
    with listed.snapshot(at=3) as view:
        assert screen(view, room, [NAMES[1]])[0].hits


def test_an_index_is_built_once_for_a_set_of_versions(listed: Workspace, room: ScreeningRoom) -> None:
    with listed.snapshot() as view:
        assert room.shelf(view) is room.shelf(view)
        assert room.shelf(view).parties == 232


def test_building_an_index_can_be_cancelled(listed: Workspace, room: ScreeningRoom) -> None:
    def cancel(*_: object) -> None:
        raise CancelledError

    with listed.snapshot() as view, pytest.raises(CancelledError):
        room.shelf(view, cancel)
    assert hits(listed, room, NAMES[0])


# -- files ------------------------------------------------------------------------------------------------


def test_a_file_of_names_brings_what_is_known_beside_them(tmp_path: Path) -> None:
    text = "Name;Date of birth;Nationality;Passport;Type\nI. Vesterholt;1961-06;France;P 12;individual\nZenda;;;;\n"

    found = questions_of(written(tmp_path / "n.csv", text))

    assert [q.name for q in found] == ["I. Vesterholt", "Zenda"]
    assert (str(found[0].birth), found[0].country, found[0].identifier, found[0].type) == (
        "1961-06", "FRA", "P 12", "person",
    )  # fmt: skip


def test_a_file_without_a_header_has_names_in_its_first_column(tmp_path: Path) -> None:
    assert [q.name for q in questions_of(written(tmp_path / "n.csv", "Zenda\nStrelsau\n"))] == [
        "Zenda",
        "Strelsau",
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [("", "empty"), ("name,dob\nZenda,soon\n", r"row 2"), ("name,type\nZenda,cloud\n", "no type"), ('name\n""\n,\n', "empty")],
)  # fmt: skip
def test_a_file_with_a_fault_is_refused_with_its_row(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(UserError, match=said):
        questions_of(written(tmp_path / "n.csv", text))


@pytest.mark.parametrize(
    ("text", "code"), [("France", "FRA"), ("fr", "FRA"), ("FRA", "FRA"), ("Atlantis", "Atlantis")]
)
def test_countries_have_one_code_whatever_a_list_writes(text: str, code: str) -> None:
    assert country_code(text) == code


def test_a_question_takes_words_of_any_list() -> None:
    assert question_of("x", type="Entity", gender="F") == Question("x", type="organisation", gender="female")


# -- the desk's own names ---------------------------------------------------------------------------------


def test_parties_of_transfers_licences_and_companies_are_screened(
    listed: Workspace, room: ScreeningRoom
) -> None:
    def add(tx):
        tx.add(Transfer(id="transfer-1", title="Parts", end_user="Zenda Maritime Lines"))
        tx.add(
            Licence(id="licence-1", title="L", consignees="(U) Quiet Books\n(U) Vesterholt Trading Company")
        )

    listed.perform("Add", add)
    add_company(listed)

    found = {(one.subject.record_id, one.subject.field, one.hit.key) for one in queue(listed, room)}
    assert found == {
        ("transfer-1", "end_user", "9001"), ("licence-1", "consignees", "9000"), ("partner-v", "name", "9000"),
    }  # fmt: skip


def test_a_company_is_asked_by_each_of_its_names_once(workspace: Workspace) -> None:
    company = Partner(
        name="Zenda", official_name="ZENDA", other_names="Zenda Lines; Zenda Sea", kind="company"
    )
    workspace.perform("Add", lambda tx: tx.add(company))

    with workspace.snapshot() as view:
        assert [s.question.name for s in subjects(view)] == ["Zenda", "Zenda Lines", "Zenda Sea"]


def test_a_changed_name_is_screened_anew(listed: Workspace, room: ScreeningRoom) -> None:
    add_company(listed, "Quiet Harbour Books")
    assert queue(listed, room) == []

    listed.perform("Edit", lambda tx: setattr(tx.get(Partner, "partner-v"), "name", NAMES[0]))

    assert [one.standing for one in queue(listed, room)] == [Standing.NEW]


def settle(desk: Workspace, room: ScreeningRoom, verdict: ScreeningVerdict) -> ScreeningDecision:
    (one,) = queue(desk, room)
    name, subject = one.subject.question.name, one.subject.record_id
    return desk.perform(
        "Decide", lambda tx: decide(tx, name, one.hit, verdict, "Seen", subject=subject)
    ).value


@pytest.mark.parametrize("verdict", [ScreeningVerdict.TRUE_MATCH, ScreeningVerdict.FALSE_MATCH])
def test_a_decision_settles_a_hit_and_keeps_its_reason(
    listed: Workspace, room: ScreeningRoom, verdict: ScreeningVerdict
) -> None:
    add_company(listed)

    kept = settle(listed, room, verdict)

    assert (kept.verdict, kept.reason, kept.decided_by) == (verdict, "Seen", "officer")
    assert queue(listed, room) == []


def test_who_is_unsure_stays_in_the_queue(listed: Workspace, room: ScreeningRoom) -> None:
    add_company(listed)

    kept = settle(listed, room, ScreeningVerdict.UNSURE)

    (one,) = queue(listed, room)
    assert (one.standing, one.earlier and one.earlier.id) == (Standing.UNSURE, kept.id)


def test_a_decision_comes_back_when_the_listing_changes(
    listed: Workspace, room: ScreeningRoom, tmp_path: Path
) -> None:
    add_company(listed)
    settle(listed, room, ScreeningVerdict.FALSE_MATCH)

    adopt(listed, tmp_path, rows(NAMES, remarks='"DOB 1960."'))

    assert [one.standing for one in queue(listed, room)] == [Standing.CHANGED]
    settle(listed, room, ScreeningVerdict.FALSE_MATCH)
    assert queue(listed, room) == []


def test_a_decision_stays_when_other_listings_change(
    listed: Workspace, room: ScreeningRoom, tmp_path: Path
) -> None:
    add_company(listed)
    settle(listed, room, ScreeningVerdict.FALSE_MATCH)

    adopt(listed, tmp_path, rows(NAMES, without=[5]))

    assert queue(listed, room) == []


def test_a_second_decision_replaces_the_first(listed: Workspace, room: ScreeningRoom) -> None:
    add_company(listed)
    settle(listed, room, ScreeningVerdict.UNSURE)
    settle(listed, room, ScreeningVerdict.TRUE_MATCH)

    with listed.snapshot() as view:
        assert [one.verdict for one in view.all(ScreeningDecision)] == [ScreeningVerdict.TRUE_MATCH]


def test_a_decision_without_a_reason_is_refused(listed: Workspace, room: ScreeningRoom) -> None:
    (hit,) = hits(listed, room, NAMES[0])

    with pytest.raises(UserError, match="Say why"):
        listed.perform("Decide", lambda tx: decide(tx, "x", hit, ScreeningVerdict.TRUE_MATCH, " "))


@pytest.mark.shared
@pytest.mark.slow
def test_the_whole_sdn_list_answers_in_milliseconds(workspace: Workspace, room: ScreeningRoom) -> None:
    folder = SHARED / "sanctions" / "ofac_sdn_2023-12-28"
    if not folder.exists():
        pytest.skip("the large real files are not beside the repository")
    adopt_lists(workspace, "ofac-sdn", sorted(folder.iterdir()), silent)

    found = hits(workspace, room, "Aero Caribbean Airlines")

    assert (found[0].key, found[0].name, found[0].programmes) == ("36", "AEROCARIBBEAN AIRLINES", ("CUBA",))
