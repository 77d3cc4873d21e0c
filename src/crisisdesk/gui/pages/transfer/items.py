"""Items of a transfer, their deliveries with how sure they are, and changes of its terms, as lines."""

from collections import defaultdict
from datetime import date

from crisisdesk.briefing.terms import money, partial
from crisisdesk.gui.pages.case.words import Words, counted, read_words
from crisisdesk.gui.pages.transfers_amounts import grouped
from crisisdesk.gui.pages.transfers_cards import brief_money
from crisisdesk.gui.pages.transfers_queue import Line, Lines
from crisisdesk.gui.tables.rows import Cell, Column, Row
from crisisdesk.gui.theme.roles import Tone
from crisisdesk.model.deliveries import Delivery, DrawdownTranche, TransferChange
from crisisdesk.model.transfers import TransferItem
from crisisdesk.model.values import PartialDate
from crisisdesk.services.transfer_sheet import item_flags
from crisisdesk.store.snapshot import Snapshot

ITEMS = (
    Column("line", "Line", 60),
    Column("description", "Item", 250, "strong"),
    Column(
        "flags",
        "Marks",
        150,
        "status",
        hint="Major, significant, firearms, missile technology, enhanced monitoring",
    ),
    Column("quantity", "Ordered", 84, "number"),
    Column("delivered", "Delivered", 88, "number"),
    Column("value", "Value", 110, "number"),
    Column("category", "Control category", 130),
    Column("due", "Due", 100, "moment"),
    Column("certainty", "Certainty", 100, "muted"),
    Column("kind", "Kind", 150, "muted", hidden=True),
)
DELIVERIES = (
    Column("standing", "Standing", 130, "status"),
    Column("item", "Item", 240, "strong"),
    Column("quantity", "Quantity", 84, "number"),
    Column("due", "Due", 104, "moment"),
    Column("done", "Delivered on", 104, "moment"),
    Column("certainty", "Certainty", 110, "status"),
    Column("place", "Place", 140),
    Column("unit", "Receiving unit", 160),
    Column("value", "Value", 104, "number", hidden=True),
)
CHANGES = (
    Column("kind", "Kind", 150, "status"),
    Column("number", "Number", 80, "strong"),
    Column("text", "What changes", 320),
    Column("status", "Status", 120),
    Column("day", "Last step", 110, "moment"),
    Column("value", "Value", 130, "number", hint="Below zero where it becomes less"),
)
_CERTAIN: dict[str, Tone] = {"confirmed": "good", "reported": "info", "disputed": "bad", "claimed": "warn"}
_STATUS: dict[str, Tone] = {"implemented": "good", "accepted": "good", "offered": "info", "declined": "warn"}


def _items(view: Snapshot, transfer_id: str) -> list[TransferItem]:
    found = view.all(TransferItem, TransferItem.transfer_id == transfer_id)
    return sorted(found, key=lambda one: (one.line, one.id))


def _number(quantity: float | None, unknown: str = "") -> Cell:
    if quantity is None:
        return Cell(unknown, order=-1.0)
    return Cell(f"{quantity:,g}" if quantity < _EXACT else f"{quantity:,.0f}", order=quantity)


_SHORT = {"Enhanced end-use monitoring": "EEUM"}
_EXACT = 1_000_000


def _day(when: PartialDate | None) -> Cell:
    return Cell(partial(when), order=when.first.isoformat() if when else "~")


def read_items(view: Snapshot, transfer_id: str) -> Lines:
    """The items of a transfer, with what they are controlled as."""
    words = read_words(view, "item_kind", "certainty", "mtcr_category", "att_category")
    found = _items(view, transfer_id)
    unclassified = sum(not one.category for one in found)
    told = f"{counted(len(found), 'item')}"
    return Lines(
        [_item(one, words) for one in found],
        f"{told}, {unclassified:,} without a control category" if unclassified else told,
    )


