"""Filters of the log, kept by name in the window's memory."""

from collections.abc import Callable, Mapping, MutableMapping

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu

from crisisdesk.gui.look import Look
from crisisdesk.gui.pages.case.asking import AskDialog, Question
from crisisdesk.gui.pages.case.entries import EntryFilter
from crisisdesk.gui.plain import mnemonic_safe
from crisisdesk.gui.widgets.parts import IconButton

KEY = "case.log.filters"
LONGEST_NAME = 60


class KeptFilters:
    """The filters that somebody named, in the order in which they were first kept; the same for every case."""

    def __init__(self, memory: MutableMapping[str, object]) -> None:
        self._memory = memory

    def names(self) -> list[str]:
        """Their names."""
        return list(self._kept())

    def filter(self, name: str) -> EntryFilter:
        """What a name stands for; everything, where there is no such name."""
        kept = self._kept().get(name, {})
        return EntryFilter(
            str(kept.get("kind", "")), kept.get("significant") is True, str(kept.get("words", ""))
        )

    def keep(self, name: str, wanted: EntryFilter) -> None:
        """Keep a filter; one of the same name is replaced."""
        said = {"kind": wanted.kind, "significant": wanted.significant, "words": wanted.words}
        self._memory[KEY] = {**self._kept(), name: said}

    def drop(self, name: str) -> None:
        """Forget a filter."""
        self._memory[KEY] = {other: said for other, said in self._kept().items() if other != name}

    def _kept(self) -> dict[str, dict[str, object]]:
        kept = self._memory.get(KEY)
        return (
            {str(n): said for n, said in kept.items() if isinstance(said, dict)}
            if isinstance(kept, dict)
            else {}
        )


class KeptFiltersButton(IconButton):
    """A button with the menu of the kept filters: take one, keep what is set now, forget one."""

    def __init__(
        self,
        look: Look,
        kept: KeptFilters,
        wanted: Callable[[], EntryFilter],
        take: Callable[[EntryFilter], None],
    ) -> None:
        super().__init__(look, "star", "Saved filters", self.call)
        self._kept, self._wanted, self._take = kept, wanted, take

    def call(self) -> None:
        """Open the menu."""
        self.menu_of_filters().popup(self.mapToGlobal(QPoint(0, self.height())))

    def menu_of_filters(self) -> QMenu:
        """The menu, made anew each time."""
        menu = QMenu(self)
        for name in self._kept.names():
            menu.addAction(mnemonic_safe(name)).triggered.connect(
                lambda _checked=False, name=name: self._take(self._kept.filter(name))
            )
        menu.addSeparator()
        save = menu.addAction("&Save this filter…")
        save.setEnabled(bool(self._wanted()))
        save.triggered.connect(lambda *_: self.ask_name())
        forget = menu.addMenu("&Forget a filter")
        forget.setEnabled(bool(self._kept.names()))
        for name in self._kept.names():
            forget.addAction(mnemonic_safe(name)).triggered.connect(
                lambda _checked=False, name=name: self._kept.drop(name)
            )
        return menu

    def ask_name(self) -> AskDialog:
        """Ask what the filter that is set now is to be called."""
        wanted = self._wanted()

        def submit(dialog: AskDialog, answers: Mapping[str, str]) -> None:
            name = answers["name"].strip()[:LONGEST_NAME]
            if not name:
                dialog.refuse("Give the filter a name.")
                return
            self._kept.keep(name, wanted)
            dialog.accept()

        dialog = AskDialog(
            self.window(),
            "Save this filter",
            "Words, kind and whether only significant entries are shown are kept under this name.",
            [Question("name", "&Name", example="Such as: Calls with London")],
            verb="Save",
            submit=submit,
        )
        dialog.open()
        return dialog
