"""``brief`` and ``demo``."""

import hashlib
from argparse import ArgumentParser, Namespace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from crisisdesk.cli.command import Command
from crisisdesk.cli.commands.delivery import entered, refuse_own
from crisisdesk.cli.session import PAST, Answer, Session, exact, read_at
from crisisdesk.errors import UserError
from crisisdesk.model.briefs import Brief
from crisisdesk.model.cases import CrisisCase
from crisisdesk.model.decisions import Decision
from crisisdesk.model.marking import Marking
from crisisdesk.model.partners import Partner
from crisisdesk.model.posts import Post
from crisisdesk.paths import write_file
from crisisdesk.services.departures import Departure
from crisisdesk.services.records import resolve
from crisisdesk.store.snapshot import Snapshot
from crisisdesk.store.workspace import Workspace

if TYPE_CHECKING:
    from crisisdesk.services.brief_order import BriefMade


def _brief_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("case", metavar="CASE", nargs="*", help="its id, title or codename")
    parser.add_argument("--profile", metavar="P", default="sitrep", help="which brief; else sitrep")
    parser.add_argument(
        "--since", metavar="WHEN", help="what changed since: last (the last issued), a moment or a revision"
    )
    parser.add_argument(
        "--release-to", metavar="CODE", default="", help="a copy for this state or group, such as GBR"
    )
    parser.add_argument(
        "-o", "--output", metavar="FILE", help="where it is written; else a name in this folder"
    )
    parser.add_argument("--issue", action="store_true", help="number it, and keep it in the desk")
    parser.add_argument("--partner", metavar="P", default="", help="the one partner that it is about")
    parser.add_argument("--post", metavar="P", default="", help="the post that is called (call-sheet)")
    parser.add_argument(
        "--decision", metavar="D", default="", help="the decision asked for (action-memo); else the next"
    )
    parser.add_argument("--sections", metavar="S,S", default="", help="these sections, in this order")
    parser.add_argument("--addressees", metavar="TEXT", default="", help="who it is for")
    parser.add_argument("--distribution", metavar="TEXT", default="", help="who else gets it")
    parser.add_argument(
        "--clearance", metavar="TEXT", action="append", default=[], help="“office; name; result; time”"
    )
    parser.add_argument("--bottom-line", metavar="TEXT", default="", help="in place of that of the case")
    parser.add_argument(
        "--portion-marks", action="store_true", help="print them also where all is unclassified"
    )
    parser.add_argument(
        "--uplift", metavar="MARKING", default="", help="the marking of the compilation, if higher"
    )
    parser.add_argument("--uplift-reason", metavar="TEXT", default="", help="why it is higher")
    parser.add_argument(
        "--hide-recipients", action="store_true", help="name no other reader in release lists"
    )
    parser.add_argument(
        "--up-to", metavar="LEVEL", default="", help="for our own readers of no more than this level"
    )
    parser.add_argument(
        "--tear-line", metavar="CODE", default="", help="with a part below a line for this reader"
    )
    parser.add_argument(
        "--clock",
        choices=("known", "stood"),
        default="known",
        help="what was known at --at, or how it stood then",
    )
    parser.add_argument(
        "--as",
        metavar="FORM",
        dest="form",
        help="pdf, html, or its tables as xlsx or csv; else by the file's name",
    )
    parser.add_argument(
        "--paper", choices=("A4", "Letter"), help="the size of the page; else that of the style"
    )
    parser.add_argument(
        "--style", metavar="FILE", help="a house style: colours, words, emblem (see help briefings)"
    )
    instead = parser.add_mutually_exclusive_group()
    instead.add_argument(
        "--preview", action="store_true", help="no file: what --release-to would get, and why"
    )
    instead.add_argument(
        "--receipts", metavar="ISSUE", help="what each line of an issue rests on, and what changed"
    )
    instead.add_argument(
        "--open", metavar="ISSUE", dest="reopen", help="write an issued brief again, byte for byte"
    )


