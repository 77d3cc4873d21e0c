"""A small list of invented parties."""

import pytest

from crisisdesk.model.values import PartialDate
from crisisdesk.progress import silent
from crisisdesk.screening import Candidate, ListedName, build_index
from crisisdesk.screening.index import Index

NAMES = {
    "1": ("person", "VORONIN, Sergey Pavlovich", "Сергей Павлович Воронин"),
    "2": ("person", "AL-HASHEMI, Abdul Karim", "عبد الكريم الهاشمي"),
    "3": ("organisation", "OOO Severnaya Zvezda", "Northern Star Limited Liability Company"),
    "4": ("vessel", "OCEAN HARRIER 3"),
    "5": ("person", "Kim Chol-su"),
    "6": ("organisation", "Bank of the Eastern Provinces"),
    "7": ("person", "Mohammad Yusuf Noori"),
    "8": ("person", "Juncosa, Jean-Claude"),
}


def candidates() -> list[Candidate]:
    plain = [
        Candidate("invented", key, tuple(map(ListedName, names)), type=kind)
        for key, (kind, *names) in NAMES.items()
    ]
    known = Candidate(
        "invented",
        "9",
        (ListedName("Amal Rahimi"), ListedName("The Falcon", "alias", "weak")),
        type="person",
        births=(PartialDate.parse("1970-05-02"),),
        countries=("IRN", "SYR"),
        identifiers=("A-123 456",),
        gender="female",
    )
    return [*plain, known]


@pytest.fixture(scope="session")
def index() -> Index:
    return build_index(candidates(), silent)
