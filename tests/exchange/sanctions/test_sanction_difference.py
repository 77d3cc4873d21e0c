from dataclasses import replace

import pytest

from crisisdesk.errors import UserError
from crisisdesk.exchange.sanctions import difference
from crisisdesk.exchange.sanctions.party import ListedName, ListedParty, ListVersion, PartyType
from crisisdesk.model.values import PartialDate


def party(key: str, name: str, **fields: object) -> ListedParty:
    return ListedParty("a", key, PartyType.PERSON, (ListedName(name),), **fields)


def version(*parties: ListedParty) -> ListVersion:
    return ListVersion("a", "", None, parties)


def test_what_is_new_gone_and_changed_is_told_apart() -> None:
    old = version(party("1", "Ann"), party("2", "Ben"), party("3", "Cem"))
    new = version(party("2", "Ben"), party("3", "Cem", gender="male"), party("4", "Dag"))

    found = difference(old, new)

    assert (found.added, found.removed) == (("4",), ("1",))
    assert found.changed == (("3", {"gender": ("", "male")}),)


def test_the_same_list_has_no_difference() -> None:
    assert not difference(version(party("1", "Ann")), version(party("1", "Ann")))


def test_a_party_that_its_list_keeps_after_the_end_is_removed_once() -> None:
    ended = version(party("1", "Ann", delisted_on=PartialDate.parse("2024-06-01")))

    assert difference(version(party("1", "Ann")), ended).removed == ("1",)
    assert not difference(ended, ended)


def test_versions_of_two_lists_are_not_compared() -> None:
    with pytest.raises(UserError, match="different lists"):
        difference(version(), replace(version(), list="b"))
