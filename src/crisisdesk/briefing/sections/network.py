"""The coordination network as a picture, with its size in words, and the gaps in it."""

from crisisdesk.briefing.blocks import Block, Picture
from crisisdesk.briefing.section import Scope
from crisisdesk.briefing.sections.findings import finding_blocks
from crisisdesk.briefing.terms import counted, joined
from crisisdesk.store.snapshot import Snapshot

_MOST, _MOST_SHORT = 30, 6


class NetworkView:
    """Made from the records by whoever ordered the brief; drawn as vectors, marked over all that it shows."""

    name = "network"
    title = "Coordination network"

    def build(self, view: Snapshot, scope: Scope) -> list[Block]:
        """The picture, then where coordination that ought to be there is not."""
        picture = scope.picture
        if picture is None or not picture.nodes:
            return [scope.note("No coordination link is recorded in this case.")]
        mark = scope.portions.take(picture.marking)
        size = f"{counted(picture.nodes, 'partner or hotline', 'partners and hotlines')}, {counted(picture.links, 'link')}"
        states = joined([f"{count} {word}" for word, count in picture.statuses], ", ")
        caption = f"{size}{f', of these {states}' if states else ''}. Who stands without a line has no recorded link."
        blocks: list[Block] = [Picture(picture.drawing, caption, mark)]
        gaps = scope.inputs.gaps
        if gaps and not scope.released and not scope.partner_id:
            most = _MOST_SHORT if self.name in scope.short else _MOST
            blocks += [scope.heading("Gaps in coordination"), *finding_blocks(view, scope, gaps, most)]
        return blocks
