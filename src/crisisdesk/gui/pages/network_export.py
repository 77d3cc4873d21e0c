"""Writing what the network page shows to a file."""

from pathlib import Path

from crisisdesk import paths
from crisisdesk.briefing.pictures import picture_pdf
from crisisdesk.briefing.preview import page_images
from crisisdesk.drawing.svg import svg
from crisisdesk.gui.pages.network_drawing import Drawn
from crisisdesk.gui.pages.network_reading import Reading
from crisisdesk.network.formats import FORMATS
from crisisdesk.network.matrix import matrix
from crisisdesk.network.picture import picture
from crisisdesk.services.markings import ladder, refuse_above_ceiling
from crisisdesk.services.networks import banner
from crisisdesk.store.snapshot import Snapshot

KINDS = (
    ("PNG picture", ".png"),
    ("SVG picture", ".svg"),
    ("PDF", ".pdf"),
    *((form.label, form.suffix) for form in FORMATS),
)
_WIDTH, _HEIGHT, _PNG_SCALE = 1120.0, 760.0, 2.0


def export_shown(view: Snapshot, path: Path, drawn: Drawn, reading: Reading) -> Path:
    """Write what is shown, in the format that the suffix names; pictures carry their marking and moment.

    Raises:
        UserError: The marking is above the desk's ceiling, or the file cannot be written.
    """
    known = ladder(view)
    refuse_above_ceiling(view, known, banner(drawn.network, known))
    paths.write_file(path, content(path.suffix.lower(), drawn, reading))
    return path


def content(suffix: str, drawn: Drawn, reading: Reading) -> bytes:
    """The bytes of the file; a suffix that nobody knows gives a PNG."""
    for form in FORMATS:
        if form.suffix == suffix:
            return form.write(drawn.network)
    drawing = (
        picture(
            drawn.network, drawn.places, width=_WIDTH, height=_HEIGHT, banner=reading.banner,
            as_of=reading.as_of, theme="print", backdrop=drawn.backdrop,
        )
        if drawn.places
        else matrix(drawn.network, width=_WIDTH, height=_HEIGHT, banner=reading.banner, as_of=reading.as_of).drawing
    )  # fmt: skip
    if suffix == ".svg":
        return svg(drawing).encode()
    pdf = picture_pdf(drawing)
    return pdf if suffix == ".pdf" else page_images(pdf, _PNG_SCALE)[0]


def file_name(reading: Reading) -> str:
    """A name that tells the moment and no more than an id of the content."""
    return f"network {reading.case_id or 'desk'} {reading.as_of:%Y%m%dT%H%MZ}.png"
