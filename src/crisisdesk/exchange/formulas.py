"""Keeping text from running as a formula when a spreadsheet opens it, so that reading it back gives equal text."""

# full-width forms run as well where the spreadsheet speaks Chinese or Japanese
_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def defused(text: str) -> str:
    """The text with an apostrophe before it where a spreadsheet would take it for a formula."""
    return f"'{text}" if text.lstrip("'").startswith(_STARTS) else text


def as_written(cell: str) -> str:
    """The text that was defused: takes one apostrophe off where there is one before the start of a formula."""
    return cell[1:] if cell.startswith("'") and cell.lstrip("'").startswith(_STARTS) else cell
