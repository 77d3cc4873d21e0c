"""The sources cited, with their grades."""

from crisisdesk.briefing.blocks import Block
from crisisdesk.briefing.portions import Quote
from crisisdesk.briefing.section import Row, Scope, table
from crisisdesk.briefing.terms import joined, partial
from crisisdesk.model.sources import Source
from crisisdesk.model.values import Grade
from crisisdesk.store.snapshot import Snapshot


class Sources:
    """Numbered as cited; stands last, when all other sections have cited what they rest on."""

    name = "sources"
    title = "Sources and grades"

    def build(self, view: Snapshot, scope: Scope) -> list[Block]:
        """The list, and how to read a grade."""
        cited = scope.citations.grades
        if not cited:
            return [scope.note("No statement in this brief names its source.")]

        def words(source: Source, quote: Quote) -> Row:
            number = str(list(cited).index(source.id) + 1)
            given: list[Grade] = cited[source.id] or ([source.grade] if source.grade else [])
            kind = scope.terms.label("source_kind", source.kind) if source.kind else ""
            grades = ", ".join(str(grade) for grade in sorted(given, key=lambda grade: grade.sort_key))
            title = joined((quote.text(source.title), quote.text(source.reference)), " · ")
            return (
                number,
                title,
                joined((kind, quote.text(source.origin)), ", "),
                partial(source.dated),
                grades or "none",
            )

        rows = scope.portions.portions([view.get(Source, source_id) for source_id in cited], words)
        explained = (
            "Numbers in brackets refer to this list. A grade has two parts: how reliable the source is (A best, E worst, "
            "F cannot be judged) and how credible this piece is (1 best, 5 worst, 6 cannot be judged)."
        )
        columns = ("No", "Source", "Kind and origin", "Date", "Grade")
        return [
            scope.plain(explained),
            table(scope, columns, rows, widths=(0.06, 0.42, 0.28, 0.13, 0.11)),
        ]
