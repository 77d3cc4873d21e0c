"""The places of the window, in the order of the rail; each is loaded when it is first gone to."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from crisisdesk.gui.page import Page


@dataclass(frozen=True, slots=True)
class PageEntry:
    """A place: its key, what the rail calls it, its icon, and how its class is had."""

    key: str
    title: str
    icon: str
    load: "Callable[[], type[Page]]"


def _now() -> "type[Page]":
    from crisisdesk.gui.pages.now import NowPage  # noqa: PLC0415 - loaded when first gone to

    return NowPage


def _clocks() -> "type[Page]":
    from crisisdesk.gui.pages.clock_wall import ClockWallPage  # noqa: PLC0415 - loaded when first gone to

    return ClockWallPage


def _calls() -> "type[Page]":
    from crisisdesk.gui.pages.calls.page import CallsPage  # noqa: PLC0415 - loaded when first gone to

    return CallsPage


def _commitments() -> "type[Page]":
    from crisisdesk.gui.pages.commitments import CommitmentsPage  # noqa: PLC0415 - loaded when first gone to

    return CommitmentsPage


def _cases() -> "type[Page]":
    from crisisdesk.gui.pages.cases import CasesPage  # noqa: PLC0415 - loaded when first gone to

    return CasesPage


def _case_desk() -> "type[Page]":
    from crisisdesk.gui.pages.case_desk import CaseDeskPage  # noqa: PLC0415 - loaded when first gone to

    return CaseDeskPage


def _partner() -> "type[Page]":
    from crisisdesk.gui.pages.partner.page import PartnerPage  # noqa: PLC0415 - loaded when first gone to

    return PartnerPage


def _call_sheet() -> "type[Page]":
    from crisisdesk.gui.pages.calls.sheet import CallSheetPage  # noqa: PLC0415 - loaded when first gone to

    return CallSheetPage


def _network() -> "type[Page]":
    from crisisdesk.gui.pages.network import NetworkPage  # noqa: PLC0415 - loaded when first gone to

    return NetworkPage


def _sanctions() -> "type[Page]":
    from crisisdesk.gui.pages.sanctions import SanctionsPage  # noqa: PLC0415 - loaded when first gone to

    return SanctionsPage


def _transfers() -> "type[Page]":
    from crisisdesk.gui.pages.transfers import TransfersPage  # noqa: PLC0415 - loaded when first gone to

    return TransfersPage


def _transfer_desk() -> "type[Page]":
    from crisisdesk.gui.pages.transfer_desk import TransferDeskPage  # noqa: PLC0415 - loaded when first gone to

    return TransferDeskPage


def _briefings() -> "type[Page]":
    from crisisdesk.gui.pages.briefings import BriefingsPage  # noqa: PLC0415 - loaded when first gone to

    return BriefingsPage


def _records() -> "type[Page]":
    from crisisdesk.gui.pages.records_home import RecordsHomePage  # noqa: PLC0415 - loaded when first gone to

    return RecordsHomePage


def _search() -> "type[Page]":
    from crisisdesk.gui.pages.search import SearchPage  # noqa: PLC0415 - loaded when first gone to

    return SearchPage


def _history() -> "type[Page]":
    from crisisdesk.gui.pages.history import HistoryPage  # noqa: PLC0415 - loaded when first gone to

    return HistoryPage


def _help() -> "type[Page]":
    from crisisdesk.gui.pages.help import HelpPage  # noqa: PLC0415 - loaded when first gone to

    return HelpPage


PAGES: tuple[PageEntry, ...] = (
    PageEntry("now", "Now", "gauge", _now),
    PageEntry("cases", "Cases", "siren", _cases),
    PageEntry("clocks", "Clocks", "hourglass", _clocks),
    PageEntry("calls", "Calls", "phone", _calls),
    PageEntry("sanctions", "Sanctions", "gavel", _sanctions),
    PageEntry("transfers", "Transfers", "package", _transfers),
    PageEntry("commitments", "Commitments", "handshake", _commitments),
    PageEntry("network", "Network", "waypoints", _network),
    PageEntry("briefings", "Briefings", "file-text", _briefings),
    PageEntry("records", "Records", "database", _records),
    PageEntry("search", "Search", "search", _search),
    PageEntry("history", "History", "history", _history),
    PageEntry("help", "Help", "book-open", _help),
)
"""What the rail shows."""

CASE_DESK = PageEntry("case", "Case", "siren", _case_desk)
"""The page of one case; gone to from Cases, search and links."""

TRANSFER_DESK = PageEntry("transfer", "Transfer", "package", _transfer_desk)
"""The page of one transfer; gone to from the pipeline, search and links."""

CALL_SHEET = PageEntry("call", "Call sheet", "phone", _call_sheet)
"""What to know before a call to a post; gone to from the calls board."""

PARTNER = PageEntry("partner", "Partner", "landmark", _partner)
"""The page of one partner; gone to from lists, search and links."""

BEYOND: tuple[PageEntry, ...] = (CASE_DESK, TRANSFER_DESK, CALL_SHEET, PARTNER)
"""Places that the rail does not show."""

PAGE_OF: dict[str, str] = {"case": CASE_DESK.key, "transfer": TRANSFER_DESK.key, "partner": PARTNER.key}
"""Record types with a page of their own, by table name; the others are shown among their kind."""
