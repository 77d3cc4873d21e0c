"""``find_gaps``: where coordination that ought to be there is not, and what to do about it (MISSION N3)."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from crisisdesk.checks.doubled_task import doubled_tasks
from crisisdesk.checks.finding import Finding, Gravity
from crisisdesk.checks.running import findings
from crisisdesk.checks.words import at, few, lapse, listed, quoted
from crisisdesk.model.cases import CrisisCase
from crisisdesk.model.desk import DESK_ID
from crisisdesk.network.gaps import Gap, GapKind, gaps
from crisisdesk.services.expectations import Expectations, Ought, Unfilled
from crisisdesk.services.reaching import LINES, MEANS, Contacts, contacts
from crisisdesk.services.records import resolve
from crisisdesk.store.snapshot import Snapshot

TITLES: dict[str, str] = {
    "missing": "Link that is missing",
    "vacant_post": "Link whose post is vacant",
    "third_party": "Link that only runs through a third party",
    "low_marking": "Channel of too low a marking for the subject",
    "quiet": "Link without contact within its rhythm",
    "one_person": "Link that hangs on one person, post or line",
    "unfilled_role": "Role that a case expects and that nobody has",
    "two_on_one": "Two partners on one task",
    "no_owner": "Task that nobody has",
}
"""What each kind of gap finds; the check of a finding is ``N3:`` with the kind."""

_PROPOSED: dict[GapKind, str] = {
    "missing": "Name a post with a working channel, or ask the partner for one.",
    "vacant_post": "Ask who acts for the post, and name a deputy with a working channel.",
    "third_party": "Agree on a contact of our own, and note its post and channel.",
    "low_marking": "Agree on a channel of a higher limit, send a courier, or write a version of lower marking.",
    "quiet": "Make contact and note it, or change the rhythm.",
    "one_person": "Name a deputy, and note a channel of their own.",
}
_TASK = (
    "Name a deputy or another post with a working channel, or give the task to somebody who can be reached."
)
_DOUBLED = {"twice": "two_on_one", "nobody": "no_owner"}
_QUIET = frozenset({"quiet", "one_person"})


def find_gaps(view: Snapshot, case_id: str = "") -> list[Finding]:
    """Every gap on the day of a snapshot, the gravest first.

    What is expected follows from open actions, red lines of ours in force, the expectations that the case was given
    by its template, alliances with members that have a part in it, and clearances. A link lives where a held post
    with a working, verified channel, or a line that answers, leads to the other end. What was never noted is
    unknown, and unknown is no gap: no contact on record is not quiet, no limit on record is not low.

    Args:
        view: The desk at a moment.
        case_id: Only what this case expects; empty for all open cases and what belongs to none.
    """
    known = contacts(view, case_id)
    expectations = Expectations(known, case_id)
    oughts = expectations.links()
    by_expectation = {id(ought.expected): ought for ought in oughts}
    parties = frozenset((DESK_ID, *known.partners))
    found = [
        _finding(known, by_expectation[id(gap.expected)], gap)
        for gap in gaps(known.proven, [ought.expected for ought in oughts], parties, view.moment)
    ]
    found += [_unfilled(known, one) for one in expectations.unfilled()]
    found += _doubled(known, case_id)
    return sorted(found, key=lambda one: -one.gravity.rank)


def gaps_with_snoozes(view: Snapshot, case_id: str = "", *, snoozed: bool = False) -> list[Finding]:
    """The gaps that nobody put off, the gravest first; with ``snoozed`` the others, too, and why they were.

    Args:
        view: The desk at a moment.
        case_id: Only what this case expects; empty for all open cases and what belongs to none.
        snoozed: Give also what was put off.
    """
    found = find_gaps(view, case_id)
    kept = {one.key: one for one in findings(view, "", (), snoozed=snoozed, more=found)}
    return [kept[one.key] for one in found if one.key in kept]


def gaps_json(view: Snapshot, case: str = "") -> list[dict[str, Any]]:
    """The gaps that nobody put off, as the command line gives them.

    Raises:
        UserError: There is no such case.
    """
    case_id = resolve(view, CrisisCase, case) if case else ""
    return [_json(one) for one in gaps_with_snoozes(view, case_id)]


def _json(one: Finding) -> dict[str, Any]:
    return {
        "check": one.check,
        "name": TITLES[one.check.partition(":")[2]],
        "gravity": one.gravity.value,
        "reason": one.reason,
        "records": list(dict.fromkeys((*one.records, *one.evidence))),
        "proposed": one.proposed,
        "case": one.case_id or None,
        "partners": list(one.partners),
        "key": one.key,
    }


# -- links ------------------------------------------------------------------------------------------------


def _finding(known: Contacts, ought: Ought, gap: Gap) -> Finding:
    """What is about the pair names what asks for it; what hangs on a point, or is quiet, is about the pair alone."""
    ends = tuple(filter(None, ought.ends))
    about_pair = gap.kind in _QUIET
    gravity = Gravity.CAUTION if gap.kind == "quiet" else ought.gravity
    return Finding(
        check=f"N3:{gap.kind}",
        gravity=_point_gravity(ought) if gap.kind == "one_person" else gravity,
        reason=_reason(known, ought, gap),
        records=(*ends, *gap.through) if about_pair else ends,
        proposed=_proposed(ought, gap),
        case_id=ought.case_id,
        evidence=() if about_pair else (*ought.records, *gap.through),
        partners=ends,
    )


def _point_gravity(ought: Ought) -> Gravity:
    """One person is a risk, not yet a loss: graver only where time presses."""
    return Gravity.CAUTION if ought.gravity is Gravity.CRITICAL else Gravity.INFO


def _proposed(ought: Ought, gap: Gap) -> str:
    if gap.kind == "missing" and ought.expected.carriers == LINES:
        return "Agree on a line and its tests, or say through whom the other side is reached in a crisis."
    if gap.kind == "missing" and ought.expected.carriers != MEANS:
        return "Bring the two together, and note the link with its posts."
    if gap.kind == "missing" and ought.gravity.rank >= Gravity.SERIOUS.rank:
        return _TASK
    return _PROPOSED[gap.kind]


def _pair(known: Contacts, ought: Ought) -> str:
    names = [known.scope.name(end) if end else "us" for end in ought.ends]
    return listed(sorted(names, key=lambda name: name == "us"))


def _reason(known: Contacts, ought: Ought, gap: Gap) -> str:
    match gap.kind:
        case "vacant_post":
            posts = listed([known.network.node(post).caption for post in gap.through])
            return f"{ought.why}, and {posts} {'is' if len(gap.through) == 1 else 'are'} vacant."
        case "third_party":
            ours = known.scope.home | {DESK_ID}
            through = few(
                list(dict.fromkeys("us" if n in ours else known.scope.name(n) for n in gap.through))
            )
            return f"{ought.why}, and {_pair(known, ought)} reach each other only through {through}."
        case "low_marking":
            return f"{ought.why}, and no channel or line between {_pair(known, ought)} may carry what is marked so highly."
        case "quiet":
            return _quiet(known, ought)
        case "one_person":
            return _one(known, ought, gap)
    return _missing(known, ought)


def _missing(known: Contacts, ought: Ought) -> str:
    if ought.expected.carriers == LINES:
        return f"{ought.why}, and no line that works joins {_pair(known, ought)}."
    partner = ought.ends[1] if ought.ends[0] is None else ought.ends[0] if ought.ends[1] is None else None
    if partner is None or ought.expected.carriers != MEANS:
        return f"{ought.why}, and no living link joins {_pair(known, ought)}."
    why = few(known.scope.reach.obstacles(partner)) or "no post and no channel is known"
    return f"{ought.why}, and has no contact that works: {why}."


def _quiet(known: Contacts, ought: Ought) -> str:
    last, rhythm = ought.expected.last, ought.expected.rhythm
    every = f"every {lapse(rhythm)}" if rhythm else "more often"
    return f"The last contact between {_pair(known, ought)} was {at(last)}, and it is expected {every}."


def _one(known: Contacts, ought: Ought, gap: Gap) -> str:
    if len(gap.through) > 1:
        return f"Only one link joins {_pair(known, ought)}."
    node = known.network.node(gap.through[0])
    posts = [known.network.node(n).caption for n in known.network.neighbours[node.id] if known.network.node(n).kind == "post"]  # fmt: skip
    office = f" ({few(sorted(posts))})" if node.kind == "person" and posts else ""
    return f"All contact between {_pair(known, ought)} hangs on {quoted(node.caption)}{office}."


# -- roles and tasks --------------------------------------------------------------------------------------


def _unfilled(known: Contacts, one: Unfilled) -> Finding:
    who = (
        f"in the role “{one.role.replace('_', ' ')}”" if one.role else f"of {known.scope.name(one.group_id)}"
    )
    return Finding(
        check="N3:unfilled_role",
        gravity=Gravity.CAUTION,
        reason=f"{known.scope.title(one.case_id)} expects somebody {who} ({quoted(one.task)}), and nobody is.",
        records=(one.record_id,),
        proposed="Name the partner and its role in the case, or mark the expectation as not required.",
        case_id=one.case_id,
    )


def _doubled(known: Contacts, case_id: str) -> Iterator[Finding]:
    """Two on one task, and tasks with none, as check Q23 finds them."""
    for one in doubled_tasks(known.view, known.scope):
        if not case_id or one.case_id == case_id:
            yield replace(one, check=f"N3:{_DOUBLED[one.aspect]}", aspect="")
