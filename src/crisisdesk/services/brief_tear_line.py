"""A tear line: below it stands what may be given to a reader, complete in itself, with its own marking."""

from dataclasses import replace
from datetime import datetime

from crisisdesk.briefing.blocks import Block, Document, PageBreak, Paragraph, Rule, Section
from crisisdesk.model.moments import dtg
from crisisdesk.services.brief_order import Order
from crisisdesk.services.brief_parts import build
from crisisdesk.services.markings import audience
from crisisdesk.store.snapshot import Snapshot

_INTERNAL = frozenset({"changed", "network", "handling", "clearance", "findings", "lessons", "clocks"})
"""Sections that speak of our own desk: they are not repeated below the line."""


def below_the_line(
    view: Snapshot, order: Order, as_of: datetime, document: Document, *, marks: bool
) -> Document:
    """The document with the part for the reader of ``order.tear_line`` at its end, on a page of its own.

    Raises:
        UserError: There is no such reader, or the case itself may not go to it.
    """
    sections = tuple(name for name in order.chosen if name not in _INTERNAL)
    given = replace(
        order,
        release_to=order.tear_line,
        tear_line="",
        uplift=None,
        uplift_reason="",
        profile=replace(order.profile, sections=sections),
        sections=(),
        options=replace(order.options, portion_marks=marks),
    )
    built = build(view, given, as_of)
    reader = audience(view, order.tear_line)
    title = built.scope.case.title
    head: tuple[Block, ...] = (
        PageBreak(),
        Rule(),
        Paragraph("-----TEARLINE-----", style="lead"),
        Paragraph(
            f"The text below is {built.banner} and may be given to {reader.name} without the text above.",
            style="note",
        ),
        Rule(),
        Paragraph(f"{title}, as of {dtg(as_of)}. {built.banner}.", style="lead"),
    )
    parts = (
        Section("", head),
        *built.parts,
        Section("", (Paragraph(f"End. {built.banner}.", style="note"),)),
    )
    return replace(document, sections=(*document.sections, *parts))
