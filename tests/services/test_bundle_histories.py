"""Two copies edited apart and brought into each other end equal, whatever was done and however the bundles crossed."""

import os
import shutil
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crisisdesk.errors import UserError
from crisisdesk.exchange.bundles.reading import read_bundle
from crisisdesk.model.base import fields_of
from crisisdesk.model.cases import CrisisCase
from crisisdesk.model.decisions import Action
from crisisdesk.model.desk import Desk
from crisisdesk.model.merging import Export, Merge
from crisisdesk.model.records import RECORD_TYPES
from crisisdesk.model.vocabulary import MarkingLevel, Term
from crisisdesk.services.bundles.gathering import pack
from crisisdesk.services.bundles.merging import Merged, merge
from crisisdesk.store.rows import row_of
from crisisdesk.store.transaction import Transaction
from crisisdesk.store.workspace import Workspace

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
EXAMPLES = int(os.environ.get("DESK_TEST_HISTORIES", "12"))
IDS = [f"action-{n}" for n in range(4)]
STEPS = st.lists(
    st.one_of(
        st.tuples(st.sampled_from("ab"), st.just("add"), st.sampled_from(IDS), st.sampled_from("xyz")),
        st.tuples(st.sampled_from("ab"), st.just("follow"), st.sampled_from(IDS), st.sampled_from(IDS)),
        st.tuples(st.sampled_from("ab"), st.sampled_from(("title", "text")), st.sampled_from(IDS), st.sampled_from("pqr")),
        st.tuples(st.sampled_from("ab"), st.just("delete"), st.sampled_from(IDS), st.just("")),
        st.tuples(st.sampled_from("ab"), st.just("undo"), st.just(""), st.just("")),
        st.tuples(st.sampled_from("ab"), st.just("merge"), st.just(""), st.sampled_from(("", "", "ours", "theirs"))),
        st.tuples(st.just("ab"), st.just("cross"), st.just(""), st.just("")),
    ),
    max_size=14,
)  # fmt: skip


def founding(tx: Transaction) -> None:
    """As little as a desk needs for cases and actions."""
    tx.add(Desk(id="desk", name="North"))
    tx.add(MarkingLevel(id="level-u", system="us", level="UNCLASSIFIED", portion="(U)", rank=0, order=0))
    wanted = {(f.vocabulary, f.facts.default) for t in RECORD_TYPES for f in fields_of(t) if f.vocabulary}
    for vocabulary, code in sorted((v, c) for v, c in wanted if c):
        tx.add(Term(id=f"term-{vocabulary}-{code}", vocabulary=vocabulary, code=code, label=code))
    tx.flush()
    tx.add(CrisisCase(id="case-a", title="Strait closed"))


@pytest.fixture(scope="module")
def ancestor(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("ancestor") / "desk.cdesk"
    Workspace.create(path, founding, clock=lambda: NOON).close()
    return path


class Pair:
    """Two copies of one desk, with a clock that never shows a moment twice."""

    def __init__(self, ancestor: Path, folder: Path) -> None:
        ticks = count(1)
        self.folder = folder
        self.desks = {
            name: Workspace.open(
                Path(shutil.copy(ancestor, folder / f"{name}.cdesk")),
                clock=lambda: NOON + timedelta(minutes=next(ticks)),
                actor=name,
            )
            for name in "ab"
        }

    def pack(self, name: str) -> Path:
        with self.desks[name].snapshot() as view:
            path = self.folder / f"{name}.cbundle"
            path.write_bytes(pack(view).content)
        return path

    def take(self, name: str, path: Path, take: str = "") -> Merged:
        bundle = read_bundle(path)
        takes = {("", ""): take} if take else {}
        return self.desks[name].perform("Bring in", lambda tx: merge(tx, bundle, takes)).value

    def cross(self) -> None:
        """Both pack first, then each brings the other in."""
        paths = {name: self.pack(name) for name in "ab"}
        self.take("a", paths["b"])
        self.take("b", paths["a"])

    def edit(self, name: str, what: str, record_id: str, text: str) -> None:
        def operation(tx: Transaction) -> None:
            record = tx.find(Action, record_id)
            if what == "add" and record is None:
                tx.add(Action(id=record_id, case_id="case-a", title=text))
            elif what == "delete" and record is not None:
                tx.delete(record)
            elif record is not None and what == "follow" and tx.find(Action, text) is not None:
                record.depends_on_id = text
            elif record is not None and what in {"title", "text"}:
                setattr(record, what, text)

        with suppress(UserError):  # such as deleting what something refers to
            self.desks[name].perform("Edit", operation)

    def step(self, who: str, what: str, record_id: str, text: str) -> None:
        if what == "cross":
            self.cross()
        elif what == "merge":
            self.take(who, self.pack("b" if who == "a" else "a"), text)
        elif what == "undo":
            with suppress(UserError):  # there is nothing to undo
                self.desks[who].undo()
        else:
            self.edit(who, what, record_id, text)

    def state(self, name: str) -> dict[str, Any]:
        with self.desks[name].snapshot() as view:
            return {
                record.id: row_of(record)
                for t in RECORD_TYPES
                if t not in {Desk, Merge, Export}
                for record in view.all(t)
            }

    def close(self) -> None:
        for desk in self.desks.values():
            desk.close()


@pytest.fixture
def pair(ancestor: Path, tmp_path: Path) -> Iterator[Pair]:
    both = Pair(ancestor, tmp_path)
    yield both
    both.close()


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
@given(steps=STEPS)
def test_both_ways_in_turn_end_equal(
    ancestor: Path, tmp_path_factory: pytest.TempPathFactory, steps: list[Any]
) -> None:
    pair = Pair(ancestor, tmp_path_factory.mktemp("pair"))
    for step in steps:
        pair.step(*step)

    pair.take("a", pair.pack("b"))
    pair.take("b", pair.pack("a"))

    assert pair.state("a") == pair.state("b")
    assert all(desk.check().ok for desk in pair.desks.values())
    pair.close()


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
@given(steps=STEPS)
def test_both_ways_at_once_end_equal(
    ancestor: Path, tmp_path_factory: pytest.TempPathFactory, steps: list[Any]
) -> None:
    pair = Pair(ancestor, tmp_path_factory.mktemp("pair"))
    for step in steps:
        pair.step(*step)

    pair.cross()

    assert pair.state("a") == pair.state("b")
    pair.close()
