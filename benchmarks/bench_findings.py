"""Findings over the sample desk and over a desk of many log entries, against the time that one second leaves.

Usage: PYTHONPATH=src .venv/bin/python benchmarks/bench_findings.py [--entries 50000]

Prints one JSON value: seconds of the first run (statements not yet compiled) and of the median of five more, on the
clock and of the processor (which a busy machine lengthens less), the five slowest checks, and the ratio to the floor,
which is reading every column of all tables once.
"""

import argparse
import json
import statistics
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from crisisdesk.checks import CHECKS
from crisisdesk.checks.running import findings
from crisisdesk.checks.scope import Scope
from crisisdesk.model.cases import CrisisCase
from crisisdesk.model.desk import DESK_ID, Desk
from crisisdesk.model.log import LogEntry
from crisisdesk.model.marking import Marking
from crisisdesk.model.records import RECORD_TYPES
from crisisdesk.services.founding import found
from crisisdesk.services.sample.build import build_sample
from crisisdesk.store import rows
from crisisdesk.store.snapshot import Snapshot
from crisisdesk.store.transaction import Transaction
from crisisdesk.store.workspace import Workspace

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
RUNS = 5
CASES = 40


def entries(number: int) -> Iterator[dict[str, Any]]:
    """Entries of forty cases: every tenth significant and graded, some secret, some with a mark before the text."""
    blank = rows.row_of(LogEntry(id="x", case_id="case-0", text="x")) | {"author": "desk"}
    for n in range(number):
        at = (NOW - timedelta(minutes=n)).strftime("%Y-%m-%dT%H:%M:%SZ")
        yield blank | {
            "id": f"log-{n:08}",
            "case_id": f"case-{n % CASES}",
            "text": f"{'(S) ' if n % 9 == 0 else ''}Vessel {n} was stopped off the bank and asked for its papers. "
            * 3,
            "event_time": at,
            "entered_at": at,
            "significant": int(n % 10 == 0),
            "grade": ("B2", "C3", "D4")[n % 3] if n % 10 == 0 else None,
            "marking": "SECRET" if n % 7 == 0 else "UNCLASSIFIED",
        }


def fill(tx: Transaction, number: int) -> None:
    tx.get(Desk, DESK_ID).ceiling = Marking("SECRET")
    tx.flush()
    for case in range(CASES):
        tx.add(CrisisCase(id=f"case-{case}", title=f"Case {case}", phase="active", rhythm_hours=6,
                          bottom_line="Vessels were stopped off the bank. The lane is open by day."))  # fmt: skip
    tx.flush()
    tx.add_rows(LogEntry, entries(number))


def floor(view: Snapshot) -> float:
    begun = time.perf_counter()
    for record_type in RECORD_TYPES:
        view.sql(f'SELECT * FROM "{record_type.__tablename__}"').all()
    return time.perf_counter() - begun


def measured(view: Snapshot) -> dict[str, Any]:
    times, work = [], []
    for _ in range(RUNS + 1):
        begun, busy = time.perf_counter(), time.process_time()
        count = len(findings(view))
        times.append(time.perf_counter() - begun)
        work.append(time.process_time() - busy)
    scope, single = Scope(view), {}
    for check in CHECKS:
        begun = time.perf_counter()
        list(check.run(view, scope))
        single[check.id] = round(1000 * (time.perf_counter() - begun), 1)
    warm, least = statistics.median(times[1:]), floor(view)
    slowest = dict(sorted(single.items(), key=lambda one: -one[1])[:5])
    return {
        "findings": count,
        "first_seconds": round(times[0], 3),
        "seconds": round(warm, 3),
        "first_processor_seconds": round(work[0], 3),
        "processor_seconds": round(statistics.median(work[1:]), 3),
        "floor_seconds": round(least, 3),
        "ratio_to_floor": round(warm / least, 2),
        "slowest_milliseconds": slowest,
        "under_a_second": times[0] < 1 and warm < 1,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, default=50_000)
    number = parser.parse_args().entries
    with tempfile.TemporaryDirectory() as folder:
        desk = Workspace.create(Path(folder) / "bench.cdesk", found, clock=lambda: NOW, actor="bench")
        desk.perform("Add sample", lambda tx: build_sample(tx, NOW))
        with desk.snapshot() as view:
            result: dict[str, Any] = {"sample": measured(view)}
        desk.perform("Fill the log", lambda tx: fill(tx, number))
        with desk.snapshot() as view:
            result[f"log_of_{number}"] = measured(view)
        desk.close()
    print(json.dumps(result, indent=2))


if __name__ == "__main__":
    main()
