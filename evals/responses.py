"""Hold what a system said to one question, in the few fields that metrics look at; whatever system it was.

A line of `responses.jsonl` is `{id, key, files, passages, confidence, answer}` or `{id, key, error}`. `answer` is an
Answer of Fonte, or of any system as far as it goes: only `text` is needed. Offsets are Python string indexes into the
decoded file. This module knows no gold and no files.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from rag.errors import InputError
from rag.language.sentences import split_sentences

MARKER = re.compile(r"\[(\d{1,4})\]")
_AFTER_STOP = re.compile(r"([.!?…]+[»\"”’)]*)((?:\s*\[\d{1,4}\])+)")


@dataclass(frozen=True, slots=True)
class Cited:
    """Hold one citation as given; `start` and `end` are None when the system tells no place."""

    n: int
    file: str
    start: int | None
    end: int | None
    quote: str
    encoding: str = "utf-8"
    record: int | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """Hold one sentence of an answer without its markers, and the numbers of the citations it names."""

    text: str
    citations: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """Hold one passage that was found, or shown to the engine; its `record` is found by `scoring/locating.py`."""

    file: str
    start: int
    end: int
    score: float = 0.0
    record: int | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Response:
    """Hold the outcome of one question; with an `error` nothing else counts.

    `files` and `found` are what the search gave, best first; `shown` is what the engine saw; `confidence` is 0..1 or
    None; `timings` are milliseconds by stage; `cost` is in dollars, None when unknown.
    """

    id: str
    error: str | None = None
    abstained: bool = False
    text: str = ""
    said: tuple[Said, ...] = ()
    cited: tuple[Cited, ...] = ()
    files: tuple[str, ...] = ()
    found: tuple[Place, ...] = ()
    shown: tuple[Place, ...] = ()
    confidence: float | None = None
    timings: Mapping[str, float] = field(default_factory=dict)
    tokens: tuple[int, int] = (0, 0)
    cost: float | None = 0.0
    reason: str | None = None

    @property
    def plain(self) -> str:
        """Return what a person reads, without the markers."""
        return " ".join(MARKER.sub("", self.text).split())

    def citation(self, n: int) -> Cited | None:
        """Return the first citation with this number, None when there is none."""
        return next((cited for cited in self.cited if cited.n == n), None)


def read_response(line: Mapping[str, Any]) -> Response:
    """Read one line of `responses.jsonl`; raises InputError when it has neither an answer nor an error."""
    id_ = str(line.get("id"))
    if line.get("error"):
        return Response(id_, error=str(line["error"]))
    answer = line.get("answer")
    if not isinstance(answer, Mapping) or not isinstance(answer.get("text"), str):
        raise InputError(f"the response to {id_!r} has no answer with a text.", hint="See evals/responses.py.")
    try:
        return _read(id_, line, answer)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise InputError(f"the response to {id_!r} cannot be read: {type(error).__name__} {error}.") from error


def _read(id_: str, line: Mapping[str, Any], answer: Mapping[str, Any]) -> Response:
    usage = answer.get("usage") or {}
    shown = _places(answer.get("passages") or ())
    found = _places(line["passages"]) if "passages" in line else shown
    return Response(
        id=id_,
        abstained=bool(answer.get("abstained", False)),
        text=answer["text"],
        said=_claims(answer),
        cited=tuple(_citation(item) for item in answer.get("citations") or ()),
        files=tuple(map(str, line["files"])) if "files" in line else tuple(dict.fromkeys(p.file for p in found)),
        found=found,
        shown=shown,
        confidence=None if line.get("confidence") is None else float(line["confidence"]),
        timings={str(stage): float(took) for stage, took in (answer.get("timings_ms") or {}).items()},
        tokens=(int(usage.get("prompt_tokens") or 0), int(usage.get("completion_tokens") or 0)),
        cost=None if usage.get("cost_usd", 0.0) is None else float(usage.get("cost_usd", 0.0)),
        reason=answer.get("reason"),
    )


def _places(passages: Sequence[Mapping[str, Any]]) -> tuple[Place, ...]:
    return tuple(
        Place(str(p["file"]), int(p["start"]), int(p["end"]), float(p.get("score", 0.0)), text=str(p.get("text", "")))
        for p in passages
    )


def _citation(item: Mapping[str, Any]) -> Cited:
    start, end = item.get("start"), item.get("end")
    return Cited(
        n=int(item["n"]),
        file=str(item["file"]),
        start=None if start is None else int(start),
        end=None if end is None else int(end),
        quote=str(item.get("quote", "")),
        encoding=str(item.get("encoding") or "utf-8"),
        record=None if item.get("record") is None else int(item["record"]),
    )


def _claims(answer: Mapping[str, Any]) -> tuple[Said, ...]:
    """Return the claims as given; for a system that gives none, the sentences of its text with their markers."""
    if answer.get("abstained") or answer.get("claims") is not None:
        return tuple(Said(str(c["text"]), tuple(map(int, c["citations"]))) for c in answer.get("claims") or ())
    text = _AFTER_STOP.sub(r" \2\1", answer["text"])  # so that a marker stays with its sentence
    said = []
    for span in split_sentences(text):
        sentence = span.of(text)
        words = " ".join(MARKER.sub("", sentence).split())
        if any(c.isalnum() for c in words):
            said.append(Said(words, tuple(dict.fromkeys(map(int, MARKER.findall(sentence))))))
    return tuple(said)
