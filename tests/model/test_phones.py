import pytest

from crisisdesk.model.channels import Channel
from crisisdesk.model.partners import Partner
from crisisdesk.model.phones import e164_of, read_phone


@pytest.mark.parametrize(
    ("text", "region", "e164"),
    [
        ("+49 30 18170", "", "+493018170"),
        ("0044 20 7008 5000", "", "+442070085000"),
        ("(202) 647-4000", "US", "+12026474000"),
        ("+81 (0)3 3580-3311", "", "+81335803311"),
        ("202 647 4000", "", ""),
        ("+999 1", "", ""),
        ("by the operator", "FR", ""),
        ("+٤٩ ٣٠ ١٨١٧٠", "", "+493018170"),
    ],
)
def test_numbers_are_read_in_e164_where_they_are_valid(text: str, region: str, e164: str) -> None:
    assert read_phone(text, region).e164 == e164


def test_a_number_that_cannot_be_read_is_kept_and_marked_unverified() -> None:
    channel = Channel(kind="phone", address="647-4000 ask for the duty desk", post_id="p")

    channel.derive()

    assert (channel.address, channel.number, channel.number_check) == (
        "647-4000 ask for the duty desk",
        "",
        "unverified",
    )
    assert list(channel.problems()) == []


def test_what_holds_no_number_is_not_marked() -> None:
    channel = Channel(kind="secure_voice", address="by the operator", post_id="p")
    channel.derive()

    assert (channel.number, channel.number_check) == ("", "")


def test_what_the_country_told_stays_until_the_number_changes() -> None:
    assert e164_of("(202) 647-4000", "+12026474000") == "+12026474000"
    assert e164_of("(202) 647-4001", "+12026474000") == ""


def test_a_partner_with_several_numbers_keeps_those_that_are_valid() -> None:
    partner = Partner(name="Mission", telephone="+49 30 18170; 12; 030 18171", iso2="DE")
    partner.derive()

    assert partner.telephone_e164 == "+493018170; +493018171"
