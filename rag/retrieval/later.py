"""Work out what only an answer needs when it is first read: a search is often asked for its passages alone.

What is made must not read the store: by then it may be closed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TypeVar, overload

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


class LaterSequence(Sequence[V]):
    """Be the sequence that `made` returns; called as that of a `Later`."""

    def __init__(self, made: Callable[[], Sequence[V]]) -> None:
        self._made = made

    @cached_property
    def _known(self) -> Sequence[V]:
        return self._made()

    @overload
    def __getitem__(self, at: int) -> V: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[V]: ...
    def __getitem__(self, at: int | slice) -> V | Sequence[V]:
        return self._known[at]

    def __iter__(self) -> Iterator[V]:
        return iter(self._known)

    def __len__(self) -> int:
        return len(self._known)
