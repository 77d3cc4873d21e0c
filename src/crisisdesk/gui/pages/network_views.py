"""Views of a network kept by name in the desk, each with the places of its nodes."""

import json
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtWidgets import QMenu

from crisisdesk.gui.pages.network_choice import Choice, as_json, from_json
from crisisdesk.gui.pages.network_reading import Places
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


def fill_menu(
    menu: QMenu,
    views: Sequence[Kept],
    take: Callable[[str], None],
    keep: Callable[[], None],
    drop: Callable[[str], None],
) -> None:
    """The views by name, and what can be done with them."""
    menu.clear()
    for view_id, name, _ in views:
        menu.addAction(mnemonic_safe(name)).triggered.connect(partial(_call, take, view_id))
    if views:
        menu.addSeparator()
    menu.addAction("&Keep this view…").triggered.connect(lambda *_: keep())
    forget = menu.addMenu("&Forget a view")
    forget.setEnabled(bool(views))
    for view_id, name, _ in views:
        forget.addAction(mnemonic_safe(name)).triggered.connect(partial(_call, drop, view_id))


def _call(run: Callable[[str], None], view_id: str, *_checked: bool) -> None:
    run(view_id)
