"""Make a follow-up stand on its own: "e per KSIA?" after "Chi ha firmato per ANIE?" → "Chi ha firmato per KSIA?".

Takes a question and the earlier exchanges, gives the question to search for. Rules only, no model: an elliptic
question borrows what it leaves out from the last one, which may itself have borrowed; any other stays as it is. What is
borrowed stands in brackets at its end, names first: "E quanti soci hanno?" → "quanti soci hanno (Piemonte; comunità)?".
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.language.cues import FOCUS_KINDS, STARTS
from rag.language.names import find_names
from rag.language.places import place_of
from rag.language.questions import understand
from rag.language.topics import find_topics, opens_noun
from rag.language.words import Word, find_words, fold

_COURTESY = re.compile(
    r"^\s*(?:(?:grazie(?: mille)?|thanks?(?: you)?(?: a lot)?|danke|merci|ok(?:ay)?|va bene|perfetto|bene|capito|right|"
    r"great|good|i see|gut|alles klar|d['’]accord(?:o)?|bien)\b[\s,.;:!–-]+)+(?=\w)",
    re.IGNORECASE,
)
_OPENING = re.compile(
    r"^\s*(?:e|ed|e invece|invece|ma|and|but|what about|how about|und|aber|et|mais|y)\s+(?=\S)", re.IGNORECASE
)
_LEANING = re.compile(
    r"\b(?:lui|lei|loro|esso|essa|essi|esse|suo|sua|suoi|sue|quello|quella|quelli|quelle|questo|questa|questi|queste|"
    r"costui|ciò|ne|it|its|he|she|him|his|her|they|them|their|this|that|these|those|there)\b|"
    r"\b(?:lo|la|li|le|gli)\s+(?:ha|hanno|aveva|era|e|sono)\b"
)
_PREPOSITION = re.compile(
    r"\s*(per|di|del|della|dell['’]|a|al|alla|in|con|da|dal|dalla|for|of|in|with|by|at|from|für|von|mit|pour|de)\b\s*",
    re.IGNORECASE,
)


_COPULAR = re.compile(
    r"(?:chi|cosa|che cosa|qual[ei]?|who|what|which|wer|was|welche\w?|qui|quel(?:le)?s?|quien|cual(?:es)?)(?:['’]|\s+)"
    r"(?:è|e['’]|era|sono|erano|is|are|was|were|s\b|ist|sind|war|est|sont|es|son)(?:\s|\b)",
    re.IGNORECASE,
)
_LIKE = re.compile(
    r"^(?:quell[oaie]|the|cel(?:ui|le)|ceux|de[rnms]|die|das|el|las?|los)\s+(\w+)(?:\s+ones?)?$", re.IGNORECASE
)
_ARTICLE = r"(?:\b(?:il|lo|la|i|gli|le|the|der|die|das|den|dem|el|los|las|les)\s+|\bl['’]\s*)"
_FOR_SEARCH = "; "
_SEARCHED = re.compile(rf"{_FOR_SEARCH}[^();]*\)\?$")
_WHAT_IS = {"it": "Qual è", "en": "What is", "de": "Was ist", "fr": "Quel est", "es": "Cuál es"}
_THE = re.compile(r"the\b", re.IGNORECASE)  # "the Stride 3" stands in no place of a bare name
_SUBJECT = 2  # content words from which a follow-up brings a subject of its own, in place of what was named
_BARE = 2  # content words up to which a question that names nothing leans on what was named before
_BACK = 3  # exchanges that are looked back on


def stand_alone(question: str, history: Sequence[tuple[str, str]], language: str) -> str:
    """Return `question` with what it leaves out taken from the last question of `history`, or unchanged."""
    if not history:
        return question
    *before, (last, _) = history[-_BACK:]
    earlier = stand_alone(last.strip(), before, language)
    said = _COURTESY.sub("", question)
    opening = _OPENING.match(said)
    rest = said[opening.end() :] if opening else said
    words = find_words(rest, language)
    content = [word for word in words if not word.stop]
    opened = opening is not None or _is_complement(rest, content)
    if opened and not _asks(rest, language) and len(content) <= 3:
        return _swapped(rest, earlier, language) or _asked_again(rest, earlier, language)
    if opening is not None and _COPULAR.match(rest) and find_names(rest, language):
        return rest  # "e chi è il presidente di ANIE?" leaves nothing out
    bare = len(content) <= _BARE and not any(word.capital or word.number for word in content if word is not words[0])
    if (opened and len(content) <= 3) or _LEANING.search(fold(said)) or bare:
        own = opening is not None and _opens_with_subject(words, language)
        return _joined(rest, earlier, language, only_topics=bool(content), brings_subject=own)
    return said


def chosen_by(whole: str) -> str:
    """Return a follow-up that stands alone without what it was lent for the search alone: the nouns beside a name.

    They help to find the article; the sentence that answers need not hold them.
    """
    return _SEARCHED.sub(")?", whole)


def _opens_with_subject(words: Sequence[Word], language: str) -> bool:
    """Tell whether a follow-up begins with a subject that needs no other: "il traghetto elettrico quante ne porta"."""
    subject = words[1 : 1 + _SUBJECT]
    told = len(subject) == _SUBJECT and not any(word.stop for word in subject)
    return told and opens_noun(words[0], language)


def _is_complement(rest: str, content: Sequence[Word]) -> bool:
    """Tell whether a follow-up is nothing but "in the US?", "nel 2024?"."""
    named = bool(content) and all(word.capital or word.number for word in content)
    return named and len(content) <= _BARE and _PREPOSITION.match(rest) is not None


def _asks(rest: str, language: str) -> bool:
    """Tell whether a follow-up has an asking word of its own, or asks for a kind of thing."""
    starts = STARTS.get(language)
    worded = starts is not None and re.search(rf"(?:^|\s)(?:{starts})\b", rest, re.IGNORECASE) is not None
    return worded or understand(rest, language)[0].kind != "thing"


def _swapped(rest: str, earlier: str, language: str) -> str | None:
    """Put the new name where the last question has one after the same preposition, or its only name or its like."""
    names = find_names(earlier, language)
    new = rest.strip().rstrip("?!. ")
    like = _LIKE.match(new)
    elsewhere = _of_elsewhere(like[1], earlier, language) if like is not None else None
    if elsewhere is not None:
        return elsewhere
    preposition = _PREPOSITION.match(new)
    if preposition:
        fitting = [
            name
            for name in names
            if re.search(rf"\b{re.escape(preposition[1])}\s*$", earlier[: name.start], re.IGNORECASE)
        ]
        new = new[preposition.end() :]
    else:
        named = any(word.capital for word in find_words(new, language))
        fitting = names if len(names) == 1 and named and not _THE.match(new) else []
    if len(fitting) != 1 or not new:
        return None
    name = fitting[0]
    before = earlier[: name.start]
    if re.match(_ARTICLE, new, re.IGNORECASE):
        before = re.sub(rf"{_ARTICLE}$", "", before, flags=re.IGNORECASE)
    return f"{before}{new}{earlier[name.end :]}"


def _of_elsewhere(word: str, earlier: str, language: str) -> str | None:
    """Put the people or the place of "e quello coreano?", "and the Japanese one?" where others stood."""
    new = find_words(word, language)
    places = [other for other in find_words(earlier, language) if place_of(other) is not None]
    if len(new) != 1 or place_of(new[0]) is None or len(places) != 1:
        return None
    return f"{earlier[: places[0].start]}{word}{earlier[places[0].end :]}"


def _asked_again(rest: str, earlier: str, language: str) -> str:
    """Ask what was asked before of something else: "E nel 2024?" → "Quante nel 2024 (comunità Piemonte)?".

    A noun that says what is asked ("e il prezzo?") asks by itself.
    """
    if language in _WHAT_IS and any(word.surface in FOCUS_KINDS for word in find_words(rest, language)):
        return f"{_WHAT_IS[language]} {_joined(rest, earlier, language, only_topics=True, brings_subject=False)}"
    joined = _joined(rest, earlier, language, only_topics=False, brings_subject=_brings_subject(rest, language))
    words = find_words(earlier, language)
    first = next((place for place, word in enumerate(words) if not word.stop), 0)
    while first and opens_noun(words[first - 1], language):
        first -= 1
    asking = earlier[: words[first - 1].end] if first else ""
    return f"{asking} {joined}" if _asks(asking, language) else joined


def _brings_subject(rest: str, language: str) -> bool:
    return sum(not (word.stop or word.number) for word in find_words(rest, language)) >= _SUBJECT


def _joined(rest: str, earlier: str, language: str, *, only_topics: bool, brings_subject: bool) -> str:
    """Append what the last question is about, or all its content words when it tells nothing or a verb is wanted too.

    A number gives way to the number that the follow-up brings, and what was named to the subject that it brings.
    """
    mine = find_words(rest, language)
    said = {word.surface for word in mine}
    numbered = any(word.number for word in mine)
    found = find_topics(earlier, language)
    words_of = {topic: {word.surface for word in find_words(topic, language) if not word.stop} for topic in found}
    topics = [topic for topic in found if not words_of[topic] & said]
    if only_topics and topics and not brings_subject:
        names = [name.text for name in find_names(earlier, language)]
        named, others = ([topic for topic in topics if (topic in names) is kept] for kept in (True, False))
        lent_to_both = f"{', '.join(named)}{_FOR_SEARCH}" if named and others else ", ".join(named)
        return f"{rest.strip().rstrip('?!. ')} ({lent_to_both}{', '.join(others)})?"
    dropped = set().union(*words_of.values()) - _focus(earlier, language) if brings_subject else set()
    lent = [
        word.text
        for word in find_words(earlier, language)
        if not word.stop and word.surface not in said and not (numbered and word.number) and word.surface not in dropped
    ]
    return f"{rest.strip().rstrip('?!. ')} ({' '.join(lent)})?" if lent else rest


def _focus(question: str, language: str) -> set[str]:
    """Return the noun that a question asks for, of which more may be asked."""
    focus = understand(question, language)[0].focus
    return {focus.surface} if focus is not None else set()
