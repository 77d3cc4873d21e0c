"""Banners over all marking systems: domain facts 6.1 to 6.4, as a table."""

from collections.abc import Callable

import pytest

from crisisdesk.errors import UserError
from crisisdesk.model.desk import DESK_ID, Desk
from crisisdesk.model.ladder import Ladder
from crisisdesk.model.marking import Marking
from crisisdesk.services.markings import ladder
from crisisdesk.store.workspace import Workspace

LadderOf = Callable[[str], Ladder]


@pytest.fixture(scope="module")
def ladder_of(founded, tmp_path_factory: pytest.TempPathFactory) -> LadderOf:
    """The ladder of a desk whose home is a state."""
    found: dict[str, Ladder] = {}

    def of(home: str) -> Ladder:
        if home not in found:
            path = tmp_path_factory.mktemp(home or "none") / "a.cdesk"
            path.write_bytes(founded.read_bytes())
            desk = Workspace.open(path)
            if home:
                desk.perform("Home", lambda tx: setattr(tx.get(Desk, DESK_ID), "home_id", f"partner-{home}"))
            with desk.snapshot() as view:
                found[home] = ladder(view)
            desk.close()
        return found[home]

    return of


BANNERS = [
    # home, portions, banner
    ("", ["U", "C", "S"], "SECRET"),
    ("", ["UNCLASSIFIED", "TOP SECRET"], "TOP SECRET"),
    ("", ["S//NF", "S//REL TO USA, GBR"], "SECRET//NOFORN"),
    ("", ["SECRET//NOFORN", "SECRET//REL TO USA, GBR"], "SECRET//NOFORN"),
    ("", ["SECRET//REL TO USA, GBR, POL", "SECRET//REL TO USA, POL"], "SECRET//REL TO USA, POL"),
    ("", ["SECRET//REL TO USA, GBR", "SECRET//REL TO USA, POL"], "SECRET//NOFORN"),
    ("", ["SECRET", "SECRET//REL TO USA, POL"], "SECRET//NOFORN"),
    ("", ["UNCLASSIFIED", "SECRET//REL TO USA, POL"], "SECRET//REL TO USA, POL"),
    ("", ["UNCLASSIFIED//REL TO USA, GBR", "UNCLASSIFIED"], "UNCLASSIFIED//REL TO USA, GBR"),
    ("", ["SECRET//REL TO USA, FVEY", "SECRET//REL TO USA, GBR, POL"], "SECRET//REL TO USA, GBR"),
    ("", ["SECRET//REL TO USA, FVEY", "SECRET//REL TO USA, FVEY"], "SECRET//REL TO USA, FVEY"),
    ("", ["SECRET//REL TO USA, FVEY", "SECRET//REL TO USA, AUS, CAN"], "SECRET//REL TO USA, AUS, CAN"),
    ("", ["SECRET//REL TO USA, NATO", "SECRET//REL TO USA, FIN, JPN"], "SECRET//REL TO USA, FIN"),
    ("", ["SECRET//REL TO USA, NATO", "SECRET//REL TO USA, NATO, UKR"], "SECRET//REL TO USA, NATO"),
    (
        "",
        ["SECRET//ORCON//REL TO USA, GBR", "CONFIDENTIAL//REL TO USA, GBR"],
        "SECRET//ORCON//REL TO USA, GBR",
    ),
    ("", ["SECRET//PROPIN/ORCON"], "SECRET//ORCON/PROPIN"),
    ("", ["CONFIDENTIAL//EXDIS", "CONFIDENTIAL//NODIS"], "CONFIDENTIAL//NODIS"),
    ("", ["SECRET", "NATO SECRET"], "SECRET//FGI NATO"),
    ("", ["SECRET", "(//GBR S)"], "SECRET//FGI GBR"),
    ("", ["CONFIDENTIAL", "NATO SECRET", "PROTECTED"], "SECRET//FGI AUS NATO"),
    ("", ["(//JOINT S GBR USA)"], "//JOINT SECRET GBR USA"),
    ("", ["//JOINT SECRET GBR USA", "UNCLASSIFIED"], "//JOINT SECRET GBR USA"),
    ("", ["//JOINT SECRET GBR USA", "SECRET"], "//JOINT SECRET GBR USA//NOFORN"),
    ("", ["//JOINT SECRET GBR USA", "SECRET//REL TO USA, GBR"], "//JOINT SECRET GBR USA//REL TO USA, GBR"),
    ("", ["(//NS)", "(//NR)"], "NATO SECRET"),
    ("", ["(//CTS)", "UNCLASSIFIED"], "COSMIC TOP SECRET"),
    # controlled unclassified information
    ("", ["UNCLASSIFIED", "CUI"], "CUI"),
    ("", ["CUI//SP-EXPT", "CUI//NOFORN"], "CUI//SP-EXPT//NOFORN"),
    ("", ["CUI//EXPT", "CUI//SP-CTI", "UNCLASSIFIED"], "CUI//SP-CTI/EXPT"),
    ("", ["CUI//FED ONLY", "CUI//FEDCON"], "CUI//FED ONLY"),
    ("", ["CUI", "SECRET//REL TO USA, GBR"], "SECRET//REL TO USA, GBR"),
    # NATO, EU
    ("", ["NU", "NR", "NC"], "NATO CONFIDENTIAL"),
    ("", ["NATO RESTRICTED", "UNCLASSIFIED"], "NATO RESTRICTED"),
    ("", ["NATO SECRET//ATOMAL", "NATO RESTRICTED"], "NATO SECRET//ATOMAL"),
    ("", ["LIMITE", "R-UE/EU-R"], "RESTREINT UE/EU RESTRICTED"),
    ("", ["R-UE/EU-R", "S-UE/EU-S"], "SECRET UE/EU SECRET"),
    ("", ["S-UE/EU-S", "TS-UE/EU-TS"], "TRÈS SECRET UE/EU TOP SECRET"),
    # United Kingdom, Australia, Canada, New Zealand
    ("GBR", ["O", "O-S"], "OFFICIAL-SENSITIVE"),
    ("GBR", ["O", "S//UK EYES ONLY"], "SECRET//UK EYES ONLY"),
    ("GBR", ["SECRET", "NATO CONFIDENTIAL"], "SECRET"),
    ("AUS", ["OFFICIAL", "O:S"], "OFFICIAL: Sensitive"),
    ("AUS", ["OFFICIAL: Sensitive", "P", "S//AUSTEO"], "SECRET//AUSTEO"),
    ("AUS", ["PROTECTED//AGAO", "PROTECTED//AUSTEO"], "PROTECTED//AUSTEO"),
    ("CAN", ["PA", "PB"], "PROTECTED B"),
    ("CAN", ["PROTECTED C", "C//CEO"], "CONFIDENTIAL//CEO"),
    ("NZL", ["IC", "SEN", "R"], "RESTRICTED"),
    ("NZL", ["CONFIDENTIAL//NZEO", "RESTRICTED"], "CONFIDENTIAL//NZEO"),
    # traffic lights
    ("", ["TLP:CLEAR", "TLP:GREEN"], "TLP:GREEN"),
    ("", ["TLP:AMBER", "TLP:AMBER+STRICT"], "TLP:AMBER+STRICT"),
    ("", ["TLP:AMBER+STRICT", "TLP:RED"], "TLP:RED"),
    ("", ["TLP:RED", "CONFIDENTIAL"], "CONFIDENTIAL"),
]


