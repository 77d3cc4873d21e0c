"""Licences and agreements: the outcome with its numbered provisos, and whether these are kept (domain facts 2.2, 2.3).

Returned without action is no decision and no denial: nothing is decided, and the applicant may submit it again.
"""

import json
from collections.abc import Sequence

from crisisdesk.errors import UserError
from crisisdesk.model.controls import Licence, Proviso
from crisisdesk.model.transfers import Transfer
from crisisdesk.model.values import PartialDate
from crisisdesk.model.vocabulary import Term
from crisisdesk.services.clocks.rules import RulePack, months_after
from crisisdesk.services.days import today
from crisisdesk.store.snapshot import Snapshot
from crisisdesk.store.transaction import Transaction

_APPROVED = frozenset({"APP", "APR"})
_STAGES = {"CNH": "cn_hold", "SUS": "suspended", "REV": "revoked", "EXP": "expired", "submitted": "submitted",
           "staffed": "staffed", "interagency": "consultation", "RWA": "draft"}  # fmt: skip
_STATES_WITH_EVIDENCE = frozenset({"complied", "in_breach"})


def decide_licence(
    tx: Transaction,
    licence_id: str,
    outcome: str,
    *,
    on: PartialDate | None = None,
    provisos: Sequence[str] = (),
    blocker: str = "",
) -> Licence:
    """Enter the outcome of a licence, or where it stands; its transfer follows.

    An approval runs for as long as its type says (``licence_type``), a denial can be reconsidered as long as the rule
    of the desk says. Provisos are numbered on from those that are there.

    Raises:
        UserError: There is no such outcome, or an approval with provisos has none.
    """
    licence = tx.get(Licence, licence_id)
    known = tx.all(Term, Term.vocabulary == "licence_outcome", order=Term.position)
    term = next(
        (one for one in known if outcome.casefold() in {one.code.casefold(), one.label.casefold()}), None
    )
    if term is None:
        raise UserError(
            f"“{outcome[:30]}” is no outcome; choose one of {', '.join(one.code for one in known)}."
        )
    numbered = tx.all(Proviso, Proviso.licence_id == licence_id)
    if term.code == "APR" and not (provisos or numbered):
        raise UserError("An approval with provisos needs at least one; give their texts.")
    day = on or today(tx)
    decision = bool(json.loads(term.attributes or "{}").get("decision"))
    until, answer = _until(tx, licence, day), _reconsideration(tx, day)
    licence.outcome, licence.blocker = term.code, blocker
    licence.decided_on = day if decision else None
    if term.code in _APPROVED:
        licence.begins_on, licence.ends_on = licence.begins_on or day, licence.ends_on or until
    if term.code == "DEN":
        licence.answer_by = answer
    tx.flush()
    highest = max((one.number for one in numbered), default=0)
    for number, text in enumerate(provisos, highest + 1):
        tx.add(Proviso(licence_id=licence_id, number=number, text=text, marking=licence.marking))
    if licence.transfer_id:
        tx.get(Transfer, licence.transfer_id).licence_stage = _STAGES.get(term.code, "decided")
    tx.summary = f"Licence “{licence.title}”: {term.label.lower()}"
    return licence


def settle_proviso(tx: Transaction, proviso_id: str, state: str, evidence: str = "") -> Proviso:
    """Say whether a proviso is complied with, in breach, disputed, waived or superseded.

    Raises:
        UserError: There is no such state, or compliance or breach comes without its evidence.
    """
    proviso = tx.get(Proviso, proviso_id)
    known = [one.code for one in tx.all(Term, Term.vocabulary == "proviso_state", order=Term.position)]
    wanted = state.strip().casefold().replace("-", "_").replace(" ", "_")
    if wanted not in known:
        raise UserError(f"“{state[:30]}” is no state of a proviso; choose one of {', '.join(known)}.")
    if wanted in _STATES_WITH_EVIDENCE and not (evidence.strip() or proviso.evidence):
        raise UserError(f"Say what shows that proviso {proviso.number} is {wanted.replace('_', ' ')}.")
    proviso.evidence = "\n".join(filter(None, (proviso.evidence, evidence.strip())))
    proviso.state = wanted
    tx.summary = f"Proviso {proviso.number}: {wanted.replace('_', ' ')}"
    return proviso


def _until(view: Snapshot, licence: Licence, day: PartialDate) -> PartialDate | None:
    found = view.all(Term, Term.vocabulary == "licence_type", Term.code == licence.kind, limit=1)
    months = json.loads(found[0].attributes or "{}").get("months") if found else None
    return PartialDate.parse(f"{months_after(day.last, int(months)):%Y-%m-%d}") if months else None


def _reconsideration(view: Snapshot, day: PartialDate) -> PartialDate | None:
    pack = RulePack(view)
    rule = pack.applying("licence", "answer_by", {"outcome": "DEN"})
    end = pack.end(rule, day.last) if rule else None
    return PartialDate.parse(f"{end:%Y-%m-%d}") if end else None
