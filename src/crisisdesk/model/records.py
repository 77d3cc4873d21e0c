"""The one list of record types, in the order of their areas, and how people name them."""

import re

from crisisdesk.errors import UserError
from crisisdesk.model.agreements import Agreement, AgreementParty
from crisisdesk.model.assessments import Access, BalanceNote, Capability, Governance, Risk, Threat
from crisisdesk.model.base import Record
from crisisdesk.model.briefs import Brief
from crisisdesk.model.burdens import BurdenShare, BurdenTarget
from crisisdesk.model.cases import CrisisCase, PhaseChange
from crisisdesk.model.channels import Call, Channel, Hotline
from crisisdesk.model.commitments import Commitment
from crisisdesk.model.conditions import Condition
from crisisdesk.model.controls import ExportControl, Licence, Proviso
from crisisdesk.model.decisions import Action, Decision
from crisisdesk.model.deliberation import AgencyPosition, Assumption, Consideration, DecisionOption, Lesson
from crisisdesk.model.deliveries import Delivery, DrawdownTranche, TransferChange
from crisisdesk.model.desk import Desk
from crisisdesk.model.engagements import Engagement, Participant
from crisisdesk.model.exercises import Exercise, Interoperability, Signal
from crisisdesk.model.export_assessments import CriterionFinding, ExportAssessment
from crisisdesk.model.injects import Inject
from crisisdesk.model.links import Link
from crisisdesk.model.lists import ListAdoption, ScreeningDecision
from crisisdesk.model.log import LogEntry
from crisisdesk.model.measures import MeasureException, MeasureStep
from crisisdesk.model.merging import Conflict, Export, Merge
from crisisdesk.model.notifications import Notification, NotificationHold
from crisisdesk.model.partners import Involvement, Membership, Partner, Position
from crisisdesk.model.posts import Accreditation, Incumbency, Person, Post
from crisisdesk.model.programmes import BudgetLine, Programme, ProgrammeMoney
from crisisdesk.model.red_lines import Crossing, RedLine, RedLineShare
from crisisdesk.model.registers import AidFigure, ArmsDeal
from crisisdesk.model.rules import Authority, Holiday, NotificationRule, Rule
from crisisdesk.model.sanctions import Alignment, Measure
from crisisdesk.model.sources import Source
from crisisdesk.model.templates import CaseTemplate, TemplateLink, TemplatePartner, TemplateTask
from crisisdesk.model.transfers import Adjustment, Transfer, TransferItem
from crisisdesk.model.vetting import EndUseCheck, Unit, UnitCommand, UnitParent, Vetting
from crisisdesk.model.views import Mention, SavedView
from crisisdesk.model.vocabulary import MarkingLevel, Term
from crisisdesk.model.watch import DutyShift, Handover, HandoverItem, Rung, Snooze

RECORD_TYPES: tuple[type[Record], ...] = (
    CrisisCase,
    LogEntry,
    Decision,
    DecisionOption,
    Consideration,
    AgencyPosition,
    Action,
    PhaseChange,
    Rung,
    RedLine,
    RedLineShare,
    Crossing,
    Assumption,
    Risk,
    Threat,
    Lesson,
    Partner,
    Involvement,
    Position,
    Membership,
    Commitment,
    BurdenShare,
    BurdenTarget,
    Agreement,
    AgreementParty,
    Capability,
    Governance,
    Access,
    Post,
    Person,
    Incumbency,
    Accreditation,
    Channel,
    Hotline,
    Call,
    Engagement,
    Participant,
    Exercise,
    Inject,
    Signal,
    Interoperability,
    Link,
    Measure,
    MeasureStep,
    MeasureException,
    Alignment,
    ExportControl,
    ListAdoption,
    ScreeningDecision,
    Transfer,
    TransferItem,
    Delivery,
    TransferChange,
    DrawdownTranche,
    Licence,
    Proviso,
    Adjustment,
    ExportAssessment,
    CriterionFinding,
    BalanceNote,
    Programme,
    ProgrammeMoney,
    BudgetLine,
    Condition,
    Unit,
    UnitParent,
    UnitCommand,
    Vetting,
    EndUseCheck,
    Notification,
    NotificationHold,
    DutyShift,
    Handover,
    HandoverItem,
    Snooze,
    Brief,
    CaseTemplate,
    TemplateTask,
    TemplatePartner,
    TemplateLink,
    Source,
    Authority,
    NotificationRule,
    Rule,
    Holiday,
    AidFigure,
    ArmsDeal,
    Term,
    MarkingLevel,
    Mention,
    SavedView,
    Export,
    Merge,
    Conflict,
    Desk,
)


def record_type_named(text: str) -> type[Record]:
    """Find a record type by its name, label, plural or alias, in any case, with spaces, hyphens or neither.

    Raises:
        UserError: There is none; the sentence lists those there are.
    """
    wanted = _folded(text)
    for record_type in RECORD_TYPES:
        if wanted in _names(record_type):
            return record_type
    names = ", ".join(record_type.__tablename__ for record_type in RECORD_TYPES)
    raise UserError(f"There is no record type “{text[:40]}”; choose one of {names}.")


def _names(record_type: type[Record]) -> set[str]:
    own = (record_type.__tablename__, record_type.__label__, record_type.__plural__, *record_type.__aliases__)
    return {_folded(name) for name in own}


def _folded(name: str) -> str:
    return re.sub(r"[\s_-]+", "", name).casefold()
