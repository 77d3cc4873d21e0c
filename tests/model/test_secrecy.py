import pytest

from crisisdesk.model.channels import Channel, Hotline
from crisisdesk.model.secrecy import looks_secret

KEY = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"


@pytest.mark.parametrize(
    "text",
    [
        "PIN 4711",
        "Password: Kestrel",
        "pass phrase is correct-horse-7",
        "The access code for the bridge: 88213",
        "authentication code “A7F2”",
        "duress word: marmalade",
        "encryption key = b64f",
        f"fill {KEY}",
        "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9eyJzdWIi",
        "-----BEGIN OPENSSH PRIVATE KEY-----",
        "12345 67890 11223 44556 67788 99001",
        "+1 202 555 0100,,4711#",
        "+1 202 555 0100 p4711",
        "otpauth://totp/desk?secret=JBSWY3DP",
    ],
)
def test_keys_and_codes_are_seen(text: str) -> None:
    assert looks_secret(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "+1 202 555 0100 ext. 4711",
        "tel:+1-202-555-0100;ext=12",
        "Codes are held by the watch officer.",
        "Password: see the safe of the operations centre.",
        "PIN not needed",
        "Authentication by voice; access code changes daily.",
        "Key contact: the duty officer, room 4711.",
        "Country code 0049, area code 030",
        "post@very-long-name-of-a-ministry-of-foreign-affairs-2026.example",
        "https://example.org/Very/Long/Address/That/Holds/40/Signs/And/More/Of/Them2026",
        "3d2f1c00-9a1b-4c6e-8f00-0123456789ab",
        "Ring 0600Z and 1830Z; if nobody answers go to 12345.",
        "Satellite 881 631 555 123, then radio 5680 kHz",
    ],
)
def test_ordinary_notes_are_no_secrets(text: str) -> None:
    assert looks_secret(text) == ""


def test_a_channel_or_hotline_with_a_code_is_refused_with_a_sentence() -> None:
    channel = Channel(kind="phone", address="+1 202 555 0100,,4711#", post_id="p", note="PIN 4711")
    line = Hotline(name="Line", procedure="Authentication code: BRAVO7")

    found = [(one.field, one.sentence) for record in (channel, line) for one in record.problems()]

    assert [name for name, _ in found] == ["address", "note", "procedure"]
    assert "keeps no keys or codes" in found[0][1]
