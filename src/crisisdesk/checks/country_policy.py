"""What law and policy say of a recipient on a date, as facts with their source beside a transfer (domain facts 2.1, 2.6).

Lists are groups of the desk with dated memberships; which groups count, and what follows, is the vocabulary
``country_policy``. It is a help for the officer, never legal advice, and a fact never stops anything by itself.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from crisisdesk.checks.upward import upward_of
from crisisdesk.model.cases import CrisisCase
from crisisdesk.model.controls import ExportControl
from crisisdesk.model.partners import Involvement, Membership, Partner
from crisisdesk.model.sanctions import Measure
from crisisdesk.model.values import PartialDate
from crisisdesk.model.vocabulary import Term
from crisisdesk.store.snapshot import Snapshot

BARRING = frozenset({"bar", "denial", "embargo"})
"""Effects that speak against a transfer."""

_ORDER = ("bar", "embargo", "denial", "question", "suspended", "restriction", "favourable", "neutral")
_ARMS = frozenset({"arms_embargo", "arms_restrictions", "export_control"})
_HOLDING = frozenset({"in_force", "amended", "renewed", "eased"})
_CONTROLS = {
    "embargo": "embargo",
    "denial_policy": "denial",
    "tighten": "restriction",
    "list_end_user": "restriction",
}
_STRUCK = frozenset({"affected", "recipient"})
_VERIFY = frozenset({"", "M", "Q"})


@dataclass(frozen=True, slots=True)
class PolicyFact:
    """One fact on one day.

    Attributes:
        code: The code of the list, or ``measure``, ``export_control``.
        effect: bar, embargo, denial, question, suspended, restriction, favourable or neutral.
        says: What follows, in words.
        about_id: The partner whom it is said of: the recipient, or the state that it is part of.
        begins, ends: As far as they are known.
        note: Exceptions and reservations of this entry.
        verify: Nobody has confirmed it in a text, or sources disagree.
        record_id: The record that says it.
    """

    code: str
    label: str
    effect: str
    says: str
    about_id: str
    status: str
    begins: PartialDate | None
    ends: PartialDate | None
    note: str
    source: str
    read_on: str
    confidence: str
    verify: bool
    record_id: str


@dataclass(frozen=True, slots=True)
class CountryPolicy:
    """All facts on one partner for one day, the gravest first."""

    partner_id: str
    partner: str
    day: date
    facts: tuple[PolicyFact, ...]

    @property
    def barring(self) -> tuple[PolicyFact, ...]:
        """The facts that speak against a transfer."""
        return tuple(fact for fact in self.facts if fact.effect in BARRING)


def country_policy(view: Snapshot, partner_id: str, day: date | None = None) -> CountryPolicy:
    """What lists, measures and export controls say of a partner on a day; without one, the day of the snapshot.

    An office, a force or a company has what is said of the state that it is part of.

    Raises:
        UserError: There is no such partner.
    """
    partner = view.get(Partner, partner_id)
    day = day or view.moment.date()
    chain = upward_of(view, partner_id)
    parts = (_of_lists, _of_measures, _of_controls, _of_coups)
    facts = [fact for part in parts for fact in part(view, chain, day)]
    facts.sort(
        key=lambda fact: (_ORDER.index(fact.effect) if fact.effect in _ORDER else len(_ORDER), fact.label)
    )
    return CountryPolicy(partner_id, partner.name, day, tuple(facts))


def _of_lists(view: Snapshot, chain: list[str], day: date) -> Iterator[PolicyFact]:
    terms = {
        term.code: term for term in view.all(Term, Term.vocabulary == "country_policy", order=Term.position)
    }
    groups = {one.id: one for one in view.all(Partner, Partner.code.in_(sorted(terms)))}
    members = view.all(Membership, Membership.member_id.in_(chain), Membership.group_id.in_(sorted(groups)))
    counting = _counting(view)
    holding = [one for one in members if one.in_force(day) and one.status in counting]
    sources = view.captions({one.source_id for one in holding})
    suspended = {one.group_id for one in holding if one.status == "denial_suspended"}
    for one in holding:
        term = terms[groups[one.group_id].code]
        attributes = json.loads(term.attributes or "{}")
        effect = str(attributes.get("effect", "neutral"))
        if one.group_id in suspended and effect in BARRING:
            effect = "suspended"
        yield PolicyFact(
            code=term.code,
            label=term.label,
            effect=effect,
            says=_says(term.description, effect),
            about_id=one.member_id,
            status=one.status,
            begins=one.begins_on,
            ends=one.ends_on,
            note=one.reservations,
            source=one.citation or sources.get(one.source_id or "", "") or term.source,
            read_on=str(one.as_of or term.read_on or ""),
            confidence=one.confidence or term.confidence,
            verify=(one.confidence or term.confidence) in _VERIFY,
            record_id=one.id,
        )


def _counting(view: Snapshot) -> frozenset[str]:
    """The statuses of membership that count as being in force."""
    rows = view.sql(
        "SELECT code FROM term WHERE vocabulary = 'membership_status' AND attributes <> ''"
        " AND json_extract(attributes, '$.in_force')"
    )
    return frozenset(code for (code,) in rows)


def _says(description: str, effect: str) -> str:
    if effect == "suspended":
        return "The policy of denial is suspended for the time given; it applies again from the day after."
    return description


def _of_measures(view: Snapshot, chain: list[str], day: date) -> Iterator[PolicyFact]:
    found = view.all(
        Measure,
        Measure.target_id.in_(chain),
        Measure.kind.in_(sorted(_ARMS)),
        Measure.status.in_(sorted(_HOLDING)),
    )
    for one in found:
        if one.in_force(day):
            yield PolicyFact(
                code="measure",
                label=one.title,
                effect="embargo" if one.kind == "arms_embargo" else "restriction",
                says="A sanction measure on arms is in force.",
                about_id=one.target_id or "",
                status=one.status,
                begins=one.begins_on,
                ends=one.ends_on,
                note=one.licences,
                source=one.citation,
                read_on=str(one.as_of or ""),
                confidence="",
                verify=not one.citation,
                record_id=one.id,
            )


def _of_controls(view: Snapshot, chain: list[str], day: date) -> Iterator[PolicyFact]:
    found = view.all(
        ExportControl, ExportControl.destination_id.in_(chain), ExportControl.status.in_(sorted(_HOLDING))
    )
    for one in found:
        if one.in_force(day) and one.change in _CONTROLS:
            yield PolicyFact(
                code="export_control",
                label=one.title,
                effect=_CONTROLS[one.change],
                says=one.licence_policy or "An export control is in force.",
                about_id=one.destination_id or "",
                status=one.status,
                begins=one.begins_on,
                ends=one.ends_on,
                note=one.exemptions,
                source=one.citation,
                read_on=str(one.as_of or ""),
                confidence="",
                verify=not one.citation,
                record_id=one.id,
            )


def _of_coups(view: Snapshot, chain: list[str], day: date) -> Iterator[PolicyFact]:
    """An open case of a coup that affects the partner raises a question; it bars nothing by itself (MISSION 6.8)."""
    found = view.all(
        Involvement,
        Involvement.partner_id.in_(chain),
        Involvement.role.in_(sorted(_STRUCK)),
        order=Involvement.id,
    )
    for one in found:
        case = view.find(CrisisCase, one.case_id)
        if case is not None and case.kind == "coup" and case.is_open and one.in_force(day):
            yield PolicyFact(
                code="case",
                label=f"Case of a coup: {case.title}",
                effect="question",
                says="Ask whether the restriction after a coup applies, and whether a waiver or certification exists.",
                about_id=one.partner_id,
                status=case.phase,
                begins=one.begins_on,
                ends=one.ends_on,
                note="",
                source="This desk",
                read_on="",
                confidence="",
                verify=True,
                record_id=case.id,
            )
