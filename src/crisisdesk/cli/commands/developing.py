"""Commands for those who work on the program itself."""

import re
from argparse import ArgumentParser
from pathlib import Path
from tempfile import TemporaryDirectory

from crisisdesk.cli.command import Command
from crisisdesk.cli.session import Answer, Session, UsageError, open_desk

_SIZE = re.compile(r"([1-9]\d{2,4})[xX×]([1-9]\d{2,4})")  # noqa: RUF001 - people type the sign as well


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("folder", metavar="OUTDIR", help="where the pictures go; it is made if need be")
    parser.add_argument("--size", metavar="WxH", default="1366x768", help="in pixels; else 1366x768")
    parser.add_argument("--theme", choices=("light", "dark", "high contrast"), default="light")


def _screenshots(session: Session) -> Answer:
    given, around = session.given, session.surroundings
    found = _SIZE.fullmatch(given.size)
    if found is None:
        raise UsageError(f"“{given.size[:20]}” is no size; write width x height, such as 1366x768")
    folder = Path(given.folder).expanduser().absolute()
    with TemporaryDirectory(prefix="crisisdesk-") as scratch:
        if given.desk:
            desk = open_desk(session.desk_path, session.passphrase(session.desk_path), around)
        else:
            from crisisdesk.services.demo import sample_desk  # noqa: PLC0415 - loads all that draws

            desk, _ = sample_desk(Path(scratch) / "sample.cdesk", clock=around.clock, actor=around.actor)
        size = (int(found[1]), int(found[2]))
        pictures = around.screenshots(desk, folder, size=size, theme=given.theme, progress=session.progress)
    paths = [str(path) for path in pictures]
    return Answer(paths, paths)


COMMANDS = (
    Command(
        "dev screenshots",
        "every page of the window as a picture, without a display",
        _arguments,
        _screenshots,
    ),
)
