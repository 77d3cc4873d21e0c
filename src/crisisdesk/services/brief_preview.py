"""What a partner would get: each line of our own brief, kept or withheld, and why (MISSION N13)."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any

from crisisdesk.briefing.profiles import profile_named
from crisisdesk.briefing.receipts import Receipt
from crisisdesk.briefing.section import Options
from crisisdesk.errors import UserError
from crisisdesk.model.moments import iso
from crisisdesk.services.brief_order import Order, checked
from crisisdesk.services.brief_parts import Built, build
from crisisdesk.services.briefs import snapshot_of, withheld
from crisisdesk.services.markings import audience
from crisisdesk.store.snapshot import Snapshot
from crisisdesk.store.workspace import Workspace

_OURS = "of our own desk, not for others"


@dataclass(frozen=True, slots=True)
class PreviewLine:
    """One line of our own brief: whether the reader gets it, in which words, and if not, why."""

    section: str
    text: str
    marking: str
    record: str
    kept: bool
    given: str
    reason: str


@dataclass(frozen=True, slots=True)
class Preview:
    """What a reader would get of a brief, for the officer's eyes only.

    ``banner`` is that of the copy, ``own_banner`` that of our own brief; ``withheld`` counts by reason.
    """

    reader: str
    code: str
    groups: tuple[str, ...]
    as_of: datetime
    banner: str
    own_banner: str
    sections: tuple[str, ...]
    left_out: tuple[str, ...]
    lines: tuple[PreviewLine, ...]
    withheld: tuple[tuple[str, int], ...]


def preview(
    workspace: Workspace,
    case_id: str,
    release_to: str,
    *,
    profile: str = "sitrep",
    partner_id: str = "",
    post_id: str = "",
    at: datetime | int | None = None,
    bottom_line: str = "",
) -> Preview:
    """Compare our own brief with the copy for a reader, line by line.

    Raises:
        UserError: There is no such case, profile or reader, or the case itself may not go to it.
    """
    order = Order(
        case_id,
        profile_named(profile),
        None,
        release_to,
        Options(bottom_line),
        partner_id=partner_id,
        post_id=post_id,
    )
    with snapshot_of(workspace, at, order) as view:
        order = checked(view, order)
        if not order.release_to:
            raise UserError("Name the reader of the copy with --release-to, such as --release-to GBR.")
        as_of = at if isinstance(at, datetime) else view.history(limit=1)[0].at
        return preview_of(view, order, as_of.replace(microsecond=0))


def preview_of(view: Snapshot, order: Order, as_of: datetime) -> Preview:
    """The same on a snapshot, for the window, which has one at hand."""
    reader = audience(view, order.release_to)
    given = build(view, order, as_of)
    own = build(view, replace(order, release_to=""), as_of)
    return Preview(
        reader=reader.name,
        code=reader.code,
        groups=tuple(sorted(reader.groups)),
        as_of=as_of,
        banner=str(given.banner),
        own_banner=str(own.banner),
        sections=given.names,
        left_out=tuple(name for name in own.names if name not in given.names),
        lines=tuple(_lines(own.portions.receipts, given)),
        withheld=tuple(withheld(given).items()),
    )


def preview_json(found: Preview) -> dict[str, Any]:
    """A preview as JSON."""
    value = asdict(found)
    value["as_of"] = iso(found.as_of)
    value["groups"], value["sections"], value["left_out"] = map(
        list, (found.groups, found.sections, found.left_out)
    )
    value["lines"] = [asdict(line) for line in found.lines]
    value["withheld"] = [{"reason": reason, "count": count} for reason, count in found.withheld]
    return value


def _lines(own: Sequence[Receipt], given: Built) -> list[PreviewLine]:
    """Our lines in their order, each beside the one that the reader gets of the same record in the same section."""
    there: dict[tuple[str, str], list[str]] = {}
    for one in given.portions.receipts:
        there.setdefault((one.section, one.records[0]), []).append(one.text)
    seen: Counter[tuple[str, str]] = Counter()
    reasons = given.portions.withheld
    found = []
    for one in own:
        key = (one.section, one.records[0])
        same = there.get(key, [])
        text = one.text if one.text in same else same[seen[key]] if seen[key] < len(same) else ""
        seen[key] += 1
        why = "" if text else _why(one, reasons, given)
        found.append(
            PreviewLine(one.section, one.text, str(one.marking), one.records[0], bool(text), text, why)
        )
    return found


def _why(line: Receipt, reasons: dict[str, str], given: Built) -> str:
    scope = given.scope
    obstacle = scope.portions.audience.obstacle(line.marking, scope.portions.ladder)
    if line.section == "changed" and scope.since is None:
        return "this reader had no earlier brief to compare with"
    direct = next((reason for key, reason in reasons.items() if key.partition("/")[0] == line.records[0]), "")
    return obstacle or direct or _OURS
