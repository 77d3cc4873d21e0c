"""A document as one HTML page without scripts or anything from outside: for those who must paste it elsewhere."""

from collections.abc import Iterator
from html import escape
from typing import assert_never

from crisisdesk.briefing.blocks import (
    Block,
    Box,
    Bullets,
    Cell,
    Document,
    Heading,
    KeyFacts,
    PageBreak,
    Paragraph,
    Picture,
    Rule,
    Section,
    Table,
    Tone,
)
from crisisdesk.briefing.page import LABELS
from crisisdesk.briefing.place import marked
from crisisdesk.briefing.spans import spans_of
from crisisdesk.briefing.styles import GREY, HAIRLINE, INK, TONE_BAR, TONE_INK, TONE_TINT
from crisisdesk.drawing.characters import for_xml
from crisisdesk.drawing.shapes import Drawing
from crisisdesk.drawing.svg import svg

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
_FACTS = ("number", "case_id", "dtg", "as_of", "period", "next_report", "precedence", "addressees")
_HEAD = 3
"""The level of the first heading inside a section."""


def html_page(document: Document) -> bytes:
    """The whole brief as UTF-8, marked portion by portion as its PDF is; the same document gives the same bytes.

    Every text is escaped, and the page's own policy forbids scripts, forms and all loading.
    """
    labels = LABELS | dict(document.labels)
    body = "\n".join(_body(document, labels))
    return (
        f'<!DOCTYPE html>\n<html lang="{_words(document.language)}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{_words(document.banner)}: {_words(document.title)}</title>\n<style>{_style(document)}</style>\n"
        f"</head>\n<body>\n{body}\n</body>\n</html>\n"
    ).encode()


def _body(document: Document, labels: dict[str, str]) -> Iterator[str]:
    header = document.header
    yield _banner(document, labels)
    yield "<main>"
    if header.originator or header.document_type:
        yield f'<p class="kicker"{_DIR}>{_words(" · ".join(filter(None, (header.originator, header.document_type))))}</p>'
    yield f"<h1{_DIR}>{_marked(document.marking)}{_words(document.title)}</h1>"
    if document.subject:
        yield f'<p class="lead"{_DIR}>{_words(document.subject)}</p>'
    pairs = [(labels[name], str(getattr(header, name))) for name in _FACTS if getattr(header, name)]
    if pairs or header.more:
        yield from _facts(KeyFacts((*pairs, *header.more)))
    pictures = iter(range(1, 10_000))
    for section in document.sections:
        yield from _section(section, pictures)
    yield "</main>"
    lines = (*header.classification, *document.footer)
    yield from (f'<p class="foot"{_DIR}>{_words(line)}</p>' for line in lines)
    yield _banner(document, labels)


_DIR = ' dir="auto"'


def _banner(document: Document, labels: dict[str, str]) -> str:
    lines = [document.banner.upper(), *document.caveats, *([labels["exercise"]] if document.exercise else [])]
    return f'<p class="banner"{_DIR}>{"<br>".join(map(_words, lines))}</p>'


def _section(section: Section, pictures: Iterator[int]) -> Iterator[str]:
    yield "<section>"
    if section.title:
        yield f"<h2{_DIR}>{_marked(section.marking)}{_words(section.title)}</h2>"
    for block in section.blocks:
        yield from _block(block, pictures)
    yield "</section>"


def _block(block: Block, pictures: Iterator[int]) -> Iterator[str]:
    match block:
        case Heading(text=text, level=level, marking=marking):
            step = _HEAD + level - 1
            yield f"<h{step}{_DIR}>{_marked(marking)}{_words(text)}</h{step}>"
        case Paragraph(style=style):
            yield f'<p class="{style}"{_DIR}>{_running(block)}</p>'
        case Bullets():
            yield _list(block)
        case Table():
            yield from _table(block)
        case KeyFacts():
            yield from _facts(block)
        case Picture():
            yield _picture(block, next(pictures))
        case Box():
            yield from _box(block, pictures)
        case Rule() | PageBreak():
            yield "<hr>"
        case _:
            assert_never(block)


def _list(bullets: Bullets) -> str:
    items = (one if isinstance(one, Paragraph) else Paragraph(one) for one in bullets.items)
    kind = "ol" if bullets.numbered else "ul"
    return f"<{kind}>{''.join(f'<li{_DIR}>{_running(item)}</li>' for item in items)}</{kind}>"


def _picture(picture: Picture, number: int) -> str:
    caption = f"<figcaption{_DIR}>{_marked(picture.marking)}{_words(picture.caption)}</figcaption>"
    return f"<figure>{_drawn(picture.drawing, number)}{caption}</figure>"


def _box(box: Box, pictures: Iterator[int]) -> Iterator[str]:
    yield f'<section class="box {box.tone}">'
    if box.title:
        yield f'<p class="title"{_DIR}>{_marked(box.marking)}{_words(box.title)}</p>'
    for block in box.blocks:
        yield from _block(block, pictures)
    yield "</section>"


