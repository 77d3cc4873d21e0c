"""What each of the window's own commands does."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QAbstractItemView, QWidget

from crisisdesk import __version__, paths
from crisisdesk.gui.context import Target
from crisisdesk.gui.theme.roles import Density
from crisisdesk.gui.theme.themes import DARK, HIGH_CONTRAST, LIGHT

if TYPE_CHECKING:
    from crisisdesk.gui.session import DeskSession
    from crisisdesk.gui.theme.roles import Theme
    from crisisdesk.gui.window import MainWindow

Step = Callable[["MainWindow"], None]
TEXT_STEP = 0.1


@dataclass(frozen=True, slots=True)
class Asking:
    """A step that needs an open desk, and does nothing without one."""

    run: Callable[["MainWindow", "DeskSession"], None]

    def __call__(self, window: "MainWindow") -> None:
        """Do it, if a desk is open."""
        if window.session is not None:
            self.run(window, window.session)


# -- editing ----------------------------------------------------------------------------------------------


def _undo(_window: "MainWindow", session: "DeskSession") -> None:
    session.desk.undo(lambda what: session.notify(f"Undone: {what}", "info", False))


def _redo(_window: "MainWindow", session: "DeskSession") -> None:
    session.desk.redo(lambda what: session.notify(f"Done again: {what}", "info", False))


def _log(_window: "MainWindow", session: "DeskSession") -> None:
    """Put the cursor in the quick-log line of the case in sight, or of the one worked on last."""
    page = session.places.current
    focus = getattr(page, "focus_quick_log", None)
    if focus is not None:
        focus()
        return
    case = str(session.context.memory.get("case.last", ""))
    session.go(Target("case", case) if case else Target("cases"))
    focus = getattr(session.places.current, "focus_quick_log", None)
    if focus is not None:
        focus()
    else:
        session.notify("Open a case first; then Ctrl+L logs to it from anywhere.", "info", False)


def _paste(window: "MainWindow", session: "DeskSession") -> None:
    """Review the lines on the clipboard for the log of the case in sight, or of the one worked on last."""
    case = str(getattr(session.places.current, "case_id", "") or session.context.memory.get("case.last", ""))
    if not case:
        session.notify("Open a case first; then Ctrl+Shift+V pastes lines into its log.", "info", False)
        return
    from crisisdesk.gui.pages.case.paste import paste_lines  # noqa: PLC0415 - loaded when first wanted

    paste_lines(session.context, window, case)


def _hand_over(window: "MainWindow", session: "DeskSession") -> None:
    from crisisdesk.gui.handing_over import hand_over_watch  # noqa: PLC0415 - loaded when first wanted

    hand_over_watch(session.context, window, str(getattr(session.places.current, "case_id", "")))


def _take_over(window: "MainWindow", session: "DeskSession") -> None:
    from crisisdesk.gui.handing_over import take_over  # noqa: PLC0415 - loaded when first wanted

    take_over(session.context, window)


def _new(_window: "MainWindow", session: "DeskSession") -> None:
    record_type = getattr(session.places.current, "creates", "")
    session.create(record_type or "case", {})


def _new_case(window: "MainWindow", session: "DeskSession") -> None:
    from crisisdesk.gui.pages.case.steps import ask_new_case  # noqa: PLC0415 - loaded when first wanted

    ask_new_case(session.context, window)


def _brief(_window: "MainWindow", session: "DeskSession") -> None:
    """Make the brief of the case in sight, or of the one worked on last, and ask for its file."""
    page = session.places.current
    case = str(getattr(page, "case_id", "") or session.context.memory.get("case.last", ""))
    session.go(Target("briefings", case, words="export"))


# -- going ------------------------------------------------------------------------------------------------


def _find(_window: "MainWindow", session: "DeskSession") -> None:
    session.go(Target("search"))
    page = session.places.current
    if page is not None:
        page.focus_search()


def _switch(window: "MainWindow", session: "DeskSession") -> None:
    from crisisdesk.gui.switcher import Switcher  # noqa: PLC0415 - loaded when first wanted

    Switcher(session.context, window).call()


def _palette(window: "MainWindow") -> None:
    from crisisdesk.gui.widgets.command_palette import CommandPalette  # noqa: PLC0415 - loaded when first wanted

    window.commands.refresh()
    CommandPalette(window.look, window, list(window.commands)).call()


def _back(_window: "MainWindow", session: "DeskSession") -> None:
    session.places.go_back()


def _forward(_window: "MainWindow", session: "DeskSession") -> None:
    session.places.go_forward()


# -- viewing ----------------------------------------------------------------------------------------------


def _rail(window: "MainWindow") -> None:
    shown = window.frame.rail.isHidden()
    window.frame.rail.setVisible(shown)
    window.settings["window.rail"] = shown


def _time_bar(window: "MainWindow", session: "DeskSession") -> None:
    shown = session.time_bar.isHidden()
    session.time_bar.setVisible(shown)
    window.settings["window.time_bar"] = shown


def _detail(_window: "MainWindow", session: "DeskSession") -> None:
    toggle = getattr(session.places.current, "toggle_detail", None)
    if toggle is None:
        session.notify("This place has no detail beside its list.", "info", False)
    else:
        toggle()


def _panels(window: "MainWindow", session: "DeskSession") -> None:
    """Bring back whatever was hidden: places, time bar, list and detail."""
    if window.frame.rail.isHidden():
        _rail(window)
    if session.time_bar.isHidden():
        _time_bar(window, session)
    page = session.places.current
    detail = getattr(page, "detail", None)
    if isinstance(detail, QWidget) and detail.isHidden():
        _detail(window, session)
    part = getattr(page, "list", None)
    if isinstance(part, QWidget) and not isinstance(part, QAbstractItemView):
        part.show()


def _now(_window: "MainWindow", session: "DeskSession") -> None:
    session.time_bar.return_to_now()


def _text(by: float) -> Step:
    def step(window: "MainWindow") -> None:
        window.look.scale_text(window.look.text_scale + by)
        window.settings["look.text"] = round(window.look.text_scale, 2)

    return step


def _theme(theme: "Theme") -> Step:
    def step(window: "MainWindow") -> None:
        window.look.wear(theme)
        window.settings["look.theme"] = theme.name

    return step


def _dense(window: "MainWindow") -> None:
    compact = window.look.density is Density.COMFORTABLE
    window.look.space(Density.COMPACT if compact else Density.COMFORTABLE)
    window.settings["look.compact"] = compact


def _notices(window: "MainWindow") -> None:
    from crisisdesk.gui.widgets.notice_list import NoticeList  # noqa: PLC0415 - loaded when first wanted

    show_dialog(window, "Notices", NoticeList(window.look, window.notices), (480, 420))
    window.notices.mark_read()


# -- helping ----------------------------------------------------------------------------------------------


def _help(_window: "MainWindow", session: "DeskSession") -> None:
    page = session.places.current
    session.go(Target("help", words=page.help if page else "index"))


def _shortcuts(window: "MainWindow") -> None:
    from crisisdesk.gui.widgets.shortcut_sheet import ShortcutSheet  # noqa: PLC0415 - loaded when first wanted

    ShortcutSheet(window.commands, window).open()


def _about(window: "MainWindow") -> None:
    from crisisdesk.gui.about import about  # noqa: PLC0415 - loaded when first wanted
    from crisisdesk.gui.widgets.about_dialog import AboutDialog  # noqa: PLC0415 - see above

    AboutDialog(window.look, about(__version__, paths.settings_file(), paths.state_folder()), window).open()


def _preferences(window: "MainWindow") -> None:
    from crisisdesk.gui.preferences import PreferencesDialog  # noqa: PLC0415 - loaded when first wanted

    PreferencesDialog(window.look, window.settings, window).open()


def _check(_window: "MainWindow", session: "DeskSession") -> None:
    from crisisdesk.gui.checking import check_desk  # noqa: PLC0415 - loaded when first wanted

    check_desk(session)


def _import(_window: "MainWindow", session: "DeskSession") -> None:
    from crisisdesk.gui.exchanging import import_file  # noqa: PLC0415 - loaded when first wanted

    import_file(session)


def _export(_window: "MainWindow", session: "DeskSession") -> None:
    from crisisdesk.gui.exchanging import export_file  # noqa: PLC0415 - loaded when first wanted

    export_file(session)


def _rules(_window: "MainWindow", session: "DeskSession") -> None:
    from crisisdesk.gui.rule_pack import bring_rules_up_to_date  # noqa: PLC0415 - loaded when first wanted

    bring_rules_up_to_date(session)


def _pack(_window: "MainWindow", session: "DeskSession") -> None:
    from crisisdesk.gui.bundle_packing import BundlePacking  # noqa: PLC0415 - loaded when first wanted

    BundlePacking(session, str(getattr(session.places.current, "case_id", ""))).call()


def _bring_in(_window: "MainWindow", session: "DeskSession") -> None:
    from crisisdesk.gui.exchanging import bring_in_bundle  # noqa: PLC0415 - loaded when first wanted

    bring_in_bundle(session)


def _exercise(_window: "MainWindow", session: "DeskSession") -> None:
    session.exercise.start()


def show_dialog(window: "MainWindow", title: str, content: QWidget, size: tuple[int, int]) -> None:
    """Show a widget in a dialog of its own, closed by Escape."""
    from PySide6.QtWidgets import QDialog  # noqa: PLC0415 - loaded when first wanted

    from crisisdesk.gui.widgets.parts import column  # noqa: PLC0415 - loaded when first wanted

    dialog = QDialog(window)
    dialog.setWindowTitle(title)
    dialog.setLayout(column(content, margins=(8, 8, 8, 8)))
    dialog.resize(*size)
    dialog.open()


STEPS: dict[str, Step] = {
    "undo": Asking(_undo),
    "redo": Asking(_redo),
    "log": Asking(_log),
    "paste": Asking(_paste),
    "hand_over": Asking(_hand_over),
    "take_over": Asking(_take_over),
    "new": Asking(_new),
    "new_case": Asking(_new_case),
    "brief": Asking(_brief),
    "find": Asking(_find),
    "switch": Asking(_switch),
    "palette": _palette,
    "back": Asking(_back),
    "forward": Asking(_forward),
    "rail": _rail,
    "time_bar": Asking(_time_bar),
    "detail": Asking(_detail),
    "panels": Asking(_panels),
    "now": Asking(_now),
    "larger": _text(TEXT_STEP),
    "smaller": _text(-TEXT_STEP),
    "light": _theme(LIGHT),
    "dark": _theme(DARK),
    "contrast": _theme(HIGH_CONTRAST),
    "dense": _dense,
    "notices": _notices,
    "help": Asking(_help),
    "shortcuts": _shortcuts,
    "about": _about,
    "preferences": _preferences,
    "check": Asking(_check),
    "rules": Asking(_rules),
    "import": Asking(_import),
    "export": Asking(_export),
    "pack": Asking(_pack),
    "bring_in": Asking(_bring_in),
    "exercise": Asking(_exercise),
}
