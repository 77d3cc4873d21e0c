"""The page of a partner as rows: each section a table, and the overview as facts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from crisisdesk.briefing.terms import day as written
from crisisdesk.gui.pages.calls.board_rows import TONES, channel_words, until_there
from crisisdesk.gui.pages.case.times import Times, read_times
from crisisdesk.gui.pages.case.words import Words, read_words
from crisisdesk.gui.pages.clock_wall_words import ends_words, state_cell, state_words
from crisisdesk.gui.tables.rows import Cell, Column, Row
from crisisdesk.model.moments import dtg
from crisisdesk.model.partners import Partner
from crisisdesk.services.clocks import Clock
from crisisdesk.services.partner_page import SECTIONS, Item, PartnerProfile
from crisisdesk.services.partner_profile import partner_profile
from crisisdesk.services.rhythm import Rhythm
from crisisdesk.services.standing_facts import StandingFact
from crisisdesk.store.snapshot import Snapshot

OVERVIEW, CONTACTS, RHYTHMS, DUE = "overview", "contacts", "rhythms", "due"
COLUMNS = (
    Column("state", "Stands", 112, "status", hint="Whether it holds on the day of the page"),
    Column("title", "What", 260, "strong"),
    Column("detail", "State and facts", 320),
    Column("begins", "From", 120, "moment"),
    Column("ends", "Until", 120, "moment"),
    Column("case", "Case", 170, "muted"),
    Column("marking", "Marking", 130, "marking"),
)
CONTACT_COLUMNS = (
    Column("state", "State", 150, "status"),
    Column("title", "Post", 240, "strong"),
    Column("holder", "Holder", 160),
    Column("there", "There it is", 100, "moment"),
    Column("until", "Until", 90, "moment"),
    Column("why", "Reason", 140, "muted"),
    Column("channel", "Channel", 200),
    Column("limit", "May carry", 130, "marking"),
    Column("deputy", "Deputy", 190),
)
ORDER: tuple[tuple[str, str], ...] = (
    (OVERVIEW, "Overview"),
    (CONTACTS, "Who can be called"),
    *SECTIONS[:1],
    *SECTIONS[4:9],
    *SECTIONS[1:4],
    *SECTIONS[9:],
    (RHYTHMS, "Rhythm of contact"),
    (DUE, "What is due"),
)
"""The sections of the page with their headings, in the order in which they are needed."""
CREATES: dict[str, tuple[str, str]] = {
    "roles": ("involvement", "partner_id"),
    "memberships": ("membership", "member_id"),
    "members": ("membership", "group_id"),
    "agreements": ("agreement_party", "partner_id"),
    "positions": ("position", "partner_id"),
    "we_promised": ("commitment", "receiver_id"),
    "they_promised": ("commitment", "giver_id"),
    "other_promises": ("commitment", "giver_id"),
    "red_lines": ("red_line", "addressee_id"),
    "accreditations": ("accreditation", "host_id"),
    "channels": ("channel", "partner_id"),
    "hotlines": ("hotline", "to_id"),
    "measures": ("measure", "target_id"),
    "alignments": ("alignment", "partner_id"),
    "transfers": ("transfer", "recipient_id"),
    "engagements": ("engagement", "partner_id"),
    "exercises": ("exercise", "host_id"),
    "interoperability": ("interoperability", "partner_id"),
    "capabilities": ("capability", "partner_id"),
    "governance": ("governance", "partner_id"),
    "access": ("access", "partner_id"),
    CONTACTS: ("post", "partner_id"),
}
"""What can be added to a section: the record type, and the field that names the partner."""
_NEXT = 6


@dataclass(frozen=True, slots=True)
class PartnerRead:
    """A partner on a day, with the words and times of the desk."""

    profile: PartnerProfile
    rows: dict[str, tuple[Row, ...]]
    overview: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    head: str
    kind: str
    past: bool


def read_partner(view: Snapshot, partner_id: str, on: date | None) -> PartnerRead | None:
    """Read the page of a partner on a day; nothing where it is not there at this moment."""
    if view.find(Partner, partner_id) is None:
        return None
    profile = partner_profile(view, partner_id, on)
    times = read_times(view)
    words = read_words(view, "partner_kind", "partner_role", "region", "channel_kind", "membership_status")
    partner = profile.partner
    rows = {name: tuple(item_row(one) for one in getattr(profile, name)) for name, _ in SECTIONS}
    rows[CONTACTS] = _contacts(profile, words)
    rows[RHYTHMS] = tuple(_rhythm(one, times) for one in profile.rhythms)
    rows[DUE] = _due(profile, times)
    names = view.captions([partner.parent_id, partner.host_id])
    head = (
        words.of("partner_kind", partner.kind) if partner.kind else "",
        partner.official_name,
        partner.name_original,
        f"part of {names[partner.parent_id]}" if partner.parent_id in names else "",
        words.of("region", partner.region) if partner.region else "",
        partner.capital,
    )
    return PartnerRead(
        profile,
        rows,
        _overview(profile, words, times),
        " · ".join(filter(None, head)),
        words.of("partner_role", partner.role) if partner.role else "Role toward us unknown",
        view.past,
    )


def item_row(one: Item) -> Row:
    """One record of a section."""
    state = Cell("Holds", "good") if one.current else Cell("Over", "neutral")
    if one.record_type in {"commitment", "transfer", "engagement", "exercise", "red_line"} and one.current:
        state = Cell("Open", "info")
    return Row(
        one.record_id,
        (state, one.title or "unknown", one.detail, one.begins, one.ends, one.case, one.marking),
    )


def _contacts(profile: PartnerProfile, words: Words) -> tuple[Row, ...]:
    return tuple(
        Row(
            line.post_id,
            (
                Cell(line.state.words.capitalize(), TONES[line.state.tone]),
                line.post,
                line.person or "nobody",
                f"{line.local_time:%a %H:%M}" if line.local_time else "unknown",
                until_there(line),
                line.why,
                channel_words(line, words),
                line.channel.limit if line.channel else "",
                line.deputy.post if line.deputy else "",
            ),
        )
        for line in profile.contacts
    )


def _rhythm(one: Rhythm, times: Times) -> Row:
    said = {"overdue": "Overdue", "never": "Never", "planned": "Planned", "kept": "Kept"}[one.state]
    tone = {"overdue": "bad", "never": "warn", "planned": "info", "kept": "good"}[one.state]
    due = f"due {dtg(one.due_at)}, {times.due(one.due_at)}" if one.due_at else "when it is due is unknown"
    pair = f"{one.what} with {one.other}" if one.other else one.what
    ahead = one.planned_at or one.due_at
    last = f"last {times.ago(one.last_at)}" if one.last_at else "never, as far as is recorded"
    return Row(
        one.record_id,
        (
            Cell(said, tone),  # type: ignore[arg-type]  # one of the tones, chosen by state
            pair[:1].upper() + pair[1:],
            f"every {one.every_days:,} days · {last} · {due}",
            dtg(one.last_at) if one.last_at else "",
            dtg(ahead) if ahead else "",
            "",
            "",
        ),
    )


def _due(profile: PartnerProfile, times: Times) -> tuple[Row, ...]:
    return tuple(
        Row(
            f"{clock.record_id}|{clock.field}|{number}",
            (state_cell(clock), clock.caption, _what_ends(clock), "", ends_words(clock, times), "", ""),
        )
        for number, clock in enumerate(profile.due)
    )


def _what_ends(clock: Clock) -> str:
    return f"{clock.label}: {clock.effect or 'what follows is unknown'}"


def _overview(
    profile: PartnerProfile, words: Words, times: Times
) -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    """What one wants to know first, in groups of names and values."""
    callable_now = [line for line in profile.contacts if line.state.callable]
    people = tuple(
        (line.state.words.capitalize(), f"{line.post}{f' ({line.person})' if line.person else ''}, {channel_words(line, words)}")
        for line in (callable_now or profile.contacts)[:_NEXT]
    )  # fmt: skip
    standing = tuple((fact.words, fact_words(fact)) for fact in profile.facts)
    roles = tuple((one.title, one.detail or "role unknown") for one in profile.roles if one.current)
    due = tuple(
        (f"{state_words(clock)}: {clock.label}", f"{clock.caption} · {ends_words(clock, times)}")
        for clock in profile.due[:_NEXT]
    )
    promised = tuple(
        (heading, one.title + (f" · {one.detail}" if one.detail else ""))
        for heading, items in (
            ("We promised", profile.we_promised),
            ("It promised us", profile.they_promised),
        )
        for one in items[: _NEXT // 2]
        if one.current
    )
    stands = tuple((one.title, one.detail) for one in profile.positions[:_NEXT] if one.current)
    notes = (("", profile.partner.notes),) if profile.partner.notes else ()
    none = (("", "Nothing is on record."),)
    return (
        (f"What follows on {written(profile.day)}", standing or none),
        ("Role in cases", roles or none),
        ("Who can be called now" if callable_now else "Nobody can be called now", people or none),
        ("What is due", due or none),
        ("Where it stands", stands or none),
        ("Commitments that are open", promised or none),
        ("Notes", notes or none),
    )


def fact_words(fact: StandingFact) -> str:
    """Yes, no or unknown, with the row that it follows from."""
    if fact.holds is None:
        return "unknown: the desk has no such group"
    if not fact.holds:
        return f"no{f' · {fact.doubt}' if fact.doubt else ''}"
    since = f"since {fact.since}" if fact.since else "since unknown"
    until = f"until {fact.until}" if fact.until else ""
    confidence = f"confidence {fact.confidence}" if fact.confidence else ""
    return " · ".join(filter(None, ("yes", fact.group, since, until, fact.basis, confidence, fact.doubt)))


def record_of(row_id: str) -> str:
    """The record behind a row."""
    return row_id.partition("|")[0]


def counts(read: PartnerRead) -> Sequence[tuple[str, str, int]]:
    """Each section with its heading and how many lines it has; the overview has none of its own."""
    return [(key, heading, len(read.rows.get(key, ()))) for key, heading in ORDER]
