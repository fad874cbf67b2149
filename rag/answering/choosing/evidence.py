"""Measure how a sentence answers a question: what it covers, what it lacks, whether it holds what is asked for.

Takes one part of a question and one sentence in its surroundings, gives a fixed row of features in 0..1. Knows
nothing of engines; `answerability.py` weighs the row.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rag.answering.choosing.kinds import Surroundings, holds_kind
from rag.answering.choosing.lexicon import Lexicon
from rag.language.questions import Question
from rag.language.words import Word


@dataclass(frozen=True, slots=True)
class Features:
    """Hold one row of evidence, every value in 0..1.

    `nameless`, `misfit`, `contrary`, `headline` and all `no_…` speak against the sentence, `foreign` for neither side,
    the others for it.
    """

    similarity: float  # cosine of question and sentence, stretched from the range that e5 uses
    lead: float  # how far that cosine lies above the mean of the sentences shown
    coverage: float  # share of the question's content words, by rarity, found in the sentence
    nearby: float  # the same in the sentence, its neighbours and the title
    names: float  # share of the question's names found in those surroundings; of all its words when it has no name
    names_here: float  # the same in the sentence and its title alone
    nameless: float  # 1 when a name or a number of the question is not found in the whole passage
    verbal: float  # the question's words that are not names, found in the sentence
    focus: float  # the noun that is asked for, found in the sentence
    kind: float  # the sentence holds the kind of thing that is asked for
    misfit: float  # 1 when an amount or a time of a certain unit is asked for and the sentence holds none
    whole: float  # 1 for a whole sentence, 0 for a headline, a dateline, a caption
    foreign: float  # 1 when question and article differ in language
    contrary: float  # 1 when a word of the question is missing and its contrary stands there
    headline: float  # 1 for the article's title
    no_person: float  # a person is asked for and none is named; the same for the next four
    no_time: float
    no_place: float
    no_quantity: float
    no_list: float


LOWEST_COSINE, HIGHEST_COSINE = 0.74, 0.94
_LEAD = 0.08
_ENDS = tuple(".!?…:;»”\"'’。")
_HALF = 0.5
_LACKING = ("person", "time", "place", "quantity", "list")
_FOUND = 0.35  # a match of this strength counts as found


def measure(question: Question, place: Surroundings, lexicon: Lexicon, mean_cosine: float) -> Features:
    """Return the features of one sentence for one part of a question."""
    name_words = {word.surface for name in question.names for word in name.words}
    plain = [word for word in question.words if word.surface not in name_words]
    named = [word for word in question.words if word.surface in name_words] or list(question.words)
    cosine = place.cosine if place.cosine is not None else mean_cosine
    kind = holds_kind(question, place, lexicon)
    return Features(
        similarity=_clip((cosine - LOWEST_COSINE) / (HIGHEST_COSINE - LOWEST_COSINE)),
        lead=_clip(0.5 + (cosine - mean_cosine) / (2 * _LEAD)),
        coverage=_covered(question.words, place.words, lexicon),
        nearby=_covered(question.words, place.nearby, lexicon),
        names=_covered(named, place.nearby, lexicon),
        names_here=_covered(named, (*place.words, *place.title), lexicon),
        nameless=float(any(lexicon.match(word, place.passage) < _FOUND for word in question.telling)),
        verbal=_covered(plain or question.words, place.words, lexicon),
        focus=1.0 if question.focus is None else lexicon.match(question.focus, place.words),
        kind=kind,
        misfit=float(question.unit is not None and kind < _HALF),
        whole=float(len(place.words) >= 4 and place.text.rstrip()[-1:] in _ENDS),
        foreign=float(question.language != place.language and place.language != "und"),
        contrary=float(lexicon.contradicts(plain, place.words)),
        headline=float(bool(place.title) and {w.surface for w in place.words} <= {w.surface for w in place.title}),
        **{f"no_{name}": float(question.kind == name) * (1.0 - kind) for name in _LACKING},
    )


def _covered(words: Sequence[Word], among: Sequence[Word], lexicon: Lexicon) -> float:
    if not words:
        return 0.0
    weights = [lexicon.weight(word) for word in words]
    found = [weight * lexicon.match(word, among) for word, weight in zip(words, weights, strict=True)]
    return sum(found) / sum(weights)


def _clip(value: float) -> float:
    return min(1.0, max(0.0, value))
