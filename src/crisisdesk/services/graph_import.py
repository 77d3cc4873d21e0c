"""A graph of another program as coordination links between partners: GEXF and GraphML."""

import contextlib
import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path

from crisisdesk.errors import UserError
from crisisdesk.exchange.incoming import Incoming, Report
from crisisdesk.exchange.intake import Intake
from crisisdesk.exchange.naming import Naming
from crisisdesk.model.base import shorten
from crisisdesk.model.links import STRONGEST, Link
from crisisdesk.model.partners import Partner
from crisisdesk.model.vocabulary import Term
from crisisdesk.network.formats import FORMATS, GraphFormat
from crisisdesk.network.graph import Edge, Network, Node
from crisisdesk.network.lines import STATUSES
from crisisdesk.progress import Progress, silent
from crisisdesk.store.transaction import Transaction
from crisisdesk.store.workspace import Workspace

GRAPHS: Mapping[str, GraphFormat] = {form.name: form for form in FORMATS if form.read is not None}
"""The formats that can be read, by name."""
MOST_LINKS = 50_000
_MOST_BYTES = 64 * 1024 * 1024
_KIND, _OTHER = "coordinates", "other"
_NOTE, _NAME = 500, 120
_OFTEN = 500
_NODE_KINDS = {"state": "state", "country": "state", "ministry": "ministry", "office": "bureau", "command": "command",
               "organisation": "organisation", "group": "coalition", "company": "company", "alliance": "alliance"}  # fmt: skip


class _RehearsalError(Exception):
    """Ends a rehearsal, so that nothing of it is kept."""


def import_graph(
    workspace: Workspace, path: Path, form: str, *, dry_run: bool = False, progress: Progress = silent
) -> Report:
    """Read a graph into the desk as one revision; a dry run says what would happen and keeps nothing.

    A node is the partner of its id, name or code, or a new partner. A link of a kind that the desk does not know
    becomes "Coordinates with", and its note says what the file calls it. Reading the same graph twice changes nothing,
    whatever the file is called and whichever format it has.
    Rows of the report count the links of the file from 1; nodes that cannot be taken are told with their links.

    Raises:
        UserError: The file cannot be read, or is no graph of this format, or holds more than a desk can look through.
    """
    network = read_graph(path, form)
    report = Report(form, encoding="UTF-8", dry_run=dry_run)

    def operation(tx: Transaction) -> None:
        _take(tx, network, report, progress)
        tx.summary = f"Import {path.name}: {report.taken} new, {report.changed} changed"
        tx.flush()
        if dry_run:
            raise _RehearsalError

    with contextlib.suppress(_RehearsalError):
        report.revision = workspace.perform(f"Import {path.name}", operation).changes.revision
    return report


def read_graph(path: Path, form: str) -> Network:
    """The graph of a file.

    Raises:
        UserError: See :func:`import_graph`.
    """
    chosen = GRAPHS.get(form)
    if chosen is None or chosen.read is None:
        raise UserError(f"“{form[:20]}” is no format of a graph; choose one of {', '.join(GRAPHS)}.")
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise UserError(
                f"{path.name} is larger than {_MOST_BYTES >> 20} MB, the limit of a graph; divide it."
            )
        content = path.read_bytes()
    except OSError as error:
        raise UserError(f"{path} cannot be read: {(error.strerror or str(error)).lower()}.") from error
    network = chosen.read(content)
    if len(network.edges) > MOST_LINKS:
        raise UserError(
            f"{path.name} holds {len(network.edges):,} links, more than the {MOST_LINKS:,} of an import."
        )
    return network


def _take(tx: Transaction, network: Network, report: Report, progress: Progress) -> None:
    intake, graph = Intake(tx, report), _Graph(tx, network)
    for row in graph.partners():
        intake.take(row)
    total = len(network.edges)
    for number, edge in enumerate(network.edges, 1):
        if number % _OFTEN == 0:
            progress(number, total, f"Reading link {number:,}")
        try:
            intake.take(graph.link(number, edge))
        except UserError as refusal:
            report.refuse(number, str(refusal))
    intake.finish()


