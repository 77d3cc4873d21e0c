"""What the about box tells."""

import platform
from importlib.metadata import version
from pathlib import Path

import PySide6
from PySide6.QtCore import qVersion

from crisisdesk import paths
from crisisdesk.gui.widgets.about_dialog import About

_LIBRARIES = ("SQLAlchemy", "sqlcipher3", "networkx", "numpy", "reportlab", "pikepdf", "pypdfium2")
_PROMISE = (
    "One laptop, one file, the whole desk. CrisisDesk uses no network: it opens no connection and sends nothing. "
    "It shows and computes; it does not judge a state or a policy, and its rules are no legal advice."
)


def about(own_version: str, settings: Path, state: Path) -> About:
    """Versions, folders and licences; nothing of any desk."""
    versions = [
        ("Python", platform.python_version()),
        ("Qt", qVersion() or ""),
        ("PySide6", PySide6.__version__),
        *((name, version(name)) for name in _LIBRARIES),
        ("System", platform.platform()),
    ]
    folders = [
        ("Preferences", str(settings)),
        ("Reports and drafts", str(state)),
        ("Program", str(paths.resources().parent)),
    ]
    return About("CrisisDesk", own_version, _PROMISE, versions, folders, _licences())


def _licences() -> str:
    file = paths.resources().parent / "THIRD-PARTY.md"
    return file.read_text("utf-8") if file.is_file() else "See THIRD-PARTY.md beside the program."
