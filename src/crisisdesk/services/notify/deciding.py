"""The decision: tier on the day, the rules that it is weighed against, and the one that governs."""

from dataclasses import replace
from datetime import date

from crisisdesk.model.partners import Partner
from crisisdesk.model.rules import NotificationRule, Tier
from crisisdesk.services.clocks.periods import BEFORE, tier_words
from crisisdesk.services.clocks.rules import RulePack, rule_text
from crisisdesk.services.clocks.tiers import Tiers
from crisisdesk.services.notify.instruments import AT_ACQUISITION_VALUE, understood, weighed_against
from crisisdesk.services.notify.membership import designation_words, membership_words
from crisisdesk.services.notify.notice import Notice, Step
from crisisdesk.services.notify.question import Question
from crisisdesk.services.notify.timing import Timing, timing
from crisisdesk.services.notify.weighing import Weighed, weigh
from crisisdesk.store.snapshot import Snapshot

_OVER = "The period for review is over."
_NOTHING = "No clock runs by these rules, so an emergency has nothing to waive."
_CONGRESS = "Congress may stop it by joint resolution within the period, or by ordinary law until delivery (AECA 36(b)(2)-(3))."


def answer(view: Snapshot, question: Question) -> Notice:
    """What must be notified by the rule pack of this desk as it stands on the day.

    Raises:
        UserError: The question makes no sense, or names an instrument or a currency that no rule has.
    """
    question.refuse_nonsense()
    question = understood(view, question)
    day = question.sent_on or question.day or view.moment.date()
    recipient = view.get(Partner, question.partner)
    tiers = Tiers(view)
    tier = tiers.tier_on(recipient.id, day)
    told = membership_words if tier is Tier.NATO_PLUS else designation_words
    members = told(view, recipient.id, day)
    why = (tier_words(tier, day), *members, *question.remarks)
    plain = Notice(None, "", question.instrument, recipient.id, recipient.name, day, tier, why)
    base = tiers.rule_for(question.instrument, tier, day) if question.upgrade else None
    weighed = [
        weigh(question, rule, base if rule.instrument == "enhancement_new" else None)
        for name in weighed_against(question)
        if (rule := tiers.rule_for(name, tier, day))
    ]
    if not weighed:
        words = (
            f"The rule pack has no rule for {question.instrument} in effect on {day}, so it cannot be said."
        )
        return replace(plain, reasons=(*why, words))
    governing = _governing(weighed)
    known = _by(plain, governing, question)
    if not governing.required:
        nothing = [_NOTHING] if question.emergency.strip() and governing.required is False else []
        first = len(plain.reasons)  # the reason stays last: who drafts is refused with it
        notes = [*_note(governing.rule), *_others_notes(weighed, governing)]
        reasons = (*plain.reasons, *notes, *known.reasons[first:], *_others(weighed, governing), *nothing)
        return replace(known, reasons=reasons)
    return _due(view, tiers, question, known, weighed=weighed, base=base)


def _governing(weighed: list[Weighed]) -> Weighed:
    """The rule that wants the longest wait of those that are due; a certification goes before a report."""
    due = [one for one in weighed if one.required and one.duty == "certification"]
    due = due or [one for one in weighed if one.required]
    if due:
        return max(due, key=lambda one: one.rule.formal_days + one.rule.advance_days)
    return next((one for one in weighed if one.required is None), weighed[0])


def _by(plain: Notice, one: Weighed, question: Question) -> Notice:
    """The notice with all that its rule says of itself."""
    rule, reasons = one.rule, [*plain.reasons, *one.reasons]
    confidence = rule.confidence
    if rule.instrument in AT_ACQUISITION_VALUE:
        reasons.append("Amounts are weighed at original acquisition value.")
    if rule.instrument == "eda" and one.crossed == ("sme",):
        confidence = "M"
        reasons.append(
            "That any significant military equipment is enough is not confirmed in a text: check it."
        )
    if question.instrument == "agreement" and not question.sme:
        reasons.append(
            "It is not said to be for making significant military equipment abroad, so it is a licence only."
        )
    return replace(
        plain,
        required=one.required,
        duty=one.duty,
        instrument=rule.instrument,
        rule=rule.code,
        rule_id=rule.id,
        rule_text=rule_text(rule.code, rule, rule.authority),
        authority=rule.authority,
        sender=rule.sender,
        source=rule.source,
        confidence=confidence,
        read_on=str(rule.read_on or ""),
        crossed=one.crossed,
        measures=one.measures,
        reasons=tuple(reasons),
    )


