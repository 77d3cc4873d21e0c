"""The levers board: every adjustment made or available, what it needs and what it still lacks (MISSION N9)."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from crisisdesk.briefing.terms import Terms
from crisisdesk.model.transfers import Adjustment, Transfer
from crisisdesk.store.snapshot import Snapshot

AVAILABLE = frozenset({"proposed", "in_clearance", "approved", "notified"})
IN_FORCE = frozenset({"in_force"})
_MOVES = ("transfer_id", "measure_id", "programme_id", "export_control_id", "exercise_id", "engagement_id")

WANTED = {
    "trigger": "trigger",
    "authority": "authority",
    "consultation": "consultation of partners",
    "effect": "expected effect",
    "side_effects": "side effects",
    "reversal": "reversal condition",
    "reversal_owner": "reversal owner",
    "review_on": "review date",
}
"""What a lever must say, and what it is called where it does not."""


@dataclass(frozen=True, slots=True)
class Lever:
    """One row of the board; ``missing`` names what is not said, ``state`` is available, in force or taken back.

    ``reversible`` is yes, no, or unknown, as the vocabulary says of its kind; ``off_ramp`` is whether it could be taken
    back today by what is written: a condition and somebody who owns it.
    """

    id: str
    caption: str
    lever: str
    kind: str
    moves_id: str
    moves: str
    case_id: str
    partner: str
    state: str
    status: str
    trigger: str
    authority: str
    consultation: str
    effect: str
    deters: str
    reassures: str
    side_effects: str
    reversal: str
    reversal_owner: str
    review_on: str
    review_overdue: bool
    reversible: bool | None
    off_ramp: bool
    missing: tuple[str, ...]


def levers(view: Snapshot, case_id: str = "", *, closed: bool = False) -> list[Lever]:
    """The board of a case, or of all: what is in force first, then what is available; with ``closed`` what is over too.

    A lever belongs to a case by itself or by the transfer that it moves.
    """
    transfers = {t.id: t.case_id for t in view.all(Transfer, Transfer.case_id == case_id)} if case_id else {}
    found = [
        one
        for one in view.all(Adjustment)
        if (not case_id or one.case_id == case_id or one.transfer_id in transfers)
        and (closed or one.status in AVAILABLE | IN_FORCE)
    ]
    names = view.captions(
        [
            getattr(one, name)
            for one in found
            for name in (*_MOVES, "reversal_owner_id", "partner_id", "decided_by_id")
        ]
    )
    terms, reversible = Terms(view), _reversible(view)
    board = [_lever(one, names, terms, reversible, view.moment) for one in found]
    order = ("in force", "available", "over")
    return sorted(board, key=lambda row: (order.index(row.state), row.lever, row.caption, row.id))


def lever_json(lever: Lever) -> dict[str, Any]:
    """A row as JSON."""
    return asdict(lever) | {"missing": list(lever.missing)}


def _lever(
    one: Adjustment, names: dict[str, str], terms: Terms, reversible: Mapping[str, bool | None], now: datetime
) -> Lever:
    moves_id = next((getattr(one, name) for name in _MOVES if getattr(one, name)), "")
    said = {
        "trigger": one.trigger,
        "authority": one.authority or names.get(one.decided_by_id or "", ""),
        "consultation": one.consultation,
        "effect": one.effect,
        "side_effects": one.side_effects,
        "reversal": one.reversal,
        "reversal_owner": names.get(one.reversal_owner_id or "", ""),
        "review_on": str(one.review_on) if one.review_on else "",
    }
    return Lever(
        id=one.id,
        caption=one.change or one.kind,
        lever=terms.label("lever_kind", one.lever),
        kind=terms.label("adjustment_type", one.kind),
        moves_id=moves_id or "",
        moves=names.get(moves_id or "", ""),
        case_id=one.case_id or "",
        partner=names.get(one.partner_id or "", ""),
        state="in force" if one.status in IN_FORCE else "available" if one.status in AVAILABLE else "over",
        status=terms.label("adjustment_status", one.status),
        deters=one.deters,
        reassures=one.reassures,
        review_overdue=one.review_on is not None and one.review_on.last < now.date(),
        reversible=reversible.get(one.kind),
        off_ramp=bool(one.reversal.strip() and one.reversal_owner_id),
        missing=tuple(_missing(said)),
        **said,
    )


def _missing(said: dict[str, str]) -> Iterator[str]:
    yield from (words for name, words in WANTED.items() if not said[name].strip())


def _reversible(view: Snapshot) -> dict[str, bool | None]:
    query = (
        "SELECT code, json_extract(attributes, '$.reversible') FROM term"
        " WHERE vocabulary = 'adjustment_type' AND attributes <> ''"
    )
    return {code: None if flag is None else bool(flag) for code, flag in view.sql(query)}
