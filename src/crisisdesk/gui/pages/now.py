"""The Now page: in five seconds what matters most."""

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from crisisdesk.checks.finding import Gravity
from crisisdesk.gui.context import Context, Target
from crisisdesk.gui.handing_over import take_over
from crisisdesk.gui.page import Page
from crisisdesk.gui.pages.clock_wall_words import record_of
from crisisdesk.gui.pages.now_findings import FindingsPanel
from crisisdesk.gui.pages.now_lists import NowList
from crisisdesk.gui.pages.now_reading import (
    OLD,
    QUIET_CHECKS,
    Ends,
    Found,
    News,
    read_ends,
    read_findings,
    read_news,
)
from crisisdesk.gui.seen import seen_before
from crisisdesk.gui.tables.rows import Column
from crisisdesk.gui.widgets.parts import column, push_button, row
from crisisdesk.gui.widgets.stat_tile import StatTile
from crisisdesk.store.changes import ChangeSet

PAUSE_MS, TICK_MS = 250, 60_000
WIDE = 1_500
ENDING = (
    Column("state", "State", 160, "status", hint="How it stands, and since or until when"),
    Column("what", "What", 150, "strong"),
    Column("ends", "When", 190, "moment", hint="Date-time group and local time; a day is meant as a whole"),
    Column("owner", "Owner", 104, hidden=True),
    Column("kind", "Kind", 120, "muted", hidden=True),
)
CHANGED = (Column("what", "What changed", 380), Column("case", "Case", 120, "muted"))
_NOTHING_DUE = ("circle-check", "Nothing is overdue, and nothing is due in the next three days.")
_NOTHING_ENDS = ("hourglass", "Nothing else runs out in the next thirty days.")
_NO_NEWS = ("history", "Nothing changed by another hand since you last left the desk.")
_FIRST_VISIT = "This is your first time at this desk. From the next time on, what others changed stands here."


