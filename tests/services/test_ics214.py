import csv
import io
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from crisisdesk.errors import UserError
from crisisdesk.model.desk import DESK_ID, Desk
from crisisdesk.model.marking import Marking
from crisisdesk.model.watch import DutyShift
from crisisdesk.services.ics214 import activity_log, activity_log_file
from crisisdesk.services.log import correct, log
from crisisdesk.store.workspace import Workspace

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
Write = Callable[..., Any]


def test_the_form_holds_its_eight_blocks(workspace: Workspace, write: Write) -> None:
    write(lambda tx: log(tx, "case-1", "=cmd() was said on the radio."))
    write(lambda tx: tx.add(DutyShift(officer="R. Delgado", begins_at=NOON - timedelta(hours=1))))

    with workspace.snapshot() as view:
        form = activity_log(view, "case-1", officer="A. Officer")
    rows = list(csv.reader(io.StringIO(activity_log_file(form).decode())))

    assert sorted({row[0] for row in rows}) == ["1", "2", "3", "4", "5", "6", "7", "8", "ICS-214"]
    assert ["1", "Incident name", "Strait"] in rows
    assert ["6", "", "R. Delgado", "", ""] in rows
    assert rows[-2][2:5] == ["2026-11-23T12:00:00Z", "231200Z NOV 26", "'=cmd() was said on the radio."]
    assert json.loads(activity_log_file(form, "json"))["activities"][0]["author"] == "officer"


def test_a_correction_stands_beside_what_it_corrects(workspace: Workspace, write: Write) -> None:
    entry = write(lambda tx: log(tx, "case-1", "Nine ships."))
    write(lambda tx: correct(tx, entry.id, "Six ships.", "Counted twice"))

    with workspace.snapshot() as view:
        told = {one.activity for one in activity_log(view, "case-1").activities}

    assert told == {"Nine ships.", "Correction of an earlier entry: Six ships. Reason: Counted twice"}


def test_a_period_cuts_the_log(workspace: Workspace, write: Write) -> None:
    write(lambda tx: log(tx, "case-1", "Early.", event_time=NOON - timedelta(days=2)))
    write(lambda tx: log(tx, "case-1", "Late."))

    with workspace.snapshot() as view:
        form = activity_log(view, "case-1", begins=NOON - timedelta(hours=1))
        assert [one.activity for one in form.activities] == ["Late."]
        with pytest.raises(UserError, match="ends before it begins"):
            activity_log(view, "case-1", begins=NOON + timedelta(days=1))


def test_an_audience_gets_what_it_may_have(workspace: Workspace, write: Write) -> None:
    write(lambda tx: setattr(tx.get(Desk, DESK_ID), "ceiling", Marking("SECRET")))
    write(lambda tx: log(tx, "case-1", "A secret.", marking=Marking("SECRET")))
    write(lambda tx: log(tx, "case-1", "(S) Also a secret.\nOpen words."))

    with workspace.snapshot() as view:
        form = activity_log(view, "case-1", audience="UNCLASSIFIED")

    assert b"ecret" not in activity_log_file(form) + activity_log_file(form, "json")
    assert (form.withheld, len(form.activities)) == (2, 1)


def test_nothing_above_the_ceiling_leaves_the_desk(workspace: Workspace, write: Write) -> None:
    write(lambda tx: setattr(tx.get(Desk, DESK_ID), "ceiling", Marking("SECRET")))
    write(lambda tx: log(tx, "case-1", "A secret.", marking=Marking("SECRET")))
    write(lambda tx: setattr(tx.get(Desk, DESK_ID), "ceiling", Marking("UNCLASSIFIED")))

    with workspace.snapshot() as view, pytest.raises(UserError, match="no higher than"):
        activity_log(view, "case-1")
