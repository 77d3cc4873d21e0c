"""Finding out which list some files are, by what is in them."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from crisisdesk.errors import UserError
from crisisdesk.exchange.sanctions.kinds import FileKind, Files, Head, SanctionList
from crisisdesk.exchange.sanctions.source import SourceFile, open_files

_NEAR = 0.4


def recognised(paths: Sequence[Path], lists: Sequence[SanctionList]) -> tuple[SanctionList, Files]:
    """The list that these files are, and which part each of them plays.

    Raises:
        UserError: None of them, several at once, or a part that is needed is not there; a table that comes near says
            which columns are missing.
    """
    heads = [Head(file) for file in open_files(paths)]
    for each in lists:
        parts = _parts(each, heads)
        if parts is not None:
            return each, parts
    raise UserError(_refusal(heads, lists))


def _parts(each: SanctionList, heads: Sequence[Head]) -> Files | None:
    """The files by role, if all fit and none of those needed is missing."""
    parts: dict[str, SourceFile] = {}
    for head in heads:
        role = next((kind.role for kind in each.files if kind.role not in parts and kind.fits(head)), None)
        if role is None:
            return None
        parts[role] = head.file
    return parts if all(kind.role in parts for kind in each.files if kind.required) else None


def _refusal(heads: Sequence[Head], lists: Sequence[SanctionList]) -> str:
    for head in heads:
        if not any(kind.fits(head) for _, kind in _kinds(lists)):
            return _unknown(head, lists)
    for each in lists:
        if all(any(kind.fits(head) for kind in each.files) for head in heads):
            return _unfit(each, heads)
    labels = sorted({_label(head, lists) for head in heads})
    return (
        f"These files are of different lists ({', '.join(labels)}); choose the files of one list at a time."
    )


def _kinds(lists: Sequence[SanctionList]) -> Iterator[tuple[SanctionList, FileKind]]:
    return ((each, kind) for each in lists for kind in each.files)


def _label(head: Head, lists: Sequence[SanctionList]) -> str:
    return next(f"{head.file.name}: {each.label}" for each, kind in _kinds(lists) if kind.fits(head))


def _unfit(each: SanctionList, heads: Sequence[Head]) -> str:
    names = ", ".join(head.file.name for head in heads)
    missing = [
        kind.label for kind in each.files if kind.required and not any(kind.fits(head) for head in heads)
    ]
    if missing:
        return f"{names} belongs to the {each.label}, but the {missing[0]} is not there; choose it together with the others."
    return f"Two of the files ({names}) are the same part of the {each.label}; choose one of each."


def _unknown(head: Head, lists: Sequence[SanctionList]) -> str:
    name = head.file.name
    near, label, missing = max(_distances(head, lists), default=(0.0, "", ""))
    if near >= _NEAR:
        return f"{name} looks like the {label}, but the columns {missing} are missing; fetch the list again."
    if head.root:
        return f"{name} is XML with the outermost element <{head.root[:40]}>, which is no sanctions list that can be read."
    if any(head.headers):
        known = ", ".join(dict.fromkeys(each.label for each in lists))
        return f"{name} has no columns of a sanctions list that can be read ({known})."
    return f"{name} is no sanctions list that can be read."


def _distances(head: Head, lists: Sequence[SanctionList]) -> Iterator[tuple[float, str, str]]:
    for each, kind in _kinds(lists):
        for header in head.headers if kind.columns else ():
            missing = [f"“{column}”" for column in kind.columns if column not in header]
            yield 1 - len(missing) / len(kind.columns), each.label, ", ".join(missing)
