"""Ways to give every node its place. A new one is a class beside the others and a line in ``LAYOUTS``."""

from crisisdesk.errors import UserError
from crisisdesk.network.layouts.base import Layout, Place
from crisisdesk.network.layouts.organic import Organic

LAYOUTS: tuple[Layout, ...] = (Organic(),)
