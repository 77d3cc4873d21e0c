"""Children that do something to a desk until they are killed."""

import contextlib
import os
import random
import select
import signal
import time
from collections.abc import Callable

Job = Callable[[Callable[[str], None]], None]
"""What a child does; it is given a way to acknowledge what it has done."""


class Victim:
    """A forked child at its job; everything it acknowledged can be read after its death."""

    def __init__(self, job: Job) -> None:
        self._pipe, writes = os.pipe()
        self._pid = os.fork()
        if self._pid == 0:
            code = 1
            with contextlib.suppress(BaseException):
                os.close(self._pipe)
                job(lambda word: os.write(writes, f"{word}\n".encode()))
                code = 0
            os._exit(code)
        os.close(writes)
        self._heard = b""

    def kill_after(self, words: int, seconds: float) -> list[str]:
        """Wait for so many acknowledgements, then some time more, kill it, and return all it acknowledged."""
        while self._heard.count(b"\n") < words and self._hear(10):
            pass
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0 and self._hear(left):
            pass
        with contextlib.suppress(ProcessLookupError):
            os.kill(self._pid, signal.SIGKILL)
        while self._hear(10):
            pass
        _, self.status = os.waitpid(self._pid, 0)
        os.close(self._pipe)
        return self._heard.decode().split("\n")[:-1]

    def _hear(self, seconds: float) -> bool:
        ready, _, _ = select.select([self._pipe], [], [], seconds)
        said = os.read(self._pipe, 65536) if ready else b""
        self._heard += said
        return bool(said)


def killed(job: Job, seed: int, *, words: int, within: float) -> list[str]:
    """Run a job, kill it at a random moment, and return what it acknowledged."""
    chance = random.Random(seed)
    return Victim(job).kill_after(chance.randint(0, words), chance.random() * within)


def time_of(job: Job) -> float:
    """How many seconds a job takes when nobody kills it."""
    begun = time.monotonic()
    victim = Victim(job)
    victim.kill_after(1_000_000, 60)
    assert victim.status == 0, "the job failed without being killed"
    return time.monotonic() - begun
