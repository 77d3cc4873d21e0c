"""Licences as lines: how long they have waited, for whom, their outcome and their provisos."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from crisisdesk.briefing.terms import money, partial
from crisisdesk.gui.pages.case.words import Words, counted, read_words
from crisisdesk.gui.pages.transfers_cards import brief_money
from crisisdesk.gui.pages.transfers_oversight import day_cell
from crisisdesk.gui.pages.transfers_queue import Line, Lines
from crisisdesk.gui.tables.rows import Cell, Column, Row
from crisisdesk.gui.theme.roles import Tone
from crisisdesk.model.controls import PENDING_OUTCOMES, Licence, Proviso
from crisisdesk.services.transfer_queues import Waiting, licences_pending
from crisisdesk.store.snapshot import Snapshot

LICENCES = (
    Column("outcome", "Outcome", 168, "status"),
    Column("title", "Licence", 210, "strong"),
    Column("number", "Number", 112),
    Column("kind", "Kind", 84),
    Column("recipient", "Recipient", 120),
    Column("days", "Pending", 108, "status", hint="Days since it was submitted, and what is usual"),
    Column("blocker", "Waits for", 190),
    Column("provisos", "Provisos", 120, "status", hint="How many are not complied with"),
    Column("ends", "Expires", 100, "moment"),
    Column("value", "Value", 104, "number"),
    Column("used", "Used", 104, "number", hidden=True),
)
SIDES = (("pending", "Pending"), ("decided", "Decided"), ("all", "All"))
_TONES: dict[str, Tone] = {
    "APP": "good",
    "APR": "good",
    "AMD": "good",
    "DEN": "bad",
    "REV": "bad",
    "SUS": "warn",
    "RWA": "warn",
    "EXP": "warn",
    "EXH": "warn",
}
_STATES = ("in_breach", "open", "disputed")
_VOCABULARIES = ("licence_outcome", "licence_type", "proviso_state", "control_regime")


def read_licences(view: Snapshot, transfer_id: str = "") -> Lines:
    """All licences, or those of one transfer; those that wait longest come first."""
    words = read_words(view, *_VOCABULARIES)
    conditions = (Licence.transfer_id == transfer_id,) if transfer_id else ()
    found = view.all(Licence, *conditions, order=Licence.title)
    waiting = {one.licence_id: one for one in licences_pending(view)}
    provisos: dict[str, list[Proviso]] = defaultdict(list)
    ours = (Proviso.licence_id.in_([one.id for one in found]),) if transfer_id else ()
    for one in view.all(Proviso, *ours, order=Proviso.number):
        provisos[one.licence_id].append(one)
    names = view.captions(one.recipient_id for one in found)
    order = {licence_id: place for place, licence_id in enumerate(waiting)}
    found.sort(key=lambda one: (order.get(one.id, len(order)), one.title.casefold(), one.id))
    lines = [
        _line(one, waiting.get(one.id), provisos[one.id], names.get(one.recipient_id or "", "unknown"), words)
        for one in found
    ]
    slow = sum(one.slow for one in waiting.values() if any(one.licence_id == line.record for line in lines))
    pending = sum("pending" in line.sides for line in lines)
    return Lines(lines, f"{counted(pending, 'licence')} pending, {slow:,} longer than usual")


def _line(
    one: Licence, wait: Waiting | None, provisos: Sequence[Proviso], recipient: str, words: Words
) -> Line:
    pending = one.outcome in PENDING_OUTCOMES
    row = Row(
        one.id,
        (
            Cell(
                words.of("licence_outcome", one.outcome),
                "info" if pending else _TONES.get(one.outcome, "neutral"),
            ),
            one.title,
            one.number,
            one.kind,
            recipient,
            _pending(wait),
            (one.blocker or "not named") if pending else "",
            _provisos(provisos),
            day_cell(one.ends_on.last if one.ends_on and one.ends_on.last < date.max else None, date.max),
            Cell(brief_money(one.value) or "unknown", order=float(one.value.amount) if one.value else -1.0),
            Cell(brief_money(one.used), order=float(one.used.amount) if one.used else -1.0),
        ),
    )
    side = "pending" if pending else "decided"
    return Line(
        row,
        one.id,
        one.title,
        (*_facts(one, wait, words), *_numbered(provisos, words)),
        frozenset({side, "all"}),
        one.transfer_id or "",
        one.outcome,
    )


def _pending(wait: Waiting | None) -> Cell:
    if wait is None or wait.days is None:
        return Cell("", order=-1.0)
    usual = f"; {wait.norm} are usual" if wait.norm is not None else "; what is usual is not known"
    tone: Tone = "bad" if wait.slow else "info"
    return Cell(counted(wait.days, "day"), tone, f"{counted(wait.days, 'day')}{usual}", float(wait.days))


def _provisos(provisos: Sequence[Proviso]) -> Cell:
    if not provisos:
        return Cell("none")
    breach = sum(one.state == "in_breach" for one in provisos)
    still = sum(one.state in _STATES for one in provisos)
    if breach:
        return Cell(f"{breach} in breach", "bad", f"{still} of {len(provisos)} open", float(-breach))
    tone: Tone = "info" if still else "good"
    return Cell(f"{still} of {len(provisos)} open" if still else f"all {len(provisos)} met", tone)


def _facts(one: Licence, wait: Waiting | None, words: Words) -> list[tuple[str, str]]:
    waits = ""
    if wait is not None and wait.days is not None:
        usual = f", {wait.norm} are usual" if wait.norm is not None else ""
        waits = f"{counted(wait.days, 'day')}{usual}; waits for {one.blocker or 'what is not named'}"
    return [
        ("Outcome", words.of("licence_outcome", one.outcome)),
        ("Pending", waits),
        ("Kind", words.of("licence_type", one.kind) if one.kind else "unknown"),
        ("Regime", words.of("control_regime", one.regime) if one.regime else ""),
        ("Scope", one.scope),
        ("Control category", one.category),
        ("Applicant", one.applicant),
        ("Consignees", one.consignees),
        ("End user", one.end_user),
        ("Submitted on", partial(one.submitted_on)),
        ("Decided on", partial(one.decided_on)),
        ("Valid", " to ".join(filter(None, (partial(one.begins_on), partial(one.ends_on))))),
        ("Value", money(one.value)),
        ("Value used", money(one.used)),
        ("Answer by", partial(one.answer_by)),
        ("Exemption relied on", one.exemption),
        ("Marking", str(one.marking)),
    ]


def _numbered(provisos: Sequence[Proviso], words: Words) -> list[tuple[str, str]]:
    return [
        (
            f"Proviso {one.number}: {words.of('proviso_state', one.state)}"
            + (f", due {partial(one.due_on)}" if one.due_on else ""),
            "\n".join(filter(None, (one.text, f"Evidence: {one.evidence}" if one.evidence else ""))),
        )
        for one in provisos
    ]
