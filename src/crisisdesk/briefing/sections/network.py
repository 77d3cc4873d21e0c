"""The coordination network as a picture, with its size in words."""

from crisisdesk.briefing.blocks import Block, Paragraph, Picture
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
        text = f"{size}" + (f", of these {states}" if states else "") + "."
        return [
            Paragraph(text, mark),
            Picture(
                picture.drawing,
                "Who works with whom in this case; a node without lines has no recorded link.",
                mark,
            ),
        ]
