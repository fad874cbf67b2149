"""Count tokens and choose what is shown to a model: the passages, best first, that leave room for its reply.

Counts with o200k_base, from the tables that llama-index-core carries: nothing is fetched. Other models cut text
differently, so a margin is added for them.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from rag.answering.prompting import Message, inert
from rag.types import SearchResult

if TYPE_CHECKING:
    from tiktoken import Encoding

MARGIN = 1.35  # how much more another tokenizer may need; cl100k_base needs 1.11 to 1.19 for the shipped articles
_LABEL = 6  # tokens of "[s12] " and the line break
_HEADLINE = 60  # tokens of an article's line: title, date, outlet
_TURN = 8  # tokens that a chat template puts around a message
_LONGEST = 20_000  # characters encoded at once: tiktoken is quadratic in a run without spaces
_LOADING = threading.Lock()


@dataclass(frozen=True, slots=True)
class Selection:
    """Hold what is shown: the places of sentences and of the passages they stand in; `cut` tells that some were not."""

    sentences: tuple[int, ...]
    passages: frozenset[int]
    cut: bool


def count_tokens(text: str) -> int:
    """Return the tokens of `text` in o200k_base; what looks like a special token is text."""
    return sum(
        len(_encoding().encode(text[at : at + _LONGEST], disallowed_special=())) for at in range(0, len(text), _LONGEST)
    )


def count_messages(messages: Sequence[Message]) -> int:
    """Return the tokens of a prompt, chat template included."""
    return sum(count_tokens(message["content"]) + _TURN for message in messages)


def select(result: SearchResult, room: int, *, margin: float = MARGIN) -> Selection:
    """Return as many passages, best first, as fit into `room` tokens; of the first one at least its beginning."""
    chosen: list[int] = []
    passages: set[int] = set()
    files: set[str] = set()
    left = room / margin
    for place, passage in enumerate(result.passages):
        own = [index for index, sentence in enumerate(result.sentences) if sentence.passage == place]
        costs = [count_tokens(inert(result.sentences[index].text)) + _LABEL for index in own]
        head = 0 if passage.file in files else _HEADLINE
        if head + sum(costs) > left:
            if chosen:
                continue  # a later one may be shorter
            own = _beginning(own, costs, left - head)
            costs = costs[: len(own)]
        if own:
            chosen.extend(own)
            passages.add(place)
            files.add(passage.file)
            left -= head + sum(costs)
    return Selection(tuple(chosen), frozenset(passages), len(chosen) < len(result.sentences))


def _beginning(own: Sequence[int], costs: Sequence[int], left: float) -> list[int]:
    kept: list[int] = []
    for index, cost in zip(own, costs, strict=True):
        left -= cost
        if left < 0 and kept:
            break
        kept.append(index)
    return kept


def _encoding() -> Encoding:
    with _LOADING:
        return _loaded()


@cache
def _loaded() -> Encoding:
    spec = find_spec("llama_index.core")
    tables = Path(str(spec.origin)).parent / "_static" / "tiktoken_cache" if spec is not None else Path()
    before = os.environ.get(_TABLES)
    if tables.is_dir():
        os.environ[_TABLES] = str(tables)  # another folder, or none, would mean a download
    try:
        import tiktoken

        return tiktoken.get_encoding("o200k_base")
    finally:
        if before is None:
            os.environ.pop(_TABLES, None)
        else:
            os.environ[_TABLES] = before


_TABLES = "TIKTOKEN_CACHE_DIR"
