"""Find a form of words in a text: how `match`, `accept` and `forbidden` of a gold question are read.

It knows no questions and no answers. Numbers, dates and names written in another way than a form gives are other
modules' matter.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

ANY_ENDING = "*"  # at the end of a form: "analogic*" stands for analogica, analogici, analogiche
_PLAIN = str.maketrans({**dict.fromkeys("’‘ʼ`´′", "'"), **dict.fromkeys("‐‑‒–—−", "-"), **dict.fromkeys('«»“”„"', "")})
_UNSPACED = "\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"  # scripts that put no space, or a particle, after a word
_LETTER = re.compile(rf"[^\W_{_UNSPACED}]")  # or a digit: what a whole word may not touch
_YEAR = re.compile(r"\d{4}(?!\d)")


@lru_cache(maxsize=2048)
def fold(text: str) -> str:
    """Return `text` without what never tells two answers apart: case, accents, quotation marks, kinds of dash, space.

    Compatibility forms become plain ones (３％ is 3%); voiced Japanese and composed Korean letters stay as they are.
    """
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).translate(_PLAIN))
    bare = "".join(c for c in apart if not "\u0300" <= c <= "\u036f" and unicodedata.category(c) != "Cf")
    return " ".join(unicodedata.normalize("NFC", bare.translate(_PLAIN)).casefold().split())


def mentions(text: str, form: str) -> bool:
    """Tell whether `form` stands in `text` as whole words, both folded; a trailing `*` leaves its last word open.

    A number is found only whole: "1,8" neither in "11,8" nor in "1,85". An empty form is nowhere.
    """
    wanted, folded = fold(form.removesuffix(ANY_ENDING)), fold(text)
    at = folded.find(wanted) if wanted else -1
    while at >= 0:
        end = at + len(wanted)
        if _begins(folded, at, wanted) and _ends(folded, end, wanted[-1], form.endswith(ANY_ENDING)):
            return True
        at = folded.find(wanted, at + 1)
    return False


def mentions_any(text: str, forms: Iterable[str]) -> bool:
    """Tell whether at least one of `forms` stands in `text`."""
    return any(mentions(text, form) for form in forms)


def _begins(text: str, at: int, wanted: str) -> bool:
    """Tell whether a word, or a number, can begin at `at`."""
    if not _bounded(wanted[0]) or at == 0:
        return True
    if _bounded(text[at - 1]):
        return False
    if not wanted[0].isdigit() or _YEAR.match(wanted):  # 12.03.2024 does tell the year
        return True
    return not (at > 1 and text[at - 1] in ".," and text[at - 2].isdecimal())


def _ends(text: str, end: int, last: str, is_open: bool) -> bool:
    """Tell whether a word, or a number, can end at `end`, after the character `last`."""
    following = text[end : end + 2]
    if last.isdigit():
        return not (following[:1].isdecimal() or (following[:1] in (".", ",") and following[1:].isdecimal()))
    return is_open or not _bounded(last) or not following or not _bounded(following[0])


@lru_cache(maxsize=4096)
def _bounded(character: str) -> bool:
    return _LETTER.match(character) is not None
