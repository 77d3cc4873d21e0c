"""Making briefs out of records, and issuing them: numbered, frozen, kept byte for byte."""

import hashlib
from collections import Counter
from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Literal

from crisisdesk.briefing.blocks import Document
from crisisdesk.briefing.house import PLAIN, House
from crisisdesk.briefing.profiles import profile_named
from crisisdesk.briefing.render import page_count, render
from crisisdesk.briefing.section import Options
from crisisdesk.briefing.terms import counted
from crisisdesk.errors import UserError
from crisisdesk.model.briefs import Brief
from crisisdesk.model.cases import CrisisCase
from crisisdesk.model.marking import Marking
from crisisdesk.progress import Progress, silent
from crisisdesk.services.brief_order import (
    BriefMade,
    Issue,
    Order,
    PaperSize,
    Since,
    audience_words,
    checked,
    issued,
    known_to,
    period,
    reader_of,
)
from crisisdesk.services.brief_pages import document_of, file_name
from crisisdesk.services.brief_parts import Built, build
from crisisdesk.services.brief_receipts import frozen_inputs
from crisisdesk.services.brief_tear_line import below_the_line
from crisisdesk.services.markings import ladder, refuse_above_ceiling
from crisisdesk.store.journal import Revision
from crisisdesk.store.snapshot import Snapshot
from crisisdesk.store.transaction import Transaction
from crisisdesk.store.workspace import Workspace

_TIGHTEST = 2
"""A paper of one page has its lists cut so often before it goes over."""

__all__ = ["BriefMade", "Issue", "Since", "issued_brief", "make_brief"]


def make_brief(
    workspace: Workspace,
    case_id: str,
    *,
    profile: str = "sitrep",
    since: Since = None,
    release_to: str = "",
    at: datetime | int | None = None,
    issue: bool = False,
    bottom_line: str = "",
    addressees: str = "",
    distribution: str = "",
    portion_marks: bool = False,
    partner_id: str = "",
    post_id: str = "",
    decision_id: str = "",
    sections: Sequence[str] = (),
    clearances: Sequence[str] = (),
    uplift: Marking | None = None,
    uplift_reason: str = "",
    hide_recipients: bool = False,
    tear_line: str = "",
    up_to: Marking | None = None,
    clock: Literal["known", "stood"] = "known",
    page_size: PaperSize | None = None,
    house: House = PLAIN,
    progress: Progress = silent,
) -> BriefMade:
    """Make a brief of a case, and issue it if asked to.

    The same state gives the same bytes: a draft is made as of the moment of the newest revision, not of the wall clock,
    unless ``at`` says another moment. A moment after the newest revision is allowed, and what is late is then judged by it.
    An issue is made as of the moment of issuing (or a later ``at``), in the same transaction that notes it.

    Args:
        workspace: The desk.
        case_id: The case.
        profile: One of :data:`crisisdesk.briefing.profiles.PROFILES`.
        since: What "changed" is measured from: a recorded moment, a revision, or the last issued brief for the same
            readers, which is also the default of most profiles; others cover the whole case.
        release_to: Code of a state or group that the copy is for; nothing that it must not have is in the file.
        at: A recorded moment or revision to make the brief of.
        issue: Number the brief, keep its bytes and note it in the records.
        bottom_line: The officer's own bottom line, in place of that of the case; may begin with a portion mark.
        addressees: Who it is for.
        distribution: Who else gets it.
        portion_marks: Print portion marks also where nothing is classified.
        partner_id: The one partner that it is about; a partner brief needs it and is released to that partner.
        post_id: The post that is called; a call sheet needs it.
        decision_id: The one decision that an action memo asks for; else the next one needed.
        sections: Names of sections in place of those of the profile.
        clearances: Lines of the clearance page: office; name; result; time.
        uplift: The marking of the compilation, where it is higher than that of each portion.
        uplift_reason: Why it is; needed with an uplift.
        hide_recipients: Name no other reader in the release lists of a copy for somebody.
        tear_line: Code of the reader who may have what stands below a tear line, at the end of the brief for our own.
        up_to: The highest level that goes into a copy for our own readers; what is withheld is counted in it.
        clock: ``known``: what the desk knew at the moment; ``stood``: how it stood then, by all that is known now.
        page_size: A4 or Letter; else that of the house.
        house: The style of the paper; it changes neither what is said nor its marking.
        progress: Told of each section; may cancel.

    Raises:
        UserError: There is no such case, profile, moment or reader; the case itself is not releasable to the reader; the
            banner is above the desk's ceiling; or it was to be issued from the past or from a desk open for reading only.
    """
    options = Options(
        bottom_line, addressees, distribution, portion_marks, tuple(clearances), hide_recipients
    )
    order = Order(
        case_id, profile_named(profile), since, release_to, options, partner_id, post_id, tuple(sections), uplift,
        uplift_reason, page_size or _paper(house), clock == "stood", tear_line, decision_id, up_to, house,
    )  # fmt: skip
    if issue:
        if workspace.read_only:
            raise UserError(
                f"{workspace.path.name} is open for reading only; a brief cannot be issued from it."
            )
        return workspace.perform("Issue brief", partial(_issue, order=order, at=at, progress=progress)).value
    with snapshot_of(workspace, at, order) as view:
        as_of = at if isinstance(at, datetime) else _last_act(view).at
        return _make(view, checked(view, order), as_of.replace(microsecond=0), 0, progress)


