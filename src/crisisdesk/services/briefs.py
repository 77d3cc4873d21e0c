"""Making briefs out of records, and issuing them: numbered, frozen, kept byte for byte."""

import hashlib
from collections import Counter
from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Literal

from crisisdesk.briefing.blocks import Section as Part
from crisisdesk.briefing.portions import Audience, Portions
from crisisdesk.briefing.profiles import Profile, profile_named
from crisisdesk.briefing.render import page_count, render
from crisisdesk.briefing.section import NetworkPicture, Options, Scope
from crisisdesk.briefing.sections import section_named
from crisisdesk.briefing.terms import Terms
from crisisdesk.errors import UserError
from crisisdesk.model.briefs import Brief
from crisisdesk.model.cases import CrisisCase
from crisisdesk.model.desk import DESK_ID, Desk
from crisisdesk.model.marking import Marking
from crisisdesk.progress import Progress, silent
from crisisdesk.services.brief_pages import document_of, file_name
from crisisdesk.services.markings import audience, ladder, refuse_above_ceiling
from crisisdesk.services.networks import for_brief
from crisisdesk.store.journal import Revision
from crisisdesk.store.snapshot import Snapshot
from crisisdesk.store.transaction import Transaction
from crisisdesk.store.workspace import Workspace

Since = Literal["last"] | datetime | int | None


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
    ``name`` is a file name that says no more than the file's own marking allows.
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


