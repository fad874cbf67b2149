"""Understand questions that ask for every article which mentions something, and find such mentions in a sentence.

"Quali articoli citano l'European Chips Act?", "how many articles mention Sony?", "elenca tutti i memorandum": the
answer is a list that must be complete, so what is asked for is a term to look up, not a meaning to search for.
Knows languages, not documents.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rag.language.thesaurus import same_meaning
from rag.language.words import Word, find_words

_SLACK = 1  # foreign content words that may stand between the words of a term
_LEAST_STEM = 3


@dataclass(frozen=True, slots=True)
class Listing:
    """Hold what is to be listed; `articles` says that the question asks for articles by that very word."""

    term: str
    language: str
    articles: bool


_IT_NOUN = r"(?:articol[oi]|test[oi]|pezz[oi]|document[oi]|notizi[ae]|font[ei]|file)"
_IT_VERB = (
    r"(?:cit\w++|menzion\w++|nomin\w++|parl\w++\s+d\w*+['’]?|tratt\w++\s+d\w*+['’]?|riguard\w++|conteng\w++|contien\w++|"
    r"accenn\w++\s+a\w*+['’]?|fanno\s+riferimento\s+a\w*+['’]?|si\s+riferi\w++\s+a\w*+['’]?|compa(?:re|iono)|appa(?:re|iono))"
)
_EN_NOUN = r"(?:(?:news\s+)?(?:articles?|stories|texts?|pieces?|documents?|files?|sources?))"
_EN_VERB = (
    r"(?:mention\w*+|cit(?:e|es|ed|ing)|name[sd]?|naming|talk\w*+\s+(?:about|of)|speak\w*+\s+(?:about|of)|discuss\w*+|"
    r"refer\w*+\s+to|contain\w*+|deal\w*+\s+with|report\w*+\s+on|cover\w*+|(?:are\s+)?about)"
)
_DE_NOUN = r"(?:artikeln?|texten?|texte|meldungen|beiträgen?|dokumenten?)"
_FR_NOUN = r"(?:articles?|textes?|documents?)"

# Each pattern has the group `term`; written against the question as it stands, whatever its case.
_ARTICLES: dict[str, tuple[str, ...]] = {
    "it": (
        rf"^(?:in\s+)?(?:quali|quant[ie]|che|elenca(?:mi)?|dimmi|mostra(?:mi)?|trova(?:mi)?|dammi)\s+(?:sono\s+)?"
        rf"(?:(?:tutt[ie]|gli|i|le|in|quali|quanti)\s+)*{_IT_NOUN}\s+(?:(?:che|in\s+cui|dove)\s+)?"
        rf"(?:(?:si|viene|vengono|è|sono|ne)\s+)?{_IT_VERB}\s*(?P<term>\S.*)$",
        rf"^(?P<term>.+?)\s+(?:è|sono|viene|vengono)?\s*{_IT_VERB}\s+in\s+(?:quali|quant[ie])\s+{_IT_NOUN}$",
        rf"^(?:ci\s+sono|esistono)\s+{_IT_NOUN}\s+che\s+{_IT_VERB}\s*(?P<term>\S.*)$",
    ),
    "en": (
        rf"^(?:which|what|how\s+many|list|name|show|find|give|tell)\b(?:\s+(?:me|all|the|of|every|are|which))*\s+{_EN_NOUN}\s+"
        rf"(?:(?:that|which|where|there)\s+)?(?:(?:do|are|have|there)\s+)*{_EN_VERB}\s+(?P<term>\S.*)$",
        rf"^(?:in\s+)?(?:which|what|how\s+many)\s+(?:of\s+the\s+)?{_EN_NOUN}\s+(?:is|are|does|do|was|were)\s+(?P<term>.+?)\s+"
        rf"(?:mentioned|cited|named|discussed|appear|occur|come\s+up|referred\s+to)$",
    ),
    "de": (
        rf"^(?:welche|wie\s+viele|nenne|liste)\s+(?:(?:mir|alle|der|die)\s+)*{_DE_NOUN},?\s+(?:die\s+)?"
        rf"(?:erwähnen|nennen|zitieren|behandeln|handeln\s+von|sprechen\s+von|berichten\s+über)\s+(?P<term>\S.*)$",
        rf"^in\s+(?:welchen|wie\s+vielen)\s+{_DE_NOUN}\s+(?:wird|werden|ist|kommt)\s+(?P<term>.+?)\s+"
        rf"(?:erwähnt|genannt|zitiert|vor|behandelt)$",
    ),
    "fr": (
        rf"^(?:quels|combien\s+d['’]|combien\s+de)\s*(?:sont\s+les\s+)?{_FR_NOUN}\s+(?:qui\s+)?"
        rf"(?:mentionnent|citent|nomment|évoquent|parlent\s+d\w*['’]?|traitent\s+d\w*['’]?)\s*(?P<term>\S.*)$",
        rf"^dans\s+(?:quels|combien\s+d['’])\s*{_FR_NOUN}\s+(?:est|sont)\s+(?P<term>.+?)\s+"
        rf"(?:mentionnée?s?|citée?s?|nommée?s?)$",
    ),
}
_ALL: dict[str, tuple[str, ...]] = {
    "it": (r"^(?:elenca(?:mi)?|dimmi|dammi)\s+tutt[ie]\s+(?:i|gli|le)\s+(?P<term>\S.*)$",),
    "en": (r"^(?:list|name|give\s+me)\s+all\s+(?:of\s+)?(?:the\s+)?(?P<term>\S.*)$",),
    "de": (r"^(?:nenne|liste)\s+(?:mir\s+)?alle\s+(?P<term>\S.*)$",),
    "fr": (r"^(?:énumère|liste|cite)\s+tou(?:te)?s\s+les\s+(?P<term>\S.*)$",),
}
_TRAILING = re.compile(
    r"\s+(?:(?:citat|menzionat|nominat)[ieoa]\s+)?(?:negli|nei|tra\s+gli)\s+(?:articoli|testi)$|"
    r"\s+(?:(?:mentioned|named|cited)\s+)?in\s+(?:the|these)\s+(?:articles|texts)$|\s+in\s+den\s+artikeln$|\s+dans\s+les\s+articles$",
    re.IGNORECASE,
)
_DETERMINER = re.compile(
    r"^(?:(?:il|lo|la|gli|i|le|un|uno|una|del|dello|della|dei|degli|delle|al|allo|alla|ai|agli|alle|di|the|a|an|"
    r"der|die|das|den|dem|les|la|le|du|des|de)\s+|(?:l|un|d|dell|all)['’]\s*)+",
    re.IGNORECASE,
)


def listing_asked(text: str, language: str) -> Listing | None:
    """Return what `text` wants listed, or None for any other question."""
    asked = text.strip().rstrip("?!. ")
    for table, articles in ((_ARTICLES, True), (_ALL, False)):
        for pattern in table.get(language, ()):
            match = re.match(pattern, asked, re.IGNORECASE)
            if match is not None:
                term = _DETERMINER.sub("", _TRAILING.sub("", match["term"].strip(" \"'«»“”")))
                return Listing(term.strip(" \"'«»“”"), language, articles) if term else None
    return None


def telling_words(term: str, language: str) -> tuple[Word, ...]:
    """Return the words by which a term is looked up: its content words, or all when it has none."""
    words = find_words(term, language)
    return tuple(word for word in words if not word.stop) or tuple(words)


def mentions(term: Sequence[Word], language: str, words: Sequence[Word], their_language: str) -> bool:
    """Tell whether the words of a sentence hold the term: all of its words, close together, in any order."""
    told = [word for word in words if not word.stop] if any(not word.stop for word in term) else list(words)
    places = [
        [place for place, other in enumerate(told) if _same(word, language, other, their_language)] for word in term
    ]
    if not term or not all(places):
        return False
    width = len(term) + _SLACK
    return any(
        all(any(start <= place < start + width for place in found) for found in places)
        for start in {place for found in places for place in found}
    )


def holds(term: Sequence[Word], language: str, words: Sequence[Word], their_language: str) -> bool:
    """Tell whether a text holds every word of a term, wherever they stand."""
    return all(any(_same(word, language, other, their_language) for other in words) for word in term)


def _same(word: Word, language: str, other: Word, their_language: str) -> bool:
    if word.surface == other.surface:
        return True
    if word.stem == other.stem and len(word.stem) >= _LEAST_STEM:
        return other.capital or not word.capital  # "Italia" is not mentioned by "italiano"
    return translatable(word, language, their_language) and same_meaning(word, language, other, their_language)


def translatable(word: Word, language: str, their_language: str) -> bool:
    """Tell whether a word may be looked up by its translation: within a language a synonym is another word."""
    return language != their_language and not word.capital
