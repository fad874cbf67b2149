"""Ask many questions in one process: JSON lines in, JSON lines out, resumable.

Each finished question is appended to the output at once, so that a kill loses nothing; at the end the output is
written anew, atomically, in the order of the input. A line carries `key`, the fingerprint of everything its answer
depends on: on resume a line is kept when its key is the one it would get today and it has no `error`. The assistant is
passed in; this module knows nothing of how it answers.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from rag.batch_lines import Item, LinesReport, work_through
from rag.settings import MAX_TOP_K, Settings
from rag.types import Answer, CorpusState, Filters, Passage
from rag.wire import Json, answer_to_json, distinct_files, passage_to_json, to_text

_WIDER = 5


class Searches(Protocol):
    """Stand for the assistant, as far as a search needs it."""

    def search(self, question: str, k: int = 10, *, filters: Filters = ...) -> list[Passage]:
        """Return the best passages."""


class Asks(Searches, Protocol):
    """Stand for the assistant, as far as a batch needs it."""

    settings: Settings

    def state(self) -> CorpusState:
        """Return the state of the corpus that answers speak of."""

    def ask(self, question: str, *, history: Sequence[tuple[str, str]] = ..., filters: Filters = ...) -> Answer:
        """Return an answer."""

    def retrieve(self, question: str, *, k: int = ..., history: Sequence[tuple[str, str]] = ...) -> Any:
        """Return the question as understood after `history`, among other things."""


@dataclass(frozen=True, slots=True)
class BatchOptions:
    """Hold what changes a line of the output beside the question."""

    search_only: bool = False
    k: int = 10
    filters: Filters = Filters()


def run_batch(
    items: Sequence[Item],
    target: Path,
    assistant: Asks,
    options: BatchOptions = BatchOptions(),
    *,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> LinesReport:
    """Answer `items` into `target`, keeping what it already holds; see the module for what is kept.

    A question that fails gets a line with `error` and does not stop the others. Raises InputError when `target` holds
    something other than an earlier output, or cannot be written.
    """
    context = _context(assistant, options)
    keys = {item.id: _key(item, context) for item in items}
    return work_through(items, target, keys, lambda item: _answered(item, assistant, options), progress)


def ranked_files(
    assistant: Searches, question: str, passages: Sequence[Passage], k: int, filters: Filters
) -> tuple[str, ...]:
    """Return up to `k` distinct files by best passage, looking further when `passages` share too few files."""
    files = distinct_files(passages)
    if len(files) < k <= len(passages):
        wider = assistant.search(question, min(k * _WIDER, MAX_TOP_K), filters=filters)
        files = tuple(dict.fromkeys([*files, *distinct_files(wider)]))
    return files[:k]


def _answered(item: Item, assistant: Asks, options: BatchOptions) -> dict[str, Json]:
    answer: Answer | None = None
    question = item.question
    if not options.search_only:
        answer = assistant.ask(item.question, history=item.history, filters=options.filters)
    if item.history:
        question = _understood(item, assistant) if answer is None else answer.interpreted.question
    passages = assistant.search(question, options.k, filters=options.filters)
    found: dict[str, Json] = {
        "files": [*ranked_files(assistant, question, passages, options.k, options.filters)],
        "passages": [passage_to_json(passage) for passage in passages],
    }
    return found if answer is None else {**found, "answer": answer_to_json(answer)}


def _understood(item: Item, assistant: Asks) -> str:
    asked = assistant.retrieve(item.question, k=1, history=item.history).asked
    return str(asked.interpreted.question)


def _context(assistant: Asks, options: BatchOptions) -> list[Json]:
    chosen, filters = assistant.settings, options.filters
    return [
        [chosen.engine, chosen.embedder, chosen.model, chosen.base_url, chosen.protocol, chosen.rerank],
        [options.search_only, options.k, filters.since, filters.until, [*filters.files], filters.from_words],
        assistant.state().state,
    ]


def _key(item: Item, context: list[Json]) -> str:
    turns: list[Json] = [[*turn] for turn in item.history]
    return hashlib.sha256(to_text([item.id, item.question, turns, context]).encode("utf-8", "replace")).hexdigest()
