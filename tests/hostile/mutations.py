"""Sound files of each format, and what may happen to them: a fixed number gives the same damage each time."""

import io
import json
import random
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

import xlsxwriter

DATA = Path(__file__).resolve().parents[1] / "data"
_TRICKS: tuple[bytes, ...] = (
    b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"'\"", b'<!DOCTYPE a [<!ENTITY b "cc">]>', b"&b;", b"<![CDATA[", b"-->",
    b"\r\n", b"\t", b"{" * 300, b"[" * 2_000, b"]", b"}", b"\\ud800", b"1e999", b"NaN", b"9" * 5_000, b"../../", b"%s%n%x",
    b"=cmd|' /C calc'!A0", "\u202e\u2066".encode(), b"A" * 70_000, b"PK\x03\x04", b"\x1f\x8b\x08", b"BEGIN:VCARD\r\n",
    b"<a>" * 500, b"</a>", b"0000-00-00", b"-1", b"", b";", b",,,,,,,,", b"DTSTART:99999999T999999Z\r\n", b"\n\n\n\n",
)  # fmt: skip


def mutated(sound: bytes, number: int) -> bytes:
    """The file after one to four accidents; the number decides which."""
    dice = random.Random(number)
    content = bytearray(sound)
    for _ in range(dice.randint(1, 4)):
        dice.choice(_ACCIDENTS)(content, dice)
    return bytes(content)


def _flip(content: bytearray, dice: random.Random) -> None:
    for _ in range(dice.randint(1, 8)):
        if content:
            content[dice.randrange(len(content))] ^= 1 << dice.randrange(8)


def _cut(content: bytearray, dice: random.Random) -> None:
    del content[dice.randint(0, len(content)) :]


def _drop(content: bytearray, dice: random.Random) -> None:
    start = dice.randint(0, len(content))
    del content[start : start + dice.randint(1, 200)]


def _repeat(content: bytearray, dice: random.Random) -> None:
    start = dice.randint(0, len(content))
    piece = content[start : start + dice.randint(1, 400)]
    content[start:start] = piece * dice.randint(1, 50)


def _trick(content: bytearray, dice: random.Random) -> None:
    start = dice.randint(0, len(content))
    content[start:start] = dice.choice(_TRICKS)


def _move(content: bytearray, dice: random.Random) -> None:
    start, target = (dice.randint(0, len(content)) for _ in range(2))
    piece = content[start : start + 100]
    content[target : target + len(piece)] = piece


def _noise(content: bytearray, dice: random.Random) -> None:
    start = dice.randint(0, len(content))
    content[start : start + 40] = dice.randbytes(dice.randint(1, 80))


_ACCIDENTS: Sequence[Callable[[bytearray, random.Random], None]] = (
    _flip, _flip, _cut, _drop, _repeat, _trick, _trick, _move, _noise,
)  # fmt: skip


# -- sound files ------------------------------------------------------------------------------------------


def csv_file() -> bytes:
    rows = [f'Person {n},"Rank, {n}",Arabic,"two\nlines"' for n in range(30)]
    return "\n".join(["name,rank,languages,notes", *rows, ""]).encode()


def json_file() -> bytes:
    records = [
        {"type": "person", "id": f"person-{n}", "name": f"Person {n}", "notes": "مضيق", "marking": "SECRET"}
        for n in range(20)
    ]
    return json.dumps({"format": "crisisdesk-1", "exercise": True, "records": records}).encode()


def vcard_file() -> bytes:
    card = (
        "BEGIN:VCARD\r\nVERSION:3.0\r\nN:Kesten;Ada;;;\r\nFN:Ada Kesten\r\nORG:Ministry;Desk\r\nTITLE:Director\r\n"
        "TEL;TYPE=WORK,VOICE:+44 20 7946 0958\r\nEMAIL;TYPE=INTERNET:ada@example.org\r\n"
        "NOTE;ENCODING=QUOTED-PRINTABLE:one=0Atwo\r\nPHOTO;ENCODING=b;TYPE=PNG:iVBORw0KGgo=\r\n"
        "ADR;TYPE=WORK:;;1 Street;City;;1000;Country\r\nEND:VCARD\r\n"
    )
    return (card * 4).encode()


def calendar_file() -> bytes:
    event = (
        "BEGIN:VEVENT\r\nUID:e@example.org\r\nDTSTAMP:20261123T120000Z\r\nDTSTART;TZID=Europe/Berlin:20261201T090000\r\n"
        "DTEND;TZID=Europe/Berlin:20261201T100000\r\nRRULE:FREQ=WEEKLY;COUNT=5\r\nSUMMARY:Contact group\r\n"
        "DESCRIPTION:Weekly\\, with partners\r\nATTENDEE;CN=Ada:mailto:ada@example.org\r\nEND:VEVENT\r\n"
    )
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Test//EN\r\n{event * 3}END:VCALENDAR\r\n".encode()


def workbook_file() -> bytes:
    """A sanctions list as the workbook that the United Kingdom published."""
    held = io.BytesIO()
    book = xlsxwriter.Workbook(held, {"in_memory": True})
    sheet = book.add_worksheet("ConList")
    lines = (DATA / "sanctions" / "ofsi.csv").read_text("utf-8-sig").splitlines()
    for row, line in enumerate(lines[:12]):
        sheet.write_row(row, 0, line.split(","))
    book.close()
    return held.getvalue()


def key_file() -> bytes:
    return b"correct horse battery staple\n"


def rezipped(content: bytes, number: int) -> bytes:
    """A ZIP file with one of its members damaged and all sums right, which damage to the whole never reaches."""
    dice = random.Random(number)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    hit = dice.choice(sorted(members))
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, held_bytes in members.items():
            archive.writestr(name, mutated(held_bytes, number) if name == hit else held_bytes)
    return held.getvalue()
