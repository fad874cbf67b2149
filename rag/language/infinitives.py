"""Tell infinitives, which state no fact, from the deed a cleft opens with: "A bocciare il progetto era stato Rossi".

Takes a text's words; knows languages, not documents.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.language.lemmas import lemma
from rag.language.words import Word

_INFINITIVE = re.compile(r"(?:[aei]r(?:e|si|lo|la|li|le|ne|ci|vi)|rre)$")
_NOUNS = frozenset(("mare",))
_COPULA = frozenset("è era erano sono fu furono sarà saranno sarebbe e'".split())
_FAR = 14  # words from the deed to the "è" that names who did it


def is_open(words: Sequence[Word], index: int, language: str) -> bool:
    """Tell whether the word at `index` is an infinitive, which states no fact: "per aprire", "to open"."""
    word = words[index]
    if language == "it":
        infinitive = _INFINITIVE.search(word.surface) is not None and word.surface not in _NOUNS
        return infinitive and copula_of(words, index) is None
    return language == "en" and index > 0 and words[index - 1].surface == "to"


def copula_of(words: Sequence[Word], index: int) -> int | None:
    """Return the index of the "è" of a cleft that opens with the infinitive at `index`, None where it opens none."""
    leads = index > 0 and words[index - 1].text in ("A", "Ad")
    if not leads or not _INFINITIVE.search(words[index].surface):
        return None
    later = range(index + 1, min(len(words), index + _FAR))
    return next((i for i in later if words[i].text.lower() in _COPULA), None)


def is_brought_about(words: Sequence[Word], index: int, language: str) -> bool:
    """Tell whether the verb before an infinitive tells it as done: "ha costretto … ad annullare", "managed to"."""
    earlier = words[max(0, index - _NEAR) : index]
    return any(lemma(word.text, language) in _BRINGING for word in earlier)


def is_yet_to_do(words: Sequence[Word], index: int, language: str) -> bool:
    """Tell whether an infinitive is what somebody is told to do: "condannato a restituire", "ordered to repay"."""
    if not is_open(words, index, language):
        return False
    return any(lemma(word.text, language) in _OBLIGING for word in words[max(0, index - _FAR) : index])


_OBLIGING = frozenset(
    "condannare ordinare intimare invitare esortare autorizzare condemn sentence order tell urge invite".split()
)
_NEAR = 5  # words from the verb that brings a deed about to the deed
_BRINGING = frozenset("costringere obbligare riuscire indurre finire force compel oblige manage cause".split())
