from pytestqt.qtbot import QtBot

from crisisdesk.gui.export_dialog import ExportDialog, ExportOrder
from crisisdesk.gui.session import DeskSession
from crisisdesk.model.engagements import Engagement
from crisisdesk.model.posts import Person


def test_people_and_what_is_planned_leave_as_cards_and_as_a_calendar(session: DeskSession) -> None:
    workspace = session.desk.workspace
    workspace.perform("Add", lambda tx: tx.add(Person(name="Alma Rud")))
    workspace.perform("Add", lambda tx: tx.add(Engagement(title="Talks", begins_at=tx.moment)))

    with workspace.snapshot() as view:
        cards = ExportOrder("", None, ".vcf", "").made(view)
        calendar = ExportOrder("", None, ".ics", "").made(view)

    assert b"FN:Alma Rud" in cards.content
    assert b"SUMMARY" in calendar.content


def test_a_calendar_asks_for_no_type(qtbot: QtBot, session: DeskSession) -> None:
    dialog = ExportDialog(session, "", "post")
    qtbot.addWidget(dialog)
    dialog.format.setCurrentIndex(dialog.format.findData(".ics"))
    dialog.make()

    assert not dialog.type.isEnabled()
    qtbot.waitUntil(lambda: not session.desk.reading)
