"""Repair a claim that its sources do not bear out, by rules alone: `repair(claim, result, passages) -> Repaired`.

Takes a cited claim, the search result and the passages the engine was shown; gives the claim anew with what was done,
or None. In order: cite a sentence that does bear it out; restore the speaker; trim what is not borne out; let the
article's own sentence stand, unless a number, a date or a name is wrong: such a claim is an invention, and what it
ought to have said is not guessed. Whatever comes out has been checked and is supported. Bounded and deterministic.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from rag.answering.checking import AskedAbout, Checked, check
from rag.answering.checking.reading import Reading, read_all
from rag.answering.checking.verbs import is_verb
from rag.answering.citing import CitedClaim, cite
from rag.answering.drafting import Draft, DraftClaim
from rag.answering.quoting import claim_text
from rag.language.words import fold, stem
from rag.types import SearchResult

_CANDIDATES = 3  # sentences tried as another source
_TRIMS = 6  # pieces of a claim tried on their own
_FACTS = ("numbers", "dates", "names")
_ABOUT = 0.6  # share of a claim's words that a sentence must have to stand for it


@dataclass(frozen=True, slots=True)
class Repaired:
    """Hold a claim that stands, how it was checked, and what was done to it, in one line."""

    claim: CitedClaim
    checked: Checked
    told: str


def repair(
    claim: CitedClaim, result: SearchResult, passages: Collection[int], asked: AskedAbout | None = None
) -> Repaired | None:
    """Return `claim` so that its sources bear it out, or None; `passages` are the places of those shown.

    With `asked` what comes out must answer the question too.
    """
    before = check(claim.text, [citation.quote for citation in claim.citations], asked=asked)
    invented = any(before.checks[name] == "failed" for name in _FACTS)
    own_words = invented or before.verdict == "partial"
    places = _ranked(claim, result, passages)
    for attempt, told in _attempts(claim, result, places):
        if own_words and attempt.text is None:
            continue
        for cited in cite(Draft((attempt,)), result):
            checked = check(cited.text, [citation.quote for citation in cited.citations], asked=asked)
            if checked.verdict == "supported":
                return Repaired(cited, checked, f"{told}: {claim.text[:200]}")
    return None


def _attempts(
    claim: CitedClaim, result: SearchResult, places: Sequence[tuple[int, float]]
) -> Iterator[tuple[DraftClaim, str]]:
    """Yield what may stand in the claim's place, the nearest to it first, with what was done."""
    near = [place for place, _ in places[:_CANDIDATES]]
    own = tuple(place for place, _ in places if _is_cited(claim, result, place)) or tuple(near[:1])
    for place in near:
        yield DraftClaim((place,), claim.text), "Cited again, as what it cited does not bear it out"
    for place in dict.fromkeys((*own, *near)):
        said = _with_speaker(claim, result, place)
        if said is not None:
            yield DraftClaim((place,), said), "Given back to its speaker"
    for piece in _pieces(claim)[:_TRIMS]:
        for sources in dict.fromkeys((own, *((place,) for place in near[:1]))):
            if sources:
                yield DraftClaim(sources, piece), "Trimmed to what its sources bear out"
    if places and places[0][1] >= _ABOUT:
        yield DraftClaim((places[0][0],)), "Replaced by the article's own sentence"


def _is_cited(claim: CitedClaim, result: SearchResult, place: int) -> bool:
    sentence = result.sentences[place]
    return any((c.start, c.end, c.quote) == (sentence.start, sentence.end, sentence.text) for c in claim.citations)


def _ranked(claim: CitedClaim, result: SearchResult, passages: Collection[int]) -> list[tuple[int, float]]:
    """Return the sentences shown with the share of the claim's words they have, best first."""
    wanted = _stems(claim.text, claim.language)
    found = []
    for place, sentence in enumerate(result.sentences):
        if sentence.passage in passages and wanted:
            theirs = _stems(sentence.text, result.sources[sentence.file].language)
            share = len(wanted & theirs) / len(wanted)
            if share > 0:
                found.append((place, share))
    return sorted(found, key=lambda item: (-item[1], not _is_cited(claim, result, item[0]), item[0]))


