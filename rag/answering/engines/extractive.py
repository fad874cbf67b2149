"""Answer with the sentences of the articles themselves: no model, no key, the same bytes twice.

Takes a question and a search result, gives a Draft. One sentence is preferred to five: a second one joins
only when it answers nearly as well, finishes a list, or names the speaker of a quotation.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.answering.choosing.about import about_article
from rag.answering.choosing.accounting import fullest_first, needed
from rag.answering.choosing.answerability import Scored, answerable, judge_for, rank_sentences
from rag.answering.choosing.candidates import candidates, gives_orders
from rag.answering.choosing.measuring import measure_all
from rag.answering.choosing.requirements import holding, with_deed
from rag.answering.choosing.speakers import with_person, with_speaker
from rag.answering.choosing.torn import torn_names
from rag.answering.choosing.unheard import unheard_names
from rag.answering.disagreeing import disputing
from rag.answering.drafting import Asked, Draft, DraftClaim
from rag.language.questions import Question
from rag.language.words import find_words, fold
from rag.types import SearchResult

NAME = "extractive"
_RIVAL = 0.15  # a second sentence must score at least this share of the first
_RIVAL_FACT = 0.3  # the same where one sentence should answer
_ONE_FACT = frozenset({"person", "time", "place", "quantity", "yesno"})
_MOST = 2  # sentences for each part of a question
_WHOLLY = 0.99  # share of the names in a part, by rarity, that is all of them
_MOST_ITEMS = 12
_COPIED = 0.85  # share of its words from which a sentence is a copy
_WORD_OR_NUMBER = re.compile(r"\w+(?:[.,]\d+)*")


class ExtractiveEngine:
    """Choose sentences; see the module."""

    name = NAME
    model: str | None = None

    def close(self) -> None:
        """Do nothing: it holds nothing."""

    def draft(self, asked: Asked, result: SearchResult) -> Draft:
        """Return the sentences that answer the parts of a question, and the parts that none answers."""
        parts = asked.parts
        most = 1 if _answered_in_one(parts, result) else _MOST
        claims: list[int] = []
        unanswered: list[Question] = []
        unheard: list[str] = []
        nearest: int | None = None
        for part in parts:
            unknown = unheard_names(part, result) or torn_names(part, result)
            unheard.extend(unknown)
            chosen, best = _answer_part(part, result, most)
            chosen = [] if unknown else chosen
            nearest = best if nearest is None else nearest
            if not chosen:
                unanswered.append(part)
            claims.extend(index for index in chosen if index not in claims)
        chosen_claims = tuple(DraftClaim((index,)) for index in claims)
        return Draft(chosen_claims, tuple(unanswered), nearest, tuple(dict.fromkeys(unheard)))


def _answered_in_one(parts: Sequence[Question], result: SearchResult) -> bool:
    """Tell whether one sentence answers every part of a double question best, and names all that each part names.

    Then none need stand beside it.
    """
    if len(parts) == 1 or any(part.kind not in _ONE_FACT or not part.names for part in parts):
        return False
    first, *others = (_answer_part(part, result, 1)[0] for part in parts)
    if len(first) != 1 or any(places != first for places in others):
        return False
    named = (m.features.names_here for part in parts for m in measure_all(result, part) if m.index == first[0])
    return min(named) >= _WHOLLY


def _answer_part(part: Question, result: SearchResult, most: int) -> tuple[list[int], int | None]:
    """Return the places of the up to `most` sentences that answer one part, and the place of the best one seen."""
    if part.kind in ("task", "talk"):
        return [], None
    described = about_article(part, result)
    if described is not None:
        return described.places, described.nearest
    judge = judge_for(result)
    measured = measure_all(result, part)
    ranked = rank_sentences(candidates(part, measured), judge)
    if not ranked:
        return [], None
    best = ranked[0].measured.index
    ranked = fullest_first(part, holding(part, ranked, result))
    if not ranked or not _speaks_of(part, result):
        return [], best
    if answerable(part, ranked, judge) < needed(part, ranked[0], judge):
        return [], best
    chosen = _with_second(ranked, most, _RIVAL_FACT if part.kind in _ONE_FACT else _RIVAL)
    disputed = chosen[:1] if part.kind in _ONE_FACT else chosen  # of one fact, what stands beside it is not in question
    chosen = [place for index in chosen for place in _whole_list(index, result)]
    if part.kind == "reason":
        chosen = [place for index in chosen for place in with_deed(index, measured)]
    if part.kind == "person":
        chosen = [place for index in chosen for place in with_person(index, ranked, result)]
    chosen = [*sorted(dict.fromkeys(chosen)), *_disputes(part, disputed, chosen, result)]
    places = with_speaker(_in_order_of_time(part, chosen, result), result)
    return [place for place in places if not gives_orders(result.sentences[place].text)], best


def _speaks_of(part: Question, result: SearchResult) -> bool:
    """Tell whether some sentence found holds a word of the question, as it is or inflected.

    Words that are only near in meaning are no sign that a greeting or a name misspelt has been understood. Across
    languages no word need be shared, unless the question is too short to have a language.
    """
    if all(word.stop for word in find_words(part.text, part.language)):
        return False  # "what is it?" asked out of the blue
    asked = {form for word in part.words for form in (word.surface, word.stem)}
    languages = {source.language for source in result.sources.values()}
    if part.language != "und" and part.language not in languages:
        return True
    return any(
        not asked.isdisjoint((word.surface, word.stem))
        for sentence in result.sentences
        for word in find_words(sentence.text, result.sources[sentence.file].language)
        if not word.stop
    )


def _disputes(part: Question, places: Sequence[int], chosen: Sequence[int], result: SearchResult) -> list[int]:
    """Return the sentences of other articles, not chosen yet, that give another figure than those at `places`."""
    return [other for place in places for other in disputing(place, result, part) if other not in chosen]


def _in_order_of_time(part: Question, places: Sequence[int], result: SearchResult) -> list[int]:
    """Return places that dispute with one another by the dates of their articles, undated ones last; else as given."""
    if not any(disputing(place, result, part) for place in places):
        return list(places)
    return sorted(dict.fromkeys(places), key=lambda place: result.sources[result.sentences[place].file].date or "9999")


def _with_second(ranked: Sequence[Scored], most: int, rival: float) -> list[int]:
    """Return the best sentence, and others up to `most` that score at least `rival` times as much.

    A copy of a sentence that is already there tells nothing more, as in wire copy that several articles print; nor
    does one beside which stands nobody of whom the question speaks, where the best has him beside it.
    """
    least = rival * ranked[0].score
    named = [item for item in ranked if item.measured.features.nameless <= ranked[0].measured.features.nameless]
    chosen: list[Scored] = []
    for item in named:
        if len(chosen) == most or item.score < least:
            break
        if not any(_copies(item, other) for other in chosen):
            chosen.append(item)
    return [item.measured.index for item in chosen]


def _copies(one: Scored, other: Scored) -> bool:
    """Tell whether nearly all the words of the shorter sentence stand in the other, and the same figures in both."""
    a, b = ({fold(word) for word in _WORD_OR_NUMBER.findall(item.measured.sentence.text)} for item in (one, other))
    shorter, longer = sorted((a, b), key=len)
    figures = {word for word in shorter if word[0].isdigit()}
    return figures <= longer and len(a & b) >= _COPIED * len(shorter)


def _whole_list(index: int, result: SearchResult) -> list[int]:
    """Return a sentence with the items of the list it opens, or alone."""
    sentences = result.sentences
    places = [index]
    if not sentences[index].text.rstrip().endswith(":"):
        return places
    for other in range(index + 1, min(len(sentences), index + 1 + _MOST_ITEMS)):
        if sentences[other].passage != sentences[index].passage:
            break
        item = sentences[other].text
        if not (item[:1] in "-*•·–—▪◦‣" or item[:1].isdigit() or item.rstrip().endswith(";")):
            break
        places.append(other)
    return places
