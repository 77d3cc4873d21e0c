from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from crisisdesk.gui.context import Context
from crisisdesk.gui.pages.records_home import RecordsHomePage
from crisisdesk.model.records import RECORD_TYPES


def opened(qtbot: QtBot, context: Context) -> RecordsHomePage:
    page = RecordsHomePage(context)
    qtbot.addWidget(page)
    page.resize(1000, 700)
    page.show()
    qtbot.waitUntil(lambda: page.buttons["case"].accessibleName() == "Cases: 1")
    return page


def test_every_type_is_there_with_its_number(qtbot: QtBot, context: Context) -> None:
    page = opened(qtbot, context)

    assert all(page.buttons[t.__tablename__].isVisible() for t in RECORD_TYPES)


def test_typing_and_enter_lead_to_a_type(qtbot: QtBot, context: Context, heard) -> None:
    page = opened(qtbot, context)

    qtbot.keyClicks(page.line, "hotl")
    qtbot.keyClick(page.line, Qt.Key.Key_Return)

    assert heard.gone[-1].page == "records:hotline"
    assert not page.buttons["case"].isVisible()


def test_what_fits_nothing_is_said(qtbot: QtBot, context: Context) -> None:
    page = opened(qtbot, context)

    qtbot.keyClicks(page.line, "zzyzx")

    assert page._nothing.isVisible()


def test_a_link_to_a_type_leads_on(qtbot: QtBot, context: Context, heard) -> None:
    page = opened(qtbot, context)

    page.buttons["partner"].click()

    assert heard.gone[-1].record_type == "partner"
