"""Measure how a sentence answers a question: what it covers, what it lacks, whether it holds what is asked for.

Takes one part of a question and one sentence with how well its words match, gives a fixed row of features in 0..1.
Knows nothing of engines; `answerability.py` weighs the row.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from rag.answering.choosing.kinds import holds_kind
from rag.answering.choosing.lexicon import Lexicon
from rag.answering.choosing.matches import FOUND, Matches, Strengths
from rag.answering.choosing.surroundings import Surroundings
from rag.language.questions import Question
from rag.language.sentences import ends_sentence
from rag.language.words import Word


@dataclass(frozen=True, slots=True)
class Features:
    """Hold one row of evidence, every value in 0..1.

    `nameless`, `uncounted`, `misfit`, `contrary` and `headline` speak against the sentence, `foreign` and `length` for
    neither side, the others for it.
    """

    similarity: float  # cosine of question and sentence, stretched from the range that e5 uses
    lead: float  # how far that cosine lies above the mean of the sentences shown
    contrast: float  # that cosine once what the sentences of the article have in common is taken away
    standing: float  # 1 for the passage that was found best, less the further its passage lies behind
    coverage: float  # share of the question's content words, by rarity, found in the sentence
    nearby: float  # the same in the sentence, its neighbours and the title
    names: float  # share of the question's names found in those surroundings; of all its words when it has no name
    names_here: float  # the same in the sentence and its title alone
    names_around: float  # the same in the whole passage and the title
    nameless: float  # 1 when a name or a number of the question is not found in the whole passage
    verbal: float  # the question's words that are not names, found in the sentence
    distinct: float  # share of the question's words found here, by how few sentences of the article hold them
    beyond: float  # the same of the words that the title does not tell
    focus: float  # the noun that is asked for, found in the sentence
    uncounted: float  # what is to be counted is not even found in the passage, though it is in the question's language
    kind: float  # the sentence holds the kind of thing that is asked for
    carried: float  # it does, and the sentence before says of what
    misfit: float  # 1 when an amount or a time of a certain unit is asked for and the sentence holds none
    whole: float  # 1 for a whole sentence, 0 for a headline, a dateline, a caption
    length: float  # its content words, by their logarithm
    foreign: float  # 1 when question and article differ in language
    contrary: float  # 1 when a word of the question is missing and its contrary stands there
    headline: float  # 1 for the article's title
    has_person: float  # a person is asked for and one is named; the same for the next five
    has_time: float
    has_place: float
    has_quantity: float
    has_list: float
    has_reason: float


LOWEST_COSINE, HIGHEST_COSINE = 0.74, 0.94
_LEAD = 0.08
_HALF = 0.5
_KINDS = ("person", "time", "place", "quantity", "list", "reason")
_CARRIED = frozenset({"person", "time", "place", "quantity", "reason", "name"})
_LONG = 4.0  # the logarithm of the words of a very long sentence


def measure(question: Question, place: Surroundings, matches: Matches, lexicon: Lexicon, mean: float) -> Features:
    """Return the features of one sentence for one part of a question."""
    at, words = place.index, question.words
    name_words = {word.surface for name in question.names for word in name.words}
    plain = [word for word in words if word.surface not in name_words]
    named = [word for word in words if word.surface in name_words] or list(words)
    here, title, nearby, passage = matches.here(at), matches.title(at), matches.nearby(at), matches.passage(at)
    untitled = {word: told * (1.0 - title[word]) for word, told in matches.scarcity(at).items()}
    before = matches.before(at)
    cosine = place.cosine if place.cosine is not None else mean
    kind = holds_kind(question, place, lexicon)

    def share(asked: Sequence[Word], strengths: Strengths) -> float:
        return _share(asked, strengths, lexicon)

    return Features(
        similarity=_clip((cosine - LOWEST_COSINE) / (HIGHEST_COSINE - LOWEST_COSINE)),
        lead=_clip(0.5 + (cosine - mean) / (2 * _LEAD)),
        contrast=_clip(place.contrast),
        standing=place.standing,
        coverage=share(words, here),
        nearby=share(words, nearby),
        names=share(named, nearby),
        names_here=share(named, matches.headed(at)),
        names_around=share(named, passage),
        nameless=float(any(passage[word] < FOUND for word in question.telling)),
        verbal=share(plain or words, here),
        distinct=_told(words, matches.scarcity(at), here),
        beyond=_told(words, untitled, here),
        focus=1.0 if question.focus is None else here[question.focus],
        uncounted=_uncounted(question, place, passage),
        kind=kind,
        carried=0.0 if before is None or question.kind not in _CARRIED else kind * share(words, before),
        misfit=float(question.unit is not None and kind < _HALF),
        whole=float(len(place.words) >= 4 and ends_sentence(place.text)),
        length=_clip(math.log1p(len(place.words)) / _LONG),
        foreign=float(question.language != place.language and place.language != "und"),
        contrary=float(lexicon.contradicts(plain, place.words)),
        headline=float(bool(place.title) and {w.surface for w in place.words} <= {w.surface for w in place.title}),
        **{f"has_{name}": float(question.kind == name) * kind for name in _KINDS},
    )


def _share(words: Sequence[Word], strengths: Strengths, lexicon: Lexicon) -> float:
    """Return how much of some words, by rarity, is found."""
    if not words:
        return 0.0
    weights = [lexicon.weight(word) for word in words]
    return sum(weight * strengths[word] for word, weight in zip(words, weights, strict=True)) / sum(weights)


def _uncounted(question: Question, place: Surroundings, passage: Strengths) -> float:
    if question.kind != "quantity" or question.focus is None or question.language != place.language:
        return 0.0
    return 1.0 - passage[question.focus]


def _told(words: Sequence[Word], weights: Strengths, strengths: Strengths) -> float:
    """Return how much of what tells the sentences of an article apart is found; 0 when nothing does."""
    total = sum(weights[word] for word in words)
    return sum(weights[word] * strengths[word] for word in words) / total if total > 0 else 0.0


def _clip(value: float) -> float:
    return min(1.0, max(0.0, value))
