from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest

from crisisdesk.errors import UserError
from crisisdesk.model.cases import CrisisCase
from crisisdesk.model.channels import Call, Channel
from crisisdesk.model.desk import DESK_ID, Desk
from crisisdesk.model.marking import Marking
from crisisdesk.model.partners import Involvement, Partner
from crisisdesk.model.posts import Incumbency, Person, Post
from crisisdesk.model.rules import Holiday
from crisisdesk.model.values import PartialDate
from crisisdesk.model.watch import DutyShift
from crisisdesk.services.calls import CallLine, State, calls, line_json, read_hours
from crisisdesk.services.calls.calendars import Calendar
from crisisdesk.services.calls.hours import Hours
from crisisdesk.services.calls.stands import Stand, stand_of, zone_of
from crisisdesk.store.workspace import Workspace

FRIDAY = datetime(2026, 11, 27, 10, tzinfo=UTC)
Write = Callable[..., Any]
Add = Callable[..., None]


def utc(month: int, day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=UTC)


@pytest.fixture
def post(write: Write) -> Add:
    """Add a post with a holder and a telephone; what is named is other than usual."""

    def add(
        post_id: str, iso3: str, hours: str = "Mon-Fri 0900-1700", *, held: bool = True, **more: Any
    ) -> None:
        def records(tx) -> None:
            tx.add(
                Post(
                    id=post_id, title=f"Director {post_id}", partner_id=f"partner-{iso3}", hours=hours, **more
                )
            )
            tx.flush()
            tx.add(Channel(id=f"{post_id}-phone", kind="phone", address=f"+1 {post_id}", post_id=post_id))
            if held:
                tx.add(Person(id=f"{post_id}-p", name=f"Holder {post_id}"))
                tx.flush()
                tx.add(Incumbency(id=f"{post_id}-i", post_id=post_id, person_id=f"{post_id}-p"))

        write(records)

    return add


def board(workspace: Workspace, now: datetime = FRIDAY, case_id: str = "") -> dict[str, CallLine]:
    with workspace.snapshot() as view:
        return {line.post_id: line for line in calls(view, case_id, now)}


def stand(hours: str, zone: str, now: datetime, *calendars: Calendar) -> Stand:
    found, place = read_hours(hours), zone_of(zone)
    assert isinstance(found, Hours)
    assert place is not None
    return stand_of(found, place, calendars or (Calendar(),), now)


# -- N4: who can be called now -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("now", "states"),
    [
        (utc(11, 27, 10), "weekend off_hours off_hours asleep"),
        (utc(3, 27, 10), "weekend off_hours off_hours asleep"),
        (utc(11, 26, 23), "weekend off_hours in_hours holiday"),
        (utc(3, 6, 12, 30), "weekend off_hours asleep off_hours"),
        (utc(3, 13, 12, 30), "weekend off_hours asleep in_hours"),  # Washington changed on the 8th
        (utc(3, 26, 6), "off_hours in_hours in_hours asleep"),
        (utc(3, 30, 6), "in_hours in_hours in_hours asleep"),  # Israel changed on the 27th
    ],
)
def test_each_contact_has_the_state_of_its_own_clock(
    workspace: Workspace, post: Add, now: datetime, states: str
) -> None:
    """The contacts are in Israel, Japan, Australia and Washington, in this order."""
    post("il", "ISR", "0900-1700")
    post("jp", "JPN")
    post("au", "AUS", "Mon-Fri 0830-1730")
    post("us", "USA", "Mon-Fri 0800-1700")

    found = board(workspace, now)

    assert [found[one].state for one in ("il", "jp", "au", "us")] == states.split()


def test_a_change_of_the_clocks_moves_the_end_of_the_hours(workspace: Workspace, post: Add) -> None:
    post("us", "USA")

    winter, summer = (board(workspace, utc(3, day, 15))["us"] for day in (6, 9))

    assert (winter.until, summer.until) == (utc(3, 6, 22), utc(3, 9, 21))
    assert (winter.local_dtg, summer.local_dtg) == ("061000R MAR 26", "091100Q MAR 26")


def test_a_weekend_over_a_change_of_the_clocks_opens_at_the_new_time() -> None:
    assert stand("Mon-Fri 0900-1700", "America/New_York", utc(3, 7, 15)).opens == utc(3, 9, 13)


def test_east_and_west_of_the_date_line_are_on_different_days() -> None:
    now = utc(11, 30, 0, 30)

    assert stand("Mon-Fri 0900-1700", "Pacific/Kiritimati", now).state is State.IN_HOURS
    assert stand("Mon-Fri 0900-1700", "Pacific/Pago_Pago", now).state is State.WEEKEND


