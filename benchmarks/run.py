"""Every benchmark, one after the other, each in a process of its own: ``.venv/bin/python benchmarks/run.py [NAME ...]``.

Prints one JSON object with the result of each by its name; what a benchmark says of itself goes to standard error.
``--quick`` runs the search and table parts on fewer rows.
"""

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
QUICK = {
    "calls": ["--posts", "1000"],
    "store": ["--entries", "100000"],
    "layout": ["--no-large"],
    "table": ["--rows", "100000"],
    "transfers": ["--transfers", "3000"],
}


def run(name: str, *, quick: bool) -> object:
    """One benchmark's result, or the end of what it said when it failed."""
    environment = {**os.environ, "PYTHONPATH": str(HERE.parent / "src"), "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, str(HERE / f"bench_{name}.py"), *(QUICK.get(name, []) if quick else [])]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    print(done.stderr, file=sys.stderr, end="")
    return json.loads(done.stdout) if done.returncode == 0 else {"failed": done.stderr.strip()[-400:]}


def main() -> None:
    names = [path.stem.removeprefix("bench_") for path in sorted(HERE.glob("bench_*.py"))]
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", choices=[[], *names], metavar="NAME", help=", ".join(names))
    parser.add_argument("--quick", action="store_true")
    given = parser.parse_args()
    print(json.dumps({name: run(name, quick=given.quick) for name in given.names or names}, indent=1))


if __name__ == "__main__":
    main()
