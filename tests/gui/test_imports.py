import re
import subprocess
import sys

HEAVY = ("sqlalchemy", "networkx", "reportlab", "numpy", "rapidfuzz", "alembic")


def test_the_parts_of_the_first_paint_import_nothing_heavy():
    modules = [
        "look",
        "actions",
        "widgets.rail",
        "widgets.time_bar",
        "widgets.marking_banner",
        "widgets.toast",
        "tables.view",
    ]
    code = "import sys\n" + "\n".join(f"import crisisdesk.gui.{module}" for module in modules)
    code += f"\nprint([name for name in {HEAVY!r} if name in sys.modules])"

    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert run.stdout.strip() == "[]"


def test_only_the_essentials_of_qt_are_imported(gui_sources):
    wanted = {"QtCore", "QtGui", "QtWidgets", "QtSvg", "QtPrintSupport", "QtNetwork", "QtTest"}
    used = {
        name for file in gui_sources for name in re.findall(r"from PySide6\.(\w+)", file.read_text("utf-8"))
    }

    assert used <= wanted
