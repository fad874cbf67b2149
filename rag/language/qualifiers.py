"""Find the phrases by which a question says which articles it means: "negli articoli del 2026", "secondo la Gazzetta".

A date, a topic or a title counts only beside a word for articles ("gli articoli di gennaio 2026"); "nel 2026" alone
tells when something happened. Knows languages, and the names of outlets that it is given; knows no documents.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from rag.language.periods import Period, dated_phrase
from rag.language.words import Word, find_words, fold

_MOST_WORDS = 7  # of an outlet's name
_LONG_NAME = 12  # letters from which a name is known without a capital

# Singular and plural of a word for articles, in each language.
_NOUN = {
    "it": (r"articolo|pezzo|notizia", r"articoli|notizie"),
    "en": (r"(?:news\s+)?(?:article|story)|piece", r"(?:news\s+)?(?:articles|stories)|pieces"),
    "de": (r"(?<=im )Artikel|(?<=dem )Artikel|Meldung|Bericht", r"Artikeln?|Meldungen|Berichten?"),
    "fr": (r"article|dépêche", r"articles|dépêches"),
    "es": (r"art[ií]culo|noticia", r"art[ií]culos|noticias"),
}
# What leads from the rest of the question into such a phrase; without one the noun belongs to the question itself.
_INTO = {
    "it": r"(?:(?:n(?:egli|ei|elle|ella|el)|d(?:agli|alle|alla|al)|s(?:ugli|ulle|ulla|ul)|stando\s+(?:agli|alle|alla|al))\s+|"
    r"(?:nell|dall|sull|stando\s+all)['’]\s*|(?:secondo|in|da|tra|fra)\s+(?:(?:gli|le|la|il|un)\s+|(?:l|un)['’]\s*)?)",
    "en": r"(?:in|from|according\s+to|among)\s+(?:the\s+)?",
    "de": r"(?:(?:in|nach|laut|aus)\s+(?:den|dem|der)?\s*|im\s+)",
    "fr": r"(?:dans|selon|d['’]après)\s+(?:les\s+|l['’]|la\s+)",
    "es": r"(?:en|según)\s+(?:los|las|el|la)\s+",
}
_ABOUT = {
    "it": r"(?:su(?:i|gli|lle|lla|llo|l)?\s+|sull['’]\s*|che\s+parl(?:a|ano)\s+(?:d(?:i|ei|egli|elle|ella|ello|el)\s+|dell['’]\s*)|dedicat[oi]\s+a(?:i|gli|lle|lla|llo|l)?\s+)",
    "en": r"(?:about|on|covering|dedicated\s+to)\s+(?:the\s+)?",
    "de": r"(?:über|zu[mr]?)\s+(?:den|die|das|dem|der)?\s*",
    "fr": r"(?:sur|consacré\s+à|à\s+propos\s+de)\s+(?:la\s+|le\s+|les\s+|l['’]\s*)?",
    "es": r"(?:sobre|acerca\s+de)\s+(?:la\s+|el\s+|los\s+|las\s+)?",
}
_TITLED = (
    r"(?:(?:intitolat[oi]|dal\s+titolo|titled|entitled|called|headlined|mit\s+dem\s+Titel|intitulé|titulado)\s+)?"
    r"[«“„\"](?P<title>[^«»“”„\"]{3,300})[»”\"]"
)
# A topic ends where the question itself begins or goes on.
_TOPIC_END = (
    r"(?=\s*[,;:?!]|\s*$|\s+(?:chi|che|cosa|quale|quali|quando|dove|quant[oaie]|come|perch[eé]|si|viene|è|ha|per|"
    r"who|what|which|when|where|how|why|is|are|was|were|did|does|has|wer|was|wann|wo|wie|welche\w?|qui|quand|où|combien)\b)"
)
_OUTLET_BEFORE = re.compile(
    r"(?:\b(?:secondo|stando\s+a(?:l|llo|lla)?|laut|nach|selon|d['’]après|según|according\s+to|as)|"
    r"\b(?:articol[oi]|pezz[oi]|notizi[ae]|intervist[ae]|articles?|reports?|stor(?:y|ies)|pieces?|coverage|Artikeln?|Meldung(?:en)?)\s+"
    r"(?:(?:pubblicat|uscit|apparsi?|tratt)[oaie]?\s+|published\s+)?"
    r"(?:di|de[il]|della|dello|da|dal|dalla|su|sul|sulla|by|from|in|on|of|von|aus|de|du)|"
    r"\b(?:reported|published|covered)\s+(?:by|in|on)|\b(?:pubblicat|scritt|riportat)[oaie]\s+(?:da|dal|dalla|su|sul|sulla)|"
    r"\b(?:dice|scrive|riporta|racconta|riferisce)|\b(?:does|did)|\b(?:il\s+sito|the\s+website))"
    r"\s*(?:(?:il|lo|la|i|gli|le|the|der|die|das)\s+|(?:l|dell|sull|dall)['’]\s*)?$",
    re.IGNORECASE,
)
_OUTLET_AFTER = re.compile(
    r"^(?:['’]s?)?\s+(?:articles?|reports?|stor(?:y|ies)|pieces?|coverage|says?|reports?|writes?|scrive|riporta|riferisce|dice)\b",
    re.IGNORECASE,
)
_ACCORDING = re.compile(
    r"\b(?:secondo|stando\s+a(?:l|llo|lla)?|laut|selon|d['’]après|según|according\s+to)\s+\S*\s*$", re.I
)
_FILE = re.compile(
    r"(?:(?:(?:nel|dal|in|from|im|dans|according\s+to|secondo)\s+)?(?:(?:il|the|le)\s+)?(?:(?:file|documento|document|fichier|Datei)\s+)?)?"
    r"(?<![\w/.-])(?P<file>[\w./-]{0,200}\w\.(?:txt|md|markdown|html?|pdf|docx|eml|csv|jsonl))(?![\w/])",
    re.IGNORECASE,
)


_THERE = re.compile(  # "quali articoli ci sono di aprile?"
    r"\s+(?:ci\s+sono|hai|avete|are\s+there|do\s+you\s+have|gibt\s+es|hast\s+du|y\s+a-t-il|as-tu|hay|tienes)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Qualifier:
    """Hold a phrase that says which articles are meant; `text[start:end]` is what the question can do without.

    One of the rest is set: `period` of publication, `topic` of one article, its `title`, the name of a `file`.
    """

    start: int
    end: int
    period: Period | None = None
    topic: str | None = None
    title: str | None = None
    file: str | None = None


@dataclass(frozen=True, slots=True)
class OutletMention:
    """Hold an outlet named as the teller; the place is that of the whole phrase when it says nothing else."""

    start: int
    end: int
    name: str
    apart: bool  # "according to …": the question stands without the phrase


def find_qualifiers(text: str, language: str) -> list[Qualifier]:
    """Return the phrases of `text` that say which articles are meant, by date, topic, title or file, in order."""
    found = [*_of_articles(text, language), *_of_files(text)]
    return sorted(found, key=lambda qualifier: qualifier.start)


def find_outlets(text: str, language: str, squeezed: Mapping[str, str]) -> list[OutletMention]:
    """Return the outlets that `text` names as tellers; `squeezed` gives their names by `squeeze`.

    Once one of them is named as a teller, the others that are named count too ("according to A and B").
    """
    words = find_words(text, language)
    named = list(_named(text, words, squeezed))
    cued = [
        mention
        for mention in named
        if _OUTLET_BEFORE.search(text[: mention.start]) or _OUTLET_AFTER.match(text[mention.end :])
    ]
    if not cued:
        return []
    return [_with_lead(text, mention) for mention in named]


def squeeze(name: str) -> str:
    """Return a name's letters and digits, folded: "Il Post" and "ilpost" are one."""
    return "".join(c for c in fold(name) if c.isalnum())


