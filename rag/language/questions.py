"""Understand what a question asks for: the kind of answer, its own words and names, its parts.

Knows languages, not documents. The cues of each language stand in one table; a language without cues gets the kind
"thing", which asks nothing of a sentence but to be about the question.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from rag.language import cues
from rag.language.asked_kinds import Kind, Unit
from rag.language.german_nouns import without_nouns
from rag.language.lemmas import is_word
from rag.language.names import Name, find_names, opening_name
from rag.language.words import Word, find_words, fold


@dataclass(frozen=True, slots=True)
class Question:
    """Hold one question, or one part of a double one.

    `words` are its content words without the asking ones; `quotes` are phrases it quotes, folded; `focus` is the noun
    that is asked for ("quanti *dipendenti*", "which *minister*"), or None; `unit` is what a quantity or a time must
    be, or None when any will do.
    """

    text: str
    language: str
    kind: Kind
    words: tuple[Word, ...]
    names: tuple[Name, ...]
    quotes: tuple[str, ...] = ()
    focus: Word | None = None
    unit: Unit | None = None

    @property
    def telling(self) -> tuple[Word, ...]:
        """Return the words that pin down what is asked about: those of its names, and its numbers."""
        named = [word for name in self.names for word in name.telling]
        return (*named, *(word for word in self.words if word.number and word not in named))


def understand(text: str, language: str) -> tuple[Question, ...]:
    """Return the parts of a question, one or two, in order; a part that leans on the first gets its words."""
    return tuple(_understand_part(part, language) for part in split_parts(text, language))


def split_parts(text: str, language: str) -> tuple[str, ...]:
    """Cut a double question ("chi ha firmato per ANIE e chi per KSIA?") at its "and".

    The second part, when it has no verb of its own to speak of, is given the beginning of the first.
    """
    double = _double(language)
    if double is None:
        return (text,)
    pair = double[0].match(text)
    if pair:  # "Dove e quando …"
        return (f"{pair[1]}{pair[3]}", f"{pair[2]}{pair[3]}")
    cut = double[1].search(text)
    if cut is None or len(text[: cut.start()].split()) < 2:
        return (text,)
    first, second = text[: cut.start()], text[cut.end() :]
    return (first, _completed(first, second, language))


@cache
def _double(language: str) -> tuple[re.Pattern[str], re.Pattern[str]] | None:
    """Return how a question asks two things with one end ("dove e quando …"), and where it is cut in two."""
    starts, joiner = cues.STARTS.get(language), cues.AND.get(language)
    if starts is None or joiner is None:
        return None
    pair = re.compile(rf"\s*({starts})\s+{joiner}\s+({starts})\b(.+)", re.IGNORECASE | re.DOTALL)
    return pair, re.compile(rf"[,;?]?\s+{joiner}\s+(?=(?:{starts})\b)", re.IGNORECASE)


def _completed(first: str, second: str, language: str) -> str:
    """Give a second part that leans on the first ("chi per KSIA", "quando è nato") what it leaves out."""
    content = [word for word in find_words(second, language) if not word.stop]
    named = [word for name in find_names(first, language) for word in name.words if not word.stop]
    plain = [word for word in find_words(first, language) if not word.stop and word not in named]
    if len(content) > 2:
        return second
    only_names = all(word.capital or word.number for word in content)
    lent = plain if only_names else named or plain
    return f"{second.rstrip('?! ')} {' '.join(word.text for word in lent)}?"


def _understand_part(text: str, language: str) -> Question:
    folded = fold(text).strip()
    kind = kind_of(text, language)
    words = find_words(text, language)
    focus = _focus(text, folded, language, words)
    if focus is not None and kind in ("thing", "list", "definition", "yesno"):
        kind = cues.FOCUS_KINDS.get(focus.surface, kind)
    if kind == "thing" and focus is not None and _plural_choice(folded, focus, language):
        kind = "list"
    if kind == "thing" and (pattern := cues.YESNO.get(language)) is not None and pattern.match(folded):
        kind = "yesno"
    asking = cues.ASKING_WORDS.get(language, frozenset())
    content = tuple(word for word in words if not word.stop and word.surface not in asking)
    names = find_names(text, language)
    names = without_nouns(names, text) if language == "de" else names
    opening = opening_name(text, language) if words and words[0].surface not in asking else None
    if opening is not None and is_word(opening.text, language):
        opening = None  # "Qualche dipendente …": nobody's name
    if opening is not None and all(opening.start != name.start for name in names):
        names = [opening, *names]
    if kind == "person" and cues.WHO_IS.match(folded) and _is_named(content, names):
        kind = "definition"  # "who is Anna Neri?" asks of a person, for none
    units = cues.UNITS if kind == "quantity" else cues.TIME_UNITS if kind == "time" else ()
    number = cues.NUMBER_OF.search(folded) if kind == "quantity" else None
    if number is not None and len(folded) == len(text):  # "il numero dei soci" counts members
        focus = next((word for word in content if word.start >= number.end()), focus)
    return Question(
        text=text,
        language=language,
        kind=kind,
        words=content,
        names=tuple(names),
        quotes=tuple(
            match.group(1).strip() for match in cues.QUOTED.finditer(folded) if len(match.group(1).split()) > 1
        ),
        focus=focus,
        unit=_unit_asked(folded, focus, units),
    )


def _is_named(content: Sequence[Word], names: Sequence[Name]) -> bool:
    """Tell whether the content words are a name and nothing else; a title alone names nobody ("the President")."""
    named = {word.start for name in names for word in name.words}
    return any(name.telling for name in names) and all(word.start in named for word in content)


def _unit_asked(folded: str, focus: Word | None, units: tuple[tuple[str, Unit], ...]) -> Unit | None:
    """Return the unit asked for; of what is counted the rest of a question says none.

    "Quanti voti ha avuto il bilancio?" asks for no money, "quanti milioni costa?" does.
    """
    unit = _unit_of(folded, units)
    counting = cues.COUNTING.search(folded)
    if unit not in _SAID_ANYWHERE or counting is None or focus is None or focus.surface in cues.POWERS:
        return unit
    return _unit_of(folded[: folded.find(focus.surface, counting.end()) + len(focus.surface)], units)


_SAID_ANYWHERE = ("money", "percent", "measure")


def _unit_of(folded: str, units: tuple[tuple[str, Unit], ...]) -> Unit | None:
    for pattern, unit in units:
        if re.search(pattern, folded):
            return unit
    return None


def kind_of(text: str, language: str) -> Kind:
    """Return the kind of answer that the words of a text ask for by themselves, whatever noun they ask about."""
    folded = fold(text).strip()
    if cues.TALK.fullmatch(folded.lstrip("¿¡ ")):
        return "talk"
    if language in cues.TASKS and re.search(cues.TASKS[language], folded):
        return "task"
    for pattern, kind in cues.CUES.get(language, ()):
        if re.search(pattern, folded.rstrip("?!. ")):
            return kind
    return "thing"


def _plural_choice(folded: str, focus: Word, language: str) -> bool:
    return language == "en" and re.match(r"(?:which|what)\b", folded) is not None and focus.surface.endswith("s")


def _focus(text: str, folded: str, language: str, words: list[Word]) -> Word | None:
    pattern = cues.ASKED_NOUN.get(language)
    if pattern is None or len(folded) != len(text.strip()):
        return None
    match = pattern.search(folded)
    if match is None:
        return None
    at = match.end() + (len(text) - len(text.lstrip()))
    following = [word for word in words if word.start >= at and not word.stop]
    return following[0] if following and following[0].start - at <= 3 else None
