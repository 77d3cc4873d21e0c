"""How values lie in the file: each as one text, number or null, the same in table and journal."""

from datetime import UTC, datetime
from enum import Enum
from typing import Any

from sqlalchemy import Dialect, Text
from sqlalchemy.types import TypeDecorator

from crisisdesk.errors import UserError
from crisisdesk.model.marking import Marking
from crisisdesk.model.moments import iso
from crisisdesk.model.values import Grade, Money, PartialDate, Share

ValueClass = type[PartialDate] | type[Money] | type[Share] | type[Grade] | type[Marking]


class ValueColumn(TypeDecorator[Any]):
    """A value class, as its canonical text."""

    impl = Text
    cache_ok = True

    def __init__(self, value_class: ValueClass) -> None:
        super().__init__()
        self.value_class = value_class

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        """Write the canonical text; a blank text is no value."""
        del dialect
        if value is None or value == "":
            return None
        return str(value if isinstance(value, self.value_class) else self.value_class.parse(value))

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        """Read the canonical text."""
        del dialect
        return None if value is None else self.value_class.parse(value)


class MomentColumn(TypeDecorator[datetime]):
    """A moment in UTC to the second, as ISO 8601 of one length, so that text order is time order."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        """Write it; a moment without a zone is a mistake of the caller."""
        del dialect
        if value is None:
            return None
        if value.tzinfo is None:
            raise UserError("A moment needs its time zone.")
        return iso(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:
        """Read it back in UTC."""
        del dialect
        return None if value is None else datetime.fromisoformat(value).astimezone(UTC)


class ChoiceColumn(TypeDecorator[Any]):
    """An ``Enum`` that code branches on, as its value."""

    impl = Text
    cache_ok = True

    def __init__(self, choices: type[Enum]) -> None:
        super().__init__()
        self.choices = choices

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        """Write the value of the choice."""
        del dialect
        return None if value is None else str(self.choices(value).value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        """Read the choice."""
        del dialect
        return None if value is None else self.choices(value)
