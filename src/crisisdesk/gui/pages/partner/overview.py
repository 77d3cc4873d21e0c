"""The overview of a partner: what one wants to know first, in cards side by side."""

from collections.abc import Sequence

from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from crisisdesk.gui.pages.clock_wall_facts import Facts
from crisisdesk.gui.plain import label
from crisisdesk.gui.widgets.parts import column, row

Groups = Sequence[tuple[str, Sequence[tuple[str, str]]]]


class Overview(QScrollArea):
    """Groups of facts in two columns; the cards of before are used again."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Overview of the partner")
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self._cards: list[_Card] = []
        self._sides = [column(spacing=12), column(spacing=12)]
        both = row(spacing=16, margins=(0, 0, 8, 8))
        for side in self._sides:
            side.addStretch(1)
            both.addLayout(side, 1)
        inside = QWidget()
        inside.setLayout(both)
        self.setWidget(inside)

    def show_groups(self, groups: Groups) -> None:
        """Show these groups, by turns left and right."""
        while len(self._cards) < len(groups):
            card = _Card()
            side = self._sides[len(self._cards) % 2]
            side.insertWidget(side.count() - 1, card)
            self._cards.append(card)
        for card, (heading, facts) in zip(self._cards, groups, strict=False):
            card.show_group(heading, facts)


class _Card(QFrame):
    """A heading with facts under it."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("part", "card")
        self._heading, self._facts = label("", "heading", wrap=True), Facts()
        self.setLayout(column(self._heading, self._facts, spacing=8, margins=(12, 8, 12, 8)))

    def show_group(self, heading: str, facts: Sequence[tuple[str, str]]) -> None:
        """Show a group."""
        self._heading.setText(heading)
        self.setAccessibleName(heading)
        self._facts.show_facts(facts)
