"""Pictures and files of the coordination network, and the part of it that a reader may have."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import partial

from crisisdesk.briefing.pictures import picture_pdf
from crisisdesk.briefing.portions import Audience
from crisisdesk.briefing.preview import page_images
from crisisdesk.briefing.section import NetworkPicture
from crisisdesk.drawing.shapes import Drawing
from crisisdesk.drawing.svg import svg
from crisisdesk.errors import UserError
from crisisdesk.exchange.audience import Audience as Recipients
from crisisdesk.model.base import UNMARKED
from crisisdesk.model.desk import DESK_ID, Desk
from crisisdesk.model.ladder import Ladder
from crisisdesk.model.marking import Marking
from crisisdesk.network.folding import DETAILS, detail_named, in_detail
from crisisdesk.network.formats import FORMATS
from crisisdesk.network.graph import Edge, Network, kept, without
from crisisdesk.network.layouts import layout_named
from crisisdesk.network.matrix import matrix
from crisisdesk.network.picture import picture
from crisisdesk.network.themes import ThemeName
from crisisdesk.services.coordination import coordination
from crisisdesk.services.markings import ladder, refuse_above_ceiling
from crisisdesk.store.snapshot import Snapshot

__all__ = [
    "banner",
    "coordination",
    "drawn",
    "export_network",
    "for_brief",
    "formats",
    "network_file",
    "readable",
    "releasable",
]

WIDTH, HEIGHT = 1000.0, 700.0
_PNG_SCALE = 2.0
MATRIX = "matrix"
"""What a matrix is asked for by, beside the layouts."""
_CROWDED = 45
"""From so many nodes on a page shows no memberships: they say nothing of this crisis, and cover what does."""


def releasable(network: Network, known: Ladder, reader: Audience) -> Network:
    """The network that a reader may have.

    A link to a node that is withheld goes with it, and so does a hotline or channel that leads to one.
    """
    return _permitted(network, lambda marking: not reader.obstacle(marking, known))


def _permitted(network: Network, may_have: Callable[[Marking], bool]) -> Network:
    withheld = {node.id for node in network.nodes if not may_have(_marking(node.marking))}
    leading = {
        node.id
        for node in network.nodes
        if node.record_type in {"hotline", "channel"} and network.neighbours[node.id] & withheld
    }
    rest = without(network, withheld | leading)
    return replace(rest, edges=tuple(e for e in rest.edges if may_have(_marking(e.marking))))


def banner(network: Network, known: Ladder) -> Marking:
    """The marking over all that a network shows."""
    texts = [node.marking for node in network.nodes] + [edge.marking for edge in network.edges]
    return known.banner(map(_marking, texts), UNMARKED)


def _marking(text: str) -> Marking:
    return Marking.parse(text) if text else UNMARKED


def for_brief(
    view: Snapshot, case_id: str, known: Ladder, reader: Audience, title: str = ""
) -> NetworkPicture:
    """The network of a case as a picture for one page: partners and hotlines, several dealings of one kind as one line."""
    whole = coordination(view, case_id)
    network = releasable(whole, known, reader)
    withheld = len(whole.nodes) + len(whole.edges) - len(network.nodes) - len(network.edges)
    shown = kept(network, [n.id for n in network.nodes if n.record_type in {"partner", "hotline"}])
    if len(shown.nodes) > _CROWDED:
        shown = replace(shown, edges=tuple(edge for edge in shown.edges if edge.kind != "member_of"))
    shown = replace(_bundled(shown, known), title=title)
    drawing = drawn(shown, width=640.0, height=560.0 if len(shown.nodes) < 30 else 780.0)  # noqa: PLR2004 - a page's worth
    statuses = Counter(edge.status for edge in shown.edges if edge.status != "active")
    return NetworkPicture(
        drawing,
        banner(shown, known),
        len(shown.nodes),
        len(shown.edges),
        tuple(sorted(statuses.items())),
        withheld,
    )


def _bundled(network: Network, known: Ladder) -> Network:
    """Edges of one kind and state between the same two nodes as one, marked as high as any of them."""
    bundles: dict[tuple[str, str, str, str], list[Edge]] = defaultdict(list)
    for edge in network.edges:
        bundles[edge.source, edge.target, edge.kind, edge.status].append(edge)
    edges = []
    for same in bundles.values():
        marking = known.banner((_marking(edge.marking) for edge in same), UNMARKED)
        label = f"{same[0].label} ({len(same)})" if len(same) > 1 else same[0].label
        edges.append(replace(same[0], label=label, marking=str(marking)))
    return replace(network, edges=tuple(edges))


def drawn(
    network: Network, *, width: float = WIDTH, height: float = HEIGHT, layout: str = "organic",
    theme: ThemeName = "print", marking: str = "",
) -> Drawing:  # fmt: skip
    """The network as a drawing, laid out by the layout of that name; ``matrix`` draws it as a matrix."""
    if layout == MATRIX:
        return matrix(network, width=width, height=height, banner=marking, theme=theme).drawing
    chosen = layout_named(layout)
    places = chosen.place(network)
    return picture(
        network, places, width=width, height=height, banner=marking, theme=theme,
        backdrop=chosen.backdrop(network, places),
    )  # fmt: skip


def readable(network: Network, detail: str = "") -> Network:
    """The network in this detail; without one, in as much as can be read on a page.

    Of what is crowded, memberships are left out, which say nothing of this crisis and cover what does; whose a post
    or office is stays.
    """
    if detail:
        return in_detail(network, detail_named(detail))
    chosen = next(
        (
            found
            for one in reversed(DETAILS[:-1])
            if len((found := in_detail(network, one)).nodes) <= _CROWDED * 2
        ),
        in_detail(network, DETAILS[0]),
    )
    if len(chosen.nodes) <= _CROWDED:
        return chosen
    rest = without(chosen, [node.id for node in chosen.nodes if node.kind == "case"])
    return replace(rest, edges=tuple(e for e in rest.edges if e.kind not in {"member_of", "involved"}))


@dataclass(frozen=True, slots=True)
class NetworkFile:
    """The network as a file; how many nodes and links it was made of, how many of both were withheld, its marking."""

    content: bytes
    nodes: int
    links: int
    withheld: int
    banner: Marking


def export_network(
    view: Snapshot,
    *,
    case_id: str = "",
    fmt: str = "svg",
    layout: str = "organic",
    theme: ThemeName = "print",
    detail: str = "",
) -> bytes:
    """The network as the bytes of a file, see :func:`network_file`."""
    return network_file(view, case_id=case_id, fmt=fmt, layout=layout, theme=theme, detail=detail).content


def network_file(
    view: Snapshot,
    *,
    case_id: str = "",
    fmt: str = "svg",
    layout: str = "organic",
    theme: ThemeName = "print",
    detail: str = "",
    audience: str = "",
) -> NetworkFile:
    """The network as a file: ``svg``, ``png``, ``pdf``, ``gexf``, ``graphml`` or ``csv``.

    Pictures carry their marking at head and foot, and show what can be read, see :func:`readable`; files for other
    programs hold everything.

    Args:
        view: The desk at a moment.
        case_id: Of which case; empty for all.
        fmt: The format.
        layout: The name of a layout, or ``matrix``.
        theme: Colours of a picture.
        detail: How much a picture shows: ``partners``, ``offices``, ``posts`` or ``all``.
        audience: A marking such as ``SECRET//REL TO USA, GBR``: nodes and links that are marked above it, or not
            released to all whom it names, are left out, with what leads to them.

    Raises:
        UserError: The format, layout, detail or audience is unknown, or the marking is above the desk's ceiling.
    """
    if detail not in {"", *(one.name for one in DETAILS)}:
        raise UserError(
            f"There is no detail “{detail[:20]}”; choose one of {', '.join(d.name for d in DETAILS)}."
        )
    whole = network = coordination(view, case_id)
    known = ladder(view)
    if audience:
        network = _permitted(whole, Recipients.named(audience, known).may_have)
    marking = banner(network, known)
    refuse_above_ceiling(view, known, marking)
    writers: dict[str, Callable[[], bytes]] = {form.name: partial(form.write, network) for form in FORMATS}

    def drawing() -> Drawing:
        desk = view.find(Desk, DESK_ID)
        stamp = "EXERCISE · " if desk is not None and desk.exercise else ""
        return drawn(readable(network, detail), layout=layout, theme=theme, marking=f"{stamp}{marking}")

    writers |= {
        "svg": lambda: svg(drawing()).encode(),
        "pdf": lambda: picture_pdf(drawing()),
        "png": lambda: page_images(picture_pdf(drawing()), _PNG_SCALE)[0],
    }
    if fmt not in writers:
        raise UserError(
            f"There is no network format “{fmt[:20]}”; choose one of {', '.join(sorted(writers))}."
        )
    nodes, links = len(network.nodes), len(network.edges)
    withheld = len(whole.nodes) + len(whole.edges) - nodes - links
    return NetworkFile(writers[fmt](), nodes, links, withheld, marking)


def formats() -> Iterable[str]:
    """The names of all formats that :func:`export_network` writes."""
    return sorted({"svg", "png", "pdf", *(form.name for form in FORMATS)})
