"""How the network of a case is shown, and where its nodes are: every act can be taken back, and all is remembered."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMenu

from crisisdesk.gui.context import Context
from crisisdesk.gui.pages.network_choice import Choice, as_json, fitting, from_json
from crisisdesk.gui.pages.network_reading import Places
from crisisdesk.gui.pages.network_steps import Step, Steps
from crisisdesk.network.graph import Network

_CHOICES = "network.choices"
Key = tuple[str, tuple[str, str, str, int]]


class Arrangement(QObject):
    """The choice of one case at a time; ``changed`` asks the page to draw anew."""

    changed = Signal()

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self.context = context
        self.case_id = ""
        self.chosen: Choice | None = None
        self.steps = Steps()
        self._places: dict[Key, Places] = {}

    @property
    def choice(self) -> Choice:
        """What is chosen, or what any network is begun with."""
        return self.chosen or Choice()

    @property
    def key(self) -> Key:
        """What decides where things lie."""
        return self.case_id, self.choice.frame

    @property
    def places(self) -> Places:
        """Where the nodes are that have been laid out this way."""
        return self._places.get(self.key, {})

    def begin(self, case_id: str) -> None:
        """Turn to another case; its steps begin anew."""
        self.case_id, self.chosen = case_id, None
        self.steps.forget()

    def take(self, case_id: str, network: Network) -> None:
        """Choose for a network that was read: what was chosen before, or what fits it."""
        self.case_id = case_id
        if self.chosen is None:
            self.chosen = from_json(self._kept().get(case_id), fitting(network))

    def keep_places(self, key: Key, places: Places) -> None:
        """Note where nodes came to lie."""
        self._places[key] = {**self._places.get(key, {}), **places}

    # -- acts ---------------------------------------------------------------------------------------------

    def choose(self, step: str, change: Callable[[Choice], Choice]) -> None:
        """Show it otherwise; the way back is kept under the name of the step."""
        self.become(step, change(self.choice))

    def become(self, step: str, choice: Choice, places: Places | None = None) -> None:
        """Show another choice, with other places where these are given."""
        self.steps.push(Step(self.choice, self.places, step))
        self._set(choice, places)

    def back(self) -> None:
        """Show the picture before the last step."""
        self._go(self.steps.back)

    def forth(self) -> None:
        """Take the step again that was taken back."""
        self._go(self.steps.forth)

    def switch(self, sort: str, key: str) -> None:
        """Show or hide one sort of thing; see the bar's signal of that name."""
        match sort:
            case "kind":
                self.choose("other kinds", lambda now: replace(now, hidden=now.hidden ^ {key}))
            case "family":
                self.choose("other links", lambda now: replace(now, families=now.families ^ {key}))
            case "group":
                self.choose("a group folded or not", lambda now: replace(now, groups=now.groups ^ {key}))
            case "hubs":
                self.choose("hubs shown or not", lambda now: replace(now, hubs=not now.hubs))
            case _:
                self.choose("those without links", lambda now: replace(now, alone=not now.alone))

    def lay_out_again(self) -> None:
        """Forget all places but those that are pinned."""
        if not self.choice.locked:
            self.become("laid out again", self.choice, {})

    def move(self, node_id: str, place: tuple[float, float]) -> None:
        """Put a node somewhere, where it stays."""
        if not self.choice.locked:
            self.become("a node moved", self.choice.pinned(node_id, place), {**self.places, node_id: place})

    def pin(self, node_id: str) -> None:
        """Keep a node where it is, or let it go again."""
        if node_id in self.choice.pins:
            self.become("a node freed", self.choice.freed(node_id))
        elif node_id in self.places:
            self.become("a node pinned", self.choice.pinned(node_id, self.places[node_id]))

    # -- the menu -----------------------------------------------------------------------------------------

    def fill_menu(self, menu: QMenu, node_id: str) -> None:
        """What can be done with places; ``node_id`` is the node that is chosen, empty for none."""
        choice = self.choice
        menu.clear()
        pin = menu.addAction("&Pin the chosen node (P)", lambda: self.pin(node_id))
        pin.setCheckable(True)
        pin.setChecked(node_id in choice.pins)
        pin.setEnabled(bool(node_id))
        lock = menu.addAction(
            "&Keep everything where it is",
            lambda: self.choose("locked or not", lambda now: replace(now, locked=not now.locked)),
        )
        lock.setCheckable(True)
        lock.setChecked(choice.locked)
        menu.addAction("&Lay out again", self.lay_out_again).setEnabled(not choice.locked)
        free = menu.addAction(
            f"&Free what is pinned ({len(choice.pins)})",
            lambda: self.choose("what was pinned", lambda now: replace(now, pins={})),
        )
        free.setEnabled(bool(choice.pins) and not choice.locked)

    # -- inside -------------------------------------------------------------------------------------------

    def _go(self, take: Callable[[Step], Step | None]) -> None:
        step = take(Step(self.choice, self.places))
        if step is None:
            self.context.notify("There is no other picture to go to.", "info", False)
        else:
            self._set(step.choice, dict(step.places))

    def _set(self, choice: Choice, places: Places | None = None) -> None:
        self.chosen = choice
        if places is not None:
            self._places[self.key] = places
        self.context.memory[_CHOICES] = {**self._kept(), self.case_id: as_json(choice)}
        self.changed.emit()

    def _kept(self) -> Mapping[str, object]:
        kept = self.context.memory.get(_CHOICES)
        return kept if isinstance(kept, dict) else {}
