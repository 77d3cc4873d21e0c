"""What a licence may say, and how long it has waited."""

from datetime import date

import pytest

from crisisdesk.model.controls import Licence, Proviso
from crisisdesk.model.values import Money, PartialDate

SENT = PartialDate.parse("2026-11-01")
TODAY = date(2026, 11, 23)


def test_a_licence_waits_from_the_day_it_was_submitted() -> None:
    assert Licence(title="Optics", submitted_on=SENT).days_pending(TODAY) == 22


@pytest.mark.parametrize(
    "licence",
    [
        Licence(title="Optics"),
        Licence(title="Optics", submitted_on=SENT, outcome="RWA"),
        Licence(title="Optics", submitted_on=SENT, decided_on=PartialDate.parse("2026-11-20")),
    ],
)
def test_a_licence_that_is_not_submitted_or_is_decided_does_not_wait(licence: Licence) -> None:
    assert licence.days_pending(TODAY) is None


def test_an_exemption_is_named() -> None:
    assert [p.field for p in Licence(title="Spares", kind="EXEMPT").problems()] == ["exemption"]


def test_no_more_is_used_than_was_licensed() -> None:
    licence = Licence(title="Optics", value=Money.parse("USD 5"), used=Money.parse("USD 6"))
    assert [problem.field for problem in licence.problems()] == ["used"]


def test_it_is_not_decided_before_it_was_submitted() -> None:
    licence = Licence(title="Optics", submitted_on=SENT, decided_on=PartialDate.parse("2026-10"))
    assert [problem.field for problem in licence.problems()] == ["decided_on"]


def test_compliance_with_a_proviso_has_its_evidence() -> None:
    proviso = Proviso(licence_id="licence-1", text="No retransfer.", state="complied")
    assert [problem.field for problem in proviso.problems()] == ["evidence"]
