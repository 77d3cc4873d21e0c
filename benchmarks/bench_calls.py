"""The calls board over many posts, against the tenth of a second of processor time that it may take.

Usage: PYTHONPATH=src .venv/bin/python benchmarks/bench_calls.py [--posts 10000]

Prints one JSON value: for a tenth, a fifth, a half and all of the posts, milliseconds of the first run (holidays of all countries
not yet computed) and the median of five more, on the clock and of the processor, and the ratio to the floor, which is
reading the same columns and nothing else.
"""

import argparse
import json
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

from crisisdesk.model.channels import Call, Channel
from crisisdesk.model.partners import Partner
from crisisdesk.model.posts import Incumbency, Person, Post
from crisisdesk.services.calls import calls
from crisisdesk.services.calls.reading import read
from crisisdesk.services.founding import found
from crisisdesk.store import rows
from crisisdesk.store.snapshot import Snapshot
from crisisdesk.store.transaction import Transaction
from crisisdesk.store.workspace import Workspace

NOW = datetime(2026, 11, 27, 10, tzinfo=UTC)
RUNS = 5
LIMIT = 100  # milliseconds of processor time
HOURS = (
    "Mon-Fri 0900-1700",
    "0830-1630",
    "24/7",
    "Sun-Thu 0800-1500",
    "Mon-Fri 0800-1700; duty line 24/7",
    "",
)


def blank(record: Any) -> dict[str, Any]:
    return rows.row_of(record)


def fill(tx: Transaction, first: int, last: int) -> None:
    """Posts of all states in turn, each with a holder, two channels, a deputy, and every fifth with a call."""
    states = [p.id for p in tx.all(Partner) if p.iso2]
    numbers = range(first, last)
    post, person = blank(Post(id="x", title="x")), blank(Person(id="x", name="x"))
    tx.add_rows(Post, (post | {"id": f"post-{n}", "title": f"Director {n}", "partner_id": states[n % len(states)],
        "hours": HOURS[n % len(HOURS)], "verified_on": f"2026-{n % 12 + 1:02}-01", "status": "filled"} for n in numbers))  # fmt: skip
    tx.add_rows(Person, (person | {"id": f"person-{n}", "name": f"Holder {n}"} for n in numbers))
    tx.add_rows(Incumbency, held(numbers))
    tx.add_rows(Channel, channels(numbers))
    call = blank(Call(id="x", post_id="x"))
    tx.add_rows(Call, (call | {"id": f"call-{n}", "post_id": f"post-{n}", "at": "2026-11-20T09:00:00Z",
        "result": "answered"} for n in numbers if n % 5 == 0))  # fmt: skip
    for number in numbers[:: max(1, len(numbers) // 200)]:
        tx.get(Post, f"post-{number}").deputy_id = f"post-{(number + 7) % last}"


def held(numbers: range) -> Iterator[dict[str, Any]]:
    one = blank(Incumbency(id="x", post_id="x", person_id="x"))
    for n in numbers:
        yield one | {
            "id": f"held-{n}",
            "post_id": f"post-{n}",
            "person_id": f"person-{n}",
            "begins_on": "2024",
        }


def channels(numbers: range) -> Iterator[dict[str, Any]]:
    one = blank(Channel(id="x", kind="phone", address="x", post_id="x")) | {"limit": "UNCLASSIFIED"}
    for n in numbers:
        post = one | {"post_id": f"post-{n}", "hours": HOURS[n % len(HOURS)]}
        yield post | {"id": f"phone-{n}", "address": f"+1 202 555 {n:05}"}
        yield post | {"id": f"mail-{n}", "kind": "email", "address": f"p{n}@mail.example", "order": 2}


def timed(run: Callable[[], Any]) -> tuple[float, float]:
    begun, busy = time.perf_counter(), time.process_time()
    run()
    return 1000 * (time.perf_counter() - begun), 1000 * (time.process_time() - busy)


def measured(view: Snapshot) -> dict[str, Any]:
    first = timed(lambda: calls(view))
    warm = [timed(lambda: calls(view)) for _ in range(RUNS)]
    floor = statistics.median(timed(lambda: read(view, NOW))[1] for _ in range(RUNS))
    busy = statistics.median(one[1] for one in warm)
    return {
        "lines": len(calls(view)),
        "first_ms": round(first[0], 1),
        "first_processor_ms": round(first[1], 1),
        "ms": round(statistics.median(one[0] for one in warm), 1),
        "processor_ms": round(busy, 1),
        "floor_processor_ms": round(floor, 1),
        "ratio_to_floor": round(busy / floor, 2),
        "processor_us_per_post": round(1000 * busy / view.count(Post), 1),
        "under_limit": busy < LIMIT,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--posts", type=int, default=10_000)
    number = parser.parse_args().posts
    result = {}
    with tempfile.TemporaryDirectory() as folder:
        desk = Workspace.create(Path(folder) / "bench.cdesk", found, clock=lambda: NOW, actor="bench")
        sizes = [0, *(number * part // 10 for part in (1, 2, 5, 10))]
        for first, last in pairwise(sizes):
            desk.perform("Fill", lambda tx, first=first, last=last: fill(tx, first, last))
            with desk.snapshot() as view:
                result[f"posts_{last}"] = measured(view)
        desk.close()
    print(json.dumps(result, indent=2))


if __name__ == "__main__":
    main()
