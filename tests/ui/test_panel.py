"""A mark in the panel holds exactly the characters that are quoted."""

import re
from dataclasses import replace
from html import unescape

import pytest

from rag.types import Answer, Document, Span
from tests.cli.fakes import QUOTES, TEXT, answered
from ui.markup import Markup
from ui.panel import MOST_CHARACTERS, draw_citation, draw_passage, draw_preview
from ui.words import words_for

WORDS = words_for("it")
DOCUMENT = Document("patto.txt", TEXT, "utf-8", "0" * 64, "Il patto", "2026-01-12", language="it")


def marks(made: Markup | None, kind: str = "") -> list[str]:
    return [
        unescape(re.sub("<.*?>", "", text)) for text in re.findall(rf"<mark{kind}[^>]*>(.*?)</mark>", made or "", re.S)
    ]


def answer_of(quote: str, start: int) -> Answer:
    answer = answered()
    cited = replace(answer.citations[0], quote=quote, start=start, end=start + len(quote))
    return replace(answer, citations=(cited,), claims=answer.claims[:1])


def test_both_citations_are_marked_and_one_is_active() -> None:
    made = draw_citation(answered(), 2, DOCUMENT, 0, WORDS)
    assert marks(made) == list(QUOTES)
    assert marks(made, ' class="active"') == [QUOTES[1]]


@pytest.mark.parametrize("before", ["", "\r\n\r\n", "🇮🇹👩‍🚒 ", "<b>&amp;</b>\u202e", "\ufeff", "x" * 300_000 + " "])
@pytest.mark.parametrize("quote", ["Sì.", "a < b && c > d", "«l’intesa»\nsu due righe", "e\u0300 🤝"])
def test_the_mark_is_the_quote_whatever_stands_around_it(before: str, quote: str) -> None:
    text = f"{before}{quote} E poi altro.{before}"
    made = draw_citation(answer_of(quote, len(before)), 1, replace(DOCUMENT, text=text), 0, WORDS)
    assert marks(made) == [quote]
    assert len(made or "") < 2 * MOST_CHARACTERS


def test_furniture_is_greyed_and_a_citation_inside_the_article_is_not() -> None:
    text = TEXT + "Leggi anche: altro\n"
    document = replace(DOCUMENT, text=text, furniture=(Span(len(TEXT), len(text)),))
    made = draw_citation(answered(), 1, document, 0, WORDS) or ""
    assert '<span class="furniture">Leggi anche: altro\n</span>' in made
    assert '<span class="furniture">Leggi anche: altro\n</span>' in draw_preview(document, WORDS)


def test_a_quote_that_moved_is_found_and_one_that_is_gone_is_told() -> None:
    moved = draw_citation(answered(), 1, replace(DOCUMENT, text="Nuovo inizio. " + TEXT), 0, WORDS) or ""
    assert marks(moved, ' class="active"') == [QUOTES[0]]
    assert WORDS("moved") in moved
    changed = draw_citation(answered(), 1, replace(DOCUMENT, text="Tutt'altro."), 0, WORDS) or ""
    assert marks(changed) == []
    assert WORDS("changed") in changed and QUOTES[0] in changed
    gone = draw_citation(answered(), 1, None, 0, WORDS) or ""
    assert WORDS("gone") in gone and QUOTES[0] in gone


def test_what_does_not_exist_opens_nothing() -> None:
    assert draw_citation(answered(), 3, DOCUMENT, 0, WORDS) is None
    assert draw_passage(answered(), 1, DOCUMENT, WORDS) is None
    assert draw_passage(answered(), -1, DOCUMENT, WORDS) is None
