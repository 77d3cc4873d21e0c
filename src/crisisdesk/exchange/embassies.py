"""The database of embassies (Wikidata, CC0): missions of states abroad, their offices, numbers and addresses.

Separated by semicolons without quoting; lists within a cell are parted by bars. A mission becomes a partner of
the kind ``mission`` under the state that sends it, with the post of its head and the office's channels. Ids
follow from Wikidata's, so that a later edition of the file updates what an earlier one brought.
"""

import csv
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from crisisdesk.errors import UserError
from crisisdesk.exchange.incoming import Report
from crisisdesk.exchange.mission import Mission, read_mission
from crisisdesk.exchange.opening import Source
from crisisdesk.exchange.sending_states import SendingStates
from crisisdesk.model.base import Record, fields_of
from crisisdesk.model.channels import Channel
from crisisdesk.model.partners import Partner
from crisisdesk.model.phones import Phone, e164_list, read_phone
from crisisdesk.model.posts import Post
from crisisdesk.model.sources import Source as SourceRecord
from crisisdesk.model.values import Grade, PartialDate
from crisisdesk.progress import Progress
from crisisdesk.store.rows import row_of
from crisisdesk.store.transaction import Transaction

SOURCE_ID = "source-database-of-embassies"
EDITION = "2022-11-16"
_NEEDED = {"operator", "operatorQID", "country", "type", "QID"}
_OFTEN = 500

Row = dict[str, Any]

_HEADS = {
    "embassy": ("ambassador", "Ambassador"),
    "high_commission": ("high_commissioner", "High Commissioner"),
    "apostolic_nunciature": ("nuncio", "Apostolic Nuncio"),
    "consulate_general": ("consul_general", "Consul General"),
    "consulate": ("consul", "Consul"),
    "honorary_consulate": ("honorary_consul", "Honorary Consul"),
    "consular_agency": ("consular_agent", "Consular Agent"),
    "permanent_mission": ("permanent_representative", "Permanent Representative"),
}


def is_embassies(header: str) -> bool:
    """Whether this is the first line of such a file."""
    return {"operatorQID", "typeQID", "QID"} <= set(header.strip().split(";"))


def take_embassies(tx: Transaction, source: Source, report: Report, progress: Progress) -> None:
    """Take every mission of the file; one that cannot be taken is refused with its reason.

    Raises:
        UserError: The file has not the columns of the database of embassies.
    """
    taking = _Taking(tx, report)
    for number, (row, cells) in enumerate(_rows(source)):
        if number % _OFTEN == 0:
            progress(number, 0, f"Reading mission {number:,}")
        try:
            taking.take(cells)
        except UserError as refusal:
            report.refuse(row, str(refusal))
    progress(report.rows, 0, f"Writing {report.taken:,} missions")
    taking.write()


def _rows(source: Source) -> Iterator[tuple[int, Mapping[str, str]]]:
    text = source.text()
    try:
        reader = csv.reader(text, delimiter=";", quoting=csv.QUOTE_NONE)
        header = next(reader, [])
        if not set(header) >= _NEEDED:
            raise UserError(
                f"{source.name} has not the columns of the database of embassies: {', '.join(sorted(_NEEDED))}."
            )
        for row, cells in enumerate(reader, 2):
            if cells:
                yield row, dict(zip(header, cells, strict=False))
    except (csv.Error, UnicodeError) as error:
        raise UserError(f"{source.name} is damaged: {error}.") from error


class _Taking:
    """What was read so far, and what of it the desk has already."""

    def __init__(self, tx: Transaction, report: Report) -> None:
        self._tx = tx
        self._report = report
        self._states = SendingStates(tx)
        self._seen: set[str] = set()
        self._new: dict[type[Record], list[Row]] = {SourceRecord: [], Partner: [], Post: [], Channel: []}
        self._edits: list[tuple[type[Record], str, Row]] = []
        types: tuple[type[Record], ...] = (Partner, Post, Channel)
        self._there = {t: _there(tx, t) for t in types}
        self._blank = {t: row_of(make()) for t, make in _BLANKS.items()}

    def take(self, cells: Mapping[str, str]) -> None:
        """Take one mission with its office and channels.

        Raises:
            UserError: It says too little, names no state that is known, or was there before.
        """
        mission = read_mission(cells)
        if mission.key in self._seen:
            raise UserError(f"The mission {mission.key} is there twice; the first row is kept.")
        sender, host = self._states.sender(mission), self._states.host(mission)
        states = {
            self._note(t, record_id, told)
            for t, record_id, told in _told(mission, sender, host, self._states)
        }
        self._seen.add(mission.key)
        if states == {"same"}:
            self._report.unchanged += 1
        elif f"mission-{mission.key}" in self._there[Partner]:
            self._report.changed += 1
        else:
            self._report.taken += 1

    def _note(self, record_type: type[Record], record_id: str, told: Row) -> str:
        there = self._there[record_type].get(record_id)
        if there is None:
            self._new[record_type].append({**self._blank[record_type], **told, "id": record_id})
            return "new"
        if all(there[name] == value for name, value in told.items()):
            return "same"
        self._edits.append((record_type, record_id, told))
        return "edited"

    def write(self) -> None:
        """Write all of it: new rows at once, edits one by one."""
        if self._report.taken and self._tx.type_of(SOURCE_ID) is None:
            self._new[SourceRecord].append(row_of(_source_record()))
        self._new[Partner][:0] = [row_of(partner) for partner in self._states.founded]
        for record_type, rows in self._new.items():
            if rows:
                self._tx.add_rows(record_type, rows)
        for record_type, record_id, told in self._edits:
            record = self._tx.get(record_type, record_id)
            readers: Mapping[str, Callable[[str], Any]] = {f.name: f.read for f in fields_of(record_type)}
            for name, value in told.items():
                setattr(record, name, value if value in {None, ""} else readers[name](str(value)))


