"""Find the title of an article in plain text: the marked heading, the repeated headline, or the first line that is one.

Takes the lines of the article, gives a title or None. What is not sure is none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.corpus.datelines import is_dateline
from rag.corpus.frontmatter import FrontMatter
from rag.corpus.lines import Line
from rag.corpus.phrases import SECTIONS
from rag.corpus.shapes import ADDRESS_LABEL, HEAD_LINES, LINK_TEXT, SOURCE

_LONGEST_TITLE = 220
_MOST_WORDS = 25  # of a headline below a kicker
_HEADLINE = 8  # words of one that makes a kicker of three words above it: "Acqua ed energia"
_HEADING = re.compile(r"#{1,3}\s+(?=\S)")
_TITLE_LABEL = re.compile(r"(?:title|titolo|titel|titre|título)\s*:\s*", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]{5,}")
_ABBREVIATION = re.compile(r"\b[A-Z][\w.]{0,4}\.$")  # "… di Esempio S.p.A."


def front_title(front: FrontMatter) -> str | None:
    """Return the title of the front matter, or None."""
    return front.first("title", "titolo", "titel", "titre", "headline")


def find_title(article: Sequence[Line], language: str, markdown: bool) -> str | None:
    """Return the marked heading, the repeated headline, or the first line that reads as one."""
    head = _above_first_paragraph(article)
    marked = [
        line for line in article[:HEAD_LINES] if line.text.startswith("# ") or (markdown and _HEADING.match(line.text))
    ]
    if marked and (marked[0] in head or article[0] is marked[0]):
        return _clean_title(marked[0].text)
    candidates = [line for line in head if _can_be_title(line, language)]
    texts = [line.text for line in candidates]
    repeated = next((text for text in texts if texts.count(text) > 1 and len(text.split()) > 2), None)
    if repeated:
        return _clean_title(repeated)
    if candidates and len(article) > 1:
        return _clean_title(candidates[1 if _is_kicker(candidates) else 0].text)
    return _clean_title(article[0].text) if _is_restated(article) else None


def _is_kicker(candidates: Sequence[Line]) -> bool:
    """Tell whether the first of the lines that may be the title names a subject only, the second the news."""
    if len(candidates) < 2 or candidates[1].words > _MOST_WORDS:
        return False
    first, second = candidates[0].words, candidates[1].words
    return (first <= 2 and second >= 4) or (first == 3 and second >= _HEADLINE)


def _above_first_paragraph(article: Sequence[Line]) -> list[Line]:
    head = []
    for line in article[:HEAD_LINES]:
        if line.is_prose and not line.text.startswith("#"):
            break
        head.append(line)
    return head


def _can_be_title(line: Line, language: str) -> bool:
    if len(line.text) > _LONGEST_TITLE or line.is_bullet or line.is_byline or line.only_links:
        return False
    if line.plain in SECTIONS or (line.ends_sentence and not _ABBREVIATION.search(line.text)):
        return False
    if (
        line.text.endswith((":", ",", ";"))
        or not any(map(str.isalpha, line.text))
        or line.text.startswith(("|", "<", "!["))
    ):
        return False
    return not (is_dateline(line, language) or SOURCE.match(line.text) or ADDRESS_LABEL.match(line.text))


def _is_restated(article: Sequence[Line]) -> bool:
    """Tell whether the first line is a headline with a full stop: short, and said again by the paragraph below it."""
    if len(article) < 3 or not 30 <= len(article[0].text) <= 160 or len(article[1].text) < 1.5 * len(article[0].text):
        return False
    head, below = (set(_WORD.findall(line.text.lower())) for line in article[:2])
    return len(head) >= 4 and len(head & below) >= 0.6 * len(head)


def _clean_title(text: str) -> str | None:
    text = _TITLE_LABEL.sub("", LINK_TEXT.sub(r"\1", _HEADING.sub("", text, count=1)), count=1)
    text = " ".join(text.replace("**", "").replace("__", "").rstrip("# ").split()).lstrip(" :|")
    return text[:_LONGEST_TITLE] or None
