import hashlib
import io
from pathlib import Path

import pypdf
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton
from pytestqt.qtbot import QtBot

from crisisdesk.gui.context import Context, Target
from crisisdesk.gui.desk import Desk
from crisisdesk.gui.pages.briefings import EXPORT, ISSUED_TAB, WITHHELD_TAB, BriefingsPage
from crisisdesk.gui.tables.rows import text_of
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
    qtbot.waitUntil(
        lambda: page.made is not None and page.preview.shown == page.made.pages and not context.desk.reading,
        timeout=20_000,
    )
    return page


def pdf_text(pdf: bytes) -> str:
    return " ".join(one.extract_text() for one in pypdf.PdfReader(io.BytesIO(pdf)).pages)


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
    assert page.tabs.tabText(ISSUED_TAB) == "Issued (1)"


def test_an_issued_brief_comes_back_byte_for_byte(qtbot: QtBot, page: BriefingsPage, desk: Desk):
    issue(qtbot, page)
    page.tabs.setCurrentIndex(ISSUED_TAB)
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


def test_sections_are_left_out_and_moved_by_keyboard(qtbot: QtBot, page: BriefingsPage):
    page.tabs.setCurrentIndex(1)
    sections = page.sections.list
    sections.setFocus()
    qtbot.keyClick(sections, Qt.Key.Key_Space)
    qtbot.keyClick(sections, Qt.Key.Key_Down)
    qtbot.keyClick(sections, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)

    qtbot.waitUntil(lambda: page.made is not None and "bottom_line" not in page.made.sections, timeout=20_000)
    assert page.order.sections[:2] == ("situation", "changed")


def test_the_sections_of_the_kind_come_back(qtbot: QtBot, page: BriefingsPage):
    page.sections.list.setCurrentRow(0)
    page.sections.move_current(1)

    page.sections.reset()

    assert page.order.sections == ()


def test_a_partner_brief_asks_for_its_partner(qtbot: QtBot, page: BriefingsPage):
    page.form.profile.setCurrentIndex(page.form.profile.findData("partner-brief"))

    qtbot.waitUntil(lambda: page.made is not None and page.made.profile == "partner-brief", timeout=20_000)
    assert page.form.subject.isVisible()
    assert page.order.about("partner") == page.form.subject.currentData()


def test_what_would_be_withheld_is_listed_with_its_reason(qtbot: QtBot, page: BriefingsPage, desk: Desk):
    page.form.reader.setCurrentIndex(page.form.reader.findData("GBR"))
    page.tabs.setCurrentIndex(WITHHELD_TAB)

    qtbot.waitUntil(lambda: page.withheld.model.rowCount() > 0, timeout=20_000)
    texts = [text_of(page.withheld.model.row(n).cells[0]) for n in range(page.withheld.model.rowCount())]
    assert set(texts) <= {"given", "withheld"}


def test_a_memo_says_how_long_it_may_be(qtbot: QtBot, page: BriefingsPage):
    page.form.profile.setCurrentIndex(page.form.profile.findData("information-memo"))

    qtbot.waitUntil(lambda: "of at most 2" in page.length.text(), timeout=20_000)


def test_a_draft_that_is_called_off_leaves_the_pages_in_sight(qtbot: QtBot, page: BriefingsPage):
    before = page.made
    page.form.addressees.setText("Somebody")
    page.form.changed.emit()
    page.stop.click()
    page.form._rest.stop()

    qtbot.waitUntil(lambda: not page.context.desk.reading, timeout=20_000)
    assert page.made is before
    assert "Not made" in page.facts.text()


def test_clearance_distribution_and_paper_reach_the_file(qtbot: QtBot, page: BriefingsPage):
    page.handling.distribution.setText("Embassy only")
    page.handling.paper.setCurrentText("Letter")

    qtbot.waitUntil(
        lambda: page.made is not None and "Embassy only" in pdf_text(page.made.pdf), timeout=20_000
    )
    assert pypdf.PdfReader(io.BytesIO(page.made.pdf)).pages[0].mediabox.width == 612


def test_an_issued_brief_says_how_many_of_its_statements_have_changed(
    qtbot: QtBot, page: BriefingsPage, desk: Desk
):
    desk.perform("Say", lambda tx: setattr(tx.get(CrisisCase, "case-1"), "bottom_line", "The first."))
    qtbot.waitUntil(lambda: not desk.reading, timeout=20_000)
    issue(qtbot, page)
    desk.perform("Say otherwise", lambda tx: setattr(tx.get(CrisisCase, "case-1"), "bottom_line", "Other."))
    qtbot.waitUntil(lambda: not desk.reading, timeout=20_000)
    page.tabs.setCurrentIndex(ISSUED_TAB)

    page.issued.table.selectRow(0)

    qtbot.waitUntil(lambda: "since changed" in page.issued.changed.heading.text(), timeout=20_000)
    assert page.issued.changed.model.rowCount() == 1


def test_a_house_style_is_printed_and_remembered(qtbot: QtBot, page: BriefingsPage, tmp_path: Path):
    path = tmp_path / "house.toml"
    path.write_text('originator = "Ministry of the Strait"\npaper = "Letter"\n', encoding="utf-8")

    page._take_style(str(path))

    qtbot.waitUntil(
        lambda: page.made is not None and "Ministry of the Strait" in pdf_text(page.made.pdf), timeout=20_000
    )
    assert BriefingsPage(page.context).order.marks.style == str(path)


def test_the_same_is_saved_as_a_page_to_paste_from(qtbot: QtBot, page: BriefingsPage, tmp_path: Path, heard):
    page.other_button.click()
    QApplication.activeModalWidget().accept()

    qtbot.waitUntil(lambda: any("written" in said for said in heard.said))
    assert next(tmp_path.glob("*.html")).read_text("utf-8").startswith("<!DOCTYPE html>")


def test_a_superseded_brief_says_so_when_it_is_shown(qtbot: QtBot, page: BriefingsPage, desk: Desk):
    issue(qtbot, page)
    issue(qtbot, page)
    with desk.workspace.snapshot() as view:
        first = next(one.id for one in view.all(Brief) if one.number == 1)
    page.issued.table.stand_on(first)

    qtbot.keyClick(page.issued.table, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: "Superseded by number 2" in page.strip.text, timeout=20_000)
