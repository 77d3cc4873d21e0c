"""Q4: what must be said is marked higher than the channel may carry."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import or_, select

from crisisdesk.checks.check import Check
from crisisdesk.checks.finding import Finding, Gravity
from crisisdesk.checks.scope import Scope
from crisisdesk.checks.unreachable_partner import common_case, open_actions
from crisisdesk.checks.words import at, quoted
from crisisdesk.model.channels import Call, Channel, Hotline
from crisisdesk.model.decisions import Action
from crisisdesk.model.links import Link
from crisisdesk.model.marking import Marking
from crisisdesk.store.snapshot import Snapshot

_USED: Any = select(Call.channel_id, Call.hotline_id, Call.marking).distinct()


def low_channels(view: Snapshot, scope: Scope) -> Iterator[Finding]:
    """Partners with an action above every channel to them, lines of a case below it, and calls above their channel."""
    for partner_id, actions in open_actions(view, scope).items():
        yield from _too_high(scope, partner_id, actions)
    yield from _lines(view, scope)
    yield from _calls(view, scope)


def _too_high(scope: Scope, partner_id: str, actions: list[Action]) -> Iterator[Finding]:
    """Where the limit of even one channel is unknown, nothing can be said."""
    channels = list(scope.reach.working(partner_id))
    limits = [scope.rank(channel.limit) for channel in channels]
    known = [limit for limit in limits if limit is not None]
    high = [a for a in actions if known and (scope.rank(a.marking) or 0) > max(known)]
    if not high or len(known) < len(limits):
        return
    best = channels[limits.index(max(known))]
    first = high[0]
    yield Finding(
        check="Q4",
        gravity=Gravity.SERIOUS,
        reason=f"{quoted(first.title)} is marked {first.marking}, and no channel to {scope.name(partner_id)} may carry more "
        f"than {best.limit} ({best.address}).",
        records=(partner_id,),
        proposed="Agree on a channel of a higher limit, send a courier, or write a version of lower marking.",
        case_id=common_case(high),
        evidence=(*(a.id for a in high), *(channel.id for channel in channels)),
        partners=(partner_id,),
    )


def _lines(view: Snapshot, scope: Scope) -> Iterator[Finding]:
    lines = {line.id: line for line in view.all(Hotline, Hotline.limit.is_not(None))}
    for link in view.all(Link, Link.hotline_id.is_not(None), Link.case_id.is_not(None)) if lines else ():
        case, line = scope.open_cases.get(link.case_id or ""), lines.get(link.hotline_id or "")
        limit = scope.rank(line.limit) if line else None
        if case is None or line is None or limit is None or (scope.rank(case.marking) or 0) <= limit:
            continue
        yield Finding(
            check="Q4",
            gravity=Gravity.CAUTION,
            reason=f"Hotline {quoted(line.name)} may carry {line.limit}, and {quoted(case.title)}, in which it is used, is marked "
            f"{case.marking}.",
            records=(link.id,),
            proposed="Keep what is said on it below its limit, or name another line for this case.",
            case_id=case.id,
            evidence=(line.id, case.id),
            partners=(link.from_id, link.to_id),
        )


def _calls(view: Snapshot, scope: Scope) -> Iterator[Finding]:
    """Which markings were used on which means is few rows; only calls that break a limit are read."""
    limits = {line.id: line.limit for line in view.all(Hotline, Hotline.limit.is_not(None))}
    limits |= {channel.id: channel.limit for channel in view.all(Channel, Channel.limit.is_not(None))}
    used = view.select(_USED) if limits else ()
    pairs = {(means, marking) for *both, marking in used for means in both if means in limits}
    for means, marking in sorted(pairs, key=str):
        limit = scope.rank(limits[means])
        if limit is None or (scope.rank(marking) or 0) <= limit:
            continue
        for call in view.all(
            Call, or_(Call.channel_id == means, Call.hotline_id == means), Call.marking == marking
        ):
            if scope.live(call.case_id):
                yield _call(scope, call, means, limits[means])


def _call(scope: Scope, call: Call, means: str, limit: Marking | None) -> Finding:
    return Finding(
        check="Q4",
        gravity=Gravity.SERIOUS,
        reason=f"The call of {at(call.at)} is marked {call.marking}, and {scope.title(means)}, on which it was made, may "
        f"carry {limit}.",
        records=(call.id, means),
        proposed="Report it as the security rules ask, and correct the marking of the call or the limit if one is wrong.",
        case_id=call.case_id or "",
        partners=(call.partner_id,) if call.partner_id else (),
    )


CHECK = Check("Q4", "low_channel", "Channel whose marking limit is below its subject", low_channels)
