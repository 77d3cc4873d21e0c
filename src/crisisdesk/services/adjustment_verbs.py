"""The verbs by which a transfer is adjusted in a crisis, as the vocabulary of the desk has them (domain facts 3.4).

What a verb does, sets, needs and rests on are facts of its term in ``adjustment_type``; the code holds only how a
transfer is moved by them.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from crisisdesk.errors import UserError
from crisisdesk.model.vocabulary import Term
from crisisdesk.store.snapshot import Snapshot

HASTENING = frozenset({"hasten"})
STOPPING = frozenset({"stop"})
MOVING = frozenset({"hasten", "pass_on", "supply", "redirect"})
"""What a verb does to a transfer, by the word of its term: speeds it, stops it, or lets goods move."""


@dataclass(frozen=True, slots=True)
class Verb:
    """One verb.

    Attributes:
        code: The code of its term, such as ``hold``; ``also`` are other words for it.
        does: hasten, stop, end, return, change, condition, redirect, pass_on, supply, money, restore, tighten, recall
            or check; empty for a term that a ministry added.
        reversible: Nothing where the vocabulary does not say.
        authority: What it usually rests on, to be edited in each order.
        sets: Which fields of the transfer (and ``outcome`` of its licence) take which value.
        needs: What an order must say beside its reason: text, to_partner, justification, signer.
    """

    code: str
    label: str
    description: str
    does: str
    reversible: bool | None
    authority: str
    sets: Mapping[str, str]
    needs: tuple[str, ...]
    also: tuple[str, ...]
    source: str
    confidence: str


def verbs(view: Snapshot) -> tuple[Verb, ...]:
    """All verbs in the order of the vocabulary."""
    terms = view.all(Term, Term.vocabulary == "adjustment_type", order=Term.position)
    return tuple(_verb(term) for term in terms)


def verb_named(view: Snapshot, text: str) -> Verb:
    """The verb that a word means: its code, its label or another word for it, in any case.

    Raises:
        UserError: There is none; the sentence lists those there are.
    """
    wanted = text.strip().casefold().replace("-", "_").replace(" ", "_")
    known = verbs(view)
    for verb in known:
        words = {
            verb.code,
            verb.label.casefold().replace(" ", "_"),
            *(w.replace("-", "_") for w in verb.also),
        }
        if wanted in words:
            return verb
    names = ", ".join(verb.code for verb in known)
    raise UserError(f"“{text[:40]}” is no adjustment; choose one of {names}.")


def verb_json(verb: Verb) -> dict[str, Any]:
    """A verb as JSON has it."""
    return {
        "code": verb.code,
        "label": verb.label,
        "description": verb.description,
        "does": verb.does,
        "reversible": verb.reversible,
        "authority": verb.authority,
        "sets": dict(verb.sets),
        "needs": list(verb.needs),
        "also": list(verb.also),
        "source": verb.source,
        "confidence": verb.confidence,
    }


def _verb(term: Term) -> Verb:
    told = json.loads(term.attributes or "{}")
    return Verb(
        code=term.code,
        label=term.label,
        description=term.description,
        does=str(told.get("does", "")),
        reversible=told.get("reversible"),
        authority=str(told.get("authority", "")),
        sets={str(name): str(value) for name, value in told.get("sets", {}).items()},
        needs=tuple(str(told.get("needs", "")).split()),
        also=tuple(str(told.get("also", "")).split()),
        source=term.source,
        confidence=term.confidence,
    )