_BLANKS: Mapping[type[Record], Callable[[], Record]] = {
    Partner: lambda: Partner(id="blank", name="blank", kind="mission"),
    Post: lambda: Post(id="blank", title="blank", status="unknown"),
    Channel: lambda: Channel(id="blank", kind="phone", address="blank", status="untested"),
}


def _there(tx: Transaction, record_type: type[Record]) -> dict[str, Row]:
    """What earlier imports brought, by id."""
    begin = {"partner": "mission-", "post": "post-Q", "channel": "channel-Q"}[record_type.__tablename__]
    text = f'SELECT * FROM "{record_type.__tablename__}" WHERE id >= ? AND id < ?'
    return {row["id"]: dict(row) for row in tx.sql(text, begin, begin + "\uffff").mappings()}


def _told(
    mission: Mission, sender: str, host: str, states: SendingStates
) -> Iterator[tuple[type[Record], str, Row]]:
    """The rows that a mission becomes, just with what the file says."""
    place = f"in {mission.city}" if mission.city else f"in {states.name(host)}"
    yield (
        Partner,
        f"mission-{mission.key}",
        {
            "name": f"{mission.kind_label} of {mission.sender} {place}",
            "parent_id": sender,
            "host_id": host,
            "mission_kind": mission.kind,
            "region": states.region(host),
            "capital": mission.city,
            "address": mission.address,
            "telephone": "; ".join(mission.phones),
            "telephone_e164": e164_list("; ".join(mission.phones), region=states.iso2(host)),
            "email": "; ".join(mission.emails),
            "website": mission.website,
            "latitude": mission.latitude,
            "longitude": mission.longitude,
            "time_zone": states.time_zone(host),
            "begins_on": mission.since,
            "source_id": SOURCE_ID,
            "as_of": EDITION,
        },
    )
    post = f"post-{mission.key}"
    kind, title = _HEADS.get(mission.kind, ("head_of_mission", "Head of Mission"))
    yield (
        Post,
        post,
        {
            "title": f"{title}, {mission.kind_label} of {mission.sender} {place}",
            "kind": kind,
            "partner_id": f"mission-{mission.key}",
            "host_id": host,
            "secondary": "; ".join(mission.also),
            "city": mission.city,
            "time_zone": states.time_zone(host),
        },
    )
    addresses = [("phone", phone) for phone in mission.phones] + [
        ("email", email) for email in mission.emails
    ]
    for place_, (channel_kind, address) in enumerate(addresses, 1):
        yield (
            Channel,
            f"channel-{mission.key}-{place_}",
            {
                "kind": channel_kind,
                "address": address,
                **_numbered(channel_kind, address, states.iso2(host)),
                "post_id": post,
                "partner_id": f"mission-{mission.key}",
                "order": place_,
            },
        )


def _numbered(kind: str, address: str, region: str) -> Row:
    """The number in E.164; one that is no valid number there is kept as text and marked unverified."""
    phone = read_phone(address, region) if kind == "phone" else Phone("", "")
    return {"number": phone.e164, "number_check": phone.check}


def _source_record() -> SourceRecord:
    return SourceRecord(
        id=SOURCE_ID,
        title="Database of embassies",
        kind="open_data",
        origin="Wikidata contributors, compiled by database-of-embassies",
        reference="database_of_embassies.csv, CC0",
        dated=PartialDate.parse(EDITION),
        grade=Grade.parse("C3"),
        summary="Missions of states and their office numbers; office data only. Check before use: numbers change.",
    )
