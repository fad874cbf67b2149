"""Read numbers in digits, in Italian and English notation: "1.234,5", "1,234.5"; knows no documents."""

from __future__ import annotations

import re


def read_digits(digits: str, language: str) -> float:
    """Return the value of digits as written in a language: "1.234,5" is 1234.5 in Italian, "1,234.5" in English."""
    plain = re.sub(r"[\s\u00a0\u202f]", "", digits)
    marks = [character for character in plain if character in ".,"]
    if not marks:
        return float(plain)
    last = marks[-1]
    other = "," if last == "." else "."
    if other in plain:
        return float(plain.replace(other, "").replace(last, "."))
    grouped = len(marks) > 1 or (len(plain) - plain.rindex(last) == 4 and (last == ",") == (language == "en"))
    if grouped and plain.split(last)[0].strip("0"):
        return float(plain.replace(last, "")) if re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", plain) else 0.0
    return float(plain.replace(last, ".")) if len(marks) == 1 else 0.0
