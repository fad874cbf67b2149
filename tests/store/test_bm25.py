"""BM25 summed over lists: the best are the best, however few of the chunks are looked at."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from rag.store import bm25
from rag.store.largest import kth_largest, largest
from rag.store.postings import Postings

CHUNKS = 5_000


def lists(rng: np.random.Generator, shares: list[float]) -> list[bm25.Impacts]:
    lengths = rng.integers(50, 300, CHUNKS).astype(np.uint16)
    damped = bm25.damping(np.arange(CHUNKS, dtype=np.int32), lengths)
    held = [np.flatnonzero(rng.random(CHUNKS) < share).astype(np.int32) for share in shares]
    counts = [rng.integers(1, 4, len(numbers)).astype(np.uint8) for numbers in held]
    return [bm25.Impacts(Postings(*pair), damped) for pair in zip(held, counts, strict=True)]


def best(scores: bm25.Scores, k: int) -> list[tuple[int, float]]:
    order = np.lexsort((scores.numbers, -scores.scores))[:k]
    return list(zip(scores.numbers[order].tolist(), scores.scores[order].tolist(), strict=True))


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("within", [False, True])
def test_the_best_are_the_same_to_the_last_bit_when_common_terms_are_only_looked_up(
    seed: int, within: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    rng = np.random.default_rng(seed)
    terms = lists(rng, [0.002, 0.01, 0.05, 0.3, 0.4, 0.45])
    mask: NDArray[np.bool_] | None = rng.random(CHUNKS) < 0.5 if within else None
    whole = bm25.bm25(terms, CHUNKS, CHUNKS, 20, mask)
    looked_up: list[int] = []
    look_up = bm25._looked_up

    def counted(numbers: NDArray[np.intp], *of: Any) -> NDArray[np.float64]:
        looked_up.append(len(numbers))
        return look_up(numbers, *of)

    monkeypatch.setattr(bm25, "_looked_up", counted)
    monkeypatch.setattr(bm25, "_WALKED", 50)
    monkeypatch.setattr(bm25, "_FEW", 50)
    monkeypatch.setattr(bm25, "_LOOKED_UP", 1)
    assert best(bm25.bm25(terms, CHUNKS, CHUNKS, 20, mask), 20) == best(whole, 20)
    assert looked_up and looked_up[0] < CHUNKS / 4


def test_a_chunk_that_holds_the_common_terms_alone_wins_when_the_rare_ones_find_too_few(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(bm25, "_WALKED", 1)
    monkeypatch.setattr(bm25, "_FEW", 1)
    damped = bm25.damping(np.arange(CHUNKS, dtype=np.int32), np.full(CHUNKS, 100, dtype=np.uint16))
    held = [np.array([3, 9], dtype=np.int32), np.arange(0, CHUNKS, 4, dtype=np.int32)]
    rare, common = (bm25.Impacts(Postings(some, np.ones(len(some), dtype=np.uint8)), damped) for some in held)
    found = bm25.bm25([rare, common], CHUNKS, CHUNKS, 5, None)
    assert [number for number, _ in best(found, 5)] == [3, 9, 0, 4, 8]


def test_a_term_in_more_than_half_of_the_chunks_weighs_next_to_nothing() -> None:
    assert bm25.idf(1_000, 1) > 6 > bm25.idf(1_000, 100) > 2 > bm25.idf(1_000, 501) == bm25.idf(10, 11) > 0


def test_the_largest_are_found_among_ties_and_in_few() -> None:
    rng = np.random.default_rng(1)
    for size, k in ((3, 5), (5, 5), (1_000, 7), (10_007, 60), (64, 1)):
        values = rng.integers(0, size, size).astype(np.float64)
        places = largest(values, k)
        wanted = np.sort(values)[::-1][:k]
        assert np.array_equal(np.sort(values[places])[::-1][:k], wanted) and len(places) <= 2 * k
        assert kth_largest(values, min(k, size)) == wanted[-1]
    assert len(largest(np.ones(1_000), 10)) == 20  # no more of those that are equal
