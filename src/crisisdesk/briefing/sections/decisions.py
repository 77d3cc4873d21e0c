"""Decisions that are needed, with options, split positions and boxes to sign, and those that were taken (MISSION N17)."""

from collections import defaultdict

from crisisdesk.briefing.blocks import Block, Box, Bullets, Paragraph
from crisisdesk.briefing.portions import Portion, Quote
from crisisdesk.briefing.section import Scope
from crisisdesk.briefing.terms import joined, listed, money, overdue, sentence
from crisisdesk.model.decisions import MADE_DECISIONS, Decision
from crisisdesk.model.deliberation import AgencyPosition, DecisionOption
from crisisdesk.model.moments import dtg
from crisisdesk.store.snapshot import Snapshot

PUT_ASIDE = frozenset({"withdrawn", "superseded"})
_LONGEST = 300
_MOST_OPTIONS = 5
_GAP = "\u2003"
_TICKS = _GAP.join(
    (f"[{_GAP}] Approve", f"[{_GAP}] Disapprove", f"[{_GAP}] Discuss", "Initials ______", "Date ______")
)

Line = tuple[str, str]


class Decisions:
    """A box for each decision that somebody must take; a point for each one taken."""

    name = "decisions"
    title = "Decisions"

    def build(self, view: Snapshot, scope: Scope) -> list[Block]:
        """The next one needed comes first."""
        needed, taken = asked_for(view, scope)
        words = _Words(view, scope, short=self.name in scope.short)
        one, others = focused(needed, scope)
        boxes = scope.portions.portions(one, words.needed)
        points = scope.portions.portions([] if scope.decision_id else taken, words.taken)
        also = scope.portions.portions(others, _pending) if scope.decision_id else []
        if not boxes and not points:
            return [scope.note("No decision is needed, and none was taken in this period.")]
        blocks: list[Block] = [_box(box, scope) for box in boxes]
        if points:
            blocks.append(scope.heading("Taken in this period"))
            items = (
                Paragraph(p.words[1], scope.portions.printed(p.marking), lead=p.words[0]) for p in points
            )
            blocks.append(Bullets(tuple(items)))
        if also:
            items = (Paragraph(one.words, scope.portions.printed(one.marking)) for one in also)
            blocks += [scope.heading("Also pending"), Bullets(tuple(items))]
        return blocks


class DecisionLog:
    """Decisions that were taken, with reason, authority and what was said against them; none that is still open."""

    name = "decision_log"
    title = "Decisions taken"

    def build(self, view: Snapshot, scope: Scope) -> list[Block]:
        """In the order in which they were taken."""
        _, taken = asked_for(view, scope)
        points = scope.portions.portions(taken, _Words(view, scope, short=False).taken)
        if not points:
            return [scope.note("No decision was taken in this period.")]
        items = (Paragraph(p.words[1], scope.portions.printed(p.marking), lead=p.words[0]) for p in points)
        return [Bullets(tuple(items))]


def focused(needed: list[Decision], scope: Scope) -> tuple[list[Decision], list[Decision]]:
    """The decision that the paper is for, and the others; all and none if it is for no single one."""
    if not scope.decision_id:
        return needed, []
    return ([one for one in needed if one.id == scope.decision_id],
            [one for one in needed if one.id != scope.decision_id])  # fmt: skip


def _pending(decision: Decision, quote: Quote) -> str:
    by = f" Needed by {dtg(decision.needed_by)}." if decision.needed_by else ""
    question = quote.text(decision.question)
    return f"{question if question.endswith('?') else sentence(question)}{by}"


def asked_for(view: Snapshot, scope: Scope) -> tuple[list[Decision], list[Decision]]:
    """The decisions of the case that are needed, the next one first, and those taken in the period, by time."""
    all_of_case = view.all(Decision, Decision.case_id == scope.case.id)
    needed = [d for d in all_of_case if d.status not in MADE_DECISIONS | PUT_ASIDE]
    needed.sort(key=lambda d: (d.needed_by is None, d.needed_by or scope.as_of, d.id))
    taken = [d for d in all_of_case if d.status in MADE_DECISIONS and scope.within(d.decided_at)]
    taken.sort(key=lambda d: (d.decided_at or scope.begins, d.id))
    return needed, taken


