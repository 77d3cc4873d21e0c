from collections.abc import Callable
from pathlib import Path

import pytest

from crisisdesk.exchange.importing import import_file
from crisisdesk.exchange.incoming import Report
from crisisdesk.model.channels import Channel
from crisisdesk.model.partners import Partner
from crisisdesk.model.posts import Post
from crisisdesk.store.workspace import Workspace

Take = Callable[..., Report]
REAL = (
    Path(__file__).resolve().parents[2].parent
    / "shared"
    / "data"
    / "contacts"
    / "database_of_embassies_2022-11-16.csv.gz"
)
HEADER = "operator;operatorQID;jurisdictions;country;countryQID;city;latitude;longitude;phone;email;website;type;typeQID;creation;QID;"
Q = "http://www.wikidata.org/entity/Q"
ROWS = {
    "plain": f"Vatican;{Q}237;France|Monaco;France;{Q}142;Paris;48.86;2.29;+33 1 00|+33 1 01;mailto:n@example.org;https://example.org;"
    f"apostolic nunciature;;1925-01-01T00:00:00Z;{Q}11",
    "order": f"Sovereign Military Order of Malta;{Q}190353;;Albania;{Q}222;Tirana;;;;;;embassy;;;{Q}12",
    "nowhere": f"Japan;{Q}17;;Atlantis;{Q}1;;;;;;;consulate;;;{Q}13",
    "nobody": f";;;France;{Q}142;;;;;;;embassy;;;{Q}14",
    "nameless": f"Japan;{Q}17;;France;{Q}142;;;;;;;embassy;;;",
}


def file(*names: str) -> str:
    return "\n".join([HEADER, *(ROWS[name] for name in names)]) + "\n"


def test_a_mission_becomes_a_partner_a_post_and_channels(take: Take, workspace: Workspace) -> None:
    report = take(file("plain"), "missions.csv")

    with workspace.snapshot() as view:
        mission, post = view.get(Partner, "mission-Q11"), view.get(Post, "post-Q11")
        channels = view.all(Channel, order=Channel.order)
    assert (report.form, report.taken) == ("embassies", 1)
    assert (mission.parent_id, mission.host_id, mission.kind) == ("partner-VAT", "partner-FRA", "mission")
    assert (mission.mission_kind, str(mission.begins_on), mission.latitude) == (
        "apostolic_nunciature",
        "1925",
        48.86,
    )
    assert (post.kind, post.secondary, post.city) == ("nuncio", "Monaco", "Paris")
    assert [(c.kind, c.address) for c in channels] == [
        ("phone", "+33 1 00"),
        ("phone", "+33 1 01"),
        ("email", "n@example.org"),
    ]


def test_a_second_edition_changes_only_what_it_says_anew(take: Take, workspace: Workspace) -> None:
    take(file("plain"), "missions.csv")

    assert take(file("plain"), "missions.csv").unchanged == 1
    report = take(file("plain").replace("+33 1 00", "+33 1 99"), "missions.csv")

    assert (report.taken, report.changed) == (0, 1)
    with workspace.snapshot() as view:
        assert view.get(Channel, "channel-Q11-1").address == "+33 1 99"


def test_a_sender_that_no_desk_knows_becomes_a_partner_of_its_own_kind(
    take: Take, workspace: Workspace
) -> None:
    take(file("order"), "missions.csv")

    with workspace.snapshot() as view:
        assert view.get(Partner, "partner-Q190353").kind == "other"
        assert view.get(Partner, "mission-Q12").parent_id == "partner-Q190353"


def test_every_row_is_taken_or_refused_with_its_reason(take: Take) -> None:
    report = take(file("plain", "nowhere", "nobody", "nameless", "plain"), "missions.csv")

    assert report.taken == 1
    assert [refusal.row for refusal in report.refused] == [3, 4, 5, 6]
    assert all(refusal.reason.endswith(".") for refusal in report.refused)


@pytest.mark.shared
@pytest.mark.skipif(not REAL.is_file(), reason="the real database of embassies is not beside the repository")
def test_the_real_file_comes_in_whole_and_twice_changes_nothing(workspace: Workspace) -> None:
    first, again = import_file(workspace, REAL), import_file(workspace, REAL)

    assert (first.taken, len(first.refused), first.rows) == (9_849, 3, 9_852)
    assert (again.taken, again.changed, again.unchanged, again.revision) == (0, 0, 9_849, 0)
    assert valid_and_not(workspace) == (851, 34)
    assert workspace.check().ok


def valid_and_not(workspace: Workspace) -> tuple[int, int]:
    """How many telephones are in E.164, and how many are kept as text and marked unverified."""
    with workspace.snapshot() as view:
        phones = view.all(Channel, Channel.kind == "phone")
    assert all(bool(one.number) == (one.number_check == "valid") for one in phones)
    checks = [one.number_check for one in phones]
    return checks.count("valid"), checks.count("unverified")
