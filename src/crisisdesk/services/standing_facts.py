"""What follows for a partner on a day from its memberships: NATO+5, MNNA, ITAR 126.1, EU (MISSION B2).

Nothing is kept of it: who belongs where, and since when, are rows of memberships with their source, and change by day.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from crisisdesk.model.partners import Membership, Partner
from crisisdesk.model.values import PartialDate
from crisisdesk.services.clocks.tiers import NATO_PLUS_GROUPS, statuses_in_force
from crisisdesk.services.notify.membership import upward_of
from crisisdesk.store.snapshot import Snapshot

FACTS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("nato_plus", "NATO+5", NATO_PLUS_GROUPS),
    ("nato", "NATO", ("NATO",)),
    ("mnna", "Major non-NATO ally", ("US-MNNA", "US-MDP")),
    ("itar_126_1", "ITAR 126.1", ("ITAR-126.1-D1", "ITAR-126.1-D2")),
    ("eu", "European Union", ("EU",)),
)
"""Each fact with its words and the codes of the groups of which one is enough."""


@dataclass(frozen=True, slots=True)
class StandingFact:
    """Whether something holds of a partner on a day.

    Attributes:
        code: Which of :data:`FACTS`; ``words`` is what it is called.
        holds: Yes or no; nothing where the desk knows none of its groups.
        membership_id: The row that it follows from; that of the newest where several say the same.
        group: The group of that row.
        status: The status of that row.
        since: From when, as far as it is known; ``until`` to when, empty while it is open.
        basis: The legal basis on record; ``confidence`` how sure the row is.
        doubt: A sentence where the day lies within a date that is known in part.
    """

    code: str
    words: str
    holds: bool | None
    membership_id: str = ""
    group: str = ""
    status: str = ""
    since: str = ""
    until: str = ""
    basis: str = ""
    confidence: str = ""
    doubt: str = ""


def standing_facts(view: Snapshot, partner_id: str, day: date | None = None) -> tuple[StandingFact, ...]:
    """The facts about a partner, or the state that it is an office of, on a day; today where none is named."""
    on = day or view.moment.date()
    codes = {code for _, _, group_codes in FACTS for code in group_codes}
    groups = {one.id: one for one in view.all(Partner, Partner.code.in_(sorted(codes)))}
    chain = upward_of(view, partner_id)
    counting = statuses_in_force(view)
    held = [
        one
        for one in view.all(
            Membership, Membership.member_id.in_(chain), Membership.group_id.in_(sorted(groups))
        )
        if one.status in counting and one.in_force(on)
    ]
    return tuple(_fact(fact, groups, held, chain, on) for fact in FACTS)


def facts_json(facts: Sequence[StandingFact]) -> list[dict[str, Any]]:
    """The facts as JSON."""
    return [asdict(one) for one in facts]


def _fact(
    fact: tuple[str, str, tuple[str, ...]],
    groups: dict[str, Partner],
    held: list[Membership],
    chain: list[str],
    on: date,
) -> StandingFact:
    code, words, group_codes = fact
    own = {key for key, group in groups.items() if group.code in group_codes}
    if not own:
        return StandingFact(code, words, None)
    found = [one for one in held if one.group_id in own]
    if not found:
        itself = next((groups[key] for key in chain if key in own), None)
        return StandingFact(code, words, holds=itself is not None, group=itself.name if itself else "")
    newest = max(
        found, key=lambda one: (one.begins_on.sort_key if one.begins_on else (date.min, date.min), one.id)
    )
    return StandingFact(
        code=code,
        words=words,
        holds=True,
        membership_id=newest.id,
        group=groups[newest.group_id].name,
        status=newest.status,
        since=str(newest.begins_on or ""),
        until=str(newest.ends_on or ""),
        basis=newest.citation,
        confidence=newest.confidence,
        doubt=_doubt(newest.begins_on, newest.ends_on, on),
    )


def _doubt(begins: PartialDate | None, ends: PartialDate | None, on: date) -> str:
    open_begin = begins is not None and begins.first <= on < begins.last
    open_end = ends is not None and ends.first < on <= ends.last
    return "The day itself is not known, so check it." if open_begin or open_end else ""
