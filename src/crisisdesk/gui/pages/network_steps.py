"""What was shown before: back and forth between choices, each with the places of its nodes."""

from dataclasses import dataclass

from crisisdesk.gui.pages.network_choice import Choice
from crisisdesk.gui.pages.network_reading import Places

MOST = 100


@dataclass(frozen=True, slots=True)
class Step:
    """A choice, the places that held with it, and what was done to leave it."""

    choice: Choice
    places: Places
    name: str = ""


class Steps:
    """The way back and forth; a new step ends the way forth."""

    def __init__(self) -> None:
        self._back: list[Step] = []
        self._forth: list[Step] = []

    def push(self, left: Step) -> None:
        """Note what was shown until now, and the name of what is done to it."""
        self._back = [*self._back[-MOST + 1 :], left]
        self._forth.clear()

    def back(self, now: Step) -> Step | None:
        """The step before, in place of the one now; None where there is none."""
        if not self._back:
            return None
        found = self._back.pop()
        self._forth.append(Step(now.choice, now.places, found.name))
        return found

    def forth(self, now: Step) -> Step | None:
        """The step that was taken back."""
        if not self._forth:
            return None
        found = self._forth.pop()
        self._back.append(Step(now.choice, now.places, found.name))
        return found

    @property
    def names(self) -> tuple[str, str]:
        """What would be taken back, and what done again; empty for nothing."""
        return (self._back[-1].name if self._back else "", self._forth[-1].name if self._forth else "")

    def forget(self) -> None:
        """Begin anew: another network has other steps."""
        self._back.clear()
        self._forth.clear()
