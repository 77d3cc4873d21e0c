from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from crisisdesk.gui.context import Context, Target
from crisisdesk.gui.panels.detail import RecordDetail
from crisisdesk.gui.panels.history_panel import HistoryPanel
from crisisdesk.gui.panels.referring_panel import ReferringPanel
from crisisdesk.model.base import Record
from crisisdesk.model.log import LogEntry
from crisisdesk.model.marking import Marking
from crisisdesk.model.partners import Partner
from crisisdesk.store.transaction import Transaction


def opened(
    qtbot: QtBot, context: Context, record_type: type[Record] = Partner, record_id: str = "partner-NOR"
) -> RecordDetail:
    detail = RecordDetail(context, record_type)
    qtbot.addWidget(detail)
    detail.resize(480, 700)
    detail.show()
    detail.show_record(record_id)
    qtbot.waitUntil(lambda: detail._id.text() == record_id)
    return detail


def words(detail: RecordDetail) -> list[str]:
    return [label.text() for label in detail.findChildren(QLabel) if label.isVisible()]


def rename(context: Context, name: str) -> None:
    def write(tx: Transaction) -> None:
        tx.get(Partner, "partner-NOR").name = name

    context.desk.perform("Rename", write)


def test_it_shows_fields_in_words(qtbot: QtBot, context: Context) -> None:
    detail = opened(qtbot, context)

    qtbot.waitUntil(lambda: "Oslo" in words(detail))
    assert {"Norway", "State", "Capital or seat"} <= set(words(detail))


def test_a_short_id_can_be_copied(qtbot: QtBot, context: Context) -> None:
    opened(qtbot, context).copy_id()

    assert QGuiApplication.clipboard().text() == "partner-NOR"


def test_each_paragraph_has_its_portion_mark(qtbot: QtBot, context: Context) -> None:
    text = "(S//NF) Ships sail.\nTalks go on."
    entry = LogEntry(id="log-1", case_id="case-1", text=text, marking=Marking.parse("SECRET//NOFORN"))
    context.desk.workspace.perform("Log", lambda tx: tx.add(entry))

    detail = opened(qtbot, context, LogEntry, "log-1")

    qtbot.waitUntil(lambda: "(S//NF) Talks go on." in words(detail))
    assert "(S//NF) Ships sail." in words(detail)
    assert detail.edit.text() == "Correct…"


def test_what_refers_is_grouped_counted_and_opens(qtbot: QtBot, context: Context, heard) -> None:
    detail = opened(qtbot, context)
    panel = next(panel for panel in detail.panels if isinstance(panel, ReferringPanel))
    detail.tabs.setCurrentWidget(panel)
    qtbot.waitUntil(lambda: panel.model.rowCount() > 0)

    panel.list.activated.emit(panel.model.index(0))
    panel.list.activated.emit(panel.model.index(1))

    assert "(" in panel.model.entry(0).title
    assert heard.gone[0].words.endswith("=partner-NOR")
    assert heard.gone[1] == Target(record_id=panel.model.entry(1).id)


def history_of(qtbot: QtBot, detail: RecordDetail) -> HistoryPanel:
    panel = next(panel for panel in detail.panels if isinstance(panel, HistoryPanel))
    detail.tabs.setCurrentWidget(panel)
    qtbot.waitUntil(lambda: panel.list.count() > 0)
    return panel


def test_history_tells_each_change_in_a_sentence(qtbot: QtBot, context: Context) -> None:
    rename(context, "Norge")
    panel = history_of(qtbot, opened(qtbot, context))

    qtbot.waitUntil(lambda: panel.list.count() == 2)
    assert panel.list.item(0).text().startswith("Name changed from “Norway” to “Norge”.\n231200Z NOV 26")


def test_a_value_is_restored(qtbot: QtBot, context: Context, heard) -> None:
    rename(context, "Norge")
    panel = history_of(qtbot, opened(qtbot, context))
    qtbot.waitUntil(panel.restore.isEnabled)

    panel.restore.click()

    qtbot.waitUntil(lambda: bool(heard.said))
    with context.desk.workspace.snapshot() as view:
        assert view.get(Partner, "partner-NOR").name == "Norway"
        assert view.history(limit=1)[0].summary == "Restore name of “Norway”"


def test_a_founding_cannot_be_reverted(qtbot: QtBot, context: Context) -> None:
    panel = history_of(qtbot, opened(qtbot, context))

    assert not panel.revert.isEnabled()


def test_a_change_elsewhere_is_shown(qtbot: QtBot, context: Context) -> None:
    detail = opened(qtbot, context)

    rename(context, "Norge")

    qtbot.waitUntil(lambda: detail._title.text() == "Norge")


def test_nothing_is_changed_in_the_past(qtbot: QtBot, context: Context) -> None:
    detail = opened(qtbot, context)

    context.desk.look_at(1)

    qtbot.waitUntil(lambda: not detail.edit.isEnabled())
    assert not detail.delete.isEnabled()


def test_a_reference_leads_to_its_record(qtbot: QtBot, context: Context, heard) -> None:
    entry = LogEntry(id="log-1", case_id="case-1", text="Call", partner_id="partner-NOR")
    context.desk.workspace.perform("Log", lambda tx: tx.add(entry))
    detail = opened(qtbot, context, LogEntry, "log-1")
    qtbot.waitUntil(lambda: any(b.text() == "Norway" for b in detail.findChildren(QPushButton)))

    link = next(b for b in detail.findChildren(QPushButton) if b.text() == "Norway")
    link.setFocus()
    qtbot.keyClick(link, Qt.Key.Key_Space)

    assert heard.gone == [Target(record_id="partner-NOR")]


def test_the_list_of_references_is_a_proper_model(
    qtbot: QtBot, context: Context, qtmodeltester: ModelTester
) -> None:
    detail = opened(qtbot, context)
    panel = next(panel for panel in detail.panels if isinstance(panel, ReferringPanel))

    qtmodeltester.check(panel.model)
