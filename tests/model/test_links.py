from crisisdesk.model.links import Link


def test_a_link_has_two_ends_and_a_strength_on_the_scale() -> None:
    link = Link(from_id="a", to_id="a", kind="consults", strength=6)
    assert [p.field for p in link.problems()] == ["to_id", "strength"]
