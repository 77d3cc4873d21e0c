"""Packing a case or the whole desk as one file for another laptop."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QDialog, QFormLayout, QLineEdit

from crisisdesk import paths
from crisisdesk.drawing.characters import honest
from crisisdesk.exchange.bundles.content import SUFFIX
from crisisdesk.gui.filing import ask_save
from crisisdesk.gui.plain import label
from crisisdesk.gui.widgets.parts import column, push_button, restyle, row
from crisisdesk.model.cases import CrisisCase
from crisisdesk.progress import Progress
from crisisdesk.services.bundles.gathering import Packed, pack
from crisisdesk.services.departures import Departure, registered
from crisisdesk.store.snapshot import Snapshot
from crisisdesk.store.workspace import Workspace

if TYPE_CHECKING:
    from crisisdesk.gui.session import DeskSession

_WIDE = 560
_KINDS = (("Bundle", SUFFIX),)
_PROOF = (
    "With a shared key the bundle is sealed: the seal proves that it was packed by somebody who has the key, and that "
    "nothing was altered since. It does not hide anything: whoever gets the file can read it."
)


class BundlePacking(QDialog):
    """Which case, and the key that both sides share."""

    def __init__(self, session: "DeskSession", case_id: str) -> None:
        super().__init__(session.window)
        self._session, self._wanted = session, case_id
        self.setWindowTitle("Pack a case")
        self.case = QComboBox()
        self.case.setAccessibleName("Case")
        self.case.addItem("The whole desk", "")
        self.key = QLineEdit()
        self.key.setAccessibleName("Shared key")
        self.key.setEchoMode(QLineEdit.EchoMode.Password)
        self.key.setPlaceholderText("Without a key there is no seal")
        self.facts = label("", "muted", wrap=True)
        self.go_on = push_button("Pack…", self.choose_file, primary=True)
        self._lay()

    def call(self) -> None:
        """Show it, with the cases of the desk."""
        self.open()
        self._session.desk.fetch(_cases, self._take_cases, key=(self, "cases"))

    def choose_file(self) -> None:
        """Ask where the bundle is written."""
        workspace = self._session.desk.workspace
        name = f"{workspace.clock():%Y-%m-%d %H%MZ} {self.case.currentText()}{SUFFIX}"
        ask_save(
            self, self._session.window.settings, "Pack a case", name, _KINDS, then=self.write,
        )  # fmt: skip

    def write(self, path: Path) -> None:
        """Pack, write the file, and enter it into the register of exports."""
        self.go_on.setEnabled(False)
        work = partial(_written, path, str(self.case.currentData()), self.key.text())
        self._session.desk.run(work, self._finish, self._refuse)

    def _take_cases(self, cases: list[tuple[str, str]]) -> None:
        for case_id, title in cases:
            self.case.addItem(honest(title), case_id)
        self.case.setCurrentIndex(max(0, self.case.findData(self._wanted)))

    def _finish(self, told: str) -> None:
        self.accept()
        self._session.notify(told, "good", False)

    def _refuse(self, sentence: str) -> None:
        self.go_on.setEnabled(True)
        self.facts.setText(sentence)
        restyle(self.facts, tone="bad")

    def _lay(self) -> None:
        form = QFormLayout()
        form.setSpacing(8)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow("&Case", self.case)
        form.addRow("Shared &key", self.key)
        box = column(spacing=16, margins=(20, 20, 20, 16))
        box.addLayout(form)
        box.addWidget(label(_PROOF, "muted", wrap=True))
        box.addWidget(self.facts)
        box.addStretch(1)
        box.addLayout(row(None, push_button("Cancel", self.reject), self.go_on))
        self.setLayout(box)
        self.setMinimumWidth(_WIDE)


def _written(path: Path, case_id: str, key: str, workspace: Workspace, progress: Progress) -> str:
    progress(0, 2, "Packing")
    with workspace.snapshot() as view:
        made = pack(view, case_id, key=key, actor=workspace.actor)
    progress(1, 2, "Writing the file")
    paths.write_file(path, made.content)
    why = registered(workspace, _departure(path, made))
    sealed = "sealed" if key else "not sealed"
    return f"Packed {made.manifest.records:,} records to {path.name}, {sealed}, marked {made.manifest.banner}. {why}".rstrip()


def _departure(path: Path, made: Packed) -> Departure:
    return Departure(
        what=f"Bundle of {made.manifest.title}",
        form="bundle",
        content=made.content,
        file_name=path.name,
        banner=made.manifest.banner,
        records=made.manifest.records,
    )


def _cases(view: Snapshot) -> list[tuple[str, str]]:
    found = sorted(view.all(CrisisCase), key=lambda case: (not case.is_open, case.title.casefold()))
    return [(case.id, case.title) for case in found]
