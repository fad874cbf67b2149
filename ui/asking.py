"""Ask for a session: run the Assistant's stream in a thread, pass its events on, stop when asked, refuse when full.

Gradio's own queue would let a newcomer wait without a word; here he is told at once. One session asks one question at
a time. Knows no HTML.
"""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import AsyncIterator, Callable, Collection, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeAlias

from rag.errors import RagError
from rag.types import Event, Filters
from ui.desk import Desk

MOST_AT_ONCE = 64  # questions under way; each holds a thread, which mostly waits for a model
_log = logging.getLogger(__name__)


class Busy(Exception):
    """Raised when as many questions are under way as there may be."""


class AlreadyAsking(Exception):
    """Raised when the same session has a question under way."""


class Stopped(Exception):
    """Raised inside a stream when its session asked to stop."""


class Failed(Exception):
    """Raised when a question cannot be answered; `detail` is one line for the user, empty for a surprise."""

    def __init__(self, detail: str) -> None:
        super().__init__(detail)
        self.detail = detail


_Item: TypeAlias = Event | Exception | None  # None is the end


class _Ticket:
    """Carry what a thread says to the loop that waits for it; `stopped` tells the thread that nobody waits any more."""

    def __init__(self) -> None:
        self.stopped = threading.Event()
        self.items: asyncio.Queue[_Item] = asyncio.Queue()
        self._loop = asyncio.get_running_loop()

    def put(self, item: _Item) -> None:
        """Pass on an item from any thread."""
        self._loop.call_soon_threadsafe(self.items.put_nowait, item)

    def stop(self) -> None:
        """End the waiting at once, and the thread at its next event."""
        self.stopped.set()
        self.put(Stopped())


class Reception:
    """Let questions in, at most `limit` at once, and stop those that are to be stopped."""

    def __init__(self, desk: Desk, limit: int = MOST_AT_ONCE) -> None:
        self._desk = desk
        self._limit = limit
        self._running: dict[str, _Ticket] = {}
        self._free = threading.BoundedSemaphore(limit)
        self._threads = ThreadPoolExecutor(limit, thread_name_prefix="fonte-ask")

    def is_full(self) -> bool:
        """Tell whether a newcomer would be refused now."""
        return len(self._running) >= self._limit

    def is_asking(self, session: str) -> bool:
        """Tell whether the session has a question under way."""
        return session in self._running

    def stop(self, session: str) -> None:
        """Stop what the session has under way, if anything."""
        if session in self._running:
            self._running[session].stop()

    def outlets(self, files: Collection[str]) -> dict[str, str]:
        """Return the outlet of each of some files of the corpus that has one."""
        if not files:
            return {}
        with self._desk.assistant() as assistant:
            sources = assistant.reader().sources(files)
        return {file: source.outlet for file, source in sources.items() if source.outlet}

    async def events(
        self, session: str, question: str, history: Sequence[tuple[str, str]] = (), filters: Filters = Filters()
    ) -> AsyncIterator[Event]:
        """Yield the events of one question. Raises Busy, AlreadyAsking, Stopped or Failed."""
        async for batch in self.batches(session, question, history, filters):
            for event in batch:
                yield event

    async def batches(
        self, session: str, question: str, history: Sequence[tuple[str, str]] = (), filters: Filters = Filters()
    ) -> AsyncIterator[list[Event]]:
        """Yield the events of one question as they come; what came while nobody looked comes together.

        So a page under load draws less often, not later. Raises Busy, AlreadyAsking, Stopped or Failed.
        """
        if session in self._running:
            raise AlreadyAsking
        if not self._free.acquire(blocking=False):
            raise Busy
        ticket = self._running[session] = _Ticket()
        self._threads.submit(self._answer, ticket, question, list(history), filters)
        try:
            over = False
            while not over:
                items = [await ticket.items.get()]
                while not ticket.items.empty():
                    items.append(ticket.items.get_nowait())
                failed = next((item for item in items if isinstance(item, Exception)), None)
                over = None in items
                yield [item for item in items if item is not None and not isinstance(item, Exception)]
                if failed is not None:
                    raise failed
        finally:
            ticket.stopped.set()
            self._running.pop(session, None)

    def close(self) -> None:
        """Let nobody in any more; questions under way end at their next event."""
        for ticket in list(self._running.values()):
            ticket.stop()
        self._threads.shutdown(wait=False, cancel_futures=True)

    def _answer(self, ticket: _Ticket, question: str, history: list[tuple[str, str]], filters: Filters) -> None:
        """Run one stream in this thread, until its end or until it is stopped."""
        try:
            ticket.put(_told(lambda: self._pass_on(ticket, question, history, filters)))
        finally:
            self._free.release()

    def _pass_on(self, ticket: _Ticket, question: str, history: list[tuple[str, str]], filters: Filters) -> None:
        with self._desk.assistant() as assistant:
            for event in assistant.stream(question, history=history, filters=filters):
                if ticket.stopped.is_set():
                    return
                ticket.put(event)


def _told(work: Callable[[], None]) -> Failed | None:
    """Do some work; return its failure, None when it went well."""
    try:
        work()
    except RagError as error:
        return Failed(str(error))
    except Exception:
        _log.exception("a question failed")
        return Failed("")
    return None
