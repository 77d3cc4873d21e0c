"""A brief around its sections: title block, banner, foot, and the name of the file."""

import re
from datetime import timedelta

from anyascii import anyascii

from crisisdesk.briefing.blocks import Document, Header, Section
from crisisdesk.briefing.portions import split
from crisisdesk.briefing.profiles import Profile
from crisisdesk.briefing.section import Scope
from crisisdesk.model.briefs import Brief
from crisisdesk.model.cases import CrisisCase
from crisisdesk.model.ladder import Ladder
from crisisdesk.model.marking import Marking
from crisisdesk.model.moments import MONTHS, dtg
from crisisdesk.store.journal import Revision

_SLUG = 40
_DIGEST = 16


def document_of(
    scope: Scope,
    profile: Profile,
    parts: tuple[Section, ...],
    *,
    banner: Marking,
    head: Revision,
    number: int = 0,
    supersedes: Brief | None = None,
) -> Document:
    """The whole brief: the parts with title block, banner and foot.

    Args:
        scope: Of the brief, after all parts were built.
        profile: What kind of brief it is.
        parts: In their order.
        banner: Over all portions.
        head: The newest revision that the brief knows.
        number: Of the issue; 0 for a draft.
        supersedes: The issued brief that this issue takes the place of.
    """
    level = scope.portions.ladder.level(banner)
    title = next(split(scope.case.title, scope.case.marking, scope.portions.ladder), (scope.case.id,))[0]
    control = f"{profile.name.upper()} {number or 'draft'} · {outside_name(scope.case)}"
    return Document(
        title=title,
        banner=str(banner),
        banner_color="#55606c" if level.color.lower() in {"", "#ffffff"} else level.color,
        marking=scope.portions.printed(scope.case.marking),
        sections=parts,
        created=scope.as_of,
        subject="",
        caveats=() if number else ("DRAFT, NOT ISSUED",),
        exercise=scope.desk.exercise,
        header=_header(scope, profile, banner, number, supersedes),
        footer=(
            control,
            f"Journal {head.digest[:_DIGEST]}, revision {head.id}. Made by CrisisDesk as of {dtg(scope.as_of)}.",
        ),
        keywords=(profile.label,),
    )


def _header(scope: Scope, profile: Profile, banner: Marking, number: int, supersedes: Brief | None) -> Header:
    case, desk = scope.case, scope.desk
    due = case.brief_due_at if case.brief_due_at and case.brief_due_at > scope.as_of else None
    if due is None and case.rhythm_hours:
        due = scope.as_of + timedelta(hours=case.rhythm_hours)
    reader = scope.portions.audience
    may_name = not reader.obstacle(desk.marking, scope.portions.ladder)
    more = [("Releasable to", reader.name)] if reader.code else []
    more += [("Distribution", scope.options.distribution)] if scope.options.distribution else []
    if supersedes is not None and number:
        more.append(("Supersedes", f"{supersedes.number}, {dtg(supersedes.as_of)}"))
    return Header(
        originator=desk.originator or desk.name if may_name else "",
        document_type=profile.label,
        case_id=outside_name(case),
        number=str(number) if number else "Draft",
        dtg=dtg(scope.as_of),
        period=f"{dtg(scope.begins)} to {dtg(scope.as_of)}",
        as_of=dtg(scope.as_of),
        next_report=dtg(due) if due else "",
        precedence=scope.terms.label("precedence", case.precedence),
        addressees=scope.options.addressees,
        classification=_authority(banner, scope.portions.ladder),
        more=tuple(more),
    )


def _authority(banner: Marking, known: Ladder) -> tuple[str, ...]:
    """The classification block: what no record knows is left open for the classifier's hand."""
    if not known.classified(banner):
        return ()
    return (
        "Classified By: ____________________",
        "Derived From: Multiple sources, see the list of sources",
        "Declassify On: ____________________",
    )


def outside_name(case: CrisisCase) -> str:
    """What the case may be called outside its pages, whatever they are marked."""
    return case.codename or case.id


def file_name(scope: Scope, profile: Profile, banner: Marking, number: int = 0) -> str:
    """A name for the file; the title of the case is in it only where nothing is classified."""
    case, known = scope.case, scope.portions.ladder
    words = outside_name(case) if known.classified(banner) else case.title
    slug = re.sub(r"[^a-z0-9]+", "-", anyascii(words).lower()).strip("-")[:_SLUG].strip("-") or case.id
    moment = scope.as_of
    stamp = f"{moment:%d%H%M}Z{MONTHS[moment.month - 1]}{moment:%y}"
    reader = scope.portions.audience.code
    parts = ["exercise" if scope.desk.exercise else "", profile.name, slug, str(number) if number else "draft",
             f"rel-{reader.lower()}" if reader else "", stamp]  # fmt: skip
    return "-".join(part for part in parts if part) + ".pdf"
