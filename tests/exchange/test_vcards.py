from collections.abc import Callable
from pathlib import Path

import pytest

from crisisdesk.errors import UserError
from crisisdesk.exchange.importing import import_file
from crisisdesk.exchange.incoming import Report
from crisisdesk.model.channels import Channel
from crisisdesk.model.desk import DESK_ID, Desk
from crisisdesk.model.marking import Marking
from crisisdesk.model.partners import Partner
from crisisdesk.model.posts import Incumbency, Person, Post
from crisisdesk.services.address_cards import export_cards
from crisisdesk.store.workspace import Workspace

Take = Callable[..., Report]
DATA = Path(__file__).resolve().parents[3] / "shared" / "data" / "vcards"
CARD = "BEGIN:VCARD\r\nVERSION:{version}\r\n{body}\r\nEND:VCARD\r\n"


def card(*body: str, version: str = "4.0") -> str:
    return CARD.format(version=version, body="\r\n".join(body))


FULL = card(
    "UID:urn:uuid:4fbe8971", "FN:Aline Fabre", "N:Fabre;Aline;;Col;", "NICKNAME:Lina", "LANG:fr", "LANG:en",
    "ORG:Ministry of the Sea;Plans", "TITLE:Director\\, plans", "NOTE:Prefers mornings",
    "ADR:;;Quai 3;Paris;;75007;France", 'TEL;VALUE=uri;TYPE="work,voice":tel:+33-1-43-17-53-53;ext=12',
    "TEL;TYPE=cell:06 12 34 56 78", "EMAIL:a.fabre@sea.example", "KEY:data:secret", "BDAY:19700101",
)  # fmt: skip


def allow_secret(workspace: Workspace) -> None:
    workspace.perform("Allow", lambda tx: setattr(tx.get(Desk, DESK_ID), "ceiling", Marking("SECRET")))


def content(workspace: Workspace) -> bytes:
    with workspace.snapshot() as view:
        return export_cards(view).content


def test_a_card_becomes_person_post_holding_and_channels(workspace: Workspace, take: Take) -> None:
    report = take(FULL, "a.vcf")

    with workspace.snapshot() as view:
        [person], [post], [held] = view.all(Person), view.all(Post), view.all(Incumbency)
        ways = [(c.kind, c.address, c.number, c.number_check) for c in view.all(Channel, order=Channel.order)]
        partner = view.get(Partner, post.partner_id or "")
    assert (person.name, person.rank, person.languages, person.other_names) == (
        "Aline Fabre",
        "Col",
        "fr, en",
        "Lina",
    )
    assert (post.title, post.city, partner.name) == ("Director, plans", "Paris", "Ministry of the Sea, Plans")
    assert (held.person_id, held.post_id) == (person.id, post.id)
    assert ways == [
        ("phone", "+33-1-43-17-53-53 ext. 12", "+33143175353", "valid"),
        ("mobile", "06 12 34 56 78", "+33612345678", "valid"),
        ("email", "a.fabre@sea.example", "", ""),
    ]
    assert (report.form, report.ignored) == ("vcard", ("BDAY", "KEY"))


@pytest.mark.parametrize(
    "text",
    [
        card("N:Fabre;Aline", "TEL;CELL:+33612345678", version="2.1"),
        card("N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:F=C3=A2bre;Aline", "TEL;HOME:1", version="2.1"),
        card("FN:Aline Fabre", "N:Fabre;Aline;;;", "item1.TEL;type=CELL:+33612345678", version="3.0"),
        FULL,
    ],
)
def test_cards_of_every_version_come_in_and_twice_change_nothing(take: Take, text: str) -> None:
    first, again = take(text, "a.vcf"), take(text, "a.vcf")

    assert first.taken > 0
    assert (first.refused, again.taken, again.changed, again.revision) == ([], 0, 0, 0)


