"""Leave out the sentences that cannot answer, however near they come: what no weight of other evidence makes up for.

| asked for | required | module |
| --- | --- | --- |
| a time, an amount, a cause, a person, a name | one is there, or may be | here, `kinds` |
| how many of a thing, if there is any, which hospital | the passage speaks of that thing | `counted` |
| the name of one of a kind | more than a mention of one | `unnamed` |
| somebody's words | his words, not his deeds | `said` |
| who heads a body | no head of another body | `heads` |
| who did something | who did it before who only speaks of it | `actors` |
| whoever holds an office in "ANIE" | not in "ANIE Componenti" | `namesakes` |
| somebody's years, day or place | not another's | `others` |
| an amount, a person, a time of some country or region | not of another | `territories` |
| an amount of some year | no other year | `years` |
| when something was done | not the time of something told beside it | `told_when` |
| who somebody's lawyer is | a lawyer | `offices` |
| where a body has its seat | a seat, or a place right behind its name | `seats` |
| something of "Hanbada" in another language | a passage that has that name | `elsewhere` |
| what was refused or called off | the passage speaks of such a thing | here |
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rag.answering.choosing.answerability import Scored
from rag.answering.choosing.causes import declares_cause
from rag.answering.choosing.kinds import asks_for_bearer, bears_name
from rag.answering.choosing.measuring import Measured
from rag.answering.choosing.requirements.actors import actors_first
from rag.answering.choosing.requirements.counted import speaks_of_counted
from rag.answering.choosing.requirements.elsewhere import is_elsewhere
from rag.answering.choosing.requirements.heads import asks_for_head, may_name_head
from rag.answering.choosing.requirements.namesakes import names_another
from rag.answering.choosing.requirements.offices import office_asked, speaks_of_office
from rag.answering.choosing.requirements.others import is_of_others
from rag.answering.choosing.requirements.said import gives_words_of, speaker_asked
from rag.answering.choosing.requirements.seats import asks_for_seat, tells_seat
from rag.answering.choosing.requirements.territories import is_of_another_territory
from rag.answering.choosing.requirements.told_when import tells_when_of_another
from rag.answering.choosing.requirements.unnamed import only_mentions
from rag.answering.choosing.requirements.years import tells_of_another_year
from rag.answering.choosing.times import hints_at_time
from rag.language.names import Name
from rag.language.questions import Question
from rag.language.undoing import speaks_of_undoing
from rag.types import SearchResult

__all__ = ["holding", "with_deed"]

_NEAR = 0.7  # a sentence that scores less than this share of the best one is about something else, whatever it holds
_NEAR_NAMESAKE = 0.1  # the same beside one that speaks of another body, year or country
_NEAR_WORDS = 0.1  # the same where somebody's words are asked for, and what he does comes before them
_SAID = 0.75  # share of a question's words, by rarity and without names, that say what it asks the cause of
_UNTOLD = 0.1  # share of the question's words, by rarity, below which a sentence does not say what it is the cause of
_TOUCHED = 0.2  # the same where a cause is named, be it of something else


def holding(part: Question, ranked: Sequence[Scored], result: SearchResult) -> list[Scored]:
    """Return the ranking without the best that do not hold what is asked for; empty when none near the best does.

    A kind of question that requires nothing gives the ranking as it is.
    """
    speaker = speaker_asked(part)
    if speaker is not None and ranked:
        return _with_words_of(speaker, ranked, result)
    if part.kind == "person" and ranked:
        ranked = _without_namesakes(part, ranked, result)
    ranked = _with_head(part, ranked, result) if asks_for_head(part) else actors_first(part, ranked)
    if ranked:
        ranked = _of_same(part, ranked, result)
    kept = _with_kind(part, ranked, result) if ranked and not _only_mentions(part, ranked[0], result) else []
    return _in_place(part, kept, result)


def _in_place(part: Question, ranked: list[Scored], result: SearchResult) -> list[Scored]:
    """Return the ranking of what stands where the names and the office asked about are told of, as `_NEAR` the best."""
    office, seat = office_asked(part), asks_for_seat(part)

    def fits(item: Scored) -> bool:
        measured = item.measured
        told = office is None or speaks_of_office(office, part, measured.index, result)
        told = told and (not seat or tells_seat(part, measured.sentence.text))
        return told and not (measured.features.nameless and is_elsewhere(part, result, measured.sentence))

    if not ranked or fits(ranked[0]):
        return ranked
    return [item for item in ranked if item.score >= _NEAR * ranked[0].score and fits(item)]


def _with_kind(part: Question, ranked: Sequence[Scored], result: SearchResult) -> list[Scored]:
    """Return the ranking of what holds the kind of thing asked for, if anything near the best does."""
    undoing, bearer = speaks_of_undoing(part.text), asks_for_bearer(part)
    if not (undoing or bearer or part.kind in ("time", "quantity", "reason", "person", "yesno")):
        return list(ranked)
    least = _NEAR * ranked[0].score
    near = [item for item in ranked if item.score >= least and _holds(part, item, bearer, result)]
    if part.kind == "reason" and not any(item.measured.features.kind for item in near):
        near = [*_causes_behind(ranked, least), *near]
    if undoing:
        near = [item for item in near if speaks_of_undoing(result.passages[item.measured.sentence.passage].text)]
    return [*near, *(item for item in ranked if item.score < least)] if near else []


def _with_head(part: Question, ranked: Sequence[Scored], result: SearchResult) -> list[Scored]:
    """Return the ranking of what may name the head of the body asked about; empty when nothing near the best does."""
    near = [item for item in ranked if item.score >= _NEAR_NAMESAKE * ranked[0].score]
    places = [(item, item.measured.sentence) for item in near]
    return [item for item, said in places if may_name_head(part, said.text, result.sources[said.file].language)]


def _of_same(part: Question, ranked: Sequence[Scored], result: SearchResult) -> list[Scored]:
    """Return the ranking without what is told of another year or country; empty when nothing near the best is left."""
    least = _NEAR_NAMESAKE * ranked[0].score
    near = [item for item in ranked if item.score >= least and not _is_of_another(part, item, result)]
    return [*near, *(item for item in ranked if item.score < least)] if near else []


def _is_of_another(part: Question, item: Scored, result: SearchResult) -> bool:
    sentence = item.measured.sentence
    return tells_of_another_year(part, sentence.text) or is_of_another_territory(part, sentence, result)


def _with_words_of(speaker: Name, ranked: Sequence[Scored], result: SearchResult) -> list[Scored]:
    """Return the ranking of what gives the words of somebody; empty when nothing near the best does."""
    near = [item for item in ranked if item.score >= _NEAR_WORDS * ranked[0].score]
    places = [(item, item.measured.sentence) for item in near]
    return [item for item, said in places if gives_words_of(speaker, said.text, result.sources[said.file].language)]


def _only_mentions(part: Question, best: Scored, result: SearchResult) -> bool:
    sentence = best.measured.sentence
    return only_mentions(part, sentence.text, result.sources[sentence.file].language)


def _without_namesakes(part: Question, ranked: Sequence[Scored], result: SearchResult) -> Sequence[Scored]:
    """Return the ranking without what speaks of a namesake, where something near the best speaks of the one asked for.

    What is best then has the score of the best before.
    """
    near = [item for item in ranked if item.score >= _NEAR_NAMESAKE * ranked[0].score]
    places = [(item, item.measured.sentence) for item in near]
    others = [item for item, said in places if names_another(part, said.text, result.sources[said.file].language)]
    if not others or len(others) == len(near):
        return ranked
    kept = [item for item in ranked if item not in others]
    return [replace(kept[0], score=ranked[0].score), *kept[1:]]


def _causes_behind(ranked: Sequence[Scored], least: float) -> list[Scored]:
    """Return the sentences that name a cause behind one that says what the question does; one of them is near the best.

    "The shop has closed. The reason is a lack of staff.": the second does not say again of what, so that it is weighed
    by what the first says. Right behind, any cause will do; further on in the passage, one that is declared as such.
    """
    measured = sorted((item.measured for item in ranked), key=lambda one: one.index)
    pairs = []
    for item in ranked:
        if item.score < least:
            continue
        said: Measured | None = item.measured
        cause: Measured | None = item.measured
        if item.measured.features.verbal >= _TOUCHED:
            cause = next((one for one in measured if _names_cause(one, item.measured)), None)
        else:
            said = next((one for one in reversed(measured) if _is_said_before(one, item.measured)), None)
        if said is not None and cause is not None:
            both = replace(cause, features=replace(said.features, kind=1.0, has_reason=1.0))
            pairs.append(Scored(both, item.score))
    return pairs


def _is_said_before(one: Measured, cause: Measured) -> bool:
    """Tell whether a sentence says something that the question does, and one behind it names the cause of that."""
    return one.features.verbal >= _TOUCHED and not one.features.headline and _names_cause(cause, one)


def with_deed(place: int, measured: Sequence[Measured]) -> list[int]:
    """Return the place of a sentence that names a cause, and before it that of what it caused, if it tells none.

    `measured` are all sentences in order of place.
    """
    cause = measured[place]
    if cause.features.coverage > _UNTOLD:
        return [place]
    before = [one for one in measured[:place] if one.sentence.passage == cause.sentence.passage]
    telling = [one.index for one in before if one.features.verbal >= _TOUCHED and not one.features.headline]
    return [*telling[-1:], place]


def _names_cause(one: Measured, said: Measured) -> bool:
    """Tell whether a sentence names the cause of what one before it in the same passage says."""
    if one.index <= said.index or one.sentence.passage != said.sentence.passage:
        return False
    return declares_cause(one.sentence.text) or (one.index == said.index + 1 and one.features.kind > 0)


def _holds(part: Question, item: Scored, bearer: bool, result: SearchResult) -> bool:
    """Tell whether a sentence holds what is asked for, or may: a time said loosely, a cause left unsaid.

    A cause is often left unsaid beside what it caused, but then what it caused must be said: nobody who asks why
    somebody refused is answered with a signature.
    """
    text, features = item.measured.sentence.text, item.measured.features
    if bearer and not bears_name(part, text, result.sources[item.measured.sentence.file].language):
        return False
    if part.kind == "reason":
        named = features.kind > 0
        return features.verbal >= (_TOUCHED if named else _SAID) or (named and features.foreign > 0)
    if is_of_others(part, item.measured.index, result):
        return False
    if tells_when_of_another(part, text, result.sources[item.measured.sentence.file].language):
        return False
    if not speaks_of_counted(part, result, item.measured.sentence):
        return False
    if part.kind in ("time", "quantity"):
        return features.kind > 0 or (part.kind == "time" and hints_at_time(text))
    if part.kind == "person":  # who says what the question quotes may be named before it
        return features.kind > 0 or bool(part.quotes)
    return True
