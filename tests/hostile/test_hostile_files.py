"""Every file that was made to break readers, given to every reader: an import or one sentence."""

import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from crisisdesk.errors import UserError

from .conftest import Read

HOSTILE = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "hostile"
FILES = sorted(path for path in HOSTILE.rglob("*") if path.is_file()) if HOSTILE.is_dir() else []
READERS = ("csv", "json", "vcard", "ics", "un.xml", "bundle", "gexf", "graphml", "desk", "key")
pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not FILES, reason="the hostile files are not beside the repository"),
]


@pytest.mark.parametrize("form", READERS)
def test_every_hostile_file_ends_in_an_import_or_a_sentence(
    reader: Callable[[str], Read], form: str, tmp_path: Path
) -> None:
    read = reader(form)
    for source in FILES:
        path = Path(shutil.copyfile(source, tmp_path / source.name))
        said = "taken"
        begun = time.process_time()
        try:
            read(path)
        except UserError as refusal:
            said = str(refusal)
        except Exception as error:  # whatever else is raised is what this looks for
            raise AssertionError(f"{form}, {source.name}: {error!r}") from error
        assert said.strip(), source.name
        assert time.process_time() - begun < 10, source.name
        path.unlink(missing_ok=True)
