"""Check that bytes become text that its encoding gives back exactly."""

from __future__ import annotations

import codecs
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.corpus.decode import MAX_BYTES, decode
from rag.errors import InputError

ITALIAN = (
    "Perché l’accordo è “strategico”: varrà 1,8 miliardi di €, pari al 3% – così l'assessore. Città e società.\r\n"
)
RUSSIAN = "Министр подписал соглашение о сотрудничестве в области полупроводников и микроэлектроники. " * 3
POLISH = "Minister podpisał umowę o współpracy w dziedzinie półprzewodników, a Wałęsa pochwalił żółtą łódź. " * 3
JAPANESE = "大臣は半導体分野での協力に関する覚書に東京で署名しました。これは両国にとって重要な一歩です。" * 3
KOREAN = "장관은 도쿄에서 반도체 분야 협력에 관한 양해각서에 서명했다. 이것은 양국 모두에게 중요한 단계이다. " * 3


@pytest.mark.parametrize(
    ("data", "encoding", "text"),
    [
        (ITALIAN.encode(), "utf-8", ITALIAN),
        (codecs.BOM_UTF8 + b"ciao", "utf-8", "\ufeffciao"),
        (b"a\r\nb\rc\n", "utf-8", "a\r\nb\rc\n"),
        (ITALIAN.encode("utf-16"), "utf-16", ITALIAN),
        (codecs.BOM_UTF16_BE + ITALIAN.encode("utf-16-be"), "utf-16", ITALIAN),
        (ITALIAN.encode("utf-32"), "utf-32", ITALIAN),
        (codecs.BOM_UTF32_BE + ITALIAN.encode("utf-32-be"), "utf-32", ITALIAN),
        (ITALIAN.encode("cp1252"), "cp1252", ITALIAN),
        (b"Citt\xe0 e societ\xe0", "cp1252", "Città e società"),
        (b"Perch\xe9?", "cp1252", "Perché?"),
        ("SÃO PAULO, 10 µm, 5 m²: è così.".encode("cp1252"), "cp1252", "SÃO PAULO, 10 µm, 5 m²: è così."),
        (b"", "utf-8", ""),
    ],
)
def test_decodes_with_the_encoding_it_names(data: bytes, encoding: str, text: str) -> None:
    decoded = decode(data)
    assert (decoded.encoding, decoded.text) == (encoding, text)
    assert data.decode(decoded.encoding) == decoded.text


@pytest.mark.parametrize(
    ("text", "encoding"),
    [(RUSSIAN, "cp1251"), (RUSSIAN, "koi8_r"), (POLISH, "cp1250"), (POLISH, "iso8859_2"), (JAPANESE, "cp932")]
    + [(KOREAN, "cp949"), (JAPANESE, "euc_jp")],
)
def test_tells_old_encodings_of_other_scripts(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)).text == text


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"%PDF-1.7\n1 0 obj\n<<>>\nendobj", "PDF"),
        (b"\x89PNG\r\n\x1a\n" + b"\x01" * 40, "PNG"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "JPEG"),
        (b"GIF89a....", "GIF"),
        (b"PK\x03\x04docx", "ZIP"),
        (b"abc\x00def", "NUL"),
        ("ciao".encode("utf-16-le"), "NUL"),
        (b"\x01\x02\x03\x04ciao", "control"),
        (b"\xff\xfea", "utf-16"),
        (b"\xff\xfe\x00\xd8", "utf-16"),
        (random.Random(1).randbytes(4_000), "NUL"),
        (random.Random(2).randbytes(4_000).replace(b"\x00", b"\x01"), "control"),
        (bytes(range(128, 256)) * 20, "not text"),
        (b"a" * (MAX_BYTES + 1), "more than"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_refuses_what_is_not_text_in_one_line(data: bytes, reason: str) -> None:
    with pytest.raises(InputError, match=reason) as caught:
        decode(data)
    assert "\n" not in str(caught.value)


def test_a_stray_control_character_is_no_reason_to_refuse() -> None:
    assert decode(b"una parola\x02 e altre").text == "una parola\x02 e altre"


def holds(data: bytes) -> None:
    try:
        decoded = decode(data)
    except InputError:
        return
    assert data.decode(decoded.encoding) == decoded.text
    assert "\x00" not in decoded.text
    decoded.text.encode("utf-8")  # no lone surrogate


@given(st.binary(max_size=60))
def test_any_bytes_are_given_back_or_refused(data: bytes) -> None:
    holds(data)


@given(st.text(max_size=80), st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252", "cp1251", "gb18030"]))
def test_any_text_is_given_back_or_refused(text: str, encoding: str) -> None:
    holds(text.encode(encoding, "ignore"))


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=80))
def test_utf8_text_is_never_taken_for_anything_else(text: str) -> None:
    data = text.encode()
    if not data.startswith((b"%PDF", b"GIF8", b"PK")):
        assert decode(data).text == text
        assert decode(data).encoding == "utf-8"
