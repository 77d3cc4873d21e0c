"""What happens in the story: cases, their phases, the log with its corrections, decisions and actions."""

from crisisdesk.model.cases import CrisisCase, Severity
from crisisdesk.model.decisions import Action, Decision
from crisisdesk.model.log import LogEntry
from crisisdesk.services.actions import complete
from crisisdesk.services.cases import change_phase, close_case, escalate, open_case, stand_down
from crisisdesk.services.log import correct, log
from crisisdesk.services.sample.clock import StoryClock
from crisisdesk.services.sample.sheets import Row, record, reference, rows, sheet, values
from crisisdesk.store.transaction import Transaction

CASE = "maren"
CASE_ID = f"case-{CASE}"
_OPENING = ("title", "kind", "theatre", "region", "objectives", "aim", "parent_id")


def open_cases(tx: Transaction, clock: StoryClock) -> None:
    """Open the case and those that belong to it."""
    for row in rows("cases"):
        opening = values(CrisisCase, {name: row[name] for name in _OPENING if row[name]}, clock)
        case = open_case(
            tx,
            record_id=reference("case", row["id"]),
            lead_desk_id="partner-US-STATE-PM",
            at=clock.moment(row["opened_at"]),
            **opening,
        )
        rest = {
            name: text for name, text in row.items() if text and name not in {*_OPENING, "id", "opened_at"}
        }
        for name, value in values(CrisisCase, rest, clock).items():
            setattr(case, name, value)


def move_cases(tx: Transaction, clock: StoryClock) -> None:
    """Escalate, stand down and close as the story goes."""
    for number, row in enumerate(rows("changes"), 1):
        at, why, key = clock.moment(row["at"]), row["why"], f"phase_change-{number:02d}"
        match row["what"], tx.get(CrisisCase, CASE_ID).severity:
            case "phase", _:
                change_phase(tx, CASE_ID, row["to"], why, at=at, record_id=key)
            case _, severity if Severity(row["to"]).rank > severity.rank:
                escalate(tx, CASE_ID, Severity(row["to"]), why, at=at, record_id=key)
            case _:
                stand_down(tx, CASE_ID, Severity(row["to"]), why, at=at, record_id=key)
    done = clock.moment("D9 1630")
    close_case(
        tx,
        "case-crews",
        "All crew members of both vessels are free.",
        at=done,
        record_id="phase_change-crews",
    )


def keep_log(tx: Transaction, clock: StoryClock) -> None:
    """Enter the log, then its corrections."""
    for row in rows("log"):
        entry = {name: text for name, text in row.items() if text and name not in {"id", "text"}}
        log(
            tx,
            CASE_ID,
            row["text"],
            record_id=reference("log_entry", row["id"]),
            **values(LogEntry, entry, clock),
        )
    for row in rows("corrections"):
        _correct(tx, row, clock)


def _correct(tx: Transaction, row: Row, clock: StoryClock) -> None:
    correct(
        tx,
        reference("log_entry", row["entry_id"]),
        row["text"],
        row["why"],
        record_id=reference("log_entry", row["id"]),
        entered_at=clock.moment(row["entered_at"]),
    )


def decide_and_act(tx: Transaction, clock: StoryClock) -> None:
    """Add decisions and actions, and complete those that are done by the last day."""
    for decision in sheet(Decision, "decisions", clock, case_id=CASE):
        tx.add(decision)
    for row in rows("actions"):
        done_at, result = row.pop("completed_at"), row.pop("result")
        action = tx.add(record(Action, {"case_id": CASE, **row}, clock))
        if done_at:
            complete(tx, action.id, result, at=clock.moment(done_at))
