"""Weighing: the measures of a question against the amounts of one rule; any one that is reached is enough."""

from dataclasses import dataclass

from crisisdesk.errors import UserError
from crisisdesk.model.rules import NotificationRule
from crisisdesk.model.values import Money
from crisisdesk.services.notify.instruments import AT_ACQUISITION_VALUE
from crisisdesk.services.notify.question import Question

_CALLED = {"mde": "Major equipment", "total": "The total", "construction": "Design and construction"}


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure of a rule (``mde``, ``total``, ``construction``) beside the value to be weighed; ``>=`` reaches it."""

    name: str
    value: Money | None
    limit: Money

    @property
    def crossed(self) -> bool:
        """Whether the amount is reached."""
        return self.value is not None and self.value.amount >= self.limit.amount

    @property
    def words(self) -> str:
        """The comparison in one sentence."""
        called = _CALLED[self.name]
        if self.value is None:
            return f"{called} is not known; the rule has {self.limit}."
        return f"{called}, {self.value}, {'reaches' if self.crossed else 'is below'} {self.limit}."


@dataclass(frozen=True, slots=True)
class Weighed:
    """What one rule says of a question.

    Attributes:
        required: Whether something must be notified; nothing where too little is known.
        duty: ``certification``, ``report`` (no review by joint resolution), or empty.
        crossed: What was reached: measures, ``any_value``, ``sme``, ``committee_request``.
    """

    rule: NotificationRule
    measures: tuple[Measure, ...]
    crossed: tuple[str, ...]
    required: bool | None
    duty: str
    reasons: tuple[str, ...] = ()


def weigh(question: Question, rule: NotificationRule, base: NotificationRule | None) -> Weighed:
    """Weigh an understood question against a rule.

    Args:
        question: With its amounts; of an enhancement, those of the enhancement.
        rule: The rule on the day.
        base: Of an enhancement, the rule of what is enhanced: it gives which measures there are at all.

    Raises:
        UserError: An amount is in another currency than the rule's; there are no exchange rates.
    """
    measures = _measures(question, rule, base)
    crossed = tuple(measure.name for measure in measures if measure.crossed)
    reasons = tuple(measure.words for measure in measures if measure.value is not None)
    match rule.instrument:
        case "lease":
            return _lease(question, rule, measures, crossed, reasons)
        case "eda" if question.sme:
            words = "Significant military equipment among excess articles is notified at every value."
            return Weighed(rule, measures, (*crossed, "sme"), True, "certification", (*reasons, words))
        case "pre_shipment":
            return _shipment(question, rule)
    if rule.any_value:
        duty = "report" if rule.instrument == "enhancement_report" else "certification"
        words = f"Rule {rule.code} applies at every value."
        return Weighed(rule, (), ("any_value",), True, duty, (words,))
    if crossed:
        return Weighed(rule, measures, crossed, True, "certification", reasons)
    known = any(measure.value is not None for measure in measures)
    return Weighed(rule, measures, (), False if known else None, "", (*reasons, *_unknown(measures)))


def _measures(
    question: Question, rule: NotificationRule, base: NotificationRule | None
) -> tuple[Measure, ...]:
    total = question.total
    if rule.instrument in AT_ACQUISITION_VALUE:
        total = question.acquisition or total
    if rule.instrument == "dcs_firearms":
        total = question.firearms_value or total or question.mde
    rows = (
        ("mde", question.mde, rule.equipment, base is None or base.equipment is not None),
        ("total", total, rule.total, base is None or base.total is not None),
        ("construction", question.construction, rule.construction, base is None or base.construction is not None),
    )  # fmt: skip
    found = tuple(Measure(name, value, limit) for name, value, limit, there in rows if limit and there)
    for measure in found:
        if measure.value is not None and measure.value.currency != measure.limit.currency:
            raise UserError(
                f"{measure.value} cannot be weighed against rule {rule.code}, which is in {measure.limit.currency}; give "
                f"the amount in {measure.limit.currency}, as the desk keeps no exchange rates."
            )
    return found


def _unknown(measures: tuple[Measure, ...]) -> list[str]:
    """What could still be reached by a measure that was not given."""
    if all(measure.value is None for measure in measures):
        return ["No amount is known that the rule measures, so it cannot be said; give the values."]
    largest = max(measure.value.amount for measure in measures if measure.value is not None)
    return [
        f"{measure.words} Give it to be sure."
        for measure in measures
        if measure.value is None and (measure.name != "mde" or largest >= measure.limit.amount)
        and measure.name != "construction"
    ]  # fmt: skip


def _lease(
    question: Question,
    rule: NotificationRule,
    measures: tuple[Measure, ...],
    crossed: tuple[str, ...],
    reasons: tuple[str, ...],
) -> Weighed:
    if question.years is not None and question.years < 1:
        words = f"A lease or loan of {question.years:g} years is shorter than a year, which the rule does not reach."
        return Weighed(rule, measures, (), False, "", (words,))
    length = () if question.years is not None else ("Its length is not known; a year or more is assumed.",)
    if crossed:
        words = "A lease or loan of a year or more at this value may be reviewed by joint resolution."
        return Weighed(rule, measures, crossed, True, "certification", (*length, *reasons, words))
    words = "A lease or loan of a year or more is reported at every value; it is below that of review by joint resolution."
    return Weighed(rule, measures, ("any_value",), True, "report", (*length, *reasons, words))


def _shipment(question: Question, rule: NotificationRule) -> Weighed:
    if question.shipment_asked:
        words = "Chair and ranking member of a committee have jointly asked for it."
        return Weighed(rule, (), ("committee_request",), True, "report", (words,))
    words = "It is due only where chair and ranking member of a committee jointly ask; nobody has."
    return Weighed(rule, (), (), False, "", (words,))