def without(text: str, start: int, end: int) -> str:
    """Return `text` without a phrase and the comma that parts it from the rest."""
    before, after = text[:start].rstrip(), text[end:].lstrip(" ,;:")
    if before.endswith(",") and (not after or after[0] in "?!."):
        before = before.rstrip(" ,")
    joined = f"{before}{'' if after[:1] in ('?', '!', '.', '') else ' '}{after}".strip()
    return joined[:1].upper() + joined[1:] if start == 0 or not before else joined


def _of_articles(text: str, language: str) -> Iterator[Qualifier]:
    if language not in _NOUN:
        return
    one, many = _NOUN[language]
    noun = re.compile(rf"(?P<into>\b{_INTO[language]})?\b(?:(?P<one>{one})|(?:{many}))(?!\w)", re.IGNORECASE)
    about = re.compile(rf"\s+{_ABOUT[language]}(?P<topic>\S.{{0,80}}?){_TOPIC_END}", re.IGNORECASE)
    titled = re.compile(rf"\s+{_TITLED}", re.IGNORECASE)
    for match in noun.finditer(text):
        there = _THERE.match(text, match.end())
        end = there.end() if there else match.end()
        dated = dated_phrase(text, end, language)
        if dated is not None:
            # "che titolo ha l'articolo del 12 gennaio?" asks about the article: there the words stay.
            start = match.start() if match["into"] else dated.end if match["one"] else end
            yield Qualifier(start, dated.end, period=dated.period)
        elif match["into"] and match["one"]:
            if found := titled.match(text, match.end()):
                yield Qualifier(match.start(), found.end(), title=found["title"])
            elif found := about.match(text, match.end()):
                yield Qualifier(match.start(), found.end(), topic=found["topic"])


def _of_files(text: str) -> Iterator[Qualifier]:
    for match in _FILE.finditer(text):
        yield Qualifier(match.start(), match.end(), file=match["file"].removeprefix("./"))


def _named(text: str, words: list[Word], squeezed: Mapping[str, str]) -> Iterator[OutletMention]:
    """Yield the longest names of outlets in order; a short one has a capital or a digit, or is an address."""
    at = 0
    while at < len(words):
        for last in range(min(len(words), at + _MOST_WORDS), at, -1):
            start, end = words[at].start, words[last - 1].end
            name = squeezed.get(squeeze(text[start:end]))
            if name is not None and (
                not text[start:end].islower() or "." in text[start:end] or end - start >= _LONG_NAME
            ):
                yield OutletMention(start, end, name, False)
                at = last - 1
                break
        at += 1


def _with_lead(text: str, mention: OutletMention) -> OutletMention:
    lead = _ACCORDING.search(text[: mention.start])
    if lead is None:
        return mention
    return OutletMention(lead.start(), mention.end, mention.name, True)
