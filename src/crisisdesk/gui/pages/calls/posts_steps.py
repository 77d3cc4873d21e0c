"""The steps of a post as dialogs: designate, vacate, and what becomes of an accreditation."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtWidgets import QWidget

from crisisdesk.errors import UserError
from crisisdesk.gui.context import Context
from crisisdesk.gui.forms.dialog import create_record
from crisisdesk.gui.forms.editor import Editor
from crisisdesk.gui.forms.references import ReferenceEditor
from crisisdesk.gui.pages.calls.steps import ask_step
from crisisdesk.gui.pages.case.asking import Question
from crisisdesk.model.base import field_named
from crisisdesk.model.cases import CrisisCase
from crisisdesk.model.fields import Field
from crisisdesk.model.posts import Accreditation, Incumbency, Post
from crisisdesk.services import accrediting, postings
from crisisdesk.store.snapshot import Snapshot
from crisisdesk.store.transaction import Transaction

_LEAVING = (("departed", "Departed"), ("recalled", "Recalled"), ("expelled", "Expelled"))
_YES_NO = (("yes", "Yes"), ("no", "No, accredited from another state"))
_DAY = "empty for today, or 2026-12-01"
_ENDED = frozenset({"recalled", "expelled", "departed"})


@dataclass(frozen=True, slots=True)
class PostFacts:
    """What the dialogs offer: the open cases, who holds the post, and the steps that its accreditation can take."""

    cases: tuple[tuple[str, str], ...]
    holder_id: str
    holder: str
    host_id: str
    host: str
    steps: tuple[tuple[str, str], ...]


def read_facts(view: Snapshot, post_id: str) -> PostFacts:
    """Read what the dialogs of a post offer."""
    post = view.get(Post, post_id)
    current = next((one for one in postings.succession(view, post_id) if one.current), None)
    cases = [case for case in view.all(CrisisCase, order=CrisisCase.title) if case.is_open]
    found = view.all(Accreditation, Accreditation.post_id == post_id)
    names = view.captions([post.host_id, *(key for one in found for key in (one.person_id, one.host_id))])
    steps = [("ask:", "Agrément is asked")]
    for one in found:
        whom = f"{names.get(one.person_id or '', 'the holder')}, {names.get(one.host_id, 'unknown')}"
        steps += [(f"{step}:{one.id}", f"{caption}: {whom}") for step, caption in _possible(one)]
    return PostFacts(
        tuple((case.id, case.title) for case in cases),
        current.person_id if current else "",
        current.person if current else "",
        post.host_id or "",
        names.get(post.host_id or "", ""),
        tuple(steps),
    )


def _possible(one: Accreditation) -> Sequence[tuple[str, str]]:
    """What can become of an accreditation as it stands."""
    if one.status in _ENDED or one.refused_on is not None:
        return ()
    if one.agreed_on is None and one.status == "nominated":
        return ("give", "Agrément given"), ("refuse", "Agrément refused")
    if one.status in {"nominated", "pending"}:
        return ("accredit", "Credentials presented"), ("recall", "Recalled")
    return ("recall", "Recalled"), ("declare", "Declared persona non grata")


def ask_designation(context: Context, window: QWidget, post_id: str, title: str) -> None:
    """Let somebody hold a post from a day on; whoever held it leaves it the day before."""

    def write(tx: Transaction, answers: Mapping[str, str]) -> object:
        begins = _day(answers["begins"], "The first day")
        return postings.designate(
            tx,
            post_id,
            answers["person"],
            begins_on=begins,
            acting=answers["acting"] == "yes",
            status=answers["status"],
            case_id=answers["case"],
            note=answers["note"],
        )

    def show(facts: PostFacts) -> None:
        held = (
            f"{facts.holder} holds it now and leaves the day before."
            if facts.holder
            else "Nobody holds it now."
        )
        questions = (
            Question(
                "person", "&Who", editor=_reference(context, window, field_named(Incumbency, "person_id"))
            ),
            Question("begins", "&From", example=_DAY),
            Question("acting", "&Acting", (("no", "No"), ("yes", "Yes, until somebody is designated"))),
            Question("status", "&Status", (("active", "Active"), ("nominated", "Nominated: not there yet"))),
            Question("note", "&Note", example="agrément, note verbale, reason"),
            _case(facts),
        )
        ask_step(context, window, f"Designate to “{title}”", held, questions, verb="Designate", write=write)

    context.desk.fetch(lambda view: read_facts(view, post_id), show, key="post step", now=True)


def ask_vacating(context: Context, window: QWidget, post_id: str, title: str) -> None:
    """Let everybody leave a post."""

    def write(tx: Transaction, answers: Mapping[str, str]) -> object:
        last = _day(answers["on"], "The last day")
        return postings.vacate(
            tx, post_id, on=last, why=answers["why"], status=answers["status"], case_id=answers["case"]
        )

    def show(facts: PostFacts) -> None:
        questions = (
            Question("on", "&Last day", example=_DAY),
            Question("status", "&How", _LEAVING),
            Question("why", "&Reason"),
            _case(facts),
        )
        who = f"{facts.holder} holds it." if facts.holder else "Nobody is on record as holding it."
        ask_step(context, window, f"Vacate “{title}”", who, questions, verb="Vacate", write=write)

    context.desk.fetch(lambda view: read_facts(view, post_id), show, key="post step", now=True)


def ask_accreditation(context: Context, window: QWidget, post_id: str, title: str) -> None:
    """Note what became of an accreditation: asked, given, refused, presented, recalled, persona non grata."""

    def write(tx: Transaction, answers: Mapping[str, str]) -> object:
        return _accredit(tx, post_id, answers)

    def show(facts: PostFacts) -> None:
        person = _reference(
            context, window, field_named(Accreditation, "person_id"), facts.holder_id, facts.holder
        )
        host = _reference(context, window, field_named(Accreditation, "host_id"), facts.host_id, facts.host)
        chosen = facts.steps[1][0] if len(facts.steps) > 1 else ""
        questions = (
            Question("step", "&Step", facts.steps, value=chosen),
            Question("person", "&Who", editor=person),
            Question("host", "Received &by", editor=host),
            Question("resident", "R&esident there", _YES_NO),
            Question("note", "&Note verbale, or the reason", example="number and day"),
            Question("on", "&On the day", example=_DAY),
            Question("by", "&Answer or departure by", example="2026-12-01, or empty"),
            _case(facts),
        )
        text = "VCDR articles 4 to 9. Who and where count only when an agrément is asked."
        ask_step(context, window, f"Accreditation to “{title}”", text, questions, verb="Note", write=write)

    context.desk.fetch(lambda view: read_facts(view, post_id), show, key="post step", now=True)


def _accredit(tx: Transaction, post_id: str, answers: Mapping[str, str]) -> object:
    step, _, key = answers["step"].partition(":")
    on, by = _day(answers["on"], "The day"), _day(answers["by"], "The day of the answer")
    case_id = answers["case"]
    match step:
        case "ask":
            if not answers["person"]:
                raise UserError("Say for whom the agrément is asked.")
            return accrediting.request_agrement(
                tx,
                post_id,
                answers["person"],
                answers["host"],
                note_verbale=answers["note"],
                on=on,
                answer_by=by,
                resident=answers["resident"] == "yes",
                case_id=case_id,
            )
        case "give" | "refuse":
            return accrediting.answer_agrement(tx, key, given=step == "give", on=on, case_id=case_id)
        case "accredit":
            return accrediting.accredit(tx, key, on=on, case_id=case_id)
        case "recall":
            return accrediting.recall(tx, key, on=on, why=answers["note"], case_id=case_id)
    return accrediting.declare_persona_non_grata(
        tx, key, on=on, leave_by=by, why=answers["note"], case_id=case_id
    )


def _case(facts: PostFacts) -> Question:
    return Question("case", "&Tell the log of", (("", "No case"), *facts.cases))


def _reference(
    context: Context, window: QWidget, field: Field, chosen: str = "", caption: str = ""
) -> Callable[[], Editor]:
    """A control that finds a record by typing, and makes it on the spot where it is missing."""

    def create(record_type: str, words: str, then: Callable[[str, str], None]) -> None:
        create_record(context, window, record_type, {"name": words}, then)

    def make() -> Editor:
        editor = ReferenceEditor(context, field, create)
        if chosen:
            editor.put(chosen, caption)
        return editor

    return make


def _day(text: str, what: str) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise UserError(f"{what} “{text[:30]}” is no day; write it as 2026-12-01.") from error
