"""Ask a model one small question and see how far it obeys: `fonte doctor --probe`.

Tries the ways to cite in order, markers, a schema, plain text, and keeps the first that the model masters for the
engines of later runs. At most three calls.
"""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from typing import cast, get_args

from rag.answering.drafts.marked import Said
from rag.answering.drafts.reading import DraftReader
from rag.answering.drafts.structured import SCHEMA
from rag.answering.endpoint.client import Allowance, Reply, Request
from rag.answering.endpoint.connection import Endpoint, Failure
from rag.answering.endpoint.failures import engine_error
from rag.answering.engines.abilities import Protocol
from rag.answering.engines.chat import ChatEngine
from rag.answering.prompting import answer_prompt
from rag.settings import data_directory
from rag.types import CorpusState, SearchResult, Sentence, Source

_TEXTS = (
    "Il ponte di Calvera è stato aperto il 3 maggio.",
    "Il progetto del ponte di Calvera porta la firma di Livia Sanna.",
    "Il traghetto di Ombrosa è fermo per lavori.",
)
_QUESTION, _ANSWER, _RIGHT = "Chi ha firmato il progetto del ponte di Calvera?", "Sanna", 2
_FILE = "protocols.json"


@dataclass(frozen=True, slots=True)
class Probed:
    """Hold what a model masters; `protocol` None means that not even its plain answer was right."""

    protocol: Protocol | None
    seconds: float
    calls: int


def probe(engine: ChatEngine) -> Probed:
    """Return how `engine`'s model can be asked, and keep it. Raises EngineError when its endpoint fails."""
    began = time.perf_counter()
    found: Protocol | None = None
    allowance = engine.client.allowance()
    try:
        for protocol in get_args(Protocol):
            if _masters(engine, protocol, allowance):
                found = protocol
                break
    except Failure as failure:
        raise engine_error(failure, engine.client) from None
    if found is not None:
        _keep(engine.client.endpoint, found)
    return Probed(found, time.perf_counter() - began, allowance.used)


def remembered(endpoint: Endpoint) -> Protocol | None:
    """Return what an earlier probe found for this model at this address, or None."""
    found = _kept().get(_name(endpoint))
    return cast(Protocol, found) if found in get_args(Protocol) else None


def _masters(engine: ChatEngine, protocol: Protocol, allowance: Allowance) -> bool:
    prompt = answer_prompt(protocol, _QUESTION, "it", _small_result(), range(len(_TEXTS)))
    request = Request(
        prompt.messages,
        engine.ability.reply,
        schema=SCHEMA if protocol == "schema" else None,
        extra=dict(engine.ability.extra),
    )
    reader, reply = DraftReader(), Reply()
    said: list[Said] = []
    with closing(engine.client.chat(request, allowance, reply)) as pieces:
        for piece in pieces:
            said += reader.feed(piece)
    said += reader.finish(whole=reply.whole)
    if protocol == "schema" and not reader.is_json:
        return False
    told = [one for one in said if _ANSWER in one.text]
    return bool(told) and (protocol == "plain" or all(one.numbers == (_RIGHT,) for one in told))


def _small_result() -> SearchResult:
    source = Source("ponte.txt", "0" * 64, "utf-8", "Il ponte di Calvera", None, None, None, "it")
    sentences, at = [], 0
    for line, text in enumerate(_TEXTS, 1):
        sentences.append(Sentence(source.file, at, at + len(text), line, text, 0))
        at += len(text) + 1
    return SearchResult((), tuple(sentences), {source.file: source}, CorpusState(1, "probe"))


def _name(endpoint: Endpoint) -> str:
    return f"{endpoint.model} at {endpoint.host}"


def _kept() -> Mapping[str, object]:
    try:
        found = json.loads((data_directory() / _FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}  # it can be found out again
    return found if isinstance(found, dict) else {}


def _keep(endpoint: Endpoint, protocol: Protocol) -> None:
    path = data_directory() / _FILE
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = path.with_suffix(".new")
        fresh.write_text(json.dumps({**_kept(), _name(endpoint): protocol}, indent=2), encoding="utf-8")
        fresh.replace(path)
    except OSError:
        return  # a folder that cannot be written only costs another probe
