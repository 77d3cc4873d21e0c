"""The four boards of the Commitments page as rows and facts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from crisisdesk.briefing.terms import Terms, partial
from crisisdesk.gui.pages.case.times import Times, read_times
from crisisdesk.gui.tables.rows import Cell, Column, Row
from crisisdesk.gui.theme.roles import Tone
from crisisdesk.model.burdens import BurdenShare
from crisisdesk.model.cases import CrisisCase
from crisisdesk.model.moments import dtg, parse_moment
from crisisdesk.model.values import PartialDate
from crisisdesk.services.ledger import Burden, Ledger, Promise, ledger
from crisisdesk.services.levers import Lever, levers
from crisisdesk.services.red_lines import LineDrawn, red_lines, wordings
from crisisdesk.store.folding import fold
from crisisdesk.store.snapshot import Snapshot

Facts = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Board:
    """A board: its columns, what it says when empty, and what can be added to it."""

    key: str
    title: str
    icon: str
    columns: tuple[Column, ...]
    empty: str
    creates: str = ""
    offer: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a board: its row, the record behind it, and all that is said of it."""

    row: Row
    record: str
    caption: str
    facts: Facts
    searched: str


@dataclass(frozen=True, slots=True)
class Boards:
    """All boards with a sentence each, and the cases that can be chosen."""

    boards: Mapping[str, tuple[Sequence[Line], str]]
    cases: tuple[tuple[str, str], ...]


BOARDS = (
    Board(
        "ledger",
        "Ledger",
        "handshake",
        (
            Column("giver", "From", 120, "strong"),
            Column("receiver", "To", 112),
            Column("text", "Commitment", 220),
            Column("timing", "Timing", 132, "status"),
            Column("status", "State", 96),
            Column("due", "Due", 100, "moment"),
            Column("value", "Value", 120, "number"),
            Column("delivered", "Delivered", 88, "number"),
            Column("days", "Days", 64, "number", hint="From the pledge to its delivery, or to today"),
            Column("pledged", "Pledged", 100, "muted", hidden=True),
            Column("certainty", "Certainty", 110, "muted", hidden=True),
            Column("direction", "Direction", 90, "muted", hidden=True),
        ),
        "Who promised what to whom, with its state, from pledged to delivered. Nothing is promised yet.",
        "commitment",
        "New co&mmitment…",
    ),
    Board(
        "burdens",
        "Burden shares",
        "scale",
        (
            Column("giver", "Who", 170, "strong"),
            Column("percent", "Share", 96, "number"),
            Column("denominator", "Divided by", 320, hint="A share is never shown without its denominator"),
            Column("amount", "Amount", 150, "number", hint="All that is not disputed"),
            Column("low", "Of it firm", 130, "number", hint="Confirmed or reported"),
            Column("counted", "Rests on", 130, "muted"),
            Column("as_of", "As of", 130, "moment"),
        ),
        "What each giver carries, with what it is divided by. No commitment has a value yet.",
        "burden_share",
        "New burden s&hare…",
    ),
    Board(
        "levers",
        "Levers",
        "layers",
        (
            Column("state", "State", 124, "status"),
            Column("lever", "Lever", 116),
            Column("caption", "Change", 240, "strong"),
            Column("partner", "Partner", 110),
            Column("trigger", "Trigger", 190),
            Column("effect", "Expected effect", 190),
            Column(
                "off_ramp", "Way back", 130, "status", hint="Whether it can be taken back by what is written"
            ),
            Column("review", "Review", 112, "status"),
            Column("missing", "Not said", 150, "muted"),
            Column("authority", "Authority", 150, "muted", hidden=True),
        ),
        "Every adjustment that is in force or could be made, with its trigger, its effect and the way back.",
        "adjustment",
        "New &lever…",
    ),
    Board(
        "red_lines",
        "Red lines and exits",
        "flag",
        (
            Column("kind", "Kind", 116),
            Column("text", "Wording", 300, "strong"),
            Column("status", "State", 110, "status"),
            Column("told", "Communicated", 224, "status"),
            Column("issuer", "Drawn by", 124),
            Column("addressee", "To", 116),
            Column("shared", "Shared by", 150),
            Column("open", "Open", 220, "muted"),
            Column("review", "Review", 100, "moment", hidden=True),
        ),
        "What must not be crossed, and what would end the crisis: to whom it was said, and when.",
        "red_line",
        "New red &line…",
    ),
)
_TIMING: dict[str, Tone] = {
    "overdue": "bad",
    "open-ended": "warn",
    "due": "info",
    "delivered": "good",
    "delivered late": "warn",
    "given up": "neutral",
}
_LEVER: dict[str, Tone] = {"in force": "good", "available": "info", "over": "neutral"}
_LINE: dict[str, Tone] = {"in_force": "good", "crossed": "bad", "proposed": "info"}
_ORDER = tuple(_TIMING)


