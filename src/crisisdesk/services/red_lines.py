"""Red lines and the conditions of our own exit: what was said to whom, who shares it, and what is missing (MISSION N10)."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from crisisdesk.model.moments import iso
from crisisdesk.model.red_lines import EXIT_CONDITION, Crossing, RedLine, RedLineShare
from crisisdesk.store.snapshot import Snapshot

STANDING = frozenset({"in_force", "crossed"})
_SHARING = frozenset({"shares", "shares_in_part"})


@dataclass(frozen=True, slots=True)
class Wording:
    """How a line read from a moment on, and who entered it."""

    at: str
    actor: str
    text: str


@dataclass(frozen=True, slots=True)
class LineDrawn:
    """A red line or exit condition with all that hangs on it; ``missing`` says in sentences what is open about it."""

    id: str
    text: str
    kind: str
    status: str
    case_id: str
    issuer: str
    addressee: str
    audience: str
    indicator: str
    response: str
    response_owner: str
    communicated_at: str
    communicated_via: str
    shared_by: tuple[str, ...]
    declined_by: tuple[str, ...]
    crossings: tuple[str, ...]
    review_on: str
    missing: tuple[str, ...]


def red_lines(view: Snapshot, case_id: str = "", *, standing_only: bool = True) -> list[LineDrawn]:
    """The lines of a case, or of all, red lines before exit conditions; those given up only if asked for."""
    found = [
        line
        for line in view.all(RedLine)
        if (not case_id or line.case_id == case_id)
        and (not standing_only or line.status in {*STANDING, "proposed"})
    ]
    today = view.moment.date()
    shares: dict[str, list[RedLineShare]] = defaultdict(list)
    for share in view.all(RedLineShare):
        if share.in_force(today):
            shares[share.red_line_id].append(share)
    crossings: dict[str, list[Crossing]] = defaultdict(list)
    for crossing in view.all(Crossing, order=Crossing.at):
        crossings[crossing.red_line_id].append(crossing)
    ids = [
        i
        for line in found
        for i in (
            line.issuer_id,
            line.addressee_id,
            line.response_owner_id,
            line.hotline_id,
            line.engagement_id,
        )
    ]
    names = view.captions([*ids, *(share.partner_id for own in shares.values() for share in own)])
    drawn = [_drawn(line, shares[line.id], crossings[line.id], names) for line in found]
    return sorted(drawn, key=lambda line: (line.kind == EXIT_CONDITION, line.text, line.id))


def wordings(view: Snapshot, red_line_id: str) -> list[Wording]:
    """How a line was worded since it was entered, the first wording first."""
    found: list[Wording] = []
    for revision in reversed(view.history(red_line_id)):
        for change in view.changes_of(revision.id, red_line_id):
            text = (change.after or {}).get("text")
            if text:
                found.append(Wording(iso(revision.at), revision.actor, str(text)))
    return found


def red_line_json(line: LineDrawn) -> dict[str, Any]:
    """A line as JSON."""
    return {name: list(value) if isinstance(value, tuple) else value for name, value in asdict(line).items()}


def _drawn(
    line: RedLine, shares: list[RedLineShare], crossings: list[Crossing], names: dict[str, str]
) -> LineDrawn:
    shared = tuple(names.get(s.partner_id, "") for s in shares if s.state in _SHARING)
    through = line.communicated_via or names.get(line.hotline_id or line.engagement_id or "", "")
    return LineDrawn(
        id=line.id,
        text=line.text,
        kind=line.kind,
        status=line.status,
        case_id=line.case_id or "",
        issuer=names.get(line.issuer_id or "", ""),
        addressee=names.get(line.addressee_id or "", ""),
        audience=line.audience,
        indicator=line.indicator,
        response=line.response,
        response_owner=names.get(line.response_owner_id or "", ""),
        communicated_at=iso(line.communicated_at) if line.communicated_at else "",
        communicated_via=through,
        shared_by=shared,
        declined_by=tuple(names.get(s.partner_id, "") for s in shares if s.state == "declined"),
        crossings=tuple(
            f"{iso(c.at) if c.at else ''} {c.kind.replace('_', ' ')}: {c.caption}".strip() for c in crossings
        ),
        review_on=str(line.review_on) if line.review_on else "",
        missing=tuple(_missing(line, shared, crossings)),
    )


def _missing(line: RedLine, shared: tuple[str, ...], crossings: list[Crossing]) -> Iterator[str]:
    """What is open, as sentences; one that was given up or not yet drawn lacks nothing."""
    if line.status not in STANDING:
        return
    if line.kind != EXIT_CONDITION:
        if line.communicated_at is None:
            yield "It was never communicated to the other side."
        if line.audience == "partner_shared" and not shared:
            yield "It is to be shared with partners, and no partner shares it."
        elif not shared:
            yield "No partner shares it."
    if not line.response.strip():
        yield "No response is agreed."
    elif line.response_owner_id is None:
        yield "Nobody owns the response."
    if not line.indicator.strip():
        yield (
            "Nothing says what would show that it is crossed."
            if line.kind != EXIT_CONDITION
            else ("Nothing says what would show that it is fulfilled.")
        )
    if any(one.kind == "crossing" and not one.response for one in crossings):
        yield "It was crossed, and no response is recorded."
