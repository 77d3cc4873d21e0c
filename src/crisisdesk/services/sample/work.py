"""The rest of the story's work: engagements, lines, agreements, assistance, oversight, views, and the watch itself."""

from crisisdesk.model.agreements import Agreement, AgreementParty
from crisisdesk.model.assessments import Access, BalanceNote, Capability, Governance, Risk, Threat
from crisisdesk.model.base import Record
from crisisdesk.model.burdens import BurdenShare
from crisisdesk.model.cases import CrisisCase
from crisisdesk.model.conditions import Condition
from crisisdesk.model.controls import ExportControl, Licence, Proviso
from crisisdesk.model.deliberation import AgencyPosition, Assumption, Consideration, DecisionOption, Lesson
from crisisdesk.model.deliveries import Delivery, DrawdownTranche, TransferChange
from crisisdesk.model.engagements import Engagement, Participant
from crisisdesk.model.exercises import Exercise, Interoperability, Signal
from crisisdesk.model.export_assessments import CriterionFinding, ExportAssessment
from crisisdesk.model.injects import Inject
from crisisdesk.model.measures import MeasureException, MeasureStep
from crisisdesk.model.notifications import Notification, NotificationHold
from crisisdesk.model.posts import Accreditation, Incumbency, Person
from crisisdesk.model.programmes import BudgetLine, ProgrammeMoney
from crisisdesk.model.red_lines import Crossing, RedLine, RedLineShare
from crisisdesk.model.rules import Holiday
from crisisdesk.model.vetting import EndUseCheck, Unit, UnitCommand, UnitParent, Vetting
from crisisdesk.model.views import Mention, SavedView
from crisisdesk.model.watch import DutyShift, Handover, HandoverItem, Rung, Snooze
from crisisdesk.services.sample.clock import StoryClock
from crisisdesk.services.sample.sheets import sheet
from crisisdesk.services.sample.story import CASE, CASE_ID
from crisisdesk.services.templates import expect_as_in
from crisisdesk.store.transaction import Transaction

_OF_THE_CASE: tuple[tuple[type[Record], str], ...] = (
    (Engagement, "engagements"), (RedLine, "red_lines"), (ExportControl, "export_controls"),
    (Threat, "threats"), (Risk, "risks"), (BalanceNote, "balance_notes"), (Assumption, "assumptions"),
    (Lesson, "lessons"), (Signal, "signals"), (Rung, "rungs"), (Handover, "handovers"),
    (Inject, "injects"),
)  # fmt: skip
_STANDING: tuple[tuple[type[Record], str], ...] = (
    (Exercise, "exercises"), (Agreement, "agreements"), (Licence, "licences"),
    (Unit, "units"), (DutyShift, "duty_shifts"), (Person, "people"),
)  # fmt: skip
_PARTS: tuple[tuple[type[Record], str], ...] = (
    (Participant, "participants"), (RedLineShare, "red_line_shares"), (Crossing, "crossings"),
    (AgreementParty, "agreement_parties"), (Proviso, "provisos"), (ProgrammeMoney, "programme_money"),
    (BudgetLine, "budget_lines"), (Condition, "conditions"), (UnitParent, "unit_parents"),
    (UnitCommand, "unit_commands"), (Vetting, "vettings"), (EndUseCheck, "end_use_checks"),
    (Notification, "notifications"), (NotificationHold, "notification_holds"),
    (Interoperability, "interoperability"), (Capability, "capabilities"), (Governance, "governance"),
    (Access, "access"), (MeasureException, "measure_exceptions"), (MeasureStep, "measure_steps"),
    (BurdenShare, "burden_shares"), (DecisionOption, "decision_options"),
    (Consideration, "considerations"), (AgencyPosition, "agency_positions"), (HandoverItem, "handover_items"),
    (Delivery, "deliveries"), (TransferChange, "transfer_changes"), (DrawdownTranche, "drawdown_tranches"),
    (ExportAssessment, "export_assessments"), (CriterionFinding, "criterion_findings"),
    (Incumbency, "incumbencies"), (Accreditation, "accreditations"),
    (Snooze, "snoozes"), (Holiday, "holidays"), (SavedView, "saved_views"), (Mention, "mentions"),
)  # fmt: skip
SHEETS = (*_STANDING, *_OF_THE_CASE, *_PARTS)


def add_work(tx: Transaction, clock: StoryClock) -> None:
    """Add all that hangs on the case, its partners, transfers and decisions; these are there already."""
    tx.get(CrisisCase, CASE_ID).template_id = "case_template-incident_at_sea"
    for record_type, name in _STANDING:
        _add(tx, record_type, name, clock)
    for record_type, name in _OF_THE_CASE:
        _add(tx, record_type, name, clock, case_id=CASE)
    for record_type, name in _PARTS:
        _add(tx, record_type, name, clock)
    expect_as_in(tx, CASE_ID, "case_template-incident_at_sea")


def _add(tx: Transaction, record_type: type[Record], name: str, clock: StoryClock, **common: str) -> None:
    for one in sheet(record_type, name, clock, **common):
        tx.add(one)
    tx.flush()
