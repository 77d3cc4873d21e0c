"""The program opens no connection: nothing in it can."""

import ast
from pathlib import Path

SOURCES = Path(__file__).resolve().parents[1] / "src"
REACHING_OUT = {
    *("asyncio", "ftplib", "http", "imaplib", "poplib", "smtplib", "socket", "socketserver", "ssl"),
    *("telnetlib", "urllib", "xmlrpc"),
}
LOCAL = {"QLocalServer", "QLocalSocket"}


def imported(source: Path) -> set[str]:
    """What a file imports, with the names that it takes out of Qt's network module."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(source.read_text("utf-8"))):
        match node:
            case ast.Import(names=names):
                found |= {one.name.partition(".")[0] for one in names}
            case ast.ImportFrom(module="PySide6.QtNetwork", names=names):
                found |= {f"QtNetwork.{one.name}" for one in names if one.name not in LOCAL}
            case ast.ImportFrom(module=str(module)):
                found.add(module.partition(".")[0])
    return found


def test_no_part_of_the_program_can_reach_out():
    guilty = {
        source.name: reached
        for source in SOURCES.rglob("*.py")
        if (
            reached := {
                one for one in imported(source) if one in REACHING_OUT or one.startswith("QtNetwork.")
            }
        )
    }

    assert guilty == {}
