"""Which links ought to be there: by tasks, red lines, the case's template, memberships and clearances (MISSION N3)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import combinations
from typing import Any

from crisisdesk.checks.finding import Gravity
from crisisdesk.checks.unreachable_partner import URGENT
from crisisdesk.checks.words import at, counted, quoted
from crisisdesk.model.base import Record
from crisisdesk.model.cases import CrisisCase
from crisisdesk.model.decisions import MADE_DECISIONS, Action, Decision
from crisisdesk.model.deliberation import AgencyPosition
from crisisdesk.model.desk import DESK_ID
from crisisdesk.model.links import Link
from crisisdesk.model.partners import Involvement, Membership, Partner
from crisisdesk.model.red_lines import EXIT_CONDITION, RedLine
from crisisdesk.model.templates import TemplateLink, TemplatePartner
from crisisdesk.network.gaps import Expected
from crisisdesk.services.heard import Ends, Heard, only_partner
from crisisdesk.services.reaching import LINES, MEANS, Contacts, open_tasks

_CONSULTING = ("alliance", "treaty", "coalition")
_BELONGING = frozenset({"member", "founding_member", "party", "participating_state"})
_FOES = frozenset({"adversary", "competitor"})
_CLEARING = ("clears", "concurs")


@dataclass(frozen=True)
class Ought:
    """One expected link with its reason: a clause, such as ``Japan holds “Call Tokyo”``.

    ``ends`` are the partners at its ends (nobody stands for the desk), ``records`` what asks for it.
    """

    expected: Expected
    ends: Ends
    why: str
    records: tuple[str, ...]
    gravity: Gravity
    case_id: str = ""


@dataclass(frozen=True, slots=True)
class Unfilled:
    """A role that a case expects, and that nobody has."""

    record_id: str
    role: str
    task: str
    case_id: str
    group_id: str | None = None


class Expectations:
    """What is expected in the open cases, or in one."""

    def __init__(self, contacts: Contacts, case_id: str = "") -> None:
        self._contacts, self._view, self._scope = contacts, contacts.view, contacts.scope
        self._case_id = case_id
        self._cases = (
            [self._view.get(CrisisCase, case_id)] if case_id else list(self._scope.open_cases.values())
        )
        self._roles: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for one in self._view.all(Involvement, order=Involvement.id):
            if one.in_force(self._scope.day):
                self._roles[one.case_id][one.role].append(one.partner_id)
        self._heard = Heard(contacts)
        self._ourselves = {*contacts.homes, *(case.lead_desk_id for case in self._cases)}

    def links(self) -> list[Ought]:
        """Expected links; of those that ask for the same, the first, which is the gravest reason, with all records."""
        found: dict[tuple[Any, ...], Ought] = {}
        for one in self._all():
            key = one.expected.sources, one.expected.targets, one.expected.carriers
            known = found.get(key)
            found[key] = _joined(known, one) if known else one
        return list(found.values())

    def unfilled(self) -> Iterator[Unfilled]:
        """Roles of the cases that are required and that nobody has."""
        for case in self._cases:
            for one in self._view.all(
                TemplatePartner, TemplatePartner.case_id == case.id, order=TemplatePartner.id
            ):
                if one.required and one.partner_id is None and not self._filling(case.id, one):
                    yield Unfilled(one.id, one.role, one.task, case.id, one.group_id)

    def _filling(self, case_id: str, one: TemplatePartner) -> list[str]:
        roles = self._roles[case_id]
        if one.role:
            return roles[one.role]
        members = self._members(one.group_id or "")
        return [p for those in roles.values() for p in those if p in members]

    def _all(self) -> Iterator[Ought]:
        yield from self._tasks()
        yield from self._shared()
        yield from self._red_lines()
        for case in self._cases:
            yield from self._template(case)
            yield from self._consultation(case)
        yield from self._clearances()

    # -- tasks ------------------------------------------------------------------------------------------------

    def _tasks(self) -> Iterator[Ought]:
        """Whoever holds an open action can be reached over a channel or a line."""
        held: dict[str, list[Action]] = defaultdict(list)
        for action in open_tasks(self._view, self._scope, self._case_id):
            if action.partner_id and action.partner_id not in self._ourselves:
                held[action.partner_id].append(action)
        for partner_id, actions in held.items():
            first = actions[0]
            due = f", due {at(first.due_at)}" if first.due_at else ""
            what = quoted(first.title) + due
            if len(actions) > 1:
                what = f"{counted(len(actions), 'open action')}, first {what}"
            rank = max((self._scope.rank(a.marking) or 0) for a in actions)
            yield self._ought(
                (None, partner_id), f"{self._scope.name(partner_id)} holds {what}", actions, self._task_gravity(actions),
                case_id=_one_case(actions), carriers=MEANS, rank=rank,
            )  # fmt: skip

    def _task_gravity(self, actions: list[Action]) -> Gravity:
        late = any(a.due_at is not None and a.due_at <= self._scope.now for a in actions)
        urgent = late or any(a.precedence in URGENT for a in actions)
        return Gravity.CRITICAL if urgent else Gravity.SERIOUS

    def _shared(self) -> Iterator[Ought]:
        """Partners with actions that follow from one decision, or of which one waits for the other, talk to each other."""
        actions = {a.id: a for a in open_tasks(self._view, self._scope, self._case_id) if a.partner_id}
        by_decision: dict[str, list[Action]] = defaultdict(list)
        for action in actions.values():
            if action.decision_id:
                by_decision[action.decision_id].append(action)
        pairs = [pair for same in by_decision.values() for pair in combinations(same, 2)]
        pairs += [(actions[a.depends_on_id], a) for a in actions.values() if a.depends_on_id in actions]
        for one, two in pairs:
            if not {one.partner_id, two.partner_id} & self._scope.home and one.partner_id != two.partner_id:
                first, second = self._scope.names([one.partner_id, two.partner_id])
                why = f"{first} and {second} share a task ({quoted(one.title)}, {quoted(two.title)})"
                yield self._ought(
                    (one.partner_id, two.partner_id), why, [one, two], Gravity.CAUTION, case_id=_one_case([one, two])
                )  # fmt: skip

    # -- red lines, templates ---------------------------------------------------------------------------------

    def _red_lines(self) -> Iterator[Ought]:
        """A red line of ours in force needs a line to whom it is addressed."""
        for one in self._view.all(
            RedLine, RedLine.status == "in_force", RedLine.kind != EXIT_CONDITION, order=RedLine.id
        ):
            ours = self._scope.ours(one.issuer_id)
            of_case = one.case_id == self._case_id if self._case_id else self._scope.live(one.case_id)
            if ours and of_case and one.addressee_id and one.in_force(self._scope.day):
                why = f"The red line {quoted(one.text)} is addressed to {self._scope.name(one.addressee_id)}"
                yield self._ought(
                    (None, one.addressee_id), why, [one], Gravity.SERIOUS, case_id=one.case_id or "", carriers=LINES
                )  # fmt: skip

    def _template(self, case: CrisisCase) -> Iterator[Ought]:
        for one in self._view.all(
            TemplatePartner, TemplatePartner.case_id == case.id, order=TemplatePartner.id
        ):
            if one.required and one.partner_id:
                why = f"{quoted(case.title)} expects {self._scope.name(one.partner_id)} ({quoted(one.task)})"
                yield self._ought(
                    (None, one.partner_id), why, [one], Gravity.CAUTION, case_id=case.id, carriers=MEANS
                )
        for link in self._view.all(TemplateLink, TemplateLink.case_id == case.id, order=TemplateLink.id):
            rhythm = timedelta(days=link.rhythm_days) if link.rhythm_days else None
            for ends in self._pairs(case.id, link):
                carriers = LINES if link.kind == "hotline" else MEANS if None in ends else frozenset[str]()
                why = (
                    f"{quoted(case.title)} expects {self._between(ends)} to be in touch ({quoted(link.why)})"
                )
                yield self._ought(
                    ends, why, [link], Gravity.CAUTION, case_id=case.id, carriers=carriers, rhythm=rhythm
                )  # fmt: skip

    def _pairs(self, case_id: str, link: TemplateLink) -> Iterator[Ends]:
        """Who stands at the two ends; of one role at both, each pair once."""
        first = self._end(case_id, link.from_id, link.from_role)
        second = self._end(case_id, link.to_id, link.to_role)
        seen: set[frozenset[str | None]] = set()
        for pair in ((one, two) for one in first for two in second if one != two):
            if frozenset(pair) not in seen:
                seen.add(frozenset(pair))
                yield pair

    def _end(self, case_id: str, partner_id: str | None, role: str) -> list[str | None]:
        if partner_id:
            return [partner_id]
        return list(dict.fromkeys(self._roles[case_id][role])) if role else [None]

    def _between(self, ends: Ends) -> str:
        one, two = (self._scope.name(end) if end else "us" for end in ends)
        return f"{one} and {two}"

    # -- memberships, clearances ------------------------------------------------------------------------------

    def _members(self, group_id: str) -> frozenset[str]:
        held = self._view.all(Membership, Membership.group_id == group_id)
        return frozenset(m.member_id for m in held if m.status in _BELONGING and m.in_force(self._scope.day))

    def _consultation(self, case: CrisisCase) -> Iterator[Ought]:
        """Allies of ours that have a part in the case are consulted: members of an alliance to which we belong."""
        home = next(iter(self._contacts.homes), None)
        involved = {p for role, those in self._roles[case.id].items() if role not in _FOES for p in those}
        if home is None or not involved:
            return
        groups = {m.group_id for m in self._view.all(Membership, Membership.member_id == home)
                  if m.status in _BELONGING and m.in_force(self._scope.day)}  # fmt: skip
        for group_id in sorted(groups):
            group = self._view.find(Partner, group_id)
            if group is None or group.kind not in _CONSULTING:
                continue
            for member in sorted(self._members(group_id) & involved - {home}):
                why = f"{self._scope.name(member)} has a part in {quoted(case.title)} and is to be consulted ({group.name})"
                yield self._ought(
                    (None, member), why, [group], Gravity.CAUTION, case_id=case.id, carriers=MEANS, single=False
                )  # fmt: skip

    def _clearances(self) -> Iterator[Ought]:
        """Who must clear or concur is in touch with whom he clears for; who must still say how he stands, with us."""
        for link in self._view.all(Link, Link.kind.in_(_CLEARING), order=Link.id):
            if link.in_force(self._scope.day) and link.case_id in {None, "", self._case_id or link.case_id}:
                why = f"{self._scope.name(link.from_id)} clears for {self._scope.name(link.to_id)}"
                ends = link.from_id, link.to_id
                yield self._ought(ends, why, [link], Gravity.CAUTION, single=False, agencies=True)
        open_ = {d.id: d for d in self._view.all(Decision, Decision.status.not_in(sorted(MADE_DECISIONS)))}
        wanted = {case.id for case in self._cases}
        for one in self._view.all(
            AgencyPosition, AgencyPosition.stance == "unknown", order=AgencyPosition.id
        ):
            decision = open_.get(one.decision_id)
            if decision is not None and decision.case_id in wanted:
                why = f"{self._scope.name(one.partner_id)} has yet to say how it stands on {quoted(decision.question)}"
                yield self._ought(
                    (None, one.partner_id), why, [one, decision], Gravity.CAUTION, case_id=decision.case_id,
                    carriers=MEANS, single=False,
                )  # fmt: skip

    # -- making one -------------------------------------------------------------------------------------------

    def _ought(
        self, ends: Ends, why: str, records: Iterable[Record], gravity: Gravity, *,
        case_id: str = "", carriers: frozenset[str] = frozenset(), rank: int = 0, rhythm: timedelta | None = None,
        single: bool = True, agencies: bool = False,
    ) -> Ought:  # fmt: skip
        partner = only_partner(ends)
        ids = tuple(record.id for record in records)
        sources, targets = (self._nodes(end, alone=agencies) for end in ends)
        vacant, only = self._vacancies(partner) if partner and carriers == MEANS else ((), False)
        expected = Expected(
            "+".join(ids), sources, targets, carriers, rank, rhythm or self._heard.rhythm(ends), self._heard.last(ends),
            vacant=vacant if only else (), only_vacant=only, single=single,
        )  # fmt: skip
        return Ought(expected, ends, why, ids, gravity, case_id)

    def _nodes(self, end: str | None, *, alone: bool) -> frozenset[str]:
        if end is None:
            return frozenset({DESK_ID})
        known = self._contacts.network.index.keys()
        return frozenset(known & (frozenset({end}) if alone else self._scope.family(end)))

    def _vacancies(self, partner_id: str) -> tuple[tuple[str, ...], bool]:
        """Posts of a partner that nobody holds, and whether these are all that lead to it."""
        posts = self._scope.reach.contacts(partner_id)
        vacant = [post.id for post in posts if self._scope.reach.vacant(post)]
        return tuple(vacant), bool(vacant) and len(vacant) == len(posts)


def _one_case(actions: Iterable[Action]) -> str:
    cases = {action.case_id for action in actions}
    return (next(iter(cases)) or "") if len(cases) == 1 else ""


def _joined(first: Ought, later: Ought) -> Ought:
    """The first, with the records of both, the closer rhythm and the higher marking."""
    rhythms = [one for one in (first.expected.rhythm, later.expected.rhythm) if one]
    expected = replace(
        first.expected,
        rhythm=min(rhythms, default=None),
        rank=max(first.expected.rank, later.expected.rank),
        single=first.expected.single or later.expected.single,
    )
    return replace(first, expected=expected, records=tuple(dict.fromkeys((*first.records, *later.records))))
