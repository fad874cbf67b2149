"""Ask a model to grade one sheet: any OpenAI-compatible endpoint, or a GGUF file served in this process.

What fails outside, and a reply without a verdict, is a Judgement without a grade, never a low one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from evals.judging.replies import SCHEMA, Grade, read_verdict
from evals.judging.sheets import Sheet
from rag.answering.endpoint.adapting import TooLong
from rag.answering.endpoint.client import ChatClient, Reply, Request
from rag.answering.endpoint.connection import OPENAI_URL, READ, TOTAL, Endpoint, Failure
from rag.answering.endpoint.failures import engine_error
from rag.answering.engines import llama
from rag.answering.engines.budget import count_messages
from rag.answering.engines.exchange import PLAIN
from rag.answering.engines.metering import metered
from rag.answering.engines.prices import LIST, Prices, cost, read_prices
from rag.errors import InputError, SettingsError
from rag.models.cache import pulled
from rag.settings import Settings

LOCAL = "local"
REPLY = 120  # tokens of a verdict, at most
_USUAL = 40  # tokens of a verdict, for an estimate


@dataclass(frozen=True, slots=True)
class Judgement:
    """Hold what a judge made of one sheet: without a grade `why` says what failed, `outside` that it was not the reply.

    `cost` is in dollars, None when unknown.
    """

    id: str
    key: str
    grade: Grade | None
    why: str
    tokens: tuple[int, int] = (0, 0)
    cost: float | None = 0.0
    outside: bool = False


class Judge:
    """Grade sheets with one model; nothing is opened before the first. Close it when done."""

    def __init__(self, name: str, place: str, opens: Callable[[], ChatClient], prices: Prices) -> None:
        self.name, self._place, self._opens, self._prices = name, place, opens, prices
        self._client: ChatClient | None = None

    @property
    def digest(self) -> str:
        """Return a hash of the model and where it is: a grade is remembered for one judge only."""
        return hashlib.sha256(f"{self._place}\0{self.name}".encode()).hexdigest()[:16]

    def estimate(self, sheet: Sheet) -> tuple[int, int, float | None]:
        """Return about how many tokens a sheet takes, in and out, and their cost, None when unknown."""
        prompt = count_messages(sheet.messages)
        return prompt, _USUAL, cost(self._prices, self.name, prompt, _USUAL)

    def grade(self, sheet: Sheet) -> Judgement:
        """Return the judgement of one sheet."""
        client = self._opened()
        # What asks for no thoughts is known by servers of open models; OpenAI's own would refuse the field.
        extra = {} if client.endpoint.base_url.rstrip("/") == OPENAI_URL else dict(PLAIN)
        request, reply = Request(sheet.messages, REPLY, True, SCHEMA, extra), Reply()
        try:
            text = "".join(client.chat(request, client.allowance(), reply))
        except Failure as failure:
            return self._lost(sheet, str(engine_error(failure, client)), reply, outside=True)
        except TooLong as error:
            return self._lost(sheet, f"the sheet does not fit: {error}", reply)
        verdict = read_verdict(text)
        if verdict is None:
            return self._lost(sheet, f"no verdict in {text[:120]!r}", reply)
        spent = metered(sheet.messages, reply, self._prices, self.name)
        tokens = (spent.prompt_tokens, spent.completion_tokens)
        return Judgement(sheet.id, sheet.key, verdict.grade, verdict.reason, tokens, spent.cost_usd)

    def close(self) -> None:
        """Close the connections."""
        if self._client is not None:
            self._client.close()

    def _opened(self) -> ChatClient:
        if self._client is None:
            self._client = self._opens()
        return self._client

    def _lost(self, sheet: Sheet, why: str, reply: Reply, *, outside: bool = False) -> Judgement:
        spent = metered(sheet.messages, reply, self._prices, self.name, came=not outside)
        tokens = (spent.prompt_tokens, spent.completion_tokens)
        return Judgement(sheet.id, sheet.key, None, why, tokens, spent.cost_usd, outside)


def open_judge(named: str, settings: Settings) -> Judge:
    """Return the judge `named`: "local" for the pulled model, a GGUF file, or a model of the configured endpoint.

    Raises SettingsError when there is no such model or no endpoint.
    """
    if named == LOCAL or named.endswith(".gguf"):
        path = pulled() if named == LOCAL else Path(named).expanduser()
        if path is None:
            raise SettingsError("there is no local model yet to judge with.", hint="Run `fonte model pull`.")
        llama.check_file(path)
        free = {path.stem: (0.0, 0.0)}
        return Judge(path.stem, f"{path.stat().st_size}", lambda: ChatClient(llama.serve(path, path.stem)), free)
    if settings.base_url is None and settings.api_key is None:
        hint = "Set OPENAI_BASE_URL or OPENAI_API_KEY, or use --judge local."
        raise SettingsError(f"no endpoint to ask {named!r} at.", hint=hint)
    url = settings.base_url or OPENAI_URL
    read = READ if settings.timeout <= TOTAL else settings.timeout
    endpoint = Endpoint(url, named, settings.api_key, read=read, total=settings.timeout)
    own: Prices = {} if settings.prices is None else read_prices(settings.prices)
    prices = {**(LIST if url.rstrip("/") == OPENAI_URL else {}), **own}
    return Judge(named, url, lambda: ChatClient(endpoint), prices)


def check_priced(judge: Judge, sheet: Sheet) -> None:
    """Raise InputError when a limit on cost could not be kept, because the price is unknown."""
    if judge.estimate(sheet)[2] is None:
        raise InputError(
            f"the price of {judge.name} is not known, so --max-cost cannot hold.",
            hint="Leave it out, or name a file of prices in FONTE_PRICES.",
        )
