"""Compare the number of verbs: what several did, told of one ("ha firmato" of "hanno firmato"); knows no documents."""

from __future__ import annotations

import re

_SEVERAL_DO = re.compile(r"\b(?:hanno|avevano|sono|erano|furono|have|were|are)\s+(\w{4,})", re.IGNORECASE)
_ONE_DOES = re.compile(r"\b(?:ha|aveva|è|era|fu|has|was|is)\s+(\w{4,})", re.IGNORECASE)
_DONE = 5  # letters that a participle keeps whatever its gender and number: "firmato", "firmati"


def has_one_do_what_several_do(text: str, sentence: str) -> bool:
    """Tell whether a text has one do what `sentence` has several do: "ha" of "hanno firmato"."""
    several, one = (
        {match[1].casefold()[:_DONE] for match in cue.finditer(told)}
        for cue, told in ((_SEVERAL_DO, sentence), (_ONE_DOES, text))
    )
    return not several.isdisjoint(one)
