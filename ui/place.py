"""Say where the page may be served, before anything heavy is loaded."""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import ip_address

from rag.errors import InputError

LOOPBACK = ("127.0.0.1", "localhost", "[::1]")


@dataclass(frozen=True, slots=True)
class Place:
    """Hold where the page is served: an address, a port (0: any that is free), the names it answers to."""

    host: str = "127.0.0.1"
    port: int = 7860
    names: tuple[str, ...] = LOOPBACK


def place_for(host: str, port: int) -> Place:
    """Return the place to serve at; raises InputError for an address that is not this machine's own."""
    if not is_loopback(host):
        raise InputError(f"--host must be this machine's own address, got {host[:60]!r}.", hint="Use 127.0.0.1.")
    return Place(host, port)


def is_loopback(host: str) -> bool:
    """Tell whether an address is reached from this machine alone."""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False