def test_what_is_written_reads_back_equal(
    workspace: Workspace, founded: Path, tmp_path: Path, take: Take
) -> None:
    take(FULL, "a.vcf")
    allow_secret(workspace)
    secret = Marking("SECRET", release=("USA", "FRA"))
    workspace.perform("Mark", lambda tx: setattr(tx.all(Person)[0], "marking", secret))
    written = content(workspace)
    same = take(written, "own.vcf")
    (tmp_path / "b.cdesk").write_bytes(founded.read_bytes())
    other = Workspace.open(tmp_path / "b.cdesk")
    allow_secret(other)
    (tmp_path / "out.vcf").write_bytes(written)
    import_file(other, tmp_path / "out.vcf")
    again = content(other)
    other.close()

    assert (same.taken, same.changed, same.refused) == (0, 0, [])
    assert again == written
    assert all(len(line) <= 75 for line in written.split(b"\r\n"))


def test_a_card_leaves_out_what_its_audience_may_not_have(workspace: Workspace, take: Take) -> None:
    take(FULL, "a.vcf")
    allow_secret(workspace)
    workspace.perform("Mark", lambda tx: setattr(tx.all(Channel)[0], "marking", Marking("SECRET")))

    with workspace.snapshot() as view:
        made = export_cards(view, audience="UNCLASSIFIED")

    assert made.withheld == 1
    assert made.content.count(b"X-CRISISDESK-CHANNEL") < content(workspace).count(b"X-CRISISDESK-CHANNEL")


def test_organisations_of_one_name_stay_apart_in_what_we_wrote(workspace: Workspace, take: Take) -> None:
    def add(tx) -> None:
        for key in ("FRA", "DEU"):
            tx.add(Partner(id=f"partner-{key}-mod", name="Ministry of Defence", parent_id=f"partner-{key}"))
            tx.add(Person(id=f"person-{key}", name=f"Head {key}"))
            tx.flush()
            tx.add(Post(id=f"post-{key}", title="Head", partner_id=f"partner-{key}-mod"))
            tx.flush()
            tx.add(Incumbency(person_id=f"person-{key}", post_id=f"post-{key}"))
        tx.add(Incumbency(person_id="person-FRA", post_id="post-DEU", acting=True))

    workspace.perform("Add", add)
    report = take(content(workspace), "own.vcf")

    assert (report.taken, report.changed, report.refused) == (0, 0, [])


def test_a_damaged_card_is_refused_by_itself(take: Take) -> None:
    report = take(card("FN:One") + card("TEL:1") + "BEGIN:VCARD\r\nFN:Cut off\r\n" + card("FN:Two"), "a.vcf")

    assert report.taken == 2
    assert [(one.row, one.reason) for one in report.refused] == [
        (2, "The card names nobody: neither FN nor N nor ORG says anything."),
        (3, "The card is not complete: its END:VCARD is missing."),
    ]


def test_a_code_in_a_card_is_refused_with_its_sentence(take: Take) -> None:
    report = take(card("FN:One", "TEL:+1 202 555 0100\\,\\,4711#"), "a.vcf")

    assert "keeps no keys or codes" in report.refused[0].reason


@pytest.mark.parametrize(
    ("text", "why"),
    [("FN:Nobody", "holds no vCard"), (card("FN:x", "NOTE:" + "x" * 70_000), ""), (card("FN:x") * 3, "")],
)
def test_hostile_files_end_in_a_sentence(take: Take, text: str, why: str) -> None:
    if why:
        with pytest.raises(UserError, match=why):
            take(text, "a.vcf")
    else:
        assert all(one.reason.endswith(".") for one in take(text, "a.vcf").refused)


@pytest.mark.shared
def test_every_real_card_comes_in_or_is_refused_in_one_sentence(workspace: Workspace) -> None:
    if not DATA.is_dir():
        pytest.skip("the folder shared is not beside the checkout")
    files = sorted(DATA.rglob("*.vcf"))
    first = [import_file(workspace, path) for path in files]
    again = [import_file(workspace, path) for path in files]

    assert len(files) == 18
    assert sum(len(one.refused) for one in first) == 3
    assert sum(one.taken + one.changed for one in again) == 0
    assert workspace.check().ok
