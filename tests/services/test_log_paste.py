from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from crisisdesk.errors import UserError
from crisisdesk.model.log import LogEntry
from crisisdesk.model.moments import iso
from crisisdesk.model.transfers import Transfer
from crisisdesk.model.views import Mention
from crisisdesk.services.log_paste import LONGEST_PASTE, mentioned, paste, read_lines
from crisisdesk.store.workspace import Workspace

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
Write = Callable[..., Any]


@pytest.mark.parametrize(
    ("line", "at", "text"),
    [
        ("0415Z Collision off the bank", "2026-11-23T04:15:00Z", "Collision off the bank"),
        ("04:15 - Collision", "2026-11-23T04:15:00Z", "Collision"),
        ("0415hrs: Collision", "2026-11-23T04:15:00Z", "Collision"),
        ("- 0415 Collision", "2026-11-23T04:15:00Z", "Collision"),
        ("221330Z NOV 26 Lane closed", "2026-11-22T13:30:00Z", "Lane closed"),
        ("2026-11-22T13:30Z, Lane closed", "2026-11-22T13:30:00Z", "Lane closed"),
        ("2350 Late call", "2026-11-22T23:50:00Z", "Late call"),
        ("Nothing known of the time", None, "Nothing known of the time"),
        ("041 vessels wait", None, "041 vessels wait"),
        ("0415", None, "0415"),
    ],
)
def test_a_line_may_begin_with_its_time(line: str, at: str | None, text: str) -> None:
    [found] = read_lines(line, NOON)

    assert (found.event_time and iso(found.event_time), found.text) == (at, text)


def test_times_run_on_over_midnight() -> None:
    lines = read_lines("222300Z NOV 26 First\n2350 Second\n\n0010 Third\n0005 Out of order", NOON)

    assert [iso(one.event_time) for one in lines if one.event_time] == [
        "2026-11-22T23:00:00Z",
        "2026-11-22T23:50:00Z",
        "2026-11-23T00:10:00Z",
        "2026-11-23T00:05:00Z",
    ]
    assert [one.number for one in lines] == [1, 2, 4, 5]


def test_all_lines_are_entered_with_what_they_mention(workspace: Workspace, write: Write) -> None:
    write(lambda tx: tx.add(Transfer(id="transfer-amm", title="Naval ammunition")))

    write(
        lambda tx: paste(
            tx, "case-1", '0415Z @FRA asks about @transfer-amm.\n0420Z Told @"United Kingdom" so. Mail: a@b.c'
        )
    )

    with workspace.snapshot() as view:
        entries = view.all(LogEntry, order=LogEntry.event_time)
        mentions = {(one.from_key, one.to_key) for one in view.all(Mention)}
    first, second = (entry.id for entry in entries)
    assert mentions == {(first, "partner-FRA"), (first, "transfer-amm"), (second, "partner-GBR")}


def test_what_names_nothing_is_only_a_word(workspace: Workspace) -> None:
    with workspace.snapshot() as view:
        assert mentioned(view, "Seen @nobody, @, user@example.org and @FRA and again @fra") == ["partner-FRA"]


def test_all_lines_or_none(workspace: Workspace, write: Write) -> None:
    with pytest.raises(UserError, match="Line 2"):
        write(lambda tx: paste(tx, "case-1", "First\n310415Z NOV 26 No such day"))
    with workspace.snapshot() as view:
        assert view.count(LogEntry) == 0


def test_too_many_lines_and_none_are_refused() -> None:
    with pytest.raises(UserError, match="no line"):
        read_lines(" \n\n", NOON)
    with pytest.raises(UserError, match="divide them"):
        read_lines("x\n" * (LONGEST_PASTE + 1), NOON)
