"""What a sentence about a change is made from."""

from dataclasses import dataclass

from crisisdesk.briefing.portions import Quote
from crisisdesk.briefing.section import Scope
from crisisdesk.briefing.terms import partial
from crisisdesk.model.moments import dtg, parse_moment
from crisisdesk.model.values import PartialDate
from crisisdesk.store.changes import Change
from crisisdesk.store.snapshot import Snapshot

GROUPS = {
    "new": "New",
    "changed": "Changed",
    "closed": "Closed",
    "slipped": "Slipped",
    "quiet": "Gone quiet",
    "contradicted": "Newly contradicted",
}
LONGEST = 180
ARROW = "→"


@dataclass(frozen=True, slots=True)
class Told:
    """A change in words: its group, the partner it is about, the sentence, and who did or decided it."""

    group: str
    partner: str
    text: str
    who: str = ""


@dataclass(frozen=True, slots=True)
class Telling:
    """What a sentence is made from: the record as it is, what changed of it, and the way to quote."""

    change: Change
    quote: Quote
    view: Snapshot
    scope: Scope
    circle: frozenset[str]

    @property
    def new(self) -> bool:
        """Whether the record was not there before."""
        return self.change.before is None

    def was(self, name: str) -> str:
        """The old text of a field that changed; empty if it did not change or was empty."""
        return str((self.change.before or {}).get(name) or "")

    def moved(self, name: str) -> bool:
        """Whether a field changed."""
        return not self.new and name in (self.change.after or {})

    def step(self, name: str, vocabulary: str, now: str) -> str:
        """Old and new label of a code."""
        word = self.scope.terms.word
        return f"{word(vocabulary, self.was(name)) or 'not set'} {ARROW} {word(vocabulary, now)}"

    def redated(self, name: str, label: str, now: str) -> str:
        """A day or time that was moved, in words; empty if it was not."""
        if not self.moved(name):
            return ""
        before = self.was(name)
        return f"{label} {_when(before) if before else 'not set'} {ARROW} {now or 'not set'}"


def changed(partner: str, subject: str, step: str, group: str = "changed") -> Told | None:
    """A point about a record that changed; nothing if the step says nothing."""
    return Told(group, partner, f"{subject}: {step}") if step else None


def _when(text: str) -> str:
    return dtg(parse_moment(text)) if "T" in text else partial(PartialDate.parse(text))
