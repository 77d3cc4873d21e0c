"""What each page is given, and how pages lead to each other without knowing each other."""

from collections.abc import Callable, MutableMapping
from dataclasses import dataclass

from crisisdesk.gui.desk import Desk
from crisisdesk.gui.look import Look


@dataclass(frozen=True, slots=True)
class Target:
    """Somewhere to go: a page by its key, and on it a record, a record type, or words.

    ``page`` may be empty where a record is given: the window finds the page for it. ``apart`` asks for a window of
    its own.
    """

    page: str = ""
    record_id: str = ""
    record_type: str = ""
    words: str = ""
    apart: bool = False


@dataclass(frozen=True, slots=True)
class Context:
    """The desk, the look, what the window remembers, and the ways to go on.

    ``memory`` holds JSON values by key, kept between runs. ``go`` leads to another page. ``edit`` opens the form of a
    record, ``create`` that of a new one of a type with some fields filled in (by name, as text). ``notify`` shows a
    sentence with its tone, and "Undo" where the third argument says so.
    """

    desk: Desk
    look: Look
    memory: MutableMapping[str, object]
    go: Callable[[Target], None]
    edit: Callable[[str], None]
    create: Callable[[str, dict[str, str]], None]
    notify: Callable[[str, str, bool], None]
