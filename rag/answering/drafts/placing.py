"""Give each sentence of a model's draft its places: the numbers it named, where they bear it out, else what code finds.

Takes what `reading` read, gives DraftClaims; what it left out or moved is told. A sentence that is only a name or an
amount ("Sergio Mattarella") becomes the whole sentence of the article that says so. Knows no model.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rag.answering.drafting import Asked, DraftClaim
from rag.answering.drafts.attributing import Attributor
from rag.answering.drafts.marked import Said
from rag.answering.quoting import claim_text
from rag.language.detect import detect_language
from rag.language.words import find_words
from rag.types import SearchResult

_FRAGMENT = 6  # words; a shorter text of names and numbers alone is no sentence
_TOLD = 120  # characters of a sentence left out that are told


class Placing:
    """Place the sentences of one draft; `places` are those of the numbers shown, from 1."""

    def __init__(self, asked: Asked, result: SearchResult, places: Sequence[int]) -> None:
        self._asked = asked
        self._result = result
        self._places = places
        self._attributor = Attributor(result, places)
        self.seen = 0
        self._unknown: list[int] = []
        self._moved: list[str] = []
        self._left_out: list[str] = []

    def place(self, said: Said) -> DraftClaim | None:
        """Return a claim, or None for a sentence that nothing shown bears out."""
        self.seen += 1
        named = [self._places[number - 1] for number in said.numbers if 1 <= number <= len(self._places)]
        self._unknown.extend(number for number in said.numbers if not 1 <= number <= len(self._places))
        found = detect_language(said.text)
        language = self._asked.language if found == "und" else found
        if self._is_fragment(said.text, language):
            place = self._attributor.bearing(said.text, self._asked.interpreted.question, language, named)
            if place is not None:
                return DraftClaim((place,))
            self._left_out.append(said.text)
            return None
        places = self._attributor.attribute(said.text, language, named).places
        if not places:
            self._left_out.append(said.text)
            return None
        if named and not set(places) & set(named):
            self._moved.append(said.text)
        return DraftClaim(places, self._ended(said.text, places))

    def told(self) -> Iterator[tuple[str, str]]:
        """Yield what was dropped or moved, as code and message."""
        if self._unknown:
            numbers = ", ".join(f"s{number}" for number in dict.fromkeys(self._unknown))
            yield "unknown_sentence", f"The model pointed at sentences that it was not shown: {numbers}."
        for text in self._moved:
            yield "citation_moved", f"The model pointed at another sentence than the one that says: {_short(text)}"
        for text in self._left_out:
            yield "claim_unplaced", f"Left out, for no sentence shown bears it out: {_short(text)}"

    def _ended(self, text: str, places: Sequence[int]) -> str:
        """Return a sentence with its full stop, unless it is a headline as the article has it."""
        if not text[-1].isalnum() or any(claim_text(self._result.sentences[place].text) == text for place in places):
            return text
        return f"{text}."

    def _is_fragment(self, text: str, language: str) -> bool:
        """Tell a bare name or amount from a sentence: few words, and none but names, numbers and small words."""
        words = find_words(text, language)
        return len(words) <= _FRAGMENT and all(word.stop or word.capital or word.number for word in words[1:])


def _short(text: str) -> str:
    return text if len(text) <= _TOLD else text[:_TOLD].rsplit(" ", 1)[0] + "…"
