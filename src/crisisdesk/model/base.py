"""``Record``: what every kind of record has in common, and the facts that follow from its declaration."""

import secrets
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from functools import cache, partial
from typing import Any, ClassVar, dataclass_transform

from sqlalchemy import Boolean, Column, Float, Index, Integer, MetaData, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, MappedAsDataclass, mapped_column
from sqlalchemy.orm.decl_api import DCTransformDeclarative
from sqlalchemy.orm.session import Session

from crisisdesk.errors import UserError
from crisisdesk.model.columns import ChoiceColumn, MomentColumn, ValueColumn
from crisisdesk.model.fields import Facts, Field, field
from crisisdesk.model.marking import Marking
from crisisdesk.model.moments import iso, parse_moment
from crisisdesk.model.text import clean
from crisisdesk.model.values import Grade, Money, PartialDate, Share

CAPTION_LIMIT = 110
UNMARKED = Marking("UNCLASSIFIED")
_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"  # Crockford's: no letter that reads as a figure


def fresh_id(prefix: str) -> str:
    """Make an id that no other desk will make: the type's name and 60 random bits, such as ``case-7k3m9q2xw4dt``."""
    bits = secrets.randbits(60)
    return f"{prefix}-" + "".join(_ALPHABET[bits >> shift & 31] for shift in range(55, -1, -5))


def shorten(text: str, limit: int = CAPTION_LIMIT) -> str:
    """At most so many characters, cut at a space where there is one, with an ellipsis."""
    if len(text) <= limit:
        return text
    cut = text[: limit - 2]
    return (cut[: cut.rfind(" ")] if cut.rfind(" ") > limit // 2 else cut) + " …"


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a record cannot be kept as it is: the field's name (or nothing) and a whole sentence."""

    field: str
    sentence: str


@dataclass_transform(kw_only_default=True, eq_default=False, field_specifiers=(field,))
class _RecordMeta(DCTransformDeclarative):
    """Tells type checkers that :func:`field` declares constructor arguments."""


class Record(MappedAsDataclass, DeclarativeBase, metaclass=_RecordMeta, kw_only=True, eq=False, repr=False):
    """A thing that a desk keeps.

    Records are read through a ``Snapshot`` and written through a ``Transaction``. One that was read
    refuses assignment outside a transaction: a detached edit cannot vanish unseen.
    """

    __abstract__ = True
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        str: Text(),
        bool: Boolean(create_constraint=False),
        int: Integer(),
        float: Float(),
        datetime: MomentColumn(),
        PartialDate: ValueColumn(PartialDate),
        Money: ValueColumn(Money),
        Share: ValueColumn(Share),
        Grade: ValueColumn(Grade),
        Marking: ValueColumn(Marking),
    }

    __label__: ClassVar[str]
    __plural__: ClassVar[str]
    __area__: ClassVar[str]
    __aliases__: ClassVar[tuple[str, ...]] = ()
    __append_only__: ClassVar[bool] = False
    __mutable__: ClassVar[tuple[str, ...]] = ()  # what may change in an append-only type
    __edge__: ClassVar[tuple[str, str] | None] = None

    id: Mapped[str] = mapped_column(primary_key=True, default="")
    marking: Mapped[Marking] = field(
        "Marking", default=UNMARKED, help="Level, controls and release, such as SECRET//REL TO USA, GBR."
    )

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        table = cls.__dict__.get("__table__")
        if table is None:
            return
        for column in list(table.columns):
            if column.info.get("indexed"):
                empty = column.nullable and column.foreign_keys
                held = column.is_not(None) if empty else None  # an index over nothing costs each write
                Index(f"ix_{table.name}_{column.key}", column, sqlite_where=held)

    def __post_init__(self) -> None:
        if not self.id:
            self.id = fresh_id(type(self).__tablename__)

    def __setattr__(self, name: str, value: Any) -> None:
        if (
            name[0] != "_"
            and (state := self.__dict__.get("_sa_instance_state")) is not None
            and state.key is not None
        ):
            session: Session | None = state.session
            if session is None or not session.info.get("writes"):
                raise RuntimeError(f"{self!r} was changed outside a transaction: its {name} would be lost.")
        super().__setattr__(name, value)

    def __str__(self) -> str:
        return self.caption

    def __repr__(self) -> str:
        return f"<{type(self).__tablename__} {self.__dict__.get('id')}>"

    @property
    def caption(self) -> str:
        """What names it, out of its own fields; references add nothing here (see ``Snapshot.caption``)."""
        return (
            type(self).own_caption(
                {f.name: f.write(getattr(self, f.name)) for f in caption_fields(type(self))}
            )
            or self.id
        )

    @classmethod
    def own_caption(cls, row: Mapping[str, Any]) -> str:
        """What names a record, out of its own columns as text: the first line of each, shortened."""
        texts = (
            str(row.get(f.name) or "").partition("\n")[0]
            for f in caption_fields(cls)
            if f.kind != "reference"
        )
        return " · ".join(shorten(text) for text in texts if text)

    def stamp(self, moment: datetime, actor: str) -> None:
        """Fill in what the moment of entry and the person at the desk decide; called once, when it is added."""

    def derive(self) -> None:
        """Bring fields that follow from others into line with them; called each time before it is written."""

    def problems(self) -> Iterator[Problem]:
        """Yield what speaks against keeping it as it is, beyond what the fields themselves demand."""
        yield from ()


