"""The life of a sanction measure: from proposed to lifted, and renewals that never happen by themselves."""

import json

from sqlalchemy import literal_column

from crisisdesk.errors import UserError
from crisisdesk.model.measures import MeasureException, MeasureStep
from crisisdesk.model.sanctions import Measure
from crisisdesk.model.values import PartialDate
from crisisdesk.model.vocabulary import Term
from crisisdesk.store.snapshot import Snapshot
from crisisdesk.store.transaction import Transaction

_VOCABULARY = "sanction_status"
_FORCE, _ENDS = frozenset({"in_force"}), frozenset({"lifted", "expired", "withdrawn"})
_RENEWABLE = frozenset({"in_force", "amended", "renewed", "suspended", "eased"})
_RENEWED = "renewed"


def next_steps(view: Snapshot, status: str) -> tuple[str, ...]:
    """The statuses that may follow this one, as the vocabulary of the desk says; none for one that it does not know."""
    term = view.all(Term, Term.vocabulary == _VOCABULARY, Term.code == status, limit=1)
    told = json.loads(term[0].attributes or "{}") if term else {}
    return tuple(filter(None, (code.strip() for code in str(told.get("next", "")).split(","))))


def advance(
    tx: Transaction,
    measure_id: str,
    to: str,
    on: PartialDate | None = None,
    why: str = "",
    *,
    citation: str = "",
    record_id: str = "",
) -> Measure:
    """Take a measure one step on in its life; the step is kept with its day and reason.

    The day of effect, of adoption or of the end is filled in where the step is one and the measure names none.
    A new last day is not given here, see :func:`renew`.

    Args:
        tx: The transaction to write in.
        measure_id: The measure.
        to: A term of ``sanction_status`` that may follow the one it has.
        on: The legal day of the step; today where it is left out.
        why: The reason; who lifts, suspends or withdraws says it.
        citation: The act by which it is done.
        record_id: The id of the step where one is given already.

    Raises:
        UserError: The step does not follow, a reason is missing, or it is not in force on that day yet.
    """
    measure = tx.get(Measure, measure_id)
    allowed = next_steps(tx, measure.status)
    if to not in allowed:
        raise UserError(
            f"“{measure}” is {_said(measure.status)}; "
            + (f"next can be {', '.join(map(_said, allowed))}" if allowed else "no step follows it")
            + f", not {_said(to)}."
        )
    if to in {"lifted", "suspended", "withdrawn"} and not why.strip():
        raise UserError(f"Say why “{measure}” is {_said(to)}; the reason is kept with the step.")
    day = on or _today(tx)
    if to == "expired":
        _refuse_early_end(tx, measure)
    tx.summary = f"Move measure “{measure}” from {_said(measure.status)} to {_said(to)}"
    _keep(tx, measure, to, day, why=why, citation=citation, record_id=record_id)
    if to == "adopted" and measure.adopted_on is None:
        measure.adopted_on = day
    if to in _FORCE and measure.begins_on is None:
        measure.begins_on = day
    if to in _ENDS and to != "expired":
        measure.ends_on = day
    return measure


def _refuse_early_end(tx: Transaction, measure: Measure) -> None:
    if measure.ends_on is not None and measure.ends_on.last >= tx.moment.date():
        raise UserError(f"“{measure}” runs until {measure.ends_on}; it expires after that day.")


def renew(
    tx: Transaction,
    measure_id: str,
    until: PartialDate,
    citation: str,
    *,
    on: PartialDate | None = None,
    review: PartialDate | None = None,
    why: str = "",
    record_id: str = "",
) -> Measure:
    """Give a measure a new last day, by a legal act; nothing ever extends itself.

    Args:
        tx: The transaction to write in.
        measure_id: The measure.
        until: Its new last day, later than the one it has.
        citation: The act by which it is renewed.
        on: The day of the act; today where it is left out.
        review: The next review; without it, the new last day.
        why: The reason.
        record_id: The id of the step where one is given already.

    Raises:
        UserError: No act is named, the day is not later, or the measure has ended or does not hold yet.
    """
    measure = tx.get(Measure, measure_id)
    if not citation.strip():
        raise UserError("Name the act by which the measure is renewed; nothing extends itself.")
    if measure.status not in _RENEWABLE:
        raise UserError(f"“{measure}” is {_said(measure.status)}; only a measure that holds can be renewed.")
    if measure.ends_on is not None and until.last <= measure.ends_on.last:
        raise UserError(f"“{measure}” runs until {measure.ends_on} already; a renewal gives a later day.")
    tx.summary = f"Renew measure “{measure}” until {until}"
    _keep(
        tx, measure, _RENEWED, on or _today(tx), until=until, why=why, citation=citation, record_id=record_id
    )
    measure.ends_on, measure.renewal_on = until, review or until
    return measure


def _keep(
    tx: Transaction,
    measure: Measure,
    to: str,
    day: PartialDate,
    *,
    why: str,
    citation: str,
    record_id: str,
    until: PartialDate | None = None,
) -> None:
    tx.add(
        MeasureStep(
            id=record_id,
            measure_id=measure.id,
            before=measure.status,
            after=to,
            taken_on=day,
            extended_to=until,
            citation=citation,
            why=why,
            marking=measure.marking,
        )
    )
    measure.status = to


def _today(view: Snapshot) -> PartialDate:
    return PartialDate.parse(f"{view.moment:%Y-%m-%d}")


def _said(status: str) -> str:
    return status.replace("_", " ")


# -- reading ----------------------------------------------------------------------------------------------


def steps_of(view: Snapshot, measure_id: str) -> list[MeasureStep]:
    """The steps of a measure, in the order in which they were noted."""
    return view.all(
        MeasureStep, MeasureStep.measure_id == measure_id, order=literal_column("measure_step.rowid")
    )


def lapsed(view: Snapshot) -> list[Measure]:
    """Measures whose last day has passed without a renewal, and that nobody has marked as ended, by their last day."""
    holding = view.all(Measure, Measure.status.in_(sorted(_RENEWABLE)))
    over = [one for one in holding if one.ends_on is not None and one.ends_on.last < view.moment.date()]
    return sorted(over, key=lambda one: (str(one.ends_on), one.id))


def exceptions_of(view: Snapshot, measure_id: str, *, holding: bool = True) -> list[MeasureException]:
    """The exemptions, licences and periods of winding down under a measure; those that hold today, or all."""
    found = view.all(MeasureException, MeasureException.measure_id == measure_id)
    day = view.moment.date()
    return [one for one in found if not holding or one.in_force(day)]