def test_half_hour_zones_open_on_the_half_hour(workspace: Workspace, post: Add) -> None:
    post("in", "IND", "Mon-Fri 0900-1700")

    before, after = (board(workspace, utc(11, 27, 3, minute))["in"] for minute in (29, 30))

    assert (before.state, after.state) == (State.OFF_HOURS, State.IN_HOURS)
    assert before.until == before.opens == utc(11, 27, 3, 30)
    assert after.local_dtg == "270330Z NOV 26"
    assert line_json(after)["local_time"] == "2026-11-27T09:00+05:30"


def test_friday_and_saturday_are_free_where_they_are_the_weekend(workspace: Workspace, post: Add) -> None:
    post("il", "ISR", "0900-1700")

    assert board(workspace, utc(11, 28, 10))["il"].state is State.WEEKEND
    assert board(workspace, utc(11, 29, 10))["il"].state is State.IN_HOURS
    assert board(workspace, FRIDAY)["il"].until == utc(11, 28, 22)


def test_days_that_are_named_go_before_the_weekend_of_the_country(workspace: Workspace, post: Add) -> None:
    post("il", "ISR", "Sun-Fri 0900-1700")

    assert board(workspace)["il"].state is State.IN_HOURS


def test_a_public_holiday_closes_and_says_its_name(workspace: Workspace, post: Add) -> None:
    post("jp", "JPN")
    post("watch", "JPN", "24/7")

    found = board(workspace, utc(11, 23, 3))

    assert found["jp"].state is State.HOLIDAY
    assert found["jp"].why.startswith("Labor Thanksgiving")
    assert found["jp"].opens == utc(11, 24, 0)
    assert found["watch"].state is State.IN_HOURS


def test_holiday_records_of_the_desk_close_and_open_days(
    workspace: Workspace, post: Add, write: Write
) -> None:
    post("de", "DEU", "0900-1700")
    for day, closed in (("2026-11-27", True), ("2026-11-29", False)):
        on = PartialDate.parse(day)
        one = Holiday(partner_id="partner-DEU", day=on, name="By decree", closed=closed)
        write(lambda tx, one=one: tx.add(one))

    friday, sunday = (board(workspace, utc(11, day, 10))["de"] for day in (27, 29))

    assert (friday.state, friday.why) == (State.HOLIDAY, "By decree")
    assert sunday.state is State.IN_HOURS


def test_hours_in_zulu_are_held_by_the_utc_clock() -> None:
    assert stand("Mon-Fri 1200-2000Z", "Asia/Tokyo", utc(11, 27, 19, 59)).state is State.IN_HOURS
    assert stand("Mon-Fri 1200-2000Z", "Asia/Tokyo", utc(11, 27, 10)).opens == utc(11, 27, 12)


@pytest.mark.parametrize(
    ("hours", "zone", "now", "ends"),
    [
        ("Mon-Fri 0900-1700", "Australia/Sydney", utc(4, 4, 0), utc(4, 5, 23)),  # back on the 5th of April
        (
            "Mon-Fri 0900-1700",
            "Australia/Sydney",
            utc(10, 3, 0),
            utc(10, 4, 22),
        ),  # ahead on the 4th of October
        ("daily 0000-0600", "Europe/Berlin", utc(10, 24, 22, 30), utc(10, 25, 5)),  # a night of seven hours
        ("daily 0000-0600", "Europe/Berlin", utc(3, 28, 23, 30), utc(3, 29, 4)),  # and one of five
        ("Mon-Fri 0900-1700", "Asia/Kathmandu", utc(11, 27, 3, 14), utc(11, 27, 3, 15)),
        ("Mon-Fri 0900-1700", "Pacific/Chatham", utc(11, 26, 19, 14), utc(11, 26, 19, 15)),
        ("Sun-Thu 0800-1500", "Asia/Riyadh", utc(11, 27, 10), utc(11, 29, 5)),
    ],
)
def test_the_next_opening_or_end_holds_over_changes_of_the_clocks_and_odd_zones(
    hours: str, zone: str, now: datetime, ends: datetime
) -> None:
    found = stand(hours, zone, now)

    assert (found.until if found.state is State.IN_HOURS else found.opens) == ends


