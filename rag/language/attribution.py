"""Find who says what in a sentence: "secondo X …", "X ha detto che …", «…», and what lies outside anybody's words.

Takes a text's words, gives Frames: the words said, and the words that name the speaker. Knows languages, not documents.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from rag.language.asides import apart_from_judgement, apart_from_speech
from rag.language.clauses import reach
from rag.language.conditions import leaves_open
from rag.language.frames import Frame
from rag.language.given_names import is_given_name
from rag.language.lemmas import keys, lemma
from rag.language.number_words import is_numeral
from rag.language.quotations import leading_verb, quotations
from rag.language.sayings import FORECASTING, HOLDING, JUDGING, PEOPLE, SAYING, SAYING_FORMS
from rag.language.sources import by_source
from rag.language.speakers import THAT, is_accused, judging, near_speaker
from rag.language.words import Word, stem


def find_frames(text: str, words: Sequence[Word], language: str, *, inside: bool = False) -> tuple[Frame, ...]:
    """Return the frames of a sentence; `inside` tells that a quotation is open where it begins."""
    quoted_spans = quotations(text, words, inside)
    quoted = frozenset[int]().union(*quoted_spans)
    sourced = by_source(text, words, language)
    frames = [*sourced, *_by_verb(text, words, language, quoted)]
    outside = frozenset(range(len(words))) - quoted
    verbs = [index for index in sorted(outside) if is_saying(words, index, language)]
    for quotation in quoted_spans:
        if any(quotation <= frame.said and frame.speaker for frame in sourced):
            continue
        verb = leading_verb(quotation, verbs, words, text)
        speaker = near_speaker(text, words, verb, outside) if verb is not None else outside
        if verb is not None or len(quoted) > _A_WORD and not _is_a_term(quotation, words):
            frames.append(Frame(quotation, speaker, verb))
    return tuple(frames)


def _is_a_term(quotation: frozenset[int], words: Sequence[Word]) -> bool:
    """Tell a term in quotation marks, "autori principali", from a speech: a few words in small letters, no verb."""
    few = len(quotation) <= _FEW and not any(words[i].stop for i in quotation)
    return few and words[min(quotation)].text.islower()


_FEW = 4  # words of a term
_A_WORD = 2  # a quoted word or two is a name or an irony, not a speech


def is_saying(words: Sequence[Word], index: int, language: str) -> bool:
    """Tell whether a word says that somebody says."""
    word = words[index]
    if (
        word.number
        or (word.capital and (index or _names_somebody(words)))
        or word.surface in _NO_SAYING[language == "it"]
    ):
        return False
    if word.surface == "judge" and index + 1 < len(words) and words[index + 1].capital:
        return False  # "former judge Owen Brandt"
    if word.surface in ("rule", "rules", "ruled"):
        return index + 1 < len(words) and words[index + 1].surface == "out" and not leaves_open(words, index, language)
    if leaves_open(words, index, language) or _is_ascribed(words, index):
        return False
    near = index > 0 and word.start - words[index - 1].end == 1  # over no comma
    if near and (words[index - 1].number or is_numeral(words[index - 1].surface)):  # "six warnings"
        return False
    if index and words[index - 1].surface in _BEFORE_NOUN:  # "l'accusa", "una stima"
        return word.surface in SAYING_FORMS
    if word.surface in HOLDING and not (index + 1 < len(words) and words[index + 1].surface.endswith("ing")):
        return True
    return word.surface in SAYING_FORMS or not keys(word.text, language).isdisjoint(_saying_stems(language))


def _is_ascribed(words: Sequence[Word], index: int) -> bool:
    """Tell "un quadro attribuito a Tiziano", which nobody in the sentence says, from "ha attribuito"."""
    ascribed = words[index].surface in ("attribuito", "attribuita", "attribuiti", "attribuite", "attributed")
    return ascribed and not (index and words[index - 1].surface in ("ha", "hanno", "has", "have", "had"))


_NO_SAYING = (frozenset[str](), frozenset("stato stata stati state".split()))  # forms of "essere", not of "to state"


def _names_somebody(words: Sequence[Word]) -> bool:
    """Tell whether a first word is the title of a name: "Judge Priya Nair remanded …"."""
    return len(words) > 1 and words[1].capital


_BEFORE_NOUN = frozenset(
    """il l un una del dell della al all alla dal the a an le gli i delle dei
    any no some of without his her their its this more little much""".split()
)


@cache
def _saying_stems(language: str) -> frozenset[str]:
    return frozenset(stem(word, language) for word in SAYING)


def _by_verb(text: str, words: Sequence[Word], language: str, quoted: frozenset[int]) -> list[Frame]:
    """Read "X ha detto che …", "X teme che …", "…, ha detto X", "Il merito, dice X, è …"."""
    frames = []
    for index in range(len(words)):
        calls = _calls(text, words, index)
        if not calls and not is_saying(words, index, language) and not _forecasts(words, index, language):
            continue
        after = list(range(index + 1, len(words)) if calls else reach(text, words, index + 1, far=True))
        joined = [
            i
            for i in _to_a_verb(words, after[:_NEAR_THAT])
            if words[i].surface in THAT
            and words[i].text.islower()
            and not _is_relative(text, words, i)
            and (words[i].surface not in _BEFORE_INFINITIVE or _to_do(words, i + 1))
        ]
        speaker = near_speaker(text, words, index, frozenset(range(len(words))))
        if joined and is_accused(words, index):
            frames.append(Frame(frozenset(range(joined[0] + 1, len(words))), frozenset(), index))
        elif joined:
            told = _to_a_turn(text, words, joined[0] + 1)
            said = frozenset(told) - apart_from_speech(text, words, told)
            subject = frozenset(i for i in range(index) if i not in said)
            frames.append(Frame(said, speaker & subject or subject or speaker, index))
        elif _closes(text, words, index):
            if not quoted or index in quoted:  # else its words are the quotation's
                frames.append(Frame(frozenset(range(len(words))) - speaker - {index}, speaker, index))
        elif after and (language == "en" or lemma(words[index].text, language) in JUDGING | FORECASTING):
            judged = frozenset(_in_relative(text, words, index, after)) - apart_from_judgement(text, words, after)
            frames.append(Frame(judged, judging(words, index, speaker), index))
    return frames


def _calls(text: str, words: Sequence[Word], index: int) -> bool:
    """Tell whether somebody gives a thing a word of his own: "called the strike 'irresponsible'"."""
    if words[index].surface not in _CALLING or words[index].capital:
        return False
    last = min(index + _NEAR_THAT, len(words) - 1)
    return _OPENING.search(text[words[index].end : words[last].end]) is not None


_CALLING = frozenset("call calls called calling dub dubs dubbed brand brands branded label labelled labeled".split())
_OPENING = re.compile(r"^[^.;]*\s[\"“‘'«]\w")


def _forecasts(words: Sequence[Word], index: int, language: str) -> bool:
    """Tell whether a person foresees: "Rita Moro prevede …"; of a law or a contract it says nothing of the kind."""
    plans = index + 1 < len(words) and words[index + 1].surface in _BEFORE_INFINITIVE  # "prevede di assumere"
    foresees = (
        language == "it" and not plans and lemma(words[index].text, "it") in FORECASTING and not words[index].capital
    )
    return foresees and any(is_given_name(word.surface) and word.capital for word in words[max(0, index - 4) : index])


def _in_relative(text: str, words: Sequence[Word], verb: int, after: Sequence[int]) -> Sequence[int]:
    """Return what a judgement reaches within "che": "Coldiretti, che stima danni per 300 milioni, | ha chiesto"."""
    if not (verb and words[verb - 1].surface in ("che", "who", "which")):
        return after
    closes = (at for at, i in enumerate(after) if at and "," in text[words[i - 1].end : words[i].start])
    return after[: next(closes, len(after))]


def _to_a_verb(words: Sequence[Word], after: Sequence[int]) -> list[int]:
    """Return the words up to another verb's helper: "che stima danni, | ha chiesto di sospendere"."""
    ends = next(
        (at for at, i in enumerate(after) if at and words[i].surface in _HELPERS - {"lo", "l", "e", "a", "si"}), None
    )
    return list(after[:ends])


