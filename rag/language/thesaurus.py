"""Tell words that say the same, and words that say the contrary, within and across languages.

The groups stand in `thesaurus.txt`; words meet on their stems. Knows no documents.
"""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import TypeAlias

from rag.language.lemmas import keys
from rag.language.words import Word, fold, stem

Groups: TypeAlias = dict[tuple[str, str], frozenset[int]]


def same_meaning(word: Word, language: str, other: Word, other_language: str) -> bool:
    """Tell whether a group of the thesaurus holds both words."""
    meanings, _ = _tables()
    return not meanings.get((language, word.stem), _NONE).isdisjoint(meanings.get((other_language, other.stem), _NONE))


def says_same(one: Word, other: Word, language: str) -> bool:
    """Tell whether two words of one language are forms of one word, or share a group."""
    return not keys(one.text, language).isdisjoint(keys(other.text, language)) or same_meaning(
        one, language, other, language
    )


def synonyms(word: Word, language: str) -> frozenset[str]:
    """Return the stems, in any language, that share a group with `word`."""
    meanings, _ = _tables()
    groups = meanings.get((language, word.stem), _NONE)
    return frozenset(form for number in groups for form in _members()[number])


def contrary(word: Word, language: str, other: Word, other_language: str) -> bool:
    """Tell whether one word says the contrary of the other."""
    meanings, opposites = _tables()
    mine, theirs = (language, word.stem), (other_language, other.stem)
    return not meanings.get(mine, _NONE).isdisjoint(opposites.get(theirs, _NONE)) or not opposites.get(
        mine, _NONE
    ).isdisjoint(meanings.get(theirs, _NONE))


_NONE: frozenset[int] = frozenset()


@cache
def _tables() -> tuple[Groups, Groups]:
    text = (resources.files("rag.language") / "thesaurus.txt").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    meanings: dict[tuple[str, str], set[int]] = {}
    opposites: dict[tuple[str, str], set[int]] = {}
    for number, line in enumerate(lines):
        same, _, opposite = line.partition(" ## ")
        _enter(meanings, same, number)
        _enter(opposites, opposite, number)
    return _frozen(meanings), _frozen(opposites)


@cache
def _members() -> dict[int, frozenset[str]]:
    """Return the stems of each group."""
    meanings, _ = _tables()
    members: dict[int, set[str]] = {}
    for (_, form), numbers in meanings.items():
        for number in numbers:
            members.setdefault(number, set()).add(form)
    return {number: frozenset(forms) for number, forms in members.items()}


def _enter(table: dict[tuple[str, str], set[int]], group: str, number: int) -> None:
    for part in group.split("|"):
        language, _, words = part.strip().partition(":")
        for word in words.split():
            table.setdefault((language, stem(fold(word), language)), set()).add(number)


def _frozen(table: dict[tuple[str, str], set[int]]) -> Groups:
    return {key: frozenset(numbers) for key, numbers in table.items()}