def test_hours_over_midnight_belong_to_the_day_on_which_they_begin() -> None:
    saturday_at_two = utc(11, 28, 2)

    assert stand("Mon-Fri 2200-0600", "UTC", saturday_at_two).until == utc(11, 28, 6)
    assert stand("Mon-Fri 2200-0600", "UTC", utc(11, 30, 2)).state is State.ASLEEP


# -- hours that people write -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("0900-1700 MON-FRI", "Mon-Fri 0900-1700"),
        ("Monday to Friday 9:00 – 17:00", "Mon-Fri 0900-1700"),  # noqa: RUF001 - a dash as typed
        ("Mon-Fri 9am-5pm", "Mon-Fri 0900-1700"),
        ("24/7 during the case", "24/7"),
        ("daily 0000-2400", "24/7"),
        ("working days 0900-1700", "0900-1700"),
        ("Sun-Mon, Tue 0900-1200", "Sun-Tue 0900-1200"),
    ],
)
def test_hours_are_read_in_the_forms_in_which_people_write_them(text: str, same: str) -> None:
    assert read_hours(text) == read_hours(same) is not None


@pytest.mark.parametrize(
    "text", ["", "by appointment", "24/7 except Sunday", "Mon-Fri", "0900-2500", "13pm-2pm", "x" * 999]
)
def test_hours_that_cannot_be_read_whole_are_not_read(text: str) -> None:
    assert read_hours(text) is None


def test_what_cannot_be_read_is_unknown_and_says_so(workspace: Workspace, post: Add) -> None:
    post("a", "FRA", "by appointment")
    post("b", "FRA", "")
    post("c", "FRA", time_zone="Mars/Olympus")

    found = board(workspace)

    assert {line.state for line in found.values()} == {State.UNKNOWN}
    assert [found[one].why for one in "abc"] == [
        "the hours “by appointment” cannot be read",
        "no hours on record",
        "the time zone “Mars/Olympus” is not known",
    ]


# -- duty, deputies, vacancies -----------------------------------------------------------------------------


def test_a_duty_line_in_the_hours_is_reached_by_night(workspace: Workspace, post: Add) -> None:
    post("us", "USA", "Mon-Fri 0800-1700; duty line 24/7")

    line = board(workspace)["us"]

    assert (line.state, line.state.tone, line.until) == (State.DUTY, "amber", utc(11, 27, 13))


def test_a_line_with_hours_of_its_own_is_the_duty_line(workspace: Workspace, post: Add, write: Write) -> None:
    post("us", "USA")
    write(
        lambda tx: tx.add(
            Channel(kind="mobile", address="+1 duty", post_id="us", order=2, hours="24/7", status="active")
        )
    )

    line = board(workspace)["us"]

    assert line.channel is not None
    assert (line.state, line.channel.address, line.channel.order) == (State.DUTY, "+1 duty", 2)


@pytest.mark.parametrize("held", [True, False])
def test_a_duty_officer_on_watch_is_reached_until_the_shift_ends(
    workspace: Workspace, post: Add, write: Write, held: bool
) -> None:
    post("us", "USA", held=held, status="filled" if held else "vacant")
    shift = DutyShift(officer="A. Watch", begins_at=utc(11, 27, 6), ends_at=utc(11, 27, 14), post_id="us")
    write(lambda tx: tx.add(shift))

    line = board(workspace)["us"]

    assert (line.state, line.until, line.why) == (State.DUTY, utc(11, 27, 14), "A. Watch has the duty")
    assert board(workspace, utc(11, 27, 14))["us"].state is not State.DUTY


def test_the_deputy_chain_is_followed_to_somebody_who_can_be_called(workspace: Workspace, post: Add) -> None:
    post("c", "GBR")
    post("b", "USA", held=False, status="vacant", deputy_id="c")
    post("a", "USA", deputy_id="b")

    line = board(workspace)["a"]

    assert line.state is State.ASLEEP
    assert [(one.post_id, one.state) for one in line.deputies] == [("b", State.VACANT), ("c", State.IN_HOURS)]
    assert line.deputy is not None
    assert line.deputy.person == "Holder c"
    assert board(workspace)["c"].deputies == ()


def test_a_deputy_chain_that_comes_back_ends(workspace: Workspace, post: Add, write: Write) -> None:
    post("a", "USA")
    post("b", "USA", deputy_id="a")
    write(lambda tx: setattr(tx.get(Post, "a"), "deputy_id", "b"))

    line = board(workspace)["a"]

    assert ([one.post_id for one in line.deputies], line.deputy) == (["b"], None)


