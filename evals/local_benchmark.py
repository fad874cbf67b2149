"""Measure the small local model with and without Fonte around it: `python -m evals.local_benchmark`.

It asserts nothing. One model, one process, the same articles, the same questions (the `dev` split of the shipped gold
set, Italian and English): the CitationQueryEngine of LlamaIndex as its manual shows it; the draft of the model alone,
from the prompt of Fonte, as it came; Fonte with the engine `local`; Fonte without a model. Other work on the machine
goes into the times.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
from collections.abc import Generator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from evals.goldsets import shipped_gold
from evals.local_figures import Told, right, table
from evals.questions import Question, load
from evals.responses import MARKER
from rag.answering.drafts.refusing import refuses
from rag.answering.endpoint.client import Allowance, ChatClient, Reply, Request
from rag.answering.engines import llama
from rag.answering.engines.exchange import Exchange
from rag.answering.engines.grounds import find_grounds, places_to_show
from rag.answering.prompting import answer_prompt
from rag.assistant import Assistant
from rag.errors import SettingsError
from rag.models.cache import pulled
from rag.settings import Settings, shipped_corpus
from rag.store.embedders import open_embedder

QUESTIONS = 12
UNANSWERABLE = 3  # one question in so many has no answer in the articles
REPLY = 160  # tokens
CHAIN, ALONE, LOCAL, EXTRACTIVE = "CitationQueryEngine", "its draft alone", "fonte, local", "fonte, extractive"


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
    parser.add_argument("--out", type=Path, metavar="FILE", help="write every answer, one a line")
    options = parser.parse_args(arguments)
    if options.model is None:
        raise SettingsError("there is no model to measure.", hint="Run `fonte model pull`, or name one with --model.")
    told = measure(choose(options.questions), options.model)
    if options.out is not None:
        lines = [json.dumps(_line(system, one), ensure_ascii=False) for system in told for one in told[system]]
        options.out.write_text("\n".join(lines) + "\n", encoding="utf-8")
    load = f"load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    sys.stdout.write(f"{options.model.stem} · {options.questions} questions · {os.cpu_count()} cores {load}\n")
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
    return (
        *_evenly([q for q in asked if q.answerable], count - without),
        *_evenly([q for q in asked if not q.answerable], without),
    )


def measure(questions: Sequence[Question], model: Path) -> dict[str, list[Told]]:
    """Return what every system says to every question."""
    from evals.adapters.citation_query_engine import open_with  # a door

    told: dict[str, list[Told]] = {system: [] for system in (CHAIN, ALONE, LOCAL, EXTRACTIVE)}
    corpus = shipped_corpus()
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(corpus, Path(folder) / "store", engine="local", model=str(model))
        with (
            Assistant.open(settings=settings) as local,
            Assistant.open(settings=replace(settings, engine="extractive", model=None)) as extractive,
        ):
            client = ChatClient(llama.serve(model, model.stem))
            watched = Watched(client)
            peer = open_with(watched, corpus, open_embedder(settings.embedder))
            list(Exchange(client).ask(({"role": "user", "content": "Pronto?"},), 1))  # the first call warms it
            for question in questions:
                told[CHAIN].append(_chained(peer, watched, question))
                told[LOCAL].append(_asked(local, question))
                told[ALONE].append(_alone(local, client, question))
                told[EXTRACTIVE].append(_asked(extractive, question))
                sys.stderr.write(f"{question.id} asked\n")
            peer.close()
            client.close()
    return told


def _asked(assistant: Assistant, question: Question) -> Told:
    traced: list[Mapping[str, Any]] = []
    began = time.perf_counter()
    answer = assistant.ask(question.question, trace=traced.append)
    seconds = time.perf_counter() - began
    calls = tuple(call for record in traced for call in record.get("calls", ()))
    return Told(question, MARKER.sub("", answer.text), answer.abstained, bool(answer.citations), seconds, calls)


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


def _line(system: str, told: Told) -> dict[str, Any]:
    said = {"text": told.text, "abstained": told.abstained, "cited": told.cited, "right": right(told)}
    return {"system": system, "id": told.question.id, "question": told.question.question, **said,
            "seconds": round(told.seconds, 2), "calls": list(told.calls)}  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
