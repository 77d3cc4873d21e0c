"""A drawing as SVG: the same bytes for the same drawing, texts as texts, readable by a screen reader."""

from xml.sax.saxutils import escape, quoteattr

from crisisdesk.drawing.characters import for_xml
from crisisdesk.drawing.shapes import Box, Disc, Drawing, Polyline, Shape, Stroke, Text

_FONTS = "'Noto Sans', 'DejaVu Sans', 'Segoe UI', Arial, sans-serif"


def svg(drawing: Drawing) -> str:
    """The whole file, one shape a line."""
    width, height = _number(drawing.width), _number(drawing.height)
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}pt" height="{height}pt" '
        f'viewBox="0 0 {width} {height}" role="img" aria-labelledby="title description" '
        f'font-family="{_FONTS}" stroke-linejoin="round" stroke-linecap="butt">'
    )
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        head,
        f'<title id="title">{_words(drawing.title)}</title>',
        f'<desc id="description">{_words(drawing.description)}</desc>',
        *map(_element, drawing.shapes),
        "</svg>",
    ]
    return "\n".join(lines) + "\n"


def _element(shape: Shape) -> str:
    match shape:
        case Polyline(points=points, stroke=stroke, fill=fill):
            tag = "polyline" if fill is None else "polygon"
            path = " ".join(f"{_number(x)},{_number(y)}" for x, y in points)
            return f'<{tag} points="{path}"{_paint(stroke, fill)}/>'
        case Disc(center=(x, y), radius=radius, stroke=stroke, fill=fill):
            return (
                f'<circle cx="{_number(x)}" cy="{_number(y)}" r="{_number(radius)}"{_paint(stroke, fill)}/>'
            )
        case Box(corner=(x, y), width=width, height=height, stroke=stroke, fill=fill, radius=radius):
            rounded = f' rx="{_number(radius)}"' if radius > 0 else ""
            return (
                f'<rect x="{_number(x)}" y="{_number(y)}" width="{_number(width)}" '
                f'height="{_number(height)}"{rounded}{_paint(stroke, fill)}/>'
            )
        case Text(position=(x, y), text=text, size=size, color=color, anchor=anchor, bold=bold):
            weight = ' font-weight="bold"' if bold else ""
            align = "" if anchor == "start" else f' text-anchor="{anchor}"'
            # A line that begins with a right-to-left script would otherwise count its start from the right.
            return (
                f'<text x="{_number(x)}" y="{_number(y)}" font-size="{_number(size)}" fill={quoteattr(color)}'
                f'{align}{weight} direction="ltr" xml:space="preserve">{_words(text)}</text>'
            )


def _paint(stroke: Stroke | None, fill: str | None) -> str:
    inside = f" fill={quoteattr(fill or 'none')}"
    if stroke is None:
        return f'{inside} stroke="none"'
    dash = f' stroke-dasharray="{" ".join(map(_number, stroke.dash))}"' if stroke.dash else ""
    return f'{inside} stroke={quoteattr(stroke.color)} stroke-width="{_number(stroke.width)}"{dash}'


def _words(text: str) -> str:
    return escape(for_xml(text))


def _number(value: float) -> str:
    """At most two digits after the point, and no minus before a zero."""
    return f"{round(value, 2) + 0.0:.2f}".rstrip("0").rstrip(".")
