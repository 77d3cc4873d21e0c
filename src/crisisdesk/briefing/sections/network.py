"""The coordination network as a picture, with its size in words."""

from crisisdesk.briefing.blocks import Block, Picture
from crisisdesk.briefing.section import Scope
from crisisdesk.briefing.terms import counted, joined
from crisisdesk.store.snapshot import Snapshot


class NetworkView:
    """Made from the records by whoever ordered the brief; drawn as vectors, marked over all that it shows."""

    name = "network"
    title = "Coordination network"

    def build(self, view: Snapshot, scope: Scope) -> list[Block]:  # noqa: ARG002 - a section's form
        """The picture."""
        picture = scope.picture
        if picture is None or not picture.nodes:
            return [scope.note("No coordination link is recorded in this case.")]
        mark = scope.portions.take(picture.marking)
        size = f"{counted(picture.nodes, 'partner or hotline', 'partners and hotlines')}, {counted(picture.links, 'link')}"
        states = joined([f"{count} {word}" for word, count in picture.statuses], ", ")
        caption = f"{size}{f', of these {states}' if states else ''}. Who stands without a line has no recorded link."
        return [Picture(picture.drawing, caption, mark)]
