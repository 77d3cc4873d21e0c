"""Which words of a question were found in a listed name, and how: what stands behind a score."""

from crisisdesk.screening.likeness import Words
from crisisdesk.screening.pairing import Pairing
from crisisdesk.screening.sounds import ABJAD
from crisisdesk.screening.values import How, Part


def parts_of(ours: Words, theirs: Words, pairing: Pairing) -> tuple[Part, ...]:
    """The pairs in the order of the question, then what is extra in it, then what it lacks."""
    paired = [
        Part(_text(ours, span), _text(theirs, other), how, round(float(value), 3))
        for span, other, how, value in sorted(pairing.pairs)
    ]
    extra = [Part(_text(ours, (i,)), "", How.EXTRA, 0.0) for i in pairing.left]
    missing = [Part("", _text(theirs, (j,)), How.MISSING, 0.0) for j in pairing.their_left]
    return (*paired, *extra, *missing)


def _text(side: Words, span: tuple[int, ...]) -> str:
    return " ".join(side.words[i].removeprefix(ABJAD) for i in span)
