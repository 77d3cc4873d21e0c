"""What the briefings page reads, and the order for a brief as it stands in the form."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from crisisdesk.gui.tables.rows import Cell, Column, Row
from crisisdesk.model.briefs import Brief
from crisisdesk.model.cases import CrisisCase
from crisisdesk.model.moments import dtg
from crisisdesk.model.partners import Partner
from crisisdesk.progress import Progress, silent
from crisisdesk.services.briefs import BriefMade, make_brief
from crisisdesk.store.snapshot import Snapshot
from crisisdesk.store.workspace import Workspace

ISSUED = (
    Column("number", "No.", 56, "number"),
    Column("case", "Case", 180, "strong"),
    Column("issued", "Issued", 150, "moment"),
    Column("as_of", "As of", 150, "moment", hidden=True),
    Column("banner", "Banner", 170, "marking"),
    Column("audience", "Released to", 110),
    Column("pages", "Pages", 64, "number"),
    Column("after", "Superseded by", 120, "muted"),
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


@dataclass(frozen=True, slots=True)
class CaseChoice:
    """A case that can be briefed, with its standing bottom line."""

    id: str
    title: str
    bottom_line: str


@dataclass(frozen=True, slots=True)
class Reading:
    """Cases (open ones first), readers as code and name, and issued briefs as rows, newest first."""

    cases: tuple[CaseChoice, ...]
    readers: tuple[tuple[str, str], ...]
    issued: tuple[Row, ...]
    moment: datetime


@dataclass(frozen=True, slots=True)
class BriefOrder:
    """What the form asks for; ``period`` None is since the last brief for the same reader."""

    case_id: str
    profile: str = "sitrep"
    period: timedelta | None = None
    release_to: str = ""
    bottom_line: str = ""
    addressees: str = ""
    portion_marks: bool = False

    def made(
        self,
        workspace: Workspace,
        at: datetime | int | None,
        progress: Progress = silent,
        *,
        issue: bool = False,
    ) -> BriefMade:
        """Make the brief, and issue it if asked to; as of the moment looked at."""
        since: datetime | Literal["last"] = "last"
        if self.period is not None:
            with workspace.snapshot(at) as view:
                since = view.moment - self.period
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
            portion_marks=self.portion_marks,
            progress=progress,
        )


def read_briefings(view: Snapshot) -> Reading:
    """Read all that the page shows."""
    cases = sorted(view.all(CrisisCase), key=lambda case: (not case.is_open, case.title.casefold()))
    readers = sorted((p.code, p.name) for p in view.all(Partner) if p.code)
    return Reading(
        tuple(CaseChoice(case.id, case.title, case.bottom_line) for case in cases),
        tuple(readers),
        tuple(_rows(view)),
        view.moment,
    )


def _rows(view: Snapshot) -> list[Row]:
    briefs = view.all(Brief, order=Brief.issued_at.desc())
    names = view.captions(brief.case_id for brief in briefs)
    after = {brief.supersedes_id: brief for brief in briefs if brief.supersedes_id}
    return [
        Row(
            brief.id,
            (
                Cell(str(brief.number), order=float(brief.number)),
                names.get(brief.case_id, brief.case_id),
                Cell(dtg(brief.issued_at), order=brief.issued_at.timestamp()),
                Cell(dtg(brief.as_of), order=brief.as_of.timestamp()),
                brief.banner,
                brief.audience or "own use",
                Cell(str(brief.pages), order=float(brief.pages)),
                f"No. {after[brief.id].number}" if brief.id in after else "",
                Cell(brief.sha256[:_DIGEST], hint=brief.sha256),
                brief.issued_by,
            ),
        )
        for brief in briefs
    ]
