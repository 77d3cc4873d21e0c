from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from crisisdesk.model.channels import Call
from crisisdesk.model.engagements import Engagement
from crisisdesk.model.links import Link
from crisisdesk.model.posts import Post
from crisisdesk.services.rhythm import rhythms
from crisisdesk.store.workspace import Workspace

Write = Callable[..., Any]


def at(month: int, day: int) -> datetime:
    return datetime(2026, month, day, 9, tzinfo=UTC)


def talks(status: str, when: datetime, days: int | None = None) -> Engagement:
    return Engagement(title="Talks", kind="staff_talks", status=status, partner_id="partner-FRA", begins_at=when,
                      rhythm_days=days)  # fmt: skip


def states(workspace: Workspace, partner_id: str = "") -> list[tuple[str, str]]:
    with workspace.snapshot() as view:
        return [(one.kind, one.state) for one in rhythms(view, partner_id)]


@pytest.mark.parametrize(
    ("met", "state"),
    [
        ((talks("held", at(9, 1), 30),), "overdue"),
        ((talks("held", at(9, 1), 30), talks("held", at(11, 10))), "kept"),
        ((talks("held", at(9, 1), 30), talks("planned", at(12, 10))), "planned"),
        ((talks("declined", at(9, 1), 30),), "never"),
    ],
)
def test_talks_with_a_pair_keep_their_rhythm_or_are_overdue(
    workspace: Workspace, write: Write, met: tuple[Engagement, ...], state: str
) -> None:
    write(lambda tx: [tx.add(one) for one in met])

    assert states(workspace) == [("engagement", state)]


def test_links_and_posts_have_rhythms_and_what_is_overdue_comes_first(
    workspace: Workspace, write: Write
) -> None:
    def records(tx) -> None:
        tx.add(Post(id="p", title="Desk", partner_id="partner-JPN", rhythm_days=7))
        tx.add(
            Link(
                from_id="partner-DEU", to_id="partner-JPN", kind="consults", rhythm_days=2, used_at=at(11, 1)
            )
        )
        tx.flush()
        tx.add(Call(post_id="p", at=at(11, 20), result="answered"))

    write(records)

    assert states(workspace, "partner-JPN") == [("link", "overdue"), ("post", "kept")]
    assert states(workspace, "partner-FRA") == []