def _brief(session: Session) -> Answer:
    given = session.given
    if given.receipts or given.reopen:
        return _issued(session, given.receipts or given.reopen)
    if not given.case:
        raise UserError("Name the case that the brief is about, by its id, title or codename.")
    if given.issue and given.at is not None:
        raise UserError("A brief of the past cannot be issued; leave out --at, or --issue.")
    if given.clock == "stood" and given.at is None:
        raise UserError("Say with --at at which moment it stood so.")
    with session.workspace() as desk:
        at = exact(desk, session.at)
        with desk.snapshot(at if given.clock == "known" else None) as view:
            chosen = _chosen(view, given)
        if given.preview:
            return _preview(desk, given, chosen, at)
        form = _form(given)
        made = _made(session, desk, chosen, at)
    from crisisdesk.services.brief_copies import brief_copy  # noqa: PLC0415 - loads all that draws

    name, content = brief_copy(made, form)
    path = Path(given.output).expanduser() if given.output else Path(name)
    if path.is_dir():
        path /= name
    refuse_own(session, path)
    write_file(path.absolute(), content)
    withheld = tuple(f"withheld: {count} {reason}" for reason, count in made.withheld.items())
    text = f"{path}  ({made.pages} pages, {made.banner})"
    left = entered(session, _departure(made, path, form, content))
    value = _value(made, path) | {"format": form, "sha256": hashlib.sha256(content).hexdigest()}
    return Answer(value, (text,), notes=(*made.warnings, *withheld, *left))


def _form(given: Namespace) -> str:
    """The form asked for, else that of the file's name, else PDF."""
    from crisisdesk.services.brief_copies import FORMS, form_named  # noqa: PLC0415 - loads all that draws

    ending = Path(given.output or "").suffix.lstrip(".").lower()
    return form_named(given.form or (ending if ending in FORMS else "pdf"))


def _departure(made: "BriefMade", path: Path, form: str, content: bytes) -> Departure:
    number = f" number {made.issue.number}" if made.issue else ", draft"
    reader = f"REL TO {made.release_to}" if made.release_to else ""
    return Departure(
        what=f"Brief {made.profile}{number}",
        form=form,
        content=content,
        file_name=path.name,
        audience=reader,
        banner=made.banner,
        records=len({record for one in made.receipts for record in one.records}),
        withheld=sum(made.withheld.values()),
    )


def _chosen(view: Snapshot, given: Namespace) -> dict[str, str]:
    """The ids of what was named: case, partner, post, decision."""
    found = {"case_id": resolve(view, CrisisCase, " ".join(given.case))}
    if given.partner:
        found["partner_id"] = _partner(view, given.partner)
    if given.post:
        found["post_id"] = resolve(view, Post, given.post)
    if given.decision:
        found["decision_id"] = resolve(view, Decision, given.decision)
    return found


def _partner(view: Snapshot, text: str) -> str:
    """By its code first: GBR is quicker than the name."""
    code = text.strip().upper()
    coded = next((one.id for one in view.all(Partner, Partner.code == code)), "")
    return coded or resolve(view, Partner, text)


def _made(
    session: Session, desk: Workspace, chosen: dict[str, str], at: datetime | int | None
) -> "BriefMade":
    from crisisdesk.briefing.house import PLAIN  # noqa: PLC0415 - loads all that draws
    from crisisdesk.briefing.house_file import read_house  # noqa: PLC0415
    from crisisdesk.services.briefs import make_brief  # noqa: PLC0415

    given = session.given
    return make_brief(
        desk,
        chosen["case_id"],
        profile=given.profile,
        since=_since(given.since, session.surroundings.clock()),
        release_to=given.release_to,
        at=at,
        issue=given.issue,
        bottom_line=given.bottom_line,
        addressees=given.addressees,
        distribution=given.distribution,
        portion_marks=given.portion_marks,
        partner_id=chosen.get("partner_id", ""),
        post_id=chosen.get("post_id", ""),
        decision_id=chosen.get("decision_id", ""),
        sections=[name for name in given.sections.split(",") if name.strip()],
        clearances=given.clearance,
        uplift=Marking.parse(given.uplift) if given.uplift else None,
        uplift_reason=given.uplift_reason,
        hide_recipients=given.hide_recipients,
        tear_line=given.tear_line,
        up_to=Marking.parse(given.up_to) if given.up_to else None,
        clock=given.clock,
        page_size=given.paper,
        house=read_house(Path(given.style).expanduser()) if given.style else PLAIN,
        progress=session.progress,
    )


