"""Files in and out of the whole desk: what the Desk menu's Import and Export do."""

from pathlib import Path
from typing import TYPE_CHECKING

from crisisdesk.gui.filing import ask_open

if TYPE_CHECKING:
    from crisisdesk.gui.session import DeskSession

IMPORTED = (
    ("Tables and exports", ".csv"),
    ("JSON", ".json"),
    ("GEXF graphs", ".gexf"),
    ("GraphML graphs", ".graphml"),
    ("Packed", ".gz"),
)


def import_file(session: "DeskSession") -> None:
    """Ask for a file, show what it would bring, and take it over when that was looked at."""
    ask_open(
        session.window, session.window.settings, "Import a file", IMPORTED, lambda path: review(session, path)
    )


def review(session: "DeskSession", path: Path) -> None:
    """Show what a file would bring, before anything is written."""
    from crisisdesk.gui.import_review import ImportReview  # noqa: PLC0415 - loaded when first wanted

    ImportReview(session, path).call()


def bring_in_bundle(session: "DeskSession") -> None:
    """Ask for a bundle, show what it would change, and bring it in when that was looked at."""
    ask_open(
        session.window,
        session.window.settings,
        "Bring in a bundle",
        (("Bundles", ".cbundle"),),
        lambda path: review_bundle(session, path),
    )


def review_bundle(session: "DeskSession", path: Path) -> None:
    """Show what a bundle would change, before anything is written."""
    from crisisdesk.gui.bundle_review import BundleReview  # noqa: PLC0415 - loaded when first wanted

    BundleReview(session, path).call()


def export_file(session: "DeskSession") -> None:
    """Ask what is to be exported for whom, tell what is withheld, and write it to a file."""
    from crisisdesk.gui.export_dialog import ExportDialog  # noqa: PLC0415 - loaded when first wanted

    page = session.places.current
    ExportDialog(session, str(getattr(page, "case_id", "")), str(getattr(page, "creates", ""))).call()
