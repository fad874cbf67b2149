"""Work out a mapping when it is first read: a search is often asked for its passages alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from typing import TypeVar

K = TypeVar("K")
V = TypeVar("V", covariant=True)


class Later(Mapping[K, V]):
    """Be the mapping that `made` returns; it is called once, or twice when two threads read at once."""

    def __init__(self, made: Callable[[], Mapping[K, V]]) -> None:
        self._made = made

    @cached_property
    def _known(self) -> Mapping[K, V]:
        return self._made()

    def __getitem__(self, key: K) -> V:
        return self._known[key]

    def __iter__(self) -> Iterator[K]:
        return iter(self._known)

    def __len__(self) -> int:
        return len(self._known)
