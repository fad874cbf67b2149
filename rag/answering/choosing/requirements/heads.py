"""Tell whose head a sentence names: who presides over one body is no answer to who presides over another.

"Chi guida la Lega?" is not answered by "il presidente del Circolo, Rossi". An office that a sentence leaves without its
body ("la direttrice Neri") may be that of the body asked about.
"""

from __future__ import annotations

import re

from rag.language.names import Name
from rag.language.places import find_places
from rag.language.questions import Question
from rag.language.words import find_words, fold

_HEADS = (
    r"(?:vice)?president\w*|presidenza|presied\w+|prasident\w*|präsident\w*|direttor[ei]|direttrice|directors?|directeur|"
    r"directrice|direktor\w*|dirig\w+|guid(?:a|ano|ata|ato|ava)|leads?|led|leader\w*|leitet|heads?|headed|chair\w*|capo|"
    r"segretari[oa]|secretary|ceo|amministrator\w+|amministratrice|chief executive\w*"
)
_NAMED = (
    rf"{_HEADS}|numero uno|vertic[ei]|timone|helm|govern\w+|rettor\w*|rettrice|responsabil\w+|coordinat\w+|"
    r"sindac[oa]|mayor"
)
_OF = r"(?:di|del|dello|della|dell['’]|dei|degli|delle|of(?: the)?|der|des|du|de(?: la)?|d['’])"
_HEAD = re.compile(rf"\b(?:{_NAMED})\b", re.IGNORECASE)
_OWNER = re.compile(rf"(?:\s\w+){{0,2}}?\s{_OF}\s*((?:[a-zà-ý]+\s)?[A-ZÀ-Ý][^,;:.«»“”\"]*)")
_ASKS = re.compile(
    r"\W*(?:(?:e|and)\s)?(?:chi|who|wer|qui|quien|come si chiama|what is the name of|wie heisst)\b.{0,40}"
    rf"\b(?:{_HEADS})\b"
)


def asks_for_head(part: Question) -> bool:
    """Tell whether `part` asks who heads a body that it names; of a country or a region nobody says it again."""
    return _body(part) is not None and _ASKS.match(fold(part.text)) is not None


def may_name_head(part: Question, text: str, language: str) -> bool:
    """Tell whether `text` names a head, and does not put each it names to another body than `part` asks about."""
    body = _body(part)
    asked = {word.surface for word in body.telling} if body is not None else set()
    owners = [_OWNER.match(text, head.end()) for head in _HEAD.finditer(text)]
    return any(
        owner is None or not asked.isdisjoint(word.surface for word in find_words(owner[1], language))
        for owner in owners
    )


def _body(part: Question) -> Name | None:
    bodies = [name for name in part.names if not name.person and name.telling]
    return bodies[-1] if bodies and not find_places(list(bodies[-1].words)) else None
