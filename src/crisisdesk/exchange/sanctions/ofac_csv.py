"""OFAC's lists as CSV: four files without headers, joined on the first column (OFAC's specification of 25 Sep 2023).

Nulls are ``-0-`` with or without a blank; the last line may be a lone Ctrl-Z; several programmes stand in one cell as
``SDGT] [SYRIA``; remarks are cut at 1,000 characters and go on in the comments file without any separator.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from functools import partial

from crisisdesk.errors import UserError
from crisisdesk.exchange.sanctions.assembly import Assembly
from crisisdesk.exchange.sanctions.draft import Draft
from crisisdesk.exchange.sanctions.kinds import FileKind, Files, Head, SanctionList
from crisisdesk.exchange.sanctions.ofac_facts import ALIAS_KINDS, add_remarks
from crisisdesk.exchange.sanctions.party import ListVersion, NameKind, PartyType, Quality
from crisisdesk.exchange.sanctions.source import SourceFile
from crisisdesk.exchange.sanctions.tables import Row, as_text, fitting, rows
from crisisdesk.progress import Progress

SDN, NON_SDN = "ofac-sdn", "ofac-non-sdn"

_NULL = "-0-"
_WIDTHS = {"main": 12, "aliases": 5, "addresses": 6, "comments": 2}
_TYPES = {
    "individual": PartyType.PERSON,
    "vessel": PartyType.VESSEL,
    "aircraft": PartyType.AIRCRAFT,
    "": PartyType.ORGANISATION,
}
_NON_SDN_TAGS = ("NS-", "CMIC-", "561-", "FSE-")
_SHARE = 0.05


def is_non_sdn(programmes: Collection[str]) -> bool:
    """Whether these entries, each by its programmes, are of the lists beside the SDN list, which have the same layout.

    Some programmes are on both; those lists begin with programmes that the SDN list hardly has.
    """
    own = sum(tag.startswith(_NON_SDN_TAGS) for each in programmes for tag in _tags(each))
    return own > _SHARE * len(programmes)


def _tags(programmes: str) -> list[str]:
    return [tag.strip("[] ") for tag in programmes.split("] [")]


def _main(head: Head, *, non_sdn: bool) -> bool:
    found = [row for row in head.rows() if len(row) == _WIDTHS["main"]]
    return _is(head, "main") and is_non_sdn([row[3] for row in found]) is non_sdn


def _is(head: Head, role: str) -> bool:
    """Whether all rows at the beginning look like this part."""
    found = [row for row in head.rows() if row != ["\x1a"]]
    return bool(found) and all(len(row) == _WIDTHS[role] and _ROWS[role](row) for row in found)


_ROWS: Mapping[str, Callable[[Row], bool]] = {
    "main": lambda row: row[0].isdecimal() and _value(row[2]) in _TYPES,
    "aliases": lambda row: row[0].isdecimal() and row[1].isdecimal() and row[2] in ALIAS_KINDS,
    "addresses": lambda row: row[0].isdecimal() and row[1].isdecimal(),
    "comments": lambda row: row[0].isdecimal(),
}


def read(files: Files, progress: Progress, *, name: str) -> ListVersion:
    """The list that these files give; aliases, addresses and comments may be left out.

    Raises:
        UserError: A row has not the width of its file, or no number in front.
    """
    made = Assembly(name)
    overflow = _Overflow(made, files.get("comments"), progress)
    for line, row in _rows(made, files["main"], "main", progress):
        key = row[0]
        more = overflow.take(key)
        draft = made.entry(key, f"{files['main'].name}, line {line:,}", [*row, more] if more else row)
        _add_main(draft, row, more)
    overflow.leave_orphans()
    for role, add in (("aliases", _add_alias), ("addresses", _add_address)):
        file = files.get(role)
        if file is None:
            made.note(
                f"The file with the {role} was not there; the parties have none but those in the remarks."
            )
            continue
        for line, row in _rows(made, file, role, progress):
            if row[0] not in made.drafts:
                made.orphan(file.name, line, row[0])
                continue
            add(made.draft(row[0], f"{file.name}, line {line:,}", row), row)
    return made.version(files)


def _rows(made: Assembly, file: SourceFile, role: str, progress: Progress) -> Iterator[tuple[int, Row]]:
    text = as_text(file)
    made.note(text.note)
    for line, row in rows(text, progress, made.note):
        fitting(row, _WIDTHS[role], file.name, line)
        cells = [row[0], row[1]] if role == "comments" else [_value(cell) for cell in row]
        if not cells[0].isdecimal():
            raise UserError(
                f"{file.name}, line {line:,}: the row begins with “{cells[0][:20]}”, not with a number; fetch the list again."
            )
        made.rows[role] += 1
        yield line, cells


def _value(cell: str) -> str:
    return "" if cell.strip() == _NULL else cell


class _Overflow:
    """The rest of remarks that were cut."""

    def __init__(self, made: Assembly, file: SourceFile | None, progress: Progress) -> None:
        self._made, self._name = made, file.name if file else ""
        self._texts = (
            {row[0]: (line, row[1]) for line, row in _rows(made, file, "comments", progress)} if file else {}
        )

    def take(self, key: str) -> str:
        return self._texts.pop(key, (0, ""))[1]

    def leave_orphans(self) -> None:
        for key, (line, _) in self._texts.items():
            self._made.orphan(self._name, line, key)


def _add_main(draft: Draft, row: Row, more: str) -> None:
    _, name, kind, programmes, title, call_sign, vessel, tonnage, gross, flag, owner, remarks = row
    draft.type = _TYPES.get(kind.strip().lower(), PartyType.UNKNOWN)
    add_ofac_name(draft, name, NameKind.PRIMARY, Quality.STRONG)
    draft.add("programmes", *_tags(programmes))
    draft.add("titles", title)
    draft.craft(
        call_sign=call_sign, kind=vessel, tonnage=tonnage, gross_tonnage=gross, flag=flag, owner=owner
    )
    add_remarks(draft, remarks + more)


def add_ofac_name(draft: Draft, name: str, kind: NameKind, quality: Quality) -> None:
    """Add a name; a person's is written ``FAMILY, Given``."""
    family, comma, given = name.partition(", ")
    if draft.type is PartyType.PERSON and comma:
        draft.name(name, kind, quality, given=given, family=family)
    else:
        draft.name(name, kind, quality)


