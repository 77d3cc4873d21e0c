"""Companies that listed parties own, by each 50 percent rule, as rows of the screening tab."""

from collections.abc import Mapping

from crisisdesk.gui.tables.rows import Cell, Column, Row
from crisisdesk.gui.theme.roles import Tone
from crisisdesk.services.ownership import Owned

OWNED = (
    Column("standing", "Indicative", 168, "status"),
    Column("name", "Company", 190, "strong"),
    Column("share", "Listed share", 96, "number"),
    Column("regime", "Rule of", 170),
    Column("way", "How it comes about", 320),
    Column("source", "Source of the rule", 220, "muted"),
)
NONE_OWNED = (
    "No company of the desk is known to be owned by a listed party. Record who owns whom as links of the kind "
    "“Owns”, with the percentage."
)
_STANDINGS: Mapping[str, tuple[str, Tone]] = {
    "taken": ("Would be taken", "bad"),
    "if_joint": ("If owners act together", "warn"),
    "unknown": ("A share is not known", "warn"),
    "below": ("Below the threshold", "neutral"),
}


def owned_row(one: Owned) -> Row:
    """What one rule says of one company; the row is known by both, the hint is the whole sentence."""
    told = one.roll_up
    word, tone = _STANDINGS[one.standing]
    ways = "; ".join(one.chains) or "; ".join(
        f"{one.names.get(key, key)} (share not known)" for key in told.unknown
    )
    return Row(
        f"{one.entity}|{one.rule.code}",
        (
            Cell(word, tone, told.sentence),
            one.name,
            Cell(f"{told.share.normalize():f} %", order=float(told.share)),
            one.rule.regime,
            Cell(ways, hint=ways),
            f"{one.rule.source} ({one.rule.confidence})",
        ),
    )
