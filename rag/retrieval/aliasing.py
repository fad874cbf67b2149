"""Read a name that no article uses by the name that they use for it: "in the US?" → "in the United States?"."""

from __future__ import annotations

from rag.language.aliases import SPOKEN, find_aliases
from rag.language.words import find_words
from rag.retrieval.reading import Reader


def named_as_here(reader: Reader, question: str) -> str:
    """Return `question` with the known names that the corpus lacks as the corpus writes them most often.

    A name that is used as it stands is left alone, and so is one for which no other is used.
    """
    read = question
    for alias in reversed(find_aliases(question)):
        if _used(reader, question[alias.start : alias.end]):
            continue
        counts = {name: _used(reader, name) for name in alias.others}
        best = max(alias.others, key=lambda name: counts[name], default=None)
        if best is not None and counts[best]:
            read = read[: alias.start] + best + read[alias.end :]
    return read


def _used(reader: Reader, name: str) -> int:
    """Return in how many chunks the words of a name stand, small function words apart."""
    small = {word.start for language in SPOKEN for word in find_words(name, language) if word.stop and not word.capital}
    words = [word for word in find_words(name, "") if word.start not in small]
    return len(reader.holding([[word.surface] for word in words], None))
