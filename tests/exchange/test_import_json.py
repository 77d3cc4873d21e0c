import json
from collections.abc import Callable

import pytest

from crisisdesk.errors import UserError
from crisisdesk.exchange.importing import import_file
from crisisdesk.exchange.incoming import Report
from crisisdesk.model.posts import Person, Post
from crisisdesk.services.founding import found
from crisisdesk.store.workspace import Workspace

Take = Callable[..., Report]


def test_a_list_of_objects_is_taken(take: Take, workspace: Workspace) -> None:
    report = take(
        json.dumps(
            [
                {"type": "person", "id": "person-1", "name": "J. Okafor"},
                {"type": "post", "title": "Watch", "rhythm_days": 3},
            ]
        ),
        "in.json",
    )

    with workspace.snapshot() as view:
        assert view.get(Person, "person-1").name == "J. Okafor"
        assert [post.rhythm_days for post in view.all(Post)] == [3]
    assert (report.form, report.taken, report.refused) == ("json", 2, [])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"type": "person", "name": "A", "name": "B"}', "there twice"),
        ('[{"type": "post", "title": "A", "rhythm_days": NaN}]', "NaN"),
        ('[{"type": "post", "title": "A", "rhythm_days": -Infinity}]', "Infinity"),
        ('[{"type": "post", "title": "A", "rhythm_days": 1e999}]', "past what can be kept"),
        ("[" * 101 + "]" * 101, "deeper than 100"),
        ("[" * 100_000 + "]" * 100_000, "deeper than 100"),
        ('[{"type": "post", "rhythm_days": ' + "9" * 10_000 + "}]", "10000 figures"),
        ('[{"type": "person", "name": "\\ud800"}]', "half a character"),
        ('{"type": "person", "name": }', "line 1, column"),
        ("[1, 2]", "no records"),
        ("[]", "no records"),
        ('"text"', "no records"),
        ('{"format": "other-9", "records": []}', "other-9"),
    ],
)
def test_what_is_not_strict_is_refused_in_one_sentence(take: Take, text: str, said: str) -> None:
    with pytest.raises(UserError, match=said) as refusal:
        take(text, "in.json")

    assert "\n" not in str(refusal.value)


def test_a_value_that_is_a_list_is_refused_by_its_record(take: Take) -> None:
    report = take(
        '[{"type": "person", "name": ["A"]}, {"name": "B"}, {"type": "person", "name": "C"}]', "in.json"
    )

    assert report.taken == 1
    assert [refusal.row for refusal in report.refused] == [1, 2]


def test_an_exercise_does_not_come_into_a_live_desk(tmp_path, take: Take) -> None:
    live = Workspace.create(tmp_path / "live.cdesk", found)
    path = tmp_path / "in.json"
    path.write_text(
        '{"format": "crisisdesk-1", "exercise": true, "records": [{"type": "person", "name": "A"}]}'
    )
    try:
        with pytest.raises(UserError, match="is exercise"):
            import_file(live, path)
    finally:
        live.close()
