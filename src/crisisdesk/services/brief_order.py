"""What was asked for when a brief is ordered, and what comes back."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Literal

from crisisdesk.briefing.blocks import Document
from crisisdesk.briefing.house import PLAIN, House
from crisisdesk.briefing.portions import Audience
from crisisdesk.briefing.profiles import Profile
from crisisdesk.briefing.receipts import Receipt
from crisisdesk.briefing.section import Options
from crisisdesk.briefing.sections import section_named
from crisisdesk.briefing.sections.decisions import PUT_ASIDE
from crisisdesk.errors import UserError
from crisisdesk.model.briefs import Brief
from crisisdesk.model.cases import CrisisCase
from crisisdesk.model.decisions import MADE_DECISIONS, Decision
from crisisdesk.model.marking import Marking
from crisisdesk.model.partners import Involvement, Partner
from crisisdesk.model.posts import Post
from crisisdesk.services.calls import calls
from crisisdesk.services.markings import audience, ladder
from crisisdesk.store.snapshot import Snapshot

Since = Literal["last"] | datetime | int | None
PaperSize = Literal["A4", "Letter"]


@dataclass(frozen=True, slots=True)
class Issue:
    """What was noted of an issued brief."""

    id: str
    number: int
    revision: int
    supersedes_id: str | None


@dataclass(frozen=True, slots=True)
class BriefMade:
    """A brief as a file, and what is to be said of it.

    ``withheld`` counts by reason what the reader must not have; it is for the officer and is nowhere in the file.
    ``name`` is a file name that says no more than the file's own marking allows. ``warnings`` are sentences for the
    officer, such as that a memo is too long. ``receipts`` are its lines with the records that each rests on. ``document`` is what was
    laid out, for other forms of the same; ``release_to`` the code of its reader, empty for our own.
    """

    pdf: bytes
    name: str
    pages: int
    banner: str
    sha256: str
    profile: str
    sections: tuple[str, ...]
    withheld: Mapping[str, int]
    issue: Issue | None
    as_of: datetime
    document: Document
    warnings: tuple[str, ...] = ()
    receipts: tuple[Receipt, ...] = ()
    release_to: str = ""


@dataclass(frozen=True, slots=True)
class Order:
    """One brief as it was asked for.

    ``sections`` are those picked in place of the profile's; ``uplift`` is the marking of the compilation where it is
    higher than that of each portion, with ``uplift_reason``. ``stood`` asks how it stood at the moment, by all that is
    known today; else the brief shows what was known then. ``tear_line`` is the code of the reader of what stands below
    it, ``up_to`` the highest level that our own readers may have. ``notes`` tell what was left open and filled in.
    """

    case_id: str
    profile: Profile
    since: Since = None
    release_to: str = ""
    options: Options = field(default_factory=Options)
    partner_id: str = ""
    post_id: str = ""
    sections: tuple[str, ...] = ()
    uplift: Marking | None = None
    uplift_reason: str = ""
    page_size: PaperSize = "A4"
    stood: bool = False
    tear_line: str = ""
    decision_id: str = ""
    up_to: Marking | None = None
    house: House = PLAIN
    notes: tuple[str, ...] = ()

    @property
    def chosen(self) -> tuple[str, ...]:
        """The names of the sections in their order."""
        return self.sections or self.profile.sections


def checked(view: Snapshot, order: Order) -> Order:
    """The order with what it leaves open filled in: a partner brief is released to its partner.

    A partner brief is about the partner that it is released to, else about the only one of the case; a call sheet is
    for who can be called first, and says so.

    Raises:
        UserError: The profile needs a partner or a post that is not named, or an uplift has no reason.
    """
    partner_id, post_id, notes = order.partner_id, order.post_id, order.notes
    release_to = order.release_to
    if order.profile.about in {"partner", "post"} and not (partner_id or post_id):
        partner_id = _coded(view, release_to)
    if order.profile.about == "partner" and not partner_id:
        partner_id = _only_partner(view, order)
    if order.profile.about == "post" and not post_id:
        post_id, note = _first_call(view, order, partner_id)
        notes = (*notes, note)
    if post_id and not partner_id:
        post = view.get(Post, post_id)
        partner_id = post.partner_id or post.host_id or ""
    if order.profile.released and not release_to:
        partner = view.get(Partner, partner_id)
        if not partner.code:
            raise UserError(
                f"“{partner.name}” has no code, so nothing can be released to it; give it one, or use --release-to."
            )
        release_to = partner.code
    if order.uplift is not None and not order.uplift_reason.strip():
        raise UserError("Say why the whole is marked higher than each of its portions (--uplift-reason).")
    names = tuple(section_named(name).name for name in order.sections)
    decision_id = order.decision_id
    if order.profile.about == "decision":
        decision_id = decision_id or _next_decision(view, order.case_id)
    return replace(
        order,
        notes=notes,
        post_id=post_id,
        partner_id=partner_id,
        release_to=release_to,
        sections=names,
        decision_id=decision_id,
        uplift_reason=order.uplift_reason.strip(),
    )


def _coded(view: Snapshot, code: str) -> str:
    """The partner with this code: a copy for a partner is about it if nothing else is said."""
    wanted = code.strip().upper()
    return next((one.id for one in view.all(Partner, Partner.code == wanted)), "") if wanted else ""


def _only_partner(view: Snapshot, order: Order) -> str:
    found = {one.partner_id for one in view.all(Involvement, Involvement.case_id == order.case_id)}
    if len(found) != 1:
        raise UserError(
            f"A {order.profile.label.lower()} is about one partner; name it with --partner, such as --partner GBR."
        )
    return found.pop()


def _first_call(view: Snapshot, order: Order, partner_id: str) -> tuple[str, str]:
    """Who of the case, or of this partner in it, can be called first; and a sentence that says so."""
    own = {partner_id, *(one.id for one in view.all(Partner, Partner.parent_id == partner_id))}
    lines = calls(view, order.case_id)
    first = next((line for line in lines if not partner_id or line.partner_id in own), None)
    if first is None:
        raise UserError(f"A {order.profile.label.lower()} is for one call; name the post with --post.")
    return first.post_id, f"It is for “{first.post}”, who can be called first; name another with --post."


def _next_decision(view: Snapshot, case_id: str) -> str:
    """The decision of the case that is needed first; empty where none is."""
    found = view.all(Decision, Decision.case_id == case_id, order=Decision.needed_by.nulls_last())
    return next((one.id for one in found if one.status not in MADE_DECISIONS | PUT_ASIDE), "")


def issued(view: Snapshot, order: Order) -> Brief | None:
    """The newest issued brief of this case, profile and counterpart for the same readers."""
    reader = audience_words(reader_of(view, order))
    found = [
        brief
        for brief in view.all(Brief, Brief.case_id == order.case_id)
        if brief.profile == order.profile.name
        and brief.audience == reader
        and (brief.partner_id or "") == order.partner_id
    ]
    return max(found, key=lambda brief: brief.number, default=None)


def known_to(view: Snapshot, order: Order) -> Brief | None:
    """The brief that the reader knows: the newest of this kind, else the newest of any kind on the case."""
    same = issued(view, order)
    if same is not None:
        return same
    reader = audience_words(reader_of(view, order))
    found = [one for one in view.all(Brief, Brief.case_id == order.case_id) if one.audience == reader]
    return max(found, key=lambda brief: (brief.cutoff, brief.number), default=None)


def reader_of(view: Snapshot, order: Order) -> Audience:
    """Who will read it: a partner, our own readers, or those of our own who may have no more than a level."""
    reader = audience(view, order.release_to)
    if order.up_to is None or reader.code:
        return reader
    return replace(reader, limit=ladder(view).canonical(order.up_to))


def audience_words(reader: Audience) -> str:
    """Whom a brief was released to, as its record says it; empty for our own readers."""
    if reader.code:
        return f"REL TO {reader.code}"
    return f"UP TO {reader.limit}" if reader.limit else ""


def period(
    view: Snapshot, order: Order, last: Brief | None, case: CrisisCase
) -> tuple[int | None, datetime, Brief | None]:
    """What the reader knows: the last revision, since when, and from which brief."""
    opened = case.opened_at or view.moment
    match order.since:
        case datetime() as moment:
            known = next((r for r in view.history() if r.at <= moment), None)
            return (known.id if known else None), moment, None
        case int() as number:
            return number, view.revision_named(number).at.replace(microsecond=0), None
    if last is None or (order.since is None and order.profile.period == "case"):
        return None, opened, None
    return last.cutoff, last.as_of, last
