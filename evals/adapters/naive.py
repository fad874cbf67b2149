"""Answer without any skill, from what the system under test found: what every system must beat.

`abstain` never answers; `best passage` copies the passage ranked first and cites it, so its citations are perfect;
`lead sentence` cites the first sentence of the article ranked first, as newspapers put the news there. They are made
from recorded responses and cost nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from evals.articles import Articles
from evals.responses import Cited, Place, Response, Said
from rag.language.sentences import split_sentences
from rag.marking import markers

_LEAD_WORDS = 8  # a first "sentence" with fewer words is a title, a byline or a dateline


def abstain(response: Response, articles: Articles) -> Response:
    """Return an abstention."""
    return replace(response, abstained=True, text="—", said=(), cited=(), confidence=None)


def best_passage(response: Response, articles: Articles) -> Response:
    """Return the first passage as the answer, citing itself; an abstention when nothing was found."""
    return _quoting(response, articles, response.found[0] if response.found else None)


def lead_sentence(response: Response, articles: Articles) -> Response:
    """Return the first real sentence of the first article; an abstention when nothing was found."""
    if not response.found:
        return abstain(response, articles)
    file = response.found[0].file
    text = articles.text(file) or ""
    spans = split_sentences(text)
    lead = next((s for s in spans if len(s.of(text).split()) >= _LEAD_WORDS), spans[0] if spans else None)
    return _quoting(response, articles, Place(file, lead.start, lead.end) if lead else None)


NAIVE: Mapping[str, Callable[[Response, Articles], Response]] = {
    "abstain": abstain,
    "best passage": best_passage,
    "lead sentence": lead_sentence,
}


def _quoting(response: Response, articles: Articles, place: Place | None) -> Response:
    text = articles.text(place.file) if place else None
    if place is None or text is None:
        return abstain(response, articles)
    quote = text[place.start : place.end]
    plain = " ".join(quote.split())
    return replace(
        response,
        abstained=False,
        text=f"{plain} {markers((1,))}",
        said=(Said(plain, (1,)),),
        cited=(Cited(1, place.file, place.start, place.end, quote),),
        shown=(place,),
        confidence=response.found[0].score,
    )
