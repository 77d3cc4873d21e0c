from crisisdesk.drawing.shapes import Text
from crisisdesk.network.graph import Edge, Network, Node
from crisisdesk.network.marks import MARKS, is_broken_up, mark_named
from crisisdesk.network.matrix import matrix, ordered
from crisisdesk.network.picture import picture
from crisisdesk.network.themes import THEMES

NODES = tuple(
    Node(name, name.upper(), "state", group)
    for name, group in (("a", "x"), ("b", "y"), ("c", "x"), ("d", "z"))
)
NETWORK = Network(NODES, (Edge("1", "a", "b", "funds", directed=True), Edge("2", "a", "c", "consults")))


def texts(network: Network) -> list[str]:
    shapes = matrix(network, width=600, height=400, banner="SECRET").drawing.shapes
    return [shape.text for shape in shapes if isinstance(shape, Text)]


def test_groups_stand_together_and_the_lonely_last():
    assert [node.id for node in ordered(NETWORK)] == ["a", "c", "b", "d"]


def test_each_family_has_its_letter_and_direction_its_side():
    found = texts(NETWORK)

    assert found.count("S") == 2  # one cell from A to B, one sample in the legend
    assert found.count("A") == 4  # two cells as neither of the two comes first, the sample, and a name
    assert "1 without a link here left out" in found
    assert found.count("SECRET") == 2


def test_a_matrix_of_nobody_is_a_picture_all_the_same():
    assert matrix(Network(), width=300, height=200).places == {}


def test_each_mark_has_a_colour_in_every_theme_and_a_sign_of_its_own():
    for theme in THEMES.values():
        assert {mark.tone for mark in MARKS} <= set(theme.marks) & set(theme.halos)
    signs = [(mark.tone, mark.sign) for mark in MARKS if mark.name not in {"removed", "lost"}]
    assert len(set(signs)) == len(signs)
    assert mark_named("nothing") is None
    assert is_broken_up("gap")


def test_marks_are_drawn_and_explained():
    marked = Network(
        (Node("a", "A", mark="cut off"), Node("b", "B", mark="removed")), (Edge("1", "a", "b", mark="gap"),)
    )

    drawing = picture(marked, {"a": (0, 0), "b": (1, 1)}, width=600, height=400)

    words = {shape.text for shape in drawing.shapes if isinstance(shape, Text)}
    assert {"Loses its path", "Taken out", "Gap"} <= words
