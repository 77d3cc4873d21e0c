"""What a check is."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from crisisdesk.checks.finding import Finding
from crisisdesk.checks.scope import Scope
from crisisdesk.store.snapshot import Snapshot

Run = Callable[[Snapshot, Scope], Iterator[Finding]]


@dataclass(frozen=True, slots=True)
class Check:
    """One question that is asked of the whole desk.

    ``id`` is that of MISSION 6.6, ``title`` says what it finds; ``limits`` are the codes of the clock rules that it is
    measured by. ``run`` reads the snapshot and yields each finding once, whatever was put off.
    """

    id: str
    name: str
    title: str
    run: Run
    limits: tuple[str, ...] = ()
