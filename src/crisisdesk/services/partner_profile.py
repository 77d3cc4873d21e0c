"""All that a desk knows of one partner on a day, for one page: what it belongs to, promised, hosts, buys, and is due."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from typing import Any

from sqlalchemy import or_

from crisisdesk.checks.scope import Scope
from crisisdesk.model.agreements import Agreement, AgreementParty
from crisisdesk.model.assessments import Access, Capability, Governance
from crisisdesk.model.base import Record
from crisisdesk.model.bases import Interval
from crisisdesk.model.channels import Channel, Hotline
from crisisdesk.model.commitments import Commitment
from crisisdesk.model.engagements import Engagement, Participant
from crisisdesk.model.exercises import Exercise, Interoperability
from crisisdesk.model.moments import dtg
from crisisdesk.model.partners import Involvement, Membership, Partner, Position
from crisisdesk.model.posts import Accreditation, Post
from crisisdesk.model.red_lines import RedLine
from crisisdesk.model.sanctions import Alignment, Measure
from crisisdesk.model.transfers import Transfer
from crisisdesk.services.calls import CallLine, calls
from crisisdesk.services.clocks import clocks_of
from crisisdesk.services.partner_page import SECTIONS, Item, PartnerProfile, profile_json
from crisisdesk.services.rhythm import rhythms
from crisisdesk.services.standing_facts import standing_facts
from crisisdesk.store.snapshot import Snapshot

__all__ = ["SECTIONS", "Item", "PartnerProfile", "partner_profile", "profile_json"]

_OVER = frozenset(
    {"delivered", "lapsed", "withdrawn", "completed", "cancelled", "refused", "lifted", "expired"}
)


def partner_profile(view: Snapshot, partner_id: str, day: date | None = None) -> PartnerProfile:
    """Read the page of a partner, with its offices, as it stands on a day; today where none is named.

    The day is one in force, not one of recording: what was known then is a snapshot of the past.

    Raises:
        UserError: There is no such partner.
    """
    partner = view.get(Partner, partner_id)
    return _Reading(view, partner, day or view.moment.date()).profile()


class _Reading:
    """Reads each list once, and notes the records met for what is due."""

    def __init__(self, view: Snapshot, partner: Partner, day: date) -> None:
        self.view, self.partner, self.day = view, partner, day
        self.scope = Scope(view)
        self.family = sorted(self.scope.family(partner.id))
        self._met: dict[str, list[str]] = {"partner": [partner.id]}
        self._names: dict[str, str] = {}

    def profile(self) -> PartnerProfile:
        view, own = self.view, self.partner.id
        ours, theirs, other = self._commitments()
        return PartnerProfile(
            partner=self.partner,
            day=self.day,
            parts=tuple(one for one in self.family if one != own),
            facts=standing_facts(view, own, self.day),
            roles=self._items(self._of(Involvement), self._role),
            memberships=self._items(self._of(Membership, "member_id"), self._membership),
            members=self._items(view.all(Membership, Membership.group_id == own), self._member),
            agreements=self._agreements(),
            positions=self._items(self._of(Position), self._position),
            we_promised=ours,
            they_promised=theirs,
            other_promises=other,
            red_lines=self._items(self._of(RedLine, "issuer_id", "addressee_id"), self._red_line),
            contacts=self._contacts(),
            accreditations=self._accreditations(),
            channels=self._channels(),
            hotlines=self._items(self._of(Hotline, "from_id", "to_id"), self._hotline),
            measures=self._items(self._of(Measure, "issuer_id", "target_id"), self._measure),
            alignments=self._items(self._of(Alignment), self._alignment),
            transfers=self._items(self._of(Transfer, "supplier_id", "recipient_id"), self._transfer),
            engagements=self._items(self._engagements(), self._engagement),
            exercises=self._items(self._exercises(), self._exercise),
            interoperability=self._items(self._of(Interoperability, "partner_id", "other_id"), self._interop),
            capabilities=self._items(self._of(Capability), self._capability),
            governance=self._items(self._of(Governance), self._governance),
            access=self._items(self._of(Access), self._access),
            rhythms=tuple(rhythms(view, own)),
            due=tuple(clocks_of(view, self._met)),
        )

    # -- reading ------------------------------------------------------------------------------------------

    def _of(self, record_type: type[Any], *names: str) -> list[Any]:
        """The records of a type whose fields of these names name the partner or an office of it."""
        columns = (getattr(record_type, name) for name in names or ("partner_id",))
        return self.view.all(record_type, or_(*(column.in_(self.family) for column in columns)))

    def _items(self, records: Iterable[Any], tell: Callable[[Any], tuple[str, str]]) -> tuple[Item, ...]:
        kept = list(records)
        self._learn(key for record in kept for key in _references(record))
        found = [self._item(record, *tell(record)) for record in kept]
        found.sort(key=lambda one: (one.begins, one.record_id), reverse=True)
        return tuple(sorted(found, key=lambda one: not one.current))

    def _item(self, record: Any, title: str, detail: str) -> Item:
        table = type(record).__tablename__
        self._met.setdefault(table, []).append(record.id)
        case_id = getattr(record, "case_id", None) or ""
        begins, ends = _times(record)
        words = filter(None, (part.strip(" ,") for part in detail.split(" · ")))
        return Item(
            record_id=record.id,
            record_type=table,
            title=title,
            detail=" · ".join(words),
            begins=begins,
            ends=ends,
            current=self._current(record),
            case_id=case_id,
            case=self._name(case_id),
            marking=str(record.marking),
        )

    def _current(self, record: Any) -> bool:
        if isinstance(record, Interval) and not record.in_force(self.day):
            return False
        status = getattr(record, "status", "")
        return status not in _OVER

    def _learn(self, keys: Iterable[str | None]) -> None:
        self._names |= self.view.captions(key for key in keys if key and key not in self._names)

    def _name(self, key: str | None) -> str:
        return self._names.get(key or "", "")

    # -- what the lists say -------------------------------------------------------------------------------

    def _role(self, one: Involvement) -> tuple[str, str]:
        return self._name(one.case_id), f"{_said(one.role)} · {one.task}"

    def _membership(self, one: Membership) -> tuple[str, str]:
        return self._name(one.group_id), f"{_said(one.status)} · {one.citation}"

    def _member(self, one: Membership) -> tuple[str, str]:
        return self._name(one.member_id), _said(one.status)

    def _agreements(self) -> tuple[Item, ...]:
        parties = {one.agreement_id: one for one in self._of(AgreementParty)}
        found = self.view.all(Agreement, Agreement.id.in_(sorted(parties)))

        def tell(one: Agreement) -> tuple[str, str]:
            notice = f"notice by {one.notice_by}" if one.notice_by else ""
            return one.title, f"{_said(one.status)} · {_said(parties[one.id].role)} · {notice}"

        return self._items(found, tell)

    def _position(self, one: Position) -> tuple[str, str]:
        return one.issue, f"{_said(one.stance)} · {_said(one.strength)} · {one.level}"

    def _commitments(self) -> tuple[tuple[Item, ...], tuple[Item, ...], tuple[Item, ...]]:
        every = self._of(Commitment, "giver_id", "receiver_id")
        gives = [
            one for one in every if one.giver_id in self.family and self._is_home(one.receiver_id, empty=True)
        ]
        gets = [one for one in every if one.receiver_id in self.family and self._is_home(one.giver_id)]
        taken = {one.id for one in (*gives, *gets)}
        other = [one for one in every if one.id not in taken]
        return (
            self._items(gets, self._promise),
            self._items(gives, self._promise),
            self._items(other, self._promise),
        )

    def _is_home(self, partner_id: str | None, *, empty: bool = False) -> bool:
        if partner_id is None:
            return empty
        return partner_id not in self.family and self.scope.ours(partner_id)

    def _promise(self, one: Commitment) -> tuple[str, str]:
        due = f"due {one.due_on}" if one.due_on else "no day set"
        delivered = f"{one.delivered} delivered" if one.delivered else ""
        ends = " to ".join(filter(None, (self._name(one.giver_id), self._name(one.receiver_id))))
        return one.caption, f"{_said(one.status)} · {due} · {delivered} · {ends}"

    def _red_line(self, one: RedLine) -> tuple[str, str]:
        told = f"told {dtg(one.communicated_at)}" if one.communicated_at else "never communicated"
        return one.caption, f"{_said(one.status)} · by {self._name(one.issuer_id) or 'unknown'} · {told}"

    def _contacts(self) -> tuple[CallLine, ...]:
        near = {
            one.id
            for one in self.view.all(
                Post, or_(Post.partner_id.in_(self.family), Post.host_id.in_(self.family))
            )
        }
        self._met["post"] = sorted(near)
        return tuple(line for line in calls(self.view) if line.post_id in near) if near else ()

    def _accreditations(self) -> tuple[Item, ...]:
        own = Accreditation.post_id.in_(self._met.get("post", []))
        found = self.view.all(Accreditation, or_(Accreditation.host_id.in_(self.family), own))

        def tell(one: Accreditation) -> tuple[str, str]:
            who = self._name(one.person_id) or "holder unknown"
            where = f"{'resident' if one.resident else 'non-resident'} in {self._name(one.host_id)}"
            return self._name(one.post_id), f"{who} · {_said(one.status)} · {where}"

        return self._items(found, tell)

    def _channels(self) -> tuple[Item, ...]:
        posts = self._met.get("post", [])
        found = self.view.all(Channel, or_(Channel.partner_id.in_(self.family), Channel.post_id.in_(posts)))

        def tell(one: Channel) -> tuple[str, str]:
            limit = f"up to {one.limit}" if one.limit else "limit unknown"
            return (
                one.address,
                f"{_said(one.kind)} · {_said(one.status)} · {limit} · {self._name(one.post_id)}",
            )

        return self._items(found, tell)

    def _hotline(self, one: Hotline) -> tuple[str, str]:
        return one.name, f"{_said(one.status)} · {_said(one.purpose)} · {one.test_schedule}"

    def _measure(self, one: Measure) -> tuple[str, str]:
        way = "issued" if one.issuer_id in self.family else "aimed at it"
        return one.title, f"{way} · {_said(one.status)} · {_said(one.kind)}"

    def _alignment(self, one: Alignment) -> tuple[str, str]:
        return self._name(one.measure_id), _said(str(one.state.value))

    def _transfer(self, one: Transfer) -> tuple[str, str]:
        way = "supplies" if one.supplier_id in self.family else "receives"
        return one.title, f"{way} · {_said(one.status)} · {one.value or ''} · {one.number}"

    def _engagements(self) -> list[Engagement]:
        parts = [one.engagement_id for one in self._of(Participant) if one.engagement_id]
        own = Engagement.partner_id.in_(self.family)
        return self.view.all(Engagement, or_(own, Engagement.id.in_(parts)))

    def _engagement(self, one: Engagement) -> tuple[str, str]:
        return one.title, f"{_said(one.kind)} · {_said(one.status)} · {one.place}"

    def _exercises(self) -> list[Exercise]:
        parts = [one.exercise_id for one in self._of(Participant) if one.exercise_id]
        return self.view.all(Exercise, or_(Exercise.host_id.in_(self.family), Exercise.id.in_(parts)))

    def _exercise(self, one: Exercise) -> tuple[str, str]:
        return one.name, f"{_said(one.kind)} · {_said(one.status)} · {one.domains}"

    def _interop(self, one: Interoperability) -> tuple[str, str]:
        other = one.other_id if one.partner_id in self.family else one.partner_id
        stuck = f"stuck: {one.obstacle.partition(chr(10))[0]}" if one.stuck else ""
        return f"{_said(one.domain)} with {self._name(other) or 'us'}", f"{_said(one.score)} · {stuck}"

    def _capability(self, one: Capability) -> tuple[str, str]:
        return one.name, f"{_said(one.band)} · {_said(one.readiness)} · {one.gap.partition(chr(10))[0]}"

    def _governance(self, one: Governance) -> tuple[str, str]:
        return _said(one.topic), f"{_said(one.rating)} · {one.finding.partition(chr(10))[0]}"

    def _access(self, one: Access) -> tuple[str, str]:
        return one.name, f"{_said(one.kind)} · {_said(one.status)} · {one.place}"


_MOMENTS = (
    ("begins_at", "ends_at"),
    ("begins_on", "ends_on"),
    ("pledged_on", "due_on"),
    ("observed_on", "review_on"),
)


def _times(record: Any) -> tuple[str, str]:
    for names in _MOMENTS:
        if all(hasattr(record, name) for name in names):
            begins, ends = (_written(getattr(record, name)) for name in names)
            return begins, ends
    return "", ""


def _written(value: Any) -> str:
    return "" if value is None else dtg(value) if isinstance(value, datetime) else str(value)


def _references(record: Record) -> Iterator[str | None]:
    for column in type(record).__table__.columns:
        if column.foreign_keys:
            yield getattr(record, column.key)


def _said(code: str) -> str:
    return code.replace("_", " ")
