"""Check claims of any origin, line by line: claims and the texts they cite go in, verdicts come out.

Nothing is searched and no store is needed. The lines are kept and resumed as in a batch (`batch_lines.py`); an
embedder helps words meet, and without one stems and the thesaurus speak alone.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from rag import __version__
from rag.answering.checking import MAX_CLAIM, Nearness, check
from rag.batch_lines import LinesReport, id_of, read_lines, work_through
from rag.errors import InputError
from rag.store.embedding.opening import open_embedder
from rag.store.embedding.protocol import EmbedderUnavailable
from rag.wire import Json, to_text

MAX_CHARACTERS = 200_000  # of one claim with its sources; more is a mistake, not a citation


@dataclass(frozen=True, slots=True)
class ClaimItem:
    """Hold one claim of the input with the texts it cites."""

    id: str | int
    claim: str
    sources: tuple[str, ...]
    question: str | None = None


@dataclass(frozen=True, slots=True)
class Measure:
    """Hold the measure between words, what it is made of, and why there is no embedder, if there is none."""

    nearness: Nearness
    name: str
    why: str | None = None


def read_claims(source: Path) -> tuple[ClaimItem, ...]:
    """Read the claims; raises InputError naming the line of whatever is wrong, before anything is checked."""
    example = 'A line is {"id": "1", "claim": "…", "sources": ["…"]}.'
    return read_lines(source, _item, InputError(f"no claims in {str(source)!r}.", hint=example))


def open_measure(embedder: str) -> Measure:
    """Return the measure with the embedder called `embedder`, or with none where it cannot be used here."""
    try:
        made = open_embedder(embedder)
    except EmbedderUnavailable as unavailable:
        return Measure(Nearness(), "words", str(unavailable))
    return Measure(Nearness(made), made.name)


def check_claims(
    items: Sequence[ClaimItem],
    target: Path,
    measure: Measure,
    *,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> LinesReport:
    """Write the verdict of each claim to `target`, keeping the lines it already holds for the same claim and sources.

    A claim that fails gets a line with `error` and does not stop the others. Raises InputError when `target` holds
    something other than an earlier output, or cannot be written.
    """
    keys = {item.id: _key(item, measure) for item in items}
    return work_through(items, target, keys, lambda item: _verdict(item, measure), progress)


def _verdict(item: ClaimItem, measure: Measure) -> dict[str, Json]:
    checked = check(item.claim, item.sources, question=item.question, nearness=measure.nearness)
    return {"verdict": checked.verdict, "checks": dict(checked.checks)}


def _item(document: Json, place: str) -> ClaimItem:
    if not isinstance(document, dict):
        raise InputError(f"{place} must be an object with id, claim and sources.")
    id_, claim, question = id_of(document, place), document.get("claim"), document.get("question")
    if not isinstance(claim, str):
        raise InputError(f"{place} must have a claim, a string.")
    if len(claim) > MAX_CLAIM:
        raise InputError(f"{place} has a claim of {len(claim):,} characters and at most {MAX_CLAIM:,} can be checked.")
    if not (question is None or isinstance(question, str)):
        raise InputError(f"{place} must have a question that is a string, or none.")
    given = document.get("sources")
    sources = tuple(text for text in given if isinstance(text, str)) if isinstance(given, list) else ()
    if not isinstance(given, list) or len(sources) < len(given):
        raise InputError(f"{place} must have sources, a list of strings.")
    size = len(claim) + sum(map(len, sources))
    if size > MAX_CHARACTERS:
        raise InputError(f"{place} holds {size:,} characters and at most {MAX_CHARACTERS:,} can be checked at once.")
    return ClaimItem(id_, claim, sources, question)


def _key(item: ClaimItem, measure: Measure) -> str:
    parts: list[Json] = [item.id, item.claim, [*item.sources], item.question, measure.name, __version__]
    return hashlib.sha256(to_text(parts).encode("utf-8", "replace")).hexdigest()
