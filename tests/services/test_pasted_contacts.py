import pytest

from crisisdesk.errors import UserError
from crisisdesk.exchange.cards import Way
from crisisdesk.model.channels import Channel
from crisisdesk.model.partners import Partner
from crisisdesk.model.posts import Incumbency, Person, Post
from crisisdesk.services.pasted_contacts import Contact, add_contact, read_pasted
from crisisdesk.store.transaction import Transaction
from crisisdesk.store.workspace import Workspace

SIGNATURE = """
--
Col. Alma Rud
Deputy Director, Plans
Ministry of Defence of Norway
Myntgata 1, 0151 Oslo
Tel: +47 23 09 80 00 | Mob: +47 912 34 567
alma.rud@mod.example
Sent from my telephone
"""
VCARD = """BEGIN:VCARD
VERSION:4.0
FN:Alma Rud
ORG:Ministry of Defence of Norway
TITLE:Deputy Director
TEL;TYPE=work:+47 23 09 80 00
END:VCARD"""


@pytest.fixture
def desk(workspace: Workspace) -> Workspace:
    workspace.perform("Add", _ministry)
    return workspace


def _ministry(tx: Transaction) -> None:
    tx.add(Partner(id="mod", name="Ministry of Defence of Norway"))


def test_a_signature_becomes_a_name_a_title_an_office_and_its_numbers(desk: Workspace) -> None:
    with desk.snapshot() as view:
        found = read_pasted(view, SIGNATURE)

    card, office = found.card, found.office
    assert (card.rank, card.name) == ("Col.", "Alma Rud")
    assert (office.title, office.organisation) == ("Deputy Director, Plans", "Ministry of Defence of Norway")
    assert found.partner_id == "mod"
    assert [(way.kind, way.address) for way in office.ways] == [
        ("phone", "+47 23 09 80 00"),
        ("mobile", "+47 912 34 567"),
        ("email", "alma.rud@mod.example"),
    ]
    assert card.address == "Myntgata 1, 0151 Oslo"


def test_a_name_in_another_script_stands_beside_the_latin_one(desk: Workspace) -> None:
    with desk.snapshot() as view:
        found = read_pasted(view, "Ілля Коваль\nIllia Koval\nEmbassy of Ukraine")

    assert (found.card.name, found.card.name_original) == ("Illia Koval", "Ілля Коваль")


def test_a_card_is_read_as_a_card(desk: Workspace) -> None:
    with desk.snapshot() as view:
        found = read_pasted(view, VCARD)

    assert (found.card.name, found.office.title, found.partner_id) == ("Alma Rud", "Deputy Director", "mod")


@pytest.mark.parametrize("text", ["", "  \n", "+47 23 09 80 00", VCARD + "\n" + VCARD, "x" * 20_001])
def test_what_names_nobody_or_too_many_is_refused_in_a_sentence(desk: Workspace, text: str) -> None:
    with desk.snapshot() as view, pytest.raises(UserError, match=r"\.$|looked"):
        read_pasted(view, text)


def test_a_contact_is_added_as_one_act_that_undo_takes_back(desk: Workspace) -> None:
    contact = Contact(
        "Alma Rud", "Col.", title="Deputy Director", partner_id="mod", ways=(Way("phone", "+47 23 09 80 00"),)
    )
    kept = desk.perform("Add", lambda tx: add_contact(tx, contact)).value
    with desk.snapshot() as view:
        assert view.get(Post, kept.post_id).partner_id == "mod"
        assert view.get(Channel, kept.channel_ids[0]).number == "+4723098000"
        assert [one.person_id for one in view.all(Incumbency)] == [kept.person_id]

    desk.undo()
    with desk.snapshot() as view:
        assert view.all(Person) == []


def test_an_office_is_added_to_somebody_who_is_there(desk: Workspace) -> None:
    known = desk.perform("Add", lambda tx: tx.add(Person(name="Bo Lind"))).value.id

    kept = desk.perform("Add", lambda tx: add_contact(tx, Contact("", person_id=known, title="Envoy"))).value

    assert kept.person_id == known
