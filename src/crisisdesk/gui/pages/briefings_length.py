"""How long a brief is, beside how long it may be."""

from crisisdesk.briefing.profiles import profile_named
from crisisdesk.gui.plain import PlainLabel, set_tooltip
from crisisdesk.gui.widgets.parts import restyle
from crisisdesk.services.brief_order import BriefMade


class LengthMeter(PlainLabel):
    """Hidden where a kind of brief may have any length."""

    def measure(self, made: BriefMade) -> None:
        """Say it of this brief; one that is too long says so in words and tone."""
        most = profile_named(made.profile).pages
        over = bool(most) and made.pages > most
        self.setText(f"{'Too long' if over else 'Length'}: {made.pages} of at most {most}")
        set_tooltip(self, " ".join(made.warnings))
        restyle(self, tone="warn" if over else "neutral")
        self.setVisible(bool(most))
