"""``Question``: what is asked of the notification rules, as an officer knows it before a notice is sent."""

from dataclasses import dataclass
from datetime import date

from crisisdesk.errors import UserError
from crisisdesk.model.values import Money

_LAST_YEAR = 9_000


@dataclass(frozen=True, slots=True)
class Hold:
    """That somebody holds the notice from a day on, until it is lifted; by custom most stop the sending, not the clock."""

    placed_by: str
    placed_on: date | None = None
    lifted_on: date | None = None
    stops_clock: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """A transfer to be weighed. Amounts that are not known are left empty, never nought.

    Attributes:
        instrument: How it is transferred: ``fms``, ``dcs``, ``mla``, ``third-party``, ``lease`` ...; see ``instruments``.
        partner: The id of the recipient; of a third-party transfer, of the new one.
        day: The day of the notification, which decides tier and rules; without it, that of the snapshot.
        mde: Value of the major defense equipment; of an enhancement, of the enhancement itself, as are the next two.
        total: Value of all articles and services.
        construction: Value of design and construction services.
        acquisition: Original acquisition value, by which third-party transfers and excess articles are measured.
        sme: Significant military equipment is among it; of an agreement, it is made abroad.
        firearms: Firearms of USML category I are among it, worth ``firearms_value`` (without it, the total).
        upgrade: It enhances or upgrades what was notified before and is not delivered yet.
        commercial: Of a third-party transfer: the items were sold commercially.
        years: How long a lease or loan runs; unknown counts as a year or more.
        shipment_asked: Chair and ranking member of a committee have jointly asked for notice before shipment.
        delivery: The first day of delivery or shipment.
        advance_on: The day on which advance notice was given; ``sent_on`` that of the formal one.
        emergency: The justification of an emergency determination, with its ``signer`` and day.
        holds: Holds on the notice.
        remarks: What whoever put the question together has to say; goes to the reasons.
    """

    instrument: str
    partner: str
    day: date | None = None
    mde: Money | None = None
    total: Money | None = None
    construction: Money | None = None
    acquisition: Money | None = None
    sme: bool = False
    firearms: bool = False
    firearms_value: Money | None = None
    upgrade: bool = False
    commercial: bool = False
    years: float | None = None
    shipment_asked: bool = False
    delivery: date | None = None
    advance_on: date | None = None
    sent_on: date | None = None
    emergency: str = ""
    signer: str = ""
    determined_on: date | None = None
    holds: tuple[Hold, ...] = ()
    remarks: tuple[str, ...] = ()

    def refuse_nonsense(self) -> None:
        """Refuse what no transfer can be.

        Raises:
            UserError: An amount below nought, a part greater than the whole, a length or day past reason, or an
                emergency without its justification or signer.
        """
        for value in (self.mde, self.total, self.construction, self.acquisition, self.firearms_value):
            if value is not None and value.amount < 0:
                raise UserError(
                    f"An amount to be notified cannot be negative ({value}); give its value as a positive number."
                )
        if self.mde and self.total and self.mde.currency == self.total.currency:
            _within(self.mde, self.total)
        if any(day and day.year > _LAST_YEAR for day in (self.day, self.advance_on, self.sent_on)):
            raise UserError("The day of the notification lies past the end of every calendar; correct it.")
        if self.years is not None and not 0 < self.years < _LAST_YEAR:
            raise UserError("The length of a lease or loan is a number of years above 0, such as 1.5.")
        if self.signer.strip() and not self.emergency.strip():
            raise UserError("A signer belongs to an emergency; give its justification too.")
        if self.emergency.strip() and not self.signer.strip():
            raise UserError("An emergency determination needs who signed it; give the signer too.")


def _within(part: Money, whole: Money) -> None:
    if part.amount > whole.amount:
        raise UserError(
            f"The major equipment ({part}) is worth more than the whole ({whole}); correct one of the two."
        )
