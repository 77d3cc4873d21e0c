"""Posts of the story with their holders, and how they are reached; one row of the sheet for each post."""

from collections.abc import Mapping

from crisisdesk.model.channels import Channel
from crisisdesk.model.posts import Incumbency, Person, Post
from crisisdesk.services.sample.clock import StoryClock
from crisisdesk.services.sample.sheets import Row, record, reference, rows
from crisisdesk.store.transaction import Transaction

_POST = (
    "title", "kind", "partner_id", "host_id", "direction", "status", "city", "time_zone", "hours", "languages",
    "rhythm_days", "verified_on", "verify_by",
)  # fmt: skip
_PERSON = ("name", "name_original", "rank", "rank_code", "service", "languages", "verified_on", "verify_by")
_BASIS = "Official contact of the desk; holder and number are invented."


def add_contacts(tx: Transaction, clock: StoryClock) -> None:
    """Add posts, people, incumbencies and channels; deputies and owners once all posts are there."""
    sheet = rows("contacts")
    posts = {row["id"]: tx.add(record(Post, _part(row, _POST), clock)) for row in sheet}
    tx.flush()
    for row in sheet:
        post = posts[row["id"]]
        post.deputy_id = reference("post", row["deputy_id"]) if row["deputy_id"] else None
        post.owner_id = reference("post", row["owner_id"]) if row["owner_id"] else None
        if row["name"]:
            _add_holder(tx, row, clock)
        _add_channels(tx, row, clock)


def _part(row: Row, names: tuple[str, ...], **more: str) -> Mapping[str, str]:
    return {"id": row["id"], **{name: row[name] for name in names}, **more}


def _add_holder(tx: Transaction, row: Row, clock: StoryClock) -> None:
    tx.add(record(Person, _part(row, _PERSON, partner_id=row["state"], legal_basis=_BASIS), clock))
    holding = {
        "post_id": row["id"],
        "person_id": row["id"],
        "begins_on": row["since"],
        "ends_on": row["until"],
        "handover_on": row["handover_on"],
        "acting": row["acting"],
        "status": "accredited" if row["host_id"] else "active",
    }
    tx.add(record(Incumbency, _part(row, (), **holding), clock))


def _add_channels(tx: Transaction, row: Row, clock: StoryClock) -> None:
    for order, kind in enumerate(("phone", "email"), 1):
        channel = {
            "id": f"{row['id']}-{kind}",
            "post_id": row["id"],
            "kind": kind,
            "address": row[kind],
            "order": str(order),
            "limit": "UNCLASSIFIED",
            "hours": row["hours"],
            "languages": row["languages"],
            "verified_on": row["verified_on"],
            "verify_by": row["verify_by"],
        }
        tx.add(record(Channel, channel, clock))
    if row["limit"] != "UNCLASSIFIED":
        secure = {"id": f"{row['id']}-secure", "post_id": row["id"], "kind": "secure_voice", "order": "3"}
        tx.add(record(Channel, {**secure, "address": "by the operator", "limit": row["limit"]}, clock))
