"""Preparing and making decisions: two options at least, arguments on both sides, a reason and an authority."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from crisisdesk.errors import UserError
from crisisdesk.model.cases import CrisisCase
from crisisdesk.model.decisions import MADE_DECISIONS, Decision, options_in
from crisisdesk.model.deliberation import AgencyPosition, Consideration, DecisionOption
from crisisdesk.model.values import PartialDate
from crisisdesk.services.log import log
from crisisdesk.store.snapshot import Snapshot
from crisisdesk.store.transaction import Transaction

ENOUGH_OPTIONS = 2
DISSENT = ("opposes", "reserves")


@dataclass(frozen=True, slots=True)
class Deliberation:
    """What is before those who decide: the decision with its options, arguments and positions."""

    decision: Decision
    options: tuple[DecisionOption, ...]
    told_options: tuple[str, ...]
    """Options that stand in the text of the decision only."""
    arguments: tuple[Consideration, ...]
    positions: tuple[AgencyPosition, ...]

    @property
    def choices(self) -> list[tuple[str, str]]:
        """What can be chosen, as key and words: the ids of option records; the words of the text where it names more."""
        if len(self.options) >= len(self.told_options):
            return [(one.id, one.text) for one in self.options]
        return [(text, text) for text in self.told_options]

    def side(self, side: str) -> list[Consideration]:
        """The arguments of one side, the weightiest first."""
        own = [one for one in self.arguments if one.side == side]
        return sorted(own, key=lambda one: -(one.weight or 0))

    @property
    def dissent(self) -> list[AgencyPosition]:
        """The positions of those who oppose or reserve."""
        return [one for one in self.positions if one.stance in DISSENT]

    @property
    def open(self) -> bool:
        """Whether it is still to be decided."""
        return self.decision.status not in MADE_DECISIONS and self.decision.status != "withdrawn"


def deliberation(view: Snapshot, decision_id: str) -> Deliberation:
    """All that bears on a decision.

    Raises:
        UserError: There is no such decision.
    """
    decision = view.get(Decision, decision_id)
    return Deliberation(
        decision,
        tuple(
            view.all(DecisionOption, DecisionOption.decision_id == decision_id, order=DecisionOption.number)
        ),
        tuple(options_in(decision.options)),
        tuple(view.all(Consideration, Consideration.decision_id == decision_id)),
        tuple(view.all(AgencyPosition, AgencyPosition.decision_id == decision_id)),
    )


def prepare(
    tx: Transaction,
    case_id: str,
    question: str,
    options: Sequence[str],
    *,
    arguments_for: Iterable[str] = (),
    arguments_against: Iterable[str] = (),
    recommended: int | None = None,
    needed_by: datetime | None = None,
) -> Decision:
    """Write a question for decision with its options and the arguments on both sides; one revision.

    Args:
        tx: Where it is written.
        case_id: The case.
        question: What is to be decided.
        options: At least two; waiting is an option, too.
        arguments_for: One consideration each.
        arguments_against: One consideration each.
        recommended: The number of an option, from 1.
        needed_by: When it must be decided.

    Raises:
        UserError: There is no such case, no question, or fewer than two options.
    """
    case = tx.get(CrisisCase, case_id)
    options = [one.strip() for one in options if one.strip()]
    if not question.strip():
        raise UserError("Write the question that is to be decided.")
    if len(options) < ENOUGH_OPTIONS:
        raise UserError(
            "A decision needs a second option; to do nothing, or to wait until a day, is one as well."
        )
    marking = case.marking
    decision = tx.add(Decision(case_id=case_id, question=question, needed_by=needed_by, marking=marking))
    for number, text in enumerate(options, 1):
        recommends = number == recommended
        tx.add(
            DecisionOption(
                decision_id=decision.id, number=number, text=text, recommended=recommends, marking=marking
            )
        )
    for side, arguments in (("for", arguments_for), ("against", arguments_against)):
        for argument in arguments:
            if argument.strip():
                tx.add(
                    Consideration(
                        decision_id=decision.id, side=side, argument=argument.strip(), marking=marking
                    )
                )
    return decision


def decide(
    tx: Transaction,
    decision_id: str,
    choice: str,
    reason: str,
    *,
    authority: str = "",
    decided_by_id: str | None = None,
    outcome: str = "",
    review_on: PartialDate | None = None,
    at: datetime | None = None,
) -> Decision:
    """Make a decision, and log it as significant.

    ``choice`` is one of :attr:`Deliberation.choices`; ``outcome`` words it anew, otherwise it is that of the option.
    Who dissented stays on record with the reason given: nothing of a position is changed.

    Raises:
        UserError: It is made already, has no second option, the choice is none of them, or reason or authority is missing.
    """
    before = deliberation(tx, decision_id)
    decision, choices = before.decision, dict(before.choices)
    if not before.open:
        raise UserError(
            f"“{decision}” is {decision.status} already; write a new decision that supersedes it."
        )
    if len(choices) < ENOUGH_OPTIONS:
        raise UserError(f"“{decision}” has no second option; add one first, to wait is one as well.")
    if choice not in choices:
        raise UserError(f"Say which of the {len(choices)} options of “{decision}” was chosen.")
    if not reason.strip():
        raise UserError("Say why it was decided so; the reason is kept with the decision.")
    if not authority.strip() and decided_by_id is None:
        raise UserError("Name the authority: the office, or the law, under which it was decided.")
    for option in before.options:
        option.chosen = option.id == choice
    decision.status, decision.outcome = "decided", outcome.strip() or choices[choice]
    decision.reason, decision.authority = reason.strip(), authority.strip()
    decision.decided_by_id, decision.decided_at = decided_by_id, at or tx.moment
    decision.review_on = review_on or decision.review_on
    tx.flush()
    told = f"{decision.question} Decided: {decision.outcome}"
    if tx.get(CrisisCase, decision.case_id).is_open:
        log(tx, decision.case_id, told, kind="decision", significant=True, event_time=decision.decided_at,
            marking=decision.marking, mentions=[decision.id])  # fmt: skip
    return decision
