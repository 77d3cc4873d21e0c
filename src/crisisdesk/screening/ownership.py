"""Who is owned by listed parties, as the 50 percent rules of the issuers count: always indicative.

A rule takes an entity when those whom it holds to be listed own enough of it. Who is taken counts in full for what he
owns in turn, whatever his own share, which is how the United States' office reads its rule (FAQ 401): 50 percent of
A, which holds 50 percent of B, takes B as well. Shares are therefore added, never multiplied along a chain; the
product of a chain is given beside it for information. Control without shares is outside of what can be counted.
"""

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache

from crisisdesk import paths
from crisisdesk.model.values import PartialDate

_WHOLE = Decimal(100)
_LONGEST_CHAIN = 12
_MOST_CHAINS = 20


@dataclass(frozen=True, slots=True)
class Stake:
    """An owner's share of what is owned, in percent; ``None`` where it is not known. Both ends of the time count."""

    owner: str
    owned: str
    percent: Decimal | None
    begins: PartialDate | None = None
    ends: PartialDate | None = None

    def may_be_held(self, on: date) -> bool:
        """Whether the stake can be held on this day, by what is known of its dates."""
        return (self.begins is None or self.begins.first <= on) and (
            self.ends is None or on <= self.ends.last
        )


@dataclass(frozen=True, slots=True)
class OwnershipRule:
    """One regime's rule, from the seeds.

    ``inclusive``: the threshold itself is enough. ``aggregate`` is ``yes`` where the shares of several listed owners
    are added, ``joint`` where they are added only if the owners act together, ``no`` where each counts alone.
    ``lists`` names the imported lists whose parties count as listed under it.
    """

    code: str
    regime: str
    threshold: Decimal
    inclusive: bool
    aggregate: str
    control: bool
    effective_from: PartialDate | None
    effective_to: PartialDate | None
    lists: frozenset[str]
    note: str
    source: str
    read_on: str
    confidence: str

    def reached_by(self, share: Decimal) -> bool:
        """Whether this share, in percent, is enough."""
        return share >= self.threshold if self.inclusive else share > self.threshold

    def in_force(self, on: date) -> bool:
        """Whether the rule may be in force on this day."""
        begins, ends = self.effective_from, self.effective_to
        return (begins is None or begins.first <= on) and (ends is None or on <= ends.last)


@dataclass(frozen=True, slots=True)
class Chain:
    """How a listed party comes to own an entity: the parties from it downwards, and each stake on the way, in percent."""

    parties: tuple[str, ...]
    stakes: tuple[Decimal, ...]

    @property
    def product(self) -> Decimal:
        """The share at the end of the chain, in percent, if each stake counted only for its part."""
        share = _WHOLE
        for stake in self.stakes:
            share = share * stake / _WHOLE
        return share


@dataclass(frozen=True, slots=True)
class RollUp:
    """What a rule says of one entity; indicative, for a lawyer to decide.

    ``share`` is what counts towards the threshold, in percent. ``if_joint`` is true where the threshold is reached
    only if the owners act together. ``unknown`` names owners whose share is not known, or of whom it is not known
    whether they are taken themselves, so that it may be reached although ``reached`` is false.
    """

    entity: str
    rule: OwnershipRule
    share: Decimal
    reached: bool
    if_joint: bool
    owners: tuple[tuple[str, Decimal], ...]
    chains: tuple[Chain, ...]
    unknown: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """The finding in one sentence that says how sure it is and by what rule."""
        rule = self.rule
        bound = "at least" if rule.inclusive else "more than"
        verdict = (
            "would be taken by"
            if self.reached
            else "would be taken, if its owners act together, by"
            if self.if_joint
            else "is not shown to be taken by"
        )
        count = len(self.unknown)
        whose = (
            "The share or standing of 1 owner is"
            if count == 1
            else f"The shares or standing of {count} owners are"
        )
        unknown = f" {whose} not known." if count else ""
        return (
            f"Indicative: with {_percent(self.share)} owned by listed parties, this entity {verdict} the rule of "
            f"{rule.regime} ({bound} {_percent(rule.threshold)}; {rule.source}; confidence {rule.confidence}).{unknown}"
        )


def rules(on: date) -> tuple[OwnershipRule, ...]:
    """The rules of the shipped seeds that may be in force on this day."""
    return tuple(rule for rule in _seeded() if rule.in_force(on))


@cache
def _seeded() -> tuple[OwnershipRule, ...]:
    with (paths.seeds() / "ownership_rules.csv").open(encoding="utf-8", newline="") as file:
        return tuple(map(_rule, csv.DictReader(file)))


def _rule(row: Mapping[str, str]) -> OwnershipRule:
    return OwnershipRule(
        code=row["code"],
        regime=row["regime"],
        threshold=Decimal(row["threshold"]),
        inclusive=row["inclusive"] == "yes",
        aggregate=row["aggregate"],
        control=row["control"] == "yes",
        effective_from=PartialDate.parse(row["effective_from"]) if row["effective_from"] else None,
        effective_to=PartialDate.parse(row["effective_to"]) if row["effective_to"] else None,
        lists=frozenset(filter(None, row["lists"].split(";"))),
        note=row["note"],
        source=row["source"],
        read_on=row["read_on"],
        confidence=row["confidence"],
    )


