"""Q17: a red line without an agreed response, shared by nobody, or never communicated (MISSION N10)."""

from collections.abc import Iterator

from crisisdesk.checks.check import Check
from crisisdesk.checks.finding import Finding, Gravity
from crisisdesk.checks.scope import Scope
from crisisdesk.checks.words import listed
from crisisdesk.model.red_lines import EXIT_CONDITION, RedLine, RedLineShare
from crisisdesk.store.snapshot import Snapshot

_DRAWN = ("in_force", "crossed")
_SHARED = ("shares", "shares_in_part")


def open_red_lines(view: Snapshot, scope: Scope) -> Iterator[Finding]:
    """Lines that somebody drew to others; those drawn to us have their response elsewhere."""
    shared = {
        one.red_line_id
        for one in view.all(RedLineShare, RedLineShare.state.in_(_SHARED))
        if one.in_force(scope.day)
    }
    for line in view.all(RedLine, RedLine.kind != EXIT_CONDITION, RedLine.status.in_(_DRAWN)):
        to_us = line.addressee_id is not None and line.addressee_id in scope.home
        if not to_us and line.in_force(scope.day) and scope.live(line.case_id):
            yield from _finding(scope, line, shared=line.id in shared)


def _finding(scope: Scope, line: RedLine, *, shared: bool) -> Iterator[Finding]:
    lacks = []
    if line.communicated_at is None:
        whom = scope.name(line.addressee_id) or "the other side"
        lacks.append(f"was never communicated to {whom}")
    if not line.response:
        lacks.append("has no agreed response")
    if not shared:
        lacks.append("is shared by no partner on record")
    if lacks:
        yield Finding(
            check="Q17",
            gravity=Gravity.SERIOUS if line.communicated_at is None or not line.response else Gravity.CAUTION,
            reason=f"Red line {scope.title(line.id)} {listed(lacks)}.",
            records=(line.id,),
            proposed=_proposed(line),
            case_id=line.case_id or "",
            partners=tuple(filter(None, (line.issuer_id, line.addressee_id))),
        )


def _proposed(line: RedLine) -> str:
    if line.communicated_at is None:
        return "Decide whether, when and through which channel it is communicated, or withdraw it."
    if not line.response:
        return "Agree on the response and who owns it."
    return "Ask partners whether they share it, and note what they answer."


CHECK = Check(
    "Q17",
    "open_red_line",
    "Red line without response or sharing partners, or never communicated",
    open_red_lines,
)
