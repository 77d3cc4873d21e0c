"""What the letters at the beginning of a quick-log line mean."""

from dataclasses import dataclass

from crisisdesk.gui.widgets.quick_log import Prefix
from crisisdesk.model.log import Assertion

IMPORTANT = "!"
KIND_ICONS = {
    "event": "circle-dot",
    "decision": "gavel",
    "contact": "phone",
    "message": "inbox",
    "directive": "flag",
    "assessment": "scale",
    "administrative": "settings",
    "correction": "pencil",
    "test": "radio",
    "handover": "users",
}
_KINDS = {
    "d:": "decision",
    "c:": "contact",
    "m:": "message",
    "a:": "assessment",
    "o:": "directive",
    "t:": "test",
    "h:": "handover",
    "n:": "administrative",
}
_CAPTIONS = {"o:": "Order", "t:": "Channel test", "n:": "Note"}
PREFIXES = tuple(
    Prefix(letters, _CAPTIONS.get(letters, kind.capitalize()), KIND_ICONS[kind])
    for letters, kind in _KINDS.items()
)
"""``o:`` stands for an order, a directive; the kinds are those of the vocabulary ``log_kind``."""


@dataclass(frozen=True, slots=True)
class Typed:
    """A quick-log line taken apart."""

    text: str
    kind: str
    assertion: Assertion
    significant: bool


def taken_apart(line: str) -> Typed:
    """Read prefix and ``!`` (significant), which may stand before or after the prefix."""
    text, significant = _without_mark(line.strip())
    prefix = next((letters for letters in _KINDS if text.casefold().startswith(letters)), "")
    kind = _KINDS.get(prefix, "event")
    text, again = _without_mark(text[len(prefix) :].strip())
    assertion = Assertion.ASSESSMENT if kind == "assessment" else Assertion.FACT
    return Typed(text, kind, assertion, significant or again)


def _without_mark(text: str) -> tuple[str, bool]:
    marked = text.startswith(IMPORTANT)
    return (text[1:].lstrip() if marked else text), marked
