"""The states of the calls board, in the order in which the officer looks at them."""

from enum import StrEnum


class State(StrEnum):
    """Whether somebody can be called now, or why not; what is not known is said to be unknown."""

    IN_HOURS = "in_hours"
    DUTY = "duty"
    OFF_HOURS = "off_hours"
    ASLEEP = "asleep"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    AWAY = "away"
    VACANT = "vacant"
    UNREACHABLE = "unreachable"
    UNKNOWN = "unknown"

    @property
    def words(self) -> str:
        """The state as a person says it."""
        return _WORDS[self]

    @property
    def tone(self) -> str:
        """``green``, ``amber``, ``red``, or ``grey`` where nothing is known."""
        return _TONES.get(self, "red")

    @property
    def callable(self) -> bool:
        """Whether a call made now should be answered."""
        return self in CALLABLE


CALLABLE = frozenset({State.IN_HOURS, State.DUTY})
_TONES = {State.IN_HOURS: "green", State.DUTY: "amber", State.UNKNOWN: "grey"}
_WORDS = {
    State.IN_HOURS: "can be called",
    State.DUTY: "by the duty line",
    State.OFF_HOURS: "outside hours",
    State.ASLEEP: "asleep",
    State.WEEKEND: "weekend",
    State.HOLIDAY: "holiday",
    State.AWAY: "away",
    State.VACANT: "vacant",
    State.UNREACHABLE: "no channel works",
    State.UNKNOWN: "hours unknown",
}
RANK = {
    state: place
    for place, state in enumerate(
        (
            State.IN_HOURS,
            State.DUTY,
            State.UNKNOWN,
            State.OFF_HOURS,
            State.WEEKEND,
            State.HOLIDAY,
            State.ASLEEP,
            State.AWAY,
            State.VACANT,
            State.UNREACHABLE,
        )
    )
}
"""The order of the board: what may still be tried comes before what cannot."""