_BEFORE_INFINITIVE = frozenset(("di", "d", "de"))
_INFINITIVE = re.compile(r"(?:[aei]r(?:e|si|lo|la|li|le|ne|ci|vi|gli)?|rre|rsi)$")


def _to_do(words: Sequence[Word], index: int) -> bool:
    """Tell whether "di" leads an infinitive, "di non avere visto", and not a noun: "lo stato di emergenza"."""
    following = next((word for word in words[index : index + 3] if word.surface not in ("non", "ne", "pas")), None)
    return following is not None and _INFINITIVE.search(following.surface) is not None


def _is_relative(text: str, words: Sequence[Word], index: int) -> bool:
    """Tell whether "che" goes on about a name and leads no speech: "ha detto Anna Neri, che guida l'ente"."""
    before = words[index - 1]
    return before.capital and not before.stop and "," in text[before.end : words[index].start]


def _to_a_turn(text: str, words: Sequence[Word], start: int) -> range:
    """Return the words from `start` on, to the end or to where another is told of: ", mentre per Rossi …"."""
    index = start
    while index < len(words):
        between = text[words[index - 1].end : words[index].start]
        if ";" in between or ("," in between and words[index].surface in _MEANWHILE):
            break
        index += 1
    return range(start, index)


_MEANWHILE = frozenset("mentre while whereas tandis wahrend".split())


_NEAR_THAT = 9


def _closes(text: str, words: Sequence[Word], verb: int) -> bool:
    """Tell whether the saying verb stands in an inset or at the end: ", ha detto X" and ", dice X,"."""
    start = verb
    while start > 0 and words[start - 1].surface in _HELPERS:
        start -= 1
    before = text[words[start - 1].end : words[start].start] if start else ""
    if start and re.search(r"[,»”\"–—]", before):
        following = words[verb + 1 : verb + 5]
        return any(word.capital and not word.number for word in following) or bool(
            following and (PEOPLE.match(text[following[0].start :]) or re.search('[»”"]', before))
        )
    pronoun = start > 0 and words[start - 1].surface in _PRONOUNS
    if pronoun and start > 1 and "," in text[words[start - 2].end : words[start - 1].start]:
        return True  # "…, she said."
    named = [i for i in range(max(0, start - 4), start) if words[i].capital]
    inset = named and re.search(r"[,»”\"–—]\s*$", text[: words[named[0]].start])
    return bool(inset) and verb + 2 >= len(words)


_PRONOUNS = frozenset("she he they lui lei loro sie er il elle".split())
_HELPERS = frozenset("ha hanno aveva ho si e has have had a ont hat haben lo l".split())
