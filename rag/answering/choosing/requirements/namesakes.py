"""Tell the body that a question names from another whose longer name begins alike: "ANIE", "ANIE Componenti".

Who presides over the one does not answer who presides over the other, though every word of the question stands there.
"""

from __future__ import annotations

from rag.language.given_names import is_given_name
from rag.language.lemmas import is_word
from rag.language.questions import Question
from rag.language.words import Word, find_words


def names_another(part: Question, text: str, language: str) -> bool:
    """Tell whether a name of `part` stands in `text`, and only as the beginning of a longer one."""
    words = find_words(text, language)
    asked = [tuple(word.surface for word in name.words) for name in part.names]
    return any(_only_begins(name, words, text, language) for name in asked if name)


def _only_begins(name: tuple[str, ...], words: list[Word], text: str, language: str) -> bool:
    ends = [
        at + len(name)
        for at in range(len(words) - len(name) + 1)
        if tuple(word.surface for word in words[at : at + len(name)]) == name
    ]
    return bool(ends) and all(end < len(words) and _goes_on(words[end - 1], words[end], text, language) for end in ends)


def _goes_on(last: Word, following: Word, text: str, language: str) -> bool:
    """Tell whether a name goes on with a word of the dictionary that is written with a capital, as bodies' names do."""
    together = text[last.end : following.start] == " " and following.capital and not following.number
    return together and is_word(following.text.lower(), language) and not is_given_name(following.surface)
