"""Records of the same type that are called almost the same, told while somebody types a new one.

Nothing is merged and nothing is refused: the warning gives its reason and its score, and the person decides.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, QTimer
from rapidfuzz import fuzz, process

from crisisdesk.gui.context import Context
from crisisdesk.model.base import Record, caption_fields
from crisisdesk.store.folding import fold, latin, words
from crisisdesk.store.snapshot import Snapshot

ALIKE = 83
"""The score of 100 from which on a name is told: one letter wrong in six. A needless hint costs a glance."""
_SHORTEST = 3
_PAUSE_MS = 250


@dataclass(frozen=True, slots=True)
class Alike:
    """A record that is called almost as what is typed; ``score`` is 0 to 100, ``reason`` says what it rests on."""

    id: str
    caption: str
    score: int
    reason: str

    @property
    def sentence(self) -> str:
        """What a person is told."""
        return f"“{self.caption}” is there already: {self.reason} ({self.score} of 100). Is it the same?"


def name_fields(record_type: type[Record]) -> tuple[str, ...]:
    """The fields whose words name a record; none for what is only ever added, such as log entries."""
    if record_type.__append_only__:
        return ()
    return tuple(f.name for f in caption_fields(record_type) if f.kind in {"text", "prose"})


def read_alike(view: Snapshot, record_type: type[Record], typed: str) -> Alike | None:
    """The record of this type that is called most like ``typed``, if one is alike enough."""
    wanted = _plain(typed)
    if len(wanted) < _SHORTEST or not name_fields(record_type):
        return None
    table = record_type.__tablename__
    rows = list(view.sql("SELECT id, caption FROM catalogue WHERE record_type = ?", table))
    names = [_plain(caption) for _, caption in rows]
    best = process.extractOne(wanted, names, scorer=fuzz.token_sort_ratio, score_cutoff=ALIKE)
    if best is None:
        return None
    name, score, place = best
    record_id, caption = rows[place]
    return Alike(record_id, caption, round(score), _reason(wanted, name))


def _plain(text: str) -> str:
    """The words of a name, folded and in Latin letters, whatever script they are in."""
    folded = fold(text)
    return " ".join([*(word for word in words(folded) if word.isascii()), *latin(folded).split()])


def _reason(wanted: str, name: str) -> str:
    if wanted == name:
        return "it has the same name, case and accents aside"
    if sorted(wanted.split()) == sorted(name.split()):
        return "it has the same words in another order"
    return "its name differs by a few letters"


class AlikeWatch(QObject):
    """Looks for records that are called so, whenever the typing rests; ``tell`` gets what was found, or nothing."""

    def __init__(
        self,
        context: Context,
        record_type: type[Record],
        typed: Callable[[], str],
        tell: Callable[[Alike | None], None],
        parent: QObject,
    ) -> None:
        """``typed`` gives the words of the name as they stand now."""
        super().__init__(parent)
        self._context, self._type, self._typed, self._tell = context, record_type, typed, tell
        self._rest = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._rest.timeout.connect(self._look)

    def look_soon(self) -> None:
        """Look once the typing rests."""
        self._rest.start()

    def _look(self) -> None:
        read = partial(_read, record_type=self._type, typed=self._typed())
        self._context.desk.fetch(read, self._tell, key=("alike", id(self)))


def _read(view: Snapshot, *, record_type: type[Record], typed: str) -> Alike | None:
    return read_alike(view, record_type, typed)