class NowPage(Page):
    """Figures, and under them what is due, what was found, what expires, and what changed."""

    key, title, help = "now", "Now", "now"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        look = context.look
        self._since = seen_before(context)
        self._latest = 0
        self._with_put_off = False
        self.tiles = {
            "overdue": StatTile(look, "Overdue", "clock-alert"),
            "day": StatTile(look, "Due in 24 h", "hourglass"),
            "findings": StatTile(look, "Findings", "shield-alert"),
            "quiet": StatTile(look, "Quiet lines", "phone-off"),
            "week": StatTile(look, "Ending in 7 days", "calendar"),
            "unread": StatTile(look, "Unread", "inbox"),
        }
        self.due = NowList(context, "Due and overdue", "now.due", ENDING, _NOTHING_DUE, stretched="what")
        self.findings = FindingsPanel(context, "now.findings")
        self.to_news, self.to_expiring = push_button("", link=True), push_button("", link=True)
        self.expiring = NowList(
            context,
            "Expiring in 30 days",
            "now.expiring",
            ENDING,
            _NOTHING_ENDS,
            stretched="what",
            actions=(self.to_news,),
        )
        self.seen = push_button("Mark as &seen", self._mark_seen, link=True)
        self.news = NowList(
            context,
            "Changed since you last left",
            "now.news",
            CHANGED,
            _NO_NEWS,
            stretched="what",
            actions=(self.seen, self.to_expiring),
        )
        self._grid = QGridLayout()
        self._grid.setSpacing(8)
        self._wide: bool | None = None
        self._news_first: bool | None = None
        self._place_lists(wide=False)
        tiles = QWidget()
        tiles.setLayout(row(*self.tiles.values()))
        whole = column(tiles, spacing=8, margins=(16, 4, 16, 8))
        whole.addLayout(self._grid, 1)
        self.setLayout(whole)
        self.setFocusProxy(self.due)
        self._connect()
        self._pause = QTimer(self, interval=PAUSE_MS, singleShot=True)
        self._pause.timeout.connect(self._refresh_now)
        clock = QTimer(self, interval=TICK_MS)
        clock.timeout.connect(self._tick)
        clock.start()

    def refresh(self) -> None:
        """Read everything anew; each part is shown as it comes."""
        desk, since, put_off = self.context.desk, self._since, self._with_put_off
        actor = desk.workspace.actor
        desk.fetch(read_ends, self._show_ends, key=(self, "ends"))
        screened = desk.screening.known
        desk.fetch(
            lambda view: read_findings(view, put_off=put_off, screening=screened),
            self._show_findings,
            key=(self, "findings"),
        )
        desk.fetch(lambda view: read_news(view, since, actor), self._show_news, key=(self, "news"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put what changed into a column of its own where there is room for three."""
        super().resizeEvent(event)
        self._place_lists(wide=self.width() >= WIDE)

    def _connect(self) -> None:
        go = self.context.go
        self.tiles["overdue"].opened.connect(lambda: go(Target("clocks", words="state:lapsed")))
        self.tiles["day"].opened.connect(lambda: go(Target("clocks", words="within:1")))
        self.tiles["week"].opened.connect(lambda: go(Target("clocks", words="within:7")))
        self.tiles["findings"].opened.connect(self.findings.list.table.setFocus)
        self.tiles["quiet"].opened.connect(self.findings.stand_on_quiet_lines)
        for part in (self.due, self.expiring, self.news):
            part.opened.connect(self._open)
        self.tiles["unread"].opened.connect(lambda: take_over(self.context, self.window()))
        self.findings.wants_all.connect(self._take_all)
        self.to_news.clicked.connect(lambda *_: self._turn(news_first=True))
        self.to_expiring.clicked.connect(lambda *_: self._turn(news_first=False))

    def _place_lists(self, *, wide: bool) -> None:
        if wide == self._wide:
            return
        self._wide = wide
        places = (
            ((self.due, 0, 0, 1), (self.expiring, 1, 0, 1), (self.findings, 0, 1, 2), (self.news, 0, 2, 2))
            if wide
            else (
                (self.due, 0, 0, 1),
                (self.expiring, 1, 0, 1),
                (self.findings, 0, 1, 2),
                (self.news, 1, 0, 1),
            )
        )
        for widget, down, along, span in places:
            self._grid.removeWidget(widget)
            self._grid.addWidget(widget, down, along, span, 1)
        for number, share in enumerate((5, 5, 4) if wide else (13, 10, 0)):
            self._grid.setColumnStretch(number, share)
        self._grid.setRowStretch(0, 4)
        self._grid.setRowStretch(1, 3)
        for first, second in (
            (self.due, self.expiring), (self.expiring, self.news), (self.news, self.findings),
        ):  # fmt: skip
            QWidget.setTabOrder(first, second)
        self._show_turn()

    def _turn(self, *, news_first: bool) -> None:
        """Where there is room for one of the two only, show the other one."""
        self._news_first = news_first
        self._show_turn()
        (self.news if news_first else self.expiring).table.setFocus()

    def _show_turn(self) -> None:
        self.expiring.setVisible(bool(self._wide) or not self._news_first)
        self.news.setVisible(bool(self._wide) or bool(self._news_first))
        for button in (self.to_news, self.to_expiring):
            button.setVisible(not self._wide)

    def _open(self, row_id: str) -> None:
        if row_id == OLD:
            self.context.go(Target("clocks", words="state:lapsed"))
        else:
            self.context.go(Target(record_id=record_of(row_id)))

    def _show_ends(self, ends: Ends) -> None:
        self.due.show_rows(ends.due)
        self.expiring.show_rows(ends.expiring)
        note = f"{ends.long_ago:,} more lapsed long ago" if ends.long_ago else "Nothing lapsed long ago"
        self.tiles["overdue"].show_figure(f"{ends.overdue:,}", note, "bad" if ends.overdue else "good")
        self.tiles["day"].show_figure(
            f"{ends.in_a_day:,}", "Actions and clocks", "warn" if ends.in_a_day else "good"
        )
        self.tiles["week"].show_figure(f"{ends.in_a_week:,}", "Clocks of all kinds", "neutral")
        self.to_expiring.setText(f"Expiring: {len(ends.expiring):,}")
        self.tiles["unread"].setVisible(bool(ends.unread))
        self.tiles["unread"].show_figure(f"{ends.unread:,}", "Take over the watch", "warn")

    def _show_findings(self, found: Found) -> None:
        if found.to_screen:
            self._screen()
        self.findings.show_found(found)
        live = [one for one in found.findings if one.snoozed is None]
        counts = {gravity: sum(one.gravity is gravity for one in live) for gravity in reversed(Gravity)}
        grave_words = [f"{count:,} {gravity.value}" for gravity, count in counts.items() if count]
        words = " · ".join(grave_words[:2])
        grave = counts[Gravity.CRITICAL] + counts[Gravity.SERIOUS]
        tone = "bad" if grave else "warn" if live else "good"
        self.tiles["findings"].show_figure(f"{len(live):,}", words or "None", tone)  # type: ignore[arg-type]  # one of the tones
        silent = {key for one in live if one.check == "Q3" for key in one.records}
        lines = {key for one in live if one.check in QUIET_CHECKS for key in one.records}
        note = f"{len(silent):,} silent · {len(lines - silent):,} untested"
        self.tiles["quiet"].show_figure(f"{len(lines):,}", note, "warn" if lines else "good")

    def _screen(self) -> None:
        """Ask the adopted lists as well; the first time of a session that takes seconds."""
        put_off, place = self._with_put_off, self.context.desk.screening
        self.context.desk.fetch(
            lambda view: read_findings(view, put_off=put_off, screening=place),
            self._show_findings,
            key=(self, "findings"),
        )

    def _show_news(self, news: News) -> None:
        self._latest = news.revision
        self.to_news.setText(f"Changed: {news.total:,}")
        if self._news_first is None:
            self._news_first = bool(news.rows)
            self._show_turn()
        self.news.empty.say(_NO_NEWS[1] if news.told else _FIRST_VISIT)
        self.news.show_rows(news.rows, news.total)
        self.seen.setVisible(bool(news.rows) and self.context.desk.at is None)

    def _mark_seen(self) -> None:
        self._since = self._latest
        self.refresh()

    def _take_all(self, wanted: bool) -> None:  # noqa: FBT001 - the shape of the signal
        self._with_put_off = wanted
        self.refresh()

    def _tick(self) -> None:
        """Let the times go on."""
        if self.isVisible() and self.context.desk.at is None:
            self.refresh()

    def _refresh_if_touched(self, changes: ChangeSet) -> None:
        del changes  # a check may look at any record
        self._refresh_soon()

    def _refresh_soon(self) -> None:
        """Wait until a burst of changes is over."""
        self._stale = True
        if self.isVisible():
            self._pause.start()
