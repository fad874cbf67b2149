"""Show on stderr how far a long step is: a bar in a terminal, single lines elsewhere, nothing under a second."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import TYPE_CHECKING, Any, Protocol

from rag.cli.pace import Pace
from rag.cli.plain import plain, say

if TYPE_CHECKING:
    from rich.progress import Progress as Bar
    from rich.progress import TaskID

QUIET_SECONDS = 1.0
LINE_SECONDS = 5.0


class Step(Protocol):
    """Stand for what a long step reports: its stage, how many of how many, and at what it is."""

    @property
    def stage(self) -> str: ...
    @property
    def done(self) -> int: ...
    @property
    def total(self) -> int: ...
    @property
    def file(self) -> str | None: ...


class Progress:
    """Show steps between `with` and its end; a step that comes before a second has passed is not shown.

    A step that comes later, as when a model is loaded for the first question, is one line.
    """

    def __init__(self, clock: Any = time.monotonic) -> None:
        self._clock = clock
        self._begun = clock()
        self._last = float("-inf")
        self._pace = Pace()
        self._bar: Bar | None = None
        self._task: TaskID | None = None
        self._ended = False

    def step(self, step: Step) -> None:
        """Show one step."""
        self.show(step.stage, step.done, step.total, step.file or "")

    def show(self, stage: str, done: int, total: int, file: str = "") -> None:
        """Show that `done` of `total` are finished in `stage` (`total` 0 when it is not known)."""
        now = self._clock()
        if self._ended:
            say(f"{stage}: {file}")
            return
        if now - self._begun < QUIET_SECONDS:
            return
        pace = self._pace.tell(stage, done, total, now)
        if sys.stderr.isatty():
            self._draw(f"{stage} {pace}", done, total, file)
        elif now - self._last >= LINE_SECONDS:
            self._last = now
            say(f"{stage}: {done} of {total} {pace} {file}" if total else f"{stage}: {file}")

    def _draw(self, stage: str, done: int, total: int, file: str) -> None:
        if self._bar is None:
            self._bar = _new_bar()
            self._bar.start()
        if self._task is not None and not total:  # rich forgets no total
            self._bar.remove_task(self._task)
            self._task = None
        if self._task is None:
            self._task = self._bar.add_task("", total=None)
        self._bar.update(self._task, description=plain(f"{stage} {file}"), completed=done, total=total or None)

    def __enter__(self) -> Progress:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._ended = True
        if self._bar is not None:
            self._bar.stop()


def _new_bar() -> Bar:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
    from rich.progress import Progress as RichBar

    console = Console(stderr=True, markup=False, highlight=False, emoji=False)
    columns = (TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn())
    return RichBar(*columns, console=console, transient=True)
