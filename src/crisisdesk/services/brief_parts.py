"""The parts of a brief: its sections built for one reader, with the banner over all that went in."""

import copy
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from crisisdesk.briefing.blocks import Block, Paragraph
from crisisdesk.briefing.blocks import Section as Part
from crisisdesk.briefing.inputs import Inputs
from crisisdesk.briefing.portions import Portions
from crisisdesk.briefing.section import Scope
from crisisdesk.briefing.sections import section_named
from crisisdesk.briefing.sections.changed import differences
from crisisdesk.briefing.terms import Terms
from crisisdesk.errors import UserError
from crisisdesk.model.cases import CrisisCase
from crisisdesk.model.desk import DESK_ID, Desk
from crisisdesk.model.ladder import Ladder
from crisisdesk.model.marking import Marking
from crisisdesk.model.partners import Partner
from crisisdesk.progress import Progress, silent
from crisisdesk.services.brief_inputs import inputs_for
from crisisdesk.services.brief_order import Order, known_to, period, reader_of
from crisisdesk.services.markings import ladder
from crisisdesk.services.two_clocks import StoodView
from crisisdesk.store.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Built:
    """A brief in blocks: its scope after all sections were built, their names, and their parts.

    ``banner`` is over all portions, uplifted if that was asked for.
    """

    scope: Scope
    names: tuple[str, ...]
    parts: tuple[Part, ...]
    banner: Marking

    @property
    def portions(self) -> Portions:
        """What went in, and what was withheld."""
        return self.scope.portions


def build(
    view: Snapshot, order: Order, as_of: datetime, progress: Progress = silent, *, tight: int = 0
) -> Built:
    """Build all sections for the reader that the order names.

    They are built twice: the first pass finds the banner, which decides how the second prints its marks. ``tight`` says
    how far lists are cut to keep the paper to its pages.

    Raises:
        UserError: The case itself may not go to the reader, or the uplift is below what is in the brief.
    """
    case, known = view.get(CrisisCase, order.case_id), ladder(view)
    reader = reader_of(view, order)
    _, titled = Portions(view, known).known(case.id)
    if reason := reader.obstacle(titled, known):
        raise UserError(
            f"“{case.title}” itself may not go to {reader.name or 'these readers'} ({reason}); change the marking of the case first."
        )
    judged = at_moment(view, as_of, stood=order.stood)
    inputs = inputs_for(judged, order, known, reader, order.chosen)
    alone = order.options.hide_recipients
    first = _sections(judged, order, as_of, Portions(judged, known, reader, alone=alone), inputs, tight=tight)
    banner = _uplifted(first.portions.overall(), order, known)
    shown = known.level(banner).rank > 0 or order.options.portion_marks
    printed = first.portions.narrowed(banner)
    portions = Portions(judged, known, reader, printed, shown=shown, alone=alone)
    built = _sections(judged, order, as_of, portions, inputs, progress=progress, tight=tight)
    return Built(built.scope, built.names, built.parts, printed)


def at_moment(view: Snapshot, moment: datetime, *, stood: bool = False) -> Snapshot:
    """The same records, judged at another moment; or those that stood then, by all that is known."""
    if stood:
        return StoodView(view, moment)
    judged = copy.copy(view)
    judged.moment = moment
    return judged


def _uplifted(banner: Marking, order: Order, known: Ladder) -> Marking:
    """The marking of the compilation; what is together may be higher than each portion (domain facts 6.1, rule 7)."""
    if order.uplift is None:
        return banner
    wanted = known.canonical(order.uplift)
    if known.level(wanted).rank <= known.level(banner).rank:
        raise UserError(
            f"The brief is {banner} by its portions; an uplift to {wanted} must be higher, or be left out."
        )
    return known.banner([banner, wanted], banner)


def _sections(
    view: Snapshot,
    order: Order,
    as_of: datetime,
    portions: Portions,
    inputs: Inputs,
    *,
    progress: Progress = silent,
    tight: int = 0,
) -> Built:
    scope = _scope(view, order, as_of, portions, inputs, tight=tight)
    portions.take(portions.known(scope.case.id)[1])  # that of the title
    if portions.admits(scope.desk.marking, scope.desk.id):
        portions.take(scope.desk.marking)
    elsewhere = scope.released or bool(scope.partner_id)  # what is withheld, or about others, is not nothing
    single = order.profile.pages == 1  # on a single page the headings inside are enough
    names: list[str] = []
    parts: list[tuple[str, Part]] = []
    empty: list[Block] = []
    for done, name in enumerate(order.chosen):
        section = section_named(name)
        progress(done, len(order.chosen), section.title)
        portions.section = name
        blocks = section.build(view, scope)
        nothing = _says_nothing(blocks)
        if blocks and not (nothing and elsewhere):
            names.append(name)
        if nothing:
            empty += [] if elsewhere else blocks
        elif blocks:
            title = "" if single else section.title
            parts.append(
                (name, Part(title, tuple(blocks), portions.printed(portions.plain) if title else ""))
            )
    last = next((place for place, (name, _) in enumerate(parts) if name in _APPENDED), len(parts))
    found = [part for _, part in parts]
    found[last:last] = _nothing(empty, portions)
    return Built(scope, tuple(names), tuple(found), portions.overall())


def _scope(
    view: Snapshot, order: Order, as_of: datetime, portions: Portions, inputs: Inputs, *, tight: int
) -> Scope:
    case = view.get(CrisisCase, order.case_id)
    since, begins, previous = period(view, order, known_to(view, order), case)
    return Scope(
        case=case,
        desk=view.find(Desk, DESK_ID) or Desk(id=DESK_ID, name=""),
        begins=begins,
        as_of=as_of,
        since=since,
        previous=previous,
        portions=portions,
        terms=Terms(view),
        options=order.options,
        inputs=inputs,
        partner_id=order.partner_id,
        family=_family(view, order.partner_id),
        post_id=order.post_id,
        short=frozenset() if order.sections else order.profile.short,
        stood=order.stood,
        decision_id=order.decision_id,
        touched=_touched(view, since, portions),
        sourced="sources" in order.chosen,
        tight=tight,
    )


def _touched(view: Snapshot, since: int | None, portions: Portions) -> frozenset[str]:
    """What is new or changed since the brief before; a copy for others does not show where something moved."""
    if since is None or portions.audience.code:
        return frozenset()
    return frozenset(change.record_id for change in differences(view, since))


def _family(view: Snapshot, partner_id: str) -> frozenset[str]:
    """The agencies and offices of a partner, at any depth."""
    found: set[str] = set()
    todo = [partner_id] if partner_id else []
    while todo:
        below = [one.id for one in view.all(Partner, Partner.parent_id == todo.pop()) if one.id not in found]
        found.update(below)
        todo += below
    return frozenset(found)


_APPENDED = frozenset({"clearance", "sources", "glossary", "handling"})
"""Sections after which nothing is reported any more."""


def _says_nothing(blocks: Sequence[Block]) -> bool:
    """Whether a section has nothing but a line that there is nothing: it needs no heading of its own."""
    match blocks:
        case [Paragraph(text=text, style="small")]:
            return text.startswith(("No ", "Nothing ")) and ". " not in text
    return False


def _nothing(empty: Sequence[Block], portions: Portions) -> list[Part]:
    """All that there is nothing of, in one paragraph at the end."""
    lines = [block for block in empty if isinstance(block, Paragraph)]
    if not lines:
        return []
    text = " ".join(line.text for line in lines)
    mark = lines[0].marking
    return [Part("Nothing to report", (Paragraph(text, mark, "small"),), portions.printed(portions.plain))]
