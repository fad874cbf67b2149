"""Hold the one Assistant that all sessions of a server ask, and keep it open for as long as somebody reads from it.

It knows no session: what belongs to one person comes in with each question and goes out with each answer.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from rag.assistant import Assistant


class Desk:
    """Lend the Assistant; `change` puts another in its place and closes the old one when its last reader is done."""

    def __init__(self, assistant: Assistant) -> None:
        self._lock = threading.Lock()
        self._assistant = assistant
        self._readers: dict[int, int] = {}
        self._leaving: dict[int, Assistant] = {}

    @contextmanager
    def assistant(self) -> Iterator[Assistant]:
        """Lend the present Assistant for the length of a `with`."""
        with self._lock:
            lent = self._assistant
            self._readers[id(lent)] = self._readers.get(id(lent), 0) + 1
        try:
            yield lent
        finally:
            self._give_back(lent)

    def change(self, assistant: Assistant) -> None:
        """Lend `assistant` from now on."""
        with self._lock:
            old, self._assistant = self._assistant, assistant
            if self._readers.get(id(old)):
                self._leaving[id(old)] = old
                return
        old.close()

    def close(self) -> None:
        """Close the present Assistant."""
        with self._lock:
            present = self._assistant
        present.close()

    def _give_back(self, lent: Assistant) -> None:
        with self._lock:
            self._readers[id(lent)] -= 1
            if self._readers[id(lent)]:
                return
            del self._readers[id(lent)]
            done = self._leaving.pop(id(lent), None)
        if done is not None:
            done.close()