def test_a_post_whose_holder_left_is_vacant(workspace: Workspace, post: Add, write: Write) -> None:
    post("uk", "GBR")
    write(lambda tx: setattr(tx.get(Incumbency, "uk-i"), "ends_on", PartialDate.parse("2026-11-20")))

    line = board(workspace)["uk"]

    assert (line.state, line.person) == (State.VACANT, "")


def test_a_holder_on_leave_is_away(workspace: Workspace, post: Add, write: Write) -> None:
    post("uk", "GBR")
    write(lambda tx: setattr(tx.get(Person, "uk-p"), "status", "on_leave"))

    assert board(workspace)["uk"].state is State.AWAY


def test_a_post_is_not_green_when_its_only_line_is_cut(workspace: Workspace, post: Add, write: Write) -> None:
    post("uk", "GBR")
    write(lambda tx: setattr(tx.get(Channel, "uk-phone"), "status", "severed"))

    line = board(workspace)["uk"]

    assert (line.state, line.why, line.channel) == (State.UNREACHABLE, "+1 uk is severed", None)


# -- the case, the channel, what is known ------------------------------------------------------------------


def test_a_case_shows_the_partners_involved_and_what_is_accredited_to_them(
    workspace: Workspace, post: Add, write: Write
) -> None:
    write(lambda tx: tx.add(Partner(id="mod", name="Ministry", kind="agency", parent_id="partner-FRA")))
    write(lambda tx: tx.add(Involvement(case_id="case-1", partner_id="partner-FRA", role="ally")))
    post("part", "FRA")
    write(lambda tx: setattr(tx.get(Post, "part"), "partner_id", "mod"))
    post("accredited", "USA", host_id="partner-FRA")
    post("other", "GBR")

    assert set(board(workspace, case_id="case-1")) == {"part", "accredited"}


def test_who_can_be_called_comes_first_then_who_is_involved(
    workspace: Workspace, post: Add, write: Write
) -> None:
    write(lambda tx: tx.add(Involvement(case_id="case-1", partner_id="partner-GBR", role="ally")))
    for name, state in (("us", "USA"), ("de", "DEU"), ("uk", "GBR")):
        post(name, state)

    assert list(board(workspace)) == ["uk", "de", "us"]


def test_a_channel_below_the_marking_of_the_case_is_said_to_be_too_low(
    workspace: Workspace, post: Add, write: Write
) -> None:
    def mark(tx) -> None:
        tx.get(Desk, DESK_ID).ceiling = Marking("SECRET")
        tx.get(CrisisCase, "case-1").marking = Marking("SECRET")
        tx.get(Channel, "fr-phone").limit = Marking("UNCLASSIFIED")
        tx.add(Involvement(case_id="case-1", partner_id="partner-FRA", role="ally"))

    post("fr", "FRA")
    write(mark)
    low = board(workspace, case_id="case-1")["fr"].channel
    write(
        lambda tx: tx.add(
            Channel(kind="secure_voice", address="x", post_id="fr", order=3, limit=Marking("SECRET"))
        )
    )
    high = board(workspace, case_id="case-1")["fr"].channel

    assert low is not None
    assert high is not None
    assert (low.address, low.limit, low.too_low) == ("+1 fr", "UNCLASSIFIED", True)
    assert (high.address, high.limit, high.too_low) == ("x", "SECRET", False)


def test_the_last_answered_call_the_verification_and_the_caller_are_given(
    workspace: Workspace, post: Add, write: Write
) -> None:
    post("ours", "USA", "24/7")
    post("uk", "GBR", owner_id="ours", verified_on=PartialDate.parse("2026-11-17"), languages="English")
    for day, result in ((10, "answered"), (12, "late"), (14, "no_answer")):
        call = Call(channel_id="uk-phone", result=result, at=utc(11, day, 9))
        write(lambda tx, call=call: tx.add(call))

    line = board(workspace)["uk"]

    assert (line.last_contact, line.verified_days) == (utc(11, 12, 9), 10)
    assert (line.caller, line.languages) == ("Director ours (Holder ours)", "English")


def test_the_moment_is_that_of_the_snapshot(workspace: Workspace, post: Add) -> None:
    post("uk", "GBR")

    with workspace.snapshot() as view:
        [line] = calls(view)

    assert line.local_time is not None
    assert line.local_time.date() == date(2026, 11, 23)


def test_a_case_that_is_not_there_is_refused(workspace: Workspace) -> None:
    with workspace.snapshot() as view, pytest.raises(UserError, match="case"):
        calls(view, "case-404")
