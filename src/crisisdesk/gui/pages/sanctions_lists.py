"""The lists tab: what is adopted, its versions and what changed, new files checked before they are adopted."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFileDialog, QLineEdit, QStackedWidget, QWidget

from crisisdesk.gui.context import Context
from crisisdesk.gui.desk import PAST_IS_READ_ONLY
from crisisdesk.gui.filing import FOLDER_KEY
from crisisdesk.gui.pages.sanctions_lists_reading import (
    CHANGES,
    LISTS,
    PARTIES,
    VERSIONS,
    Changed,
    Checked,
    FoundParties,
    find_parties,
    list_row,
    read_adoptions,
    read_changes,
    read_check,
    version_row,
)
from crisisdesk.gui.pages.sanctions_rows import RowPane
from crisisdesk.gui.plain import label, selectable, set_tooltip
from crisisdesk.gui.widgets.empty_state import EmptyState
from crisisdesk.gui.widgets.message_strip import MessageStrip
from crisisdesk.gui.widgets.parts import column, push_button, row
from crisisdesk.gui.widgets.section_header import SectionHeader
from crisisdesk.gui.widgets.segmented import SegmentedControl
from crisisdesk.gui.widgets.splitter import RememberingSplitter
from crisisdesk.model.lists import ListAdoption
from crisisdesk.progress import Progress
from crisisdesk.services.lists import Adopted, adopt, list_names
from crisisdesk.store.workspace import Workspace

_FIRST = (
    "No sanctions list is adopted yet. Choose the files of a list as its issuer publishes them: you see what they "
    "would change before anything is kept."
)
_TYPED_MS = 250
_NO_WORDS = "Type a name, a number or a programme to look through all adopted lists."
_NONE_FOUND = "No listed party fits these words."
_NO_CHANGE = "Nothing changed between these versions."
_FIRST_VERSION = "This is the first version of the list on this desk; there is nothing to compare it with."
_STRAIGHT_DOWN = Qt.Orientation.Vertical


class ListsTab(QWidget):
    """Adopted lists and their versions at the left; at the right what changed, or the parties that fit some words."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self._adoptions: dict[str, list[ListAdoption]] = {}
        self._checked: Checked | None = None
        self.strip = MessageStrip(context.look)
        self.check = push_button("Check &files…", self.ask_files, primary=True)
        self.lists = RowPane(context, "Adopted lists", LISTS, "sanctions.lists", icon="list-checks")
        self.versions = RowPane(context, "Versions", VERSIONS, "sanctions.versions", icon="layers")
        self.changes = RowPane(context, "What changed", CHANGES, "sanctions.changes", icon="git-compare")
        self.parties = RowPane(context, "Listed parties", PARTIES, "sanctions.parties", icon="users")
        self.words = QLineEdit()
        self.words.setAccessibleName("Search in listed parties")
        self.words.setPlaceholderText("Search in listed parties")
        self.words.setClearButtonEnabled(True)
        self.which = SegmentedControl("Shown", [("changes", "What changed"), ("parties", "Listed parties")])
        self._versions_head, self._facts = SectionHeader("Versions"), selectable("")
        self._offer = self._made_offer()
        self._typed = QTimer(self, singleShot=True, interval=_TYPED_MS)
        self._lay()
        self._connect()

    def refresh(self) -> None:
        """Read the adoptions anew."""
        self.context.desk.fetch(read_adoptions, self._take, key=(self, "lists"))

    # -- checking and adopting ----------------------------------------------------------------------------

    def ask_files(self) -> None:
        """Choose all files of one list together."""
        if not self.check.isEnabled():
            return
        memory = self.context.memory
        dialog = QFileDialog(self.window(), "Files of one list", str(memory.get(FOLDER_KEY, "")))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(lambda names: self.check_files([Path(name) for name in names]))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def check_files(self, paths: list[Path]) -> None:
        """Read files and show what adopting them would change; nothing is kept."""
        self.context.memory[FOLDER_KEY] = str(paths[0].parent)
        self.strip.dismiss()
        self.check.setEnabled(False)
        self.context.desk.run(partial(read_check, paths=paths), self._show_check, self._refuse)

    def adopt(self) -> None:
        """Take what was checked into use: one revision, which one undo takes back."""
        checked = self._checked
        if checked is None:
            return
        self.discard()
        self.check.setEnabled(False)
        self.context.desk.run(partial(_adopt, checked=checked), self._tell_adopted, self._refuse)

    def discard(self) -> None:
        """Leave what was checked; nothing of it was kept."""
        self._checked = None
        self._offer.hide()
        self._show_panes()
        self._show_version()

    def _show_check(self, checked: Checked) -> None:
        self._enable()
        proposal = checked.proposal
        self._checked = None if proposal.unchanged else checked
        dated = f" of {proposal.version.dated}" if proposal.version.dated else ""
        if proposal.unchanged:
            self.strip.say(f"{proposal.label}{dated} is in use already; nothing would change.", "info")
            return
        against = f"against number {proposal.before.number} in use" if proposal.before else "new on this desk"
        told = f"{proposal.label}{dated}, {proposal.version.parties:,} parties, {against}: {checked.changed.summary}."
        self._offer_text.setText("\n".join([told, *proposal.notes]))
        self._offer.show()
        self._show_panes()
        self.which.choose("changes")
        self._side.setCurrentWidget(self._changes_side)
        self._facts.setText("What adopting would change. Nothing is kept yet.")
        self.changes.show_rows(checked.changed.rows, _NO_CHANGE)
        self._adopt_button.setFocus()

    def _tell_adopted(self, done: Adopted) -> None:
        self._enable()
        one = done.adoption
        self.lists.table.stand_on(one.list_name)
        told = f"{one.added:,} added, {one.changed:,} changed, {one.removed:,} removed"
        self.context.notify(f"{done.proposal.label} adopted: {told}.", "good", done.revision > 0)
        self.refresh()

    def _refuse(self, sentence: str) -> None:
        self._enable()
        self.strip.say(sentence, "warn")

    # -- showing ------------------------------------------------------------------------------------------

    def _take(self, adoptions: dict[str, list[ListAdoption]]) -> None:
        self._adoptions = adoptions
        self._enable()
        labels = list_names()
        newest = sorted((all_of[0] for all_of in adoptions.values()), key=lambda one: one.list_name)
        self.lists.show_rows(
            [list_row(one, labels.get(one.list_name, one.list_name)) for one in newest], _FIRST
        )
        self._show_panes()
        self._show_list()

    def _show_panes(self) -> None:
        """Without any list there is one thing to do, and it fills the tab."""
        anything = bool(self._adoptions) or self._checked is not None
        self._panes.setVisible(anything)
        self._nothing.setVisible(not anything)

    def _enable(self) -> None:
        past = self.context.desk.at is not None
        self.check.setEnabled(not past)
        set_tooltip(
            self.check, PAST_IS_READ_ONLY if past else "Read the files of a list; nothing is kept yet"
        )
        self._adopt_button.setEnabled(not past)

    def _show_list(self) -> None:
        versions = self._adoptions.get(self.lists.table.current_id, [])
        self._versions_head.show_count(len(versions) or None)
        self.versions.show_rows([version_row(one) for one in versions], "No version is adopted.")
        self._show_version()
        if self.which.choice == "parties":
            self._find()

    def _show_version(self) -> None:
        """Compare the version that is stood on with the one before it."""
        if self._checked is not None:
            return
        versions = self._adoptions.get(self.lists.table.current_id, [])
        place = next((n for n, one in enumerate(versions) if one.id == self.versions.table.current_id), None)
        if place is None:
            return
        after, earlier = versions[place], versions[place + 1 :]
        if not earlier:
            self._show_changes(Changed(_FIRST_VERSION, ()))
            return
        read = partial(read_changes, after=after, before=earlier[0])
        self.context.desk.fetch(read, self._show_changes, key=(self, "changes"), refused=self._refuse)

    def _show_changes(self, changed: Changed) -> None:
        if self._checked is None:
            self._facts.setText(changed.summary)
            self.changes.show_rows(
                changed.rows, _NO_CHANGE if changed.summary != _FIRST_VERSION else _FIRST_VERSION
            )

    def _choose_side(self, which: str) -> None:
        self._side.setCurrentWidget(self._changes_side if which == "changes" else self._parties_side)
        if which == "parties":
            self.words.setFocus()
            self._find()

    def _find(self) -> None:
        words = self.words.text().strip()
        if not words:
            self._found.setText("")
            self.parties.show_rows((), _NO_WORDS)
            return
        read = partial(find_parties, words=words, list_name="")
        self.context.desk.fetch(read, self._show_found, key=(self, "parties"))

    def _show_found(self, found: FoundParties) -> None:
        count = len(found.rows)
        told = f"The first {count:,}; type more to narrow" if found.more else f"{count:,} found"
        self._found.setText(told if count else "")
        self.parties.show_rows(found.rows, _NONE_FOUND)

    # -- building -----------------------------------------------------------------------------------------

    def _made_offer(self) -> QWidget:
        offer = QWidget()
        self._offer_text = selectable("")
        self._adopt_button = push_button("&Adopt", self.adopt, primary=True)
        buttons = row(self._adopt_button, push_button("&Discard", self.discard), None)
        box = column(self._offer_text, margins=(0, 0, 0, 8))
        box.addLayout(buttons)
        offer.setLayout(box)
        offer.hide()
        return offer

    def _lay(self) -> None:
        memory = self.context.memory
        head = SectionHeader("Adopted lists", self.check)
        upper, lower = QWidget(), QWidget()
        upper.setLayout(column(head, self.lists, spacing=0, margins=(16, 0, 8, 0)))
        lower.setLayout(column(self._versions_head, self.versions, spacing=0, margins=(16, 0, 8, 8)))
        left = RememberingSplitter(
            "Lists and versions", [upper, lower], memory, "sanctions.lists.left", _STRAIGHT_DOWN
        )
        self._changes_side, self._parties_side = QWidget(), QWidget()
        self._changes_side.setLayout(column(self._offer, self._facts, self.changes, margins=(0, 0, 0, 0)))
        self._found = label("", "muted")
        search = row(self.words, self._found)
        search.setStretch(0, 1)
        parties = column(self.parties)
        parties.insertLayout(0, search)
        self._parties_side.setLayout(parties)
        self._side = QStackedWidget()
        self._side.addWidget(self._changes_side)
        self._side.addWidget(self._parties_side)
        right = QWidget()
        right.setLayout(column(self.which, self._side, margins=(8, 8, 16, 8)))
        self._panes = RememberingSplitter("Lists and content", [left, right], memory, "sanctions.lists.panes")
        self._panes.setStretchFactor(1, 1)
        if "sanctions.lists.panes" not in memory:
            self._panes.setSizes([520, 760])
        self._nothing = EmptyState(self.context.look, "list-checks", _FIRST, "Check files…", self.ask_files)
        self._nothing.hide()
        box = column(self.strip, self._panes, self._nothing, spacing=0)
        box.setStretch(1, 1)
        box.setStretch(2, 1)
        self.setLayout(box)
        self.setFocusProxy(self.lists)

    def _connect(self) -> None:
        self.lists.table.stood_on.connect(lambda _name: self._show_list())
        self.versions.table.stood_on.connect(lambda _id: self._show_version())
        self.which.chosen.connect(self._choose_side)
        self._typed.timeout.connect(self._find)
        self.words.textChanged.connect(lambda _text: self._typed.start())
        self.words.returnPressed.connect(self._find)
        self.context.desk.busy.connect(lambda busy: None if busy else self._enable())


def _adopt(workspace: Workspace, progress: Progress, *, checked: Checked) -> Adopted:
    return adopt(workspace, checked.proposal, progress)
