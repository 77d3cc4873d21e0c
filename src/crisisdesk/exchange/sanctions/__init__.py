"""Sanction lists of many issuers, read into one kind of party; versions compared.

:func:`recognise` says which list some files are; :func:`read_list` reads them and refuses a count that cannot be right.
Nothing here keeps anything: that is the store's part.
"""

from collections.abc import Sequence
from pathlib import Path

from crisisdesk.exchange.sanctions.australia import AU_DFAT
from crisisdesk.exchange.sanctions.bis import BIS_DPL
from crisisdesk.exchange.sanctions.canada import CANADA_XML
from crisisdesk.exchange.sanctions.csl import US_CSL
from crisisdesk.exchange.sanctions.difference import Difference, difference
from crisisdesk.exchange.sanctions.eu import EU_CSV, EU_XML
from crisisdesk.exchange.sanctions.kinds import Files, SanctionList
from crisisdesk.exchange.sanctions.ofac_advanced import OFAC_NON_SDN_ADVANCED, OFAC_SDN_ADVANCED
from crisisdesk.exchange.sanctions.ofac_csv import OFAC_NON_SDN_CSV, OFAC_SDN_CSV
from crisisdesk.exchange.sanctions.ofac_xml import OFAC_NON_SDN_XML, OFAC_SDN_XML
from crisisdesk.exchange.sanctions.ofsi import OFSI
from crisisdesk.exchange.sanctions.party import ListedParty, ListVersion
from crisisdesk.exchange.sanctions.recognise import recognised
from crisisdesk.exchange.sanctions.seco import SECO_XML
from crisisdesk.exchange.sanctions.uk import UK_CSV, UK_XML
from crisisdesk.exchange.sanctions.un import UN_XML
from crisisdesk.progress import Progress

SANCTION_LISTS: tuple[SanctionList, ...] = (
    OFAC_SDN_CSV,
    OFAC_NON_SDN_CSV,
    OFAC_SDN_XML,
    OFAC_NON_SDN_XML,
    OFAC_SDN_ADVANCED,
    OFAC_NON_SDN_ADVANCED,
    UN_XML,
    EU_XML,
    EU_CSV,
    UK_CSV,
    UK_XML,
    OFSI,
    US_CSL,
    BIS_DPL,
    SECO_XML,
    CANADA_XML,
    AU_DFAT,
)

__all__ = [
    "SANCTION_LISTS",
    "Difference",
    "Files",
    "ListVersion",
    "ListedParty",
    "SanctionList",
    "difference",
    "read_list",
    "recognise",
]


def recognise(paths: Sequence[Path]) -> tuple[SanctionList, Files]:
    """Which list these files are, by their content, and which part each plays.

    Raises:
        UserError: They are none that can be read, of different lists, or not all that it takes.
    """
    return recognised(paths, SANCTION_LISTS)


def read_list(paths: Sequence[Path], progress: Progress, *, known: int = 0) -> ListVersion:
    """The version that these files give, if it can be a whole list.

    Args:
        paths: All files of one list, plain or packed.
        progress: Called at least every 1,000 rows; what it raises ends the work.
        known: How many parties the version in store has in force.

    Raises:
        UserError: As :func:`recognise`; a file is broken; the count is outside what the list expects.
    """
    sanction_list, files = recognise(paths)
    version = sanction_list.reads(files, progress)
    sanction_list.check(version, known)
    return version