def _others(weighed: list[Weighed], governing: Weighed) -> list[str]:
    return [f"{one.rule.code}: {words}" for one in weighed if one is not governing for words in one.reasons]


def _others_notes(weighed: list[Weighed], governing: Weighed) -> list[str]:
    others = [one.rule for one in weighed if one is not governing]
    return [f"{rule.code}: {words}" for rule in others for words in _note(rule)]


def _note(rule: NotificationRule) -> list[str]:
    """What the rule says of itself, doubts of its amounts too: as much worth below an amount as above it."""
    return [f"Note of the rule: {rule.note.strip().rstrip('.')}."] if rule.note.strip() else []


def _due(
    view: Snapshot,
    tiers: Tiers,
    question: Question,
    known: Notice,
    *,
    weighed: list[Weighed],
    base: NotificationRule | None,
) -> Notice:
    governing = next(one for one in weighed if one.rule.id == known.rule_id)
    rule = governing.rule
    advance = rule.advance_days
    if rule.instrument == "enhancement_new" and base is not None:
        advance = base.advance_days  # of a licence that is enhanced, as of the licence
    times = timing(question, known.day, rule, advance=advance, today=view.moment.date())
    review = [_CONGRESS] if governing.duty == "certification" and rule.instrument != "eda" else []
    moved = _moved(tiers, question, known, rule, times)
    return replace(
        known,
        formal_days=rule.formal_days,
        advance_days=advance,
        start_rule=rule.start_rule,
        formal_on=times.formal_on,
        starts=times.starts,
        earliest=times.earliest,
        notify_by=times.notify_by,
        waived=times.waived,
        signer=question.signer.strip() if times.waived else "",
        held=times.held,
        effect=rule.lapse_effect or _OVER,
        also=tuple(one.rule.code for one in weighed if one.required and one is not governing),
        practice=() if times.waived or rule.start_rule in BEFORE else _practice(view, known, times),
        reasons=(*known.reasons, *_others(weighed, governing), *times.reasons, *moved, *_note(rule), *review),
    )


def _moved(
    tiers: Tiers, question: Question, known: Notice, rule: NotificationRule, times: Timing
) -> list[str]:
    """Whether another rule will hold on the day on which the formal notice can go out."""
    then = times.formal_on
    if then is None or then == known.day:
        return []
    tier = tiers.tier_on(question.partner, then)
    later = tiers.rule_for(rule.instrument, tier, then)
    if later is not None and later.id == rule.id:
        return []
    name = f"rule {later.code}" if later else "no rule of the pack"
    return [
        f"On {then}, when the formal notice can go out, {name} holds. {tier_words(tier, then)} Weigh it again then."
    ]


def _practice(view: Snapshot, known: Notice, times: Timing) -> tuple[Step, ...]:
    """What practice counts beside: clock rules of the desk for advance and formal notices."""
    pack = RulePack(view)
    row = {"tier": (known.tier or Tier.OTHER).value, "status": "formal", "body": ""}
    begun: tuple[tuple[str, date | None], ...] = (
        ("advance_sent_at", known.day),
        ("sent_at", times.formal_on),
    )
    return tuple(
        Step(rule.name, rule.amount if rule.unit == "days" else None, _day(pack.end(rule, start)), rule.lapse_effect,
             rule.id, rule.source, rule.confidence)
        for name, start in begun
        if start is not None and (rule := pack.applying("notification", name, row)) is not None
    )  # fmt: skip


def _day(end: date | None) -> date | None:
    return date(end.year, end.month, end.day) if end is not None else None