def read_boards(view: Snapshot, case_id: str = "") -> Boards:
    """Read all boards of a case, or of the whole desk."""
    times, book = read_times(view), ledger(view, case_id)
    board, lines = levers(view, case_id, closed=True), red_lines(view, case_id, standing_only=False)
    entered = _entered(view, case_id)
    cases = tuple((case.id, case.title) for case in view.all(CrisisCase, order=CrisisCase.title))
    return Boards(
        {
            "ledger": ([_promise(one) for one in book.promises], _of_ledger(book)),
            "burdens": (
                [*(_burden(one, n, times) for n, one in enumerate(book.burdens)), *entered],
                f"Counted as of {times.both(times.now)}; disputed promises are left out, what is firm stands apart.",
            ),
            "levers": ([lever_line(one) for one in board], levers_told(board)),
            "red_lines": ([_line(view, one, times) for one in lines], _of_lines(lines)),
        },
        cases,
    )


def _made(row: Row, record: str, caption: str, facts: Facts) -> Line:
    searched = " ".join([caption, *(cell if isinstance(cell, str) else cell.text for cell in row.cells)])
    return Line(row, record, caption, facts, fold(searched))


def _day(text: str) -> str:
    """A partly known date in the manner of a date-time group."""
    return partial(PartialDate.parse(text)) if text else ""


def _day_cell(text: str, unknown: str = "none") -> Cell:
    return Cell(_day(text) or unknown, order=text or "~")


def _of_ledger(book: Ledger) -> str:
    return (
        f"{len(book.promises):,} commitments · {book.overdue:,} overdue · {book.open_ended:,} open-ended · "
        f"{book.without_value:,} without a value"
    )


def _promise(one: Promise) -> Line:
    row = Row(
        one.id,
        (
            one.giver,
            one.receiver,
            Cell(one.text, hint=one.text),
            Cell(one.timing.capitalize(), _TIMING[one.timing], order=float(_ORDER.index(one.timing))),
            one.status_label,
            _day_cell(one.due_on),
            one.value or "not stated",
            one.delivered or "unknown",
            Cell(str(one.days), order=float(one.days)) if one.days is not None else "",
            _day_cell(one.pledged_on, ""),
            one.certainty,
            one.direction,
        ),
    )
    quantity = f"{one.quantity:g} {one.unit}" if one.quantity is not None else ""
    until = "delivery" if one.delivered_on else "today"
    spent = "unknown" if one.days is None else f"{one.days:,} days from pledge to {until}"
    facts = (
        ("From", one.giver),
        ("To", one.receiver or "unknown"),
        ("Direction", one.direction.capitalize()),
        ("Kind", one.kind),
        ("State", one.status_label),
        ("Timing", one.timing.capitalize()),
        ("Pledged", _day(one.pledged_on) or "unknown"),
        ("Due", _day(one.due_on) or "No day was agreed: open-ended, never on time"),
        ("Delivered on", _day(one.delivered_on)),
        ("Pledge to delivery", spent),
        ("Quantity", quantity),
        ("Value", " ".join(filter(None, (one.value, one.price_basis))) or "not stated"),
        ("Delivered", one.delivered or "unknown"),
        ("Not delivered", one.gap),
        ("Certainty", one.certainty),
        ("Caveat", one.caveat),
        ("Made at", one.forum),
    )
    return _made(row, one.id, one.text, facts)


def _burden(one: Burden, number: int, times: Times) -> Line:
    amount, low = f"{_grouped(one.amount)} {one.unit}", f"{_grouped(one.low)} {one.unit}"
    rests = f"{one.counted} of {one.of} promises"
    row = Row(
        f"{one.giver_id}|{number}",
        (
            one.giver,
            _share(one.percent),
            one.denominator,
            Cell(amount, order=float(one.amount)),
            Cell(low, order=float(one.low)),
            rests,
            dtg(times.now),
        ),
    )
    facts = (
        ("Who", one.giver),
        ("Share", one.percent or "unknown: what it is divided by is not entered"),
        ("Divided by", one.denominator),
        ("Amount", f"{amount}, all that is not disputed"),
        ("Of it firm", f"{low}, confirmed or reported"),
        ("Rests on", rests),
        ("As of", times.both(times.now)),
    )
    return _made(row, one.giver_id, f"{one.giver}: {one.denominator}", facts)


def _entered(view: Snapshot, case_id: str) -> list[Line]:
    """The figures that somebody entered, each with its denominator and its year."""
    found = view.all(BurdenShare, BurdenShare.case_id == case_id) if case_id else view.all(BurdenShare)
    names, terms = view.captions([one.partner_id for one in found]), Terms(view)
    lines = []
    for one in sorted(found, key=lambda share: (names.get(share.partner_id, ""), share.year or 0)):
        who, basis = names.get(one.partner_id, ""), terms.label("burden_basis", one.basis)
        divided = f"{basis}, divided by {one.denominator or 'what is not stated'}, as entered"
        amount = str(one.value or (f"{one.quantity:g} {one.unit}" if one.quantity is not None else ""))
        as_of = str(one.year or "unknown")
        certainty = terms.label("certainty", one.certainty) if one.certainty else "Not stated"
        row = Row(one.id, (who, _share(str(one.share or "")), divided, amount, "", certainty, as_of))
        facts = (
            ("Who", who),
            ("Share", str(one.share or "unknown")),
            ("Divided by", one.denominator or "not stated"),
            ("Basis", basis),
            ("Amount", amount),
            ("Certainty", certainty),
            ("As of", as_of),
            ("Notes", one.notes),
        )
        lines.append(_made(row, one.id, f"{who}: {basis}", facts))
    return lines


