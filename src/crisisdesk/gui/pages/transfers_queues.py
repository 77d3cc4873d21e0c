"""The queues of the transfers page: what each shows, and what can be done in it."""

from crisisdesk.gui.pages import (
    transfers_levers,
    transfers_licences,
    transfers_money,
    transfers_oversight,
)
from crisisdesk.gui.pages.transfer.adjust_acts import LEVER_ACTS
from crisisdesk.gui.pages.transfer.oversight_acts import END_USE_ACTS, VETTING_ACTS
from crisisdesk.gui.pages.transfers_queue import Queue

LEVERS = Queue(
    "levers",
    "Levers",
    "layers",
    transfers_levers.LEVERS,
    "Every adjustment that is in force or could be made, with its trigger, its effect and the way back.",
    transfers_levers.read_levers,
    transfers_levers.SIDES,
    LEVER_ACTS,
    creates="adjustment",
    offer="New &lever…",
    follows=("adjustment", "transfer", "measure", "partner", "post", "term"),
)
MONEY = Queue(
    "money",
    "Money",
    "scale",
    transfers_money.MONEY,
    "Assistance by programme and year, from requested to expended. No programme has an amount yet.",
    transfers_money.read_money,
    transfers_money.SIDES,
    creates="programme_money",
    offer="New &amount…",
    follows=("programme", "programme_money", "aid_figure", "partner", "term"),
)
VETTING = Queue(
    "vetting",
    "Vetting",
    "shield",
    transfers_oversight.VETTING,
    "Units and persons to be vetted before they are trained or equipped. Nothing is open.",
    transfers_oversight.read_vetting,
    transfers_oversight.SIDES,
    VETTING_ACTS,
    creates="vetting",
    offer="New &vetting…",
    follows=("vetting", "unit", "unit_command", "transfer", "programme", "term"),
)
END_USE = Queue(
    "end_use",
    "End use",
    "eye",
    transfers_oversight.END_USE,
    "Checks of where transferred articles are and what is done with them. Nothing is open.",
    transfers_oversight.read_end_use,
    transfers_oversight.SIDES,
    END_USE_ACTS,
    creates="end_use_check",
    offer="New &check…",
    follows=("end_use_check", "transfer", "term"),
)
LICENCES = Queue(
    "licences",
    "Licences",
    "file-text",
    transfers_licences.LICENCES,
    "Licences, agreements and exemptions, with how long they have waited and what they wait for.",
    transfers_licences.read_licences,
    transfers_licences.SIDES,
    creates="licence",
    offer="New li&cence…",
    follows=("licence", "proviso", "transfer", "partner", "term"),
)
