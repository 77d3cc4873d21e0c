"""The marking ladder of a desk, and who may be given what."""

import csv
from collections import defaultdict
from functools import cache
from typing import Any

from sqlalchemy import select

from crisisdesk import paths
from crisisdesk.briefing.portions import Audience
from crisisdesk.errors import UserError
from crisisdesk.model.desk import DESK_ID, Desk
from crisisdesk.model.ladder import Control, Ladder
from crisisdesk.model.marking import Marking
from crisisdesk.model.partners import Membership, Partner
from crisisdesk.model.vocabulary import MarkingLevel
from crisisdesk.store.snapshot import Snapshot

_SYSTEMS = {"USA": "us", "GBR": "uk", "AUS": "aus", "CAN": "can", "NZL": "nz"}
_COUNTING = frozenset(
    {"member", "founding_member", "participant", "participating_state", "party", "signatory"}
)


def ladder(view: Snapshot) -> Ladder:
    """The levels that this desk knows.

    Where several systems share a word or a portion form, such as (S), that of the home state wins, then that of
    the United States, whose forms the release lists follow.
    """
    home = _home_system(view)
    levels = sorted(
        view.all(MarkingLevel),
        key=lambda level: (level.system != home, level.system != "us", level.system, level.order),
    )
    return Ladder.of((level.as_level() for level in levels), controls(), groups(view), home)


@cache
def controls() -> tuple[Control, ...]:
    """The dissemination controls of all systems, as they were shipped."""
    with (paths.seeds() / "marking_controls.csv").open(encoding="utf-8", newline="") as file:
        return tuple(
            Control(
                row["system"], row["control"].upper(), row["portion"].upper(), row["banner"].upper(),
                int(row["order"]), row["excludes"].upper(),
            )
            for row in csv.DictReader(file)
        )  # fmt: skip


def groups(view: Snapshot) -> dict[str, frozenset[str]]:
    """The members of every group with a code on the day that the snapshot shows, as release lists write them."""
    day = view.moment.date()
    coded: Any = select(Partner.id, Partner.code).where(Partner.code != "")
    codes: dict[str, str] = dict(view.select(coded))
    found: dict[str, set[str]] = defaultdict(set)
    for one in view.all(Membership, Membership.group_id.in_(sorted(codes))):
        if one.status in _COUNTING and one.in_force(day) and one.member_id in codes:
            found[codes[one.group_id]].add(codes[one.member_id])
    return {code: frozenset(members) for code, members in found.items()}


def audience(view: Snapshot, code: str) -> Audience:
    """A state or group as a reader, with the groups that it belongs to on the day that the snapshot shows.

    Candidates, observers and members whose participation is suspended or frozen do not count as members.

    Raises:
        UserError: No partner has this code.
    """
    if not code:
        return Audience()
    wanted = code.strip().upper()
    found = next((partner for partner in view.all(Partner) if wanted in {partner.code, partner.iso2}), None)
    if found is None:
        raise UserError(
            f"No partner has the code “{code[:20]}”; use the three letters of ISO 3166, such as GBR, or a group such as NATO."
        )
    day = view.moment.date()
    memberships = [
        m
        for m in view.all(Membership, Membership.member_id == found.id)
        if m.status in _COUNTING and m.in_force(day)
    ]
    joined = (view.find(Partner, m.group_id) for m in memberships)
    codes = frozenset(group.code for group in joined if group and group.code)
    return Audience(found.code, found.name, codes, groups(view).get(found.code, frozenset()))


def refuse_above_ceiling(view: Snapshot, known: Ladder, banner: Marking) -> None:
    """Let nothing leave the desk that is marked higher than its machine may hold.

    Raises:
        UserError: The banner is above the desk's ceiling.
    """
    desk = view.find(Desk, DESK_ID)
    if desk is not None and not known.within(banner, desk.ceiling):
        raise UserError(
            f"Nothing was written: it would be {banner}, and this desk may export no higher than {desk.ceiling}; "
            "use a machine that is accredited for it, or leave the higher portions out."
        )


def _home_system(view: Snapshot) -> str:
    desk = view.find(Desk, DESK_ID)
    home = view.find(Partner, desk.home_id) if desk else None
    return _SYSTEMS.get(home.code, "us") if home else "us"
