from pathlib import Path

from pytestqt.qtbot import QtBot

from crisisdesk.gui.context import Context
from crisisdesk.gui.panels.file_panel import FilePanel
from crisisdesk.model.sources import Source


def test_a_file_is_attached_to_a_source_and_saved_outside(
    qtbot: QtBot, context: Context, tmp_path: Path
) -> None:
    context.desk.workspace.perform("Add", lambda tx: tx.add(Source(id="source-1", title="Note verbale")))
    (tmp_path / "note.txt").write_bytes(b"as it was")
    panel = FilePanel(context)
    qtbot.addWidget(panel)
    panel.show()
    panel.show_record("source", "source-1")
    qtbot.waitUntil(lambda: "No file is kept" in panel.words.text())
    assert not panel.save_button.isEnabled()

    panel.take(tmp_path / "note.txt")
    qtbot.waitUntil(panel.save_button.isEnabled)
    panel.save(tmp_path / "out.txt")

    qtbot.waitUntil((tmp_path / "out.txt").exists)
    assert (tmp_path / "out.txt").read_bytes() == b"as it was"
    assert panel.words.text().startswith("note.txt, 1 KB. SHA-256 ")
    qtbot.waitUntil(lambda: not context.desk.reading)
