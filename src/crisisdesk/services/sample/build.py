"""``build_sample``: the exercise desk of the Strait of Maren, complete."""

from datetime import datetime

from crisisdesk.model.base import Record
from crisisdesk.model.channels import Call, Hotline
from crisisdesk.model.commitments import Commitment
from crisisdesk.model.desk import DESK_ID, Desk
from crisisdesk.model.links import Link
from crisisdesk.model.marking import Marking
from crisisdesk.model.partners import Involvement, Partner, Position
from crisisdesk.model.programmes import Programme
from crisisdesk.model.sanctions import Measure
from crisisdesk.model.sources import Source
from crisisdesk.model.transfers import Adjustment, Transfer, TransferItem
from crisisdesk.services.sample.clock import StoryClock
from crisisdesk.services.sample.contacts import add_contacts
from crisisdesk.services.sample.matrix import add_matrix
from crisisdesk.services.sample.sheets import sheet
from crisisdesk.services.sample.story import CASE, CASE_ID, decide_and_act, keep_log, move_cases, open_cases
from crisisdesk.services.sample.work import add_work
from crisisdesk.store.transaction import Transaction


def build_sample(tx: Transaction, now: datetime) -> str:
    """Add the sample to a new desk and return the id of its main case.

    All in it is invented and exercise: the crisis, its parties, every holder of a post, every number. Real
    states appear as partners only. Ids are fixed; the same ``now`` gives the same records.

    Args:
        tx: A transaction on a desk that :func:`~crisisdesk.services.founding.found` has built.
        now: The moment at which the story is looked at, at most a day after its last entry.
    """
    clock = StoryClock(now)
    _make_exercise(tx.get(Desk, DESK_ID))
    _add(tx, Source, "sources", clock)
    _add(tx, Partner, "partners", clock)
    open_cases(tx, clock)
    add_contacts(tx, clock)
    _add(tx, Involvement, "involvements", clock, case_id=CASE)
    _add(tx, Hotline, "hotlines", clock)
    _add(tx, Call, "calls", clock)
    _add(tx, Link, "links", clock)
    keep_log(tx, clock)
    decide_and_act(tx, clock)
    _add(tx, Position, "positions", clock, case_id=CASE)
    _add(tx, Commitment, "commitments", clock, case_id=CASE)
    _add(tx, Measure, "measures", clock, case_id=CASE)
    add_matrix(tx, clock)
    _add(tx, Programme, "programmes", clock)
    _add(tx, Transfer, "transfers", clock, case_id=CASE)
    _add(tx, TransferItem, "items", clock)
    _add(tx, Adjustment, "adjustments", clock, case_id=CASE)
    move_cases(tx, clock)
    add_work(tx, clock)
    tx.flush()
    return CASE_ID


def _make_exercise(desk: Desk) -> None:
    desk.name, desk.exercise = "Exercise QUIET LANE", True
    desk.home_id, desk.time_zone = "partner-USA", "America/New_York"
    desk.originator, desk.ceiling = "Crisis desk, Bureau of Political-Military Affairs", Marking("SECRET")


def _add(tx: Transaction, record_type: type[Record], name: str, clock: StoryClock, **common: str) -> None:
    for one in sheet(record_type, name, clock, **common):
        tx.add(one)
    tx.flush()
