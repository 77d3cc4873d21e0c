import hashlib
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton
from pytestqt.qtbot import QtBot

from crisisdesk.gui.context import Context, Target
from crisisdesk.gui.desk import Desk
from crisisdesk.gui.pages.briefings import EXPORT, BriefingsPage
from crisisdesk.model.briefs import Brief
from crisisdesk.model.cases import CrisisCase


@pytest.fixture
def page(qtbot: QtBot, context: Context, tmp_path: Path) -> BriefingsPage:
    context.memory["files.folder"] = str(tmp_path)
    page = BriefingsPage(context)
    qtbot.addWidget(page)
    page.resize(1200, 700)
    page.show()
    page.open(Target("briefings", "case-1"))
    qtbot.waitUntil(lambda: page.preview.shown > 0, timeout=20_000)
    return page


def issue(qtbot: QtBot, page: BriefingsPage) -> None:
    page.issue()
    dialog = QApplication.activeModalWidget()
    next(button for button in dialog.findChildren(QPushButton) if button.text() == "Issue").click()
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), QFileDialog), timeout=20_000)
    QApplication.activeModalWidget().reject()
    qtbot.waitUntil(
        lambda: page.issued.model.rowCount() > 0 and not page.context.desk.reading, timeout=20_000
    )


def test_pages_and_banner_are_told_before_anything_is_written(page: BriefingsPage, tmp_path: Path):
    assert page.made is not None
    assert page.preview.shown == page.made.pages
    assert page.facts.text().startswith(f"{page.made.pages} page")
    assert page.made.banner in page.facts.text()
    assert not list(tmp_path.glob("*.pdf"))


def test_the_file_is_what_the_preview_showed(qtbot: QtBot, page: BriefingsPage, tmp_path: Path, heard):
    page.export()
    QApplication.activeModalWidget().accept()

    qtbot.waitUntil(lambda: any("written" in said for said in heard.said))
    assert (tmp_path / page.made.name).read_bytes() == page.made.pdf


def test_a_second_export_overwrites_nothing(qtbot: QtBot, page: BriefingsPage, tmp_path: Path, heard):
    for _ in range(2):
        said = len(heard.said)
        page.export()
        QApplication.activeModalWidget().accept()
        qtbot.waitUntil(lambda said=said: len(heard.said) > said)

    assert len(list(tmp_path.glob("*.pdf"))) == 2


def test_a_bottom_line_that_is_typed_is_printed(qtbot: QtBot, page: BriefingsPage):
    before = page.made.sha256

    qtbot.keyClicks(page.form.bottom_line, "The strait is open.")

    qtbot.waitUntil(lambda: page.made is not None and page.made.sha256 != before, timeout=20_000)


def test_a_bottom_line_can_be_kept_in_the_case(qtbot: QtBot, page: BriefingsPage, desk: Desk):
    qtbot.keyClicks(page.form.bottom_line, "The strait is open.")
    page.form.keep.click()
    qtbot.waitUntil(lambda: "The strait is open." in page.form.bottom_line.placeholderText(), timeout=20_000)

    with desk.workspace.snapshot() as view:
        assert view.get(CrisisCase, "case-1").bottom_line == "The strait is open."


def test_issuing_numbers_and_freezes(qtbot: QtBot, page: BriefingsPage, desk: Desk, heard):
    issue(qtbot, page)

    with desk.workspace.snapshot() as view:
        brief = view.all(Brief)[0]
    assert brief.number == 1
    assert any("number 1" in said for said in heard.said)
    assert page.tabs.tabText(1) == "Issued (1)"


def test_an_issued_brief_comes_back_byte_for_byte(qtbot: QtBot, page: BriefingsPage, desk: Desk):
    issue(qtbot, page)
    page.tabs.setCurrentIndex(1)
    page.issued.table.selectRow(0)

    qtbot.keyClick(page.issued.table, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: "as it left the desk" in page.strip.text, timeout=20_000)
    with desk.workspace.snapshot() as view:
        assert hashlib.sha256(page._pdf).hexdigest() == view.all(Brief)[0].sha256


def test_in_the_past_a_draft_is_made_and_nothing_issued(qtbot: QtBot, page: BriefingsPage, desk: Desk):
    desk.perform("Rename", lambda tx: setattr(tx.get(CrisisCase, "case-1"), "title", "Later"))
    qtbot.waitUntil(lambda: not desk.reading)

    desk.look_at(2)

    qtbot.waitUntil(
        lambda: not page.issue_button.isEnabled() and page.export_button.isEnabled(), timeout=20_000
    )
    assert page.form.case.currentText() in {"Strait", "Later"}


def test_the_word_export_asks_for_the_file_at_once(qtbot: QtBot, page: BriefingsPage):
    page.open(Target("briefings", "case-1", words=EXPORT))

    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), QFileDialog), timeout=20_000)
    QApplication.activeModalWidget().reject()


def test_a_reader_who_may_not_have_the_case_is_a_sentence(qtbot: QtBot, page: BriefingsPage, desk: Desk):
    desk.perform("Mark", lambda tx: tx.set_field(tx.get(CrisisCase, "case-1"), "marking", "SECRET//NOFORN"))
    qtbot.waitUntil(lambda: not desk.reading, timeout=20_000)

    page.form.reader.setCurrentIndex(page.form.reader.findData("GBR"))

    qtbot.waitUntil(lambda: "may not go to" in page.strip.text, timeout=20_000)
    assert not page.export_button.isEnabled()
