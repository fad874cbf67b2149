"""Find those to whom a sentence gives its words by "secondo", "per", "according to"; knows languages, not documents."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.language.clauses import reach
from rag.language.frames import Frame
from rag.language.sayings import PEOPLE
from rag.language.words import Word

_SECONDO = {
    "it": re.compile(
        r"(?:^|[,;:«(]\s*|\b(?:ma|e|che|mentre|invece)\s+)(secondo(?! me)|a detta d\w+|a giudizio d\w+|"
        r"ad avviso d\w+|a parere d\w+|stando a\w*|per)(?:\s|(?<=[ld])['’])",
        re.I,
    ),
    "en": re.compile(
        r"(according to|in the (?:view|opinion|words) of|for)\s|\b(in) (?=(?:[\w'’-]+ ){1,4}(?:view|opinion|words)\b)",
        re.I,
    ),
    "de": re.compile(r"\b(laut|nach angaben|zufolge|nach ansicht)\s", re.I),
    "fr": re.compile(r"(?:^|[,;]\s*)(selon|d['’]apr[eè]s|pour)\s", re.I),
    "es": re.compile(r"\b(seg[uú]n|para)\s", re.I),
}


def by_source(text: str, words: Sequence[Word], language: str) -> list[Frame]:
    """Read "secondo X, …": the speaker runs to the comma, or over the names that follow; the rest is said."""
    pattern = _SECONDO.get(language)
    frames = []
    for match in pattern.finditer(text) if pattern else ():
        cue = (match[1] or match[2]).casefold()
        first = next((i for i, word in enumerate(words) if word.start >= match.end()), len(words))
        if first >= len(words) or (cue in ("per", "pour", "for", "para") and not _of_people(text, words, first, match)):
            continue
        if (which := _past_a_relative(words, first)) is not None:  # "la sindaca, secondo la quale mancano 6 milioni"
            who = frozenset(i for i in range(first) if words[i].end <= match.start(match.lastindex or 1))
            frames.append(Frame(frozenset(range(which, len(words))), who, None))
            continue
        speaker = _speaker_after(text, words, first)
        if any(words[i].surface in _RECORDS for i in speaker[:_OPENING]):
            continue
        rest = reach(text, words, speaker[-1] + 1, far=True) if speaker else range(0)
        said = frozenset(rest) or frozenset(range(first)) - set(speaker)
        if speaker and _TURN.search(
            text[: match.start(match.lastindex or 1)].rstrip()
        ):  # "…, mentre per Rossi …": what follows is hers
            frames.append(Frame(frozenset(range(speaker[-1] + 1, len(words))), frozenset(speaker), None))
            continue
        opens = text.rfind(";", 0, match.start(match.lastindex or 1))
        told = (i for i in range(first) if opens < words[i].start and not words[i].stop)
        before = frozenset(i for i in told if words[i].end <= match.start(match.lastindex or 1))
        tail = text[words[speaker[-1]].end :] if speaker else ""
        late = len(rest) < 3 or (len(before) > 2 and not re.search(r"[,;:»]", tail))  # "…, secondo X.": said before
        frames.append(Frame(before if late and before else said, frozenset(speaker), None))
    return frames


def _past_a_relative(words: Sequence[Word], first: int) -> int | None:
    """Return the index past "la quale", "cui", "whom" that begins at `first`, None where none does."""
    if words[first].surface in ("cui", "whom"):
        return first + 1
    return first + 2 if [word.surface for word in words[first + 1 : first + 2]] in (["quale"], ["quali"]) else None


_RECORDS = frozenset(  # what is written down, and holds no opinion
    """dati risultati statistiche cifre numeri rilevazioni classifica bilancio calendario programma atti documenti
    data results statistics figures numbers records schedule rankings documents daten ergebnisse resultats""".split()
)
_OPENING = 3  # words of a speaker that tell what it is


def _of_people(text: str, words: Sequence[Word], first: int, match: re.Match[str]) -> bool:
    """Tell "Per la sindaca, …" from "per ridurre …" and "per due anni": at the start, and people after it."""
    before = _TURN.sub("", text[: match.start(match.lastindex or 1)].rstrip())
    opens = not before.strip(" ,;:«(") or before.rstrip().endswith((",", ";"))
    if not opens:
        return False
    rest = text[words[first].start :]
    named = any(word.capital and not word.stop and not word.number for word in words[first : first + 6])
    turned = before != text[: match.start(match.lastindex or 1)].rstrip() and named
    return bool(PEOPLE.match(rest)) or (named and first <= 3) or turned


_TURN = re.compile(r"\b(?:mentre|invece|ma|while|whereas|but)$")


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
    "di del della dei degli delle dell d de of the la il lo l i gli le al all alla ai per e and von der des du "
    "s".split()
)
