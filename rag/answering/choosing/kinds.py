"""Tell whether a sentence holds the kind of thing asked for: a person, a time, a place, an amount, a cause, a list.

Looks at the shape of the sentence alone, beyond what the question itself already says.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from rag.answering.choosing.amounts import holds_amount
from rag.answering.choosing.causes import names_cause
from rag.answering.choosing.lexicon import Lexicon
from rag.answering.choosing.surroundings import Surroundings
from rag.answering.choosing.times import holds_time
from rag.language.names import Name, find_names
from rag.language.questions import Question
from rag.language.words import Word, fold

ACTOR, SPEAKER = 1.0, 0.5  # how far a sentence names whom is asked for: who may have acted, who is only quoted


def holds_kind(question: Question, place: Surroundings, lexicon: Lexicon) -> float:
    """Return 1 when the sentence holds the kind of thing asked for, beyond what the question itself says; else 0."""
    asked = {word.surface for word in question.words}
    if question.kind == "quantity":
        return holds_amount(question, place, lexicon)
    if question.kind == "person":
        return _holds_person(question, place, asked)
    if question.kind == "time":
        return float(holds_time(place.text, question))
    if question.kind == "place":
        return float(_holds_place(place, asked))
    if question.kind == "reason":
        return float(names_cause(place.text, place.language))
    if question.kind == "list":
        return _holds_list(question, place, asked)
    if question.kind == "name":
        return float(bears_name(question, place.text, place.language))
    return 1.0


def asks_who_says(question: Question) -> bool:
    """Tell whether a question is about what somebody says."""
    return _SAYS.search(question.text) is not None


def asks_for_bearer(question: Question) -> bool:
    """Tell whether a thing that bears a name is asked for: "which company", "quali sindacati", "come si chiama"."""
    of_a_class = question.focus is not None and question.focus.surface in _NAMED_THINGS
    return question.kind == "name" or (of_a_class and question.kind in ("list", "thing"))


def bears_name(question: Question, text: str, language: str) -> bool:
    """Tell whether a text names, or has in quotes, what the question does not; a script without capitals may."""
    asked = {word.surface for word in question.words}
    if not any(letter.isupper() or letter.islower() for letter in text):
        return True
    quoted = any(fold(match[1]) not in fold(question.text) for match in _TITLED.finditer(text))
    return quoted or any(_is_new(name.words, asked) for name in find_names(text, language))


_TITLED = re.compile(r"[«“„\"]([^«»“”„\"]{2,60})[»”“\"]")


def _holds_person(question: Question, place: Surroundings, asked: set[str]) -> float:
    """Return how far a sentence names whom is asked for; who is only quoted in it is rarely the one who acted.

    A company or a body may have acted as well.
    """
    named = [name for name in find_names(place.text, place.language) if _is_new(name.words, asked)]
    people = [name for name in named if name.person]
    if not people:
        return _BODY if any(not _AT.search(place.text[: name.start]) for name in named) else 0.0
    if _QUOTATION.search(place.text) is None or asks_who_says(question):
        return ACTOR
    before = [0, *(person.end for person in people)]
    return SPEAKER if all(_speaks(*pair, place.text) for pair in zip(people, before, strict=False)) else ACTOR


def _speaks(person: Name, after: int, text: str) -> bool:
    """Tell whether a verb of saying stands beside a name, not before `after`: "ha dichiarato Anna Neri"."""
    before = text[max(after, person.start - _BEFORE_SPEAKER) : person.start]
    return bool(_SAYS.search(before) or _SAYS.search(text[person.end : person.end + _AFTER_SPEAKER]))


_AT = re.compile(r"\b(?:a|ad|in|nel|nella|nei|nelle|presso|at|near|zu|nach|à|en)\s$", re.IGNORECASE)
_BODY = 0.3  # no person, but a company or a place, which may act as one
_BEFORE_SPEAKER = 40  # characters: "ha dichiarato il presidente dell'Autorità portuale, Anna Neri"
_AFTER_SPEAKER = 24
_QUOTATION = re.compile(r"[«»“”„\"]")
_SAYS = re.compile(
    r"\b(?:dichiara\w*|dett[oa]|dice|dicono|dicendo|afferma\w*|spiega\w*|aggiun\w+|sottoline\w+|commenta\w*|osserva\w*|"
    r"ricorda\w*|racconta\w*|precisa\w*|sostien\w*|ritien\w*|assicura\w*|promett\w*|conclu\w+|evidenzia\w*|"
    r"said|says?|told|tells|declared?|stated?|commented|added|explain\w*|according|secondo|"
    r"sagt\w*|erklärt\w*|betont\w*|déclar\w*|affirm\w*|expliqu\w*)\b",
    re.IGNORECASE,
)


def _holds_list(question: Question, place: Surroundings, asked: set[str]) -> float:
    """Return how far a sentence enumerates; things that bear names ("which countries") must be named."""
    if question.focus is None or question.focus.surface not in _NAMED_THINGS:
        return min(1.0, len(_CONJUNCTION.findall(place.text)) / 3)
    new = [name for name in find_names(place.text, place.language) if _is_new(name.words, asked)]
    joined = sum(_SEPARATOR.fullmatch(place.text[a.end : b.start]) is not None for a, b in pairwise(new))
    return min(1.0, joined / 2)


_SEPARATOR = re.compile(r",?\s(?:e|ed|and|und|et|y|e per \S+)\s(?:l['’]|la |il |the )?|,\s(?:la |il |l['’]|the )?")
_NAMED_THINGS = frozenset(
    """paesi paese stati nazioni regioni citta province aziende imprese societa persone ministri politici leader autori
    universita enti organizzazioni squadre fiumi isole countries country states nations regions cities provinces companies
    firms people ministers politicians leaders authors universities bodies organisations organizations teams rivers islands
    lander stadte regionen unternehmen pays etats regions villes entreprises azienda impresa societa regione nazione stato
    persona ministro ente organizzazione squadra fiume isola sindacato sindacati banca banche scuola scuole ospedale ospedali
    giornale giornali museo musei partito partiti fondazione fondazioni agenzia agenzie istituto istituti associazione
    associazioni cooperativa cooperative fornitore fornitori gruppo gruppi comune comuni negozio negozi marchio marchi
    company country state city region firm organisation organization team river island union unions bank banks school schools
    hospital hospitals newspaper newspapers museum museums party parties foundation agency agencies institute institutes
    association associations supplier suppliers brand brands shop shops club clubs""".split()
)


_CONJUNCTION = re.compile(r",\s|;\s|\s(?:e|ed|and|und|et|y|o|or|nonché)\s|、|와 |과 |\n\s*[-*•]")
_BEFORE_PLACE = re.compile(
    r"(?:\b(?:a|ad|in|presso|nel|nell|nella|nelle|nei|negli|di|da|dal|dalla|verso|vicino|tra|fra|al|alla|allo|at|near|from|"
    r"from the|in the|of)|['’])\s?$",
    re.IGNORECASE,
)


def _holds_place(place: Surroundings, asked: set[str]) -> bool:
    return any(
        _is_new(name.words, asked)
        and not name.acronym
        and _BEFORE_PLACE.search(place.text[max(0, name.start - 12) : name.start]) is not None
        for name in find_names(place.text, place.language)
    )


def _is_new(words: Sequence[Word], asked: set[str]) -> bool:
    return any(word.surface not in asked for word in words if word.capital)
