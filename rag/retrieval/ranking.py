"""Rank candidates for one text: by meaning and by words, fused, the best of them looked at again.

Takes a text with its vector and a reader of the store, gives a Ranking. `search.py` joins the rankings of a question's
parts into what is shown.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from rag.language.questions import Question
from rag.language.words import Word, find_words
from rag.retrieval.evidence import rarity_of_parts, rarity_of_words, trust_in_words
from rag.retrieval.fusion import LegScores, fuse, ranked
from rag.retrieval.lexicon import NearWords, named, near_words
from rag.retrieval.reading import Hit, QueryEmbedder, Reader, Sketches, Vector
from rag.retrieval.reranking import AT_MOST, SECOND_LOOK, rerank
from rag.types import Leg, Legs

DEPTH = 60  # candidates taken from each leg and of both together, or k when that is more
MOST_PREFERRED = 200  # files of which the best are looked for on their own
_COVERING = 5  # passages looked at for the coverage of the word leg


@dataclass(frozen=True, slots=True)
class Weights:
    """Say how much each part of the score counts; 0 silences a part.

    Chosen with `python -m evals.retrieval`, which prints what each part is worth.
    """

    passage: float = 1.0  # the cosine of the whole passage
    yielding: float = 0.4  # the share of that which goes as the word leg is trusted: a passage means many things
    sentence: float = 1.5  # the cosine of its best sentence
    words: float = 0.8  # BM25, times how far the word leg is trusted
    covered: float = 0.5  # each of the two measures of the second look
    complement: float = 12.0  # the share of the words that a passage holds better than those before it
    preferred: float = 2.5  # added for an article by the outlet or of the day that the question names


WEIGHTS = Weights()


@dataclass(frozen=True, slots=True)
class Ranking:
    """Hold candidates best first, with what is known of each, and what the legs found, best first.

    `looked` are those that were looked at a second time, `near` relates the words asked for to theirs.
    """

    order: Sequence[str]
    scores: Mapping[str, float]
    sketches: Sketches
    looked: Sketches
    dense: Sequence[Hit]
    lexical: Sequence[Hit]
    near: NearWords | None

    def legs(self, names: Collection[str]) -> dict[str, Legs]:
        """Return for each name its rank and score in the legs that found it."""
        by_meaning, by_words = _ranks(self.dense, names), _ranks(self.lexical, names)
        return {name: Legs(by_meaning.get(name), by_words.get(name)) for name in names}


@dataclass(frozen=True, slots=True)
class Scope:
    """Say among which files candidates are looked for (None: all), which come first, and how many are taken."""

    files: Collection[str] | None
    preferred: Collection[str]
    depth: int


def rank_candidates(
    reader: Reader,
    embedder: QueryEmbedder | None,
    vector: Vector | None,
    text: str,
    parts: Sequence[Question],
    scope: Scope,
    weights: Weights,
) -> Ranking:
    """Return the candidates for `text`, whose unit vector is `vector`; `embedder` None leaves near words out."""
    words = [word for word in find_words(text, parts[0].language) if not word.stop]
    lexical = _word_leg(reader, words, scope)
    covering = reader.sketches([hit.chunk_id for hit in lexical[:_COVERING]])
    rarity = rarity_of_words(reader, words)
    heard = 1.0 if vector is None else trust_in_words(reader, words, rarity, covering, parts[0].language)
    dense = [] if vector is None else _dense_leg(reader, vector, scope)
    by_words = LegScores({hit.chunk_id: hit.score for hit in lexical}, heard * weights.words)
    by_meaning = LegScores(_cosines(reader, vector, dense, lexical), weights.passage * (1 - weights.yielding * heard))
    sketches = reader.sketches(ranked(fuse([by_meaning, by_words]))[: scope.depth])
    best_sentences = {} if vector is None else sketches.best_cosines(vector)
    legs = [_among(by_meaning, sketches), LegScores(best_sentences, weights.sentence), _among(by_words, sketches)]
    scores = fuse(legs)
    if scope.preferred:
        for name, file in zip(sketches.ids, sketches.files, strict=True):
            scores[name] += weights.preferred * (file in scope.preferred)
    first = ranked(scores)
    looked = sketches.among(sorted(first[:SECOND_LOOK]))
    near = None if embedder is None else near_words(reader, embedder, parts, looked.terms.vocabulary)
    again = _second_look(reader, scores, looked, parts, near, weights)
    return Ranking([*again, *first[SECOND_LOOK:]], scores | again, sketches, looked, dense, lexical, near)


def _second_look(
    reader: Reader,
    scores: Mapping[str, float],
    looked: Sketches,
    parts: Sequence[Question],
    near: NearWords | None,
    weights: Weights,
) -> dict[str, float]:
    """Return the scores of the best candidates with what they cover of the question."""
    words = list({word.surface: word for part in parts for word in part.words}.values())
    numbers = reader.term_numbers([text for word in words for text in (word.surface, word.stem)])
    related = {} if near is None else near.among(None, AT_MOST)
    nearest = {} if near is None else named(reader, near.among(None, 1))
    rarity = rarity_of_parts(reader, parts, nearest)
    return rerank(scores, looked, words, numbers, rarity, related, weights.covered, weights.complement)


def _dense_leg(reader: Reader, vector: Vector, scope: Scope) -> list[Hit]:
    found = list(reader.dense(vector, scope.depth, scope.files))
    return found if not _asked_apart(scope) else _joined(found, reader.dense(vector, scope.depth, scope.preferred))


def _word_leg(reader: Reader, words: Sequence[Word], scope: Scope) -> list[Hit]:
    if not words:
        return []
    surfaces = list(dict.fromkeys(word.surface for word in words))
    stems = list(dict.fromkeys(word.stem for word in words))
    found = list(reader.words(surfaces, stems, scope.depth, scope.files))
    if not _asked_apart(scope):
        return found
    return _joined(found, reader.words(surfaces, stems, scope.depth, scope.preferred))


def _asked_apart(scope: Scope) -> bool:
    """Tell whether the files that come first are few enough to be looked through on their own."""
    return 0 < len(scope.preferred) <= MOST_PREFERRED and (
        scope.files is None or set(scope.preferred) < set(scope.files)
    )


def _joined(found: Sequence[Hit], more: Sequence[Hit]) -> list[Hit]:
    """Return two lists of hits of one leg as one, best first."""
    every = {hit.chunk_id: hit for hit in (*found, *more)}
    return sorted(every.values(), key=lambda hit: (-hit.score, hit.chunk_id))


def _cosines(reader: Reader, vector: Vector | None, dense: Sequence[Hit], lexical: Sequence[Hit]) -> dict[str, float]:
    """Return the cosine of every hit with `vector`; those of the dense leg are known."""
    if vector is None:
        return {}
    known = {hit.chunk_id: hit.score for hit in dense}
    return {**known, **reader.cosines(vector, [hit.chunk_id for hit in lexical if hit.chunk_id not in known])}


def _among(leg: LegScores, sketches: Sketches) -> LegScores:
    return LegScores({name: leg.scores[name] for name in sketches.ids if name in leg.scores}, leg.weight)


def _ranks(hits: Sequence[Hit], names: Collection[str]) -> dict[str, Leg]:
    ranked_hits = enumerate(hits, 1)
    return {hit.chunk_id: Leg(rank, round(hit.score, 6)) for rank, hit in ranked_hits if hit.chunk_id in names}
