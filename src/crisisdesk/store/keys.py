"""The key of an encrypted desk.

SQLCipher derives a 256-bit key from the passphrase (PBKDF2-HMAC-SHA512, 256,000 rounds, the file's first
16 bytes as salt). That is done once here, so that each further connection opens in milliseconds; the file
stays one that any SQLCipher tool opens with the passphrase.
"""

import hashlib
import secrets
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path

from crisisdesk.errors import UserError

_ROUNDS = 256_000
SALT_LENGTH = 16
_KEY_FILE_LIMIT = 64 * 1024


@dataclass(frozen=True, slots=True)
class Key:
    """A derived key with its salt; never shown, never written. :meth:`forget` ends it."""

    raw: bytearray = field(repr=False)
    salt: bytes = field(repr=False)

    @classmethod
    def derive(cls, passphrase: str, salt: bytes | None = None) -> "Key":
        """Derive the key of a file with this salt, or of a new file with a fresh one.

        Raises:
            UserError: The passphrase is empty.
        """
        if not passphrase:
            raise UserError("An encrypted desk needs a passphrase or a key file that is not empty.")
        salt = salt or secrets.token_bytes(SALT_LENGTH)
        words = unicodedata.normalize("NFC", passphrase).encode("utf-8", "surrogatepass")
        return cls(bytearray(hashlib.pbkdf2_hmac("sha512", words, salt, _ROUNDS, 32)), salt)

    def twin(self) -> "Key":
        """The same key, forgotten on its own."""
        return Key(bytearray(self.raw), self.salt)

    def forget(self) -> None:
        """Overwrite the key in memory; it opens nothing any more."""
        self.raw[:] = bytes(len(self.raw))

    @property
    def pragma(self) -> str:
        """The value of ``PRAGMA key``: figures and letters only."""
        return f"\"x'{self.raw.hex()}{self.salt.hex()}'\""


def read_key_file(path: Path) -> str:
    """Read a passphrase from a file, without the line end at its end.

    Raises:
        UserError: The file cannot be read, is empty, or is too large to be a key.
    """
    try:
        content = path.read_bytes() if path.stat().st_size <= _KEY_FILE_LIMIT else b""
    except OSError as error:
        raise UserError(
            f"The key file {path} cannot be read: {(error.strerror or str(error)).lower()}."
        ) from error
    text = content.decode("utf-8", "surrogateescape").rstrip("\r\n")
    if not text:
        raise UserError(f"The key file {path} is empty or larger than a key; choose the right file.")
    return text
