"""Pages of a PDF as pictures, and their number, without a window."""

import io
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import pypdfium2

# PDFium knows one caller at a time in the whole process: two threads in it at once crash the program.
_ONE_AT_A_TIME = threading.Lock()


def page_images(pdf: bytes, scale: float = 2.0, pages: Sequence[int] | None = None) -> list[bytes]:
    """The pages as PNG, ``scale`` pixels to a point; may be called from any thread.

    Args:
        pdf: A whole file.
        scale: 2 is 144 dots to an inch.
        pages: Which pages, counted from 0; all by default.
    """
    with _opened(pdf) as opened:
        wanted = range(len(opened)) if pages is None else pages
        return [_png(opened, index, scale) for index in wanted]


def count_pages(pdf: bytes) -> int:
    """How many pages a PDF has; may be called from any thread."""
    with _opened(pdf) as opened:
        return len(opened)


@contextmanager
def _opened(pdf: bytes) -> Iterator[pypdfium2.PdfDocument]:
    with _ONE_AT_A_TIME, pypdfium2.PdfDocument(io.BytesIO(pdf)) as opened:
        yield opened


def _png(opened: pypdfium2.PdfDocument, index: int, scale: float) -> bytes:
    """One page; what PDFium made for it is given back here, not by whoever collects garbage later."""
    page = opened[index]
    bitmap = page.render(scale=scale)
    buffer = io.BytesIO()
    bitmap.to_pil().save(buffer, format="PNG", optimize=False)
    bitmap.close()
    page.close()
    return buffer.getvalue()
