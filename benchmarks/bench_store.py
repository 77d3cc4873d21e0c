"""The store against its floors, on the same work in one run: search, save, import, encryption, tables, memory.

Usage: .venv/bin/python benchmarks/bench_store.py [--entries 1000000] [--only search save ...]

Prints one JSON value. A ratio is ours over its floor, which is named beside it; times are milliseconds.
"""

import argparse
import gc
import json
import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlite

from crisisdesk.model.cases import CrisisCase
from crisisdesk.model.desk import Desk
from crisisdesk.model.log import LogEntry
from crisisdesk.model.vocabulary import Term
from crisisdesk.store import rows
from crisisdesk.store.ordering import sort_keys
from crisisdesk.store.schema import table_of
from crisisdesk.store.transaction import Transaction
from crisisdesk.store.workspace import Workspace

CASES = 40
CHUNK = 10_000
PASSPHRASE = "a passphrase"
Times = dict[str, float]


def found(tx: Transaction) -> None:
    tx.add(Desk(id="desk", name="Benchmark"))
    for vocabulary, code in (("log_kind", "event"), ("precedence", "routine"), ("case_phase", "watch")):
        tx.add(Term(vocabulary=vocabulary, code=code, label=code))
    tx.flush()
    for number in range(CASES):
        tx.add(CrisisCase(id=f"case-{number}", title=f"Case {number}"))


class Words:
    """Text as it is written: few words often, most seldom (Zipf), some two hundred characters an entry."""

    def __init__(self, size: int = 30_000) -> None:
        self.random = random.Random(7)
        letters = "etaoinshrdlucmfwypvbgkjqxz"
        known: dict[str, None] = {}
        while len(known) < size:
            length = self.random.choice((2, 3, 4, 5, 6, 7, 8, 9, 10))
            known["".join(self.random.choices(letters, weights=range(26, 0, -1), k=length))] = None
        self.known = list(known)
        self.weights = [1 / (place + 1) for place in range(size)]

    def texts(self, number: int) -> Iterator[str]:
        for _ in range(number):
            yield " ".join(self.random.choices(self.known, self.weights, k=32))


def entries(words: Words, number: int, first: int = 0) -> list[dict[str, Any]]:
    blank = rows.row_of(LogEntry(id="x", case_id="case-0", text="x")) | {"author": "desk"}
    return [
        blank
        | {
            "id": f"log-{n:012}",
            "case_id": f"case-{n % CASES}",
            "text": text,
            "event_time": f"2026-{n % 12 + 1:02}-{n % 28 + 1:02}T{n % 24:02}:{n % 60:02}:00Z",
            "entered_at": "2026-11-23T12:00:00Z",
        }
        for n, text in enumerate(words.texts(number), first)
    ]


def fill(desk: Workspace, words: Words, number: int) -> None:
    for first in range(0, number, CHUNK):
        part = entries(words, min(CHUNK, number - first), first)
        desk.perform("Import", lambda tx, part=part: tx.add_rows(LogEntry, part))


def timed(work: Callable[[], object]) -> float:
    begin = time.perf_counter()
    work()
    return (time.perf_counter() - begin) * 1000


def spread(times: Sequence[float]) -> Times:
    ordered = sorted(times)
    return {
        "p50": round(statistics.median(ordered), 3),
        "p99": round(ordered[min(len(ordered) - 1, int(len(ordered) * 0.99))], 3),
    }


def queries(words: Words) -> dict[str, list[tuple[str, str]]]:
    """Kinds of typed text, each with the case within which it is sought."""
    common, medium, rare = words.known[:20], words.known[300:600], words.known[20_000:20_300]
    pick = words.random
    any_word = [pick.choices(words.known, words.weights)[0] for _ in range(400)]
    return {
        "rare word": [(word, "") for word in rare],
        "medium word": [(word, "") for word in medium],
        "common word": [(word, "") for word in common * 10],
        "two common words": [(" ".join(pick.sample(common, 2)), "") for _ in range(200)],
        **{
            f"first {n} letters": [(word[:n], "") for word in any_word if len(word) >= n][:200]
            for n in (1, 2, 3, 4)
        },
        "phrase": [(f'"{pick.choice(common)} {pick.choice(medium)}"', "") for _ in range(200)],
        "word within a case": [(word, f"case-{n % CASES}") for n, word in enumerate(common * 10)],
    }


def bench_search(folder: Path, number: int) -> dict[str, Any]:
    """P6: ranked search at most 10 ms at p99."""
    words = Words()
    desk = Workspace.create(folder / "search.cdesk", found)
    begin = time.perf_counter()
    fill(desk, words, number)
    built = time.perf_counter() - begin
    results = {}
    with desk.snapshot() as view:
        for kind, asked in queries(words).items():
            for typed, within in asked[:20]:
                view.search(typed, within=within)
            results[kind] = spread(
                [timed(lambda t=typed, w=within: view.search(t, within=w)) for typed, within in asked]
            )
        tables = bench_table(view)
    desk.close()
    return {
        "entries": number,
        "seconds to import": round(built, 1),
        "file MB": round((folder / "search.cdesk").stat().st_size / 1e6),
        "ms": results,
        "worst p99": max(times["p99"] for times in results.values()),
        "table": tables,
    }