class _Graph:
    """Nodes as partners and edges as links."""

    def __init__(self, tx: Transaction, network: Network) -> None:
        self._tx, self._network = tx, network
        self._kinds = {label: term.code for term in tx.all(Term, Term.vocabulary == "link_type")
                       for label in (term.code.casefold(), term.label.casefold())}  # fmt: skip
        self._ids: dict[str, str] = {}
        self._obstacles: dict[str, str] = {}
        self._new: dict[str, Node] = {}
        naming = Naming(tx)
        for node in network.nodes:
            self._settle(node, naming)

    def partners(self) -> Iterator[Incoming]:
        """The partners that are new."""
        for partner_id, node in self._new.items():
            texts = {"name": _caption(node), "kind": _NODE_KINDS.get(node.kind.casefold(), _OTHER),
                     "marking": node.marking}  # fmt: skip
            yield Incoming(0, Partner, partner_id, {key: text for key, text in texts.items() if text})

    def link(self, number: int, edge: Edge) -> Incoming:
        """A link as a row.

        Raises:
            UserError: It joins no two partners, or is drawn from a record of another type.
        """
        there = self._tx.type_of(edge.id.partition("/")[0])  # what follows says which of its links
        if there not in {None, Link.__tablename__}:
            raise UserError(
                f"It is drawn from a record of the desk of another type ({there}), which stays as it is."
            )
        for end in (edge.source, edge.target):
            if end in self._obstacles:
                raise UserError(self._obstacles[end])
        ends = self._ids[edge.source], self._ids[edge.target]
        if ends[0] == ends[1]:
            raise UserError(f"Both ends are the same partner, {_caption(self._network.node(edge.source))}.")
        kind = self._kinds.get(edge.kind.casefold()) or self._kinds.get(edge.label.casefold())
        told = "" if kind else " ".join(part for part in (edge.kind, edge.label) if part)
        note = "; ".join(part for part in (told, edge.detail) if part)
        texts = {
            "from_id": ends[0], "to_id": ends[1], "kind": kind or _KIND, "note": shorten(note, _NOTE),
            "status": edge.status if edge.status in STATUSES else "active",
            "strength": str(edge.strength) if edge.strength and 1 <= edge.strength <= STRONGEST else "",
            "begins_on": edge.begins_on.isoformat() if edge.begins_on else "",
            "ends_on": edge.ends_on.isoformat() if edge.ends_on and _in_order(edge) else "", "marking": edge.marking,
        }  # fmt: skip
        if there:
            texts |= self._as_written(edge)
        record_id = edge.id if there else _hashed("link", *ends, kind or edge.kind, edge.id)
        return Incoming(number, Link, record_id, {key: text for key, text in texts.items() if text})

    def _as_written(self, edge: Edge) -> dict[str, str]:
        """The dates of a link that the desk has, in its own words where the file's day is the first of a month or year."""
        link = self._tx.get(Link, edge.id)
        pairs = (("begins_on", link.begins_on, edge.begins_on), ("ends_on", link.ends_on, edge.ends_on))
        return {
            name: str(own) for name, own, day in pairs if own is not None and day in {own.first, own.last}
        }

    def _settle(self, node: Node, naming: Naming) -> None:
        if node.record_type not in {"", Partner.__tablename__}:
            self._obstacles[node.id] = f"{_caption(node)} is no partner but a {node.record_type}."
            return
        if self._tx.type_of(node.id) == Partner.__tablename__:
            self._ids[node.id] = node.id
            return
        try:
            self._ids[node.id] = naming.find(Partner, _caption(node))
        except UserError as refusal:
            if "several" in str(refusal):
                self._obstacles[node.id] = str(refusal)
                return
            self._ids[node.id] = _hashed("partner", _caption(node).casefold())
            self._new.setdefault(self._ids[node.id], node)


def _in_order(edge: Edge) -> bool:
    return edge.begins_on is None or edge.ends_on is None or edge.begins_on <= edge.ends_on


def _caption(node: Node) -> str:
    return shorten(node.caption, _NAME)


def _hashed(prefix: str, *parts: str) -> str:
    """An id that is the same for the same thing in every file."""
    digest = hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
    return f"graph-{prefix}-{digest[:16]}"
