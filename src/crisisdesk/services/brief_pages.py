"""A brief around its sections: title block, banner, foot, and the name of the file."""

import re
from dataclasses import replace
from datetime import timedelta

from anyascii import anyascii

from crisisdesk.briefing.blocks import Document, Header, Section
from crisisdesk.briefing.house import PLAIN, House
from crisisdesk.briefing.profiles import Profile
from crisisdesk.briefing.section import Scope
from crisisdesk.model.briefs import Brief
from crisisdesk.model.cases import CrisisCase
from crisisdesk.model.decisions import Decision
from crisisdesk.model.marking import Marking
from crisisdesk.model.moments import MONTHS, dtg
from crisisdesk.services.brief_marks import block_of
from crisisdesk.services.brief_order import PaperSize
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
    uplift_reason: str = "",
    page_size: PaperSize = "A4",
    house: House = PLAIN,
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
        uplift_reason: Why the whole is marked higher than each portion, if it is.
        page_size: A4 or Letter.
        house: The style of the paper.
    """
    known = scope.portions.ladder
    level = known.level(banner)
    title, titled = scope.portions.known(scope.case.id)
    control = f"{profile.name.upper()} {number or 'draft'} · {outside_name(scope.case)}"
    return Document(
        title=title,
        banner=str(banner),
        banner_color="#55606c" if level.color.lower() in {"", "#ffffff"} else level.color,
        marking=scope.portions.printed(titled),
        sections=parts,
        created=scope.as_of,
        subject="",
        caveats=(*known.caveats(scope.portions.taken, banner), *(() if number else ("DRAFT, NOT ISSUED",))),
        exercise=scope.desk.exercise,
        header=replace(
            _header(scope, profile, number, supersedes, house),
            classification=block_of(scope.desk, banner, scope.portions.ladder, uplift_reason),
        ),
        footer=(
            control,
            f"Journal {head.digest[:_DIGEST]}, revision {head.id}. Made by CrisisDesk as of {dtg(scope.as_of)}.",
            *house.foot,
        ),
        keywords=(profile.label,),
        page_size=page_size,
        labels=house.labels,
        house=house,
    )


def _header(scope: Scope, profile: Profile, number: int, supersedes: Brief | None, house: House) -> Header:
    case, desk = scope.case, scope.desk
    due = case.brief_due_at if case.brief_due_at and case.brief_due_at > scope.as_of else None
    if due is None and case.rhythm_hours:
        due = scope.as_of + timedelta(hours=case.rhythm_hours)
    reader = scope.portions.audience
    may_name = not reader.obstacle(desk.marking, scope.portions.ladder)
    more = [("Releasable to", reader.name)] if reader.code else []
    more += [("Distribution", scope.options.distribution)] if scope.options.distribution else []
    if scope.stood:
        more.append(("Shows", f"As it stood at {dtg(scope.as_of)}, by all that is known now"))
    if supersedes is not None and number:
        more.append(("Supersedes", f"{supersedes.number}, {dtg(supersedes.as_of)}"))
    return Header(
        originator=house.originator or (desk.originator or desk.name if may_name else ""),
        document_type=profile.label,
        case_id=outside_name(case),
        number=str(number) if number else "Draft",
        period="" if profile.pages else f"{dtg(scope.begins)} to {dtg(scope.as_of)}",
        as_of=dtg(scope.as_of),
        next_report=dtg(due) if due and not profile.pages else "",
        precedence="" if profile.pages == 1 else scope.terms.label("precedence", case.precedence),
        addressees=scope.options.addressees or _decider(scope),
        more=tuple(more),
    )


def _decider(scope: Scope) -> str:
    """The post that the decision is asked of, if it may stand at the head of the paper."""
    decision = scope.portions.view.find(Decision, scope.decision_id)
    if decision is None or not decision.decided_by_id:
        return ""
    name, marking = scope.portions.known(decision.decided_by_id)
    scope_level = scope.portions.ladder.level(marking).rank
    return name if not scope_level and not scope.released else ""


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