@dataclass(frozen=True, slots=True)
class _Order:
    """What was asked for."""

    case_id: str
    profile: Profile
    since: Since
    release_to: str
    options: Options


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
            readers, which is also the default.
        release_to: Code of a state or group that the copy is for; nothing that it must not have is in the file.
        at: A recorded moment or revision to make the brief of.
        issue: Number the brief, keep its bytes and note it in the records.
        bottom_line: The officer's own bottom line, in place of that of the case; may begin with a portion mark.
        addressees: Who it is for.
        distribution: Who else gets it.
        portion_marks: Print portion marks also where nothing is classified.
        progress: Told of each section; may cancel.

    Raises:
        UserError: There is no such case, profile, moment or reader; the case itself is not releasable to the reader; the
            banner is above the desk's ceiling; or it was to be issued from the past or from a desk open for reading only.
    """
    options = Options(bottom_line, addressees, distribution, portion_marks)
    order = _Order(case_id, profile_named(profile), since, release_to, options)
    if issue:
        if workspace.read_only:
            raise UserError(
                f"{workspace.path.name} is open for reading only; a brief cannot be issued from it."
            )
        summary = "Issue brief"
        return workspace.perform(summary, partial(_issue, order=order, at=at, progress=progress)).value
    with _at(workspace, at) as view:
        as_of = at if isinstance(at, datetime) else _head(view).at
        return _make(view, order, as_of.replace(microsecond=0), 0, progress)


def issued_brief(view: Snapshot, brief_id: str) -> bytes:
    """The file of an issued brief, byte for byte as it was issued.

    Raises:
        UserError: There is no such brief, or its file is not in this desk.
    """
    return view.content(view.get(Brief, brief_id).sha256)


def _at(workspace: Workspace, at: datetime | int | None) -> AbstractContextManager[Snapshot]:
    """The snapshot to read: the present one for a moment that no revision is later than."""
    with workspace.snapshot() as view:
        newest = _head(view)
    if at is None or at == newest.id or (isinstance(at, datetime) and at >= newest.at):
        return workspace.snapshot()
    return workspace.snapshot(at)


def _head(view: Snapshot) -> Revision:
    return view.history(limit=1)[0]


def _issue(tx: Transaction, *, order: _Order, at: datetime | int | None, progress: Progress) -> BriefMade:
    """Render inside the transaction, so that number, cutoff and content are of one state."""
    newest = _head(tx)
    if (isinstance(at, int) and at != newest.id) or (isinstance(at, datetime) and at < newest.at):
        raise UserError(
            "A brief cannot be issued from the past; make a draft of that moment, or issue as of now."
        )
    as_of = (at if isinstance(at, datetime) else max(tx.moment, newest.at)).replace(microsecond=0)
    earlier = _issued(tx, order)
    numbered = [
        b.number for b in tx.all(Brief, Brief.case_id == order.case_id) if b.profile == order.profile.name
    ]
    number = max(numbered, default=0) + 1
    made = _make(tx, order, as_of, number, progress)
    case = tx.get(CrisisCase, order.case_id)
    record = tx.add(
        Brief(
            title=f"{order.profile.label} {number}",
            case_id=case.id,
            profile=order.profile.name,
            number=number,
            issued_at=tx.moment,
            as_of=as_of,
            cutoff=newest.id,
            covers_from=_period(tx, order, earlier, case)[1],
            covers_to=as_of,
            banner=made.banner,
            audience=_audience_words(audience(tx, order.release_to)),
            pages=made.pages,
            sha256=tx.keep(made.pdf),
            supersedes_id=earlier.id if earlier else None,
            marking=Marking.parse(made.banner),
        )
    )
    tx.summary = f"Issue {order.profile.label.lower()} {number}"
    return replace(made, issue=Issue(record.id, number, newest.id + 1, record.supersedes_id))


def _issued(view: Snapshot, order: _Order) -> Brief | None:
    """The newest issued brief of this case and profile for the same readers."""
    reader = _audience_words(audience(view, order.release_to))
    found = [
        brief
        for brief in view.all(Brief, Brief.case_id == order.case_id)
        if brief.profile == order.profile.name and brief.audience == reader
    ]
    return max(found, key=lambda brief: brief.number, default=None)


def _audience_words(reader: Audience) -> str:
    return f"REL TO {reader.code}" if reader.code else ""


def _period(
    view: Snapshot, order: _Order, last: Brief | None, case: CrisisCase
) -> tuple[int | None, datetime, Brief | None]:
    """What the reader knows: the last revision, since when, and from which brief."""
    opened = case.opened_at or view.moment
    match order.since:
        case datetime() as moment:
            known = next((r for r in view.history() if r.at <= moment), None)
            return (known.id if known else None), moment, None
        case int() as number:
            return number, view.revision_named(number).at.replace(microsecond=0), None
    if last is None:
        return None, opened, None
    return last.cutoff, last.as_of, last


def _make(view: Snapshot, order: _Order, as_of: datetime, number: int, progress: Progress) -> BriefMade:
    """Build the parts twice: the first pass finds the banner, which decides how the second prints its marks."""
    case = view.get(CrisisCase, order.case_id)
    known = ladder(view)
    reader = audience(view, order.release_to)
    if reason := reader.obstacle(known.canonical(case.marking), known):
        raise UserError(
            f"“{case.title}” itself may not go to {reader.name} ({reason}); change the marking of the case first."
        )
    picture = None
    if "network" in order.profile.sections:
        picture = for_brief(view, case.id, known, reader)
    first = _parts(view, order, as_of, Portions(view, known, reader), picture)
    banner = first.portions.overall()
    refuse_above_ceiling(view, known, banner)
    shown = known.level(banner).rank > 0 or order.options.portion_marks
    final = _parts(view, order, as_of, Portions(view, known, reader, banner, shown=shown), picture)
    document = document_of(
        final.scope,
        order.profile,
        final.parts,
        banner=banner,
        head=_head(view),
        number=number,
        supersedes=_issued(view, order),
    )
    pdf = render(document, progress)
    return BriefMade(
        pdf=pdf,
        name=file_name(final.scope, order.profile, banner, number),
        pages=page_count(pdf),
        banner=str(banner),
        sha256=hashlib.sha256(pdf).hexdigest(),
        profile=order.profile.name,
        sections=final.names,
        withheld=_withheld(final.portions, picture),
        issue=None,
        as_of=as_of,
    )


def _withheld(portions: Portions, picture: NetworkPicture | None) -> dict[str, int]:
    """How many records, or parts of records, were left out for which reason."""
    records = {key.partition("/")[0]: reason for key, reason in sorted(portions.withheld.items())}
    found = Counter(records.values())
    if picture is not None and picture.withheld:
        found["left out of the network picture"] = picture.withheld
    return dict(sorted(found.items()))


@dataclass(frozen=True, slots=True)
class _Built:
    scope: Scope
    portions: Portions
    names: tuple[str, ...]
    parts: tuple[Part, ...]


def _parts(
    view: Snapshot, order: _Order, as_of: datetime, portions: Portions, picture: NetworkPicture | None
) -> _Built:
    case = view.get(CrisisCase, order.case_id)
    last = _issued(view, order)
    since, begins, previous = _period(view, order, last, case)
    desk = view.find(Desk, DESK_ID) or Desk(id=DESK_ID, name="")
    scope = Scope(
        case=case, desk=desk, begins=begins, as_of=as_of, since=since, previous=previous, portions=portions,
        terms=Terms(view), options=order.options, picture=picture,
    )  # fmt: skip
    portions.take(case.marking)  # that of the title
    if portions.admits(desk.marking, desk.id):
        portions.take(desk.marking)
    names: list[str] = []
    parts: list[Part] = []
    for name in order.profile.sections:
        section = section_named(name)
        blocks = section.build(view, scope)
        if blocks:
            names.append(name)
            mark = portions.printed(portions.plain) if section.title else ""
            parts.append(Part(section.title, tuple(blocks), mark))
    return _Built(scope, portions, tuple(names), tuple(parts))