def _as_text(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case datetime():
            return iso(value)
        case Enum():
            return str(value.value)
    return str(value)


def _read_boolean(text: str, label: str) -> bool:
    known = {
        "yes": True,
        "true": True,
        "1": True,
        "y": True,
        "on": True,
        "no": False,
        "false": False,
        "0": False,
        "n": False,
        "off": False,
    }
    if text.strip().lower() not in known:
        raise UserError(f"{label}: “{text[:40]}” is neither yes nor no.")
    return known[text.strip().lower()]


def _read_number(text: str, label: str, kind: type[int] | type[float]) -> float:
    try:
        number = kind(text.strip().replace("_", ""))
    except ValueError as error:
        raise UserError(
            f"{label}: “{text[:40]}” is not a {'whole ' if kind is int else ''}number."
        ) from error
    if not -(2**53) <= number <= 2**53:  # also refuses infinity and not-a-number
        raise UserError(f"{label}: {text[:40]} is past what a desk can keep.")
    return number


def _read_choice(text: str, label: str, choices: type[Enum]) -> Enum:
    wanted = text.strip().lower().replace(" ", "_")
    for choice in choices:
        if wanted in {str(choice.value).lower(), choice.name.lower()}:
            return choice
    raise UserError(
        f"{label}: “{text[:40]}” is none of {', '.join(str(choice.value) for choice in choices)}."
    )


def _read_value(text: str, label: str, parse: Callable[[str], Any]) -> Any:
    try:
        return parse(text)
    except UserError as error:
        raise UserError(f"{label}: {error}") from error


def _reader(kind: str, column: Column[Any], facts: Facts) -> Callable[[str], Any]:
    label = facts.label
    type_: Any = column.type
    match kind:
        case "boolean":
            return partial(_read_boolean, label=label)
        case "integer" | "number":
            return partial(_read_number, label=label, kind=int if kind == "integer" else float)
        case "moment":
            return partial(_read_value, label=label, parse=parse_moment)
        case "choice":
            return partial(_read_choice, label=label, choices=type_.choices)
        case "date" | "money" | "share" | "grade" | "marking":
            return partial(_read_value, label=label, parse=type_.value_class.parse)
    return partial(clean, label=label, prose=facts.prose)


_VALUE_KINDS: dict[Any, str] = {
    PartialDate: "date",
    Money: "money",
    Share: "share",
    Grade: "grade",
    Marking: "marking",
}


_PLAIN_KINDS: dict[type, str] = {
    MomentColumn: "moment",
    ChoiceColumn: "choice",
    Boolean: "boolean",
    Integer: "integer",
    Float: "number",
}


def _kind(column: Column[Any], facts: Facts) -> str:
    if isinstance(column.type, ValueColumn):
        return _VALUE_KINDS[column.type.value_class]
    if type(column.type) in _PLAIN_KINDS:
        return _PLAIN_KINDS[type(column.type)]
    if column.foreign_keys:
        return "reference"
    return "term" if facts.vocabulary else "prose" if facts.prose else "text"


def _field_of(name: str, column: Column[Any]) -> Field:
    facts: Facts = column.info["facts"]
    kind = _kind(column, facts)
    choices = (
        tuple(str(c.value) for c in column.type.choices) if isinstance(column.type, ChoiceColumn) else ()
    )
    return Field(
        name=name,
        label=facts.label,
        kind=kind,
        required=facts.required,
        references=next(iter(column.foreign_keys)).target_fullname.partition(".")[0]
        if column.foreign_keys
        else "",
        vocabulary=facts.vocabulary,
        choices=choices,
        facts=facts,
        read=_reader(kind, column, facts),
        write=_as_text,
    )


@cache
def fields_of(record_type: type[Record]) -> tuple[Field, ...]:
    """The fields of a record type in the order of declaration, the common ones (marking) last, without the id."""
    table = record_type.__table__
    own = [_field_of(column.key, column) for column in table.columns if column.key != "id"]  # type: ignore[arg-type]  # a mapped table's columns are Column
    return tuple(sorted(own, key=lambda f: f.name == "marking"))


@cache
def caption_fields(record_type: type[Record]) -> tuple[Field, ...]:
    """The fields that name a record, references among them."""
    return tuple(f for f in fields_of(record_type) if f.facts.caption)


@cache
def field_named(record_type: type[Record], name: str) -> Field:
    """Find a field by its name, as a reference by its name without ``_id``, or by its label in any case; in this order.

    Raises:
        UserError: There is none; the sentence lists those there are.
    """
    wanted = name.strip().lower().replace("-", "_").replace(" ", "_")
    fields = fields_of(record_type)
    for told in (_name, _short_name, _label):
        if found := next((f for f in fields if told(f) == wanted), None):
            return found
    names = ", ".join(f.name for f in fields_of(record_type))
    raise UserError(f"A {record_type.__label__.lower()} has no field “{name[:40]}”; it has {names}.")


def _name(f: Field) -> str:
    return f.name


def _label(f: Field) -> str:
    return f.label.lower().replace(" ", "_")


def _short_name(f: Field) -> str:
    return f.name.removesuffix("_id")
