"""Know the words for what is refused, called off, withdrawn or suspended, in five languages."""

from __future__ import annotations

import re

from rag.language.words import fold

_UNDOING = re.compile(  # stems, against folded text
    r"\b(?:rifiut|annull|cancella(?:t|r|n|zion|\b)|revoc|sospe[sn]|rinunci|disdett|disdir|ritir|bocci|respin|abbandon|"
    r"interromp|interrott|aboli|abrog|blocca|blocco|blocchi|refus|reject|cancel(?!l[aio])|annul|revok|suspen|withdr[ae]w|"
    r"call(?:s|ed|ing)? off|scrap(?:s|ped)|abandon|repeal|veto|ablehn|abgelehnt|abgesagt|absag|stornier|zuruckgezog|"
    r"lift(?:ed|ing)\b|soppress|widerruf|ausgesetzt|gestoppt|rejet|retir|rechaz|anula(?:d|ro|ci))"
)


def speaks_of_undoing(text: str) -> bool:
    """Tell whether a text, question or passage, speaks of something that is undone or refused."""
    return _UNDOING.search(fold(text)) is not None
