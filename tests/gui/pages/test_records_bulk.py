from pytestqt.qtbot import QtBot

from crisisdesk.gui.context import Context
from crisisdesk.gui.pages.records_bulk import BulkEditDialog, editable_fields
from crisisdesk.model.cases import CrisisCase
from crisisdesk.model.log import LogEntry
from crisisdesk.model.partners import Partner

IDS = ["partner-NOR", "partner-FRA", "partner-JPN"]


def opened(qtbot: QtBot, context: Context) -> BulkEditDialog:
    dialog = BulkEditDialog(context, None, Partner, IDS)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: dialog.editor is not None)
    return dialog


def test_the_preview_tells_what_changes(qtbot: QtBot, context: Context) -> None:
    dialog = opened(qtbot, context)
    dialog.choose("region")

    dialog.editor.put("europe")
    dialog._look_ahead()

    qtbot.waitUntil(lambda: dialog.model.rowCount() == 1)
    assert [dialog.model.index(0, n).data() for n in range(3)] == ["Japan", "Asia", "Europe"]
    assert dialog.apply.text() == "&Apply to 1"


def test_all_are_changed_in_one_act(qtbot: QtBot, context: Context, heard) -> None:
    dialog = opened(qtbot, context)
    dialog.choose("languages")
    qtbot.keyClicks(dialog.editor.target, "English")
    qtbot.waitUntil(dialog.apply.isEnabled)

    with qtbot.waitSignal(dialog.applied):
        dialog.write()

    with context.desk.workspace.snapshot() as view:
        assert {view.get(Partner, i).languages for i in IDS} == {"English"}
        assert view.history(limit=1)[0].summary == "Edit 3 partners: languages"
    assert heard.said == ["Changed 3 partners"]


def test_a_refusal_changes_nothing(qtbot: QtBot, context: Context) -> None:
    dialog = opened(qtbot, context)
    dialog.choose("parent_id")
    dialog.editor.put("partner-NOR", "Norway")
    dialog._look_ahead()
    qtbot.waitUntil(dialog.apply.isEnabled)

    dialog.write()

    qtbot.waitUntil(lambda: "part of itself" in dialog.strip.text)
    with context.desk.workspace.snapshot() as view:
        assert view.get(Partner, "partner-FRA").parent_id is None


def test_what_has_its_own_verb_is_not_offered() -> None:
    assert "severity" not in {f.name for f in editable_fields(CrisisCase)}
    assert {f.name for f in editable_fields(LogEntry)} == {"significant"}
