"""Who is involved in a case: role, position, commitments, and whether they can be reached."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from typing import Any

from sqlalchemy import select

from crisisdesk.gui.pages.case.tab import Offer, Read, TableTab
from crisisdesk.gui.pages.case.words import Words, counted, read_words
from crisisdesk.gui.tables.rows import Cell, Column, Row
from crisisdesk.gui.theme.roles import Tone
from crisisdesk.model.channels import Channel, Hotline
from crisisdesk.model.commitments import Commitment
from crisisdesk.model.decisions import CLOSED_ACTIONS, Action
from crisisdesk.model.partners import Involvement, Partner, Position
from crisisdesk.model.posts import Post
from crisisdesk.store.snapshot import Snapshot

_DEAD = ("severed", "suspended")
_DONE = frozenset({"delivered", "lapsed", "withdrawn"})


def involved(view: Snapshot, case_id: str) -> list[str]:
    """The partners that have a role in a case on the day looked at, each once."""
    day = view.moment.date()
    roles = view.all(Involvement, Involvement.case_id == case_id)
    return list(dict.fromkeys(role.partner_id for role in roles if role.in_force(day)))


def families(view: Snapshot, partners: Iterable[str]) -> dict[str, list[str]]:
    """For each partner that is one of these or a part of one, which of these it belongs to.

    A call to a state's ministry reaches the state: ``Partner.parent_id`` is followed downwards.
    """
    children: defaultdict[str, list[str]] = defaultdict(list)
    parts: Any = select(Partner.id, Partner.parent_id).where(Partner.parent_id.is_not(None))
    for part, whole in view.select(parts):
        children[whole].append(part)
    found: defaultdict[str, list[str]] = defaultdict(list)
    for partner in partners:
        ahead, seen = [partner], {partner}
        while ahead:
            one = ahead.pop()
            found[one].append(partner)
            ahead += [child for child in children[one] if child not in seen]
            seen.update(children[one])
    return found


def channels_of(view: Snapshot, partners: Iterable[str]) -> dict[str, set[str]]:
    """The ids of the channels and hotlines by which each partner, a part of it or one of its posts can be reached."""
    family = families(view, partners)
    found: defaultdict[str, set[str]] = defaultdict(set)
    owners: Any = (
        select(Channel.id, Channel.partner_id, Post.partner_id)
        .outerjoin(Post, Post.id == Channel.post_id)
        .where(Channel.status.not_in(_DEAD))
    )
    ends: Any = select(Hotline.id, Hotline.from_id, Hotline.to_id).where(Hotline.status.not_in(_DEAD))
    for line, *ends_of_it in [*view.select(owners), *view.select(ends)]:
        for end in ends_of_it:
            for partner in family.get(end, ()):
                found[partner].add(line)
    return found


def read_partners(view: Snapshot, case_id: str) -> Read:
    """The involved partners; those that must act and cannot be reached come first."""
    day = view.moment.date()
    words = read_words(view, "partner_role", "stance", "position_strength")
    roles = [r for r in view.all(Involvement, Involvement.case_id == case_id) if r.in_force(day)]
    partners = [role.partner_id for role in roles]
    names = view.captions([*partners, *(role.post_id for role in roles)])
    reach = channels_of(view, partners)
    actions = Counter(
        action.partner_id
        for action in view.all(Action, Action.case_id == case_id, Action.status.not_in(CLOSED_ACTIONS))
    )
    stances = _stances(view, case_id)
    promises = _promises(view, case_id)
    rows = [
        _row(
            role,
            names,
            words,
            stances.get(role.partner_id),
            channels=len(reach[role.partner_id]),
            actions=actions[role.partner_id],
            promises=promises[role.partner_id],
        )
        for role in roles
    ]
    lost = sum(1 for p in set(partners) if actions[p] and not reach[p])
    rows.sort(key=lambda row: (_order(row.cells[4]), str(row.cells[0])))
    warning = f", {lost} with an open action and no channel" if lost else ""
    return Read(rows, f"{counted(len(set(partners)), 'partner')} involved{warning}")


def _order(cell: str | Cell) -> float:
    return float(cell.order) if isinstance(cell, Cell) and cell.order is not None else 0.0


def _stances(view: Snapshot, case_id: str) -> dict[str, Position]:
    day = view.moment.date()
    held = [p for p in view.all(Position, Position.case_id == case_id) if p.in_force(day)]
    held.sort(key=lambda position: str(position.begins_on or ""))
    return {position.partner_id: position for position in held}


def _promises(view: Snapshot, case_id: str) -> Counter[str]:
    made = view.all(Commitment, Commitment.case_id == case_id, Commitment.status.not_in(_DONE))
    return Counter(promise.giver_id for promise in made)


def _row(
    role: Involvement,
    names: dict[str, str],
    words: Words,
    stance: Position | None,
    *,
    channels: int,
    actions: int,
    promises: int,
) -> Row:
    held = "unknown"
    if stance is not None:
        held = f"{words.of('stance', stance.stance)}: {stance.issue}"
    return Row(
        role.id,
        (
            names.get(role.partner_id, role.partner_id),
            words.of("partner_role", role.role) if role.role else "unknown",
            role.task,
            held,
            _reach(channels, actions),
            Cell(str(actions), order=float(actions)) if actions else "",
            Cell(str(promises), order=float(promises)) if promises else "",
            names.get(role.post_id or "", ""),
            str(role.begins_on or ""),
        ),
    )


def _reach(channels: int, actions: int) -> Cell:
    tone: Tone = "good"
    if channels:
        return Cell(counted(channels, "channel"), tone, order=2.0)
    if actions:
        return Cell("Must act, no channel", "bad", "It has an open action, and no channel leads to it.", 0.0)
    return Cell("No channel known", "warn", order=1.0)


class PartnersTab(TableTab):
    """The partners of a case."""

    title, key, icon = "Partners", "partners", "landmark"
    follows = ("involvement", "partner", "position", "commitment", "action", "channel", "hotline", "post")
    empty = "Who has a part in this case: states, alliances, agencies, with their role and position."
    offers = (Offer("Involve a p&artner…", "involvement"), Offer("Note a p&osition…", "position"))
    columns = (
        Column("partner", "Partner", 190, "strong"),
        Column("role", "Role", 130),
        Column("task", "Task", 200),
        Column("position", "Position", 230),
        Column("reach", "Reached by", 180, "status"),
        Column("actions", "Open actions", 110, "number"),
        Column("commitments", "Commitments", 110, "number"),
        Column("contact", "Our contact", 170),
        Column("since", "Since", 100, "muted"),
    )

    def read(self) -> Callable[[Snapshot, str], Read]:
        """The partners of the case."""
        return read_partners
