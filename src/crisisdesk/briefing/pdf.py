"""The file around the pages: page tree, structure, bookmarks, links, metadata, output intent.

What PDF/UA-1 (ISO 14289-1) and PDF/A-2 (ISO 19005-2) ask for beyond plain PDF is written here.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from hashlib import sha256
from unicodedata import normalize
from xml.sax.saxutils import escape
from zlib import compress

from PIL.ImageCms import ImageCmsProfile, createProfile
from reportlab.pdfbase.pdfdoc import PDFDocument, PDFObject

from crisisdesk.briefing.compact import written_small
from crisisdesk.briefing.contents import Bookmark, Link
from crisisdesk.briefing.sheet import Sheet, pdf_text
from crisisdesk.briefing.structure import Annotation, Element, Mark

_CODE = re.compile(r"> <([0-9A-F]{4,6})>(?=\n)")
_PRODUCER = "CrisisDesk"
_REGULAR = frozenset({"TD", "TH"})
"""Elements that stay without content, or tables would lose cells."""


class _Raw(PDFObject):  # type: ignore[misc]  # reportlab has no types
    """An object whose bytes we write ourselves."""

    __RefOnly__ = 1

    def __init__(self, content: bytes = b"null") -> None:
        self.content = content

    def format(self, _document: PDFDocument) -> bytes:
        return self.content


@dataclass(frozen=True, slots=True)
class Properties:
    """What the file says of itself; texts are printable. Without ``created`` it has no dates."""

    title: str
    author: str
    subject: str
    keywords: str
    marking: str
    language: str
    created: datetime | None


class PdfFile:
    """One file, written from finished sheets.

    Attributes:
        pdf: reportlab's document, which takes up the parts of the fonts that are used.
    """

    def __init__(self, properties: Properties, size: tuple[float, float]) -> None:
        self.pdf = PDFDocument(invariant=1, compression=1, pdfVersion=(1, 7), lang=properties.language)
        self._properties, self._size = properties, size
        self._pages: list[str] = []
        self._images = dict[str, _Raw]()

    def add_image(self, name: str, width: int, height: int, pixels: bytes) -> None:
        """Keep a picture of red, green and blue bytes, to be drawn as ``/name Do``."""
        entries = (
            f"/Type /XObject /Subtype /Image /Width {width} /Height {height} /ColorSpace /DeviceRGB"
            " /BitsPerComponent 8 /Filter /FlateDecode"
        )
        self._images[name] = self._stream(entries, compress(pixels))

    def written(
        self, sheets: Sequence[Sheet], root: Element, bookmarks: Sequence[Bookmark], links: Sequence[Link]
    ) -> bytes:
        """The bytes of the file."""
        for font in self.pdf.delayedFonts:
            font.addObjects(self.pdf)
        self._mend_unicode()
        areas = [_Raw() for _ in links]
        self._add_pages(sheets, links, areas)
        for key, (link, area) in enumerate(zip(links, areas, strict=True), start=len(sheets)):
            area.content = self._link(link, key)
        self._add_structure(root, sheets, links, areas)
        self.pdf.Catalog.Outlines = self._outline(bookmarks)
        self._add_properties()
        return written_small(self.pdf, self._file_id(sheets))

    def _mend_unicode(self) -> None:
        """Let joined Arabic forms be found as their letters, and write what is beyond U+FFFF as UTF-16."""
        for name, stream in self.pdf.idToObject.items():
            if name.startswith("toUnicodeCMap:"):
                stream.content = _CODE.sub(lambda match: f"> <{_letters(int(match[1], 16))}>", stream.content)

    def _object(self, raw: _Raw) -> str:
        """The reference to an object, which is given its number now."""
        name = self.pdf.Reference(raw).name
        return f"{self.pdf.idToObjectNumberAndVersion[name][0]} 0 R"

    def _new(self, content: str | bytes) -> str:
        return self._object(_Raw(content.encode("ascii") if isinstance(content, str) else content))

    def _stream(self, entries: str, data: bytes) -> _Raw:
        return _Raw(
            b"<< %s /Length %d >>\nstream\n%s\nendstream" % (entries.encode("ascii"), len(data), data)
        )

    def _add_pages(self, sheets: Sequence[Sheet], links: Sequence[Link], areas: Sequence[_Raw]) -> None:
        pdf = self.pdf
        fonts = self._object(pdf.idToObject["BasicFonts"])
        parent = self._object(pdf.Pages)
        width, height = self._size
        images = " ".join(f"/{name} {self._object(raw)}" for name, raw in self._images.items())
        drawn = f" /XObject << {images} >>" if images else ""
        for sheet in sheets:
            code = self._object(self._stream("/Filter /FlateDecode", compress(sheet.code.encode("ascii"))))
            on_page = [area for link, area in zip(links, areas, strict=True) if link.page == sheet.index]
            annotations = f" /Annots [{' '.join(map(self._object, on_page))}]" if on_page else ""
            page = _Raw(
                f"<< /Type /Page /Parent {parent} /MediaBox [0 0 {width:g} {height:g}]"
                f" /Resources << /Font {fonts}{drawn} >> /Contents {code}{annotations}"
                f" /StructParents {sheet.index} /Tabs /S >>".encode("ascii")
            )
            pdf.addPage(page)
            self._pages.append(self._object(page))

    def _destination(self, bookmark: Bookmark) -> str:
        return f"[{self._pages[bookmark.page]} /XYZ 0 {bookmark.top + 4:.6g} null]"

    def _link(self, link: Link, key: int) -> bytes:
        area = " ".join(f"{length:.6g}" for length in link.area)
        return (
            f"<< /Type /Annot /Subtype /Link /F 4 /Rect [{area}] /Border [0 0 0] /StructParent {key}"
            f" /Contents {pdf_text(link.target.text)} /Dest {self._destination(link.target)} >>"
        ).encode("ascii")

    def _add_structure(
        self, root: Element, sheets: Sequence[Sheet], links: Sequence[Link], areas: Sequence[_Raw]
    ) -> None:
        tree = _Raw()
        numbers = dict[Element, tuple[_Raw, str]]()
        self._give_numbers(root, numbers)
        targets = [(link.page, self._object(area)) for link, area in zip(links, areas, strict=True)]
        top = self._object(tree)
        for element, (raw, _reference) in numbers.items():
            parent = numbers[element.parent][1] if element.parent else top
            raw.content = self._node(element, parent, numbers, targets).encode("ascii")
        entries = [
            f"{sheet.index} [{' '.join(numbers[mark][1] for mark in sheet.marks)}]" for sheet in sheets
        ]
        entries += [f"{key} {numbers[link.element][1]}" for key, link in enumerate(links, start=len(sheets))]
        parents = self._new(f"<< /Nums [{' '.join(entries)}] >>")
        tree.content = (
            f"<< /Type /StructTreeRoot /K {numbers[root][1]} /ParentTree {parents}"
            f" /ParentTreeNextKey {len(entries)} >>"
        ).encode("ascii")
        self.pdf.Catalog.StructTreeRoot = tree
        self.pdf.Catalog.MarkInfo = _Raw(b"<< /Marked true >>")

    def _give_numbers(self, element: Element, numbers: dict[Element, tuple[_Raw, str]]) -> bool:
        """Number an element and all below it, without those that hold nothing."""
        raw = _Raw()
        numbers[element] = (raw, self._object(raw))
        kept = [
            kid for kid in element.kids if not isinstance(kid, Element) or self._give_numbers(kid, numbers)
        ]
        element.kids[:] = kept
        if kept or element.kind in _REGULAR:
            return True
        del numbers[element]
        return False

    def _node(
        self,
        element: Element,
        parent: str,
        numbers: dict[Element, tuple[_Raw, str]],
        targets: Sequence[tuple[int, str]],
    ) -> str:
        home = next((kid.page for kid in element.kids if isinstance(kid, Mark)), None)
        kids = []
        for kid in element.kids:
            match kid:
                case Element():
                    kids.append(numbers[kid][1])
                case Mark(page, number) if page == home:
                    kids.append(str(number))
                case Mark(page, number):
                    kids.append(f"<< /Type /MCR /Pg {self._pages[page]} /MCID {number} >>")
                case Annotation(index):
                    page, area = targets[index]
                    kids.append(f"<< /Type /OBJR /Pg {self._pages[page]} /Obj {area} >>")
        at = "" if home is None else f" /Pg {self._pages[home]}"
        return f"<< /S /{element.kind} /P {parent}{at} /K [{' '.join(kids)}] {element.attributes} >>"

    def _outline(self, bookmarks: Sequence[Bookmark]) -> _Raw | None:
        """The tree of bookmarks; one that is deeper than its forerunner by more than a step is drawn up."""
        if not bookmarks:
            return None
        top = _Branch(_Raw(), None)
        path = [top]
        for bookmark in bookmarks:
            del path[min(bookmark.depth, len(path) - 1) + 1 :]
            path.append(_Branch(_Raw(), bookmark))
            path[-2].branches.append(path[-1])
        self._write_branch(top, "")
        return top.raw

    def _write_branch(self, branch: "_Branch", around: str) -> None:
        me = self._object(branch.raw)
        kids = [self._object(kid.raw) for kid in branch.branches]
        text = " /Type /Outlines" if branch.bookmark is None else f" /Title {pdf_text(branch.bookmark.text)}"
        if branch.bookmark is not None:
            text += f" /Dest {self._destination(branch.bookmark)}"
        if kids:
            opened = len(kids) if branch.bookmark is None else -len(kids)
            text += f" /First {kids[0]} /Last {kids[-1]} /Count {opened}"
        branch.raw.content = f"<<{text}{around} >>".encode("ascii")
        for index, kid in enumerate(branch.branches):
            before = f" /Prev {kids[index - 1]}" if index else ""
            after = f" /Next {kids[index + 1]}" if index + 1 < len(kids) else ""
            self._write_branch(kid, f" /Parent {me}{before}{after}")

    def _file_id(self, sheets: Sequence[Sheet]) -> str:
        """A number that follows from what the file says, so that the same brief has the same one."""
        content = "".join(sheet.code for sheet in sheets)
        return sha256(f"{self._properties}{content}".encode()).hexdigest()[:32]

    def _add_properties(self) -> None:
        about = self._properties
        date = about.created.astimezone(UTC).strftime("(D:%Y%m%d%H%M%S+00'00')") if about.created else ""
        dates = f"/CreationDate {date} /ModDate {date}" if date else ""
        texts = {
            "Title": about.title,
            "Author": about.author,
            "Subject": about.subject,
            "Keywords": about.keywords,
        }
        texts |= {"Creator": _PRODUCER, "Producer": _PRODUCER, "Marking": about.marking}
        entries = " ".join(f"/{name} {pdf_text(text)}" for name, text in texts.items() if text)
        self.pdf.info = _Raw(f"<< {entries} {dates} >>".encode("ascii"))
        catalog = self.pdf.Catalog
        catalog.Metadata = self._stream("/Type /Metadata /Subtype /XML", _xmp(about).encode())
        catalog.ViewerPreferences = _Raw(b"<< /DisplayDocTitle true >>")
        catalog.PageMode = "/UseOutlines"
        profile = self._object(self._stream("/N 3 /Filter /FlateDecode", compress(_srgb())))
        catalog.__NoDefault__ = [*catalog.__NoDefault__, "OutputIntents"]
        catalog.OutputIntents = _Raw(
            b"[<< /Type /OutputIntent /S /GTS_PDFA1 /OutputConditionIdentifier (sRGB)"
            b" /Info (sRGB) /DestOutputProfile %s >>]" % profile.encode("ascii")
        )


def _letters(code: int) -> str:
    """What a glyph stands for. Letters of a joined pair are given as they are seen, since readers turn them."""
    char = chr(code)
    letters = normalize("NFKC", char)[::-1] if "\ufb1d" <= char <= "\ufefc" else char
    return letters.encode("utf-16-be").hex().upper()


@dataclass(slots=True)
class _Branch:
    raw: _Raw
    bookmark: Bookmark | None
    branches: "list[_Branch]"

    def __init__(self, raw: _Raw, bookmark: Bookmark | None) -> None:
        self.raw, self.bookmark, self.branches = raw, bookmark, []


@cache
def _srgb() -> bytes:
    """The sRGB profile, without the moment at which it was made."""
    profile = bytearray(ImageCmsProfile(createProfile("sRGB")).tobytes())
    profile[24:36] = bytes((7, 0xD0, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0))
    return bytes(profile)


def _xmp(about: Properties) -> str:
    """The metadata packet; it says the same as the information dictionary, as PDF/A wants."""
    date = about.created.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S+00:00") if about.created else ""
    dates = f"<xmp:CreateDate>{date}</xmp:CreateDate><xmp:ModifyDate>{date}</xmp:ModifyDate>"

    def one(text: str) -> str:
        return f'<rdf:Alt><rdf:li xml:lang="x-default">{escape(text)}</rdf:li></rdf:Alt>'

    author = f"<dc:creator><rdf:Seq><rdf:li>{escape(about.author)}</rdf:li></rdf:Seq></dc:creator>"
    parts = [
        f"<dc:title>{one(about.title)}</dc:title>" if about.title else "",
        author if about.author else "",
        f"<dc:description>{one(about.subject)}</dc:description>" if about.subject else "",
        f"<pdf:Keywords>{escape(about.keywords)}</pdf:Keywords>" if about.keywords else "",
        f"<xmp:CreatorTool>{_PRODUCER}</xmp:CreatorTool><pdf:Producer>{_PRODUCER}</pdf:Producer>",
        dates if date else "",
        "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance><pdfuaid:part>1</pdfuaid:part>",
    ]
    return _PACKET.format("".join(parts))


_PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">{}</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource"><pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix><pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category><pdfaProperty:description>Part of ISO 14289</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>
</rdf:RDF></x:xmpmeta><?xpacket end="w"?>"""
