"""How a transfer is called by those who type it, and which rules of the pack it is weighed against."""

from dataclasses import replace

from crisisdesk.errors import UserError
from crisisdesk.model.rules import NotificationRule
from crisisdesk.model.vocabulary import Term
from crisisdesk.services.notify.question import Question
from crisisdesk.store.snapshot import Snapshot

ENHANCEMENT = "enhancement"
AGREEMENT = "agreement"

_MEANINGS = {
    "fms": "fms", "fmf": "fms", "bpc": "fms", "loa": "fms",
    "dcs": "dcs", "licence": "dcs", "license": "dcs", "dcs_firearms": "dcs", "firearms": "dcs",
    "mla": AGREEMENT, "taa": AGREEMENT, "agreement": AGREEMENT, "agreement_sme_abroad": AGREEMENT, "coproduction": AGREEMENT,
    "third_party": "third_party_transfer", "third_party_transfer": "third_party_transfer", "tpt": "third_party_transfer",
    "retransfer": "retransfer_commercial", "retransfer_commercial": "retransfer_commercial",
    "lease": "lease", "loan": "lease", "eda": "eda",
    "upgrade": ENHANCEMENT, "enhancement": ENHANCEMENT, "enhancement_new": ENHANCEMENT, "enhancement_report": ENHANCEMENT,
    "shipment": "pre_shipment", "pre_shipment": "pre_shipment",
}  # fmt: skip

CHOICES = ("fms", "dcs", "mla", "taa", "third-party", "retransfer", "lease", "eda", "upgrade", "pre-shipment")
"""The words to offer; others mean the same, and the instruments of a desk's own rules are understood too."""

WAIVABLE = frozenset(
    {"fms", "dcs", "dcs_firearms", "agreement_sme_abroad", "third_party_transfer", "retransfer_commercial", "lease",
     "enhancement_new"}
)  # fmt: skip
"""Where an emergency determination waives the waiting: AECA 36(b)(1), 36(c)(2), 36(d), 3(d)(2), 62(b) (domain facts 1.1
rule 9); excess articles, the report of an enhancement and notice before shipment know none."""

AT_ACQUISITION_VALUE = frozenset({"third_party_transfer", "retransfer_commercial", "eda"})
"""Measured at what the items cost when they were first acquired."""

_NOTIFIED_BEFORE = frozenset({"fms", "dcs"})


def understood(view: Snapshot, question: Question) -> Question:
    """The same question with its instrument in one word, and with what the typed word itself says.

    Raises:
        UserError: Nothing is called that, or an enhancement is asked about what was never to be notified by 36(b) or (c).
    """
    typed = question.instrument.strip().lower().replace("-", "_").replace(" ", "_")
    meaning = _MEANINGS.get(typed)
    if meaning is None:
        if not _of_the_desk(view, typed):
            raise UserError(
                f"“{question.instrument[:40]}” is no instrument; choose one of {', '.join(CHOICES)}."
            )
        meaning = typed
    if question.upgrade and meaning not in _NOTIFIED_BEFORE | {ENHANCEMENT}:
        raise UserError("An enhancement is weighed for fms and dcs; leave it out, or name one of these.")
    if meaning == "third_party_transfer" and question.commercial:
        meaning = "retransfer_commercial"
    return replace(
        question,
        instrument=meaning,
        upgrade=question.upgrade or meaning == ENHANCEMENT,
        firearms=question.firearms or typed in {"dcs_firearms", "firearms"},
        sme=question.sme or typed == "agreement_sme_abroad",
    )


def _of_the_desk(view: Snapshot, code: str) -> bool:
    """Whether the desk's own rules, or its channels of transfer, have such a word; a channel need not have a rule."""
    channel = (Term.vocabulary == "transfer_channel", Term.code == code)
    return bool(
        view.all(NotificationRule, NotificationRule.instrument == code, limit=1)
        or view.all(Term, *channel, limit=1)
    )


def weighed_against(question: Question) -> tuple[str, ...]:
    """The instruments of the rules that an understood question is weighed against, the special ones last.

    An agreement is a licence too: one that exports major equipment is certified as such (22 CFR 124.11, 123.15), and
    one for making significant military equipment abroad at every value.
    """
    if question.upgrade:
        return ("enhancement_new", "enhancement_report")
    match question.instrument:
        case "dcs" if question.firearms:
            return ("dcs", "dcs_firearms")
        case "agreement" if question.sme:
            return ("agreement_sme_abroad", "dcs")
        case "agreement":
            return ("dcs",)
    return (question.instrument,)
