"""From the texts of a form to one act in the journal."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from crisisdesk.errors import UserError
from crisisdesk.gui.forms.material import texts_of_row
from crisisdesk.model.base import Problem, Record, field_named, fields_of
from crisisdesk.model.cases import CrisisCase
from crisisdesk.model.log import LogEntry
from crisisdesk.services.cases import open_case
from crisisdesk.services.log import log
from crisisdesk.store.rows import row_of
from crisisdesk.store.transaction import Transaction

KEPT_BY_VERBS: dict[str, dict[str, str]] = {
    "case": {
        "phase": "Changed by “Change phase” on the case, which keeps the history.",
        "severity": "Changed by “Escalate” and “Stand down” on the case, which keep the history.",
    }
}
"""Fields of records already there that a form shows but does not change, and why."""

MADE_ELSEWHERE: dict[str, str] = {
    "desk": "A file holds one desk; edit the one that is there.",
    "phase_change": "The history of a case is written when its phase or severity changes.",
    "brief": "A brief is kept when it is issued; go to Briefings.",
    "export": "The register is written when a file leaves the desk.",
    "merge": "A merge is noted when a bundle is brought in.",
    "conflict": "A disagreement is noted when a bundle is brought in.",
}
"""Types of which a form makes no new record, and why."""

_STAMPED = {"log_entry": frozenset({"corrects_id", "correction_reason", "entered_at", "author"})}


@dataclass
class Save:
    """One save of a form: what was typed, and where it was refused.

    ``texts`` are the fields that a person changed (of a new record: all that are not empty); ``base`` is what these
    were when the form read them. ``problems`` are filled when the record breaks its own rules.
    """

    record_type: type[Record]
    record_id: str
    texts: Mapping[str, str]
    base: Mapping[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def __call__(self, tx: Transaction) -> tuple[str, str]:
        """Write; returns the record's id and caption.

        Raises:
            UserError: A field or a rule refuses, the record is gone, or somebody else changed a field meanwhile.
        """
        self.problems.clear()
        record = self._edit(tx) if self.record_id else self._add(tx)
        self.problems.extend(record.problems())
        tx.flush()
        caption = tx.caption(record)
        word = type(record).__label__.lower()
        tx.summary = f"{'Edit' if self.record_id else 'Add'} {word} “{caption}”"
        return record.id, caption

    def _add(self, tx: Transaction) -> Record:
        values = {
            name: field_named(self.record_type, name).read(text) for name, text in self.texts.items() if text
        }
        return ADDERS.get(self.record_type, _add)(tx, self.record_type, values)

    def _edit(self, tx: Transaction) -> Record:
        record = tx.get(self.record_type, self.record_id)
        now = texts_of_row(self.record_type, row_of(record))
        for name, text in self.texts.items():
            if name in self.base and now[name] not in (self.base[name], text):
                label = field_named(self.record_type, name).label
                raise UserError(f"{label} was changed meanwhile; look at it and save again.")
            tx.set_field(record, name, text)
        return record


Adder = Callable[[Transaction, type[Record], dict[str, Any]], Record]


def _add(tx: Transaction, record_type: type[Record], values: dict[str, Any]) -> Record:
    return tx.add(record_type(**values))


def _open_case(tx: Transaction, _record_type: type[Record], values: dict[str, Any]) -> Record:
    """A case is opened by its service, which begins its history; what that does not take is set after it."""
    taken = {name: values.pop(name) for name in _OPENING if name in values}
    case = open_case(tx, values.pop("title"), at=values.pop("opened_at", None), **taken)
    for name, value in values.items():
        setattr(case, name, value)
    return case


def _log(tx: Transaction, _record_type: type[Record], values: dict[str, Any]) -> Record:
    """An entry is logged by its service; one that says nothing else has the marking of its case."""
    return log(tx, values.pop("case_id"), values.pop("text"), **values)


_OPENING = (
    "kind", "phase", "severity", "theatre", "region", "objectives", "aim", "lead_desk_id", "parent_id", "marking",
)  # fmt: skip

ADDERS: dict[type[Record], Adder] = {CrisisCase: _open_case, LogEntry: _log}


def form_fields(record_type: type[Record], *, new: bool) -> tuple[str, ...]:
    """The names of the fields of a form: what the desk stamps by itself is left out of a new record's."""
    left_out = _STAMPED.get(record_type.__tablename__, frozenset()) if new else frozenset()
    return tuple(f.name for f in fields_of(record_type) if f.name not in left_out)
