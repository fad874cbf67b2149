"""Keep in memory what was read last, within a bound: questions ask for the same things again.

A small store that is asked again and again is read ahead, as a whole: a row at a time takes longer in the end. A single
question pays nothing for that.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Mapping
from typing import Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")

AHEAD = 4  # the reading at which all there is is read, of a small store


class Kept(Generic[K, V]):
    """Hold values of one state, which never change; what was asked for longest ago is let go first. Thread-safe."""

    def __init__(self, most: int, size: Callable[[V], int], every: Callable[[], Collection[K]] = tuple) -> None:
        """Take the bytes that may be kept, what tells the bytes of a value, and all keys of what may be read ahead."""
        self._most = most
        self._size = size
        self._every = every
        self._readings = 0
        self._held: dict[K, V] = {}
        self._bytes = 0
        self._lock = threading.Lock()

    def of(self, keys: Collection[K], read: Callable[[list[K]], Mapping[K, V]]) -> dict[K, V]:
        """Return the values of `keys` that there are, in the order asked; those not at hand are read, all at once."""
        held = self._held
        with self._lock:
            known = {key: held[key] for key in keys if key in held}
            idle = 2 * self._bytes <= self._most  # until then nothing is let go of, and the order does not matter
        missing = [] if len(known) == len(keys) else [key for key in dict.fromkeys(keys) if key not in known]
        if not missing:
            if not idle:
                self._used(known)
            return known
        self._readings += 1
        fresh = read(missing if self._readings != AHEAD else list(dict.fromkeys([*missing, *self._every()])))
        self._used({**known, **fresh})
        return {key: known[key] if key in known else fresh[key] for key in keys if key in known or key in fresh}

    def _used(self, values: Mapping[K, V]) -> None:
        with self._lock:
            full = 2 * self._bytes > self._most
            for key, value in values.items():
                held = key in self._held
                if held and not full:
                    continue
                if held:
                    del self._held[key]
                else:
                    self._bytes += self._size(value)
                self._held[key] = value  # what was asked for last stands last
            while self._bytes > self._most and self._held:
                self._bytes -= self._size(self._held.pop(next(iter(self._held))))
