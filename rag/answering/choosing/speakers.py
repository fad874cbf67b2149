"""Keep a quotation with its speaker, and a deed with its doer.

A sentence from the inside of a quotation takes along the one that says whose it is; one that leaves out who acts ("Ha
inoltre spiegato …") takes along the one before it that names a person, when a person is asked for. Knows quotation
marks and the place of sentences in their passage; knows no engine.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from rag.answering.choosing.answerability import Scored
from rag.language.names import Name, find_names
from rag.language.sentences import ends_sentence
from rag.language.words import find_words
from rag.types import SearchResult

_OPENING, _CLOSING = "«“„", "»”"
_STRAIGHT = '"'


def with_speaker(places: Sequence[int], result: SearchResult) -> list[int]:
    """Return `places` with, for each sentence inside a longer quotation, the sentence that holds its speaker."""
    kept: list[int] = []
    for place in places:
        for needed in sorted({place, *_speaker_of(place, result)}, key=lambda other: result.sentences[other].start):
            if needed not in kept:
                kept.append(needed)
    return kept


def with_person(place: int, ranked: Sequence[Scored], result: SearchResult) -> list[int]:
    """Return `place`, and before it the near sentence that names a person when the sentence itself names none."""
    features = {item.measured.index: item.measured.features for item in ranked}
    if place not in features or features[place].kind > 0:
        return [place]
    run = _run(place, result)
    at = run.index(place)
    before = run[max(0, at - _LOOK_BACK) : at]
    known = _family_names(result, result.sentences[place].file)
    named = [
        other for other in before if ends_sentence(result.sentences[other].text) and _names_person(other, known, result)
    ]
    return [named[-1], place] if named else [place]


def _family_names(result: SearchResult, file: str) -> set[str]:
    """Return the folded words of the names of people in one article."""
    people = (name for place, s in enumerate(result.sentences) if s.file == file for name in _names(place, result))
    return {word.surface for name in people if name.person for word in name.words if word.capital}


def _names_person(place: int, known: set[str], result: SearchResult) -> bool:
    sentence = result.sentences[place]
    words = find_words(sentence.text, result.sources[sentence.file].language)
    return any(word.capital and word.surface in known for word in words)


def _names(place: int, result: SearchResult) -> list[Name]:
    sentence = result.sentences[place]
    return find_names(sentence.text, result.sources[sentence.file].language)


_LOOK_BACK = 4  # sentences


def _speaker_of(place: int, result: SearchResult) -> list[int]:
    """Return the place of the sentence with words outside the quotation that `place` lies in, if it is another one."""
    run = _run(place, result)
    opened = _open_at_start(run, place, result)
    text = result.sentences[place].text
    opens, closes = _ends_open(text, opened)
    if not opened and not closes:
        return []
    if _outside(text, opened) >= _ENOUGH_OUTSIDE:
        return []
    at = run.index(place)
    if opened:
        before = [other for other in run[:at] if not _open_at_start(run, other, result)]
        if before and _outside(result.sentences[before[-1]].text, False) >= _ENOUGH_OUTSIDE:
            return [before[-1]]
    if closes:  # the quotation goes on: the speaker may follow its end
        for other in run[at + 1 :]:
            if _outside(result.sentences[other].text, True) >= _ENOUGH_OUTSIDE:
                return [other]
            if not _ends_open(result.sentences[other].text, True)[1]:
                break
    return []


_ENOUGH_OUTSIDE = 12  # characters beside the quotation that can name a speaker


def _run(place: int, result: SearchResult) -> list[int]:
    """Return the places of the sentences that stand around `place` in its article without a gap, in order."""
    file = result.sentences[place].file
    places = [index for index, sentence in enumerate(result.sentences) if sentence.file == file]
    places.sort(key=lambda index: result.sentences[index].start)
    runs: list[list[int]] = []
    for index in places:
        near = runs and result.sentences[index].start - result.sentences[runs[-1][-1]].end <= _GAP
        runs.append([*runs.pop(), index] if near else [index])
    return next(run for run in runs if place in run)


_GAP = 8  # characters between sentences that still follow each other: white space, a blank line


def _open_at_start(run: Sequence[int], place: int, result: SearchResult) -> bool:
    """Tell whether a quotation is open where the sentence at `place` begins; one never crosses a blank line."""
    is_open = False
    for previous, index in pairwise(run[: run.index(place) + 1]):
        is_open = _ends_open(result.sentences[previous].text, is_open)[1]
        first, second = result.sentences[previous], result.sentences[index]
        if second.line - first.line - first.text.count("\n") > 0:
            is_open = False
    return is_open


def _ends_open(text: str, is_open: bool) -> tuple[bool, bool]:
    """Return whether a quotation was open at the start, and whether one is open at the end."""
    state = is_open
    for character in text:
        state = _after(character, state)
    return is_open, state


def _after(character: str, is_open: bool) -> bool:
    if character in _OPENING:
        return True
    if character in _CLOSING:
        return False
    if character == _STRAIGHT:
        return not is_open
    return is_open


def _outside(text: str, is_open: bool) -> int:
    """Count the letters of `text` that stand outside quotations."""
    state, letters = is_open, 0
    for character in text:
        state = _after(character, state)
        if not state and character.isalpha():
            letters += 1
    return letters
