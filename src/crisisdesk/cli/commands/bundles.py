"""Commands about bundles: pack a case or the desk as one file, verify one, review it, bring it in, decide."""

from argparse import ArgumentParser
from dataclasses import asdict
from pathlib import Path
from typing import Any

from crisisdesk.cli.command import Command
from crisisdesk.cli.commands.delivery import delivered
from crisisdesk.cli.session import Answer, Session, UsageError
from crisisdesk.cli.tables import table
from crisisdesk.exchange.bundles.content import SUFFIX, Bundle
from crisisdesk.exchange.bundles.reading import read_bundle
from crisisdesk.model.cases import CrisisCase
from crisisdesk.model.merging import Conflict, ConflictState
from crisisdesk.services.bundles.comparing import Comparison, compare
from crisisdesk.services.bundles.deciding import OURS, THEIRS, decide
from crisisdesk.services.bundles.gathering import pack
from crisisdesk.services.bundles.merging import Takes, merge
from crisisdesk.services.bundles.reviewing import Line, review_lines
from crisisdesk.services.records import resolve
from crisisdesk.store.keys import read_key_file

KEY_VARIABLE = "CRISISDESK_BUNDLE_KEY"
_SEAL = (
    "The seal proves that the bundle was packed by somebody who has the shared key, and that nothing in it was altered "
    "since; not who of them it was. It hides nothing: a bundle can be read by whoever gets it. Without a key only "
    "the digests hold it together: compare the digest that “bundle verify” prints by another way, such as the telephone."
)
_SHOWN = 40


def _key_argument(parser: ArgumentParser) -> None:
    parser.description = f"{parser.description}. {_SEAL}"
    parser.add_argument(
        "--shared-key", metavar="FILE", help=f"a file with the key that both sides share; else {KEY_VARIABLE}"
    )


def _key(session: Session) -> str:
    if session.given.shared_key:
        return read_key_file(Path(session.given.shared_key).expanduser())
    return session.surroundings.environment.get(KEY_VARIABLE, "")


# -- packing ----------------------------------------------------------------------------------------------


def _pack_arguments(parser: ArgumentParser) -> None:
    _key_argument(parser)
    parser.add_argument("case", metavar="CASE", nargs="*", help="its id, title or codename")
    parser.add_argument("--desk-all", action="store_true", help="the whole desk in place of a case")
    parser.add_argument("-o", "--output", metavar="FILE", help=f"where it is written, such as north{SUFFIX}")


def _pack(session: Session) -> Answer:
    given = session.given
    if bool(given.case) == given.desk_all:
        raise UsageError("name a case, or give --desk-all for the whole desk")
    if not given.output or given.output == "-":
        raise UsageError("say where the bundle is written: -o FILE")
    key = _key(session)
    with session.view() as view:
        case_id = resolve(view, CrisisCase, " ".join(given.case)) if given.case else ""
        made = pack(view, case_id, key=key, actor=session.surroundings.actor)
    notes: tuple[str, ...] = ("the bundle is not encrypted: whoever gets the file can read it.",)
    if not key:
        notes += ("it bears no seal: give both sides a shared key (--shared-key) to have one.",)
    manifest = made.manifest
    facts = {
        "case": case_id or None,
        "sealed": bool(key),
        "banner": manifest.banner,
        "records": manifest.records,
    }
    what = f"Bundle of {manifest.title}" if case_id else "Bundle of the whole desk"
    return delivered(session, made.content, "bundle", facts, notes, what=what)


# -- looking ----------------------------------------------------------------------------------------------


def _file_arguments(parser: ArgumentParser) -> None:
    _key_argument(parser)
    parser.add_argument("file", metavar="FILE", help="the bundle")


def _bundle(session: Session) -> Bundle:
    return read_bundle(Path(session.given.file).expanduser(), _key(session))


def _verify(session: Session) -> Answer:
    bundle = _bundle(session)
    value = {"ok": True, "digest": bundle.digest, "seal": bundle.seal, **asdict(bundle.manifest)}
    manifest = bundle.manifest
    of = f"case {manifest.title}" if manifest.case_id else f"desk {manifest.title}"
    stamp, by = "EXERCISE. " if manifest.exercise else "", manifest.packed_by or "unknown"
    lines = (
        f"{bundle.name} is whole: {of}, {manifest.records:,} records, {manifest.revisions:,} revisions.",
        f"{stamp}Marked {manifest.banner}. Packed {manifest.packed_at} by {by}.",
        f"Seal: {bundle.seal}.",
        f"Digest of the bundle: {bundle.digest}",
    )
    return Answer(value, lines)


def _review(session: Session) -> Answer:
    bundle = _bundle(session)
    with session.view() as view:
        comparison = compare(view, bundle)
        lines = review_lines(view, comparison)
    value = {**_counts(comparison), "differences": [asdict(line) for line in lines]}
    return Answer(value, (*_told_counts(comparison), *_told_lines(lines)))


