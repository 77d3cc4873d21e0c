"""The queues of vetting and end use as lines: what is open, what is good, and all that is said of each."""

from datetime import date

from crisisdesk.briefing.terms import counted, day, partial, until
from crisisdesk.gui.pages.case.words import Words, read_words
from crisisdesk.gui.pages.transfers_queue import Line, Lines
from crisisdesk.gui.tables.rows import Cell, Column, Row
from crisisdesk.gui.theme.roles import Tone
from crisisdesk.model.vetting import EndUseCheck, Vetting
from crisisdesk.services.transfer_queues import InEndUse, InVetting, end_use_queue, vetting_queue, vettings_of
from crisisdesk.store.snapshot import Snapshot

VETTING = (
    Column("standing", "Standing", 144, "status"),
    Column("subject", "Unit or person", 190, "strong"),
    Column("activity", "For", 200),
    Column("step", "Step", 150),
    Column("needed", "Needed by", 104, "moment"),
    Column("valid", "Valid until", 104, "moment"),
    Column("commander", "Commander vetted", 150, "muted"),
    Column("number", "Case number", 110, "muted", hidden=True),
)
END_USE = (
    Column("standing", "Standing", 144, "status"),
    Column("title", "Check", 220, "strong"),
    Column("transfer", "Transfer", 200),
    Column("kind", "Kind", 140),
    Column("planned", "Planned for", 108, "moment"),
    Column("result", "Result", 130, "status"),
    Column("follow_up", "Follow-up by", 108, "moment"),
    Column("monitoring", "Programme", 120, "muted", hidden=True),
)
SIDES = (("open", "Open"), ("settled", "Settled"), ("all", "All"))
_OUTCOMES: dict[str, Tone] = {"approved": "good", "rejected": "bad", "suspended": "warn", "pending": "info"}
_RESULTS: dict[str, Tone] = {"favorable": "good", "compliant": "good", "no_action": "neutral", "": "neutral"}
_NEEDS = {"plan": "Plan it", "make": "Planned", "follow_up": "Follow up", "": "Settled"}
_NEAR = 30


def day_cell(when: date | None, today: date, unknown: str = "") -> Cell:
    """A day that sorts as a day, with how far it is as tool tip."""
    if when is None:
        return Cell(unknown, order="~")
    return Cell(day(when), hint=until(when, today), order=when.isoformat())


def read_vetting(view: Snapshot, transfer_id: str = "") -> Lines:
    """All vettings, or those of one transfer; what needs somebody stands on the side ``open``."""
    words = read_words(view, "vetting_step", "vetting_outcome", "vetting_remediation")
    found = vettings_of(view, transfer_id) if transfer_id else vetting_queue(view, settled=True)
    wanted = {one.vetting_id for one in found if one.vetting_id}
    records = {one: record for one in wanted if (record := view.find(Vetting, one))}
    kinds = {one.activity_id: view.type_of(one.activity_id) or "" for one in found}
    today = view.moment.date()
    lines = [
        _vetting(one, records.get(one.vetting_id), words, today, kind=kinds[one.activity_id]) for one in found
    ]
    waiting = sum("open" in line.sides for line in lines)
    return Lines(lines, f"{waiting:,} open, {len(lines) - waiting:,} good")


def _vetting(one: InVetting, record: Vetting | None, words: Words, today: date, *, kind: str) -> Line:
    """``kind`` is the type of what it is vetted for."""
    soon = one.valid_until is not None and (one.valid_until - today).days <= _NEAR
    outcome = words.of("vetting_outcome", one.outcome) if one.outcome else "No vetting"
    tone: Tone = _OUTCOMES.get(one.outcome, "bad" if not one.outcome else "neutral")
    if one.outcome == "approved" and (one.doubt or soon):
        outcome, tone = ("In doubt" if one.doubt else "Ends soon"), "warn"
    row = Row(
        f"{one.activity_id}|{one.vetting_id or one.unit_id}",
        (
            Cell(outcome, tone, one.doubt),
            one.subject,
            one.activity,
            words.of("vetting_step", one.step) if one.step else "",
            day_cell(one.needed_by, today),
            day_cell(one.valid_until, today),
            one.commander,
            record.number if record else "",
        ),
    )
    facts = [("In doubt", one.doubt), ("Outcome", outcome), *(_of_vetting(record, words) if record else ())]
    return Line(
        row,
        one.vetting_id or one.unit_id,
        one.subject,
        tuple(facts),
        frozenset({"open" if one.doubt else "settled", "all"}),
        one.activity_id if kind == "transfer" else "",
        one.outcome,
        one.activity_id if kind == "programme" else "",
    )


