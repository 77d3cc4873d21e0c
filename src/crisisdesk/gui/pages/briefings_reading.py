"""What the briefings page reads, and the order for a brief as it stands in the form."""

from collections.abc import Container, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Literal

from crisisdesk.briefing.house import PLAIN
from crisisdesk.briefing.house_file import read_house
from crisisdesk.briefing.profiles import PROFILES, profile_named
from crisisdesk.errors import CancelledError
from crisisdesk.gui.tables.rows import Cell, Column, Row
from crisisdesk.model.briefs import Brief
from crisisdesk.model.cases import CrisisCase
from crisisdesk.model.channels import Call
from crisisdesk.model.decisions import MADE_DECISIONS, Decision
from crisisdesk.model.marking import Marking
from crisisdesk.model.moments import dtg
from crisisdesk.model.partners import Involvement, Partner
from crisisdesk.model.posts import Post
from crisisdesk.progress import Progress, silent
from crisisdesk.services.brief_order import PaperSize
from crisisdesk.services.brief_preview import Preview, preview
from crisisdesk.services.brief_receipts import ChangedStatement, changed_since, superseded_by
from crisisdesk.services.briefs import BriefMade, make_brief
from crisisdesk.services.markings import ladder
from crisisdesk.store.snapshot import Snapshot
from crisisdesk.store.workspace import Workspace

ISSUED = (
    Column("number", "No.", 48, "number"),
    Column("profile", "Kind", 130),
    Column("case", "Case", 180, "strong", hidden=True),
    Column("issued", "Issued", 150, "moment"),
    Column("as_of", "As of", 150, "moment", hidden=True),
    Column("banner", "Banner", 170, "marking"),
    Column("audience", "Released to", 110),
    Column("pages", "Pages", 64, "number"),
    Column("after", "Standing", 150, "status"),
    Column("sha256", "SHA-256", 150, "muted", hint="The digest of the file as it was issued"),
    Column("by", "Issued by", 120, "muted", hidden=True),
)
_DIGEST = 16
PERIODS: tuple[tuple[str, timedelta | None], ...] = (
    ("Since the last brief", None),
    ("Last 24 hours", timedelta(hours=24)),
    ("Last 72 hours", timedelta(hours=72)),
    ("Last 7 days", timedelta(days=7)),
)


Choice = tuple[str, str]
"""The id of a record and what it is called."""


@dataclass(frozen=True, slots=True)
class CaseChoice:
    """A case that can be briefed, with its standing bottom line and its decisions that are still open."""

    id: str
    title: str
    bottom_line: str
    decisions: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """Cases (open ones first), readers as code and name, and issued briefs as rows, newest first.

    ``partners`` and ``posts`` are those that a brief can be about, those involved or called before first; ``levels`` are
    the markings of the desk's ladder, lowest first.
    """

    cases: tuple[CaseChoice, ...]
    readers: tuple[Choice, ...]
    issued: tuple[Row, ...]
    moment: datetime
    partners: tuple[Choice, ...] = ()
    posts: tuple[Choice, ...] = ()
    levels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Marks:
    """What the officer chose of marking and handling; all of it may be left as it is.

    ``style`` is the path of a house style; without a ``page_size`` the paper is that of the style.
    """

    distribution: str = ""
    clearances: tuple[str, ...] = ()
    portion_marks: bool = False
    hide_recipients: bool = False
    up_to: str = ""
    uplift: str = ""
    uplift_reason: str = ""
    tear_line: str = ""
    page_size: PaperSize | None = None
    style: str = ""


@dataclass(frozen=True, slots=True)
class BriefOrder:
    """What the form asks for; ``period`` None is since the last brief for the same reader.

    ``about_id`` is the partner, post or decision that the kind of brief is about. ``as_of`` is a moment in place of that
    looked at; with ``stood`` the brief shows how it stood then by all that is known now.
    """

    case_id: str
    profile: str = "sitrep"
    period: timedelta | None = None
    release_to: str = ""
    bottom_line: str = ""
    addressees: str = ""
    about_id: str = ""
    as_of: datetime | None = None
    stood: bool = False
    sections: tuple[str, ...] = ()
    marks: Marks = Marks()

    def about(self, kind: str) -> str:
        """The id of the partner, post or decision if the brief is about one of that kind."""
        return self.about_id if profile_named(self.profile).about == kind else ""

    def moment(self, at: datetime | int | None) -> datetime | int | None:
        """The moment to make it of, where the window looks at another."""
        return self.as_of or at

    def made(
        self,
        workspace: Workspace,
        at: datetime | int | None,
        progress: Progress = silent,
        *,
        issue: bool = False,
    ) -> BriefMade:
        """Make the brief, and issue it if asked to; as of the moment looked at."""
        at, marks = self.moment(at), self.marks
        since: datetime | Literal["last"] = "last"
        if self.period is not None:
            with workspace.snapshot() as view:
                now = view.moment
            if at is not None and not isinstance(at, datetime):
                with workspace.snapshot(at) as view:
                    now = view.moment
            since = (at if isinstance(at, datetime) else now) - self.period
        return make_brief(
            workspace,
            self.case_id,
            profile=self.profile,
            since=since,
            release_to=self.release_to,
            at=at,
            issue=issue,
            bottom_line=self.bottom_line,
            addressees=self.addressees,
            distribution=marks.distribution,
            portion_marks=marks.portion_marks,
            partner_id=self.about("partner"),
            post_id=self.about("post"),
            decision_id=self.about("decision"),
            sections=self.sections,
            clearances=marks.clearances,
            uplift=Marking.parse(marks.uplift) if marks.uplift else None,
            uplift_reason=marks.uplift_reason,
            hide_recipients=marks.hide_recipients,
            tear_line=marks.tear_line,
            up_to=Marking.parse(marks.up_to) if marks.up_to else None,
            clock="stood" if self.stood and at is not None else "known",
            page_size=marks.page_size,
            house=read_house(Path(marks.style)) if marks.style else PLAIN,
            progress=progress,
        )

    def compared(self, workspace: Workspace, at: datetime | int | None) -> Preview | None:
        """What the reader would get, line by line; nothing for a copy of our own.

        Raises:
            UserError: The case may not go to that reader, or the brief lacks what it is about.
        """
        if not self.release_to and not profile_named(self.profile).released:
            return None
        return preview(
            workspace,
            self.case_id,
            self.release_to,
            profile=self.profile,
            partner_id=self.about("partner"),
            post_id=self.about("post"),
            at=self.moment(at),
            bottom_line=self.bottom_line,
        )

    def tried(self, workspace: Workspace, at: datetime | int | None, progress: Progress) -> BriefMade | None:
        """Make a draft; nothing where it was called off, because something else is asked for by now."""
        try:
            return self.made(workspace, at, progress)
        except CancelledError:
            return None


