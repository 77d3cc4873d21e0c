"""Which places a window has open, and the way back and forth between them."""

from collections.abc import Callable

from PySide6.QtWidgets import QStackedWidget

from crisisdesk.gui.context import Context, Target
from crisisdesk.gui.page import Page
from crisisdesk.gui.pages import BEYOND, PAGE_OF, PAGES

_REMEMBERED = 100


class Places:
    """Makes pages when they are first gone to, shows one, and remembers the way."""

    def __init__(
        self,
        context: Context,
        stack: QStackedWidget,
        arrived: Callable[[Page, Target], None],
        part: Callable[[Page, Target], None],
    ) -> None:
        """``arrived`` is told each page that came into sight; ``part`` shows a new page in a window of its own."""
        self._context, self._stack, self._arrived, self._part = context, stack, arrived, part
        self._pages: dict[str, Page] = {}
        self._way: list[Target] = []
        self._here = -1

    @property
    def current(self) -> Page | None:
        """The page in sight."""
        page = self._stack.currentWidget()
        return page if isinstance(page, Page) else None

    @property
    def here(self) -> Target | None:
        """Where the window is; nothing before it went anywhere."""
        return self._way[self._here] if self._here >= 0 else None

    def go(self, target: Target) -> None:
        """Go somewhere; a record without a page is looked up first."""
        if target.record_id and not target.page:
            self._context.desk.fetch(
                lambda view: view.type_of(target.record_id) or "",
                lambda found: self._go_to_record(target, found),
                key="places",
            )
            return
        if target.apart:
            self._part(self._made(target.page), target)
            return
        if not self._way or self._way[self._here] != target:
            self._way = [*self._way[: self._here + 1], target][-_REMEMBERED:]
            self._here = len(self._way) - 1
        self._show(target)

    def go_back(self) -> None:
        """Go to the place before."""
        self._step(-1)

    def go_forward(self) -> None:
        """Go to the place after, once back."""
        self._step(1)

    def can_step(self, by: int) -> bool:
        """Whether there is a place before (-1) or after (1)."""
        return 0 <= self._here + by < len(self._way)

    def _step(self, by: int) -> None:
        if self.can_step(by):
            self._here += by
            self._show(self._way[self._here])

    def _go_to_record(self, target: Target, record_type: str) -> None:
        if not record_type:
            self._context.notify(
                "This record is not in the desk at the moment that you look at.", "warn", False
            )
            return
        page = PAGE_OF.get(record_type, f"records:{record_type}")
        self.go(Target(page, target.record_id, record_type, target.words, target.apart))

    def _show(self, target: Target) -> None:
        page = self._page(target.page)
        self._stack.setCurrentWidget(page)
        page.open(target)
        page.setFocus()
        self._arrived(page, target)

    def _tell_title(self, page: Page) -> None:
        if page is self.current and self._here >= 0:
            self._arrived(page, self._way[self._here])

    def _page(self, key: str) -> Page:
        if key not in self._pages:
            page = self._made(key)
            page.titled.connect(lambda: self._tell_title(page))
            self._pages[key] = page
            self._stack.addWidget(page)
        return self._pages[key]

    def _made(self, key: str) -> Page:
        kind, _, name = key.partition(":")
        if kind == "records" and name:
            from crisisdesk.gui.pages.records import RecordPage  # noqa: PLC0415 - loaded when first gone to
            from crisisdesk.model.records import record_type_named  # noqa: PLC0415 - brings SQLAlchemy in

            return RecordPage(self._context, record_type_named(name))
        entry = next(entry for entry in (*PAGES, *BEYOND) if entry.key == key)
        return entry.load()(self._context)