def _share(percent: str) -> Cell:
    number = percent.partition(" ")[0].replace("%", "")
    try:
        return Cell(percent, order=float(number))
    except ValueError:
        return Cell(percent or "unknown", order=-1.0)


def _grouped(amount: str) -> str:
    whole, point, rest = amount.partition(".")
    return f"{int(whole):,}{point}{rest}" if whole.lstrip("-").isdigit() else amount


def levers_told(board: Sequence[Lever]) -> str:
    """How many are in force, how many could be, and how many have no way back."""
    force = sum(one.state == "in force" for one in board)
    open_ = sum(one.state == "available" for one in board)
    stuck = sum(one.state == "in force" and not one.off_ramp for one in board)
    return f"{force:,} in force · {open_:,} available · {stuck:,} in force without a way back"


def lever_line(one: Lever) -> Line:
    """A lever as a line of its board."""
    back: Cell = Cell("Written down", "good") if one.off_ramp else Cell("Not written", "warn")
    if one.reversible is False:
        back = Cell("Cannot be undone", "bad")
    review = Cell(
        one.review_on or "none", "bad" if one.review_overdue else "neutral", order=one.review_on or "~"
    )
    row = Row(
        one.id,
        (
            Cell(one.state.capitalize(), _LEVER[one.state], one.status),
            one.lever,
            Cell(one.caption, hint=one.caption),
            one.partner,
            one.trigger,
            one.effect,
            back if one.state != "over" else "",
            review,
            ", ".join(one.missing) if one.state != "over" else "",
            one.authority,
        ),
    )
    facts = (
        ("State", one.status),
        ("Lever", f"{one.lever}: {one.kind}"),
        ("Moves", one.moves or "nothing that is named"),
        ("Partner", one.partner),
        ("Trigger", one.trigger or "not said"),
        ("Authority", one.authority or "not said"),
        ("Consultation of partners", one.consultation or "not said"),
        ("Expected effect", one.effect or "not said"),
        ("Deters", one.deters),
        ("Reassures", one.reassures),
        ("Side effects", one.side_effects or "not said"),
        ("Reversal condition", one.reversal or "not said"),
        ("Reversal owner", one.reversal_owner or "nobody"),
        ("Review", f"{_day(one.review_on) or 'no day'}{', overdue' if one.review_overdue else ''}"),
        ("Not said", ", ".join(one.missing)),
    )
    return _made(row, one.id, one.caption, facts)


def _of_lines(lines: Sequence[LineDrawn]) -> str:
    red = [one for one in lines if one.kind == "red_line"]
    untold = sum(not one.communicated_at for one in red)
    return (
        f"{len(red):,} red lines, {untold:,} never communicated · {len(lines) - len(red):,} exit conditions"
    )


def _line(view: Snapshot, one: LineDrawn, times: Times) -> Line:
    exits = one.kind != "red_line"
    when = times.both(parse_moment(one.communicated_at)) if one.communicated_at else ""
    told = Cell(when, "good", one.communicated_via, one.communicated_at) if when else Cell("Never", "warn")
    status = one.status.replace("_", " ").capitalize()
    row = Row(
        one.id,
        (
            "Exit condition" if exits else "Red line",
            Cell(one.text, hint=one.text),
            Cell(status, _LINE.get(one.status, "neutral")),
            told if when or not exits else "",
            one.issuer,
            one.addressee,
            ", ".join(one.shared_by),
            Cell(" ".join(one.missing), hint="\n".join(one.missing)),
            _day_cell(one.review_on),
        ),
    )
    versions = wordings(view, one.id)
    history = "\n".join(f"{dtg(parse_moment(was.at))} {was.actor}: {was.text}" for was in versions)
    facts = (
        ("State", status),
        ("Drawn by", one.issuer or "unknown"),
        ("To", one.addressee or "unknown"),
        ("Audience", one.audience.replace("_", " ").capitalize()),
        ("Communicated", when or "never"),
        ("Through", one.communicated_via),
        ("Shared by", ", ".join(one.shared_by) or "nobody on record"),
        ("Declined by", ", ".join(one.declined_by)),
        ("What would show it", one.indicator or "not said"),
        ("Response", one.response or "not agreed"),
        ("Owner of the response", one.response_owner or "nobody"),
        ("Crossings", "\n".join(one.crossings)),
        ("Open about it", "\n".join(one.missing)),
        ("Wordings", history if len(versions) > 1 else ""),
        ("Review", _day(one.review_on) or "no day"),
    )
    return _made(row, one.id, one.text, facts)
