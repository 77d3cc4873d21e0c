"""Bringing in a bundle: what it would change, field by field, and whose value is taken where the two copies disagree."""

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QLineEdit

from crisisdesk.exchange.bundles.content import Bundle
from crisisdesk.exchange.bundles.reading import read_bundle
from crisisdesk.gui.plain import label, selectable
from crisisdesk.gui.tables.model import RowTableModel
from crisisdesk.gui.tables.rows import Cell, Column, ListSource, Row
from crisisdesk.gui.tables.view import TableView
from crisisdesk.gui.widgets.parts import column, push_button, restyle, row
from crisisdesk.gui.widgets.progress_strip import ProgressStrip
from crisisdesk.progress import Progress
from crisisdesk.services.bundles.comparing import Comparison, compare
from crisisdesk.services.bundles.deciding import NEWER, OURS, THEIRS
from crisisdesk.services.bundles.merging import Merged, merge
from crisisdesk.services.bundles.reviewing import Line, review_lines
from crisisdesk.store.workspace import Workspace

if TYPE_CHECKING:
    from crisisdesk.gui.session import DeskSession
    from crisisdesk.gui.theme.roles import Tone

_COLUMNS = (
    Column("kind", "What", 130, "status"),
    Column("record", "Record", 220, "strong"),
    Column("field", "Field", 120),
    Column("base", "Both had", 140, "muted"),
    Column("ours", "Here", 190),
    Column("theirs", "In the bundle", 190),
    Column("take", "Taken", 110),
)
_TONES: "dict[str, Tone]" = {"disagreement": "warn", "gone": "bad", "new": "good", "changed": "info"}
_WORDS = {OURS: "ours", THEIRS: "theirs", NEWER: "newer, open"}
_WIDE, _HIGH = 1160, 640
_SEALS = {
    "sealed": "The seal fits the shared key.",
    "unsealed": "It bears no seal: compare its digest by another way, such as the telephone.",
    "not checked": "It is sealed; type the shared key to check it.",
}


@dataclass(frozen=True, slots=True)
class _Found:
    bundle: Bundle
    comparison: Comparison
    lines: list[Line]


