"""Read what a number bounds by the words before it: "oltre" and "more than", "quasi" and "nearly", "circa"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal, TypeAlias

Bound: TypeAlias = Literal["at least", "at most", "about"]

_BOUNDS: dict[str, Bound] = {
    **dict.fromkeys(("oltre", "almeno", "piu di", "piu del", "piu della", "over", "more than", "at least", "mehr als",
                     "mindestens", "plus de", "au moins", "ben oltre", "superiore a", "supera", "superano", "superato",
                     "superava",
                     "non meno di", "no less than", "not less than", "no fewer than",
                     "exceeds", "exceeded", "exceed", "tops", "topped", "sopra", "above"), "at least"),
    **dict.fromkeys(("quasi", "fino a", "meno di", "al massimo", "non piu di", "up to", "almost", "nearly", "less than",
                     "fewer than", "at most", "no more than", "not more than",
                     "weniger als", "hochstens", "bis zu", "moins de",
                     "jusqu a", "presque", "sfiora", "sfiorano", "sfiorato", "under", "below", "sotto",
                     "sotto i", "fino al", "meno del", "meno della", "inferiore a"), "at most"),
    **dict.fromkeys(("circa", "intorno a", "all incirca", "about", "around", "roughly", "approximately", "some", "etwa",
                     "rund", "environ", "unos", "attorno a", "una"), "about"),
}  # fmt: skip


def bound_before(text: str, start: int) -> Bound | None:
    """Return what the words before `text[start:]` make of the number there, None where they make nothing of it."""
    before = re.sub(r"[^a-zà-ù]+", " ", text[max(0, start - 24) : start].lower()).replace("ù", "u").split()
    whole = _bound(before)  # "piu del" before its article is taken off
    while before and before[-1] in ("i", "le", "gli", "l", "il", "lo", "la", "the", "dell", "del"):
        before.pop()
    return whole or _bound(before)


def _bound(before: Sequence[str]) -> Bound | None:
    runs = (" ".join(before[-size:]) for size in (3, 2, 1) if len(before) >= size)
    return next((_BOUNDS[run] for run in runs if run in _BOUNDS), None)
