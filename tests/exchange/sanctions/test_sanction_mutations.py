import random
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from crisisdesk.errors import UserError
from crisisdesk.exchange.sanctions.party import ListVersion

Sample = Callable[[str], list[Path]]
Read = Callable[[Iterable[Path]], ListVersion]

ROUNDS = 200
SECONDS = 2.0


def mutated(content: bytes, dice: random.Random) -> bytes:
    data = bytearray(content)
    match dice.randrange(5):
        case 0:
            del data[dice.randrange(len(data)) :]
        case 1:
            for _ in range(dice.randint(1, 20)):
                data[dice.randrange(len(data))] ^= 1 << dice.randrange(8)
        case 2:
            lines = bytes(data).splitlines(keepends=True)
            data = bytearray(b"".join(line for line in lines if dice.random() > 0.2))
        case 3:
            begin = dice.randrange(len(data))
            del data[begin : begin + dice.randint(1, 300)]
        case _:
            begin = dice.randrange(len(data))
            data[begin:begin] = bytes(dice.randrange(256) for _ in range(dice.randint(1, 40)))
    return bytes(data)


def outcome(read: Read, paths: list[Path]) -> ListVersion | str:
    try:
        return read(paths)
    except UserError as error:
        return str(error)


def check(read: Read, paths: list[Path], target: Path, original: bytes, seed: str) -> None:
    dice = random.Random(seed)
    for _ in range(ROUNDS):
        target.write_bytes(mutated(original, dice))
        begun = time.perf_counter()
        found = outcome(read, paths)
        assert time.perf_counter() - begun < SECONDS
        assert isinstance(found, ListVersion) or (found.endswith((".", ")")) and "\n" not in found)


def test_a_damaged_file_ends_in_a_version_or_a_sentence(
    layout: str, tmp_path: Path, sample: Sample, read: Read
) -> None:
    paths = []
    for path in sample(layout):
        paths.append(tmp_path / path.name)
        paths[-1].write_bytes(path.read_bytes())

    for target in paths:
        original = target.read_bytes()
        check(read, paths, target, original, f"{layout} {target.name}")
        target.write_bytes(original)


def test_a_damaged_workbook_ends_in_a_version_or_a_sentence(dfat: Path, read: Read) -> None:
    check(read, [dfat], dfat, dfat.read_bytes(), "dfat")
