"""A key for each label of a form, so that Alt and a letter lead to its field."""

from collections.abc import Iterable

from crisisdesk.gui.plain import mnemonic_safe


def with_mnemonics(labels: Iterable[str], taken: str = "") -> list[str]:
    """The labels with an ampersand before a letter that no other has, at the start of a word where possible.

    ``taken`` are letters that buttons have. A label for which no letter is left stays without.
    """
    used = set(taken.lower())
    made = []
    for text in labels:
        place = _free(text, used)
        if place is None:
            made.append(mnemonic_safe(text))
        else:
            used.add(text[place].lower())
            made.append(f"{mnemonic_safe(text[:place])}&{mnemonic_safe(text[place:])}")
    return made


def _free(text: str, used: set[str]) -> int | None:
    starts = [place for place, letter in enumerate(text) if place == 0 or text[place - 1] == " "]
    inside = [place for place in range(len(text)) if place not in starts]
    for place in (*starts, *inside):
        letter = text[place].lower()
        if letter.isascii() and letter.isalpha() and letter not in used:
            return place
    return None
