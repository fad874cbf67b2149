"""Find the passages that may answer a question: by meaning and by words, fused, the best of them looked at again.

Takes a question and a reader of the store, gives a SearchResult. Knows nothing of answers; never writes.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from rag.language.questions import Question
from rag.language.words import Word, find_words
from rag.retrieval.filters import allowed
from rag.retrieval.fusion import LegScores, fuse, ranked
from rag.retrieval.laying_out import passage_of, sentence_texts, sentences_of
from rag.retrieval.lexicon import HANDED_ON, NearWords, near_words
from rag.retrieval.reading import Hit, QueryEmbedder, Reader, Stored, Vector
from rag.retrieval.reranking import AT_MOST, SECOND_LOOK, Candidate, bag, rerank
from rag.types import Chunk, CorpusState, Filters, Leg, Legs, SearchResult, Source

DEPTH = 60  # candidates taken from each leg, or k when that is more
_COVERING = 5  # passages looked at for the coverage of the word leg


@dataclass(frozen=True, slots=True)
class Weights:
    """Say how much each part of the score counts; 0 silences a part.

    Chosen with `python -m evals.retrieval`, which prints what each part is worth.
    """

    passage: float = 1.0  # the cosine of the whole passage
    sentence: float = 1.5  # the cosine of its best sentence
    words: float = 1.0  # BM25, times the square of its coverage
    covered: float = 0.5  # each of the two measures of the second look
    preferred: float = 1.0  # an article by the outlet or of the day that the question names


WEIGHTS = Weights()


def search(
    reader: Reader,
    embedder: QueryEmbedder | None,
    question: str,
    parts: Sequence[Question],
    *,
    k: int,
    filters: Filters = Filters(),
    preferred: Collection[str] = frozenset(),
    known_scale: bool = True,
    weights: Weights = WEIGHTS,
) -> SearchResult:
    """Return at most `k` passages, best first, with all that is known of their sentences and the question's words.

    Of passages that fit about as well those of the `preferred` files come first.

    `known_scale` says that the embedder's cosines mean what the calibration knows; without it no similarities and no
    related words are used or handed on.
    """
    files = allowed(reader.files(), filters) if filters else None
    state = reader.state() or CorpusState(0, "")
    words = [word for word in find_words(question, parts[0].language) if not word.stop]
    texts = list(dict.fromkeys([question, *(part.text for part in parts)]))
    vectors = None if embedder is None else embedder.embed_queries(texts)
    depth = max(DEPTH, k)
    dense = [] if vectors is None else reader.dense(vectors[0], depth, files)
    lexical = _word_leg(reader, words, depth, files)
    stored = reader.chunks(list(dict.fromkeys([hit.chunk_id for hit in (*dense, *lexical)])))
    covering = [stored[hit.chunk_id].chunk for hit in lexical[:_COVERING]]
    heard = _coverage(words, _rarity(reader, words), covering) ** 2 if vectors is not None else 1.0
    scores = fuse(
        [
            LegScores(_cosines(vectors, stored), weights.passage),
            LegScores(_best_sentences(vectors, stored), weights.sentence),
            LegScores({hit.chunk_id: hit.score for hit in lexical}, heard * weights.words),
            LegScores({name: float(item.chunk.file in preferred) for name, item in stored.items()}, weights.preferred),
        ]
    )
    first = ranked(scores)
    looked = {chunk: stored[chunk].chunk for chunk in first[:SECOND_LOOK]}
    sources = reader.sources({chunk.file for chunk in looked.values()} | {stored[c].chunk.file for c in first[:k]})
    near = None
    if embedder is not None and known_scale:
        near = near_words(reader, embedder, parts, _vocabulary(looked.values(), sources))
    again = _second_look(reader, scores, looked, parts, sources, near, weights.covered)
    chosen = [*ranked(again), *first[SECOND_LOOK:]][:k]
    scores |= again
    sources = {file: sources[file] for file in sorted({stored[chunk].chunk.file for chunk in chosen})}
    legs = _legs(dense, lexical)
    sentences = sentences_of([stored[chunk].chunk for chunk in chosen])
    similarities = _similarities([stored[chunk] for chunk in chosen], len(sentences), vectors)
    shown = _vocabulary([stored[chunk].chunk for chunk in chosen], sources)
    related = near.among(shown, HANDED_ON) if near is not None else {}
    return SearchResult(
        passages=tuple(
            passage_of(stored[chunk].chunk, sources, scores[chunk], legs.get(chunk, Legs())) for chunk in chosen
        ),
        sentences=sentences,
        sources=sources,
        state=state,
        rarity=_rarity_of_parts(reader, parts, related),
        related=related,
        similarities={t: similarities[i] for i, t in enumerate(texts)} if similarities and known_scale else {},
    )


def _second_look(
    reader: Reader,
    scores: Mapping[str, float],
    looked: Mapping[str, Chunk],
    parts: Sequence[Question],
    sources: Mapping[str, Source],
    near: NearWords | None,
    weight: float,
) -> dict[str, float]:
    """Return the scores of the best candidates with what they cover of the question."""
    candidates = {
        name: Candidate(
            tuple(bag(text, sources[chunk.file].language) for text in sentence_texts(chunk)),
            bag(sources[chunk.file].title or "", sources[chunk.file].language),
        )
        for name, chunk in looked.items()
    }
    words = list({word.surface: word for part in parts for word in part.words}.values())
    related = near.among(None, AT_MOST) if near is not None else {}
    return rerank(scores, candidates, words, _rarity_of_parts(reader, parts, related), related, weight)


def _vocabulary(chunks: Iterable[Chunk], sources: Mapping[str, Source]) -> set[str]:
    """Return the words of the chunks and of their articles' titles that have vectors of their own."""
    shown: set[str] = set()
    for chunk in chunks:
        language = sources[chunk.file].language
        for text in (*sentence_texts(chunk), sources[chunk.file].title or ""):
            shown |= bag(text, language).vectored
    return shown


