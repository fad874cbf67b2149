"""Stand-ins for the assistant, for tests of what lies around it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from rag.settings import Settings
from rag.types import (
    Answer,
    Citation,
    Claim,
    CorpusState,
    Filters,
    Interpreted,
    Leg,
    Legs,
    Notice,
    Passage,
    SyncReport,
    Timings,
)

FILE = "patto.txt"
TEXT = "Il patto tra ANIE e KSIA\n\nMarco Vecchio ha firmato per ANIE. JeongHoi Kim ha firmato per KSIA.\n"
QUOTES = ("Marco Vecchio ha firmato per ANIE.", "JeongHoi Kim ha firmato per KSIA.")

SHA256 = hashlib.sha256(TEXT.encode()).hexdigest()


def passage(file: str = FILE, text: str = TEXT, score: float = 0.9) -> Passage:
    return Passage(file, 0, len(text), text, "Il patto", "2026-01-12", score, Legs(Leg(1, 0.87), None))


def citation(n: int, quote: str, *, sha256: str = SHA256) -> Citation:
    start = TEXT.index(quote)
    return Citation(
        n, FILE, "Il patto", "2026-01-12", None, "utf-8", start, start + len(quote), 3, None, None, quote, sha256
    )


def answered(question: str = "Chi ha firmato?", *, sha256: str = SHA256) -> Answer:
    """Return a sound answer of two claims."""
    checks: Mapping[str, Any] = {"numbers": "n/a", "meaning": "ok"}
    return Answer(
        question=question,
        interpreted=Interpreted(question),
        language="it",
        answer_language="it",
        abstained=False,
        reason=None,
        text=f"{QUOTES[0]} [1] {QUOTES[1]} [2]",
        claims=tuple(Claim(quote, (n,), "supported", checks) for n, quote in enumerate(QUOTES, start=1)),
        unanswered=(),
        citations=tuple(citation(n, quote, sha256=sha256) for n, quote in enumerate(QUOTES, start=1)),
        passages=(passage(),),
        engine="extractive",
        model=None,
        corpus=CorpusState(1, "s1"),
        timings_ms=Timings(1.0, 2.0, 0.5, 3.5),
    )


def abstained(question: str = "Quanti dipendenti ha ANIE?", *, language: str = "it") -> Answer:
    """Return an abstention."""
    return replace(
        answered(question),
        abstained=True,
        reason="Cercavo un numero di dipendenti; il più vicino parla di firme.",
        text="Gli articoli non rispondono a questa domanda.",
        claims=(),
        citations=(),
        language=language,
        answer_language=language,
    )


@dataclass
class FakeAssistant:
    """Answer as told, and remember what was asked."""

    settings: Settings = field(default_factory=lambda: Settings(corpus=Path("articles")))
    replies: dict[str, Answer | BaseException] = field(default_factory=dict)
    passages: tuple[Passage, ...] = (passage(),)
    notices: tuple[Notice, ...] = ()
    report: SyncReport | None = SyncReport(unchanged=(FILE,))
    corpus_state: str = "s1"
    history: list[tuple[str, Any]] = field(default_factory=list)
    opened: dict[str, Any] = field(default_factory=dict)
    steps: tuple[Any, ...] = ()

    def open(self, *, settings: Settings, sync: bool, progress: Callable[[Any], None], **_: bool) -> FakeAssistant:
        self.settings, self.opened = settings, {"sync": sync}
        for step in self.steps:
            progress(step)
        return self

    def __enter__(self) -> FakeAssistant:
        return self

    def __exit__(self, *_: object) -> None:
        self.history.append(("close", None))

    def state(self) -> CorpusState:
        return CorpusState(1, self.corpus_state)

    def engine(self) -> object:
        return None

    def search(self, question: str, k: int = 10, *, filters: Filters = Filters()) -> list[Passage]:
        self.history.append(("search", (question, k, filters)))
        return list(self.passages[:k])

    def retrieve(self, question: str, *, k: int = 8, history: Sequence[tuple[str, str]] = ()) -> Any:
        self.history.append(("retrieve", (question, tuple(history))))
        return SimpleNamespace(asked=SimpleNamespace(interpreted=Interpreted(f"{question} (after {len(history)})")))

    def ask(
        self,
        question: str,
        *,
        history: Sequence[tuple[str, str]] = (),
        filters: Filters = Filters(),
        trace: Callable[[Mapping[str, object]], None] | None = None,
    ) -> Answer:
        self.history.append(("ask", (question, tuple(history), filters)))
        reply = self.replies.get(question, answered(question))
        if trace is not None:
            trace({"stage": "search", "passages": 1})
        if isinstance(reply, BaseException):
            raise reply
        return reply