def _box(box: Portion[Decision, tuple[Line, ...]], scope: Scope) -> Box:
    mark = scope.portions.printed(box.marking)
    lines = tuple(
        Paragraph(text, "" if text == _TICKS else mark, "body", lead) for lead, text in box.words[1:]
    )
    return Box(box.words[0][1], lines, "caution", mark)


class _Words:
    """Decisions in words, with their options and the positions on them."""

    def __init__(self, view: Snapshot, scope: Scope, *, short: bool) -> None:
        self._scope, self._short = scope, short
        self._options: dict[str, list[DecisionOption]] = defaultdict(list)
        self._positions: dict[str, list[AgencyPosition]] = defaultdict(list)
        for option in view.all(DecisionOption, order=DecisionOption.number):
            self._options[option.decision_id].append(option)
        for position in view.all(AgencyPosition, order=AgencyPosition.stated_on):
            self._positions[position.decision_id].append(position)

    def needed(self, decision: Decision, quote: Quote) -> tuple[Line, ...]:
        scope, by = self._scope, "no time set"
        if decision.needed_by is not None:
            late = f", {overdue(decision.needed_by, scope.as_of)}" if decision.needed_by < scope.as_of else ""
            by = f"{dtg(decision.needed_by)}{late}"
        who = quote.name(decision.decided_by_id) or quote.text(decision.authority)
        state = scope.terms.word("decision_status", decision.status)
        lines = [
            ("", f"Needed: {quote.text(decision.question)}"),
            ("By:", joined((by, who, state), " · ")),
            *self._choices(decision, quote),
            ("Recommended:", sentence(quote.text(decision.recommendation, _LONGEST))),
            *self._stands(decision, quote),
            ("Dissent:", sentence(quote.text(decision.dissent, _LONGEST))),
            ("", "" if self._short or scope.released else _TICKS),
        ]
        return tuple((lead, text) for lead, text in lines if text)

    def _visible(self, record: DecisionOption | AgencyPosition) -> bool:
        portions = self._scope.portions
        return not portions.audience.obstacle(portions.ladder.canonical(record.marking), portions.ladder)

    def _choices(self, decision: Decision, quote: Quote) -> list[Line]:
        """Options as records of their own, else as the decision tells them."""
        own = [one for one in self._options[decision.id] if self._visible(one)][:_MOST_OPTIONS]
        if not own:
            return [("", option) for option in quote.paragraphs(decision.options, _LONGEST)[:_MOST_OPTIONS]]
        return [(f"Option {one.number}:", self._choice(one, quote)) for one in own]

    def _choice(self, option: DecisionOption, quote: Quote) -> str:
        quote.record(option)
        text = sentence(quote.text(option.text, _LONGEST))
        chosen = "Recommended." if option.recommended else ""
        cost = f"Cost {money(option.cost)}." if option.cost else ""
        if self._short:
            return joined((text, chosen, cost), " ")
        after = sentence(quote.text(option.consequences, _LONGEST))
        back = quote.text(option.reversible, _LONGEST)
        return joined((text, chosen, after, cost, sentence(f"Taken back by: {back}") if back else ""), " ")

    def _stands(self, decision: Decision, quote: Quote) -> list[Line]:
        """The split: who supports, reserves, opposes, is silent, with their reasons unless it must be short."""
        by_stance: dict[str, list[str]] = defaultdict(list)
        for one in filter(self._visible, self._positions[decision.id]):
            quote.record(one)
            reason = "" if self._short else quote.text(one.reason, 110).rstrip(".")
            who = quote.name(one.partner_id)
            by_stance[one.stance].append(f"{who} ({reason})" if reason else who)
        if not by_stance:
            return []
        label = self._scope.terms.label
        said = [f"{label('stance', stance)}: {listed(sorted(names))}" for stance, names in by_stance.items()]
        return [("Positions:", sentence(joined(said, ". ")))]

    def taken(self, decision: Decision, quote: Quote) -> Line:
        who = quote.name(decision.decided_by_id) or quote.text(decision.authority)
        reason = quote.text(decision.reason, _LONGEST)
        text = sentence(quote.text(decision.outcome, _LONGEST))
        against = "" if self._short else quote.text(decision.dissent, _LONGEST)
        parts = (
            text,
            f"Reason: {sentence(reason)}" if reason else "",
            f"Authority: {sentence(who)}" if who else "",
            f"Dissent: {sentence(against)}" if against else "",
        )
        return dtg(decision.decided_at) if decision.decided_at else "", joined(parts, " ")
