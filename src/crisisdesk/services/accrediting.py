"""Accreditation of the holder of a post: agrément, credentials, recall, persona non grata and what answers it.

Vienna Convention on Diplomatic Relations: article 4 (agrément), 5 (several states, resident or not), 7 (service
attachés), 9 (persona non grata, at any time and without a reason). Nothing here says that any of it is right or wrong.
"""

from dataclasses import dataclass
from datetime import date

from crisisdesk.errors import UserError
from crisisdesk.model.partners import Partner
from crisisdesk.model.posts import Accreditation, Incumbency, Person, Post
from crisisdesk.model.values import PartialDate
from crisisdesk.services.log import log
from crisisdesk.store.snapshot import Snapshot
from crisisdesk.store.transaction import Transaction

_ENDED = frozenset({"recalled", "expelled", "departed"})


@dataclass(frozen=True, slots=True)
class Expulsion:
    """An expulsion with the one that answered it, if any did; ``answer_id`` is empty where none did."""

    id: str
    post: str
    person: str
    host: str
    declared_on: PartialDate | None
    answer_id: str


def request_agrement(
    tx: Transaction,
    post_id: str,
    person_id: str,
    host_id: str,
    *,
    note_verbale: str = "",
    on: date | None = None,
    answer_by: date | None = None,
    resident: bool = True,
    case_id: str = "",
) -> Accreditation:
    """Ask a state to receive somebody as the holder of a post.

    Raises:
        UserError: The same is asked already, or the person is accredited there for the post.
    """
    post, person, host = tx.get(Post, post_id), tx.get(Person, person_id), tx.get(Partner, host_id)
    own = (
        Accreditation.post_id == post_id,
        Accreditation.person_id == person_id,
        Accreditation.host_id == host_id,
    )
    for other in tx.all(Accreditation, *own):
        if other.status not in _ENDED and other.refused_on is None:
            raise UserError(
                f"{person.name} is {other.status.replace('_', ' ')} to {host.name} for “{post}” already."
            )
    new = tx.add(
        Accreditation(
            post_id=post_id,
            host_id=host_id,
            person_id=person_id,
            status="nominated",
            resident=resident,
            note_verbale=note_verbale,
            asked_on=_on(on or tx.moment.date()),
            answer_by=_on(answer_by) if answer_by else None,
            marking=post.marking,
        )
    )
    note = f" by note {note_verbale}" if note_verbale else ""
    _tell(tx, case_id, new, f"Agrément for {person.name} as “{post}” asked of {host.name}{note}.")
    return new


def answer_agrement(
    tx: Transaction, accreditation_id: str, *, given: bool, on: date | None = None, case_id: str = ""
) -> Accreditation:
    """Note that the agrément was given or refused; a refusal needs no reason (VCDR article 4).

    Raises:
        UserError: It was answered before.
    """
    one = tx.get(Accreditation, accreditation_id)
    if one.agreed_on is not None or one.refused_on is not None:
        raise UserError("That request was answered already.")
    day = _on(on or tx.moment.date())
    if given:
        one.agreed_on, one.status = day, "pending"
    else:
        one.refused_on, one.ends_on, one.status = day, day, "departed"
    one.answer_by = None
    _tell(
        tx,
        case_id,
        one,
        f"{_host(tx, one)} {'gives' if given else 'refuses'} the agrément for {_who(tx, one)}.",
    )
    return one


def accredit(
    tx: Transaction,
    accreditation_id: str,
    *,
    on: date | None = None,
    list_order: int | None = None,
    case_id: str = "",
) -> Accreditation:
    """Note that credentials were presented, or the appointment was notified: the accreditation counts from then on.

    Raises:
        UserError: It has ended, or the agrément was refused.
    """
    one = tx.get(Accreditation, accreditation_id)
    if one.status in _ENDED:
        raise UserError("That accreditation has ended; ask for a new agrément.")
    day = _on(on or tx.moment.date())
    one.status, one.presented_on, one.begins_on = "accredited", day, one.begins_on or day
    one.list_order = list_order if list_order is not None else one.list_order
    for held in _incumbencies(tx, one):
        if held.status in {"active", "nominated", "pending"}:
            held.status = "accredited"
    _tell(tx, case_id, one, f"{_who(tx, one)} is accredited to {_host(tx, one)} from {day}.")
    return one


def recall(
    tx: Transaction, accreditation_id: str, *, on: date | None = None, why: str = "", case_id: str = ""
) -> Accreditation:
    """Note that the sending state recalls somebody.

    Raises:
        UserError: The accreditation has ended.
    """
    one = _living(tx, accreditation_id)
    _end(tx, one, "recalled", on or tx.moment.date())
    reason = f" Reason: {why.strip()}" if why.strip() else ""
    _tell(tx, case_id, one, f"{_who(tx, one)} is recalled from {_host(tx, one)}.{reason}")
    return one