class BundleReview(QDialog):
    """Verifies a bundle and shows what it would change; nothing is written before the person says so."""

    def __init__(self, session: "DeskSession", path: Path) -> None:
        super().__init__(session.window)
        self._session, self._path = session, path
        self._found: _Found | None = None
        self._takes: dict[tuple[str, str], str] = {}
        self.setWindowTitle("Bring in a bundle")
        self.key = QLineEdit()
        self.key.setEchoMode(QLineEdit.EchoMode.Password)
        self.key.setAccessibleName("Shared key")
        self.key.setPlaceholderText("Only if the bundle is sealed")
        self.key.setMinimumWidth(self.key.fontMetrics().averageCharWidth() * 34)
        self.key.returnPressed.connect(self.look_at_it)
        self.facts = selectable("Verifying the bundle…")
        self.model = RowTableModel(_COLUMNS, self)
        look, memory = session.window.look, session.window.settings
        self.table = TableView(look, "Differences", self.model, memory, "bundle.review")
        self.table.stood_on.connect(self._show_detail)
        self.detail = selectable("")
        self.detail.setMinimumHeight(self.detail.fontMetrics().lineSpacing() * 4)
        self.strip = ProgressStrip()
        self.take_ours = push_button("Take &ours", partial(self.take, OURS))
        self.take_theirs = push_button("Take &theirs", partial(self.take, THEIRS))
        self.leave_open = push_button("Leave o&pen", partial(self.take, NEWER))
        self.go_on = push_button("Bring in", self.merge_now, primary=True)
        self._lay()
        self._allow()

    def call(self) -> None:
        """Show it, and verify the bundle."""
        self.open()
        self.look_at_it()

    def look_at_it(self) -> None:
        """Verify the bundle and compare it with the desk."""
        self._found = None
        self._allow()
        self._say("Verifying the bundle…", "")
        self.strip.begin(f"Verifying {self._path.name}")
        self._session.desk.run(partial(_looked_at, self._path, self.key.text()), self._show, self._refuse)

    def take(self, whose: str) -> None:
        """Decide the disagreements that are selected: ours, theirs, or left open."""
        for line_id in self.table.selected_ids():
            line = self._line(line_id)
            if line is not None and line.kind == "disagreement":
                self._takes[line.record_id, line.field] = whose
        current = self.table.current_id
        self._fill()
        self.table.stand_on(current)

    def merge_now(self) -> None:
        """Bring the bundle in as one revision."""
        found = self._found
        if found is None:
            return
        takes = {key: whose for key, whose in self._takes.items() if whose != NEWER}
        self.go_on.setEnabled(False)
        self.strip.begin(f"Bringing in {self._path.name}")
        self._session.desk.run(partial(_merged, found.bundle, takes), self._finish, self._refuse)

    # -- showing ------------------------------------------------------------------------------------------

    def _show(self, found: _Found) -> None:
        self.strip.end()
        self._found, self._takes = found, {}
        self._say("\n".join(_facts(found)), "warn" if found.comparison.clashes else "")
        self._fill()
        self._allow()
        if found.lines:
            self.table.selectRow(0)
            self.table.setFocus()

    def _fill(self) -> None:
        lines = self._found.lines if self._found else []
        rows = [Row(str(place), self._cells(line)) for place, line in enumerate(lines)]
        self.model.show(ListSource(_COLUMNS, rows))

    def _cells(self, line: Line) -> tuple[str | Cell, ...]:
        kind = Cell(line.kind.capitalize(), _TONES.get(line.kind, "neutral"))
        whose = self._takes.get((line.record_id, line.field), NEWER)
        take = _WORDS[whose] if line.kind == "disagreement" else line.stands
        record = Cell(line.caption, hint=f"{line.type_label} {line.record_id}")
        shown = (_first_line(text) for text in (line.base, line.ours, line.theirs))
        return (kind, record, line.label, *shown, take)

    def _line(self, line_id: str) -> Line | None:
        return self._found.lines[int(line_id)] if self._found and line_id else None

    def _show_detail(self, line_id: str) -> None:
        line = self._line(line_id)
        if line is None:
            self.detail.setText("")
            return
        newer = "here" if line.stands == OURS else "in the bundle"
        told = f"\nThe newer of the two is {newer}." if line.kind == "disagreement" else ""
        heard = f"Here: {line.ours or 'nothing'}\nIn the bundle: {line.theirs or 'nothing'}"
        self.detail.setText(f"{line.type_label} “{line.caption}” {line.label}\n{heard}{told}")
        for button in (self.take_ours, self.take_theirs, self.leave_open):
            button.setEnabled(line.kind == "disagreement")

    def _refuse(self, sentence: str) -> None:
        self.strip.end()
        self._found = None
        self._say(sentence, "bad")
        self._fill()
        self._allow()
        self.key.setFocus()

    def _finish(self, done: Merged) -> None:
        self.strip.end()
        self.accept()
        left = f" {done.open} disagreements are left open, see Records: Disagreements." if done.open else ""
        text = f"Brought in: {done.added} new, {done.changed} changed, {done.removed} gone.{left}"
        self._session.notify(text, "warn" if done.open else "good", bool(done.merge_id))

    def _allow(self) -> None:
        found = self._found
        self.go_on.setEnabled(found is not None and (bool(found.lines) or not found.comparison.known))
        for button in (self.take_ours, self.take_theirs, self.leave_open):
            button.setEnabled(False)

    def _say(self, text: str, tone: str) -> None:
        self.facts.setText(text)
        restyle(self.facts, tone=tone)

    def _lay(self) -> None:
        caption = label("Shared &key")
        caption.setBuddy(self.key)
        box = column(label(self._path.name, "heading"), spacing=12, margins=(20, 20, 20, 16))
        box.addLayout(row(caption, self.key, push_button("&Verify again", self.look_at_it), None))
        for widget in (self.facts, self.strip, self.table, self.detail):
            box.addWidget(widget)
        box.setStretchFactor(self.table, 100)
        foot = row(
            self.take_ours,
            self.take_theirs,
            self.leave_open,
            None,
            push_button("Cancel", self.reject),
            self.go_on,
        )
        box.addWidget(
            label("Nothing is written before you say so; one undo takes all of it back.", "muted", wrap=True)
        )
        box.addLayout(foot)
        self.setLayout(box)
        self.resize(_WIDE, _HIGH)


def _looked_at(path: Path, key: str, workspace: Workspace, progress: Progress) -> _Found:
    progress(0, 2, "Verifying the bundle")
    bundle = read_bundle(path, key)
    progress(1, 2, "Comparing it with the desk")
    with workspace.snapshot() as view:
        comparison = compare(view, bundle)
        return _Found(bundle, comparison, review_lines(view, comparison))


def _merged(
    bundle: Bundle, takes: dict[tuple[str, str], str], workspace: Workspace, progress: Progress
) -> Merged:
    progress(0, 1, "Bringing it in")
    return workspace.perform("Bring in a bundle", lambda tx: merge(tx, bundle, takes)).value


def _facts(found: _Found) -> list[str]:
    manifest, comparison = found.bundle.manifest, found.comparison
    of = f"The case “{manifest.title}”" if manifest.case_id else f"The whole desk “{manifest.title}”"
    by = manifest.packed_by or "somebody unnamed"
    counts = ", ".join(f"{comparison.count(kind)} {kind}" for kind in ("new", "changed", "gone"))
    if comparison.known and not found.lines:
        counts = "All of it was brought in before"
    return [
        f"{of} from {manifest.desk}, packed {manifest.packed_at} by {by}, marked {manifest.banner}.",
        f"{_SEALS[found.bundle.seal]} Digest {found.bundle.digest[:32]}…",
        f"{counts}; {comparison.clashes} disagreements.",
    ]


def _first_line(text: str) -> str:
    return text.partition("\n")[0]
