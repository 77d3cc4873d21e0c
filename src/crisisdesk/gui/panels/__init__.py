"""The parts of a record's detail: the one list, in the order of their tabs."""

from crisisdesk.gui.panels.base import Panel
from crisisdesk.gui.panels.deciding_panel import DecidingPanel
from crisisdesk.gui.panels.deliberation_panel import DeliberationPanel
from crisisdesk.gui.panels.fields_panel import FieldsPanel
from crisisdesk.gui.panels.file_panel import FilePanel
from crisisdesk.gui.panels.history_panel import HistoryPanel
from crisisdesk.gui.panels.referring_panel import ReferringPanel

PANELS: tuple[type[Panel], ...] = (
    DecidingPanel,
    DeliberationPanel,
    FieldsPanel,
    FilePanel,
    ReferringPanel,
    HistoryPanel,
)
"""Those that name record types are shown for these only."""


def panels_for(record_type: str) -> tuple[type[Panel], ...]:
    """The panels that the detail of this type has."""
    return tuple(panel for panel in PANELS if not panel.record_types or record_type in panel.record_types)
