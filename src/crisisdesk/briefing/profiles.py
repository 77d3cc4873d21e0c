"""Profiles: which sections make which kind of brief. A new one is a line in ``PROFILES``."""

from dataclasses import dataclass
from typing import Literal

from crisisdesk.errors import UserError


@dataclass(frozen=True, slots=True)
class Profile:
    """A kind of brief (MISSION 6.7).

    Attributes:
        name: Its stable word.
        label: What it is called on paper.
        sections: Their names, in their order.
        short: Those of them that say only what matters most.
        pages: The most pages that it should have; 0 for no limit.
        period: Where the period begins if nothing else is asked for: at the last brief, or with the case.
        about: What it is told beside the case: the partner, the counterpart of a call, or the one decision asked for,
            which is the next one needed if none is named.
        released: Whether it is made for that partner to read, with all withheld that it must not have.
        purpose: What it is for, in a sentence.
    """

    name: str
    label: str
    sections: tuple[str, ...]
    purpose: str
    short: frozenset[str] = frozenset()
    pages: int = 0
    period: Literal["last", "case"] = "last"
    about: Literal["", "partner", "post", "decision"] = ""
    released: bool = False


PROFILES: tuple[Profile, ...] = (
    Profile(
        "sitrep",
        "Situation report",
        (
            "bottom_line", "changed", "situation", "decisions", "actions", "partners", "sanctions", "transfers",
            "adjustments", "commitments", "channels", "clocks", "network", "sources", "handling",
        ),
        "What happened, what changed, what runs out and what must be decided.",
        short=frozenset({
            "decisions", "actions", "partners", "sanctions", "transfers", "adjustments", "commitments", "channels",
            "clocks", "network",
        }),
    ),
    Profile(
        "action-memo",
        "Action memo",
        ("bottom_line", "decisions", "considerations", "situation", "clearance"),
        "One decision for a principal, on two pages.",
        short=frozenset({"bottom_line", "situation", "considerations"}),
        pages=2,
        about="decision",
    ),
    Profile(
        "information-memo",
        "Information memo",
        ("bottom_line", "situation", "partners", "adjustments", "clearance"),
        "What a principal should know, on two pages; nothing is asked of him.",
        short=frozenset({"bottom_line", "situation", "partners", "adjustments"}),
        pages=2,
    ),
    Profile(
        "partner-brief",
        "Partner brief",
        (
            "bottom_line", "partners", "sanctions", "controls", "transfers", "adjustments", "commitments", "channels",
            "talking_points", "sources",
        ),
        "What concerns one partner, with all withheld that it must not have.",
        about="partner",
        released=True,
    ),
    Profile(
        "handover",
        "Handover",
        ("bottom_line", "changed", "channels", "clocks", "actions", "decisions", "do_not_say", "findings"),
        "What the next watch must know.",
        short=frozenset({"decisions", "channels", "clocks", "findings"}),
    ),
    Profile(
        "call-sheet",
        "Call sheet",
        ("counterpart", "talking_points"),
        "One page to have in hand at the telephone.",
        short=frozenset({"talking_points"}),
        pages=1,
        about="post",
    ),
    Profile(
        "after-action",
        "After-action report",
        ("bottom_line", "timeline", "decision_log", "considerations", "hindsight", "red_lines", "engagements", "lessons",
         "sources", "glossary", "handling"),
        "How it went: the time-line, the decisions with the arguments that lost, the lessons.",
        period="case",
    ),
    Profile(
        "oversight-pack",
        "Oversight pack",
        ("bottom_line", "oversight", "transfers", "controls", "adjustments", "clocks", "findings", "sources", "glossary",
         "handling"),
        "Notifications, vetting, end-use, money and conditions, for those who oversee.",
        short=frozenset({"clocks", "findings"}),
        period="case",
    ),
)  # fmt: skip


def profile_named(name: str) -> Profile:
    """The profile with this name.

    Raises:
        UserError: There is none; the sentence lists those there are.
    """
    wanted = name.strip().lower().replace("_", "-").replace(" ", "-")
    for profile in PROFILES:
        if wanted in {profile.name, profile.label.lower().replace(" ", "-")}:
            return profile
    names = ", ".join(profile.name for profile in PROFILES)
    raise UserError(f"There is no profile “{name[:40]}”; choose one of {names}.")
