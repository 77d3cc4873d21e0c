"""Seconds and peak memory of reading each real list, as JSON on standard output.

Run from the repository: ``python benchmarks/bench_lists.py [folder of the lists]``. Each list is read in a process of its own, so
that its peak is its own; ``baseline_mb`` is the program with nothing read.
"""

import json
import resource
import subprocess
import sys
import time
from pathlib import Path

from crisisdesk.errors import UserError
from crisisdesk.exchange.sanctions import recognise
from crisisdesk.progress import silent

FOLDER = Path(__file__).resolve().parents[2] / "shared" / "data" / "sanctions"


def peak_mb() -> float:
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1)


def measure(folder: Path) -> dict[str, object]:
    baseline, begun, worked = peak_mb(), time.perf_counter(), time.process_time()
    found: dict[str, object] = {}
    try:
        sanction_list, files = recognise(sorted(folder.iterdir()))
        version = sanction_list.reads(files, silent)
        found = {"list": version.list, "layout": sanction_list.layout, "parties": len(version.parties)}
        found["names"] = sum(len(party.names) for party in version.parties)
    except UserError as error:
        found = {"refused": str(error)}
    return {
        "files": folder.name,
        **found,
        "seconds": round(time.perf_counter() - begun, 2),
        "processor_seconds": round(time.process_time() - worked, 2),
        "peak_mb": peak_mb(),
        "baseline_mb": baseline,
    }


def main() -> None:
    match sys.argv[1:]:
        case ["--one", folder]:
            print(json.dumps(measure(Path(folder))))
        case [*given]:
            folders = sorted(Path(given[0] if given else FOLDER).iterdir())
            command = [sys.executable, __file__, "--one"]
            runs = [
                subprocess.run([*command, str(f)], check=True, capture_output=True, text=True)
                for f in folders
            ]
            print(json.dumps([json.loads(run.stdout) for run in runs], indent=2))


if __name__ == "__main__":
    main()
