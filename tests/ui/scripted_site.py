"""Serve the page over an assistant that says what a test wants: `python scripted_site.py HOST`.

A question is a script: "ripeti N…" answers with the payloads of those numbers in every field an answer has, "lento"
speaks a sentence every tenth of a second, anything else gets two sentences.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Collection, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from rag.settings import Settings  # noqa: E402
from rag.types import (  # noqa: E402
    Answer,
    AnswerEvent,
    Citation,
    Claim,
    ClaimEvent,
    CorpusState,
    Document,
    Event,
    Filters,
    Interpreted,
    Notice,
    Source,
    Span,
    StatusEvent,
    Usage,
)  # fmt: skip
from tests.cli.fakes import abstained, answered, passage  # noqa: E402
from tests.ui.payloads import PAYLOADS  # noqa: E402
from ui.place import Place  # noqa: E402
from ui.serving import serve  # noqa: E402


class Reader:
    """Hold one article for every payload: its name, its title, its text."""

    def __init__(self, texts: tuple[str, ...]) -> None:
        self.documents = {document(text).file: document(text) for text in texts}

    def files(self) -> list[Source]:
        return [
            Source(d.file, d.sha256, "utf-8", d.title, d.date, d.outlet, d.url, d.language)
            for d in self.documents.values()
        ]

    def document(self, file: str) -> Document | None:
        return self.documents.get(file)

    def sources(self, files: Collection[str]) -> dict[str, Source]:
        return {source.file: source for source in self.files() if source.file in files}


def document(text: str) -> Document:
    body = f"Prima. {text} Dopo.\n{text}\n"
    grey = Span(len(body) - len(text) - 1, len(body))
    return Document(text, body, "utf-8", "0" * 64, text, text, None, text, text, "und", (grey,))


def hostile(question: str, texts: list[str]) -> Answer:
    """Return an answer that holds hostile texts wherever an answer holds text."""
    citations = tuple(
        Citation(n, text, text, text, text, "utf-8", 7, 7 + len(text), n, None, None, text, "0" * 64)
        for n, text in enumerate(texts, 1)
    )
    claims = tuple(Claim(text, (n,), "partial", {"numbers": "ok"}) for n, text in enumerate(texts, 1))
    return replace(
        answered(question),
        interpreted=Interpreted(texts[0] + " inteso", {"since": texts[0], texts[-1]: texts[-1]}),
        answer_language=texts[0],
        claims=claims,
        citations=citations,
        unanswered=tuple(texts),
        model=texts[0],
        usage=Usage(10, 20),
        warnings=tuple(Notice("x", text) for text in texts),
    )


class Scripted:
    """Stand where an Assistant stands."""

    settings = Settings(corpus=ROOT / "seeds")
    notices: tuple[Notice, ...] = ()
    report = None

    def __init__(self, texts: tuple[str, ...]) -> None:
        self.texts = texts

    def reader(self) -> Reader:
        return Reader(self.texts)

    def state(self) -> CorpusState:
        return CorpusState(len(self.texts), "scripted")

    def retrieve(self, question: str, **_: Any) -> Any:
        raise KeyError(question)

    def search(self, question: str, k: int = 10, *, filters: Filters = Filters()) -> list[Any]:
        return [passage()][:k]

    def stream(self, question: str, *, history: Any = (), filters: Filters = Filters()) -> Iterator[Event]:
        yield StatusEvent("search")
        answer = self.answer(question, [asked for asked, _ in history], filters)
        for place, claim in enumerate(answer.claims):
            time.sleep(0.1 if question.startswith("lento") else 0.02)
            yield ClaimEvent(claim, answer.citations[place : place + 1])
        yield AnswerEvent(answer)

    def answer(self, question: str, before: list[str], filters: Filters) -> Answer:
        words = question.split()
        if words[0] == "ripeti":
            return hostile(question, [self.texts[int(number)] for number in words[1].split(",")])
        if words[0] == "taci":
            text = self.texts[int(words[1])]
            return replace(abstained(question), text=text, reason=text, passages=(passage(text, text),))
        answer = answered(question)
        told = {k: v for k, v in {"since": filters.since, "until": filters.until}.items() if v}
        if words[0].startswith("lento"):
            claims = tuple(Claim(f"Frase numero {n}.", (1,), "supported", {}) for n in range(60))
            return replace(answer, claims=claims, citations=answer.citations[:1] * 60)
        understood = f"{question} (dopo {before[-1]})" if before else question
        return replace(answer, interpreted=Interpreted(understood, told))

    def close(self) -> None:
        return None


if __name__ == "__main__":
    serve(Scripted(tuple(payload.replace("HOST", sys.argv[1]) for payload in PAYLOADS)), Place(port=0))
