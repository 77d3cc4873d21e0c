"""The seal of a bundle: a keyed digest of its manifest.

It proves that the bundle was packed by somebody who knows the shared key and was not altered since. It does not prove
who of those that was, and it hides nothing: a bundle is not encrypted. Without a key there is no seal, and only the
digests hold the parts together; then compare the digest of the bundle by another way, such as the telephone.
"""

import hashlib
import hmac
import secrets
import unicodedata
from typing import Any

from crisisdesk.errors import UserError

UNSEALED, SEALED, NOT_CHECKED = "unsealed", "sealed", "not checked"
METHOD = "hmac-sha256"
_ROUNDS = 200_000
_ROUNDS_ACCEPTED = range(10_000, 2_000_001)
_SALT = 16
_HEX = 64


def made_seal(manifest: bytes, key: str, salt: bytes | None = None) -> dict[str, Any]:
    """A seal over a manifest; an empty key makes none."""
    if not key:
        return {"method": "none"}
    salt = salt or secrets.token_bytes(_SALT)
    return {
        "method": METHOD,
        "rounds": _ROUNDS,
        "salt": salt.hex(),
        "mac": _mac(manifest, key, salt, _ROUNDS),
    }


def checked_seal(seal: Any, manifest: bytes, key: str, name: str) -> str:
    """Whether the seal of a manifest fits the key: ``sealed``, ``unsealed`` or ``not checked``.

    Raises:
        UserError: It does not fit, is none that this program knows, or is missing although a key was given.
    """
    method = seal.get("method") if isinstance(seal, dict) else None
    if method == "none":
        if key:
            raise UserError(f"{name} bears no seal, although you gave a key; ask who sent it to seal it.")
        return UNSEALED
    rounds, salt, mac = (
        (seal.get(part) for part in ("rounds", "salt", "mac")) if method == METHOD else (0, "", "")
    )
    if rounds not in _ROUNDS_ACCEPTED or not _is_hex(salt, 2 * _SALT) or not _is_hex(mac, _HEX):
        raise UserError(
            f"{name} bears a seal that this program does not know; it was altered, or is of a newer one."
        )
    if not key:
        return NOT_CHECKED
    if not hmac.compare_digest(_mac(manifest, key, bytes.fromhex(salt), rounds), mac):
        raise UserError(
            f"{name} was sealed with another key, or was altered after it was sealed; do not merge it, ask who sent it."
        )
    return SEALED


def _mac(manifest: bytes, key: str, salt: bytes, rounds: int) -> str:
    plain = unicodedata.normalize("NFC", key).encode("utf-8", "surrogatepass")
    derived = hashlib.pbkdf2_hmac("sha256", plain, b"crisisdesk bundle" + salt, rounds)
    return hmac.new(derived, manifest, hashlib.sha256).hexdigest()


def _is_hex(text: Any, length: int) -> bool:
    return isinstance(text, str) and len(text) == length and not set(text) - set("0123456789abcdef")
