"""A sentence for each type of record that can change, written for a principal. A new type is a function and a line below."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from crisisdesk.briefing.sections.adjustments import UNDONE
from crisisdesk.briefing.sections.commitments import CLOSED as KEPT_OR_LOST
from crisisdesk.briefing.sections.sanctions import ENDED as ENDED_MEASURES
from crisisdesk.briefing.sections.telling import ARROW, LONGEST, Telling, Told, changed
from crisisdesk.briefing.sections.transfers import ENDED as ENDED_TRANSFERS
from crisisdesk.briefing.terms import joined, partial
from crisisdesk.model.cases import PhaseChange
from crisisdesk.model.channels import Hotline
from crisisdesk.model.commitments import Commitment
from crisisdesk.model.decisions import MADE_DECISIONS, Action, Decision
from crisisdesk.model.links import Link
from crisisdesk.model.log import LogEntry
from crisisdesk.model.moments import dtg
from crisisdesk.model.partners import Involvement, Position
from crisisdesk.model.posts import Incumbency, Post
from crisisdesk.model.sanctions import Alignment, Measure
from crisisdesk.model.transfers import Adjustment, Transfer


def _phase(record: PhaseChange, t: Telling) -> Told | None:
    if not record.before:
        return None
    word = t.scope.terms.word
    label = record.what.value.title()
    before, after = word("case_phase", record.before), word("case_phase", record.after)
    why = t.quote.text(record.why, LONGEST).rstrip(".")
    return Told(
        "changed", "", f"{label}: {before} {ARROW} {after}" + (f", because: {why}" if why else ""), record.by
    )


def _log(record: LogEntry, t: Telling) -> Told | None:
    earlier = t.view.find(LogEntry, record.corrects_id)
    if not t.new or earlier is None:
        return None
    t.quote.record(earlier)
    when = dtg(earlier.event_time) if earlier.event_time else ""
    reason = t.quote.text(record.correction_reason, LONGEST).rstrip(".")
    text = f"Entry of {when} corrected: {t.quote.text(record.text, LONGEST)}"
    return Told("changed", t.quote.name(record.partner_id), f"{text} Reason: {reason}", f"by {record.author}")


def _decision(record: Decision, t: Telling) -> Told | None:
    decider = t.quote.name(record.decided_by_id) or t.quote.text(record.authority)
    who = f"for {decider}" if decider else ""
    question = t.quote.text(record.question, LONGEST)
    if record.status in MADE_DECISIONS and (t.new or t.moved("status")):
        group = "new" if t.new else "closed"
        outcome = t.quote.text(record.outcome, LONGEST)
        return Told(group, "", f"Decided: {outcome}", f"by {decider}" if decider else "")
    if t.new:
        by = f", by {dtg(record.needed_by)}" if record.needed_by else ""
        return Told("new", "", f"Decision needed{by}: {question}", who)
    step = t.step("status", "decision_status", record.status) if t.moved("status") else ""
    due = t.redated("needed_by", "needed by", dtg(record.needed_by) if record.needed_by else "")
    return changed("", question, joined((step, due)))


def _action(record: Action, t: Telling) -> Told | None:
    title = t.quote.text(record.title)
    owner = t.quote.name(record.owner_id)
    held = f"owner: {owner}" if owner else "no owner"
    partner = t.quote.name(record.partner_id)
    if not record.is_open:
        if not (t.new or t.moved("status")):
            return None
        result = t.quote.text(record.result, LONGEST)
        state = t.scope.terms.word("action_status", record.status)
        return Told("closed", partner, joined((f"{title}: {state}", result), ". "), held)
    due = dtg(record.due_at) if record.due_at else ""
    if t.new:
        return Told(
            "new", partner, f"Action: {title}" + (f", due {due}" if due else ""), owner or "no owner yet"
        )
    step = t.step("status", "action_status", record.status) if t.moved("status") else ""
    handed = f"now with {owner}" if t.moved("owner_id") and owner else ""
    return changed(partner, title, joined((step, t.redated("due_at", "due", due), handed)))


def _involvement(record: Involvement, t: Telling) -> Told | None:
    role = t.scope.terms.word("partner_role", record.role) if record.role else ""
    partner = t.quote.name(record.partner_id)
    said = joined((role, t.quote.text(record.task, LONGEST)), ": ")
    if t.new:
        return Told("new", partner, f"Involved as {said}" if said else "Involved")
    if record.ends_on is not None and t.moved("ends_on"):
        return Told("closed", partner, f"No longer involved from {partial(record.ends_on)}")
    step = t.step("role", "partner_role", record.role) if t.moved("role") else ""
    task = f"task now: {t.quote.text(record.task, LONGEST)}" if t.moved("task") else ""
    return changed(partner, "Role", joined((step, task)))


def _position(record: Position, t: Telling) -> Told | None:
    partner, issue = t.quote.name(record.partner_id), t.quote.text(record.issue)
    now = t.scope.terms.word("stance", record.stance)
    if t.moved("stance"):
        return Told("changed", partner, f"{issue}: {t.step('stance', 'stance', record.stance)}")
    if not t.new:
        return None
    same = (Position.partner_id == record.partner_id, Position.issue == record.issue)
    before = _before(record, t.view.all(Position, *same, Position.case_id == record.case_id), t)
    if before is None:
        return Told("new", partner, f"{issue}: {now}")
    return Told("changed", partner, f"{issue}: {t.scope.terms.word('stance', before.stance)} {ARROW} {now}")


def _alignment(record: Alignment, t: Telling) -> Told | None:
    partner, measure = t.quote.name(record.partner_id), t.quote.name(record.measure_id)
    if t.moved("state"):
        step = t.step("state", "alignment_state", record.state.value)
        return Told("changed", partner, f"{measure}: {step}")
    if not t.new:
        return None
    word = t.scope.terms.word
    now = word("alignment_state", record.state.value)
    same = (Alignment.partner_id == record.partner_id, Alignment.measure_id == record.measure_id)
    before = _before(record, t.view.all(Alignment, *same), t)
    if before is None:
        return Told("new", partner, f"{measure}: {now}")
    return Told("changed", partner, f"{measure}: {word('alignment_state', before.state.value)} {ARROW} {now}")


def _before(record: Any, others: list[Any], t: Telling) -> Any:
    """The record of the same thing that held before this one, if the reader may know of it."""
    begin = record.begins_on.first if record.begins_on else t.scope.today
    earlier = [
        one for one in others if one.id != record.id and one.begins_on and one.begins_on.first <= begin
    ]
    audience, ladder = t.scope.portions.audience, t.scope.portions.ladder
    earlier = [one for one in earlier if not audience.obstacle(one.marking, ladder)]
    newest = max(earlier, key=lambda one: (one.begins_on.first, one.id), default=None)
    if newest is not None:
        t.quote.record(newest)
    return newest


def _measure(record: Measure, t: Telling) -> Told | None:
    issuer = t.quote.name(record.issuer_id)
    title = t.quote.text(record.title)
    state = t.scope.terms.word("sanction_status", record.status)
    if t.new:
        return Told("new", issuer, f"Measure: {title}, {state}")
    step = t.step("status", "sanction_status", record.status) if t.moved("status") else ""
    due = t.redated("renewal_on", "review", partial(record.renewal_on))
    ends = t.redated("ends_on", "ends", partial(record.ends_on))
    group = "closed" if step and record.status in ENDED_MEASURES else "changed"
    return changed(issuer, title, joined((step, due, ends)), group)


def _transfer(record: Transfer, t: Telling) -> Told | None:
    partner, title = t.quote.name(record.recipient_id), t.quote.text(record.title)
    if t.new:
        return Told(
            "new", partner, f"Transfer: {title}, {t.scope.terms.word('transfer_state', record.status)}"
        )
    step = t.step("status", "transfer_state", record.status) if t.moved("status") else ""
    due = t.redated("delivery_on", "delivery", partial(record.delivery_on))
    clock = t.redated("clock_ends_on", "notice period ends", partial(record.clock_ends_on))
    group = "closed" if step and record.status in ENDED_TRANSFERS else "changed"
    return changed(partner, title, joined((step, due, clock)), group)


def _adjustment(record: Adjustment, t: Telling) -> Told | None:
    kind = t.scope.terms.label("adjustment_type", record.kind)
    thing = t.quote.text(record.change, LONGEST) or t.quote.name(record.transfer_id or record.measure_id)
    text = joined((kind, thing), ": ")
    partner = t.quote.name(record.partner_id)
    decider = t.quote.name(record.decided_by_id) or t.quote.text(record.authority)
    who = f"authority: {decider}" if decider else ""
    if t.new:
        state = t.scope.terms.word("adjustment_status", record.status)
        return Told("new", partner, f"{text}, {state}", who)
    step = t.step("status", "adjustment_status", record.status) if t.moved("status") else ""
    review = t.redated("review_on", "review", partial(record.review_on))
    group = "closed" if step and record.status in UNDONE else "changed"
    told = changed(partner, text, joined((step, review)), group)
    return told and replace(told, who=who)


def _commitment(record: Commitment, t: Telling) -> Told | None:
    giver, text = t.quote.name(record.giver_id), t.quote.text(record.text, LONGEST)
    if t.new:
        due = f", due {partial(record.due_on)}" if record.due_on else ", open-ended"
        return Told("new", giver, f"Commitment: {text.rstrip('.')}{due}")
    step = t.step("status", "commitment_status", record.status) if t.moved("status") else ""
    share = (
        f"{t.was('delivered') or '0 %'} {ARROW} {record.delivered} delivered" if t.moved("delivered") else ""
    )
    due = t.redated("due_on", "due", partial(record.due_on))
    group = "closed" if step and record.status in KEPT_OR_LOST else "changed"
    return changed(giver, text.rstrip("."), joined((step, share, due)), group)


def _hotline(record: Hotline, t: Telling) -> Told | None:
    partner, name = t.quote.name(record.to_id), t.quote.text(record.name)
    state = t.scope.terms.word("channel_status", record.status)
    if t.new:
        return Told("new", partner, f"Hotline: {name}, {state}")
    step = t.step("status", "channel_status", record.status) if t.moved("status") else ""
    return changed(partner, name, step)


def _link(record: Link, t: Telling) -> Told | None:
    first, second = t.quote.name(record.from_id), t.quote.name(record.to_id)
    kind = t.scope.terms.word("link_type", record.kind)
    if t.new:
        return Told("new", first, f"Link: {kind} {second}")
    if t.moved("ends_on") and record.ends_on is not None:
        return Told("closed", first, f"Link ended {partial(record.ends_on)}: {kind} {second}")
    step = t.step("status", "link_status", record.status) if t.moved("status") else ""
    return changed(first, f"{kind} {second}", step)


def _incumbency(record: Incumbency, t: Telling) -> Told | None:
    post, person = t.quote.name(record.post_id), t.quote.name(record.person_id)
    holder = t.view.find(Post, record.post_id)
    partner = t.quote.name(holder.partner_id if holder else None)
    if t.new:
        return Told("new", partner, f"{person} holds the post {post}" + (", acting" if record.acting else ""))
    if t.moved("ends_on") and record.ends_on is not None:
        return Told("closed", partner, f"{person} leaves the post {post} {partial(record.ends_on)}")
    return None


TELLERS: dict[str, Callable[[Any, Telling], Told | None]] = {
    "phase_change": _phase,
    "log_entry": _log,
    "decision": _decision,
    "action": _action,
    "involvement": _involvement,
    "position": _position,
    "alignment": _alignment,
    "measure": _measure,
    "transfer": _transfer,
    "adjustment": _adjustment,
    "commitment": _commitment,
    "hotline": _hotline,
    "link": _link,
    "incumbency": _incumbency,
}
