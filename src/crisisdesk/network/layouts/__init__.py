"""Ways to give every node its place. A new one is a class beside the others and a line in ``LAYOUTS``."""

from crisisdesk.errors import UserError
from crisisdesk.network.layouts.base import Layout, Place
from crisisdesk.network.layouts.circular import Circular
from crisisdesk.network.layouts.clusters import Clusters
from crisisdesk.network.layouts.geographic import Geographic
from crisisdesk.network.layouts.hierarchy import Hierarchy
from crisisdesk.network.layouts.organic import Organic
from crisisdesk.network.layouts.rings import Rings
from crisisdesk.network.layouts.stress import Distances

__all__ = [
    "LAYOUTS", "Circular", "Clusters", "Distances", "Geographic", "Hierarchy", "Layout", "Organic", "Place", "Rings",
    "layout_named",
]  # fmt: skip

LAYOUTS: tuple[Layout, ...] = (
    Organic(),
    Clusters(),
    Hierarchy(),
    Circular(),
    Rings(),
    Geographic(),
    Distances(),
)


def layout_named(name: str) -> Layout:
    """The layout with this name.

    Raises:
        UserError: There is none; the message lists those there are.
    """
    for layout in LAYOUTS:
        if layout.name == name:
            return layout
    names = ", ".join(layout.name for layout in LAYOUTS)
    raise UserError(f"There is no layout named {name!r}; choose one of {names}.")
