"""Elements of a graph file, one by one, and with no more trust than a stranger's file deserves."""

from collections.abc import Iterator
from io import BytesIO
from typing import Literal
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse

from crisisdesk.errors import UserError

_MOST_BYTES = 64 * 1024 * 1024
_DEEPEST = 64
_MOST_ELEMENTS = 2_000_000

Event = tuple[Literal["start", "end"], str, Element]


def elements(content: bytes, root: str, label: str) -> Iterator[Event]:
    """Starts and ends of all elements, with the name without its namespace.

    The caller clears elements that it is done with.

    Raises:
        UserError: It is no XML, not this sort of graph, or larger or deeper than a graph of a desk can be; or it
            declares entities, which no graph needs and attacks do.
    """
    if len(content) > _MOST_BYTES:
        raise UserError(
            f"This {label} file is larger than {_MOST_BYTES // 2**20} MB; cut the graph down and try again."
        )
    depth = count = 0
    try:
        for event, element in iterparse(BytesIO(content), events=("start", "end"), forbid_dtd=True):
            depth += 1 if event == "start" else -1
            count += event == "start"
            if depth > _DEEPEST or count > _MOST_ELEMENTS:
                raise UserError(
                    f"This {label} file is nested too deep or holds too much to be a graph of a desk."
                )
            name = element.tag.rpartition("}")[2].lower()
            if count == 1 and event == "start" and name != root:
                raise UserError(f"This is no {label} file: it begins with <{name[:40]}> instead of <{root}>.")
            yield event, name, element
    except DefusedXmlException as error:
        raise UserError(
            f"This {label} file declares a document type, which can hide an attack; save it without and try again."
        ) from error
    except (ParseError, ValueError, LookupError) as error:
        raise UserError(f"This is no readable {label} file: {error}.") from error


def free_id(wanted: str, taken: set[str]) -> str:
    """This id, or it with a number if it is taken or empty; noted as taken."""
    found, number = wanted, 1
    while not found or found in taken:
        found, number = f"{wanted or 'link'}-{number}", number + 1
    taken.add(found)
    return found
