"""Find who says what in a sentence: "secondo X …", "X ha detto che …", «…», and what lies outside anybody's words.

Takes a text's words, gives Frames: the words said, and the words that name the speaker. Knows languages, not documents.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from rag.language.clauses import reach
from rag.language.lemmas import keys, lemma
from rag.language.sayings import JUDGING, PEOPLE, SAYING, SAYING_FORMS
from rag.language.words import Word, stem

_SECONDO = {
    "it": re.compile(
        r"(?:^|[,;:«(]\s*|\b(?:ma|e|che)\s+)(secondo(?! me)|a detta d\w+|a giudizio d\w+|"
        r"ad avviso d\w+|a parere d\w+|stando a\w*|per)\s",
        re.I,
    ),
    "en": re.compile(r"(according to|in the (?:view|opinion|words) of|for)\s", re.I),
    "de": re.compile(r"\b(laut|nach angaben|zufolge|nach ansicht)\s", re.I),
    "fr": re.compile(r"(?:^|[,;]\s*)(selon|d['’]apr[eè]s|pour)\s", re.I),
    "es": re.compile(r"\b(seg[uú]n|para)\s", re.I),
}
_QUOTED = re.compile(r"«([^«»]*)(?:»|$)|“([^“”]*)(?:”|$)|(?<![\w\"])\"([^\"]+)(?:\"|$)")


@dataclass(frozen=True, slots=True)
class Frame:
    """Hold what is said and who says it, as indexes of words; `verb` is the saying word, None for "secondo"."""

    said: frozenset[int]
    speaker: frozenset[int]
    verb: int | None


def find_frames(text: str, words: Sequence[Word], language: str, *, inside: bool = False) -> tuple[Frame, ...]:
    """Return the frames of a sentence; `inside` tells that a quotation is open where it begins."""
    frames = [*_by_source(text, words, language), *_by_verb(text, words, language)]
    quoted = _quoted(text, words, inside)
    verbs = [index for index in range(len(words)) if is_saying(words, index, language)]
    if quoted:
        outside = frozenset(range(len(words))) - quoted
        verb = next((index for index in verbs if index in outside), None)
        speaker = _near_speaker(text, words, verb, outside) if verb is not None else outside
        if len(quoted) > _A_WORD or verb is not None:
            frames.append(Frame(quoted, speaker, verb))
    return tuple(frames)


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
        return index + 1 < len(words) and words[index + 1].surface == "out"
    if index and words[index - 1].surface in _BEFORE_NOUN:  # "l'accusa", "una stima"
        return word.surface in SAYING_FORMS
    return word.surface in SAYING_FORMS or not keys(word.text, language).isdisjoint(_saying_stems(language))


_NO_SAYING = (frozenset[str](), frozenset("stato stata stati state".split()))  # forms of "essere", not of "to state"


def _names_somebody(words: Sequence[Word]) -> bool:
    """Tell whether a first word is the title of a name: "Judge Priya Nair remanded …"."""
    return len(words) > 1 and words[1].capital


_BEFORE_NOUN = frozenset("il l un una del dell della al all alla dal the a an le gli i delle dei".split())


@cache
def _saying_stems(language: str) -> frozenset[str]:
    return frozenset(stem(word, language) for word in SAYING)


def _by_source(text: str, words: Sequence[Word], language: str) -> list[Frame]:
    """Read "secondo X, …": the speaker runs to the comma, or over the names that follow; the rest is said."""
    pattern = _SECONDO.get(language)
    frames = []
    for match in pattern.finditer(text) if pattern else ():
        cue = match[1].casefold()
        first = next((i for i, word in enumerate(words) if word.start >= match.end()), len(words))
        if first >= len(words) or (cue in ("per", "pour", "for", "para") and not _of_people(text, words, first, match)):
            continue
        speaker = _speaker_after(text, words, first)
        rest = reach(text, words, speaker[-1] + 1, far=True) if speaker else range(0)
        said = frozenset(rest) or frozenset(range(first)) - set(speaker)
        before = frozenset(i for i in range(first) if words[i].end <= match.start(1) and not words[i].stop)
        tail = text[words[speaker[-1]].end :] if speaker else ""
        late = len(rest) < 3 or (len(before) > 2 and not re.search(r"[,;:»]", tail))  # "…, secondo X.": said before
        frames.append(Frame(before if late and before else said, frozenset(speaker), None))
    return frames


def _of_people(text: str, words: Sequence[Word], first: int, match: re.Match[str]) -> bool:
    """Tell "Per la sindaca, …" from "per ridurre …" and "per due anni": at the start, and people after it."""
    opens = not text[: match.start(1)].strip(" ,;:«(") or text[: match.start(1)].rstrip().endswith((",", ";"))
    if not opens:
        return False
    rest = text[words[first].start :]
    named = any(word.capital and not word.stop and not word.number for word in words[first : first + 6])
    return bool(PEOPLE.match(rest)) or (named and first <= 3)


def _speaker_after(text: str, words: Sequence[Word], first: int) -> list[int]:
    """Return the words of the noun phrase that begins at `first`: up to a comma, a verb or after the names."""
    taken: list[int] = []
    named = False
    for index in range(first, len(words)):
        between = text[words[index - 1].end : words[index].start] if index > first else ""
        if index > first and re.search(r"[,;:«»“”\"()]", between):
            break
        word = words[index]
        if named and not word.capital and word.surface not in _PARTICLES:
            break
        if len(taken) >= _LONGEST or (taken and word.stop and word.surface not in _PARTICLES and not named):
            break
        if taken and word.surface in _ARTICLES and words[index - 1].surface not in _PREPOSITIONS:
            break
        named = named or (word.capital and index > first - 1 and not word.stop)
        taken.append(index)
    return taken


_ARTICLES = frozenset("il lo la i gli le l un una the a an der die das le les".split())
_PREPOSITIONS = frozenset("di del della dei degli delle dell d de of al all alla ai per e and von".split())
_LONGEST = 7
_PARTICLES = frozenset(
    "di del della dei degli delle dell d de of the la il lo l i gli le al all alla ai per e and von der des du".split()
)


def _by_verb(text: str, words: Sequence[Word], language: str) -> list[Frame]:
    """Read "X ha detto che …", "X teme che …", "…, ha detto X", "Il merito, dice X, è …"."""
    frames = []
    for index in range(len(words)):
        if not is_saying(words, index, language):
            continue
        after = list(reach(text, words, index + 1, far=True))
        joined = [i for i in after[:_NEAR_THAT] if words[i].surface in _THAT]
        speaker = _near_speaker(text, words, index, frozenset(range(len(words))))
        if joined:
            said = frozenset(range(joined[0] + 1, len(words)))
            subject = frozenset(i for i in range(index) if i not in said)
            frames.append(Frame(said, speaker & subject or subject or speaker, index))
        elif _closes(text, words, index):
            said = frozenset(range(len(words))) - speaker - {index}
            frames.append(Frame(said, speaker, index))
        elif after and (language == "en" or lemma(words[index].text, language) in JUDGING):
            frames.append(Frame(frozenset(after), frozenset(range(index)), index))
    return frames


_THAT = frozenset("che di come that dass que de d how as".split())
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
    named = [i for i in range(max(0, start - 4), start) if words[i].capital]
    inset = named and re.search(r"[,»”\"–—]\s*$", text[: words[named[0]].start])
    return bool(inset) and verb + 2 >= len(words)


_HELPERS = frozenset("ha hanno aveva ho si e has have had a ont hat haben lo l".split())


def _near_speaker(text: str, words: Sequence[Word], verb: int | None, allowed: frozenset[int]) -> frozenset[int]:
    """Return the words around a saying verb that can name the speaker: those of its own clause, up to commas."""
    if verb is None:
        return frozenset()
    taken = {verb}
    for step in (-1, 1):
        index = verb + step
        while 0 <= index < len(words) and index in allowed and abs(index - verb) <= _SPEAKER_WORDS:
            left, right = sorted((index, index - step))
            between = text[words[left].end : words[right].start]
            if re.search(r"[,;:«»“”]", between) and not _names_go_on(words, index, step):
                break
            if words[index].surface in _THAT and words[index].surface not in ("di", "de", "d") and step == 1:
                break
            taken.add(index)
            index += step
    return frozenset(taken - {verb})


_SPEAKER_WORDS = 12


def _names_go_on(words: Sequence[Word], index: int, step: int) -> bool:
    """Tell whether past a comma the speaker's name or office goes on: "il presidente, Renato Vitale,"."""
    return words[index].capital and not words[index].stop


def _quoted(text: str, words: Sequence[Word], inside: bool) -> frozenset[int]:
    """Return the words in quotation marks."""
    spans = [match.span() for match in _QUOTED.finditer(text)]
    if inside:
        closing = re.search(r"[»”\"]", text)
        spans.append((0, closing.start() if closing else len(text)))
    return frozenset(i for i, word in enumerate(words) if any(a <= word.start < b for a, b in spans))


def stays_open(text: str, inside: bool) -> bool:
    """Tell whether a quotation is open where the sentence ends."""
    state = inside
    for character in text:
        if character in "«“„":
            state = True
        elif character in "»”":
            state = False
        elif character == '"':
            state = not state
    return state
