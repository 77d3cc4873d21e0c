"""The calls board as rows: made when they come into sight, so that ten thousand posts cost no more than a screenful."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, NamedTuple

from crisisdesk.gui.pages.calls.part import Said
from crisisdesk.gui.pages.case.times import Times, read_times
from crisisdesk.gui.pages.case.words import Words, read_words
from crisisdesk.gui.tables.rows import Cell, Column, Row
from crisisdesk.gui.theme.roles import Tone
from crisisdesk.model.cases import CrisisCase
from crisisdesk.model.moments import dtg
from crisisdesk.services.calls import RANK, CallLine, State, calls
from crisisdesk.store.folding import fold
from crisisdesk.store.snapshot import Snapshot

STALE_DAYS = 90
TONES: Mapping[str, Tone] = {"green": "good", "amber": "warn", "red": "bad", "grey": "neutral"}
COLUMNS = (
    Column("state", "State", 136, "status", hint="Green: in hours. Amber: by the duty line. Red: not now"),
    Column("post", "Post", 190, "strong"),
    Column("person", "Holder", 132),
    Column("partner", "Of", 112),
    Column("local", "There it is", 96, "moment", hint="The time of day where the post stands"),
    Column("until", "Until", 84, "moment", hint="When this state ends, on the clock there"),
    Column("why", "Reason", 128, "muted", hint="Holiday, weekend, leave, hours unknown"),
    Column("channel", "Channel", 190),
    Column(
        "limit", "May carry", 132, "status", hint="The channel's highest marking, against that of the case"
    ),
    Column("deputy", "Deputy", 190, sortable=False, hint="The first of the deputy chain who can be called"),
    Column("caller", "Who may call", 190, sortable=False, hint="Who on our side may place the call"),
    Column("last", "Last reached", 110, "moment", hint="The last call that was answered, by either side"),
    Column("verified", "Verified", 96, "status", hint="Days since the details were verified"),
    Column("languages", "Languages", 120, "muted"),
    Column("dtg", "DTG there", 150, "moment", hidden=True),
)
STATES = (
    ("", "All states"),
    ("callable", "Can be called or by duty line"),
    ("green", "Can be called"),
    ("amber", "By the duty line"),
    ("red", "Not now"),
    ("grey", "Unknown"),
)


class Entry(NamedTuple):
    """A line with what all of ten thousand are asked for at once; the rest is worked out for those in sight."""

    id: str
    partner_id: str
    state: State
    line: CallLine


@dataclass(frozen=True, slots=True)
class Board:
    """The board at a moment, of a case or of the whole desk, and what it can be narrowed to."""

    entries: Sequence[Entry]
    partners: tuple[tuple[str, str], ...]
    times: Times
    words: Words
    cases: tuple[tuple[str, str], ...]
    case_id: str
    marking: str


def read_board(view: Snapshot, case_id: str) -> Board:
    """Read the board; a case that is not there at this moment is all cases."""
    open_cases = [case for case in view.all(CrisisCase, order=CrisisCase.title) if case.is_open]
    case = view.find(CrisisCase, case_id) if case_id else None
    chosen = case.id if case is not None else ""
    entries = [Entry(line.post_id, line.partner_id, line.state, line) for line in calls(view, chosen)]
    names = {one.partner_id: one.line.partner for one in entries if one.partner_id}
    return Board(
        entries,
        tuple(sorted(names.items(), key=lambda pair: fold(pair[1]))),
        read_times(view),
        read_words(view, "channel_kind"),
        tuple((one.id, one.title) for one in open_cases),
        chosen,
        str(case.marking) if case is not None else "",
    )


def summary_of(entries: Sequence[Entry]) -> str:
    """How many can be called, and how many not."""
    states = Counter(one.state for one in entries)
    tones: Counter[str] = Counter()
    for state, count in states.items():
        tones[state.tone] += count
    unknown = f" · {tones['grey']:,} unknown" if tones["grey"] else ""
    return (
        f"{tones['green']:,} can be called now · {tones['amber']:,} by the duty line · "
        f"{tones['red']:,} not now{unknown}"
    )


def fitting_states(choice: str) -> frozenset[State]:
    """The states that a choice lets pass."""
    if choice == "callable":
        return frozenset(state for state in State if state.callable)
    return frozenset(state for state in State if not choice or state.tone == choice)


def searched(entry: Entry) -> str:
    """What a line is found by."""
    line = entry.line
    return fold(f"{line.post} {line.person} {line.partner} {line.city} {line.languages} {line.state.words}")


class BoardSource:
    """Rows of the board, each made when it is looked at."""

    def __init__(self, board: Board, entries: Sequence[Entry]) -> None:
        self.board, self.entries = board, list(entries)
        self._places: dict[str, int] | None = None

    @property
    def total(self) -> int:
        """How many rows there are."""
        return len(self.entries)

    @property
    def ids(self) -> list[str]:
        """The ids of the posts, in order."""
        return [one.id for one in self.entries]

    def page(self, first: int, count: int) -> Sequence[Row]:
        """These rows."""
        return [board_row(one.line, self.board) for one in self.entries[first : first + count]]

    def sort(self, column_id: str, *, descending: bool) -> None:
        """Sort; what is not known comes last in either direction."""
        key = _KEYS[column_id]
        known: list[tuple[Any, int]] = []
        missing: list[Entry] = []
        for number, one in enumerate(self.entries):
            wanted = key(one)
            if wanted is None or wanted == "":
                missing.append(one)
            else:
                known.append((wanted, number))
        known.sort(key=lambda pair: pair[0], reverse=descending)
        self.entries = [*(self.entries[number] for _, number in known), *missing]
        self._places = None

    def place(self, row_id: str) -> int | None:
        """Where a post stands."""
        if self._places is None:
            self._places = {post_id: number for number, post_id in enumerate(self.ids)}
        return self._places.get(row_id)


def _verified_on(one: Entry) -> float | None:
    days = one.line.verified_days
    return float(days) if days is not None else None


def _channel(one: Entry) -> str:
    means = one.line.channel
    return means.address if means else ""


def _limit_of(one: Entry) -> str:
    means = one.line.channel
    return means.limit if means else ""


def _there(one: Entry) -> float | None:
    """Minutes of the week on the clock there; the board keeps one clock for each zone."""
    local = one.line.local_time
    return (local.weekday() * 24 + local.hour) * 60 + local.minute if local else None


def _last(one: Entry) -> float | None:
    last = one.line.last_contact
    return last.timestamp() if last else None


def _until(one: Entry) -> float | None:
    until = one.line.until
    return until.timestamp() if until else None


_KEYS: Mapping[str, Callable[[Entry], str | float | None]] = {
    "state": lambda one: RANK[one.state],
    "post": lambda one: fold(one.line.post),
    "person": lambda one: fold(one.line.person),
    "partner": lambda one: fold(one.line.partner),
    "local": _there,
    "until": _until,
    "why": lambda one: fold(one.line.why),
    "channel": _channel,
    "limit": _limit_of,
    "last": _last,
    "verified": _verified_on,
    "languages": lambda one: fold(one.line.languages),
    "dtg": _there,
}
"""What each column is sorted by."""


def board_row(line: CallLine, board: Board) -> Row:
    """A line as it stands in the table."""
    deputy, last = line.deputy, line.last_contact
    return Row(
        line.post_id,
        (
            Cell(line.state.words.capitalize(), TONES[line.state.tone]),
            line.post,
            line.person or "nobody" if line.state.value == "vacant" else line.person or "unknown",
            line.partner or "unknown",
            f"{line.local_time:%a %H:%M}" if line.local_time else "unknown",
            until_there(line),
            line.why,
            channel_words(line, board.words),
            _limit(line),
            f"{deputy.post}{f' ({deputy.person})' if deputy.person else ''}" if deputy else "",
            line.caller or "not named",
            board.times.ago(last) if last else "never",
            _verified(line),
            line.languages,
            line.local_dtg,
        ),
    )


def until_there(line: CallLine) -> str:
    """When the state ends, on the clock there: ``17:00``, ``Mon 08:30``; empty where it does not soon."""
    if line.until is None:
        return ""
    there = line.until.astimezone(line.zone or UTC)
    same = line.local_time is not None and there.date() == line.local_time.date()
    return f"{there:%H:%M}" if same else f"{there:%a %H:%M}"


def channel_words(line: CallLine, words: Words) -> str:
    """The channel to use, such as ``Telephone · +46 8 405 10 00``."""
    means = line.channel
    return f"{words.of('channel_kind', means.kind)} · {means.address}" if means else "none on record"


def _limit(line: CallLine) -> Cell:
    means = line.channel
    if means is None:
        return Cell("")
    if means.too_low:
        return Cell(
            f"Too low: {means.limit}", "warn", f"It carries {means.limit}; the case is marked higher."
        )
    return Cell(means.limit or "not stated")


def _verified(line: CallLine) -> Cell:
    days = line.verified_days
    if days is None:
        return Cell("never", "warn", "Nobody verified these details.")
    return Cell(f"{days:,} days", "warn" if days > STALE_DAYS else "neutral")


def facts_of(line: CallLine, board: Board) -> Said:
    """All that is known of a line, for the pane beside the table."""
    means, times = line.channel, board.times
    there = f"{line.local_time:%A %H:%M} there · {line.local_dtg}" if line.local_time else "unknown"
    limit = (means.limit or "not stated") if means else ""
    if means and means.too_low:
        limit = f"{means.limit}: too low for {board.marking}"
    chain = "\n".join(
        f"{one.post}{f' ({one.person})' if one.person else ''}: {one.state.words}" for one in line.deputies
    )
    last = line.last_contact
    days = line.verified_days
    return (
        ("State", f"{line.state.words.capitalize()}{f': {line.why}' if line.why else ''}"),
        ("Until", _moment(line.until, line, times)),
        ("Staffed again", _moment(line.opens, line, times)),
        ("There it is", there),
        ("Holder", " ".join(filter(None, (line.rank, line.person))) or "nobody on record"),
        ("Of", ", ".join(filter(None, (line.partner, line.city))) or "unknown"),
        ("Channel", channel_words(line, board.words)),
        ("May carry", limit),
        ("Deputy chain", chain),
        ("Languages", line.languages or "unknown"),
        ("Who may call", line.caller or "nobody is named on our side"),
        (
            "Last reached",
            f"{times.both(last)}, {times.ago(last)}" if last else "never, as far as is recorded",
        ),
        ("Details verified", "never" if days is None else f"{days:,} days ago"),
    )


def _moment(moment: datetime | None, line: CallLine, times: Times) -> str:
    if moment is None:
        return ""
    there = moment.astimezone(line.zone or UTC)
    return f"{there:%a %H:%M} there · {dtg(moment)} · {times.due(moment)}"
