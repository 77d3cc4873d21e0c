"""JSON as others write it, read strictly: no key twice, no numbers that are none, nothing bottomless."""

import json
from collections.abc import Iterator
from typing import Any

from crisisdesk.errors import UserError
from crisisdesk.exchange.opening import Source

DEPTH = 100
_FIGURES = 40


def json_value(source: Source) -> Any:
    """Read the one value of a file.

    Raises:
        UserError: It is no JSON, names a key twice, holds NaN, an endless number or half a character, or is
            nested deeper than a hundred levels.
    """
    try:
        text = source.text().read()
    except UnicodeError as error:
        raise UserError(
            f"{source.name} is not {source.encoding_name} throughout; save it as UTF-8."
        ) from error
    return strict_json(text, source.name)


def strict_json(text: str, name: str) -> Any:
    """Read the one value of a text, which a sentence calls ``name``.

    Raises:
        UserError: As :func:`json_value`.
    """
    try:
        value = json.loads(
            text,
            object_pairs_hook=_object,
            parse_constant=_no_constant,
            parse_int=_integer,
            parse_float=_number,
        )
        _look_through(value)
    except json.JSONDecodeError as error:
        raise UserError(f"{name} is no JSON: line {error.lineno}, column {error.colno}.") from error
    except RecursionError as error:
        raise UserError(
            f"{name} is nested deeper than {DEPTH} levels; that is no export of a desk."
        ) from error
    except UserError as error:
        raise UserError(f"{name}: {error}") from error
    return value


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise UserError(f"the key {json.dumps(twice[:40])} is there twice in one object.")
    return found


def _no_constant(name: str) -> Any:
    raise UserError(f"{name} is no number that can be kept.")


def _integer(text: str) -> int:
    if len(text) > _FIGURES:
        raise UserError(f"a number has {len(text)} figures; the limit is {_FIGURES}.")
    return int(text)


def _number(text: str) -> float:
    number = float(text)
    if number in {float("inf"), float("-inf")}:
        raise UserError(f"the number {text[:_FIGURES]} is past what can be kept.")
    return number


def _look_through(value: Any) -> None:
    """Refuse depth and half characters anywhere, without recursion."""
    level: list[Any] = [value]
    for _ in range(DEPTH):
        for item in level:
            if isinstance(item, str):
                _whole(item)
        level = [inner for item in level for inner in _inside(item)]
        if not level:
            return
    raise RecursionError


def _inside(item: Any) -> Iterator[Any]:
    match item:
        case dict():
            yield from item
            yield from item.values()
        case list():
            yield from item


def _whole(text: str) -> None:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise UserError("a text holds half a character (a lone surrogate).") from error
