"""Tell whether a sentence of a small model may be shown, and whether it may stand for the article's own.

Takes one placed claim and the grounds it should rest upon. A small model goes wrong in ways of its own: it tells half
of what was asked, copies half a sentence, adds a detail, answers in another language; each is seen here before the
claim is cited. Knows no endpoint.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.answering.checking import check
from rag.answering.choosing.kinds import holds_kind
from rag.answering.choosing.lexicon import Lexicon
from rag.answering.choosing.surroundings import Surroundings
from rag.answering.choosing.times import hints_at_time
from rag.answering.citing import cite
from rag.answering.disagreeing import disputing
from rag.answering.drafting import Asked, Draft, DraftClaim
from rag.answering.engines.additions import additions_stand
from rag.answering.engines.grounds import Ground, Grounds
from rag.answering.gathering import asked_about
from rag.answering.quoting import claim_text
from rag.language.agreement import has_one_do_what_several_do
from rag.language.detect import detect_language
from rag.language.words import Word, find_words, fold
from rag.types import SearchResult

SENTENCE = 5  # words; a shorter text ("300 navi") is no sentence that stands on its own
FACTS = frozenset({"person", "name", "time", "place", "quantity"})  # kinds of questions that a few words answer
_ENOUGH = 0.6  # share of what an article's sentence adds to the question that its retelling must keep
NOWHERE, BESIDE = "no sentence shown bears it out", "beside the question"
DISPUTED = "hides that the articles disagree"
ADDS = "adds what the article does not say"
_INVENTIONS = frozenset({NOWHERE, BESIDE, ADDS})
_INVENTED = frozenset({"numbers", "dates", "names", "meaning"})  # checks that tell of content, not of manner
_VERDICT, _CHECK = re.compile(r"unsupported: |partial: "), re.compile(r"\w+")
_ABOUT = re.compile(  # "The article discusses …": of a translation, or of an answer, nobody asked for that
    r"\W*(?:the|this|l'|il|la|quest[oa]|der|die|dieser|le|cet|el|este) ?(?:given |provided |following )?"
    r"(article|text|sentence|passage|articolo|testo|frase|brano|artikel|satz|texte|phrase|articulo|texto)\b"
)
_FOUND = 0.5  # a word met this well is kept
_SOLID = 2.0  # how much more a name or a number weighs


def fault(text: str, claim: DraftClaim | None, asked: Asked, result: SearchResult, grounds: Grounds) -> str:
    """Return why a sentence of the model may not be shown, or nothing."""
    if claim is None:
        return NOWHERE
    spoken = "und" if claim.text is None else detect_language(text)
    if spoken not in (asked.language, "und"):
        return f"language: {spoken}"
    if not any(ground.related & set(claim.sentences) for ground in grounds.answered):
        return BESIDE
    about = _ABOUT.match(fold(text))
    if about is not None and about[1] not in fold(asked.question):
        return "speaks of the article"
    if claim.text is None:
        return ""
    return DISPUTED if _hides_a_dispute(claim, result) else _unsupported(claim, asked, result)


def pointed(claim: DraftClaim | None, grounds: Grounds, asked: Asked, result: SearchResult) -> DraftClaim | None:
    """Return the sentence that a claim nearly repeats, where it does not hold as it was said: that much is pointing."""
    if claim is None or claim.text is None:
        return None
    related = {place for ground in grounds.answered for place in ground.related}
    near = [p for p in claim.sentences if p in related and _kept(claim.text, p, asked, result) >= _ENOUGH]
    return DraftClaim((near[0],)) if near else None


def is_invention(why: str) -> bool:
    """Tell whether a fault is that the model said what no article says, rather than how it said it."""
    return why in _INVENTIONS or (_VERDICT.match(why) is not None and not _INVENTED.isdisjoint(_CHECK.findall(why)))


def adds(claim: DraftClaim, grounds: Grounds, asked: Asked, result: SearchResult) -> bool:
    """Tell whether a claim stands for a quoted sentence, or answers from one that is not quoted."""
    return any(
        stands_for(claim, place, ground, asked, result)
        for ground in grounds.answered
        for place in claim.sentences
        if place in ground.related
    )


def left_to_quote(ground: Ground, kept: Sequence[DraftClaim], asked: Asked, result: SearchResult) -> list[int]:
    """Return the quoted places that no kept claim stands for.

    None when a fact is told from the best of them, for the others came as second choice; but all that dispute it.
    """
    told = [place for place in ground.quoted if any(stands_for(claim, place, ground, asked, result) for claim in kept)]
    best = next((place for place, _ in ground.scores if place in ground.quoted), None)
    if ground.part.kind in FACTS and best in told and not any(disputing(place, result) for place in ground.quoted):
        return []
    return [place for place in ground.quoted if place not in told]


def stands_for(claim: DraftClaim, place: int, ground: Ground, asked: Asked, result: SearchResult) -> bool:
    """Tell whether a claim rests on the sentence at `place` and tells what that one has to say to `ground`'s part.

    A fact is told by a person, time, place or amount; anything else by most of what the sentence adds to the question.
    """
    if place not in claim.sentences:
        return False
    if claim.text is None:
        return True
    sentence = result.sentences[place].text
    if ground.part.kind == "person" and has_one_do_what_several_do(claim.text, sentence):
        return False
    if ground.part.kind in FACTS:
        return _holds(claim.text, ground, asked.language, sentence, _language(place, result))
    return _kept(claim.text, place, asked, result) >= _ENOUGH


def whole(claim: DraftClaim | None, result: SearchResult) -> DraftClaim | None:
    """Return a claim that stands on its own: of a bare name, or a part of an article's sentence, the whole of it."""
    if claim is None or claim.text is None:
        return claim
    if len(claim.text.split()) < SENTENCE:
        return DraftClaim(claim.sentences[:1])
    said = _plain(claim.text)
    for place in claim.sentences:
        if said in _plain(result.sentences[place].text):
            return DraftClaim((place,))
    return claim