def declare_persona_non_grata(
    tx: Transaction,
    accreditation_id: str,
    *,
    on: date | None = None,
    leave_by: date | None = None,
    answers_id: str = "",
    why: str = "",
    case_id: str = "",
) -> Accreditation:
    """Note that the receiving state declares somebody persona non grata; the post is vacant after the last day.

    Args:
        tx: The transaction to write in.
        accreditation_id: Whose accreditation it is.
        on: The day of the declaration; today where it is left out.
        leave_by: The last day to leave; without it the person leaves on the day.
        answers_id: The expulsion that this one answers, where it is reciprocal.
        why: The reason that was given, if any; none is needed (VCDR article 9).
        case_id: The case whose log tells of it.

    Raises:
        UserError: The accreditation has ended, or what it answers is no expulsion or goes the same way.
    """
    one = _living(tx, accreditation_id)
    answered = tx.get(Accreditation, answers_id) if answers_id else None
    if answered is not None and answered.declared_on is None:
        raise UserError(
            "What it answers is no expulsion; name the accreditation of whoever was expelled first."
        )
    if answered is not None and answered.host_id == one.host_id:
        raise UserError("Both were expelled by the same state; an answer comes from the other side.")
    day = on or tx.moment.date()
    one.declared_on, one.leave_by = _on(day), _on(leave_by) if leave_by else None
    one.answers_id = answered.id if answered else None
    _end(tx, one, "expelled", leave_by or day)
    told = f"{_host(tx, one)} declares {_who(tx, one)} persona non grata"
    due = f", to leave by {leave_by}" if leave_by else ""
    answer = f", in answer to the expulsion of {_who(tx, answered)}" if answered else ""
    reason = f" Reason given: {why.strip()}" if why.strip() else ""
    _tell(tx, case_id, one, f"{told}{due}{answer}.{reason}")
    return one


def unanswered_expulsions(view: Snapshot) -> list[Expulsion]:
    """The expulsions that no other one answers so far, the newest first; whether one will is nobody's rule."""
    every = view.all(Accreditation, Accreditation.declared_on.is_not(None))
    answers = {one.answers_id: one.id for one in every if one.answers_id}
    names = view.captions(key for one in every for key in (one.post_id, one.person_id, one.host_id))
    found = [
        Expulsion(
            one.id,
            names.get(one.post_id, ""),
            names.get(one.person_id or "", ""),
            names.get(one.host_id, ""),
            one.declared_on,
            answers.get(one.id, ""),
        )
        for one in every
        if one.answers_id is None and one.id not in answers
    ]
    return sorted(found, key=lambda one: one.declared_on.sort_key if one.declared_on else (), reverse=True)


def _living(tx: Transaction, accreditation_id: str) -> Accreditation:
    one = tx.get(Accreditation, accreditation_id)
    if one.status in _ENDED:
        raise UserError(f"That accreditation has ended already ({one.status}).")
    return one


def _incumbencies(view: Snapshot, one: Accreditation) -> list[Incumbency]:
    found = view.all(Incumbency, Incumbency.post_id == one.post_id)
    return [held for held in found if one.person_id in {None, held.person_id} and held.ends_on is None]


def _end(tx: Transaction, one: Accreditation, status: str, last: date) -> None:
    """End an accreditation; a resident leaves the post with it, one accredited from elsewhere keeps the post."""
    one.status, one.ends_on, one.answer_by = status, _on(last), None
    if not one.resident:
        return
    for held in _incumbencies(tx, one):
        held.ends_on = _on(last)
        if last <= tx.moment.date():
            held.status = status
    if last <= tx.moment.date():
        tx.get(Post, one.post_id).status = "vacant"


def _who(view: Snapshot, one: Accreditation) -> str:
    person = view.find(Person, one.person_id)
    post = view.get(Post, one.post_id).title
    return f"{person.name} (“{post}”)" if person else f"the holder of “{post}”"


def _host(view: Snapshot, one: Accreditation) -> str:
    return view.get(Partner, one.host_id).name


def _tell(tx: Transaction, case_id: str, one: Accreditation, words: str) -> None:
    tx.summary = words.partition(".")[0][:160]
    if case_id:
        log(tx, case_id, words, kind="event", partner_id=one.host_id, post_id=one.post_id, significant=True)


def _on(day: date) -> PartialDate:
    return PartialDate.parse(day.isoformat())