def _running(paragraph: Paragraph) -> str:
    lead = f"<b>{_words(paragraph.lead)}</b>" if paragraph.lead else ""
    return _marked(paragraph.marking) + lead + _words(paragraph.text).replace("\n", "<br>")


def _table(table: Table) -> Iterator[str]:
    yield "<table>"
    if table.caption:
        yield f"<caption{_DIR}>{_marked(table.marking)}{_words(table.caption)}</caption>"
    if any(table.columns):
        heads = "".join(f'<th scope="col"{_DIR}>{_words(name)}</th>' for name in table.columns)
        yield f"<thead><tr>{heads}</tr></thead>"
    yield "<tbody>"
    if not table.rows:
        yield f'<tr><td colspan="{len(table.columns)}">{_words(table.empty)}</td></tr>'
    covered = spans_of(table).covered
    for index, row in enumerate(table.rows):
        filled = (*row, *[""] * (len(table.columns) - len(row)))
        cells = "".join(
            _cell(one, table, place) for place, one in enumerate(filled) if place not in covered[index]
        )
        kinds = (("head", index in table.emphasis), ("changed", index in table.changed))
        classes = " ".join(name for name, holds in kinds if holds)
        yield f'<tr class="{classes}">{cells}</tr>' if classes else f"<tr>{cells}</tr>"
    yield "</tbody></table>"


def _cell(given: str | Cell, table: Table, place: int) -> str:
    cell = given if isinstance(given, Cell) else Cell(given)
    align = table.aligns[place] if place < len(table.aligns) else "left"
    names = [*([cell.tone] if cell.tone != "plain" else []), *([align] if align != "left" else [])]
    classes = f' class="{" ".join(names)}"' if names else ""
    span = f' rowspan="{cell.rows}"' if cell.rows > 1 else ""
    words = _words(cell.text).replace("\n", "<br>")
    return f"<td{classes}{span}{_DIR}>{f'<b>{words}</b>' if cell.bold else words}</td>"


def _facts(facts: KeyFacts) -> Iterator[str]:
    yield '<table class="facts">'
    for label, value in facts.pairs:
        yield f'<tr><th scope="row"{_DIR}>{_words(label)}</th><td{_DIR}>{_words(value)}</td></tr>'
    yield "</table>"


def _drawn(drawing: Drawing, number: int) -> str:
    """The drawing itself, its names told apart from those of the other pictures."""
    code = svg(drawing).partition("\n")[2]
    for name in ("title", "description"):
        code = code.replace(f'id="{name}"', f'id="{name}-{number}"', 1)
    return code.replace('"title description"', f'"title-{number} description-{number}"', 1)


def _marked(marking: str) -> str:
    return f'<span class="mark">{_words(marked(marking, ""))}</span>' if marking else ""


def _words(text: str) -> str:
    return escape(for_xml(text))


def _style(document: Document) -> str:
    accent, tint = document.house.accent, document.house.tint
    tones: tuple[Tone, ...] = ("good", "caution", "bad", "muted")
    tinted = "".join(
        f"td.{tone}{{color:{TONE_INK[tone]};background:{TONE_TINT[tone] or '#ffffff'}}}"
        f".box.{tone}{{border-color:{TONE_BAR[tone]};background:{TONE_TINT[tone] or tint}}}"
        for tone in tones
    )
    return (
        f"body{{font:15px/1.5 'Noto Sans','Segoe UI',Arial,sans-serif;color:{INK};max-width:52em;margin:0 auto;padding:1em}}"
        f"h1,h2,h3,h4,h5{{color:{accent};line-height:1.25;margin:1.2em 0 .4em}}h1{{font-size:1.8em}}"
        f"h2{{font-size:1.3em;border-top:1px solid {accent};padding-top:.4em}}h3{{font-size:1.05em}}"
        f".banner{{text-align:center;font-weight:bold;color:#000;border-top:4px solid {document.banner_color};padding:.3em}}"
        f".kicker,.foot,caption,figcaption,.note,.small{{color:{GREY};font-size:.85em}}.note{{font-style:italic}}"
        f".lead{{font-size:1.1em}}.mark{{font-weight:normal}}table{{border-collapse:collapse;width:100%;font-size:.88em;margin:.6em 0}}"
        f"th,td{{text-align:start;vertical-align:top;padding:.3em .5em;border-bottom:1px solid {HAIRLINE}}}"
        f"th{{color:{GREY}}}caption{{text-align:start;font-weight:bold}}tr.head{{background:{tint};font-weight:bold}}"
        f"tr.changed{{border-inline-start:3px solid {INK}}}td.right{{text-align:end}}td.center{{text-align:center}}"
        f"figure{{margin:1em 0}}svg{{max-width:100%;height:auto}}"
        f".box{{border-inline-start:4px solid {accent};background:{tint};padding:.4em 1em;margin:.8em 0}}"
        f".box .title{{font-weight:bold;color:{accent};font-size:.9em}}hr{{border:0;border-top:1px solid {HAIRLINE}}}"
        + tinted
    )