def is_abroad(claim: DraftClaim, asked: Asked, result: SearchResult) -> bool:
    """Tell whether a claim's article and the question are in different languages."""
    theirs = _language(claim.sentences[0], result)
    return theirs != asked.language and "und" not in (theirs, asked.language)


def _hides_a_dispute(claim: DraftClaim, result: SearchResult) -> bool:
    """Tell whether a claim rests on sentences that give different figures for one thing."""
    return any(not set(claim.sentences).isdisjoint(disputing(place, result)) for place in claim.sentences)


def _unsupported(claim: DraftClaim, asked: Asked, result: SearchResult) -> str:
    theirs = _language(claim.sentences[0], result)
    for cited in cite(Draft((claim,)), result):
        quotes = [citation.quote for citation in cited.citations]
        checked = check(cited.text, quotes, theirs, asked=asked_about(asked, cited, result))
        if checked.verdict != "supported":
            failed = [name for name, outcome in checked.checks.items() if outcome == "failed"]
            return f"{checked.verdict}: {', '.join(failed)}"
        if not is_abroad(claim, asked, result) and not additions_stand(
            cited.text, theirs, asked.parts, claim.sentences, result
        ):
            return ADDS
        return ""
    return "nothing to cite"


def _holds(text: str, ground: Ground, language: str, sentence: str, theirs: str) -> bool:
    """Tell whether a text holds the fact asked for; of a time that the article's sentence says loosely, as loosely."""
    if _strictly(text, ground, language):
        return True
    return ground.part.kind == "time" and hints_at_time(text) and not _strictly(sentence, ground, theirs)


def _strictly(text: str, ground: Ground, language: str) -> bool:
    words = _content(text, language)
    place = Surroundings(text, language, words)
    return holds_kind(ground.part, place, Lexicon(ground.part.language, language, {}, {})) > 0


def _kept(text: str, place: int, asked: Asked, result: SearchResult) -> float:
    """Return the share (0..1) of what the sentence at `place` adds to the question that `text` tells too."""
    theirs = _language(place, result)
    back = Lexicon(theirs, asked.language, {}, {})
    said = _content(text, asked.language)
    known = [word for part in asked.parts for word in part.words]
    added = [word for word in _content(result.sentences[place].text, theirs) if back.match(word, known) < _FOUND]
    total = sum(map(_weight, added))
    return sum(_weight(word) for word in added if back.match(word, said) >= _FOUND) / total if total else 1.0


def _weight(word: Word) -> float:
    return _SOLID if word.capital or word.number else 1.0


def _content(text: str, language: str) -> tuple[Word, ...]:
    return tuple(word for word in find_words(claim_text(text), language) if not word.stop)


def _language(place: int, result: SearchResult) -> str:
    return result.sources[result.sentences[place].file].language


def _plain(text: str) -> str:
    return " ".join(word.surface for word in find_words(claim_text(text), "it"))
