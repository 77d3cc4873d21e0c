import pytest
from hypothesis import given
from hypothesis import strategies as st

from crisisdesk.errors import UserError
from crisisdesk.model.marking import Marking, release_list


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("SECRET", "SECRET"), (" (s//nf) ", "S//NF"), ("secret // rel to gbr, usa", "SECRET//REL TO USA, GBR"),
        ("SECRET//ORCON/NOFORN", "SECRET//ORCON/NOFORN"), ("SECRET//ORCON//NOFORN", "SECRET//ORCON/NOFORN"),
        ("SECRET//RELEASABLE TO USA, NATO, DEU", "SECRET//REL TO USA, DEU, NATO"), ("TLP:amber+strict", "TLP:AMBER+STRICT"),
        ("OFFICIAL: Sensitive", "OFFICIAL: Sensitive"), ("SECRET//ORCON/ORCON", "SECRET//ORCON"), ("SECRET//", "SECRET"),
    ],
)  # fmt: skip
def test_markings_have_one_form(text: str, kept: str) -> None:
    assert str(Marking.parse(text)) == kept


@pytest.mark.parametrize(
    "text", ["", "//NF", "<b>", "SECRET//<b>", "SECRET//REL TO ENGLAND", "S" * 2_000, "SECRET//A;B", "SECRET//REL TO USA; GBR"]
)  # fmt: skip
def test_what_is_no_marking_is_refused(text: str) -> None:
    with pytest.raises(UserError):
        Marking.parse(text)


def test_noforn_and_a_release_list_exclude_each_other() -> None:
    with pytest.raises(UserError, match="NOFORN cannot stand together with REL TO"):
        Marking.parse("SECRET//NOFORN//REL TO USA, GBR")


def test_a_release_list_begins_with_usa_and_ends_with_groups() -> None:
    assert release_list("nato, gbr usa,AUS ,FVEY") == ("USA", "AUS", "GBR", "FVEY", "NATO")


@given(
    text=st.text(max_size=40)
    | st.from_regex(r"[A-Z]{1,6}(//[A-Z]{2,6}){0,2}(//REL TO [A-Z]{3}(, [A-Z]{3,4}){0,3})?", fullmatch=True)
)
def test_a_marking_is_read_as_it_was_written_or_refused_in_words(text: str) -> None:
    try:
        marking = Marking.parse(text)
    except UserError:
        return
    assert Marking.parse(str(marking)) == marking


def test_the_highest_level_of_the_european_union_reads_with_its_accent() -> None:
    assert str(Marking.parse("TRÈS SECRET UE/EU TOP SECRET//REL TO FRA")) == (
        "TRÈS SECRET UE/EU TOP SECRET//REL TO FRA"
    )
