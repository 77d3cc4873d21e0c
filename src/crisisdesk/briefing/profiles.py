"""Profiles: which sections make which kind of brief. A new one is a line in ``PROFILES``."""

from dataclasses import dataclass

from crisisdesk.errors import UserError


@dataclass(frozen=True, slots=True)
class Profile:
    """A kind of brief: its stable word, what it is called on paper, and its sections in order (MISSION 6.7)."""

    name: str
    label: str
    sections: tuple[str, ...]


PROFILES: tuple[Profile, ...] = (
    Profile(
        "sitrep",
        "Situation report",
        (
            "bottom_line",
            "changed",
            "situation",
            "decisions",
            "actions",
            "partners",
            "sanctions",
            "transfers",
            "commitments",
            "channels",
            "network",
            "sources",
            "handling",
        ),
    ),
)


def profile_named(name: str) -> Profile:
    """The profile with this name.

    Raises:
        UserError: There is none; the sentence lists those there are.
    """
    for profile in PROFILES:
        if profile.name == name.strip().lower():
            return profile
    names = ", ".join(profile.name for profile in PROFILES)
    raise UserError(f"There is no profile “{name[:40]}”; choose one of {names}.")
