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
_LETTER = rf"[^\W_{_UNSPACED}]"  # or a digit: what a whole word may not touch


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
    pattern = _pattern(form)
    return pattern is not None and pattern.search(fold(text)) is not None


def mentions_any(text: str, forms: Iterable[str]) -> bool:
    """Tell whether at least one of `forms` stands in `text`."""
    return any(mentions(text, form) for form in forms)


@lru_cache(maxsize=8192)
def _pattern(form: str) -> re.Pattern[str] | None:
    wanted = fold(form.removesuffix(ANY_ENDING))
    if not wanted:
        return None
    before = after = ""
    if _bounded(wanted[0]):
        before = f"(?<!{_LETTER})"
        if wanted[0].isdigit() and not re.match(r"\d{4}(?!\d)", wanted):  # 12.03.2024 does tell the year
            before += r"(?<!\d[.,])"
    if wanted[-1].isdigit():
        after = r"(?!\d)(?![.,]\d)"
    elif _bounded(wanted[-1]) and not form.endswith(ANY_ENDING):
        after = f"(?!{_LETTER})"
    return re.compile(before + re.escape(wanted) + after)


def _bounded(character: str) -> bool:
    return re.match(_LETTER, character) is not None