def _word_leg(reader: Reader, words: Sequence[Word], depth: int, files: Collection[str] | None) -> Sequence[Hit]:
    if not words:
        return []
    surfaces = list(dict.fromkeys(word.surface for word in words))
    stems = list(dict.fromkeys(word.stem for word in words))
    return reader.words(surfaces, stems, depth, files)


def _rarity(reader: Reader, words: Sequence[Word]) -> dict[str, float]:
    """Return the inverse document frequency of each word, scaled to 0..1; a word nobody uses has 1."""
    counts = reader.frequency(sorted({term for word in words for term in (word.surface, word.stem)}))
    size = reader.size()
    most = math.log((size + 1) / 0.5)
    return {
        word.surface: math.log((size + 1) / (max(counts.get(word.surface, 0), counts.get(word.stem, 0)) + 0.5)) / most
        for word in words
    }


def _rarity_of_parts(
    reader: Reader, parts: Sequence[Question], related: Mapping[str, Mapping[str, float]]
) -> dict[str, float]:
    """Return rarities; a word the corpus does not use takes its share from the near word that it does use.

    A name does not: the articles' silence about it is evidence.
    """
    names = {word.surface for part in parts for word in part.telling}
    words = [word for part in parts for word in part.words]
    rarity = _rarity(reader, words)
    near = {
        word: max(strengths.items(), key=lambda item: (item[1], item[0]))
        for word, strengths in related.items()
        if strengths
    }
    counts = reader.frequency(sorted({name for name, _ in near.values()}))
    size = reader.size()
    for word, (name, strength) in near.items():
        if rarity.get(word, 0.0) >= 0.999 and word not in names:
            theirs = math.log((size + 1) / (counts.get(name, 0) + 0.5)) / math.log((size + 1) / 0.5)
            rarity[word] = strength * theirs + (1 - strength)
    return rarity


def _coverage(words: Sequence[Word], rarity: Mapping[str, float], chunks: Sequence[Chunk]) -> float:
    """Return the share of the question's words, by rarity, that the best passages of the word leg hold."""
    total = sum(max(0.0, rarity.get(word.surface, 1.0)) for word in words)
    if total <= 0 or not chunks:
        return 1.0 if chunks else 0.0
    held = frozenset[str]().union(*(bag(text, "").surfaces for chunk in chunks for text in sentence_texts(chunk)))
    found = sum(
        max(0.0, rarity.get(word.surface, 1.0))
        for word in words
        if word.surface in held or any(other.startswith(word.stem) for other in held if len(word.stem) > 3)
    )
    return found / total


def _cosines(vectors: Vector | None, stored: Mapping[str, Stored]) -> dict[str, float]:
    if vectors is None:
        return {}
    return {chunk: float(item.vector @ vectors[0]) for chunk, item in stored.items() if item.vector is not None}


def _best_sentences(vectors: Vector | None, stored: Mapping[str, Stored]) -> dict[str, float]:
    if vectors is None:
        return {}
    return {
        chunk: float(np.max(item.sentence_vectors @ vectors[0]))
        for chunk, item in stored.items()
        if item.sentence_vectors is not None and len(item.sentence_vectors)
    }


def _legs(dense: Sequence[Hit], lexical: Sequence[Hit]) -> dict[str, Legs]:
    by_meaning = {hit.chunk_id: Leg(rank, round(hit.score, 6)) for rank, hit in enumerate(dense, 1)}
    by_words = {hit.chunk_id: Leg(rank, round(hit.score, 6)) for rank, hit in enumerate(lexical, 1)}
    return {
        chunk: Legs(by_meaning.get(chunk), by_words.get(chunk)) for chunk in sorted(by_meaning.keys() | by_words.keys())
    }


def _similarities(items: Sequence[Stored], count: int, vectors: Vector | None) -> list[tuple[float, ...]]:
    """Return, for each text asked for, its cosines with the `count` sentences of the passages in order."""
    rows = [item.sentence_vectors for item in items if item.sentence_vectors is not None]
    if vectors is None or not rows or sum(len(row) for row in rows) != count:
        return []
    cosines = np.einsum("ij,kj->ki", np.vstack(rows).astype(np.float32), vectors)  # too few for BLAS's threads
    return [tuple(round(float(value), 6) for value in row) for row in cosines]
