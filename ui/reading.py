"""Open the article that a citation or a passage of an answer points at."""

from __future__ import annotations

from rag.naming import article_name, article_place
from rag.store.store import Reader
from rag.types import Answer, Document, Passage
from ui.desk import Desk
from ui.markup import Markup
from ui.panel import draw_citation, draw_passage
from ui.words import Words


def open_citation(desk: Desk, answer: Answer, n: int, turn: int, words: Words) -> Markup | None:
    """Return the panel for citation `n` of the answer in exchange `turn`; None when there is no such citation."""
    names = (article_name(citation.file, citation.record) for citation in answer.citations if citation.n == n)
    with desk.assistant() as assistant:
        document = assistant.reader().document(next(names, ""))
    return draw_citation(answer, n, document, turn, words)


def open_passage(desk: Desk, answer: Answer, index: int, words: Words) -> Markup | None:
    """Return the panel for a passage by its place in the answer; None when there is no such passage."""
    if not 0 <= index < len(answer.passages):
        return None
    with desk.assistant() as assistant:
        document = _article_of(assistant.reader(), answer.passages[index])
    return draw_passage(answer, index, document, words)


def _article_of(reader: Reader, passage: Passage) -> Document | None:
    """Return the article that a passage stands in; of a file of many articles, the one that has its words there."""
    whole = reader.document(passage.file)
    if whole is not None:
        return whole
    names = (source.file for source in reader.files() if article_place(source.file).path == passage.file)
    found = (reader.document(name) for name in names)
    return next((d for d in found if d and d.text[passage.start : passage.end] == passage.text), None)
