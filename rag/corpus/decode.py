"""Turn a file's bytes into text that its encoding gives back exactly.

Takes bytes, gives text and the name of the codec, so that `data.decode(encoding) == text` whatever the platform: no
newline is translated and no mark dropped that the codec itself keeps. Knows no files.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from rag.errors import InputError

MAX_BYTES = 20_000_000

_BOMS = (  # UTF-32 first: its little-endian mark begins with the one of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MAGIC = (
    (b"%PDF-", "a PDF"),
    (b"\x89PNG", "a PNG image"),
    (b"GIF8", "a GIF image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x7fELF", "a program"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"SQLite format 3", "a database"),
)
_CONTROL = re.compile(r"[\x01-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_CONTROL_BYTES = bytes(sorted({*range(0x01, 0x09), *range(0x0E, 0x1B), *range(0x1C, 0x20), 0x7F}))
_CONTROL_SHARE = 0.01  # a stray one slips into scraped pages; binary data is a tenth of them

_ODD_WESTERN = re.compile(  # what cp1252 gives for bytes of other encodings: signs inside words, lone capitals there
    r"[a-z][À-ÞŠŒŽŸ](?=[a-z])|[A-Za-zà-ÿ][¹³²¼½¾£¥¦¤¨¬¯´¸ƒˆ˜†‡‰¢¿¡±µ¶ŽŸ][A-Za-zà-ÿ]|Ã[^A-Za-zÀ-ÿ\s]|â€"
)
_WESTERN_SHARE = 0.25  # accented letters among the letters: above it the text is Cyrillic, Greek, Asian, not Western
_CANDIDATES = (
    "cp1252 cp1250 cp1251 cp1253 cp1254 cp1255 cp1256 cp1257 iso8859_2 iso8859_5 iso8859_7 koi8_r mac_roman cp850 "
    "cp932 shift_jis euc_jp iso2022_jp cp949 euc_kr gb18030 big5"
).split()
_GUESS_SAMPLE = 100_000


@dataclass(frozen=True, slots=True)
class Decoded:
    """Hold a text and the codec that gives it back from the bytes."""

    text: str
    encoding: str


def decode(data: bytes, most: int = MAX_BYTES) -> Decoded:
    """Return the text of `data`, `most` bytes of it, or raise InputError saying in one line why it is not text."""
    if len(data) > most:
        raise InputError(f"the file has {len(data):,} bytes, more than the {most:,} allowed; split it")
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            raise InputError(f"the file is {kind}, not plain text")
    marked = _by_mark(data)
    if marked is not None:
        return marked
    if b"\x00" in data:
        raise InputError("the file holds NUL bytes: it is binary, or UTF-16 without its mark")
    text = _strictly(data, "utf-8")
    if text is not None:
        _refuse_controls(len(_CONTROL.findall(text)), len(text))
        return Decoded(text, "utf-8")
    _refuse_controls(len(data) - len(data.translate(None, _CONTROL_BYTES)), len(data))
    return _legacy(data)


def decode_as(data: bytes, encoding: str, errors: str = "strict") -> str | None:
    """Return the text of `data` in a text encoding that somebody named, or None when it is not that."""
    try:
        if not codecs.lookup(encoding)._is_text_encoding:
            return None
    except LookupError:
        return None
    try:
        return data.decode("cp1252" if encoding.lower() in ("iso-8859-1", "latin-1", "latin1") else encoding, errors)
    except UnicodeDecodeError:
        return None


def _by_mark(data: bytes) -> Decoded | None:
    """Decode by the UTF-16 or UTF-32 mark, which those codecs drop themselves."""
    marks = [encoding for mark, encoding in _BOMS if data.startswith(mark)]
    for encoding in marks:
        text = _strictly(data, encoding)
        if text is not None and "\x00" not in text:
            _refuse_controls(len(_CONTROL.findall(text)), len(text))
            return Decoded(text, encoding)
    if marks:
        raise InputError(f"the file begins like {marks[0]} but is not valid {marks[0]} text")
    return None


def _legacy(data: bytes) -> Decoded:
    """Decode what is not Unicode: Western text as cp1252, the rest as charset-normalizer says, within known codecs."""
    text = _strictly(data, "cp1252")
    if text is not None and _reads_as_western(text):
        return Decoded(text, "cp1252")
    from charset_normalizer import from_bytes  # a door: needed for old files only

    guesses = from_bytes(data[:_GUESS_SAMPLE], cp_isolation=_CANDIDATES, preemptive_behaviour=False)
    readable: list[Decoded] = []
    for encoding in [guess.encoding for guess in guesses]:
        text = _strictly(data, encoding)
        if text is not None and _reads_as_text(text):
            readable.append(Decoded(text, encoding))
    sound = [decoded for decoded in readable if not _ODD_WESTERN.search(decoded.text)]
    if sound or readable:
        return (sound or readable)[0]
    raise InputError("the file is not text in UTF-8 or any other encoding that could be told")


def _strictly(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def _refuse_controls(count: int, length: int) -> None:
    if count > _CONTROL_SHARE * length and count > 1:
        raise InputError(f"the file holds {count} control characters in {length}: it is binary, not text")


def _reads_as_western(text: str) -> bool:
    letters = sum(map(str.isalpha, text))
    accented = letters - sum(1 for char in text if char.isascii() and char.isalpha())
    return letters > 0.5 * len(text) and accented <= _WESTERN_SHARE * letters and not _ODD_WESTERN.search(text)


def _reads_as_text(text: str) -> bool:
    plain = sum(1 for char in text if char.isalnum() or char.isspace() or char in ".,;:!?'\"()-’“”«»、。・「」")
    return plain >= 0.85 * len(text)
