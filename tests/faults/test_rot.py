"""F1, F2, F3, F7: bits that flip, pages that are lost, files and logs cut short; a check notices, nothing is guessed."""

import random
import shutil
from collections import Counter
from pathlib import Path

import pytest

from crisisdesk.errors import UserError
from crisisdesk.model.log import LogEntry
from crisisdesk.model.partners import Partner
from crisisdesk.store.backups import make_backup
from crisisdesk.store.schema import type_by_table
from crisisdesk.store.witness import Witness, seen_in
from crisisdesk.store.workspace import Workspace

from ..store.conftest import PASSPHRASE  # noqa: TID252 - tests have no package to name
from .conftest import NOON, rounds

pytestmark = pytest.mark.timeout(900)
PAGE = 4096


def write(desk: Workspace, many: int) -> None:
    def fill(tx) -> None:
        for number in range(many):
            tx.add(Partner(name=f"Partner {number}", id=f"partner-{number}"))
            tx.add(LogEntry(case_id="case-a", text=f"Entry {number} of the harbour", event_time=NOON))

    desk.perform("Fill", fill)
    desk.perform("Keep", lambda tx: [tx.keep(b"a brief " * 2_000), tx.add(Partner(name="Mu"))])


@pytest.fixture(scope="module")
def plain(founded: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = Path(shutil.copy(founded, tmp_path_factory.mktemp("plain") / "desk.cdesk"))
    desk = Workspace.open(path, clock=lambda: NOON)
    write(desk, 60)
    desk.close()
    return path


@pytest.fixture(scope="module")
def secret(founded_encrypted: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = Path(shutil.copy(founded_encrypted, tmp_path_factory.mktemp("secret") / "desk.cdesk"))
    desk = Workspace.open(path, passphrase=PASSPHRASE, clock=lambda: NOON)
    write(desk, 60)
    desk.close()
    return path


def contents(path: Path, passphrase: str | None = None) -> dict[str, object]:
    """Every row of every table, and every word of the search with its place."""
    desk = Workspace.open(path, passphrase=passphrase)
    try:
        with desk.snapshot() as view:
            names = [*type_by_table(), "revision", "change", "catalogue", "content"]
            tables: dict[str, object] = {
                name: sorted(map(tuple, view.sql(f'SELECT * FROM "{name}"')), key=repr) for name in names
            }
            view.sql("CREATE VIRTUAL TABLE temp.word USING fts5vocab(main, search, instance)")
            tables["search"] = sorted(map(tuple, view.sql("SELECT doc, col, offset, term FROM temp.word")))
            view.sql("DROP TABLE temp.word")
            return tables
    finally:
        desk.close()


def told(path: Path, passphrase: str | None = None) -> str:
    """What opening and checking say of a file; nothing where they find nothing."""
    try:
        desk = Workspace.open(path, passphrase=passphrase)
    except UserError as refusal:
        return str(refusal)
    try:
        return "\n".join(desk.check().problems)
    except UserError as refusal:
        return str(refusal)
    finally:
        desk.close()


def spoilt(source: Path, target: Path, content: bytes) -> Path:
    for leftover in target.parent.iterdir():
        leftover.unlink()
    target.write_bytes(content)
    return target


def differs(path: Path, before: dict[str, object], passphrase: str | None = None) -> list[str]:
    """The tables whose content is another now; all of them where it cannot be read."""
    try:
        after = contents(path, passphrase)
    except Exception:  # noqa: BLE001 - a damaged file may make the driver raise anything
        return ["unreadable"]
    return [name for name in before if before[name] != after[name]]


@rounds(40, 500)
def test_each_flipped_bit_that_changes_content_is_noticed(
    plain: Path, tmp_path: Path, many: int, tally: Counter[str]
) -> None:
    sound, before, missed = plain.read_bytes(), contents(plain), []
    used = [place for place, byte in enumerate(sound) if byte]  # most of a small desk is empty pages
    folder = tmp_path / "spoilt"
    folder.mkdir()
    for seed in range(many):
        chance = random.Random(seed)
        content = bytearray(sound)
        place = chance.choice(used)
        content[place] ^= 1 << chance.randrange(8)
        path = spoilt(plain, folder / "desk.cdesk", bytes(content))
        said = told(path)
        changed = differs(path, before)
        tally.update(flips=1, changed=bool(changed), noticed=bool(said))
        if changed and not said:
            missed.append((seed, place // PAGE + 1, place % PAGE, changed))
    assert missed == []


@rounds(10, 200)
def test_each_flipped_bit_of_an_encrypted_desk_is_noticed(
    secret: Path, tmp_path: Path, many: int, tally: Counter[str]
) -> None:
    sound = secret.read_bytes()
    folder = tmp_path / "spoilt"
    folder.mkdir()
    for seed in range(many):
        chance = random.Random(seed)
        content = bytearray(sound)
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
        said = told(spoilt(secret, folder / "desk.cdesk", bytes(content)), PASSPHRASE)
        tally.update(flips=1, noticed=bool(said))
        assert said, seed


def zeroed(content: bytearray, chance: random.Random) -> None:
    place = chance.randrange(len(content) // PAGE) * PAGE
    content[place : place + PAGE] = bytes(PAGE)


def garbage(content: bytearray, chance: random.Random) -> None:
    place = chance.randrange(len(content) // PAGE) * PAGE
    content[place : place + PAGE] = chance.randbytes(PAGE)


def swapped(content: bytearray, chance: random.Random) -> None:
    one, other = (place * PAGE for place in chance.sample(range(len(content) // PAGE), 2))
    content[one : one + PAGE], content[other : other + PAGE] = (
        content[other : other + PAGE],
        content[one : one + PAGE],
    )


def cut_off(content: bytearray, chance: random.Random) -> None:
    del content[chance.randrange(len(content)) :]


@pytest.mark.parametrize("spoil", [zeroed, garbage, swapped, cut_off])
@rounds(5, 100)
def test_a_lost_page_is_noticed(plain: Path, tmp_path: Path, spoil, many: int, tally: Counter[str]) -> None:
    sound, before = plain.read_bytes(), contents(plain)
    folder = tmp_path / "spoilt"
    folder.mkdir()
    for seed in range(many):
        content = bytearray(sound)
        spoil(content, random.Random(seed))
        path = spoilt(plain, folder / "desk.cdesk", bytes(content))
        said = told(path)
        tally.update(pages=1, noticed=bool(said))
        assert said or bytes(content) == sound or not differs(path, before), seed


# -- the log beside a desk --------------------------------------------------------------------------------


@pytest.fixture
def unfinished(fresh: Path, tmp_path: Path) -> Path:
    """A desk whose newest entries lie in its log only, as after a crash, seen by a witness before."""
    desk = Workspace.open(fresh, clock=lambda: NOON)
    for number in range(30):
        desk.perform("Add", lambda tx, n=number: tx.add(Partner(name=f"Partner {n}" * 40)))
    folder = tmp_path / "crashed"
    folder.mkdir()
    for ending in ("", "-wal"):
        shutil.copy(f"{fresh}{ending}", folder / f"desk.cdesk{ending}")
    with desk.snapshot() as view:
        Witness(tmp_path / "seen").note(folder / "desk.cdesk", seen_in(view))
    desk.close()
    return folder / "desk.cdesk"


def missing(path: Path, folder: Path) -> str:
    desk = Workspace.open(path)
    with desk.snapshot() as view:
        said = Witness(folder / "seen").missing(path, view)
    assert desk.check().ok or said
    desk.close()
    return said


def test_all_that_a_log_holds_is_there_after_a_crash(unfinished: Path, tmp_path: Path) -> None:
    assert missing(unfinished, tmp_path) == ""


@rounds(5, 100)
def test_a_log_that_lost_its_end_never_shortens_a_desk_silently(
    unfinished: Path, tmp_path: Path, many: int, tally: Counter[str]
) -> None:
    log, folder = Path(f"{unfinished}-wal"), unfinished.parent
    kept = {path.name: path.read_bytes() for path in (unfinished, log)}
    for seed in range(many):
        chance = random.Random(seed)
        for path in folder.iterdir():
            path.unlink()
        content = bytearray(kept[log.name])
        if seed % 2:
            content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
        else:
            del content[chance.randrange(len(content)) :]
        unfinished.write_bytes(kept[unfinished.name])
        log.write_bytes(content)
        try:
            said = missing(unfinished, tmp_path)
        except UserError as refusal:
            said = str(refusal)
        tally.update(logs=1, noticed=bool(said))
        assert said or whole(unfinished), seed


def whole(path: Path) -> bool:
    desk = Workspace.open(path)
    with desk.snapshot() as view:
        revision = view.revision
    desk.close()
    return revision == 31


def test_a_deleted_log_and_an_older_copy_are_noticed(unfinished: Path, tmp_path: Path) -> None:
    Path(f"{unfinished}-wal").unlink()

    assert "ends at revision 1, but 31 were seen here: the last 30 are missing" in missing(
        unfinished, tmp_path
    )


def test_a_desk_edited_apart_is_noticed(unfinished: Path, fresh: Path, tmp_path: Path, founded: Path) -> None:
    other = Workspace.open(Path(shutil.copy(founded, tmp_path / "other.cdesk")))
    for number in range(40):
        other.perform("Add", lambda tx, n=number: tx.add(Partner(name=f"Other {n}")))
    other.close()
    Path(f"{unfinished}-wal").unlink()
    shutil.copy(tmp_path / "other.cdesk", unfinished)

    assert "is not the desk that was seen here last" in missing(unfinished, tmp_path)


def test_a_restored_desk_is_not_taken_for_one_that_lost_entries(
    unfinished: Path, tmp_path: Path, founded: Path
) -> None:
    from crisisdesk.services.backups import put_back  # noqa: PLC0415 - a service, used here only

    desk = Workspace.open(Path(shutil.copy(founded, tmp_path / "desk.cdesk")), clock=lambda: NOON)
    backup = make_backup(desk, tmp_path / "b").path
    desk.close()

    put_back(backup, unfinished, passphrase=None, moment=NOON, witness=Witness(tmp_path / "seen"))

    assert missing(unfinished, tmp_path) == ""


# -- four sentences ---------------------------------------------------------------------------------------


def test_wrong_empty_plain_and_damaged_are_told_apart(plain: Path, secret: Path, tmp_path: Path) -> None:
    empty, damaged = tmp_path / "empty.cdesk", Path(shutil.copy(plain, tmp_path / "damaged.cdesk"))
    empty.touch()
    content = bytearray(damaged.read_bytes())
    content[PAGE : PAGE * 8] = bytes(PAGE * 7)
    damaged.write_bytes(content)
    sayings = [
        told(secret, "wrong"),
        told(secret),
        told(plain, "a passphrase"),
        told(empty, "a passphrase"),
        told(damaged),
        told(tmp_path / "none.cdesk"),
    ]

    for said, words in zip(
        sayings,
        ("passphrase does not fit", "is encrypted", "is not encrypted", "is empty", "is damaged", "no file"),
        strict=True,
    ):
        assert words in said
    assert len({said.split(".cdesk")[-1] for said in sayings}) == len(sayings)
    assert not (tmp_path / "none.cdesk").exists()
    assert empty.read_bytes() == b""
