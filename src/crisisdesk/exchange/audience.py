"""What an audience may be given of marked records."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from crisisdesk.errors import UserError
from crisisdesk.model.ladder import Ladder
from crisisdesk.model.marking import NOT_RELEASABLE, Marking

WITHHELD = "(portion withheld)"
_PORTION = re.compile(r"\(([^()]{1,120})\)")


@dataclass(frozen=True, slots=True)
class Audience:
    """Who gets an export: nothing above this level, and only what is released to all whom it names."""

    ceiling: Marking
    ladder: Ladder

    @classmethod
    def named(cls, text: str, ladder: Ladder) -> "Audience":
        """Read an audience such as ``SECRET`` or ``SECRET//REL TO USA, GBR``.

        Raises:
            UserError: It is no marking, or its level is on none of the desk's ladders.
        """
        marking = Marking.parse(text)
        ladder.level(marking)
        return cls(marking, ladder)

    def may_have(self, marking: Marking) -> bool:
        """Whether something so marked may go to it; a level that the desk does not know may not."""
        try:
            if not self.ladder.within(marking, self.ceiling):
                return False
            classified = self.ladder.classified(marking)
        except UserError:  # an unknown level: nobody can say how high it is
            return False
        if self.ceiling.release is None:
            return True
        if NOT_RELEASABLE in marking.controls or (marking.release is None and classified):
            return False
        return marking.release is None or set(self.ceiling.release) <= set(marking.release)

    def portions(self, text: str) -> tuple[str, int]:
        """A text without the paragraphs whose own mark is too high, and how many those are."""
        paragraphs = text.split("\n")
        kept = [p if self._may_read(p) else WITHHELD for p in paragraphs]
        return "\n".join(kept), sum(p is WITHHELD for p in kept)

    def _may_read(self, paragraph: str) -> bool:
        found = _PORTION.match(paragraph.lstrip())
        if found is None:
            return True
        try:
            marking = Marking.parse(found[1])
            self.ladder.level(marking)
        except UserError:  # words in brackets that are no mark
            return True
        return self.may_have(marking)


def portion_marks(text: str) -> Iterator[Marking]:
    """What stands in brackets before the paragraphs of a text and reads like a mark; a ladder says whether it is one."""
    for paragraph in text.split("\n"):
        found = _PORTION.match(paragraph.lstrip())
        if found is not None:
            try:
                yield Marking.parse(found[1])
            except UserError:  # words in brackets
                continue
