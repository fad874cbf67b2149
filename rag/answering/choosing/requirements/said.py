"""Tell whether a sentence gives the words of whom a question asks what he said.

"Che cosa ha detto Rossi?" is not answered with what Rossi did, nor with what somebody said of him.
"""

from __future__ import annotations

import re

from rag.language.attribution import find_frames
from rag.language.names import Name
from rag.language.questions import Question
from rag.language.words import find_words

_IT = r"(?:dett[oaie]|dichiarat[oaie]|affermat[oaie]|sostenut[oaie]|commentat[oaie]|rispost[oaie]|pensat[oaie])"
_ASKS = re.compile(
    r"^\W*(?:(?:e|ed|and|und|et)\s+)?(?:"
    rf"(?:che\s+cosa|cosa|che)\s+(?:ne\s+)?(?:(?:ha|hanno|aveva|avevano)\s+{_IT}|"
    r"dice|dicono|dichiara|dichiarano|afferma|affermano|sostiene|sostengono|pensa|pensano|commenta|risponde)\s+|"
    r"what\s+(?:did|does|do|has|have|had)\s+(?=.{1,60}\b(?:say|said|think|thought|state|stated|declare|declared|comment)\b)|"
    r"was\s+(?:sagt|sagte|sagten|sagen|hat|haben)\s+(?=.{0,60}(?:\bgesagt\b|$|\?|über|zu))|"
    r"(?:que\s+dit|qu['’]a\s+dit|que\s+pense)\s+)",
    re.IGNORECASE,
)
_BETWEEN = re.compile(  # what may stand before the name: an article, a title; nothing that is somebody's or about him
    r"(?!.*\b(?:di|del|della|dell|su|sul|sulla|sull|of|about|on|zu|über|von|de|du|sur|articol\w*|articles?|test[oi])\b)[^,;?]{0,60}",
    re.IGNORECASE,
)


def speaker_asked(part: Question) -> Name | None:
    """Return the name whose words `part` asks for, or None where it asks for nobody's."""
    asks = _ASKS.match(part.text)
    if asks is None:
        return None
    later = [name for name in part.names if name.start >= asks.end()]
    first = min(later, key=lambda name: name.start, default=None)
    if first is None or not _BETWEEN.fullmatch(part.text[asks.end() : first.start]):
        return None
    return first


def gives_words_of(speaker: Name, text: str, language: str) -> bool:
    """Tell whether a sentence says what `speaker` says; the last word of his name is enough."""
    words = find_words(text, language)
    surname = (speaker.telling or speaker.words)[-1].surface
    named = {index for index, word in enumerate(words) if word.surface == surname}
    return bool(named) and any(not named.isdisjoint(frame.speaker) for frame in find_frames(text, words, language))
