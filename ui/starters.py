"""Find questions to begin with: made from the people that the articles name, kept when the articles answer them."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator

from rag.answering.engines.extractive import ExtractiveEngine
from rag.assistant import Assistant
from rag.language.names import find_names
from rag.types import Document
from ui.desk import Desk
from ui.markup import line
from ui.words import LANGUAGES, Language, words_for

MOST = 4
_ARTICLES = 12
_READ = 6_000  # characters of an article that are looked at
_LONGEST = 110
_log = logging.getLogger(__name__)


class Starters:
    """Keep the starters of the present state of the articles, found in the background."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._state = ""
        self._found: dict[Language, list[str]] = {}
        self._lock = threading.Lock()

    def refresh(self) -> None:
        """Look again, in a thread of its own, when the articles have changed."""
        threading.Thread(target=self._look, name="fonte-starters", daemon=True).start()

    def of(self, language: Language) -> list[str]:
        """Return what was found so far."""
        return list(self._found.get(language, ()))

    def awaited(self, language: Language) -> list[str]:
        """Return what is found, waiting for a search that is under way."""
        with self._lock:
            return self.of(language)

    def _look(self) -> None:
        with self._lock, self._desk.assistant() as assistant:
            try:
                state = assistant.state().state
                if state != self._state:
                    self._found = {language: find_starters(assistant, language) for language in LANGUAGES}
                    self._state = state
            except Exception:
                if not assistant.closed:  # else the server has ended, and nobody looks at starters any more
                    _log.exception("no starters")


def find_starters(assistant: Assistant, language: Language) -> list[str]:
    """Return at most `MOST` questions, each about another article, that the embedded engine finds an answer to."""
    found: list[str] = []
    reader = assistant.reader()
    recent = sorted(reader.files(), key=lambda source: source.date or "", reverse=True)[:_ARTICLES]
    for source in recent:
        document = reader.document(source.file)
        if document is None:
            continue
        for question in _candidates(document, language):
            if question not in found and _is_answered(assistant, question):
                found.append(question)
                break
        if len(found) == MOST:
            break
    return found


def _is_answered(assistant: Assistant, question: str) -> bool:
    """Tell whether there is an answer, without asking a model that costs time or money."""
    retrieved = assistant.retrieve(question)
    return bool(ExtractiveEngine().draft(retrieved.asked, retrieved.result).claims)


def _candidates(document: Document, language: Language) -> Iterator[str]:
    words = words_for(language)
    text = document.text[:_READ]
    grey = [span for span in document.furniture if span.start < _READ]
    names = [
        line(name.text)
        for name in find_names(text, document.language)
        if name.person and len(name.words) > 1 and not any(span.start <= name.start < span.end for span in grey)
    ]
    for name in list(dict.fromkeys(names))[:4]:
        yield words("starter_said", name=name)
        yield words("starter_who", name=name)
    title = line(document.title or "")
    if 0 < len(title) <= _LONGEST:
        yield words("starter_title", title=title)