def bench_table(view: Any) -> dict[str, Any]:
    """P9: the ids of a table, and a page of it, whose floor is the driver's own query of the same."""
    connection = view._connection  # noqa: SLF001 - the floor needs the driver
    raw = connection.connection.driver_connection
    floor = timed(lambda: raw.execute("SELECT id FROM log_entry ORDER BY id").fetchall())
    ids: list[str] = []
    by_id = timed(lambda: ids.extend(view.ids(LogEntry)))
    by_time = timed(lambda: view.ids(LogEntry, order=sort_keys(LogEntry, "event_time", descending=True)))
    names = ["event_time", "kind", "text", "case_id", "significant", "marking"]
    pages = [random.Random(n).randrange(max(1, len(ids) - 60)) for n in range(200)]
    page = spread([timed(lambda p=p: view.rows(LogEntry, names, ids[p : p + 60])) for p in pages])
    return {
        "ids ms": round(by_id),
        "ratio to the driver's rows": round(by_id / floor, 2),
        "ids by time ms": round(by_time),
        "page of 60 ms": page,
    }


def bare_fsync(folder: Path, times: int = 400) -> float:
    """The floor of durability: overwrite 4 KB of a file and sync it, ms p50."""
    handle = os.open(folder / "floor", os.O_CREAT | os.O_RDWR)
    os.write(handle, bytes(4096 * 100))
    os.fsync(handle)

    def once(n: int) -> None:
        os.pwrite(handle, bytes([n % 256]) * 4096, n % 100 * 4096)
        os.fsync(handle)

    taken = [timed(lambda n=n: once(n)) for n in range(times)]
    os.close(handle)
    return statistics.median(taken)


def save(tx: Transaction, text: str) -> None:
    case = tx.get(CrisisCase, "case-1")
    tx.add(LogEntry(case_id=case.id, text=text, marking=case.marking))


def bench_save(folder: Path, passphrase: str | None = None) -> dict[str, Any]:
    """P7: a saved entry at most 5 times one bare fsync."""
    words = Words(5_000)
    desk = Workspace.create(folder / f"save-{bool(passphrase)}.cdesk", found, passphrase=passphrase)
    fill(desk, words, 5_000)
    texts = list(words.texts(1_000))
    floors, taken = [], []
    for part in range(0, len(texts), 250):
        floors.append(bare_fsync(folder))
        taken += [
            timed(lambda t=t: desk.perform("Log", lambda tx: save(tx, t))) for t in texts[part : part + 250]
        ]
    desk.close()
    floor = statistics.median(floors)
    return {
        "ms": spread(taken),
        "floor: 4 KB overwrite and fsync, ms": round(floor, 3),
        "ratio": round(statistics.median(taken) / floor, 2),
    }


def bench_import(folder: Path, number: int = 20_000) -> dict[str, Any]:
    """P8: bulk import at least 60 percent of raw executemany of the same rows into the same tables."""
    words = Words()
    raw_rates, our_rates = [], []
    for turn in range(3):
        ours = Workspace.create(folder / f"import-{turn}.cdesk", found)
        new = entries(words, number)
        our_rates.append(
            number / timed(lambda d=ours, n=new: d.perform("Import", lambda tx: tx.add_rows(LogEntry, n)))
        )
        floor = Workspace.create(folder / f"floor-{turn}.cdesk", found)
        floor.close()
        raw_rates.append(number / raw_import(folder / f"floor-{turn}.cdesk", prepared(ours)))
        ours.close()
    rate, raw_rate = max(our_rates), max(raw_rates)
    return {
        "rows per second": round(rate * 1000),
        "floor: executemany into record, change, catalogue and search": round(raw_rate * 1000),
        "share of the floor": round(rate / raw_rate, 2),
    }


def prepared(desk: Workspace) -> dict[str, list[tuple[Any, ...]]]:
    """The rows that an import wrote, ready to be written again."""
    columns = ", ".join(f'"{column.key}"' for column in table_of(LogEntry).columns)
    with desk.snapshot() as view:
        first = view.sql("SELECT min(number) FROM catalogue WHERE record_type = 'log_entry'").scalar()
        return {
            "log_entry": [tuple(row) for row in view.sql(f"SELECT {columns} FROM log_entry")],
            "change": [tuple(row) for row in view.sql("SELECT * FROM change WHERE id >= ?", first)],
            "catalogue": [tuple(row) for row in view.sql("SELECT * FROM catalogue WHERE number >= ?", first)],
            "search": [
                (row[0], row[1], row[2], "", "\u01c0tlogqx5fqentry \u01c0rcaseq2dq1")
                for row in view.sql(
                    "SELECT c.number, c.caption, r.text FROM catalogue c JOIN log_entry r USING (id)"
                )
            ],
        }


