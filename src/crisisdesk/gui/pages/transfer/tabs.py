"""The tabs of a transfer after its overview, in their order."""

from dataclasses import replace

from crisisdesk.gui.pages import transfers_queues as queues
from crisisdesk.gui.pages.transfer import conditions, items
from crisisdesk.gui.pages.transfer.adjust_dialog import ask_adjustment
from crisisdesk.gui.pages.transfer.assessment_acts import ASSESSMENT_ACTS, ask_opening
from crisisdesk.gui.pages.transfer.delivery_acts import DELIVERY_ACTS
from crisisdesk.gui.pages.transfer.oversight_acts import CONDITION_ACTS
from crisisdesk.gui.pages.transfers_queue import Queue

ITEMS = Queue(
    "items",
    "Items",
    "package",
    items.ITEMS,
    "The lines of the transfer belong here: what, how many, as what it is controlled.",
    items.read_items,
    creates="transfer_item",
    offer="New i&tem…",
    follows=("transfer_item", "term"),
)
DELIVERIES = Queue(
    "deliveries",
    "Deliveries",
    "anchor",
    items.DELIVERIES,
    "Deliveries of the items, planned and made, and how sure they are. None is known.",
    items.read_deliveries,
    acts=DELIVERY_ACTS,
    creates="delivery",
    offer="New deli&very…",
    follows=("delivery", "transfer_item", "unit", "term"),
)
CHANGES = Queue(
    "changes",
    "Changes",
    "git-compare",
    items.CHANGES,
    "Amendments need acceptance, modifications do not. Tranches of a drawdown stand here too.",
    items.read_changes,
    creates="transfer_change",
    offer="New chan&ge…",
    follows=("transfer_change", "drawdown_tranche", "term"),
)
CONDITIONS = Queue(
    "conditions",
    "Conditions",
    "list-checks",
    conditions.CONDITIONS,
    "What must be so, what it is measured by, by when, and whose task it is. Nothing is required yet.",
    conditions.read_conditions,
    acts=CONDITION_ACTS,
    creates="condition",
    offer="New c&ondition…",
    follows=("condition", "post", "term"),
)
ASSESSMENTS = Queue(
    "assessments",
    "Assessments",
    "scale",
    conditions.ASSESSMENTS,
    "Assessments against the EU criteria or the Arms Trade Treaty, with their dissent. None is open.",
    conditions.read_assessments,
    acts=ASSESSMENT_ACTS,
    offer="Open a &form…",
    begin=ask_opening,
    follows=("export_assessment", "criterion_finding", "term"),
)
ADJUSTMENTS = replace(
    queues.LEVERS,
    key="adjustments",
    title="Adjustments",
    sides=(("all", "In force or open"), ("over", "Over")),
    creates="",
    offer="Ad&just…",
    begin=ask_adjustment,
)

TABS: tuple[Queue, ...] = (
    ITEMS,
    DELIVERIES,
    CHANGES,
    replace(queues.LICENCES, sides=()),
    replace(queues.VETTING, sides=()),
    replace(queues.END_USE, sides=()),
    CONDITIONS,
    ASSESSMENTS,
    ADJUSTMENTS,
)
