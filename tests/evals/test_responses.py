"""A response is read from a whole Answer and from the little that another system tells."""

import pytest

from evals.responses import Cited, Said, read_response
from rag.errors import InputError
from rag.wire import answer_to_json
from tests.cli.fakes import FILE, QUOTES, abstained, answered


def test_an_answer_of_fonte_is_read_whole() -> None:
    line = {"id": "q1", "files": [FILE], "passages": [], "confidence": 0.8, "answer": answer_to_json(answered())}
    read = read_response(line)
    assert [said.text for said in read.said] == [*QUOTES]
    assert [cited.quote for cited in read.cited] == [*QUOTES]
    assert (read.files, read.found, len(read.shown), read.confidence) == ((FILE,), (), 1, 0.8)
    assert read.plain == " ".join(QUOTES)


def test_an_abstention_and_a_failure_are_told_apart() -> None:
    assert read_response({"id": "q1", "answer": answer_to_json(abstained())}).abstained
    assert read_response({"id": "q1", "error": "gone"}).error == "gone"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Firma Vecchio [1]. Firma Kim [2][3].", [Said("Firma Vecchio .", (1,)), Said("Firma Kim .", (2, 3))]),
        ("Firma Vecchio. [1] Firma Kim. [2] [3]", [Said("Firma Vecchio .", (1,)), Said("Firma Kim .", (2, 3))]),
        ("«Firma Vecchio.» [1]", [Said("«Firma Vecchio .»", (1,))]),
        ("Firma Vecchio.", [Said("Firma Vecchio.", ())]),
        ("", []),
    ],
)
def test_claims_are_made_from_the_text_when_none_are_given(text: str, said: list[Said]) -> None:
    found = read_response({"id": "q1", "answer": {"text": text}}).said
    assert [item.citations for item in found] == [item.citations for item in said]
    assert ["".join(item.text.split()) for item in found] == ["".join(item.text.split()) for item in said]


def test_a_citation_may_tell_no_place() -> None:
    answer = {"text": "Sì [1].", "citations": [{"n": 1, "file": "a.txt", "quote": "Sì"}]}
    assert read_response({"id": "q1", "answer": answer}).cited == (Cited(1, "a.txt", None, None, "Sì"),)


@pytest.mark.parametrize(
    "line",
    [{}, {"id": "q1"}, {"id": "q1", "answer": {}}, {"id": "q1", "answer": {"text": "x", "citations": [{"n": "uno"}]}}],
)
def test_what_is_no_response_is_refused(line: dict[str, object]) -> None:
    with pytest.raises(InputError, match="the response to"):
        read_response(line)
