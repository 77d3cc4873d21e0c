"""What the 50 percent rules say of the companies of the desk: stakes from its links, the listed from its decisions.

Always indicative: the shares are those on record, control without shares is not counted, and a lawyer decides.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from crisisdesk.checks.finding import SCREENING, Finding, Gravity
from crisisdesk.model.lists import ScreeningDecision
from crisisdesk.model.sanctions import Measure
from crisisdesk.model.values import PartialDate
from crisisdesk.screening.ownership import OwnershipRule, RollUp, Stake, roll_up, rules
from crisisdesk.services.listings import LinkedListing, ListingState, linked_listings
from crisisdesk.store.snapshot import Snapshot

_CHECK, _ = SCREENING
_STAKES = (
    "SELECT from_id, to_id, percent, begins_on, ends_on FROM link "
    "WHERE kind = 'owns' AND status NOT IN ('broken', 'planned')"
)


@dataclass(frozen=True, slots=True)
class Owned:
    """What one rule says of one company of the desk, with what the parties on the way are called."""

    entity: str
    name: str
    roll_up: RollUp
    names: Mapping[str, str]

    @property
    def rule(self) -> OwnershipRule:
        """The rule that was applied."""
        return self.roll_up.rule

    @property
    def standing(self) -> str:
        """``taken``, ``if_joint`` (only if its owners act together), ``unknown`` (a share is not known) or ``below``."""
        told = self.roll_up
        return (
            "taken"
            if told.reached
            else "if_joint"
            if told.if_joint
            else "unknown"
            if told.unknown
            else "below"
        )

    @property
    def chains(self) -> tuple[str, ...]:
        """How listed parties come to own it, one line for each way, such as ``A 60 % > B 50 % > C``."""
        return tuple(self._chain(chain.parties, chain.stakes) for chain in self.roll_up.chains)

    def _chain(self, parties: tuple[str, ...], stakes: tuple[Decimal, ...]) -> str:
        steps = [
            f"{self.names.get(one, one)} {share.normalize():f} %"
            for one, share in zip(parties, stakes, strict=False)
        ]
        return " > ".join((*steps, self.name))


def owned(view: Snapshot, on: date | None = None) -> list[Owned]:
    """Every company or other partner in which a listed party may hold a stake, by each rule in force on the day.

    A partner is listed under a rule when a measure or a confirmed match ties it to a party that one of the rule's
    lists names in the version in use.

    Args:
        view: The links and decisions, as they were recorded then.
        on: The day whose stakes and rules count; that of the snapshot where it is left out.
    """
    day = on or view.moment.date()
    stakes = tuple(_stakes(view))
    if not stakes:
        return []
    listed = _listed(view)
    found = [
        told
        for rule in rules(day)
        for told in roll_up(stakes, {one for one, lists in listed.items() if lists & rule.lists}, rule, day)
    ]
    names = view.captions({one for told in found for one in _named(told)})
    return [Owned(told.entity, names.get(told.entity, told.entity), told, names) for told in found]


def _stakes(view: Snapshot) -> Iterator[Stake]:
    for owner, held, percent, begins, ends in view.sql(_STAKES):
        share = None if percent is None else Decimal(str(percent))
        yield Stake(owner, held, share, _date(begins), _date(ends))


def _date(text: str | None) -> PartialDate | None:
    return PartialDate.parse(text) if text else None


def _listed(view: Snapshot) -> dict[str, set[str]]:
    """The lists that name each partner now."""
    found: dict[str, set[str]] = {}
    for link in linked_listings(view):
        partner = _partner(link)
        if partner and link.listing is not None and link.listing.state is ListingState.LISTED:
            found.setdefault(partner, set()).add(link.list)
    return found


def _partner(link: LinkedListing) -> str:
    match link.record:
        case Measure(target_id=target):
            return target or ""
        case ScreeningDecision(subject=subject):
            return subject
        case _:
            return ""


def _named(told: RollUp) -> Iterable[str]:
    yield told.entity
    yield from (owner for owner, _ in told.owners)
    yield from told.unknown
    for chain in told.chains:
        yield from chain.parties


def ownership_findings(view: Snapshot) -> list[Finding]:
    """One finding for each company that a rule would take, or may take because a share is not known."""
    by_entity: dict[str, list[Owned]] = {}
    for one in owned(view):
        if one.standing != "below":
            by_entity.setdefault(one.entity, []).append(one)
    return [_finding(entity, told) for entity, told in sorted(by_entity.items())]


def _finding(entity: str, told: list[Owned]) -> Finding:
    gravest = min(told, key=lambda one: ("taken", "if_joint", "unknown").index(one.standing))
    regimes = ", ".join(dict.fromkeys(one.rule.regime for one in told if one.standing == gravest.standing))
    said = {
        "taken": f"would be taken by the ownership rule of {regimes}",
        "if_joint": f"would be taken by the ownership rule of {regimes} if its listed owners act together",
        "unknown": f"may be taken by the ownership rule of {regimes}: what its owners hold, or are, is not known",
    }[gravest.standing]
    ways = f" ({gravest.chains[0]})" if gravest.chains else ""
    return Finding(
        check=_CHECK,
        gravity=Gravity.SERIOUS if gravest.standing == "taken" else Gravity.CAUTION,
        reason=f"Indicative: “{gravest.name}” {said}{ways}.",
        records=(entity,),
        proposed="Have a lawyer look at its ownership before anything goes to it, and note what was found.",
        aspect="owned",
        evidence=tuple(owner for owner, _ in gravest.roll_up.owners),
        partners=(entity,),
    )
