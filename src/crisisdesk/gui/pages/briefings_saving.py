"""Writing a brief to a file, in the form that the file is called for, and entering it into the register of exports."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path, PurePath

from PySide6.QtWidgets import QWidget

from crisisdesk import paths
from crisisdesk.gui.context import Context
from crisisdesk.gui.filing import ask_save
from crisisdesk.gui.leaving import enter_file
from crisisdesk.services.brief_copies import FORMS, brief_copy
from crisisdesk.services.brief_order import BriefMade

PDF = ((FORMS["pdf"], ".pdf"),)
OTHERS = tuple((caption, f".{form}") for form, caption in FORMS.items() if form != "pdf")


def save_made(context: Context, window: QWidget, made: BriefMade, what: str, *, other: bool = False) -> None:
    """Ask for a file and write what is in sight: the PDF, or one of the ``other`` forms of the same."""

    def content(path: Path) -> bytes:
        return brief_copy(made, path.suffix)[1] if other else made.pdf

    kinds = OTHERS if other else PDF
    name = str(PurePath(made.name).with_suffix(kinds[0][1]))
    reader = f"REL TO {made.release_to}" if made.release_to else ""

    def enter(path: Path) -> None:
        enter_file(
            context.desk,
            path,
            f"Brief {made.profile}{f' number {made.issue.number}' if made.issue else ', draft'}",
            audience=reader,
            banner=made.banner,
            records=len({record for one in made.receipts for record in one.records}),
            withheld=sum(made.withheld.values()),
        )

    _save(context, window, _File(name, kinds, content, enter, what))


def save_issued(
    context: Context, window: QWidget, pdf: bytes, name: str, *, banner: str, audience: str
) -> None:
    """Ask for a file and write an issued brief again, byte for byte."""

    def enter(path: Path) -> None:
        enter_file(
            context.desk, path, f"Brief {PurePath(name).stem}, as issued", audience=audience, banner=banner
        )

    _save(context, window, _File(name, PDF, lambda _path: pdf, enter, "byte for byte as issued"))


@dataclass(frozen=True, slots=True)
class _File:
    """A file to be written: its name, the kinds offered, its bytes for a path, and how it is entered and told."""

    name: str
    kinds: tuple[tuple[str, str], ...]
    content: Callable[[Path], bytes]
    enter: Callable[[Path], None]
    what: str


def _save(context: Context, window: QWidget, file: _File) -> None:
    def write(path: Path) -> None:
        context.desk.fetch(lambda _view: paths.write_file(path, file.content(path)), lambda _none: tell(path))

    def tell(path: Path) -> None:
        file.enter(path)
        context.notify(f"Brief written to {path.name}: {file.what}.", "good", False)

    ask_save(window, context.memory, "Export the brief", file.name, file.kinds, then=write)