def raw_import(path: Path, prepared_rows: dict[str, list[tuple[Any, ...]]]) -> float:
    connection = sqlite.connect(path, isolation_level=None)
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "cache_size=-65536", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}").fetchall()

    def write() -> None:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("PRAGMA defer_foreign_keys=ON")
        connection.execute("INSERT INTO revision VALUES (2, '', '', '', '', NULL, '')")
        for table, content in prepared_rows.items():
            columns = "(rowid, caption, body, latin, tags)" if table == "search" else ""
            marks = ", ".join("?" * len(content[0]))
            connection.executemany(f"INSERT INTO {table} {columns} VALUES ({marks})", content)
        connection.execute("COMMIT")

    taken = timed(write)
    connection.close()
    return taken


def bench_encryption(folder: Path, number: int = 50_000) -> dict[str, Any]:
    """P13: encryption at most 1.6 times for durable commits, search and warm reads; opening at most 0.2 s."""
    measured: dict[str, list[float]] = {}
    plain, secret = bench_save(folder), bench_save(folder, PASSPHRASE)
    for passphrase in (None, PASSPHRASE):
        words = Words()
        path = folder / f"encryption-{bool(passphrase)}.cdesk"
        desk = Workspace.create(path, found, passphrase=passphrase)
        fill(desk, words, number)
        desk.close()
        measured.setdefault("open", []).append(
            min(timed(lambda p=path, w=passphrase: opened(p, w)) for _ in range(5))
        )
        desk = Workspace.open(path, passphrase=passphrase)
        with desk.snapshot() as view:
            for _ in range(2):
                searched = [timed(lambda w=word: view.search(w)) for word in words.known[:300]]
                read = [
                    timed(lambda n=n: view.find(LogEntry, f"log-{n * 37 % number:012}")) for n in range(1_000)
                ]
        measured.setdefault("search", []).append(statistics.median(searched))
        measured.setdefault("warm read", []).append(statistics.median(read))
        desk.close()
    ratios = {
        name: round(secret_ / plain_, 2) for name, (plain_, secret_) in measured.items() if name != "open"
    }
    return {
        "ratio": {"saved entry": round(secret["ms"]["p50"] / plain["ms"]["p50"], 2), **ratios},
        "open ms": dict(zip(("plain", "encrypted"), (round(t, 1) for t in measured["open"]), strict=True)),
    }


def opened(path: Path, passphrase: str | None) -> None:
    desk = Workspace.open(path, passphrase=passphrase)
    with desk.snapshot():
        pass
    desk.close()


MEMORY = """
import resource, sys
from pathlib import Path
from crisisdesk.model.log import LogEntry
from crisisdesk.store.workspace import Workspace

def used():
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1000

desk = Workspace.open(Path(sys.argv[1]))
with desk.snapshot() as view:
    view.rows(LogEntry, ["text"], view.ids(LogEntry, LogEntry.id == "log-000000000000"))
idle = used()
with desk.snapshot() as view:
    ids = view.ids(LogEntry)
    pages = [view.rows(LogEntry, ["event_time", "text"], ids[n:n + 60]) for n in range(0, len(ids), len(ids) // 50)]
print(len(ids), round(idle, 1), round(used() - idle, 1))
"""


def bench_memory(folder: Path, number: int = 100_000) -> dict[str, Any]:
    """P14: a table of 100,000 entries within 60 MB over the idle program."""
    desk = Workspace.create(folder / "memory.cdesk", found)
    fill(desk, Words(), number)
    desk.close()
    told = subprocess.run(
        [sys.executable, "-c", MEMORY, str(folder / "memory.cdesk")],
        check=True,
        capture_output=True,
        text=True,
    ).stdout.split()
    return {"entries": int(told[0]), "idle MB": float(told[1]), "MB over idle": float(told[2])}


PARTS: dict[str, Callable[[Path, int], dict[str, Any]]] = {
    "save": lambda folder, _: bench_save(folder),
    "import": lambda folder, _: bench_import(folder),
    "encryption": lambda folder, _: bench_encryption(folder),
    "memory": lambda folder, _: bench_memory(folder),
    "search": bench_search,
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, default=1_000_000)
    parser.add_argument("--only", nargs="*", choices=PARTS, default=list(PARTS))
    chosen = parser.parse_args()
    results = {}
    for name in chosen.only:
        with tempfile.TemporaryDirectory(prefix=".bench-", dir=Path.cwd()) as folder:
            results[name] = PARTS[name](Path(folder), chosen.entries)
        gc.collect()
    results["peak MB"] = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000)
    print(json.dumps(results, indent=2, ensure_ascii=False))


if __name__ == "__main__":
    main()
