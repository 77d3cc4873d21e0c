"""Pages of a PDF as pictures, without a window."""

import io
from collections.abc import Sequence

import pypdfium2


def page_images(pdf: bytes, scale: float = 2.0, pages: Sequence[int] | None = None) -> list[bytes]:
    """The pages as PNG, ``scale`` pixels to a point.

    Args:
        pdf: A whole file.
        scale: 2 is 144 dots to an inch.
        pages: Which pages, counted from 0; all by default.
    """
    with pypdfium2.PdfDocument(io.BytesIO(pdf)) as opened:
        wanted = range(len(opened)) if pages is None else pages
        return [_png(opened[index], scale) for index in wanted]


def _png(page: pypdfium2.PdfPage, scale: float) -> bytes:
    buffer = io.BytesIO()
    page.render(scale=scale).to_pil().save(buffer, format="PNG", optimize=False)
    return buffer.getvalue()
