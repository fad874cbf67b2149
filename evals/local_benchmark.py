"""Measure the small local model with and without Fonte around it: `python -m evals.local_benchmark`.

It asserts nothing. One model, the same articles, the same questions (the `dev` split of the shipped gold set, Italian
and English): the CitationQueryEngine of LlamaIndex as its manual shows it; the draft of the model alone, from the
prompt of Fonte, as it came (the server knows that prompt by then, so its times are no measure); Fonte with the engine
`local`; Fonte without a model. `--protocols` compares instead the ways in which a model can name its sentences, each
with the checks of Fonte behind it: markers in the text, a JSON schema, plain text that code attributes.

Other work on the machine goes into the times. No question is begun after `--minutes`; with `--out FILE` a later run of
the same command goes on from there.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, TypeAlias, cast, get_args

from evals.goldsets import shipped_gold
from evals.local_figures import Record, Told, table
from evals.questions import Question, load
from evals.responses import MARKER
from rag.answering.answer import Told as Made
from rag.answering.answer import telling
from rag.answering.drafts.refusing import refuses
from rag.answering.endpoint.client import Allowance, ChatClient, Reply, Request
from rag.answering.engines import llama
from rag.answering.engines.abilities import Ability, Protocol
from rag.answering.engines.chat import ChatEngine
from rag.answering.engines.exchange import Exchange
from rag.answering.engines.grounds import find_grounds, places_to_show
from rag.answering.prompting import answer_prompt
from rag.assistant import Assistant
from rag.errors import SettingsError
from rag.models.cache import pulled
from rag.settings import Settings, shipped_corpus
from rag.store.embedding.opening import open_embedder
from rag.types import Answer

QUESTIONS = 12
MINUTES = 14.0
UNANSWERABLE = 3  # one question in so many has no answer in the articles
REPLY, SMALL_CONTEXT = 160, 1_400  # tokens; the context leaves as much to read as the engine `local` shows
CHAIN, ALONE, LOCAL, EXTRACTIVE = "CitationQueryEngine", "its draft alone", "fonte, local", "fonte, extractive"
System: TypeAlias = Callable[[Question], Told]


class Watched(ChatClient):
    """Keep every reply, streamed so that its first word is timed."""

    def __init__(self, client: ChatClient) -> None:
        super().__init__(client.endpoint)
        self.replies: list[Reply] = []

    def chat(self, request: Request, allowance: Allowance, reply: Reply) -> Generator[str, None, None]:
        """Ask as the parent does, streaming."""
        self.replies.append(reply)
        yield from super().chat(replace(request, stream=True), allowance, reply)

    def calls(self) -> tuple[Mapping[str, Any], ...]:
        """Return the calls since the last time, as a trace tells them."""
        replies, self.replies = self.replies, []
        return tuple(
            {
                "first_ms": None if reply.first is None else reply.first * 1000,
                "total_ms": reply.total * 1000,
                "prompt_tokens": reply.prompt_tokens or 0,
                "completion_tokens": reply.completion_tokens or 0,
            }
            for reply in replies
        )


def main(arguments: Sequence[str] | None = None) -> int:
    """Ask every system every question, print the table, and return 0."""
    parser = argparse.ArgumentParser(prog="python -m evals.local_benchmark", description=__doc__)
    parser.add_argument("--questions", type=int, default=QUESTIONS, metavar="N", help=f"default: {QUESTIONS}")
    parser.add_argument("--model", type=Path, default=pulled(), metavar="PATH", help="default: the pulled one")
    parser.add_argument("--protocols", action="store_true", help="compare markers, schema and plain text")
    parser.add_argument("--minutes", type=float, default=MINUTES, metavar="N", help=f"default: {MINUTES:g}")
    parser.add_argument("--out", type=Path, metavar="FILE", help="keep every answer, one a line, and go on from there")
    options = parser.parse_args(arguments)
    if options.model is None:
        raise SettingsError("there is no model to measure.", hint="Run `fonte model pull`, or name one with --model.")
    llama.check_file(options.model)
    questions, record = choose(options.questions), Record(options.out, options.model.stem)
    deadline = time.monotonic() + 60 * options.minutes
    with systems(options.model, protocols=options.protocols) as asked:
        told = measure(questions, asked, record, deadline)
    done = min(map(len, told.values()))
    load = f"load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    sys.stdout.write(f"{options.model.stem} · {done} of {len(questions)} questions · {os.cpu_count()} cores {load}\n")
    sys.stdout.write("\n".join(table(told)) + "\n")
    return 0


def choose(count: int) -> tuple[Question, ...]:
    """Return `count` questions, taken evenly: a third of them without an answer."""
    (gold,) = [gold for gold in shipped_gold() if gold.name == "seeds"]
    asked = [
        q for q in load([gold.questions]) if q.split == "dev" and q.lang in ("it", "en") and not q.history
        and (q.vital if q.answerable else q.expected.kind == "abstain")
    ]  # fmt: skip
    without = count // UNANSWERABLE
    answered = _evenly([q for q in asked if q.answerable], count - without)
    unanswered = _evenly([q for q in asked if not q.answerable], without)
    return tuple(_mixed(answered, unanswered))


def measure(
    questions: Sequence[Question], asked: Mapping[str, System], record: Record, deadline: float
) -> dict[str, list[Told]]:
    """Return what every system says to every question begun before `deadline` (time.monotonic's seconds)."""
    told: dict[str, list[Told]] = {name: [] for name in asked}
    for question in questions:
        known = {name: record.find(name, question) for name in asked}
        if time.monotonic() > deadline and None in known.values():
            break
        for name, system in asked.items():
            told[name].append(known[name] or record.add(name, system(question)))
        sys.stderr.write(f"{question.id} asked\n")
    return told


@contextmanager
def systems(model: Path, *, protocols: bool) -> Iterator[dict[str, System]]:
    """Open what is compared, by name; the model is loaded and warm."""
    from evals.adapters.citation_query_engine import open_with  # a door

    corpus = shipped_corpus()
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        settings = Settings(corpus, Path(folder) / "store", engine="local", model=str(model))
        local = stack.enter_context(Assistant.open(settings=settings))
        client = ChatClient(llama.serve(model, model.stem))
        stack.callback(client.close)
        list(Exchange(client).ask(({"role": "user", "content": "Pronto?"},), 1))  # the first call warms it
        if protocols:
            yield {name: partial(_through, local, _engine(client, name)) for name in get_args(Protocol)}
            return
        without_model = replace(settings, engine="extractive", model=None)
        extractive = stack.enter_context(Assistant.open(settings=without_model))
        watched = Watched(client)
        peer = open_with(watched, corpus, open_embedder(settings.embedder))
        yield {
            CHAIN: partial(_chained, peer, watched),
            LOCAL: partial(_asked, local),
            ALONE: partial(_alone, local, client),
            EXTRACTIVE: partial(_asked, extractive),
        }


def _engine(client: ChatClient, protocol: str) -> ChatEngine:
    """Return the engine that trusts the model with `protocol`, as it does a capable one."""
    return ChatEngine("openai", client, Ability(cast(Protocol, protocol), context=SMALL_CONTEXT, reply=REPLY), {})


def _through(assistant: Assistant, engine: ChatEngine, question: Question) -> Told:
    began = time.perf_counter()
    found = assistant.retrieve(question.question)
    made = next(event for event in telling(found.asked, found.result, engine) if isinstance(event, Made))
    return _told(question, made.answer, time.perf_counter() - began, made.draft.record.get("calls", ()))


def _asked(assistant: Assistant, question: Question) -> Told:
    traced: list[Mapping[str, Any]] = []
    began = time.perf_counter()
    answer = assistant.ask(question.question, trace=traced.append)
    seconds = time.perf_counter() - began
    return _told(question, answer, seconds, [call for record in traced for call in record.get("calls", ())])


def _told(question: Question, answer: Answer, seconds: float, calls: Any) -> Told:
    text = MARKER.sub("", answer.text)
    return Told(question, text, answer.abstained, bool(answer.citations), seconds, tuple(calls))


def _alone(assistant: Assistant, client: ChatClient, question: Question) -> Told:
    """Return the model's draft from Fonte's prompt, whether or not the articles were judged to answer."""
    found = assistant.retrieve(question.question)
    places = places_to_show(find_grounds(found.asked, found.result).parts, found.result)
    rules = "small_it" if found.asked.language == "it" else "small"
    prompt = answer_prompt(rules, found.asked.interpreted.question, found.asked.language, found.result, places)
    exchange, began = Exchange(client), time.perf_counter()
    text = "".join(exchange.ask(prompt.messages, REPLY)).strip()
    return Told(question, text, refuses(text), False, time.perf_counter() - began, tuple(exchange.record()))


def _chained(peer: Any, watched: Watched, question: Question) -> Told:
    began = time.perf_counter()
    answer = peer(question.question, [])["answer"]
    seconds = time.perf_counter() - began
    text = MARKER.sub("", answer["text"])
    return Told(question, text, answer["abstained"], bool(answer["citations"]), seconds, watched.calls())


def _evenly(questions: Sequence[Question], count: int) -> list[Question]:
    return [questions[at * len(questions) // count] for at in range(min(count, len(questions)))]


def _mixed(many: Sequence[Question], few: Sequence[Question]) -> Iterator[Question]:
    """Yield both, the few spread among the many, so that a run that stops early has seen both kinds."""
    placed = [((at + 0.5) / len(part), question) for part in (many, few) for at, question in enumerate(part)]
    yield from (question for _, question in sorted(placed, key=lambda pair: pair[0]))


if __name__ == "__main__":
    sys.exit(main())
