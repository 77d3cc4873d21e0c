"""Words that not every reader knows: abbreviations in the names of partners, and terms of the desk's vocabularies."""

import re

from crisisdesk.briefing.blocks import Block, KeyFacts
from crisisdesk.briefing.portions import Quote
from crisisdesk.briefing.section import Scope
from crisisdesk.model.moments import MONTHS
from crisisdesk.model.partners import Partner
from crisisdesk.store.snapshot import Snapshot

_ABBREVIATION = re.compile(r"\b[A-Z][A-Z&]{1,7}\b")
_MOST = 24
_WORDS = {
    "DTG": "Date-time group: day, hour and minute in UTC (Z), month, year",
    "FMS": "Foreign Military Sales: sale from government to government",
    "FMF": "Foreign Military Financing: money for purchases of defense articles",
    "IMET": "International Military Education and Training",
    "DCS": "Direct commercial sale, under an export licence",
    "EUM": "End-use monitoring",
    "MDE": "Major defense equipment",
    "LOA": "Letter of offer and acceptance",
    "RWA": "Returned without action",
    "TPT": "Third-party transfer",
}


class Glossary:
    """Only abbreviations that the sections before it used; stands after them."""

    name = "glossary"
    title = "Glossary"

    def build(self, view: Snapshot, scope: Scope) -> list[Block]:
        """Terms in the order of the alphabet."""
        used = {word for one in scope.portions.receipts for word in _ABBREVIATION.findall(one.text)}
        known = {word: text for word, text in _WORDS.items() if word in used}
        named = [
            one
            for one in view.all(Partner)
            if one.code in used - set(MONTHS) and one.code != one.name.upper()
        ]
        for found in scope.portions.portions(named, _named):
            known.setdefault(*found.words)
        if not known:
            return []
        mark = scope.portions.printed(scope.portions.plain)
        pairs = tuple((f"{mark} {word}".strip(), text) for word, text in sorted(known.items())[:_MOST])
        return [KeyFacts(pairs, 2)]


def _named(partner: Partner, quote: Quote) -> tuple[str, str]:
    return (partner.code, quote.text(partner.name))
