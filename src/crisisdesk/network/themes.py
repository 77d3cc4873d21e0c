"""Colours of the pictures; every one of them also reads in grey, where shape and line carry the meaning."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

ThemeName = Literal["print", "light", "dark"]


@dataclass(frozen=True, slots=True)
class Theme:
    """``tints`` fill symbols by tone, ``lines`` colour links by family, ``marks`` and ``halos`` what is said of single ones."""

    background: str
    ink: str
    soft: str
    hairline: str
    tints: Mapping[str, str] = field(default_factory=dict)
    lines: Mapping[str, str] = field(default_factory=dict)
    marks: Mapping[str, str] = field(default_factory=dict)
    halos: Mapping[str, str] = field(default_factory=dict)
    land: str = "#eceff2"
    region: str = "#eaeff5"


_INK_LINES = {
    "cooperation": "#2c6e8f",
    "command": "#3d4654",
    "contact": "#7a4a9c",
    "supply": "#2f7a4d",
    "structure": "#9aa1ad",
    "belonging": "#8b93a0",
    "adverse": "#b3382c",
    "other": "#6d7683",
}
_PALE = {
    "state": "#cfe3f2",
    "body": "#dfe8d2",
    "office": "#f6e3b4",
    "person": "#ecd9ec",
    "line": "#fbd3bd",
    "matter": "#ffffff",
    "trade": "#e4e4e4",
}
_MARKS = {"gap": "#a85a00", "way": "#1259a8", "gained": "#1d6b3c", "lost": "#5b6573", "changed": "#6a3d9a"}
_HALOS = {"gap": "#ffd9a0", "way": "#bcd8fb", "gained": "#bfe8cd", "lost": "#dfe3e8", "changed": "#e0cff2"}
_DARK_MARKS = {
    "gap": "#ffb454",
    "way": "#7db7ff",
    "gained": "#7ed49b",
    "lost": "#a9b2bf",
    "changed": "#c9a4f0",
}
_DARK_HALOS = {
    "gap": "#6b4513",
    "way": "#1f4a7a",
    "gained": "#1f5a36",
    "lost": "#3d4450",
    "changed": "#51336f",
}

THEMES: Mapping[ThemeName, Theme] = {
    "print": Theme("#ffffff", "#1b2230", "#525c6b", "#b9c0ca", _PALE, _INK_LINES, _MARKS, _HALOS),
    "light": Theme("#fafbfc", "#1b2230", "#5b6573", "#c9cfd8", _PALE, _INK_LINES, _MARKS, _HALOS),
    "dark": Theme(
        "#1d2128",
        "#eef1f5",
        "#a9b2bf",
        "#454d59",
        {
            "state": "#2c4f6d",
            "body": "#40562f",
            "office": "#6b5420",
            "person": "#5c3d63",
            "line": "#79422a",
            "matter": "#262b33",
            "trade": "#4a4f57",
        },
        {
            "cooperation": "#6fb7da",
            "command": "#c3ccd8",
            "contact": "#c79be6",
            "supply": "#79c79a",
            "structure": "#6b7582",
            "belonging": "#78828f",
            "adverse": "#f08a7d",
            "other": "#98a2af",
        },
        _DARK_MARKS,
        _DARK_HALOS,
        "#262b33",
        "#272e38",
    ),
}
