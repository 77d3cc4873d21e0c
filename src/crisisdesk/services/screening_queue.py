"""Which names of the desk's records may mean a listed party, and what a person decided of each.

A decision holds while the listing stays as it was; when it changes, the question comes back.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from crisisdesk.errors import UserError
from crisisdesk.exchange.sanctions.written import party_from_json
from crisisdesk.model.base import Record
from crisisdesk.model.controls import ExportControl, Licence
from crisisdesk.model.lists import ScreeningDecision, ScreeningVerdict
from crisisdesk.model.partners import Partner
from crisisdesk.model.transfers import Transfer
from crisisdesk.progress import Progress, silent
from crisisdesk.screening import Question
from crisisdesk.services.candidates import country_code, facts_digest
from crisisdesk.services.lists import adopted
from crisisdesk.services.screening import Hit, ScreeningRoom
from crisisdesk.store.snapshot import Snapshot
from crisisdesk.store.transaction import Transaction

_FIELDS: tuple[tuple[type[Record], tuple[str, ...]], ...] = (
    (Transfer, ("end_user", "industry")),
    (Licence, ("applicant", "consignees", "end_user")),
    (ExportControl, ("end_user",)),
)
_OWNERS = "SELECT from_id FROM link WHERE kind IN ('owns', 'controls')"
_COMPANY_NAMES = ("name", "official_name", "name_original", "other_names")
_PORTION = re.compile(r"^\([A-Z][^)]*\)\s*")
_PARTS = re.compile(r"[;\n]")
_EVERY = 25


class Standing(StrEnum):
    """Why a hit waits for a decision."""

    NEW = "new"
    CHANGED = "changed"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Subject:
    """A name in a record: which record and field, and what is asked."""

    record_id: str
    field: str
    question: Question


@dataclass(frozen=True, slots=True)
class OpenHit:
    """A hit on a name of the desk that waits for a decision; ``earlier`` is the one that no longer holds."""

    subject: Subject
    hit: Hit
    standing: Standing
    earlier: ScreeningDecision | None


def subjects(view: Snapshot) -> Iterator[Subject]:
    """The names that are screened: parties of transfers, licences and export controls, companies, and who owns one."""
    for record_type, names in _FIELDS:
        for record in view.all(record_type):
            yield from _of(record, names)
    states = dict(view.sql("SELECT id, code FROM partner WHERE kind = 'state'").all())
    owners = {one for (one,) in view.sql(_OWNERS)}
    for partner in view.all(Partner, (Partner.kind == "company") | Partner.id.in_(sorted(owners))):
        country = country_code(states.get(partner.parent_id or "", ""))
        kind = "organisation" if partner.kind == "company" else ""
        yield from _of(partner, _COMPANY_NAMES, country=country, kind=kind)


def _of(record: Record, names: Iterable[str], *, country: str = "", kind: str = "") -> Iterator[Subject]:
    known = set()
    for field in names:
        for part in _PARTS.split(getattr(record, field)):
            name = " ".join(_PORTION.sub("", part.strip()).split())
            if any(c.isalnum() for c in name) and folded(name) not in known:
                known.add(folded(name))
                yield Subject(record.id, field, Question(name, country=country, type=kind))


def rescreen(view: Snapshot, room: ScreeningRoom, progress: Progress = silent) -> list[OpenHit]:
    """The queue: every hit on a name of the desk that no decision settles, best first; nothing while no list is adopted.

    A name that was asked before against the same versions costs nothing, so this may follow every change. A party
    that its list keeps after the end raises no question.
    """
    if not adopted(view):
        return []
    shelf, decided, waiting = room.shelf(view, progress), decisions(view), []
    for place, subject in enumerate(subjects(view)):
        if place % _EVERY == 0:
            progress(place, 0, "Screening the names of the desk")
        for hit in shelf.recall(subject.question):
            if hit.delisted_on is None:
                name = folded(subject.question.name)
                waiting.append((subject, hit, decided.get((subject.record_id, name, hit.list, hit.key))))
    digests = _digests(view, (hit for _, hit, earlier in waiting if earlier is not None))
    found = [
        OpenHit(subject, hit, standing, earlier)
        for subject, hit, earlier in waiting
        if (standing := _standing(earlier, digests.get(hit.stored, ""))) is not None
    ]
    return sorted(found, key=lambda one: (-one.hit.score, one.subject.record_id, one.hit.list, one.hit.key))


def _standing(earlier: ScreeningDecision | None, digest: str) -> Standing | None:
    if earlier is None:
        return Standing.NEW
    if earlier.party_digest != digest:
        return Standing.CHANGED
    return Standing.UNSURE if earlier.verdict is ScreeningVerdict.UNSURE else None


def _digests(view: Snapshot, hits: Iterable[Hit]) -> dict[str, str]:
    found = view.library.some(hit.stored for hit in hits)
    return {digest: facts_digest(party_from_json(stored.party)) for digest, stored in found.items()}


# -- deciding ---------------------------------------------------------------------------------------------


def decide(
    tx: Transaction,
    question: str,
    hit: Hit,
    verdict: ScreeningVerdict,
    reason: str,
    *,
    subject: str = "",
) -> ScreeningDecision:
    """Keep what a person decided about a name and a listed party; an earlier decision on the two is replaced.

    Args:
        tx: The transaction to write in.
        question: The name that was asked.
        hit: The listed party that may be meant.
        verdict: Whether it is.
        reason: Why; kept with the decision.
        subject: The id of the record in which the name stands.

    Raises:
        UserError: No reason is given, or the listing is not in the library.
    """
    if not reason.strip():
        raise UserError("Say why; the reason is kept with the decision.")
    stored = tx.library.some([hit.stored]).get(hit.stored)
    if stored is None:
        raise UserError(f"The listing {hit.list} {hit.key} is not in the library; screen the name again.")
    digest = facts_digest(party_from_json(stored.party))
    earlier = decisions(tx, subject).get((subject, folded(question), hit.list, hit.key))
    tx.summary = f"Decide on “{question[:60]}” and {hit.list} {hit.key}: {verdict.value.replace('_', ' ')}"
    if earlier is not None:
        earlier.verdict, earlier.reason, earlier.party_digest = verdict, reason, digest
        earlier.listed_as, earlier.score = hit.name, hit.score
        earlier.decided_at, earlier.decided_by = tx.moment, tx.actor
        return earlier
    return tx.add(
        ScreeningDecision(
            query=question,
            subject=subject,
            list_name=hit.list,
            list_key=hit.key,
            listed_as=hit.name,
            verdict=verdict,
            reason=reason,
            score=hit.score,
            party_digest=digest,
        )
    )


Pair = tuple[str, str, str, str]


def decisions(view: Snapshot, subject: str | None = None) -> dict[Pair, ScreeningDecision]:
    """All decisions, or those about one record, by record, folded name, list and key."""
    conditions: tuple[Any, ...] = () if subject is None else (ScreeningDecision.subject == subject,)
    found = view.all(ScreeningDecision, *conditions, order=ScreeningDecision.decided_at)
    return {(one.subject, folded(one.query), one.list_name, one.list_key): one for one in found}


def folded(name: str) -> str:
    """A name as decisions compare it: in any case, with any spaces."""
    return " ".join(name.casefold().split())
