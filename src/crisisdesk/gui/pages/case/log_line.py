"""The quick-log line of a case: parses what is typed, links whom it names, and logs it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from crisisdesk.gui.context import Context
from crisisdesk.gui.pages.case.mentions import Mentions
from crisisdesk.gui.pages.case.quick import PREFIXES, Typed, taken_apart
from crisisdesk.gui.plain import set_tooltip
from crisisdesk.gui.widgets.chip import ChipBar
from crisisdesk.gui.widgets.parts import column
from crisisdesk.gui.widgets.quick_log import QuickLog
from crisisdesk.model.log import LogEntry
from crisisdesk.services.log import log
from crisisdesk.store.transaction import Transaction

_HELP = (
    "! at the beginning marks the entry as significant; "
    "@ and a name links a partner, post, measure, transfer or decision."
)


@dataclass(frozen=True, slots=True)
class Mentioned:
    """A record that the line names."""

    kind: str
    id: str
    name: str


class LogLine(QWidget):
    """One line that is always there. The focus stays in it; what is refused stays in it, too."""

    logged = Signal(str)
    """The id of the new entry."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._case_id = ""
        self._linked: dict[str, Mentioned] = {}
        self.quick = QuickLog(context.look, PREFIXES)
        hints = " · ".join(f"{prefix.letters} {prefix.caption.lower()}" for prefix in PREFIXES)
        set_tooltip(self.quick.line, f"Begin with {hints}.\n{_HELP}")
        self._mentions = Mentions(context, self.quick.line)
        self._chips = ChipBar(context.look)
        self.setLayout(column(self.quick, self._chips, spacing=4, margins=(16, 0, 16, 8)))
        self.setFocusProxy(self.quick)
        self.quick.submitted.connect(self._submit)
        self._mentions.mentioned.connect(self._link)
        self._chips.removed.connect(self._unlink)
        self._chips.cleared.connect(self._unlink_all)

    def turn_to(self, case_id: str) -> None:
        """Log to this case from now on; what is typed stays."""
        if case_id != self._case_id:
            self._case_id = case_id
            self._unlink_all()

    def allow(self, reason: str) -> None:
        """Take entries, or say why not."""
        self.quick.setEnabled(not reason)
        self.quick.line.setAccessibleDescription(reason)
        if reason:
            set_tooltip(self.quick, reason)

    def _submit(self, line: str) -> None:
        typed = taken_apart(line)
        if not typed.text:
            self.quick.refuse("Write what happened after the letters.")
            return
        summary = f"Log: {typed.text[:60]}"
        write = partial(_write, self._case_id, typed, self._named(line))
        self._context.desk.perform(summary, write, self._accept, self.quick.refuse)

    def _named(self, line: str) -> list[Mentioned]:
        return [one for one in self._linked.values() if one.name in line]

    def _accept(self, entry: LogEntry) -> None:
        self.quick.accept()
        self._unlink_all()
        self.quick.line.setFocus()
        self.logged.emit(entry.id)

    def _link(self, kind: str, record_id: str, name: str) -> None:
        self._linked[record_id] = Mentioned(kind, record_id, name)
        self._show_links()

    def _unlink(self, record_id: str) -> None:
        self._linked.pop(record_id, None)
        self._show_links()
        self.quick.line.setFocus()

    def _unlink_all(self) -> None:
        self._linked.clear()
        self._show_links()

    def _show_links(self) -> None:
        self._chips.show_chips(
            [(one.id, f"{one.kind.capitalize()}: {one.name}") for one in self._linked.values()]
        )


def _write(case_id: str, typed: Typed, named: Sequence[Mentioned], tx: Transaction) -> LogEntry:
    """Log; the first partner and the first post are those of the entry, what else is named it mentions."""
    own = {kind: next((one.id for one in named if one.kind == kind), None) for kind in ("partner", "post")}
    return log(
        tx,
        case_id,
        typed.text,
        kind=typed.kind,
        assertion=typed.assertion,
        significant=typed.significant,
        partner_id=own["partner"],
        post_id=own["post"],
        mentions=[one.id for one in named if one.id not in own.values()],
    )
