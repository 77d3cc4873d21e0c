"""Views of a network kept by name in the desk, each with the places of its nodes."""

import json
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu

from crisisdesk.gui.context import Context
from crisisdesk.gui.desk import PAST_IS_READ_ONLY
from crisisdesk.gui.pages.network_arranging import Arrangement
from crisisdesk.gui.pages.network_choice import Choice, as_json, from_json
from crisisdesk.gui.pages.network_reading import Places
from crisisdesk.gui.pages.records_views import NameDialog
from crisisdesk.gui.plain import mnemonic_safe
from crisisdesk.model.views import SavedView
from crisisdesk.store.snapshot import Snapshot
from crisisdesk.store.transaction import Transaction

PAGE = "network"
_LONGEST = 60
Kept = tuple[str, str, str]
"""Id, name and settings of a view."""


def read_views(view: Snapshot, case_id: str) -> list[Kept]:
    """The views of this case, or of the whole desk, by name."""
    found = [one for one in view.all(SavedView, SavedView.page == PAGE) if (one.case_id or "") == case_id]
    return [(one.id, one.name, one.settings) for one in sorted(found, key=lambda one: one.name.casefold())]


def keep_view(tx: Transaction, name: str, case_id: str, choice: Choice, places: Places) -> str:
    """Keep a view with the places of its nodes; one of the same name and case is replaced."""
    settings = json.dumps({**as_json(choice), "places": {key: list(place) for key, place in places.items()}})
    name = " ".join(name.split())[:_LONGEST]
    for one in tx.all(SavedView, SavedView.page == PAGE, SavedView.name == name):
        if (one.case_id or "") == case_id:
            one.settings = settings
            return one.id
    return tx.add(
        SavedView(name=name, page=PAGE, record_type="link", case_id=case_id or None, settings=settings)
    ).id


def drop_view(tx: Transaction, view_id: str) -> None:
    """Forget a view."""
    tx.delete(tx.get(SavedView, view_id))


def choice_of(settings: str, otherwise: Choice) -> tuple[Choice, Places]:
    """What a view asks for, and where its nodes are."""
    kept: Any = json.loads(settings or "{}")
    choice = from_json(kept, otherwise)
    places = from_json({"pins": kept.get("places")} if isinstance(kept, dict) else {}, otherwise).pins
    return choice, places


class KeptViews(QObject):
    """The menu of the views of a case: take one, keep what is shown, forget one. Undo takes back the last two."""

    def __init__(self, context: Context, arrangement: Arrangement, menu: QMenu) -> None:
        super().__init__(arrangement)
        self.context, self.arrangement, self.menu = context, arrangement, menu
        self.kept: Sequence[Kept] = ()

    def show(self, kept: Sequence[Kept]) -> None:
        """Offer these views by name, and what can be done with them."""
        self.kept = kept
        self.menu.clear()
        for view_id, name, _ in kept:
            self.menu.addAction(mnemonic_safe(name)).triggered.connect(partial(_call, self.take, view_id))
        self.menu.addSeparator()
        self.menu.addAction("&Keep this view…").triggered.connect(lambda *_: self._ask_name())
        forget = self.menu.addMenu("&Forget a view")
        forget.setEnabled(bool(kept))
        for view_id, name, _ in kept:
            forget.addAction(mnemonic_safe(name)).triggered.connect(partial(_call, self.drop, view_id))

    def take(self, view_id: str) -> None:
        """Show a view as it was kept."""
        settings = next((settings for key, _, settings in self.kept if key == view_id), "")
        self.arrangement.become("another view", *choice_of(settings, self.arrangement.choice))

    def keep(self, name: str) -> None:
        """Keep what is shown, with all places, under a name."""
        arrangement = self.arrangement
        write = partial(
            keep_view, name=name, case_id=arrangement.case_id, choice=arrangement.choice,
            places=dict(arrangement.places),
        )  # fmt: skip
        told = f"The view “{name}” is kept."
        self.context.desk.perform(
            f"Keep the network view “{name}”", write, lambda _id: self.context.notify(told, "good", True)
        )

    def drop(self, view_id: str) -> None:
        """Forget a view."""
        self.context.desk.perform(
            "Forget a network view", partial(drop_view, view_id=view_id),
            lambda _none: self.context.notify("The view is forgotten.", "good", True),
        )  # fmt: skip

    def _ask_name(self) -> None:
        if self.context.desk.at is not None:
            self.context.notify(PAST_IS_READ_ONLY, "info", False)
        else:
            NameDialog(self.menu.window(), self.keep).open()


def _call(run: Callable[[str], None], view_id: str, *_checked: bool) -> None:
    run(view_id)
