"""Say where the page may be served and for whom, before anything heavy is loaded."""

from __future__ import annotations

import importlib.util
from collections.abc import Sequence
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path

from rag.errors import InputError
from ui.passwords import Passwords

LOOPBACK = ("127.0.0.1", "localhost", "[::1]")


@dataclass(frozen=True, slots=True)
class Place:
    """Hold where the page is served: an address, a port (0: any that is free), the names it answers to, for whom."""

    host: str = "127.0.0.1"
    port: int = 7860
    names: tuple[str, ...] = LOOPBACK
    passwords: Passwords | None = None
    mcp: bool = False


def place_for(host: str, port: int, *, auth: str | None = None, names: Sequence[str] = (), mcp: bool = False) -> Place:
    """Return the place to serve at.

    Raises InputError for an address beyond this machine without passwords or names, or MCP without its package.
    """
    passwords = None if auth is None else Passwords.read(Path(auth))
    if not is_loopback(host):
        if passwords is None:
            hint = "Give --auth FILE, or use 127.0.0.1."
            raise InputError(f"--host {host[:60]!r} is reached by others, and needs passwords.", hint=hint)
        if _is_wildcard(host) and not names:
            raise InputError(f"--host {host[:60]!r} needs a name to answer to.", hint="Give --allow-host NAME.")
    if mcp and importlib.util.find_spec("mcp") is None:
        raise InputError("--mcp needs the package mcp.", hint="Run pip install 'fonte[mcp]'.")
    own = () if is_loopback(host) or _is_wildcard(host) else (f"[{host}]" if ":" in host else host,)
    return Place(host, port, (*LOOPBACK, *own, *names), passwords, mcp)


def is_loopback(host: str) -> bool:
    """Tell whether an address is reached from this machine alone."""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def _is_wildcard(host: str) -> bool:
    try:
        return ip_address(host).is_unspecified
    except ValueError:
        return False
