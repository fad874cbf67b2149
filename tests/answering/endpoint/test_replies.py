"""A reply is read the same in whatever pieces its bytes come."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.answering.endpoint.connection import Failure
from rag.answering.endpoint.replies import Piece, read_reply

ENDS = ("\n", "\r\n", "\r")


def event(text: str) -> str:
    return json.dumps({"choices": [{"delta": {"content": text}}]}, ensure_ascii=False)


def split_event(text: str, end: str) -> str:
    """Return an event whose JSON stands on two lines, as the standard allows."""
    head, tail = '{"choices": [{"delta":', f'{{"content": {json.dumps(text, ensure_ascii=False)}}}}}]}}'
    return f"data: {head}{end}data:{tail}{end}{end}"


@given(
    st.lists(st.sampled_from(["Perché", "è", "🇮🇹", "ﬁ", "\u2028", " ", "x" * 40]), min_size=1, max_size=8),
    st.sampled_from(ENDS),
    st.lists(st.integers(1, 30), max_size=80),
)
def test_where_the_bytes_are_cut_never_matters(texts: list[str], end: str, sizes: list[int]) -> None:
    stream = f": hello{end}event: message{end}" + "".join(split_event(text, end) for text in texts)
    data = f"{stream}data: [DONE]{end}{end}".encode()
    pieces, at = [], 0
    for size in sizes:
        pieces.append(data[at : at + size])
        at += size
    found = list(read_reply(iter([*pieces, data[at:]])))
    assert [piece.text for piece in found] == [*texts, ""]
    assert found[-1] == Piece(end=True)


@pytest.mark.parametrize("end", ENDS)
def test_the_last_event_may_lack_its_blank_line(end: str) -> None:
    assert [piece.text for piece in read_reply(iter([f"data: {event('a')}{end}{end}data: {event('b')}".encode()]))] == [
        "a",
        "b",
    ]
    cut = f"data: {event('a')}{end}{end}data: {event('b')[:-5]}".encode()
    assert [piece.text for piece in read_reply(iter([cut]))] == ["a"]


@pytest.mark.parametrize(
    "data", [b"", b"\xef\xbb\xbf \r\n", b"<html>", b"{", b"[]", b"true", b"data: [1]\n\n", b"data: {\n\n", b"hello\n"]
)
def test_what_is_no_reply_is_a_failure(data: bytes) -> None:
    with pytest.raises(Failure):
        list(read_reply(iter([data])))


@pytest.mark.parametrize("field", ["content", "refusal", "reasoning", "tool_calls", "finish_reason", "usage"])
@pytest.mark.parametrize("value", [None, 7, True, [], {}, [None], {"a": 1}, "x"])
def test_a_field_of_any_type_breaks_nothing(field: str, value: object) -> None:
    message = {field: value} if field not in ("finish_reason", "usage") else {}
    document = {"choices": [{"message": message, "finish_reason": value}], "usage": value}
    (piece, end) = read_reply(iter([json.dumps(document).encode()]))
    assert isinstance(piece.text, str) and isinstance(piece.finish, str) and end.end