def _of_vetting(one: Vetting, words: Words) -> tuple[tuple[str, str], ...]:
    remediation = "" if one.remediation == "none" else words.of("vetting_remediation", one.remediation)
    return (
        ("Step", words.of("vetting_step", one.step)),
        ("Case number", one.number),
        ("Activity", one.activity),
        ("Commander vetted", one.commander or "not named"),
        ("Scope", one.scope),
        ("Funding source", one.funding),
        ("Requested", " by ".join(filter(None, (partial(one.requested_on), one.requested_by)))),
        ("Needed by", partial(one.needed_by)),
        ("Reviewers", one.reviewers),
        ("Decided on", partial(one.decided_on)),
        ("Valid until", partial(one.valid_until)),
        ("Credibility factors", one.factors),
        ("Summary of information", one.summary),
        ("Government informed on", partial(one.informed_on)),
        ("Remediation", remediation),
        ("Steps of remediation", one.remediation_steps),
        ("Marking", str(one.marking)),
    )


def read_end_use(view: Snapshot, transfer_id: str = "") -> Lines:
    """All end-use checks and what has no plan, or those of one transfer; what needs somebody stands on the side ``open``."""
    words = read_words(view, "eum_programme", "eum_kind", "eum_result", "eum_status")
    found = end_use_queue(view, closed=True, transfer_id=transfer_id)
    wanted = {one.check_id for one in found if one.check_id}
    records = {one: record for one in wanted if (record := view.find(EndUseCheck, one))}
    today = view.moment.date()
    lines = [_end_use(one, records.get(one.check_id), words, today) for one in found]
    late = sum(one.overdue for one in found)
    waiting = sum(bool(one.need) for one in found)
    return Lines(lines, f"{waiting:,} open, {late:,} overdue or without follow-up")


def _end_use(one: InEndUse, record: EndUseCheck | None, words: Words, today: date) -> Line:
    standing, tone = _standing(one, today)
    result = words.of("eum_result", one.result) if one.result else ""
    row = Row(
        one.check_id or f"plan|{one.transfer_id}",
        (
            Cell(standing, tone),
            one.title,
            one.transfer,
            words.of("eum_kind", one.kind) if one.kind else "",
            day_cell(one.planned_on, today),
            Cell(result, _RESULTS.get(one.result, "bad")),
            day_cell(one.follow_up_by, today),
            words.of("eum_programme", one.monitoring) if one.monitoring else "",
        ),
    )
    facts = [("Standing", standing), ("Transfer", one.transfer)]
    facts += (
        _of_check(record, words) if record else [("Plan", "No end-use check is planned for this transfer.")]
    )
    return Line(
        row,
        one.check_id,
        one.title,
        tuple(facts),
        frozenset({"open" if one.need else "settled", "all"}),
        one.transfer_id,
        one.need,
    )


def _standing(one: InEndUse, today: date) -> tuple[str, Tone]:
    if one.overdue and one.need == "make" and one.planned_on is not None:
        return f"{counted((today - one.planned_on).days, 'day')} overdue", "bad"
    tones: dict[str, Tone] = {"plan": "warn", "make": "info", "follow_up": "warn", "": "good"}
    tone: Tone = "bad" if one.overdue else tones[one.need]
    return _NEEDS[one.need], tone


def _of_check(one: EndUseCheck, words: Words) -> list[tuple[str, str]]:
    return [
        ("Programme", words.of("eum_programme", one.monitoring) if one.monitoring else ""),
        ("Kind", words.of("eum_kind", one.kind) if one.kind else ""),
        ("Status", words.of("eum_status", one.status)),
        ("Articles", one.articles or "not named"),
        ("Site", one.site),
        ("Planned for", partial(one.planned_on) or "no day"),
        ("Done on", partial(one.done_on)),
        ("Inspector", one.inspector),
        ("Result", words.of("eum_result", one.result) if one.result else "none yet"),
        ("Finding", one.finding),
        ("Reply received on", partial(one.reply_on)),
        ("Follow-up", one.follow_up),
        ("Follow-up by", partial(one.follow_up_by)),
        ("Follow-up done on", partial(one.follow_up_done_on)),
        ("Marking", str(one.marking)),
    ]
