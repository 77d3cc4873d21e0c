"""Which partner a file means by the name of a country, a government or another sender of missions."""

import csv
from dataclasses import dataclass

from crisisdesk import paths
from crisisdesk.errors import UserError
from crisisdesk.exchange.mission import Mission
from crisisdesk.model.partners import Partner
from crisisdesk.model.values import PartialDate
from crisisdesk.store.transaction import Transaction


@dataclass(frozen=True, slots=True)
class _State:
    id: str
    name: str
    region: str
    time_zone: str
    iso2: str = ""


@dataclass(frozen=True, slots=True)
class _Alias:
    """A row of ``country_aliases.csv``: the code of a partner that is there, or what a new one is."""

    code: str
    kind: str
    parent: str
    note: str
    read_on: str


class SendingStates:
    """The states of the desk by all their names; those that no desk begins with are founded when they are met."""

    def __init__(self, tx: Transaction) -> None:
        self.founded: list[Partner] = []
        self._states: dict[str, _State] = {}
        self._by_name: dict[str, str] = {}
        self._aliases = _aliases()
        partners = tx.all(Partner, Partner.kind != "mission")
        for partner in partners:
            self._states[partner.id] = _State(
                partner.id, partner.name, partner.region, partner.time_zone, partner.iso2
            )
        for names in (_first_names, _other_names):
            for partner in partners:
                if partner.kind == "state" or partner.id.startswith("partner-Q"):
                    for name in names(partner):
                        self._by_name.setdefault(name.strip().casefold(), partner.id)

    def sender(self, mission: Mission) -> str:
        """The id of the partner that sends a mission; one that is not known becomes a partner of its own kind."""
        found = self._known(mission.sender)
        if found is not None:
            return found
        return self._found(mission.sender, mission.sender_key or mission.key)

    def host(self, mission: Mission) -> str:
        """The id of the partner that a mission stands in.

        Raises:
            UserError: No state, and none of the aliases, has this name.
        """
        name = mission.host
        found = self._known(name)
        if found is not None:
            return found
        if name.casefold() in self._aliases and mission.host_key:
            return self._found(name, mission.host_key)
        raise UserError(
            f"The host “{name[:60]}” is no state that this desk knows; add it as a partner, or mend the row."
        )

    def name(self, partner_id: str) -> str:
        """What a partner is called."""
        return self._states[partner_id].name

    def region(self, partner_id: str) -> str:
        """The region of a partner."""
        return self._states[partner_id].region

    def time_zone(self, partner_id: str) -> str:
        """The time zone of a partner, where it has one."""
        return self._states[partner_id].time_zone

    def iso2(self, partner_id: str) -> str:
        """The two letters of a state, whose numbers need no country code there; empty where it has none."""
        return self._states[partner_id].iso2

    def _known(self, name: str) -> str | None:
        alias = self._aliases.get(name.casefold())
        if alias is not None and alias.code:
            partner_id = f"partner-{alias.code}"
            return partner_id if partner_id in self._states else None
        return self._by_name.get(name.casefold())

    def _found(self, name: str, key: str) -> str:
        alias = self._aliases.get(name.casefold(), _Alias("", "other", "", "", ""))
        parent = f"partner-{alias.parent}" if f"partner-{alias.parent}" in self._states else None
        partner = Partner(
            id=f"partner-{key}",
            name=name,
            kind=alias.kind,
            parent_id=parent,
            region=self._states[parent].region if parent else "",
            time_zone=self._states[parent].time_zone if parent else "",
            notes=alias.note,
            as_of=PartialDate.parse(alias.read_on) if alias.read_on else None,
        )
        self.founded.append(partner)
        iso2 = self._states[parent].iso2 if parent else ""
        self._states[partner.id] = _State(partner.id, name, partner.region, partner.time_zone, iso2)
        self._by_name[name.casefold()] = partner.id
        return partner.id


def _first_names(partner: Partner) -> list[str]:
    return [partner.name, partner.official_name]


def _other_names(partner: Partner) -> list[str]:
    return [*partner.other_names.split(";"), *partner.name_original.split("/")]


def _aliases() -> dict[str, _Alias]:
    with (paths.seeds() / "country_aliases.csv").open(encoding="utf-8", newline="") as file:
        return {
            row["alias"].casefold(): _Alias(
                row["code"], row["kind"], row["parent"], row["note"], row["read_on"]
            )
            for row in csv.DictReader(file)
        }
