"""XML read one entry at a time, in constant memory, with nothing in it that could do harm.

A document type is refused as soon as it begins, so no entity is ever declared, expanded or fetched.
"""

from collections import deque
from collections.abc import Callable, Collection, Iterator
from typing import Protocol
from xml.parsers import expat

from crisisdesk.errors import UserError

_DEPTH = 100
_VALUE = 1_000_000
_ENTRY = 200_000
_CHUNK = 1 << 16


class Readable(Protocol):
    """Bytes in pieces."""

    def read(self, size: int, /) -> bytes:
        """The next bytes, at most this many; none at the end."""


class Node:
    """One element with all below it; names are without their namespace."""

    __slots__ = ("attributes", "children", "line", "tag", "text")

    def __init__(self, tag: str, attributes: dict[str, str], line: int) -> None:
        self.tag, self.attributes, self.line = tag, attributes, line
        self.text = ""
        self.children: list[Node] = []

    def __iter__(self) -> Iterator["Node"]:
        return iter(self.children)

    def get(self, attribute: str) -> str:
        """An attribute, empty if it is not there."""
        return self.attributes.get(attribute, "").strip()

    def all(self, *path: str) -> Iterator["Node"]:
        """All elements at the end of this path of tags."""
        if not path:
            yield self
            return
        for child in self.children:
            if child.tag == path[0]:
                yield from child.all(*path[1:])

    def first(self, *path: str) -> "Node | None":
        """The first element at the end of this path."""
        return next(self.all(*path), None)

    def value(self, *path: str) -> str:
        """The text of the first element at the end of this path, empty if there is none."""
        found = self.first(*path)
        return found.text.strip() if found else ""

    def values(self, *path: str) -> Iterator[str]:
        """The texts at the end of this path that are not empty."""
        return (text for node in self.all(*path) if (text := node.text.strip()))

    def deep(self, *tags: str) -> Iterator[str]:
        """The texts, not empty, of all elements below with one of these tags, however deep."""
        for child in self.children:
            if child.tag in tags and child.text.strip():
                yield child.text.strip()
            yield from child.deep(*tags)

    def flat(self) -> Iterator[str]:
        """Every tag, attribute and text, in order: two nodes that say the same give the same."""
        yield self.tag
        for name, value in sorted(self.attributes.items()):
            yield f"{name}={value}"
        yield self.text.strip()
        for child in self.children:
            yield from child.flat()


def entries(
    stream: Readable,
    name: str,
    wanted: Collection[str],
    tell: Callable[[], None],
    *,
    root: Collection[str] = (),
) -> Iterator[Node]:
    """The outermost elements with these tags, each as soon as it is complete; the root comes first, without children.

    Args:
        stream: The bytes of the file.
        name: What to call it in a sentence.
        wanted: Tags, without namespaces.
        tell: Called at least once for every 1,000 elements; may raise to stop.
        root: The tags that the root may have.

    Raises:
        UserError: Not well-formed (with the line), a document type, nested deeper than 100, a value over a
            million characters, or another root.
    """
    reading = _Entries(name, frozenset(wanted), frozenset(root))
    try:
        while chunk := stream.read(_CHUNK):
            reading.feed(chunk)
            tell()
            while reading.done:
                yield reading.done.popleft()
        reading.end()
    except (expat.ExpatError, LookupError, ValueError) as error:
        raise UserError(_broken(name, reading.parser.CurrentLineNumber, error)) from error
    yield from reading.done


def _broken(name: str, line: int, error: Exception) -> str:
    if isinstance(error, expat.ExpatError):
        line = error.lineno
        reason = expat.ErrorString(error.code)
        return f"{name} is broken off or damaged at line {line:,} ({reason}); fetch the list again."
    return f"{name} cannot be read from line {line:,} on (unknown or wrong encoding); fetch the list again."


class _Entries:
    def __init__(self, name: str, wanted: frozenset[str], root: frozenset[str]) -> None:
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartDoctypeDeclHandler = self._refuse_doctype
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self.done: deque[Node] = deque()
        self._name, self._wanted, self._root = name, wanted, root
        self._depth = self._size = self._quiet = 0
        self._open: list[Node] = []

    def feed(self, chunk: bytes) -> None:
        self._quiet += len(chunk)
        self.parser.Parse(chunk)
        if self._quiet > 4 * _VALUE:
            raise UserError(
                f"{self._name}, line {self._line}: one value goes on for millions of characters; this is not a list."
            )

    def end(self) -> None:
        self.parser.Parse(b"", True)

    @property
    def _line(self) -> str:
        return f"{self.parser.CurrentLineNumber:,}"

    def _refuse_doctype(self, *_: object) -> None:
        raise UserError(
            f"{self._name}, line {self._line}: the file declares a document type, which no sanctions list does; "
            "it was not read."
        )

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        self._quiet = 0
        self._depth += 1
        tag = tag.rpartition(":")[2]
        if self._depth > _DEPTH:
            raise UserError(
                f"{self._name}, line {self._line}: elements are nested deeper than {_DEPTH}; this is not a list."
            )
        if self._depth == 1:
            self._begin(tag, attributes)
        if self._open or tag in self._wanted:
            self._push(tag, attributes)

    def _begin(self, tag: str, attributes: dict[str, str]) -> None:
        if self._root and tag not in self._root:
            raise UserError(
                f"{self._name}: the outermost element is <{tag[:40]}>, not <{min(self._root)}>; this is another kind of file."
            )
        self.done.append(Node(tag, _local(attributes), self.parser.CurrentLineNumber))

    def _push(self, tag: str, attributes: dict[str, str]) -> None:
        node = Node(tag, _local(attributes) if attributes else attributes, self.parser.CurrentLineNumber)
        self._size = self._size + 1 if self._open else 1
        if self._size > _ENTRY or (attributes and max(map(len, attributes.values())) > _VALUE):
            raise UserError(
                f"{self._name}, line {self._line}: one entry is far too large; this is not a list."
            )
        if self._open:
            self._open[-1].children.append(node)
        self._open.append(node)

    def _text(self, text: str) -> None:
        if not self._open:
            return
        node = self._open[-1]
        node.text += text
        if len(node.text) > _VALUE:
            raise UserError(
                f"{self._name}, line {self._line}: a value has more than {_VALUE:,} characters; this is not a list."
            )

    def _end(self, _tag: str) -> None:
        self._quiet = 0
        self._depth -= 1
        if self._open:
            node = self._open.pop()
            if not self._open:
                self.done.append(node)


def _local(attributes: dict[str, str]) -> dict[str, str]:
    """Attributes without the prefixes of their names; few have any."""
    if ":" not in "".join(attributes):
        return attributes
    return {name.rpartition(":")[2]: value for name, value in attributes.items()}
