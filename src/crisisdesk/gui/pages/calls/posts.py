"""Posts apart from the people who hold them: vacancies, succession, accreditation."""

from collections.abc import Sequence

from crisisdesk.gui.context import Context
from crisisdesk.gui.pages.calls.part import Choice, Deed, ListPart, Said
from crisisdesk.gui.pages.calls.posts_reading import COLUMNS, DIRECTIONS, STATES, Posts, read_post, read_posts
from crisisdesk.gui.pages.calls.posts_steps import ask_accreditation, ask_designation, ask_vacating


class PostsTab(ListPart):
    """Every post; the one that the table stands on is read in full."""

    key, title, icon = "posts", "Posts", "landmark"
    columns = COLUMNS
    choices = (Choice("State", STATES), Choice("Direction", DIRECTIONS))
    empty = "Offices that somebody can be reached in, whoever holds them. Add the first post."
    creates = "post"
    follows = ("post", "person", "incumbency", "accreditation", "partner", "term", "rule", "desk")

    def __init__(self, context: Context) -> None:
        self._full: tuple[str, Said] = ("", ())
        super().__init__(context)

    def deeds(self) -> Sequence[Deed]:
        """Designate, vacate, accredit, add."""
        return (
            Deed("De&signate…", self.designate, "D", primary=True),
            Deed("Vaca&te…", self.vacate, "V"),
            Deed("&Accreditation…", self.accredit, "A"),
            Deed(
                "Paste a &contact…",
                lambda _id: self.paste(),
                "Ctrl+V",
                needs_line=False,
            ),
            Deed("New p&ost…", lambda _id: self.context.create("post", {}), needs_line=False),
        )

    def refresh(self) -> None:
        """Read the posts anew."""
        self.context.desk.fetch(read_posts, self._take, key=(self, "posts"))

    def told(self, row_id: str) -> tuple[str, Said] | None:
        """The post in full, as soon as it is read."""
        found = self.line_of(row_id)
        if found is None:
            return None
        return found.caption, self._full[1] if self._full[0] == row_id else ()

    def tell(self, row_id: str) -> None:
        """Say what is known, and read the rest."""
        super().tell(row_id)
        if row_id and self._full[0] != row_id:
            self.context.desk.fetch(lambda view: read_post(view, row_id), self._show, key=(self, "post"))

    def designate(self, row_id: str) -> None:
        """Let somebody hold the post from a day on."""
        if found := self.line_of(row_id):
            ask_designation(self.context, self.window(), row_id, found.caption)

    def vacate(self, row_id: str) -> None:
        """Let the holder leave the post."""
        if found := self.line_of(row_id):
            ask_vacating(self.context, self.window(), row_id, found.caption)

    def accredit(self, row_id: str) -> None:
        """Note a step of the accreditation of the holder."""
        if found := self.line_of(row_id):
            ask_accreditation(self.context, self.window(), row_id, found.caption)

    def paste(self) -> None:
        """Read a contact out of the clipboard, and show it before anything is written."""
        from crisisdesk.gui.pages.calls.paste_dialog import ask_pasted  # noqa: PLC0415 - loaded when first wanted

        ask_pasted(self.context, self.window())

    def _take(self, posts: Posts) -> None:
        self._full = ("", ())
        self.show_lines(posts.lines, posts.summary)

    def _show(self, full: tuple[str, Said]) -> None:
        self._full = full
        if full[0] == self.list.table.current_id:
            super().tell(full[0])