def _item(one: TransferItem, words: Words) -> Line:
    flags = [_SHORT.get(flag, flag) for flag in item_flags(one)]
    category = one.category or "not classified"
    row = Row(
        one.id,
        (
            one.line,
            Cell(one.description, hint=one.description),
            Cell(
                " · ".join(flags),
                "info" if flags else "neutral",
                ", ".join(_marks(one, words)),
            ),
            Cell(f"{_number(one.quantity, 'unknown').text} {one.unit}".strip(), order=one.quantity or -1.0),
            _number(one.delivered, "unknown"),
            Cell(brief_money(one.value) or "unknown", order=float(one.value.amount) if one.value else -1.0),
            category,
            _day(one.due_on),
            words.of("certainty", one.certainty) if one.certainty else "",
            words.of("item_kind", one.kind) if one.kind else "",
        ),
    )
    facts = (
        ("Kind", words.of("item_kind", one.kind) if one.kind else "not said"),
        ("Marks", ", ".join(_marks(one, words))),
        ("United States category", category),
        ("EU list", one.eu_category),
        ("UK list", one.uk_category),
        ("Arms Trade Treaty", words.of("att_category", one.att_category) if one.att_category else ""),
        ("Value", money(one.value) or "unknown"),
        ("Due on", partial(one.due_on)),
        ("Certainty of delivery", words.of("certainty", one.certainty) if one.certainty else ""),
        ("Notes", one.notes),
    )
    return Line(row, one.id, one.description, facts)


def _marks(one: TransferItem, words: Words) -> list[str]:
    known = (
        (one.major or one.kind == "mde", "major defence equipment"),
        (one.significant or one.kind == "sme", "significant military equipment"),
        (one.enhanced, "enhanced end-use monitoring"),
        (bool(one.missile), words.of("mtcr_category", one.missile)),
        (one.firearms, "firearms"),
    )
    return [name for holds, name in known if holds]


def read_deliveries(view: Snapshot, transfer_id: str) -> Lines:
    """Deliveries of the items; an item without one shows what itself notes."""
    words = read_words(view, "certainty")
    items = {one.id: one for one in _items(view, transfer_id)}
    found = view.all(Delivery, Delivery.item_id.in_(sorted(items))) if items else []
    names = view.captions(one.unit_id for one in found)
    by_item: dict[str, list[Delivery]] = defaultdict(list)
    for one in sorted(found, key=lambda one: (_first(one), one.id)):
        by_item[one.item_id].append(one)
    today = view.moment.date()
    lines = [
        _delivery(one, item, words, names.get(one.unit_id or "", ""), today)
        for item in items.values()
        for one in by_item[item.id]
    ]
    lines += [_noted(item, words, today) for item in items.values() if not by_item[item.id] and item.due_on]
    made = sum(one.delivered_on is not None for one in found)
    return Lines(
        lines, f"{counted(len(found), 'delivery').replace('deliverys', 'deliveries')}, {made:,} made"
    )


def _first(one: Delivery) -> date:
    day = one.delivered_on or one.due_on
    return day.first if day else date.max


def _delivery(one: Delivery, item: TransferItem, words: Words, unit: str, today: date) -> Line:
    certainty = words.of("certainty", one.certainty)
    row = Row(
        one.id,
        (
            _standing(one.due_on, one.delivered_on, today),
            item.description,
            _number(one.quantity, "unknown"),
            _day(one.due_on),
            _day(one.delivered_on),
            Cell(certainty, _CERTAIN.get(one.certainty, "neutral")),
            one.place,
            unit,
            Cell(brief_money(one.value), order=float(one.value.amount) if one.value else -1.0),
        ),
    )
    facts = (
        ("Item", item.description),
        ("Quantity", f"{_number(one.quantity, 'unknown').text} {item.unit}".strip()),
        ("Due on", partial(one.due_on) or "no day"),
        ("Delivered on", partial(one.delivered_on)),
        ("Certainty", certainty),
        ("Place", one.place),
        ("Receiving unit", unit),
        ("Serial numbers", one.serials),
        ("Notes", one.notes),
    )
    status = "planned" if one.delivered_on is None else "made"
    return Line(row, one.id, item.description, facts, status=status)


