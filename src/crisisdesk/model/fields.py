"""``field``: the one declaration from which form, table, search, import, export and history follow.

It states facts about the data, never how it looks. A field without a default is required.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import MappedColumn, mapped_column

from crisisdesk.model.columns import ChoiceColumn

_NONE: Any = object()


@dataclass(frozen=True, slots=True)
class Facts:
    """What a declaration says about its field beyond name and type."""

    label: str
    caption: bool
    search: bool
    column: bool
    deadline: bool
    prose: bool
    vocabulary: str
    help: str
    required: bool
    default: Any


def field(
    label: str,
    *constraints: ForeignKey,
    default: Any = _NONE,
    caption: bool = False,
    search: bool = False,
    column: bool = False,
    deadline: bool = False,
    prose: bool = False,
    vocabulary: str = "",
    help: str = "",  # noqa: A002 - the word a declaration reads best with
    index: bool = False,
    choices: type[Enum] | None = None,
) -> Any:
    """Declare a field.

    Args:
        label: What people call it; unique within its type.
        constraints: ``ForeignKey("partner.id")`` for a reference to another record.
        default: The value of a new record that says nothing; without it the field is required.
        caption: It names the record; searched and shown without being asked.
        search: Its text is found by the search.
        column: Tables show it at first.
        deadline: Something is due or runs out at this time.
        prose: Paragraphs, each of which may begin with a portion mark.
        vocabulary: The editable vocabulary that its terms come from.
        help: One sentence for the person who fills it in.
        index: Records are often looked up by it; references are indexed in any case.
        choices: The values that code branches on, where it is one of those.
    """
    facts = Facts(
        label=label,
        caption=caption,
        search=search or caption or prose,
        column=column or caption,
        deadline=deadline,
        prose=prose,
        vocabulary=vocabulary,
        help=help,
        required=default is _NONE,
        default=None if default is _NONE else default,
    )
    settings: dict[str, Any] = {"info": {"facts": facts, "indexed": index or bool(constraints)}}
    if default is not _NONE:
        settings["default"] = default
    types = () if choices is None else (ChoiceColumn(choices),)
    column_: MappedColumn[Any] = mapped_column(*types, *constraints, **settings)
    return column_


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a record type, as forms, tables, files and the command line see it.

    ``kind`` is one of text, prose, boolean, integer, number, moment, date, money, share, grade, marking, term,
    choice, reference. ``references`` and ``vocabulary`` are empty where they do not apply; ``choices`` holds the
    values of a choice. ``read`` turns typed text into the value, ``write`` a value into text.
    """

    name: str
    label: str
    kind: str
    required: bool
    references: str
    vocabulary: str
    choices: tuple[str, ...]
    facts: Facts
    read: Callable[[str], Any]
    write: Callable[[Any], str]
