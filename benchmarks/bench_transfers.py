"""Open one transfer of 30 items with 4 clocks, and read the pipeline, on a desk with 30,000 transfers.

Usage: PYTHONPATH=src .venv/bin/python benchmarks/bench_transfers.py [--transfers 30000]

Prints one JSON value: for a tenth of the transfers and for all, milliseconds of the first opening and the median of
twenty more, on the clock and of the processor, against the tenth of a second that it may take; and the ratio between
the two sizes, which is 1 where only indexes are used. The floor of the board is reading its columns and nothing else.
"""

import argparse
import json
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from crisisdesk.model.conditions import Condition
from crisisdesk.model.controls import Licence
from crisisdesk.model.deliveries import Delivery
from crisisdesk.model.partners import Partner
from crisisdesk.model.transfers import Adjustment, Transfer, TransferItem
from crisisdesk.model.vetting import EndUseCheck
from crisisdesk.services.founding import found
from crisisdesk.services.pipeline import pipeline
from crisisdesk.services.transfer_sheet import transfer_sheet
from crisisdesk.store import rows
from crisisdesk.store.snapshot import Snapshot
from crisisdesk.store.transaction import Transaction
from crisisdesk.store.workspace import Workspace

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
RUNS = 20
LIMIT = 100  # milliseconds
ITEMS = 30
STATUSES = ("requested", "assessed", "offered", "approved", "agreed", "in_delivery", "delivered", "completed")


def fill(tx: Transaction, first: int, last: int) -> None:
    """Transfers to all states in turn, each with two items, a check and a condition; every hundredth has thirty items."""
    states = [p.id for p in tx.all(Partner) if p.iso2]
    numbers = range(first, last)
    one = rows.row_of(Transfer(id="x", title="x"))
    tx.add_rows(Transfer, (one | {"id": f"transfer-{n}", "title": f"Transfer {n}", "channel": "fms", "value": "USD 60000000",
        "status": STATUSES[n % len(STATUSES)], "recipient_id": states[n % len(states)], "supplier_id": "partner-USA",
        "delivery_on": "2026-12-20", "check_on": "2027-02-01", "offer_expires_on": "2026-12-01"} for n in numbers))  # fmt: skip
    tx.add_rows(TransferItem, items(numbers))
    tx.add_rows(Delivery, deliveries(numbers))
    check = rows.row_of(EndUseCheck(id="x", title="x", kind="routine"))
    tx.add_rows(EndUseCheck, (check | {"id": f"check-{n}", "title": f"Check {n}", "transfer_id": f"transfer-{n}",
        "planned_on": "2027-01-10"} for n in numbers))  # fmt: skip
    condition = rows.row_of(Condition(id="x", text="x", status="in_force"))
    tx.add_rows(Condition, (condition | {"id": f"condition-{n}", "text": f"Condition {n}", "transfer_id": f"transfer-{n}",
        "due_on": "2026-12-31"} for n in numbers))  # fmt: skip
    licence = rows.row_of(Licence(id="x", title="x"))
    tx.add_rows(Licence, (licence | {"id": f"licence-{n}", "title": f"Licence {n}", "transfer_id": f"transfer-{n}",
        "submitted_on": "2026-10-01"} for n in numbers if n % 3 == 0))  # fmt: skip
    lever = rows.row_of(Adjustment(id="x", kind="hold", status="in_force"))
    tx.add_rows(Adjustment, (lever | {"id": f"lever-{n}", "transfer_id": f"transfer-{n}", "review_on": "2026-12-15"}
        for n in numbers if n % 10 == 0))  # fmt: skip


def items(numbers: range) -> Iterator[dict[str, Any]]:
    one = rows.row_of(
        TransferItem(id="x", transfer_id="x", description="x", category="VIII(a)(2)", quantity=4.0)
    )
    for n in numbers:
        for line in range(ITEMS if n % 100 == 0 else 2):
            yield one | {
                "id": f"item-{n}-{line}", "transfer_id": f"transfer-{n}", "description": f"Item {line}",
                "line": f"{line:03}", "value": "USD 2000000",
            }  # fmt: skip


def deliveries(numbers: range) -> Iterator[dict[str, Any]]:
    one = rows.row_of(Delivery(id="x", item_id="x", quantity=1.0))
    for n in numbers[::100]:
        for line in range(ITEMS):
            yield one | {"id": f"delivery-{n}-{line}", "item_id": f"item-{n}-{line}", "due_on": "2026-12-24"}


def timed(run: Callable[[], Any]) -> tuple[float, float]:
    begun, busy = time.perf_counter(), time.process_time()
    run()
    return 1000 * (time.perf_counter() - begun), 1000 * (time.process_time() - busy)


def opened(desk: Workspace, transfer_id: str) -> dict[str, Any]:
    """As the window opens it: a snapshot of its own each time."""

    def run() -> None:
        with desk.snapshot() as view:
            transfer_sheet(view, transfer_id)

    first = timed(run)
    again = [timed(run) for _ in range(RUNS)]
    with desk.snapshot() as view:
        sheet = transfer_sheet(view, transfer_id)
    ms = statistics.median(one[0] for one in again)
    return {
        "items": len(sheet.items),
        "clocks": len(sheet.clocks),
        "first_ms": round(first[0], 1),
        "ms": round(ms, 1),
        "processor_ms": round(statistics.median(one[1] for one in again), 1),
        "under_limit": ms < LIMIT,
    }


def board(view: Snapshot) -> dict[str, Any]:
    columns = "SELECT id, title, number, channel, status, recipient_id, value, delivery_on FROM transfer WHERE status <> 'completed'"
    floor = statistics.median(timed(lambda: list(view.sql(columns).cursor))[1] for _ in range(5))
    busy = statistics.median(timed(lambda: pipeline(view))[1] for _ in range(3))
    return {
        "lines": len(pipeline(view).lines),
        "processor_ms": round(busy, 1),
        "floor_processor_ms": round(floor, 1),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--transfers", type=int, default=30_000)
    number = parser.parse_args().transfers
    result: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as folder:
        desk = Workspace.create(Path(folder) / "bench.cdesk", found, clock=lambda: NOW, actor="bench")
        for first, last in ((0, number // 10), (number // 10, number)):
            desk.perform("Fill", lambda tx, first=first, last=last: fill(tx, first, last))
            with desk.snapshot() as view:
                result[f"transfers_{last}"] = {"open": opened(desk, "transfer-0"), "pipeline": board(view)}
        desk.close()
    small, large = (one["open"]["processor_ms"] for one in result.values())
    print(json.dumps({**result, "ratio_of_sizes": round(large / small, 2)}, indent=2))


if __name__ == "__main__":
    main()