@pytest.mark.parametrize(("home", "portions", "banner"), BANNERS)
def test_the_banner_over_portions(ladder_of: LadderOf, home: str, portions: list[str], banner: str) -> None:
    known = ladder_of(home)

    found = known.banner([_read(known, text) for text in portions], Marking("UNCLASSIFIED"))

    assert str(found) == banner


@pytest.mark.parametrize(("home", "portions", "banner"), BANNERS)
def test_the_order_of_portions_does_not_matter(
    ladder_of: LadderOf, home: str, portions: list[str], banner: str
) -> None:
    known = ladder_of(home)

    found = known.banner([_read(known, text) for text in reversed(portions)], Marking("UNCLASSIFIED"))

    assert str(found) == banner


@pytest.mark.parametrize("banner", [case[2] for case in BANNERS])
def test_a_banner_reads_back_as_itself(banner: str) -> None:
    assert str(Marking.parse(banner)) == banner


@pytest.mark.parametrize(
    ("portions", "lines"),
    [
        (["SECRET", "TLP:AMBER", "TLP:RED"], ("TLP:RED",)),
        (["SECRET", "NATO SECRET", "NATO RESTRICTED"], ("CONTAINS NATO SECRET",)),
        (["SECRET", "PROTECTED"], ("CONTAINS AUS PROTECTED",)),
        (["UNCLASSIFIED", "SECRET"], ()),
        (["TLP:RED"], ()),
    ],
)
def test_what_a_banner_cannot_say_stands_under_it(
    ladder_of: LadderOf, portions: list[str], lines: tuple[str, ...]
) -> None:
    known, marks = ladder_of(""), [Marking.parse(text) for text in portions]

    assert known.caveats(marks, known.banner(marks, Marking("UNCLASSIFIED"))) == lines


@pytest.mark.parametrize(
    ("marking", "portion"),
    [
        ("SECRET//NOFORN", "(S//NF)"),
        ("SECRET//ORCON/PROPIN", "(S//OC/PR)"),
        ("SECRET//REL TO USA, GBR", "(S//REL TO USA, GBR)"),
        ("//JOINT SECRET GBR USA", "(//JOINT S GBR USA)"),
        ("SECRET//FGI GBR", "(S//FGI GBR)"),
        ("NATO SECRET", "(NS)"),
        ("CUI//SP-EXPT//NOFORN", "(CUI//SP-EXPT//NF)"),
        ("RESTREINT UE/EU RESTRICTED", "(R-UE/EU-R)"),
        ("TLP:AMBER+STRICT", "(TLP:AMBER+STRICT)"),
    ],
)
def test_the_mark_before_a_portion(ladder_of: LadderOf, marking: str, portion: str) -> None:
    assert ladder_of("").portion(Marking.parse(marking)) == portion


@pytest.mark.parametrize(
    "text", ["TOP SECRET//SI//NOFORN", "TOP SECRET//HCS-P/TK", "SECRET//SAR-BUTTER POPCORN"]
)
def test_compartmented_information_is_refused(text: str) -> None:
    with pytest.raises(UserError, match="compartmented or special access"):
        Marking.parse(text)


def _read(known: Ladder, text: str) -> Marking:
    """A portion as briefs read it: short forms of controls in full."""
    marking = Marking.parse(text)
    full = {"NF": "NOFORN", "OC": "ORCON"}
    return known.canonical(
        Marking(marking.level, tuple(full.get(c, c) for c in marking.controls), marking.release)
    )