def _paper(house: House) -> PaperSize:
    return "Letter" if house.paper == "Letter" else "A4"


def issued_brief(view: Snapshot, brief_id: str) -> bytes:
    """The file of an issued brief, byte for byte as it was issued.

    Raises:
        UserError: There is no such brief, or its file is not in this desk.
    """
    return view.content(view.get(Brief, brief_id).sha256)


def snapshot_of(
    workspace: Workspace, at: datetime | int | None, order: Order
) -> AbstractContextManager[Snapshot]:
    """The snapshot to read: the present one for a moment that no revision is later than, and for how it stood."""
    with workspace.snapshot() as view:
        newest = _head(view)
    if at is None or order.stood or at == newest.id or (isinstance(at, datetime) and at >= newest.at):
        return workspace.snapshot()
    return workspace.snapshot(at)


def _head(view: Snapshot) -> Revision:
    return view.history(limit=1)[0]


def _last_act(view: Snapshot) -> Revision:
    """The newest revision that is more than a note of what left the desk, so that drafts of one state are the same."""
    newest = _head(view)
    while newest.kind == "register" and (earlier := view.history(limit=1, before=newest.id)):
        newest = earlier[0]
    return newest


def _issue(tx: Transaction, *, order: Order, at: datetime | int | None, progress: Progress) -> BriefMade:
    """Render inside the transaction, so that number, cutoff and content are of one state."""
    newest = _head(tx)
    late = (isinstance(at, int) and at != newest.id) or (isinstance(at, datetime) and at < newest.at)
    if late or order.stood:
        raise UserError(
            "A brief cannot be issued from the past; make a draft of that moment, or issue as of now."
        )
    order = checked(tx, order)
    as_of = (at if isinstance(at, datetime) else max(tx.moment, newest.at)).replace(microsecond=0)
    earlier = issued(tx, order)
    profile, case = order.profile, tx.get(CrisisCase, order.case_id)
    numbered = [b.number for b in tx.all(Brief, Brief.case_id == case.id) if b.profile == profile.name]
    number = max(numbered, default=0) + 1
    made = _make(tx, order, as_of, number, progress)
    record = tx.add(
        Brief(
            title=f"{profile.label} {number}",
            case_id=case.id,
            profile=profile.name,
            number=number,
            issued_at=tx.moment,
            as_of=as_of,
            cutoff=newest.id,
            covers_from=period(tx, order, known_to(tx, order), case)[1],
            covers_to=as_of,
            banner=made.banner,
            audience=audience_words(reader_of(tx, order)),
            pages=made.pages,
            sha256=tx.keep(made.pdf),
            supersedes_id=earlier.id if earlier else None,
            addressees=order.options.addressees,
            distribution=order.options.distribution,
            clearances="" if order.release_to else "\n".join(order.options.clearances),
            uplift_reason=order.uplift_reason,
            partner_id=order.partner_id or None,
            post_id=order.post_id or None,
            inputs_sha256=tx.keep(frozen_inputs(tx, order, made, newest)),
            marking=Marking.parse(made.banner),
        )
    )
    tx.summary = f"Issue {profile.label.lower()} {number}"
    return replace(made, issue=Issue(record.id, number, newest.id + 1, record.supersedes_id))


def _make(view: Snapshot, order: Order, as_of: datetime, number: int, progress: Progress) -> BriefMade:
    for tight in range(_TIGHTEST + 1):
        built = build(view, order, as_of, progress, tight=tight)
        refuse_above_ceiling(view, ladder(view), built.banner)
        document = _document(view, order, built, number)
        if order.tear_line:
            document = below_the_line(view, order, as_of, document, marks=built.portions.shown)
        pdf = render(document, progress)
        pages = page_count(pdf)
        if order.profile.pages != 1 or pages == 1:
            break
    return BriefMade(
        pdf=pdf,
        name=file_name(built.scope, order.profile, built.banner, number),
        pages=pages,
        banner=str(built.banner),
        sha256=hashlib.sha256(pdf).hexdigest(),
        profile=order.profile.name,
        sections=built.names,
        withheld=withheld(built),
        issue=None,
        as_of=as_of,
        document=document,
        warnings=tuple(_warnings(order, pages)),
        receipts=tuple(built.portions.receipts),
        release_to=built.portions.audience.code,
    )


def _document(view: Snapshot, order: Order, built: Built, number: int) -> Document:
    return document_of(
        built.scope,
        order.profile,
        built.parts,
        banner=built.banner,
        head=_head(view) if number else _last_act(view),
        number=number,
        supersedes=issued(view, order),
        uplift_reason=order.uplift_reason,
        page_size=order.page_size,
        house=order.house,
    )


def _warnings(order: Order, pages: int) -> list[str]:
    """The length meter."""
    profile = order.profile
    if not profile.pages or pages <= profile.pages:
        return [*order.notes]
    label = profile.label.lower()
    return [
        *order.notes,
        f"The {label} has {counted(pages, 'page')}; it should have no more than {profile.pages}.",
    ]


def withheld(built: Built) -> dict[str, int]:
    """How many records, or parts of records, were left out for which reason."""
    records = {key.partition("/")[0]: reason for key, reason in sorted(built.portions.withheld.items())}
    found = Counter(records.values())
    picture = built.scope.picture
    if picture is not None and picture.withheld:
        found["left out of the network picture"] = picture.withheld
    return dict(sorted(found.items()))