def read_changed(view: Snapshot, brief_id: str) -> tuple[list[ChangedStatement], str]:
    """The statements of an issued brief that read otherwise now, and whether a later brief took its place.

    Raises:
        UserError: It was issued before its inputs were kept.
    """
    return changed_since(view, brief_id), standing_of(view, brief_id)


def standing_of(view: Snapshot, brief_id: str) -> str:
    """Which brief took the place of an issued one, as a sentence; empty where none did."""
    after = superseded_by(view, brief_id)
    return f"Superseded by number {after.number}, {dtg(after.issued_at)}." if after else ""


def read_briefings(view: Snapshot) -> Reading:
    """Read all that the page shows."""
    cases = sorted(view.all(CrisisCase), key=lambda case: (not case.is_open, case.title.casefold()))
    partners = sorted(view.all(Partner), key=lambda one: one.name.casefold())
    decisions = [one for one in view.all(Decision) if one.status not in MADE_DECISIONS]
    involved = {one.partner_id for one in view.all(Involvement)}
    return Reading(
        tuple(
            CaseChoice(
                case.id,
                case.title,
                case.bottom_line,
                tuple((one.id, one.question) for one in decisions if one.case_id == case.id),
            )
            for case in cases
        ),
        tuple(sorted((one.code, one.name) for one in partners if one.code)),
        tuple(_rows(view)),
        view.moment,
        partners=_sooner(((one.id, one.name) for one in partners if one.code), involved),
        posts=_posts(view),
        levels=_levels(view),
    )


def _sooner(choices: Iterable[Choice], preferred: Container[str | None]) -> tuple[Choice, ...]:
    """The choices, those in a set before the others."""
    return tuple(sorted(choices, key=lambda one: one[0] not in preferred))


def _levels(view: Snapshot) -> tuple[str, ...]:
    """What a paper may be limited or raised to: the levels of the desk's own system."""
    known = ladder(view)
    own = {one for one in known.levels.values() if one.system == known.home}
    return tuple(one.name for one in sorted(own, key=lambda one: one.order))


def _posts(view: Snapshot) -> tuple[Choice, ...]:
    posts = [one for one in view.all(Post) if one.partner_id or one.host_id]
    names = view.captions([*(one.id for one in posts), *(one.partner_id or "" for one in posts)])
    called = {call.post_id for call in view.all(Call) if call.post_id}
    listed = sorted(
        (
            (one.id, ", ".join(filter(None, (names.get(one.id), names.get(one.partner_id or "")))))
            for one in posts
        ),
        key=lambda one: one[1].casefold(),
    )
    return _sooner(listed, called)


def _rows(view: Snapshot) -> list[Row]:
    briefs = view.all(Brief, order=Brief.issued_at.desc())
    names = view.captions(brief.case_id for brief in briefs)
    after = {brief.supersedes_id: brief for brief in briefs if brief.supersedes_id}
    return [
        Row(
            brief.id,
            (
                Cell(str(brief.number), order=float(brief.number)),
                _kind(brief.profile),
                names.get(brief.case_id, brief.case_id),
                Cell(dtg(brief.issued_at), order=brief.issued_at.timestamp()),
                Cell(dtg(brief.as_of), order=brief.as_of.timestamp()),
                brief.banner,
                brief.audience or "own use",
                Cell(str(brief.pages), order=float(brief.pages)),
                Cell(f"superseded by {after[brief.id].number}", "warn")
                if brief.id in after
                else Cell("newest", "good"),
                Cell(brief.sha256[:_DIGEST], hint=brief.sha256),
                brief.issued_by,
            ),
        )
        for brief in briefs
    ]


def _kind(name: str) -> str:
    return next((profile.label for profile in PROFILES if profile.name == name), name)
