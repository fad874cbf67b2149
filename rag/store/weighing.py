"""Weigh common terms in a few chunks: the BM25 that FTS5 gives, from the chunks' own analysed words.

score = Σ idf · f (k1 + 1) / (f + k1 (1 - b + b |D| / avg|D|)), idf = ln((N - n + 0.5) / (n + 0.5)) and at least 1e-6,
k1 = 1.2, b = 0.75 (https://www.sqlite.org/fts5.html#the_bm25_function; f counts a title's words twice). The lengths are
those of FTS5's own records, whose format that page gives.
"""

from __future__ import annotations

import json
import math
import sqlite3
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rag.store.impacts import TEXT_WEIGHT, TITLE_WEIGHT

_K1 = 1.2
_B = 0.75
_LEAST_IDF = 1e-6
_AVERAGES = 1  # the id of FTS5's record of the whole table: rows, then the tokens of each column
_ROWS = """
    SELECT words.rowid, title, surfaces, stems, sz FROM words JOIN words_docsize ON id = words.rowid
    WHERE words.rowid IN (SELECT value FROM json_each(?))
"""


@dataclass(frozen=True, slots=True)
class Term:
    """Hold a folded form or a stem with the number of chunks that hold it."""

    text: str
    chunks: int
    stem: bool


def idf(chunks: int, holding: int) -> float:
    """Return the inverse document frequency as FTS5's bm25 takes it."""
    return max(_LEAST_IDF, math.log((chunks - holding + 0.5) / (holding + 0.5))) if holding <= chunks else _LEAST_IDF


def weigh(connection: sqlite3.Connection, numbers: Sequence[int], terms: Collection[Term]) -> NDArray[np.float64]:
    """Return what the terms add to the BM25 of each chunk, shape (numbers,)."""
    average = connection.execute("SELECT block FROM words_data WHERE id = ?", (_AVERAGES,)).fetchone()
    chunks, *tokens = _integers(average[0]) if average else (0, 0)
    mean = sum(tokens) / max(1, chunks) or 1.0
    weights = [(f" {term.text} ", term.stem, idf(chunks, term.chunks)) for term in terms]
    found: dict[int, float] = {}
    for number, title, surfaces, stems, size in connection.execute(_ROWS, (json.dumps(list(numbers)),)):
        above, forms, roots = _spaced(title), _spaced(surfaces), _spaced(stems)
        spread = _K1 * (1 - _B + _B * sum(_integers(size)) / mean)
        score = 0.0
        for text, stem, weight in weights:
            count = TITLE_WEIGHT * above.count(text) + TEXT_WEIGHT * (roots if stem else forms).count(text)
            score += weight * count * (_K1 + 1) / (count + spread)
        found[number] = score
    return np.array([found.get(number, 0.0) for number in numbers])


def _spaced(words: str) -> str:
    """Return words with spaces of their own on both sides, so that each is found and counted as a whole."""
    return f" {words.replace(' ', '  ')} "


def _integers(blob: bytes) -> list[int]:
    """Return the numbers in FTS5's variable-length code: seven bits a byte, high ones first, all of the ninth's."""
    numbers, value, length = [], 0, 0
    for byte in blob:
        length += 1
        if length == 9:
            numbers.append((value << 8) | byte)
        elif byte & 0x80:
            value = (value << 7) | (byte & 0x7F)
            continue
        else:
            numbers.append((value << 7) | byte)
        value, length = 0, 0
    return numbers
