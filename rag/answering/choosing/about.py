"""Answer questions about an article itself: its date, its title, where it comes from, who wrote it.

Such a question is answered from the lines that say so (a dateline, a "Fonte:" line, the headline, a byline), never
from what the article tells of. An article that states no date has none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from rag.answering.choosing.answerability import judge_for, rank_sentences
from rag.answering.choosing.measuring import measure_all
from rag.language.dates import find_dates
from rag.language.questions import Question
from rag.language.words import fold
from rag.types import SearchResult

_ARTICLE = r"(?:articol[oi]|pezzo|notizia|testo|comunicato|articles?|story|text|news item|artikel|meldung|nouvelle|articulos?|noticia)"
_ABOUT = {
    "date": re.compile(
        rf"(?:pubblicat[oa]|usci(?:to|ta)\b|data(?:to)? (?:di pubblicazione|dell?['’]?)|di che (?:data|giorno)|published|"
        rf"date of|dated|publication date|veroffentlicht|erschienen|publiee?|publicad[oa]).*{_ARTICLE}|{_ARTICLE}.*"
        rf"(?:pubblicat[oa]|di che (?:data|giorno)|che data|published|dated|publication date|veroffentlicht|erschienen|"
        rf"publiee?|publicad[oa])"
    ),
    "title": re.compile(
        rf"(?:titol[oa]|intitola|headline|title|titel|uberschrift|titre|titulo).*{_ARTICLE}|{_ARTICLE}.*(?:titol[oa]|intitola|"
        rf"headline|titled?|titel|titre|titulo)"
    ),
    "outlet": re.compile(
        rf"(?:fonte|testata|giornale|sito|source|outlet|newspaper|website|quelle|source).*{_ARTICLE}|{_ARTICLE}.*"
        rf"(?:\bfonte\b|testata|cita come fonte|provien[ei]|viene da|source|outlet|come from|quelle)"
    ),
    "author": re.compile(
        rf"(?:\bfirma\b|scritto|autor[ei]|written|wrote|author|byline|geschrieben|ecrit).*{_ARTICLE}|{_ARTICLE}.*(?:scritto da|"
        rf"autor[ei]|written by|author)"
    ),
}
_OUTLET_LINE = re.compile(r"^\s*(?:fonte|source|quelle|fuente)\s*:", re.IGNORECASE)
_BYLINE = re.compile(r"^\s*(?:di|by|von|par|por|a cura di)\s+\S+(?:\s+\S+){0,4}\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class AboutArticle:
    """Hold the places that answer a question about an article, none when the article does not say."""

    places: list[int]
    nearest: int | None


def about_article(part: Question, result: SearchResult) -> AboutArticle | None:
    """Return the answer to a question about an article itself, or None for any other question."""
    asked = fold(part.text)
    subject = next((name for name, pattern in _ABOUT.items() if pattern.search(asked)), None)
    if subject is None or not result.sentences:
        return None
    file = _file_meant(part, result)
    places = [index for index, sentence in enumerate(result.sentences) if sentence.file == file]
    found = [index for index in places if _tells(subject, result, index)]
    return AboutArticle(found[:1], places[0])


def _file_meant(part: Question, result: SearchResult) -> str:
    """Return the file whose best three sentences fit the question best."""
    totals: dict[str, list[float]] = {}
    for item in rank_sentences(measure_all(result, part), judge_for(result)):
        totals.setdefault(item.measured.sentence.file, []).append(item.score)
    return max(sorted(totals), key=lambda file: sum(totals[file][:3]))


def _tells(subject: str, result: SearchResult, index: int) -> bool:
    sentence = result.sentences[index]
    source = result.sources[sentence.file]
    text = sentence.text.strip()
    if subject == "date":
        return source.date is not None and len(text) < 80 and _dates(text, source.date)
    if subject == "title":
        return source.title is not None and text.lstrip("# ").startswith(source.title)
    if subject == "outlet":
        return _OUTLET_LINE.match(text) is not None
    return _BYLINE.match(text) is not None and _near_top(result.sentences[index].line)


def _dates(text: str, date: str) -> bool:
    return any(mention.iso == date for mention in find_dates(text))


def _near_top(line: int) -> bool:
    return line <= 15
