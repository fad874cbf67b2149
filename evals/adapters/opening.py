"""Open the system that is to be judged, for one gold set after the other."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evals.adapters.command import Command
from evals.adapters.fonte import Fonte
from evals.adapters.functions import Function
from evals.adapters.recorded import Recorded
from evals.adapters.system import System
from evals.goldsets import GoldSet
from evals.questions import Question
from rag.settings import Settings

Opens = Callable[[GoldSet], AbstractContextManager[System]]
OFFLINE = "extractive"


@dataclass(frozen=True, slots=True)
class Chosen:
    """Hold a system that was chosen: its name, how it is opened, what of it goes into the manifest, and the mode."""

    name: str
    opens: Opens
    told: dict[str, Any]
    mode: str


def choose_fonte(settings: Callable[[GoldSet], Settings], first: GoldSet, opener: Callable[..., Any]) -> Chosen:
    """Choose Fonte with the settings for each gold set; `opener` is `Assistant.open` or stands in for it."""

    @contextmanager
    def opens(gold: GoldSet) -> Iterator[System]:
        with opener(settings=settings(gold)) as assistant:
            yield Fonte(assistant)

    chosen = settings(first)
    told = {"engine": chosen.engine, "model": chosen.model, "embedder": chosen.embedder}
    return Chosen(f"fonte {chosen.engine}", opens, told, "offline" if chosen.engine == OFFLINE else "live")


def choose_program(line: str, first: GoldSet) -> Chosen:
    """Choose a program. Raises InputError when there is none of that name."""
    return _foreign(Command(line, first.articles).name, lambda gold: nullcontext(Command(line, gold.articles)), "live")


def choose_function(place: str) -> Chosen:
    """Choose a function of Python, opened for each gold set; raises InputError then when it cannot be found."""
    return _foreign(place, lambda gold: closing(Function(place, gold.articles)), "live")


def choose_recorded(path: Path, questions: Sequence[Question]) -> Chosen:
    """Choose recorded answers. Raises InputError when one of `questions` has none."""
    recorded = Recorded(path)
    recorded.holds(questions)
    return _foreign(recorded.name, lambda gold: nullcontext(recorded), "replay")


def _foreign(name: str, opens: Opens, mode: str) -> Chosen:
    told = {"engine": None, "model": None, "embedder": None}
    return Chosen(name, opens, told, mode)