def _value(made: "BriefMade", path: Path) -> dict[str, Any]:
    return {
        "path": str(path.absolute()),
        "pages": made.pages,
        "banner": made.banner,
        "sha256": made.sha256,
        "profile": made.profile,
        "sections": list(made.sections),
        "withheld": [{"reason": reason, "count": count} for reason, count in made.withheld.items()],
        "issue": None if made.issue is None else made.issue.number,
        "warnings": list(made.warnings),
        "id": None if made.issue is None else made.issue.id,
        "supersedes": None if made.issue is None else made.issue.supersedes_id,
    }


def _preview(desk: Workspace, given: Namespace, chosen: dict[str, str], at: datetime | int | None) -> Answer:
    from crisisdesk.services.brief_preview import preview, preview_json  # noqa: PLC0415 - loads all that draws

    found = preview(
        desk,
        chosen["case_id"],
        given.release_to,
        profile=given.profile,
        partner_id=chosen.get("partner_id", ""),
        post_id=chosen.get("post_id", ""),
        at=at,
        bottom_line=given.bottom_line,
    )
    kept = sum(line.kept for line in found.lines)
    head = f"{found.reader} would get {kept} of {len(found.lines)} lines, {found.banner} (ours: {found.own_banner})."
    lines = [f"withheld ({line.reason}): {line.marking} {line.text}" for line in found.lines if not line.kept]
    return Answer(preview_json(found), (head, *lines))


def _issued(session: Session, issue: str) -> Answer:
    """An issued brief, told by its id, or by its number among those of the case and profile given."""
    from crisisdesk.services.brief_receipts import receipts_json  # noqa: PLC0415 - loads all that draws
    from crisisdesk.services.briefs import issued_brief  # noqa: PLC0415

    given = session.given
    with session.view() as view:
        brief = view.get(Brief, _issue_id(view, given, issue))
        if given.reopen:
            pdf = issued_brief(view, brief.id)
            path = Path(given.output or f"{brief.profile}-{brief.number}.pdf").expanduser().absolute()
            refuse_own(session, path)
            write_file(path, pdf)
            value: dict[str, Any] = {
                "path": str(path),
                "issue": brief.number,
                "id": brief.id,
                "sha256": brief.sha256,
            }
            return Answer(value, (str(path),))
        value = receipts_json(view, brief.id)
    told = [
        f"{one['number']:3}  {one['text']}  <- "
        + ", ".join(f"{r['id']}@{r['revision']}" for r in one["records"])
        for one in value["statements"]
    ]
    changed = [
        f"{one['number']:3}  was: {one['text']}\n     now: {one['now'] or '(gone)'}"
        for one in value["changed"]
    ]
    return Answer(value, (*told, "", f"{value['summary']}.", *changed))


def _issue_id(view: Snapshot, given: Namespace, issue: str) -> str:
    from crisisdesk.briefing.profiles import profile_named  # noqa: PLC0415 - loads all that draws

    if not issue.isdigit() or not given.case:
        return issue
    case_id, profile = resolve(view, CrisisCase, " ".join(given.case)), profile_named(given.profile).name
    found = [
        one.id
        for one in view.all(Brief, Brief.case_id == case_id)
        if one.profile == profile and one.number == int(issue)
    ]
    if not found:
        raise UserError(f"There is no issue {issue} of the {profile} on this case.")
    return found[0]


def _since(text: str | None, now: datetime) -> datetime | int | Literal["last"] | None:
    if text is None:
        return None
    return "last" if text.strip().lower() == "last" else read_at(text, now)


def _demo_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("folder", metavar="OUTDIR", help="where all is written; it is made if need be")


def _demo(session: Session) -> Answer:
    from crisisdesk.services.demo import build_demo  # noqa: PLC0415 - loads all that draws

    if session.given.at is not None:
        raise UserError(PAST)
    around = session.surroundings
    made = build_demo(
        Path(session.given.folder).expanduser().absolute(),
        clock=around.clock,
        actor=around.actor,
        progress=session.progress,
    )
    told = Path(made["status"]).read_text("utf-8").splitlines()
    return Answer(made, (*told, "", *(f"{name:9} {path}" for name, path in made.items())))


COMMANDS = (
    Command("brief", "make the brief of a case as a PDF", _brief_arguments, _brief),
    Command(
        "demo",
        "the sample desk with its brief, network, workbook and status, in a folder",
        _demo_arguments,
        _demo,
    ),
)