def _stems(text: str, language: str) -> frozenset[str]:
    readings = read_all(text, language)
    return frozenset(stem(fold(word.text), language) for reading in readings for word in reading.words if not word.stop)


# ── the speaker ───────────────────────────────────────────────────────────────────────────────────────────────────

_ACCORDING = {"it": "Secondo", "en": "According to", "de": "Laut", "fr": "Selon", "es": "Según"}


def _with_speaker(claim: CitedClaim, result: SearchResult, place: int) -> str | None:
    """Return the claim's text with the speaker whom the source gives its words to, as the source names them."""
    sentence = result.sentences[place]
    language = result.sources[sentence.file].language
    according = _ACCORDING.get(claim.language)
    if according is None or not claim.text:
        return None
    for reading in read_all(sentence.text, language):
        for frame in reading.frames:
            speaker = _speaker(reading, sorted(frame.speaker), translated=language != claim.language)
            if speaker:
                first = claim.text.split(" ", 1)[0]
                small = first.lower() in _SMALL or fold(first.rstrip("'’")) in _SMALL or "'" in first or "’" in first
                text = claim.text[0].lower() + claim.text[1:] if small else claim.text
                return f"{according} {speaker}, {text}"
    return None


_SMALL = frozenset(
    """il lo la i gli le l un una uno è e questo questa questi quest si non the a an this it is there in nel nella
    der die das ein eine es le les une il elle c""".split()
)


def _speaker(reading: Reading, indexes: Sequence[int], *, translated: bool) -> str | None:
    """Return the words that name a speaker: from the article or title to the end of the name, or the name alone."""
    named = [n for n in reading.names if any(n.start <= reading.words[i].start < n.end for i in indexes)]
    if not named:
        return None
    name = named[0]
    if translated:
        return name.text
    before = [i for i in indexes if reading.words[i].start < name.start]
    start = next((reading.words[i].start for i in before if reading.words[i].surface in _SMALL), name.start)
    between = reading.text[start : name.start]
    whole = reading.text[start : name.end] if not re.search(r"[,;:«»“”\"()]", between) else name.text
    return claim_text(whole[0].lower() + whole[1:] if start < name.start else whole)


# ── trimming ──────────────────────────────────────────────────────────────────────────────────────────────────────

_JOINT = re.compile(
    r"\s*[;,]\s+|\s+(?=(?:e|ed|ma|mentre|perché|poiché|grazie|dopo|con|alla|durante|insieme|a causa|per via|in seguito|"
    r"and|but|while|because|after|with|thanks|due|during|und|aber|weil|nach|mit|et|mais|parce|après|avec)\s)"
)
_LEADING = re.compile(r"^(?:e|ed|ma|mentre|and|but|while|und|aber|et|mais)\s+", re.IGNORECASE)


def _pieces(claim: CitedClaim) -> list[str]:
    """Return what is left of a claim when it is cut at a joint, the longest first; each has a verb of its own."""
    pieces: list[str] = []
    for match in _JOINT.finditer(claim.text):
        head, tail = claim.text[: match.start()], _LEADING.sub("", claim.text[match.end() :])
        pieces.append(head.rstrip(" ,;:") + ".")
        if tail and tail[0].isalpha():
            pieces.append(tail[0].upper() + tail[1:])
    told = [piece for piece in dict.fromkeys(pieces) if _is_sentence(piece, claim.language)]
    return sorted(told, key=lambda piece: (-len(piece), piece))


def _is_sentence(piece: str, language: str) -> bool:
    readings = read_all(piece, language)
    if len(readings) != 1:
        return False
    reading = readings[0]
    told = [i for i, word in enumerate(reading.words) if not word.stop]
    finite = any(is_verb(reading, i) for i in told) or any(word.surface in _COPULA for word in reading.words)
    return finite and len(told) >= 3


_COPULA = frozenset("e è ha hanno sono era is are was were has have ist sind est sont es".split())
