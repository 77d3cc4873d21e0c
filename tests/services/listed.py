"""Invented lists in the layout of the OFAC consolidated list, large enough to be taken for whole ones."""

from collections.abc import Iterable
from pathlib import Path

from crisisdesk.progress import silent
from crisisdesk.services.lists import Adopted, adopt_lists
from crisisdesk.store.workspace import Workspace

SHARED = Path(__file__).resolve().parents[2].parent / "shared" / "data"
SOUNDS = ("ba", "ko", "ri", "mu", "te", "la", "so", "vi", "ne", "gu")


def filler(number: int) -> str:
    """A name that no other number has, and that sounds like none of the names in the tests."""
    return "".join(SOUNDS[int(figure)] for figure in f"{number:04d}").upper() + " WORKS"


def rows(
    names: Iterable[str] = (), *, without: Iterable[int] = (), remarks: str = "-0- ", count: int = 230
) -> str:
    """The main file: some names, then as many invented ones as a whole list has."""
    named = dict(enumerate(names, 9000))
    left = {number: filler(number) for number in range(1, count + 1) if number not in {*without}}
    lines = (
        f'{number},"{name}",-0- ,"NS-PLC",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,{remarks if number >= 9000 else "-0- "}'
        for number, name in (left | named).items()
    )
    return "".join(f"{line}\r\n" for line in lines) + "\x1a"


def written(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8", newline="")
    return path


def adopt(workspace: Workspace, folder: Path, text: str) -> Adopted:
    return adopt_lists(workspace, "ofac-non-sdn", [written(folder / "cons_prim.csv", text)], silent)