def _counts(comparison: Comparison) -> dict[str, Any]:
    counts = {kind: comparison.count(kind) for kind in ("new", "changed", "gone")}
    return {
        **counts,
        "disagreements": comparison.clashes,
        "known": comparison.known,
        "base": comparison.base or None,
        "seal": comparison.bundle.seal,
        "digest": comparison.bundle.digest,
    }


def _told_counts(comparison: Comparison) -> tuple[str, ...]:
    if comparison.known and not comparison.items:
        return ("All of it was brought in before.",)
    new, changed, gone = (comparison.count(kind) for kind in ("new", "changed", "gone"))
    return (f"{new} new, {changed} changed, {gone} gone, {comparison.clashes} disagreements.",)


def _told_lines(lines: list[Line]) -> tuple[str, ...]:
    head = ("what", "record", "field", "both had", "ours", "theirs", "stands")
    rows = [
        (one.kind, f"{one.caption} ({one.record_id})", one.label, one.base, one.ours, one.theirs, one.stands)
        for one in lines[:_SHOWN]
    ]
    more = (f"… and {len(lines) - _SHOWN:,} more; --json tells each.",) if len(lines) > _SHOWN else ()
    return (*table(head, rows), *more) if rows else ()


# -- bringing in ------------------------------------------------------------------------------------------


def _merge_arguments(parser: ArgumentParser) -> None:
    _file_arguments(parser)
    parser.add_argument(
        "--take",
        metavar="WHOSE",
        action="append",
        default=[],
        help="where the two disagree: ours or theirs for all, FIELD=ours, or ID.FIELD=theirs; repeat it. "
        "Without it the newer stands and the disagreement is left open",
    )


def _merge(session: Session) -> Answer:
    bundle = _bundle(session)
    takes = _takes(session.given.take)
    with session.writing() as desk:
        outcome = desk.perform("Bring in a bundle", lambda tx: merge(tx, bundle, takes))
    done = outcome.value
    value = {**asdict(done), "revision": outcome.changes.revision or None, "seal": bundle.seal}
    if not outcome.changes:
        return Answer(value, ("Nothing to bring in: all of it was brought in before.",))
    told = f"Brought in: {done.added} new, {done.changed} changed, {done.removed} gone."
    open_ = f"{done.open} disagreements are open; see: crisisdesk conflicts" if done.open else ""
    return Answer(value, (told, open_) if open_ else (told,))


def _takes(given: list[str]) -> Takes:
    found: dict[tuple[str, str], str] = {}
    for text in given:
        name, _, whose = text.rpartition("=")
        if whose not in {OURS, THEIRS}:
            raise UsageError(f"--take {text[:40]}: say ours or theirs, such as --take title=ours")
        record_id, _, field = name.rpartition(".")
        found[record_id, field] = whose
    return found


# -- deciding ---------------------------------------------------------------------------------------------


def _conflicts_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--all", action="store_true", help="those that were decided as well")


def _conflicts(session: Session) -> Answer:
    with session.view() as view:
        wanted = () if session.given.all else (Conflict.state == ConflictState.OPEN,)
        found = view.all(Conflict, *wanted)
    names = (
        "subject",
        "what",
        "record_type",
        "record_key",
        "field_name",
        "stands",
        "other",
        "decision",
        "decided_by",
    )
    value = [{"id": c.id, "state": c.state.value, **{n: getattr(c, n) for n in names}} for c in found]
    rows = [(c.id, c.subject, c.what, c.stands, c.other, c.state.value) for c in found]
    head = ("id", "record", "about", "stands", "the other copy says", "state")
    return Answer(value, table(head, rows) if rows else ("No disagreement is open.",))


def _decide_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "conflict", metavar="ID", help="the id of the disagreement; see: crisisdesk conflicts"
    )
    parser.add_argument("--take", choices=("stands", "other"), required=True, help="whose value is taken")
    parser.add_argument("--note", default="", help="why")


def _decide(session: Session) -> Answer:
    given = session.given
    with session.writing() as desk:
        outcome = desk.perform(
            "Decide a disagreement", lambda tx: decide(tx, given.conflict, given.take, given.note).caption
        )
    return Answer(
        {"id": given.conflict, "revision": outcome.changes.revision}, (f"Decided: {outcome.value}.",)
    )


COMMANDS = (
    Command("bundle pack", "pack a case or the whole desk as one file", _pack_arguments, _pack),
    Command("bundle verify", "look whether a bundle is whole, and what it is", _file_arguments, _verify),
    Command("bundle review", "what a bundle would change here, field by field", _file_arguments, _review),
    Command(
        "bundle merge", "bring a bundle in as one revision; twice changes nothing", _merge_arguments, _merge
    ),
    Command("conflicts", "where two copies of the desk disagree", _conflicts_arguments, _conflicts),
    Command("decide", "settle where two copies of the desk disagree", _decide_arguments, _decide),
)
