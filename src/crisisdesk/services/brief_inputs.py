"""What a brief takes from rules that live beside its sections: network, clocks, findings, gaps, points of a call."""

from collections.abc import Iterable, Iterator, Sequence

from crisisdesk.briefing.inputs import ClockLine, Counterpart, FindingLine, Inputs, PointLine
from crisisdesk.briefing.portions import Audience
from crisisdesk.checks.finding import Finding
from crisisdesk.checks.running import findings
from crisisdesk.model.ladder import Ladder
from crisisdesk.model.moments import dtg
from crisisdesk.services.brief_order import Order
from crisisdesk.services.call_points import Point, Points
from crisisdesk.services.call_sheet import CallSheet, call_sheet
from crisisdesk.services.clocks import clocks
from crisisdesk.services.findings import finding_json
from crisisdesk.services.gaps import TITLES, gaps_with_snoozes
from crisisdesk.services.networks import for_brief
from crisisdesk.store.snapshot import Snapshot

_GROUPS = ("our_asks", "their_asks", "we_promised", "they_promised", "positions", "red_lines", "not_to_raise")


def inputs_for(
    view: Snapshot, order: Order, known: Ladder, reader: Audience, sections: Sequence[str]
) -> Inputs:
    """Whatever the sections ask for; findings and gaps are our own affair and are not worked out for others.

    Args:
        view: The desk; its moment is the one that clocks and findings are judged by.
        order: What was asked for.
        known: The ladder of the desk.
        reader: Who will read it.
        sections: The names of the sections of the brief.
    """
    wanted = set(sections)
    own = not reader.code
    sheet = (
        call_sheet(view, order.post_id, order.case_id) if order.post_id and "counterpart" in wanted else None
    )
    return Inputs(
        picture=for_brief(view, order.case_id, known, reader) if "network" in wanted else None,
        clocks=tuple(_clocks(view, order.case_id)) if "clocks" in wanted else (),
        findings=tuple(_findings(findings(view, order.case_id))) if own and "findings" in wanted else (),
        gaps=tuple(_gaps(gaps_with_snoozes(view, order.case_id))) if own and "network" in wanted else (),
        points=tuple(_points(view, order, sheet)) if "talking_points" in wanted else (),
        counterpart=_counterpart(sheet) if sheet else None,
    )


def _clocks(view: Snapshot, case_id: str) -> Iterator[ClockLine]:
    for one in clocks(view, case_id):
        yield ClockLine(
            record_id=one.record_id,
            kind=one.kind,
            label=one.label,
            ends=one.ends,
            days_left=one.days_left,
            state=one.state.value,
            owner_id=one.owner_id,
            effect=one.effect,
            rule=one.rule,
        )


def _findings(found: Iterable[Finding]) -> Iterator[FindingLine]:
    for one in found:
        records = tuple(dict.fromkeys((*one.records, *one.evidence, *one.partners)))
        name = str(finding_json(one)["name"])
        yield FindingLine(one.check, name, one.gravity.value, one.reason, one.proposed, records)


def _gaps(found: Iterable[Finding]) -> Iterator[FindingLine]:
    for one in found:
        kind = one.check.partition(":")[2]
        records = tuple(dict.fromkeys((*one.records, *one.evidence, *one.partners)))
        yield FindingLine("N3", TITLES[kind], one.gravity.value, one.reason, one.proposed, records)


def _points(view: Snapshot, order: Order, sheet: CallSheet | None) -> Iterator[PointLine]:
    """Those of the call if there is one, else those with the partner of the brief."""
    if sheet is not None:
        for group in _GROUPS:
            yield from (_line(group, point) for point in getattr(sheet, group))
        return
    if not order.partner_id:
        return
    points = Points(view, order.partner_id, order.case_id)
    ours, theirs = points.asks()
    we, they = points.commitments()
    lines, stands = points.red_lines(), points.positions()
    barred = points.not_to_raise(*ours, *theirs, *we, *they, *lines, *stands)
    for group, found in zip(_GROUPS, (ours, theirs, we, they, stands, lines, barred), strict=True):
        yield from (_line(group, point) for point in found)


def _line(group: str, point: Point) -> PointLine:
    return PointLine(group, point.record_id, point.text, point.detail, point.marking, point.barred)


def _counterpart(sheet: CallSheet) -> Counterpart:
    limit = str(sheet.channel_limit) if sheet.channel_limit else "not recorded"
    if sheet.too_low:
        limit += ", too low for this case"
    name = f"{sheet.rank} {sheet.person}".strip()
    spoken = f", say {sheet.pronunciation}" if sheet.pronunciation else ""
    facts = (
        ("Counterpart", f"{name}{spoken}" if name else "not recorded"),
        ("Post", f"{sheet.post}, {sheet.partner}".strip(", ")),
        ("Name in own script", sheet.name_original),
        ("Their time", f"{sheet.local_dtg} · {sheet.state_words}"),
        (
            "Call on",
            f"{sheet.channel_kind.replace('_', ' ')} {sheet.channel}".strip() or "no channel recorded",
        ),
        ("Highest marking", limit),
        ("Language", sheet.languages or "not recorded"),
        ("Placed by", sheet.caller or "not recorded"),
    )
    contacts = tuple(
        (dtg(one.at) if one.at else "", f"{one.what}, {one.result}", one.summary, one.with_whom)
        for one in sheet.contacts
    )
    ids = (
        sheet.post_id,
        sheet.person_id,
        sheet.partner_id,
        sheet.channel_id,
        *(one.record_id for one in sheet.contacts),
    )
    return Counterpart(tuple(f for f in facts if f[1]), contacts, sheet.unknown, tuple(filter(None, ids)))
