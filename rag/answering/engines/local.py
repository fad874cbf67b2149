"""Answer with a small model on this machine: it puts into words what the articles were found to say.

Takes a question and a search result, gives DraftClaims as they are written and a Draft. The model is asked only when
the articles were judged to answer; what it writes is placed and checked here already, and where it fails, the articles'
own sentence stands instead. So it can be no less true than the extractive engine, and speaks the question's language.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from rag.answering.drafting import Asked, Draft, Drafted, Opinion
from rag.answering.endpoint.adapting import TooLong
from rag.answering.endpoint.client import ChatClient, Reply, Request
from rag.answering.endpoint.connection import Endpoint, Failure
from rag.answering.engines import llama
from rag.answering.engines.exchange import PLAIN, Exchange
from rag.answering.engines.grounds import find_grounds
from rag.answering.engines.judging import second_opinion
from rag.answering.engines.retelling import Retelling
from rag.errors import EngineError, SettingsError
from rag.settings import Settings
from rag.types import SearchResult

NAME = "local"
_PROBE = 4  # tokens
OnLoad = Callable[[str], None]


def open_engine(settings: Settings, weights: Path | None, on_load: OnLoad | None = None) -> LocalEngine:
    """Return the engine for the model of the settings, or for the pulled `weights`; nothing is loaded yet.

    Raises SettingsError when the extra is not installed, or there is no model.
    """
    path = weights if settings.model is None else Path(settings.model).expanduser()
    if weights is not None and settings.model == weights.stem:
        path = weights
    if path is None:
        raise SettingsError(
            "the engine local has no model yet.", hint="Run `fonte model pull`, or name a GGUF file with --model PATH."
        )
    llama.check_file(path)
    return LocalEngine(lambda: llama.serve(path, path.stem), path.stem, lambda: llama.running(path), on_load)


class LocalEngine:
    """Speak through a model that `serve` starts when it is first needed; may be used from several threads."""

    name = NAME

    def __init__(
        self,
        serve: Callable[[], Endpoint],
        model: str,
        running: Callable[[], bool] = lambda: True,
        on_load: OnLoad | None = None,
    ) -> None:
        self.model: str | None = model
        self._serve = serve
        self._running = running
        self._on_load = on_load
        self._client: ChatClient | None = None
        self._endpoint: Endpoint | None = None
        self._opening = threading.Lock()

    def close(self) -> None:
        """Close the connections that are kept open; the server stays for others of this process."""
        with self._opening:
            if self._client is not None:
                self._client.close()
            self._client = None

    def draft(self, asked: Asked, result: SearchResult) -> Draft:
        """Return the whole draft. Raises EngineError when the model cannot be loaded or fails."""
        return next(piece for piece in self.stream(asked, result) if isinstance(piece, Draft))

    def stream(self, asked: Asked, result: SearchResult) -> Iterator[Drafted]:
        """Yield claims as they are written, the Draft last. Raises EngineError as `draft` does."""
        grounds = find_grounds(asked, result)
        if not grounds.worth_asking:
            yield replace(grounds.draft, record={"asked": False})
            return
        turn = Retelling(Exchange(self._opened()), asked, result, grounds)
        try:
            yield from turn.run()
        except (Failure, TooLong) as failure:
            raise self._error(failure) from None
        yield turn.draft()

    def judge(self, question: str, claims: Sequence[tuple[str, Sequence[str]]]) -> Opinion:
        """Return grades for claims and their quotes; an Opinion without grades when the model cannot be loaded."""
        try:
            client = self._opened()
        except EngineError as error:
            return Opinion((), str(error).rstrip("."))
        return second_opinion(client, {}, question, claims, PLAIN)

    def probe(self) -> float:
        """Load the model, ask it for a word and return the seconds it took. Raises EngineError."""
        began, client, reply = time.perf_counter(), self._opened(), Reply()
        request = Request(({"role": "user", "content": "Say: ready"},), _PROBE, extra=dict(PLAIN))
        try:
            for _ in client.chat(request, client.allowance(), reply):
                pass
        except (Failure, TooLong) as failure:
            raise self._error(failure) from None
        return time.perf_counter() - began

    def _error(self, failure: Exception) -> EngineError:
        said = str(failure).rstrip(".")
        return EngineError(
            f"the local model {self.model} gave no answer: {said}.", hint="Try again, or take --engine extractive."
        )

    def _opened(self) -> ChatClient:
        with self._opening:
            if self._on_load is not None and not self._running():
                self._on_load(str(self.model))
            endpoint = self._serve()
            if self._client is None or endpoint != self._endpoint:  # its server has died, and another was started
                if self._client is not None:
                    self._client.close()
                self._client, self._endpoint = ChatClient(endpoint), endpoint
            return self._client
