"""Writes a PDF with its small objects packed together, which makes a tagged file a third as large.

reportlab writes each object on its own and a table of their places in plain text; since PDF 1.5 both may be
compressed (ISO 32000-1, 7.5.7 and 7.5.8).
"""

import re
from zlib import compress

from reportlab.pdfbase import pdfdoc

_HEAD = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
_LENGTH = re.compile(rb"/Length (\d+)[^>]*>>\s*?stream\r?\n")
_PACK = 200
"""How many objects are packed into one stream."""


def written_small(pdf: pdfdoc.PDFDocument, file_id: str) -> bytes:
    """All objects of the document as a file; ``file_id`` are 32 hexadecimal digits."""
    root = pdf.Reference(pdf.Catalog)
    info = pdf.Reference(pdf.info)
    out, small = bytearray(_HEAD), list[tuple[int, bytes]]()
    places = dict[int, tuple[int, int, int]]()
    number = 1
    while number in pdf.numberToId:  # formatting an object may add further ones
        content = pdfdoc.format(pdf.idToObject[pdf.numberToId[number]], pdf, toplevel=1)
        if b"\nstream" in content:
            places[number] = (1, len(out), 0)
            out += b"%d 0 obj\n%s\nendobj\n" % (number, _ended(content))
        else:
            small.append((number, content))
        number += 1
    for start in range(0, len(small), _PACK):
        pack = small[start : start + _PACK]
        places |= {member: (2, number, index) for index, (member, _content) in enumerate(pack)}
        places[number] = (1, len(out), 0)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, _packed(pack))
        number += 1
    places[number] = (1, len(out), 0)
    entries = b" ".join(
        b"/%s %s" % (name, reference.format(pdf)) for name, reference in ((b"Root", root), (b"Info", info))
    )
    table = compress(b"\0\0\0\0\0\xff\xff" + b"".join(_entry(places[key]) for key in range(1, number + 1)))
    start_of_table = len(out)
    out += b"%d 0 obj\n<< /Type /XRef /Size %d /W [1 4 2] %s" % (number, number + 1, entries)
    out += b" /ID [<%s> <%s>]" % (file_id.encode("ascii"), file_id.encode("ascii"))
    out += b" /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream\nendobj\n" % (len(table), table)
    out += b"startxref\n%d\n%%%%EOF\n" % start_of_table
    return bytes(out)


def _ended(stream: bytes) -> bytes:
    """The stream with the line end before its last word that PDF/A asks for and reportlab leaves out.

    Where the data end is counted, not looked for: packed data may itself end with the byte of a line end.
    """
    found = _LENGTH.search(stream)
    assert found, "each stream says its length"
    return stream[: found.end() + int(found[1])] + b"\nendstream"


def _entry(place: tuple[int, int, int]) -> bytes:
    kind, where, index = place
    return kind.to_bytes(1) + where.to_bytes(4) + index.to_bytes(2)


def _packed(pack: list[tuple[int, bytes]]) -> bytes:
    offset, index = 0, []
    for number, content in pack:
        index.append(b"%d %d" % (number, offset))
        offset += len(content) + 1
    head = b" ".join(index) + b"\n"
    data = compress(head + b"".join(content + b"\n" for _number, content in pack))
    entries = b"<< /Type /ObjStm /N %d /First %d /Filter /FlateDecode /Length %d >>" % (
        len(pack),
        len(head),
        len(data),
    )
    return entries + b"\nstream\n" + data + b"\nendstream"
