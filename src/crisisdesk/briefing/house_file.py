"""Reading a house style from a TOML file. The file is a stranger's: whatever is wrong with it is one sentence."""

import io
import re
import tomllib
import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PIL import Image

from crisisdesk.briefing.house import ACCENT, TINT, House, Logo
from crisisdesk.briefing.page import LABELS, SIZES
from crisisdesk.errors import UserError

MOST_BYTES, MOST_LOGO_BYTES, MOST_PIXELS = 65_536, 1_048_576, 4_000_000
MOST_WORDS, MOST_FOOT = 160, 3
_LOWEST, _TALLEST, _TALL = 8.0, 72.0, 36.0
_READABLE, _PALE = 4.5, 7.0
"""Contrast of headings on white (WCAG 1.4.3), and of text on the tint (1.4.6)."""
_COLOR = re.compile(r"#[0-9a-fA-F]{6}")
_INK_LUMINANCE = 0.013
_DARKEST = 0.04045
"""Up to here a part of a colour counts in proportion (WCAG, relative luminance)."""
_KEYS = frozenset({"name", "paper", "originator", "foot", "colours", "labels", "logo"})
_FIXED = frozenset({"exercise"})
"""Words that a style may not change: they mark the paper."""


def read_house(path: Path) -> House:
    """The house style in a file; its logo lies in the same folder.

    Raises:
        UserError: The file cannot be read, is too large, or says something that a style cannot say.
    """
    try:
        content = _limited(path, MOST_BYTES)
        given = tomllib.loads(content.decode("utf-8"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        raise UserError(f"{path.name} is no house style: it is not written as TOML ({error}).") from error
    unknown = sorted(given.keys() - _KEYS)
    if unknown:
        raise UserError(
            f"{path.name} says “{unknown[0][:40]}”, which a house style has not; it may say {', '.join(sorted(_KEYS))}."
        )
    colors = _group(path, given, "colours", {"accent", "tint"})
    paper = _text(path, given, "paper")
    if paper and paper not in SIZES:
        raise UserError(f"{path.name} asks for the paper “{paper[:20]}”; choose {' or '.join(SIZES)}.")
    return House(
        name=_text(path, given, "name"),
        accent=_color(path, colors, "accent", ours=ACCENT, least=_READABLE, beside=1.0),
        tint=_color(path, colors, "tint", ours=TINT, least=_PALE, beside=_INK_LUMINANCE),
        originator=_text(path, given, "originator"),
        foot=_foot(path, given.get("foot", [])),
        labels=_labels(path, given),
        paper=paper,
        logo=_logo(path, given),
    )


def _limited(path: Path, most: int) -> bytes:
    try:
        with path.open("rb") as file:
            content = file.read(most + 1)
    except OSError as error:
        raise UserError(f"{path.name} cannot be read: {error.strerror or error}.") from error
    if len(content) > most:
        raise UserError(
            f"{path.name} is larger than {most // 1024} KB; a house style and its logo are small."
        )
    return content


def _text(path: Path, given: Mapping[str, Any], name: str) -> str:
    text = given.get(name, "")
    if not isinstance(text, str) or len(text) > MOST_WORDS:
        raise UserError(f"“{name}” in {path.name} must be a text of at most {MOST_WORDS} characters.")
    return " ".join(text.split())


def _group(path: Path, given: Mapping[str, Any], name: str, known: set[str]) -> dict[str, Any]:
    group = given.get(name, {})
    if not isinstance(group, dict) or not group.keys() <= known:
        raise UserError(f"[{name}] in {path.name} may say only {', '.join(sorted(known))}.")
    return group


def _foot(path: Path, lines: object) -> tuple[str, ...]:
    if not isinstance(lines, list) or len(lines) > MOST_FOOT:
        raise UserError(f"“foot” in {path.name} must be a list of at most {MOST_FOOT} lines.")
    return tuple(_text(path, {"foot": line}, "foot") for line in lines)


def _labels(path: Path, given: Mapping[str, Any]) -> dict[str, str]:
    labels = _group(path, given, "labels", set(LABELS) - _FIXED)
    found = {name: _text(path, labels, name) for name in labels}
    page = found.get("page", "")
    if set("{}") & set(re.sub(r"\{number\}|\{count\}", "", page)):
        raise UserError(f"“page” in {path.name} may hold {{number}} and {{count}}, and no other brace.")
    return found


def _color(path: Path, given: Mapping[str, Any], name: str, *, ours: str, least: float, beside: float) -> str:
    color = given.get(name, ours)
    if not isinstance(color, str) or not _COLOR.fullmatch(color):
        raise UserError(f"“{name}” in {path.name} must be a colour such as #1d3652.")
    light, dark = sorted((_luminance(color), beside), reverse=True)
    contrast = (light + 0.05) / (dark + 0.05)
    if contrast < least:
        raise UserError(
            f"“{name}” in {path.name} is {color}, which has too little contrast to be read in print "
            f"({contrast:.1f} to 1; {least:g} is needed)."
        )
    return color.lower()


def _luminance(color: str) -> float:
    """The relative luminance of a colour, 0 to 1 (WCAG)."""
    parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= _DARKEST else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _logo(path: Path, given: Mapping[str, Any]) -> Logo | None:
    if "logo" not in given:
        return None
    logo = _group(path, given, "logo", {"file", "height", "name"})
    name, tall = _text(path, logo, "file"), logo.get("height", _TALL)
    if not name or Path(name).name != name or "\\" in name:
        raise UserError(f"The logo in {path.name} must be the name of a file that lies beside it.")
    if isinstance(tall, bool) or not isinstance(tall, int | float) or not _LOWEST <= tall <= _TALLEST:
        raise UserError(f"The height of the logo in {path.name} must be {_LOWEST:g} to {_TALLEST:g} points.")
    content = _limited(path.parent / name, MOST_LOGO_BYTES)
    return _picture(name, content, float(tall), _text(path, logo, "name") or _text(path, given, "name"))


def _picture(file: str, content: bytes, tall: float, name: str) -> Logo:
    """A PNG on white ground; its size is looked at before anything is unpacked."""
    try:
        with warnings.catch_warnings(), Image.open(io.BytesIO(content), formats=["PNG"]) as image:
            warnings.simplefilter("error")
            small = image.width * image.height <= MOST_PIXELS
            picture = image.convert("RGBA") if small else Image.new("RGBA", (1, 1))
    except Exception as error:
        raise UserError(f"The logo {file} is no PNG that can be read; save it as PNG anew.") from error
    if not small:
        raise UserError(f"The logo {file} has more than {MOST_PIXELS // 1_000_000} million points.")
    ground = Image.new("RGBA", picture.size, "#ffffff")
    ground.alpha_composite(picture)
    return Logo(picture.width, picture.height, ground.convert("RGB").tobytes(), tall, name or "Emblem")
