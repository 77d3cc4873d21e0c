from crisisdesk.model.partners import Membership, Partner


def test_a_partner_needs_only_a_name() -> None:
    assert not list(Partner(name="Port authority").problems())


def test_coordinates_lie_on_the_globe() -> None:
    problems = Partner(name="Mission", latitude=91.0, longitude=-180.5).problems()
    assert [p.field for p in problems] == ["latitude", "longitude"]


def test_no_group_is_its_own_member() -> None:
    assert [p.field for p in Membership(group_id="a", member_id="a").problems()] == ["member_id"]
