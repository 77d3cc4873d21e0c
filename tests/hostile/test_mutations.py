"""Damaged files of each format end in an import or in one sentence: no traceback, no hang, no flood of memory.

The long form, 2,000 of each format: ``pytest tests/hostile -m faults --timeout=0``.
"""

import resource
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from crisisdesk.errors import UserError

from .conftest import Read
from .mutations import mutated, rezipped

FORMATS = (
    "csv", "json", "vcard", "ics", "un.xml", "eu.csv", "ofac_sdn_advanced.xml", "xlsx", "bundle", "gexf", "graphml",
    "desk", "key",
)  # fmt: skip
_ZIPPED = {"bundle", "xlsx"}
SHORT, LONG = 40, 2_000
SECONDS, MEGABYTES = 10.0, 500  # of the processor: others may be at work beside it


def try_all(sound: tuple[str, bytes], form: str, read: Read, folder: Path, numbers: range) -> None:
    """Try damaged files one after the other; whatever is raised is a sentence, and nothing takes long."""
    name, content = sound
    path = folder / name
    for number in numbers:
        damaged = rezipped(content, number) if form in _ZIPPED and number % 2 else mutated(content, number)
        path.write_bytes(damaged)
        begun = time.process_time()
        try:
            read(path)
        except UserError as refusal:
            sentence = str(refusal)
            assert sentence.strip(), f"{form} {number}: an empty sentence"
            assert len(sentence) < 2_000, f"{form} {number}: {sentence[:200]}"
        except Exception as error:
            raise AssertionError(f"{form}, mutation {number}: {error!r}") from error
        took = time.process_time() - begun
        assert took < SECONDS, f"{form}, mutation {number} took {took:.1f} s"


@pytest.mark.parametrize("form", FORMATS)
def test_damage_ends_in_an_import_or_a_sentence(
    sound: dict[str, tuple[str, bytes]], reader: Callable[[str], Read], form: str, tmp_path: Path
) -> None:
    few = SHORT // 4 if form in {"desk", "bundle"} else SHORT  # those take longest; the long form has all
    try_all(sound[form], form, reader(form), tmp_path, range(few))


@pytest.mark.faults
@pytest.mark.timeout(0)
@pytest.mark.parametrize("form", FORMATS)
def test_two_thousand_damaged_files_of_each_format(
    sound: dict[str, tuple[str, bytes]], reader: Callable[[str], Read], form: str, tmp_path: Path
) -> None:
    try_all(sound[form], form, reader(form), tmp_path, range(LONG))
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    assert used < MEGABYTES, f"{form}: {used:.0f} MB"
