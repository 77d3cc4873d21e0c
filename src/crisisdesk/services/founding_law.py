"""Law and practice among the seeds: authorities, notification rules, clock rules, targets, the general ladder."""

from collections.abc import Iterator
from typing import Any

from crisisdesk.model.burdens import BurdenTarget
from crisisdesk.model.rules import Authority, Counting, NotificationRule, Rule, Tier
from crisisdesk.model.values import Money, PartialDate, Share
from crisisdesk.model.watch import Rung

Row = dict[str, str]
_MINUTES_IN_HOUR = 60


def day(text: str) -> PartialDate | None:
    """Read a date of a seed; empty is none."""
    return PartialDate.parse(text) if text else None


def origin(row: Row) -> dict[str, Any]:
    """Where a row comes from, as the fields of :class:`~crisisdesk.model.vocabulary.Origin`."""
    return {
        "effective_from": day(row.get("effective_from", "")),
        "effective_to": day(row.get("effective_to", "")),
        "source": row["source"],
        "read_on": day(row["read_on"]),
        "confidence": row["confidence"],
    }


def _dollars(text: str) -> Money | None:
    return Money.parse(f"USD {text}") if text else None


def number(text: str) -> int | None:
    """Read a whole number of a seed; empty is none."""
    return int(text) if text else None


def legal_authority(row: Row) -> Authority:
    """A law, regulation or treaty article of ``legal_authorities.csv``."""
    return Authority(
        id=f"authority-{row['code']}",
        code=row["code"],
        name=row["name"],
        kind=row["kind"],
        citation=row["citation"],
        note=row["note"],
        applies_to=row["applies_to"],
        **origin(row),
    )


def assistance_authority(row: Row) -> Authority:
    """A drawdown, grant or bar of ``assistance_authorities.csv``, with its cap in US dollars."""
    return Authority(
        id=f"authority-{row['authority_id']}",
        code=row["authority_id"],
        name=row["purpose"],
        kind="appropriation" if row["cap_period"] == "appropriation" else "authorisation",
        citation=row["law"],
        assistance=True,
        cap=_dollars(row["cap"]),
        cap_period=row["cap_period"],
        cap_note=row["cap_note"],
        notice_days=number(row["notice_days"]),
        notice=row["notice"],
        **origin(row),
    )


def notification_rule(row: Row) -> NotificationRule:
    """A notification rule for one tier of ``notification_rules.csv``."""
    return NotificationRule(
        id=f"notification_rule-{row['rule_id']}",
        code=row["rule_id"],
        instrument=row["instrument"],
        tier=Tier(row["tier"]),
        equipment=_dollars(row["mde"]),
        total=_dollars(row["total"]),
        construction=_dollars(row["construction"]),
        any_value=row["any_value"] == "yes",
        formal_days=int(row["formal_days"]),
        advance_days=int(row["advance_days"]),
        clock_kind=row["clock_kind"],
        start_rule=row["start_rule"],
        authority=row["authority"],
        sender=row["sender"],
        note=row["note"],
        **origin(row),
    )


def clock_rule(row: Row) -> Rule:
    """A rule of ``clock_rules.csv``."""
    return Rule(
        id=f"rule-{row['code']}",
        code=row["code"],
        name=row["name"],
        kind=row["kind"],
        applies_to=row["applies_to"],
        condition=row["condition"],
        amount=number(row["amount"]),
        unit=row["unit"] or "days",
        counting=Counting(row["counting"]),
        start_rule=row["start_rule"],
        warn_days=row["warn_days"],
        lapse_effect=row["lapse_effect"],
        authority=row["authority"],
        note=row["note"],
        **origin(row),
    )


def channel_interval(row: Row) -> Rule:
    """A suggested test interval of ``channel_intervals.csv``, in hours."""
    return Rule(
        id=f"rule-test-{row['channel_type']}",
        code=f"test-{row['channel_type']}",
        name=f"Test of a {row['channel_type'].replace('_', ' ')}",
        kind="test_interval",
        applies_to="hotline.next_test_at",
        condition=f"kind={row['channel_type']}",
        amount=int(row["minutes"]) // _MINUTES_IN_HOUR,
        unit="hours",
        start_rule="last_contact",
        note=row["note"],
        **origin(row),
    )


def finding_limit(row: Row) -> Rule:
    """A limit of the checks of ``finding_limits.csv``; it makes no clock, so it applies to no field."""
    return Rule(
        id=f"rule-finding-{row['limit']}",
        code=f"finding-{row['limit']}",
        name=row["name"],
        kind="practice",
        condition=row["condition"],
        amount=number(row["value"]),
        unit=row["unit"],
        note=row["note"],
        **origin(row),
    )


def rung(row: Row) -> Rung:
    """A rung of the general ladder of ``escalation_ladder.csv``; cases copy it."""
    return Rung(
        id=f"rung-general-{row['rung']}",
        number=int(row["rung"]),
        level=row["level"],
        channel=row["channel"],
        typical=row["typical_action"],
        trigger=row["entry_trigger"],
        limit_hours=number(row["time_limit_hours"]),
        **origin(row),
    )


def burden_targets(rows: list[Row], source_ids: dict[str, str]) -> Iterator[BurdenTarget]:
    """Targets of ``burden_targets.csv``; ``source_ids`` finds the source of a text."""
    for row in rows:
        yield BurdenTarget(
            id=f"burden_target-{row['code']}",
            name=row["name"],
            group_id=f"partner-{row['group']}",
            basis=row["basis"],
            share=Share.parse(row["share"]),
            denominator=row["denominator"],
            begins_on=day(row["from"]),
            ends_on=day(row["to"]),
            reach_by=day(row["reach_by"]),
            review_on=day(row["review_on"]),
            confidence=row["confidence"],
            notes=row["notes"],
            source_id=source_ids.get(row["source"]),
            as_of=day(row["read_on"]),
        )
