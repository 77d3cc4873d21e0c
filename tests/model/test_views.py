"""What a saved view and a mention may say."""

import pytest

from crisisdesk.model.views import Mention, SavedView


@pytest.mark.parametrize("settings", ["[]", "{", "text"])
def test_settings_are_a_json_object(settings: str) -> None:
    assert [p.field for p in SavedView(name="Late", settings=settings).problems()] == ["settings"]


def test_a_view_without_settings_may_be_kept() -> None:
    assert list(SavedView(name="Late").problems()) == []


def test_nothing_mentions_itself() -> None:
    assert [p.field for p in Mention(from_key="case-1", to_key="case-1").problems()] == ["to_key"]
