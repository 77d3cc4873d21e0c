"""What is done to a desk while it is closed: a backup put back, its key changed, and the questions before."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QDialog, QWidget

from crisisdesk import paths
from crisisdesk.errors import UserError
from crisisdesk.gui.filing import FOLDER_KEY, ask_open, ask_save
from crisisdesk.gui.opening import may_be_encrypted
from crisisdesk.gui.passphrase import LOSS, KeyLine
from crisisdesk.gui.plain import label
from crisisdesk.gui.widgets.parts import column, push_button, row
from crisisdesk.services.backups import put_back
from crisisdesk.services.checking import repair
from crisisdesk.services.keys import OLD_COPIES, PLAIN_WARNING, SHORTEST, change_key
from crisisdesk.store.witness import Witness

if TYPE_CHECKING:
    from crisisdesk.gui.program import Program
    from crisisdesk.gui.session import DeskSession

_LETTERS_WIDE = 66


class _Securing(QDialog):
    """A dialog with a heading, words, lines for keys, a refusal and a verb."""

    def __init__(self, program: "Program", session: "DeskSession", heading: str, verb: str) -> None:
        super().__init__(program.window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(heading)
        self.setAccessibleName(heading)
        self._program, self._session = program, session
        self.refusal = label("", wrap=True)
        self.refusal.setProperty("tone", "bad")
        self.refusal.hide()
        self.verb = push_button(verb, self.confirm, primary=True)
        self.box = column(label(heading, "heading", wrap=True), margins=(24, 24, 24, 24), spacing=12)
        self.setLayout(self.box)
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * _LETTERS_WIDE)

    def finish(self, *buttons: QWidget) -> None:
        """Put refusal and buttons below what was added."""
        self.box.addWidget(self.refusal)
        self.box.addLayout(row(*buttons, None, push_button("Cancel", self.reject), self.verb))

    def refuse(self, sentence: str) -> None:
        """Say what is wrong with what was typed."""
        self.refusal.setText(sentence)
        self.refusal.setVisible(bool(sentence))

    def confirm(self) -> None:
        """Do it, if what was typed is right."""
        raise NotImplementedError


class RestoreDialog(_Securing):
    """Asks before a backup takes the place of the desk; an encrypted one needs its passphrase."""

    def __init__(self, program: "Program", session: "DeskSession", source: Path) -> None:
        super().__init__(program, session, f"Restore {source.name}?", "&Restore")
        path = session.desk.workspace.path
        self._source = source
        words = (
            f"The backup is checked wholly, then takes the place of {path.name}. The desk as it is now is kept beside it, "
            "with all that was written since; nothing is lost."
        )
        self.box.addWidget(label(words, wrap=True))
        self.key = KeyLine(self, {}, "Passphrase of the backup")
        if session.desk.workspace.encrypted:
            self.box.addLayout(self.key.layout_)
            self.key.confirmed.connect(self.confirm)
        else:
            self.key.line.hide()
            self.key.file.hide()
        self.finish()

    def confirm(self) -> None:
        """Close the desk, restore, open again."""
        session, program = self._session, self._program
        passphrase = self.key.passphrase or None
        if session.desk.workspace.encrypted and passphrase is None:
            self.refuse("Type the passphrase that the backup was made with.")
            return
        path, clock = session.desk.workspace.path, session.desk.workspace.clock
        source = self._source

        def job() -> str:
            done = put_back(
                source,
                path,
                passphrase=passphrase,
                moment=clock(),
                witness=Witness(paths.state_folder() / "seen"),
            )
            kept = f" What was there is kept as {done.aside.name}." if done.aside else ""
            return f"Restored: {done.measure.revision} revisions, {done.measure.entries} log entries.{kept}"

        self.accept()
        program.renew(job, passphrase, passphrase)


class RestoreElsewhere(QDialog):
    """Asks for the passphrase of a backup that is restored where no desk is open, if it needs one."""

    def __init__(self, program: "Program", source: Path, target: Path) -> None:
        super().__init__(program.window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        heading = f"Restore {source.name} as {target.name}?"
        self.setWindowTitle(heading)
        self.setAccessibleName(heading)
        self._program, self._source, self._target = program, source, target
        self.key = KeyLine(self, {}, "Passphrase of the backup")
        words = "The backup is checked wholly first. A file that lies there now is kept beside it under another name."
        box = column(
            label(heading, "heading", wrap=True),
            label(words, wrap=True),
            margins=(24, 24, 24, 24),
            spacing=12,
        )
        if may_be_encrypted(source):
            box.addLayout(self.key.layout_)
            self.key.confirmed.connect(self.confirm)
        else:
            self.key.line.hide()
            self.key.file.hide()
        box.addLayout(
            row(None, push_button("Cancel", self.reject), push_button("&Restore", self.confirm, primary=True))
        )
        self.setLayout(box)
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * _LETTERS_WIDE)

    def confirm(self) -> None:
        """Restore, and open what was restored."""
        passphrase, source, target = self.key.passphrase or None, self._source, self._target
        self.accept()
        self._program.restore(source, target, passphrase)


def restore_anywhere(program: "Program") -> None:
    """Ask which backup, and where its desk is to lie; with a desk open, its own backups are offered."""
    if program.window.session is not None:
        from crisisdesk.gui.backups_dialog import show_backups  # noqa: PLC0415 - with an open desk only

        show_backups(program)
        return
    kinds = (("Desks", ".cdesk"),)

    def ask_target(source: Path) -> None:
        name = f"{source.stem.partition('.')[0]}.cdesk"
        ask_save(
            program.window,
            {FOLDER_KEY: str(source.parent.parent)},
            "Where the desk is to lie",
            name,
            kinds,
            then=lambda target: RestoreElsewhere(program, source, target).open(),
        )

    ask_open(program.window, program.settings, "Restore a backup", kinds, ask_target)


class ChangeKeyDialog(_Securing):
    """Asks for a new passphrase, and for the old one where there is one."""

    def __init__(self, program: "Program", session: "DeskSession") -> None:
        encrypted = session.desk.workspace.encrypted
        heading = "Change the passphrase" if encrypted else "Encrypt this desk"
        super().__init__(program, session, heading, "&Change" if encrypted else "&Encrypt")
        self.old = KeyLine(self, {}, "Passphrase now")
        self.new = KeyLine(self, {}, "New passphrase")
        self.again = KeyLine(self, {}, "The same once more")
        self.again.file.hide()
        self.box.addWidget(label(f"{LOSS} {OLD_COPIES}", "muted", wrap=True))
        for line in (self.old, self.new, self.again):
            if line is not self.old or encrypted:
                self.box.addLayout(line.layout_)
        if not encrypted:
            self.old.line.hide()
            self.old.file.hide()
        self.again.line.returnPressed.connect(self.confirm)
        plain = push_button("Write a &plain copy…", partial(self._plain), link=True)
        self.finish(*([plain] if encrypted else []))

    def confirm(self) -> None:
        """Close the desk, encrypt a copy, put it in place, open it again."""
        sentence = self._wrong()
        self.refuse(sentence)
        if sentence:
            return
        session, program = self._session, self._program
        path = session.desk.workspace.path
        old = self.old.passphrase if session.desk.workspace.encrypted else None
        new = self.new.passphrase

        def job() -> str:
            change_key(path, old, new)
            return f"{path.name} opens with the new passphrase only. {OLD_COPIES}"

        self.accept()
        program.renew(job, new, old)

    def _wrong(self) -> str:
        if self._session.desk.workspace.encrypted and not self.old.passphrase:
            return "Type the passphrase that opens the desk now."
        if len(self.new.passphrase) < SHORTEST:
            return f"A passphrase has at least {SHORTEST} characters; several words are better than one."
        if self.new.passphrase != self.again.passphrase:
            return "The two are not the same; type them again."
        return ""

    def _plain(self) -> None:
        self.accept()
        PlainCopyDialog(self._program, self._session).open()


class PlainCopyDialog(_Securing):
    """Warns before a copy that anybody can read is written."""

    def __init__(self, program: "Program", session: "DeskSession") -> None:
        super().__init__(program, session, "Write a copy that is not encrypted?", "Choose the file…")
        self.box.addWidget(label(PLAIN_WARNING, wrap=True))
        self.sure = QCheckBox("I want a plain copy of everything in this desk")
        self.box.addWidget(self.sure)
        self.verb.setEnabled(False)
        self.sure.toggled.connect(self.verb.setEnabled)
        self.finish()

    def confirm(self) -> None:
        """Ask where, and write it."""
        session, settings, window = self._session, self._program.settings, self._program.window
        name = f"{session.desk.workspace.path.stem} plain.cdesk"

        def write(path: Path) -> None:
            session.desk.quietly(
                lambda workspace, _progress: workspace.write_plain_copy(path),
                lambda _held: session.notify(f"{path.name} is a plain copy. {PLAIN_WARNING}", "warn", False),
            )

        self.accept()
        ask_save(window, settings, "Plain copy", name, (("Desks", ".cdesk"),), then=write)


class RepairDialog(_Securing):
    """Asks before the index is made anew; an encrypted desk needs its passphrase, for it is closed meanwhile."""

    def __init__(self, program: "Program", session: "DeskSession") -> None:
        super().__init__(program, session, "Make the search index anew?", "&Repair")
        words = "The desk is closed, its file copied as it is, catalogue and search index made anew, and all checked again."
        self.box.addWidget(label(words, wrap=True))
        self.key = KeyLine(self, {})
        if session.desk.workspace.encrypted:
            self.box.addLayout(self.key.layout_)
            self.key.confirmed.connect(self.confirm)
        else:
            self.key.line.hide()
            self.key.file.hide()
        self.finish()

    def confirm(self) -> None:
        """Close the desk, repair, open again."""
        path, clock = self._session.desk.workspace.path, self._session.desk.workspace.clock
        passphrase = self.key.passphrase or None

        def job() -> str:
            done = repair(path, passphrase=passphrase, moment=clock())
            if done.after.problems:
                raise UserError(
                    f"{len(done.after.problems)} problems are left, which cannot be repaired; restore the newest backup "
                    f"that passes the check. {done.after.problems[0]}"
                )
            copy = f" The file as it was is {done.copy.name}." if done.copy else ""
            return f"The index is made anew, and the check finds nothing.{copy}"

        self.accept()
        self._program.renew(job, passphrase, passphrase)


def repair_index(program: "Program") -> None:
    """Ask whether the index of the open desk is to be made anew."""
    if program.window.session is not None:
        RepairDialog(program, program.window.session).open()


def change_encryption(program: "Program") -> None:
    """Ask for a new passphrase of the open desk."""
    if program.window.session is not None:
        ChangeKeyDialog(program, program.window.session).open()
