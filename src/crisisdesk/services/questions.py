"""Questions to screening as people write them: typed, or as a CSV file."""

from pathlib import Path

from crisisdesk.errors import UserError
from crisisdesk.exchange.csv_in import Line, lines
from crisisdesk.exchange.opening import opened
from crisisdesk.model.values import PartialDate
from crisisdesk.screening import Question
from crisisdesk.services.candidates import country_code

_COLUMNS = {
    "name": {"name", "full name", "query"},
    "birth": {"birth", "birth date", "birthdate", "date of birth", "dob", "born"},
    "country": {"country", "nationality", "flag"},
    "identifier": {"identifier", "id", "number", "passport", "imo"},
    "type": {"type", "kind"},
    "gender": {"gender", "sex"},
}
_TYPES = {"entity": "organisation", "organization": "organisation", "company": "organisation", "individual": "person",
          "ship": "vessel"}  # fmt: skip


def asked(one: str | Question) -> Question:
    """A question of a bare name, or the question itself.

    Raises:
        UserError: There is neither a name nor an identifier in it.
    """
    question = Question(one) if isinstance(one, str) else one
    if not question.name.strip() and not question.identifier:
        raise UserError("A name to screen must not be empty.")
    return question


def questions_of(path: Path) -> list[Question]:
    """The names of a CSV file with what is known beside them; a file without a header has names in its first column.

    Columns: name; and, where they are there, birth date, country, identifier, type and gender.

    Raises:
        UserError: The file cannot be read, has no names, or a date or type in it is none; with the row.
    """
    source = opened(path)
    try:
        rows = list(lines(source))
    finally:
        source.file.close()
    if not rows:
        raise UserError(f"{path.name} is empty; it needs a column “name”.")
    columns = _columns(rows[0])
    if "name" not in columns:
        columns = {"name": 0}
    else:
        rows = rows[1:]
    if not rows:
        raise UserError(f"{path.name} is empty but for its header; there is no name to screen.")
    return [_read(path, line, columns) for line in rows]


def _columns(header: Line) -> dict[str, int]:
    found: dict[str, int] = {}
    for place, cell in enumerate(header.cells):
        wanted = cell.strip().casefold().replace("_", " ").replace("-", " ")
        for name, words in _COLUMNS.items():
            if wanted in words:
                found.setdefault(name, place)
    return found


def _read(path: Path, line: Line, columns: dict[str, int]) -> Question:
    told = {
        name: line.cells[place].strip() if place < len(line.cells) else "" for name, place in columns.items()
    }
    try:
        return question_of(**told)
    except UserError as error:
        raise UserError(f"{path.name}, row {line.row}: {error}") from error


def question_of(
    name: str,
    *,
    birth: str = "",
    country: str = "",
    identifier: str = "",
    type: str = "",  # noqa: A002 - the word that lists use
    gender: str = "",
) -> Question:
    """A question from what a person wrote: countries by name or code, a birth date as far as it is known.

    Raises:
        UserError: The name is empty, the date is none, or the type is none of a listed party.
    """
    kind = type.casefold()
    kind = _TYPES.get(kind, kind)
    if kind not in {"", "person", "organisation", "vessel", "aircraft"}:
        raise UserError(f"“{type[:40]}” is no type; choose person, organisation, vessel or aircraft.")
    sex = {"m": "male", "f": "female"}.get(gender.casefold(), gender.casefold())
    born = PartialDate.parse(birth) if birth else None
    return asked(Question(name, born, country_code(country) if country else "", identifier, kind, sex))
