"""One picture of the network, from what was read and chosen to what the views show; away from the window's thread."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from crisisdesk.checks.finding import Finding
from crisisdesk.gui.graphics.picture_view import Shown
from crisisdesk.gui.pages.network_choice import MATRIX, Choice, cut
from crisisdesk.gui.pages.network_overlay import way_picture, with_gaps, with_loss
from crisisdesk.gui.pages.network_reading import Places, Reading, laid_out
from crisisdesk.gui.pages.network_showing import LARGE, as_matrix, as_printed
from crisisdesk.model.cases import CrisisCase
from crisisdesk.network.backdrop import NOTHING, Backdrop
from crisisdesk.network.graph import Network
from crisisdesk.network.layouts import layout_named
from crisisdesk.network.measures import measure_named
from crisisdesk.network.themes import ThemeName
from crisisdesk.network.timing import Difference, differences, side_by_side, stood
from crisisdesk.services.coordination import coordination
from crisisdesk.services.ways import Reached
from crisisdesk.services.without import Loss
from crisisdesk.store.snapshot import Snapshot
from crisisdesk.store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Wanted:
    """All that decides what a picture shows.

    ``day`` and ``undated`` are how it stood, None for today; ``other`` is the network to compare with. Of gaps, loss
    and ways one is drawn on top, or none.
    """

    reading: Reading
    choice: Choice
    held: Places
    room: tuple[float, float]
    theme: ThemeName
    zoom: float = 1.0
    legend: bool = True
    measure: str = "degree"
    day: date | None = None
    undated: bool = True
    other: Network | None = None
    gaps: Sequence[Finding] = ()
    only_gap: str = ""
    loss: Loss | None = None
    reached: Reached | None = None


@dataclass(frozen=True, slots=True)
class Drawn:
    """A picture: its network with marks, where everything is, and what the printed view shows, None where it is too large."""

    network: Network
    places: Places
    shown: Shown | None
    measured: dict[str, float]
    changes: tuple[Difference, ...] = ()
    backdrop: Backdrop = NOTHING


def standing(reading: Reading, day: date | None, *, undated: bool) -> Network:
    """The network on a day; as it was read for today with everything."""
    if day is None and undated:
        return reading.network
    return stood(reading.ever, day or reading.as_of.date(), with_undated=undated)


def drawn(wanted: Wanted) -> Drawn:
    """Cut, mark, lay out and draw."""
    reading, choice = wanted.reading, wanted.choice
    if wanted.reached is not None and wanted.reached.ways:
        network, places = way_picture(wanted.reached)
        return Drawn(network, places, _shown(wanted, network, places, NOTHING), _measured(wanted, network))
    network = cut(standing(reading, wanted.day, undated=wanted.undated), choice)
    changes: tuple[Difference, ...] = ()
    if wanted.other is not None:
        before = cut(wanted.other, choice)
        changes, network = differences(before, network), side_by_side(before, network)
    if wanted.gaps:
        network = with_gaps(network, wanted.gaps, reading.home, wanted.only_gap)
    if wanted.loss is not None:
        network = with_loss(network, wanted.loss)
    measured = _measured(wanted, network)
    if choice.layout == MATRIX:
        return Drawn(network, {}, as_matrix(network, reading, wanted.room, wanted.theme), measured, changes)
    places = laid_out(network, choice.layout, {**wanted.held, **choice.pins}, choice.centre)
    backdrop = layout_named(choice.layout).backdrop(network, places)
    return Drawn(network, places, _shown(wanted, network, places, backdrop), measured, changes, backdrop)


def _shown(wanted: Wanted, network: Network, places: Places, backdrop: Backdrop) -> Shown | None:
    if len(network.nodes) >= LARGE:
        return None
    return as_printed(
        network, places, wanted.reading, wanted.room, wanted.theme, legend=wanted.legend, zoom=wanted.zoom,
        backdrop=backdrop,
    )  # fmt: skip


def _measured(wanted: Wanted, network: Network) -> dict[str, float]:
    return dict(measure_named(wanted.measure).values(network))


def read_other(view: Snapshot, workspace: Workspace, reading: Reading, compared: tuple[str, date]) -> Network:
    """The network to compare with: how it stood on a day by all that is known now, or what was known at its end."""
    way, day = compared
    if way == "stood":
        return stood(reading.ever, day)
    moment = min(datetime.combine(day, time.max, UTC), view.moment)
    with workspace.snapshot(moment) as past:
        if reading.case_id and past.find(CrisisCase, reading.case_id) is None:
            return Network(as_of=moment)
        return coordination(past, reading.case_id)