def _noted(item: TransferItem, words: Words, today: date) -> Line:
    """What an item without deliveries notes itself."""
    done = item.quantity is not None and item.delivered is not None and item.delivered >= item.quantity
    certainty = words.of("certainty", item.certainty or "unknown")
    standing = Cell("Delivered", "good") if done else _standing(item.due_on, None, today)
    said = f"{_number(item.delivered, 'unknown').text} of {_number(item.quantity, 'unknown').text}"
    row = Row(
        f"item|{item.id}",
        (standing, item.description, said, _day(item.due_on), "", certainty, "", "", ""),
    )
    return Line(row, item.id, item.description, (("Delivered", said), ("As noted", "on the item itself")))


def _standing(due: PartialDate | None, done: PartialDate | None, today: date) -> Cell:
    if done is not None:
        late = due is not None and due.last < done.first
        return Cell("Delivered late" if late else "Delivered", "warn" if late else "good", order=2.0)
    if due is None:
        return Cell("No day agreed", "warn", order=1.0)
    if due.last < today:
        return Cell(f"{counted((today - due.last).days, 'day')} late", "bad", order=0.0)
    return Cell("Planned", "info", order=1.0)


def read_changes(view: Snapshot, transfer_id: str) -> Lines:
    """Amendments and modifications of a transfer, and the tranches of a drawdown."""
    words = read_words(view, "loa_change", "transfer_change_status")
    changes = view.all(TransferChange, TransferChange.transfer_id == transfer_id, order=TransferChange.number)
    tranches = view.all(
        DrawdownTranche, DrawdownTranche.transfer_id == transfer_id, order=DrawdownTranche.number
    )
    lines = [_change(one, words) for one in changes] + [_tranche(one) for one in tranches]
    told = [counted(len(changes), "change")] + ([counted(len(tranches), "tranche")] if tranches else [])
    return Lines(lines, ", ".join(told))


def _change(one: TransferChange, words: Words) -> Line:
    last = one.implemented_on or one.accepted_on or one.offered_on
    kind = words.of("loa_change", one.kind)
    row = Row(
        one.id,
        (
            Cell(kind, _STATUS.get(one.status, "neutral")),
            one.number,
            Cell(one.text, hint=one.text),
            words.of("transfer_change_status", one.status),
            _day(last),
            grouped(one.value_change.amount) if one.value_change else "",
        ),
    )
    facts = (
        ("Kind", kind),
        ("Status", words.of("transfer_change_status", one.status)),
        ("Offered on", partial(one.offered_on)),
        ("Offer expires on", partial(one.offer_expires_on)),
        ("Accepted on", partial(one.accepted_on)),
        ("Implemented on", partial(one.implemented_on)),
        ("Change of value", str(one.value_change or "")),
        ("Notes", one.notes),
    )
    return Line(row, one.id, " ".join(filter(None, (one.number, one.text))), facts)


def _tranche(one: DrawdownTranche) -> Line:
    executed = Cell(brief_money(one.executed), order=float(one.executed.amount) if one.executed else -1.0)
    row = Row(
        one.id,
        (
            Cell("Tranche", "info"),
            one.number,
            one.text,
            "",
            _day(one.ordered_on or one.notified_on),
            executed,
        ),
    )
    facts = (
        ("Notified on", partial(one.notified_on) or "not notified"),
        ("Notice", one.notice),
        ("Execute order on", partial(one.ordered_on)),
        ("Value executed", money(one.executed) or "unknown"),
    )
    return Line(row, one.id, f"Tranche {one.number}", facts)
