"""Know who may come in: names with hashed passwords in a file, asked for by HTTP Basic.

A line is `name:scrypt$salt$hash`, both in hexadecimal. A password is hashed once; the header that carried it is then
known by a keyed digest, so that only a first visit and a wrong password cost time, and wrong ones wait in one line.
"""

from __future__ import annotations

import asyncio
import base64
import binascii
import hashlib
import hmac
import os
import re
import secrets
from pathlib import Path

from rag.errors import InputError

SHORTEST = 10
_PENALTY = 0.5  # seconds that a wrong password costs
_MOST_KNOWN = 1_000
_NAME = re.compile(r"[^:\s]{1,64}")
_LINE = re.compile(r"([^:\s]{1,64}):scrypt\$([0-9a-f]{32})\$([0-9a-f]{64})")


class Passwords:
    """Judge Authorization headers by the names and hashes of a file."""

    def __init__(self, hashes: dict[str, tuple[bytes, bytes]]) -> None:
        self._hashes = hashes
        self._key = secrets.token_bytes(32)
        self._known: set[bytes] = set()
        self._line = asyncio.Lock()

    @classmethod
    def read(cls, path: Path) -> Passwords:
        """Read a file of passwords. Raises InputError when it cannot be read, holds nobody, or a line is none."""
        hashes: dict[str, tuple[bytes, bytes]] = {}
        for number, line in enumerate(_text(path).splitlines(), 1):
            found = _LINE.fullmatch(line.strip())
            if found:
                hashes[found[1]] = (bytes.fromhex(found[2]), bytes.fromhex(found[3]))
            elif line.strip() and not line.lstrip().startswith("#"):
                hint = "Make lines with fonte ui --auth FILE --new-user NAME."
                raise InputError(f"line {number} of {str(path)!r} is not NAME:scrypt$SALT$HASH.", hint=hint)
        if not hashes:
            raise InputError(f"{str(path)!r} names nobody.", hint="Add somebody with --new-user NAME.")
        return cls(hashes)

    async def passes(self, header: str) -> bool:
        """Tell whether an Authorization header carries a name with its password."""
        digest = hmac.digest(self._key, header.encode("utf-8", "replace"), "sha256")
        if digest in self._known:
            return True
        given = _basic(header)
        if given is None:
            return False
        async with self._line:
            if not await asyncio.to_thread(self._right, *given):
                await asyncio.sleep(_PENALTY)
                return False
        if len(self._known) >= _MOST_KNOWN:
            self._known.clear()
        self._known.add(digest)
        return True

    def _right(self, name: str, password: str) -> bool:
        salt, kept = self._hashes.get(name, (b"\0" * 16, b""))  # an unknown name takes as long as a known one
        return hmac.compare_digest(_hash(password, salt), kept)


def add_user(path: Path, name: str, password: str) -> None:
    """Write a name with its hashed password to a file, made when missing, in place of an earlier line of that name.

    Raises InputError for a name that cannot stand in the file, a short password, or a file that cannot be written.
    """
    if not _NAME.fullmatch(name):
        raise InputError(f"a name has 1 to 64 characters without space and colon, got {name[:80]!r}.")
    if len(password) < SHORTEST:
        raise InputError(f"a password has at least {SHORTEST} characters, got {len(password)}.")
    salt = secrets.token_bytes(16)
    kept = [line for line in (_text(path).splitlines() if path.exists() else []) if not line.startswith(f"{name}:")]
    text = "\n".join([*kept, f"{name}:scrypt${salt.hex()}${_hash(password, salt).hex()}"]) + "\n"
    draft = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as out:
            out.write(text)
        draft.replace(path)
    except OSError as error:
        raise InputError(f"cannot write {str(path)!r}: {error.strerror or error}.") from error


def _hash(password: str, salt: bytes) -> bytes:
    return hashlib.scrypt(password.encode("utf-8", "replace"), salt=salt, n=2**14, r=8, p=1, dklen=32)


def _basic(header: str) -> tuple[str, str] | None:
    scheme, _, coded = header.partition(" ")
    try:
        name, colon, password = base64.b64decode(coded.strip(), validate=True).decode("utf-8").partition(":")
    except (binascii.Error, ValueError):
        return None
    return (name, password) if scheme.lower() == "basic" and colon else None


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        why = getattr(error, "strerror", None) or error
        hint = "Make it with fonte ui --auth FILE --new-user NAME."
        raise InputError(f"cannot read the passwords {str(path)!r}: {why}.", hint=hint) from error
