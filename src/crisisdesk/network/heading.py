"""What stands above and below a picture of a network: title, moment, marking; and the picture in words."""

from datetime import UTC, datetime

from crisisdesk.drawing.characters import one_line
from crisisdesk.drawing.metrics import Measure, elided
from crisisdesk.drawing.shapes import Shape, Text
from crisisdesk.network.graph import Network
from crisisdesk.network.labels import Rectangle
from crisisdesk.network.themes import Theme

MARGIN = 14.0
_MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")


def dtg(moment: datetime) -> str:
    """A date-time group in UTC, as in 231430Z NOV 26."""
    utc = moment.astimezone(UTC)
    return f"{utc:%d%H%M}Z {_MONTHS[utc.month - 1]} {utc:%y}"


def header(
    title: str, moment: datetime | None, frame: Rectangle, theme: Theme, measure: Measure
) -> list[Shape]:
    """Title at the left, moment at the right, above the frame."""
    baseline = frame[1] - 9.0
    shapes: list[Shape] = []
    stamp = f"As of {dtg(moment)}" if moment else ""
    taken = measure(stamp, 8.0) + 12.0 if stamp else 0.0
    if title:
        shown = elided(title, 13.0, (frame[2] - frame[0] - taken) / 1.1, measure)
        shapes.append(Text((frame[0], baseline), shown, 13.0, theme.ink, bold=True))
    if stamp:
        shapes.append(Text((frame[2], baseline), stamp, 8.0, theme.soft, "end"))
    return shapes


def banners(banner: str, width: float, height: float, theme: Theme, measure: Measure) -> list[Shape]:
    """The marking at head and foot; nothing where there is none."""
    if not banner:
        return []
    shown = elided(banner, 8.5, (width - 2 * MARGIN) / 1.15, measure)
    baselines = (MARGIN * 0.6 + 10.0, height - MARGIN * 0.6 - 3.0)
    return [Text((width / 2, y), shown, 8.5, theme.ink, "middle", bold=True) for y in baselines]


def described(network: Network, moment: datetime | None) -> str:
    """The picture in words: how much, as of when, and who has most links."""
    count = f"A network of {len(network.nodes)} nodes and {len(network.edges)} links"
    when = f", as of {dtg(moment)}" if moment else ""
    linked = sorted(network.nodes, key=lambda node: -len(network.neighbours[node.id]))[:5]
    most = "; ".join(
        f"{one_line(node.caption)} {len(network.neighbours[node.id])}"
        for node in linked
        if network.neighbours[node.id]
    )
    return f"{count}{when}." + (f" Most neighbours: {most}." if most else "")