def roll_up(
    stakes: Iterable[Stake], listed: Iterable[str], rule: OwnershipRule, on: date
) -> tuple[RollUp, ...]:
    """What a rule says of every entity in which a listed party, or one taken by the rule, may hold a stake.

    Args:
        stakes: All known stakes; those that cannot be held on the day are left out. Several of one owner in one
            entity are added up. Cycles do no harm.
        listed: Who is listed under the regime of the rule.
        rule: Which rule to apply.
        on: The day to look at.

    Returns:
        One roll-up per entity that is not itself listed, the entities in order of their ids.
    """
    holdings = _holdings(stakes, on)
    named = frozenset(listed)
    taken = _taken(holdings, named, rule, joint=False)
    together = _taken(holdings, named, rule, joint=True)
    possibly = _taken(_at_most(holdings), named, rule, joint=True)
    return tuple(
        _one(entity, holdings, named, (taken, together, possibly), rule)
        for entity in sorted(holdings)
        if entity not in named and (entity in possibly or not together.isdisjoint(holdings[entity]))
    )


Holdings = dict[str, dict[str, Decimal | None]]


def _holdings(stakes: Iterable[Stake], on: date) -> Holdings:
    """For each entity its owners with their share, ``None`` while nothing is known of it."""
    found: Holdings = defaultdict(dict)
    for stake in stakes:
        if stake.owner != stake.owned and stake.may_be_held(on):
            before = found[stake.owned].get(stake.owner)
            added = stake.percent if before is None else before + (stake.percent or 0)
            found[stake.owned][stake.owner] = added
    return found


def _at_most(holdings: Holdings) -> Holdings:
    """The same holdings with every share that is not known as high as it can be."""
    return {
        entity: {owner: _WHOLE if percent is None else percent for owner, percent in owners.items()}
        for entity, owners in holdings.items()
    }


def _taken(holdings: Holdings, listed: frozenset[str], rule: OwnershipRule, *, joint: bool) -> frozenset[str]:
    """The listed and all whom the rule takes; grows until nothing is added, so cycles end."""
    taken = set(listed)
    while True:
        more = {
            entity
            for entity, owners in holdings.items()
            if entity not in taken and rule.reached_by(_share(owners, taken, rule, joint=joint))
        }
        if not more:
            return frozenset(taken)
        taken |= more


def _share(
    owners: Mapping[str, Decimal | None], taken: Iterable[str], rule: OwnershipRule, *, joint: bool
) -> Decimal:
    shares = [percent for owner in taken if (percent := owners.get(owner)) is not None]
    adds = rule.aggregate == "yes" or (joint and rule.aggregate == "joint")
    return min(sum(shares, Decimal(0)), _WHOLE) if adds else max(shares, default=Decimal(0))


def _one(
    entity: str,
    holdings: Holdings,
    listed: frozenset[str],
    taken: tuple[frozenset[str], frozenset[str], frozenset[str]],
    rule: OwnershipRule,
) -> RollUp:
    alone, together, possibly = taken
    owners = holdings[entity]
    counted = [(owner, percent) for owner in sorted(together) if (percent := owners.get(owner)) is not None]
    reached = rule.reached_by(_share(owners, alone, rule, joint=False))
    if_joint = not reached and rule.reached_by(_share(owners, together, rule, joint=True))
    return RollUp(
        entity=entity,
        rule=rule,
        share=_share(owners, together if if_joint else alone, rule, joint=if_joint),
        reached=reached,
        if_joint=if_joint,
        owners=tuple(counted),
        chains=tuple(_first(_chains((entity,), (), holdings, listed, together), _MOST_CHAINS)),
        unknown=tuple(sorted(_unknown(owners, together, possibly))) if entity in possibly else (),
    )


def _unknown(
    owners: Mapping[str, Decimal | None], together: frozenset[str], possibly: frozenset[str]
) -> Iterator[str]:
    """Owners that may be taken: their share is not known, or whether the rule takes them."""
    return (owner for owner in possibly & owners.keys() if owners[owner] is None or owner not in together)


def _chains(
    path: tuple[str, ...],
    stakes: tuple[Decimal, ...],
    holdings: Holdings,
    listed: frozenset[str],
    taken: frozenset[str],
) -> Iterator[Chain]:
    """From the entity upwards, through taken owners only, each once."""
    for owner, percent in sorted(holdings.get(path[0], {}).items()):
        if percent is None or owner in path or owner not in taken:
            continue
        if owner in listed:
            yield Chain((owner, *path), (percent, *stakes))
        elif len(path) < _LONGEST_CHAIN:
            yield from _chains((owner, *path), (percent, *stakes), holdings, listed, taken)


def _first(chains: Iterator[Chain], count: int) -> Sequence[Chain]:
    return [chain for chain, _ in zip(chains, range(count), strict=False)]


def _percent(value: Decimal) -> str:
    return f"{value.normalize():f} %"
