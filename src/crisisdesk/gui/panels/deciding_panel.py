"""Deciding where two copies of the desk disagree: both values, and a button for each."""

from dataclasses import dataclass
from functools import partial

from crisisdesk.gui.context import Context
from crisisdesk.gui.panels.base import Panel
from crisisdesk.gui.plain import label, selectable
from crisisdesk.gui.widgets.parts import column, push_button, row
from crisisdesk.model.merging import Conflict, ConflictState
from crisisdesk.model.moments import dtg
from crisisdesk.services.bundles.deciding import decide
from crisisdesk.store.snapshot import Snapshot
from crisisdesk.store.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Choice:
    """The two values as the panel shows them; ``decided`` is what came of it, empty while it is open."""

    stands: str
    other: str
    decided: str


def read_choice(view: Snapshot, conflict_id: str) -> Choice | None:
    """What there is to choose between; nothing where the disagreement is gone."""
    found = view.find(Conflict, conflict_id)
    if found is None:
        return None
    decided = (
        f"{found.decision} Decided by {found.decided_by}." if found.state is ConflictState.DECIDED else ""
    )
    since, other = (f" (entered {dtg(at)})" if at else "" for at in (found.stands_since, found.other_since))
    return Choice(f"{found.stands or 'nothing'}{since}", f"{found.other or 'nothing'}{other}", decided)


class DecidingPanel(Panel):
    """Two buttons: what stands is kept, or the other value is taken; one undo takes the decision back."""

    title = "Decide"
    record_types = ("conflict",)

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._stands, self._other, self.state = selectable(""), selectable(""), label("", "muted", wrap=True)
        self.keep = push_button("Keep what stands", partial(self.choose, "stands"))
        self.take = push_button("Take the other", partial(self.choose, "other"))
        box = column(label("Stands", "strong"), self._stands, spacing=8, margins=(12, 12, 12, 12))
        box.addWidget(label("The other copy says", "strong"))
        box.addWidget(self._other)
        box.addWidget(self.state)
        box.addLayout(row(self.keep, self.take, None))
        box.addStretch(1)
        self.setLayout(box)
        context.desk.moved.connect(self.refresh)

    def read(self) -> None:
        """Read both values."""
        self.context.desk.fetch(
            partial(read_choice, conflict_id=self.record_id), self._show, key=(self, "choice")
        )

    def choose(self, take: str) -> None:
        """Decide, and read what came of it."""
        operation = partial(_decided, conflict_id=self.record_id, take=take)
        self.context.desk.perform("Decide a disagreement", operation, self._tell)

    def _show(self, choice: Choice | None) -> None:
        self._stands.setText(choice.stands if choice else "")
        self._other.setText(choice.other if choice else "")
        why = self._obstacle(choice)
        self.state.setText(why or "The newer of the two stands until somebody decides.")
        for button in (self.keep, self.take):
            button.setEnabled(not why)

    def _obstacle(self, choice: Choice | None) -> str:
        """Why nothing can be decided; empty where it can."""
        if choice is None:
            return "This disagreement is gone."
        if choice.decided:
            return choice.decided
        if self.context.desk.at is not None:
            return "The past cannot be changed."
        return "This desk is open for reading only." if self.context.desk.workspace.read_only else ""

    def _tell(self, caption: str) -> None:
        self.context.notify(f"Decided: {caption}.", "good", True)
        self.refresh()


def _decided(tx: Transaction, *, conflict_id: str, take: str) -> str:
    return decide(tx, conflict_id, take).caption