def _add_alias(draft: Draft, row: Row) -> None:
    add_ofac_name(draft, row[3], ALIAS_KINDS.get(row[2].strip().lower(), NameKind.ALIAS), Quality.STRONG)
    draft.remark(row[4])


def _add_address(draft: Draft, row: Row) -> None:
    draft.address(row[2:4], row[4])
    draft.remark(row[5])


def _files(main: str, *, non_sdn: bool) -> tuple[FileKind, ...]:
    return (
        FileKind("main", main, partial(_main, non_sdn=non_sdn)),
        FileKind("aliases", "aliases", lambda head: _is(head, "aliases"), required=False),
        FileKind("addresses", "addresses", lambda head: _is(head, "addresses"), required=False),
        FileKind("comments", "comments", lambda head: _is(head, "comments"), required=False),
    )


OFAC_SDN_CSV = SanctionList(
    name=SDN,
    layout="csv",
    label="OFAC SDN list",
    issuer="US Treasury, Office of Foreign Assets Control",
    files=_files("main file (sdn.csv)", non_sdn=False),
    expects=(10_000, 60_000),
    reads=partial(read, name=SDN),
)
OFAC_NON_SDN_CSV = SanctionList(
    name=NON_SDN,
    layout="csv",
    label="OFAC consolidated non-SDN list",
    issuer="US Treasury, Office of Foreign Assets Control",
    files=_files("main file (cons_prim.csv)", non_sdn=True),
    expects=(200, 10_000),
    reads=partial(read, name=NON_SDN),
)
