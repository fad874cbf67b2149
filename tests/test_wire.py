import json
from importlib import resources

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.errors import InputError
from rag.types import Answer, Notice, SyncReport
from rag.wire import answer_from_json, answer_to_json, from_text, report_to_json, search_to_json, to_text
from tests.cli.fakes import abstained, answered, passage

SCHEMA = json.loads(resources.files("rag").joinpath("answer.schema.json").read_text(encoding="utf-8"))

FIELDS = (
    "schema question interpreted language answer_language abstained reason text claims unanswered citations passages "
    "engine model corpus usage timings_ms warnings"
).split()


def document() -> dict:
    return json.loads(to_text(answer_to_json(answered())))


@pytest.mark.parametrize("answer", [answered(), abstained()], ids=["answered", "abstained"])
def test_an_answer_survives_the_way_out_and_back(answer: Answer) -> None:
    assert answer_from_json(from_text(to_text(answer_to_json(answer)))) == answer


def test_fields_stand_in_the_contract_s_order() -> None:
    found = document()
    assert list(found) == FIELDS
    citation = "n file title date url encoding start end line page record quote sha256".split()
    assert list(found["citations"][0]) == citation
    assert list(found["passages"][0]) == "file start end text title date score legs".split()
    assert found["passages"][0]["legs"] == {"dense": {"rank": 1, "score": 0.87}, "words": None}


@pytest.mark.parametrize("answer", [answered(), abstained()], ids=["answered", "abstained"])
def test_the_shipped_schema_accepts_an_answer(answer: Answer) -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    jsonschema.validate(answer_to_json(answer), SCHEMA)


@pytest.mark.parametrize(
    "change",
    [
        {"schema": 2},
        {"abstained": True},
        {"claims": []},
        {"extra": 1},
        {"reason": "because"},
        {"corpus": {"documents": -1, "state": "s"}},
    ],
    ids=str,
)
def test_the_shipped_schema_refuses_what_the_contract_forbids(change: dict) -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**document(), **change}, SCHEMA)


def test_every_field_of_the_schema_is_one_we_write() -> None:
    assert list(SCHEMA["properties"]) == FIELDS == SCHEMA["required"]


def _set(path: list, value: object) -> dict:
    found = document()
    place = found
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    return found


@pytest.mark.parametrize(
    ("path", "value", "told"),
    [
        (["schema"], 2, "schema must be 1, got 2"),
        (["claims"], {}, "claims must be an array, got {}"),
        (["claims", 0, "citations", 0], "1", 'claims[0].citations[0] must be an integer, got "1"'),
        (["claims", 0, "citations", 0], True, "claims[0].citations[0] must be an integer, got true"),
        (["claims", 1, "verdict"], "sure", "claims[1].verdict must be one of supported, partial, unsupported"),
        (["claims", 0, "checks", "numbers"], "maybe", "claims[0].checks.numbers must be one of ok, failed, n/a"),
        (["citations", 0, "start"], 1.5, "citations[0].start must be an integer, got 1.5"),
        (["citations", 0, "quote"], None, "citations[0].quote must be a string, got null"),
        (["passages", 0, "legs", "words"], [], "passages[0].legs.words must be an object, got []"),
        (["passages", 0, "score"], "high", 'passages[0].score must be a number, got "high"'),
        (["abstained"], 0, "abstained must be a boolean, got 0"),
        (["usage", "tokens"], 3, "usage.tokens is not a field of Usage"),
    ],
    ids=lambda value: ".".join(map(str, value)) if isinstance(value, list) else "",
)
def test_what_is_wrong_is_named_by_its_place(path: list, value: object, told: str) -> None:
    with pytest.raises(InputError) as error:
        answer_from_json(_set(path, value))
    assert told in str(error.value)


@pytest.mark.parametrize("field", [name for name in FIELDS if name != "schema"])
def test_a_missing_field_is_named(field: str) -> None:
    found = document()
    del found[field]
    with pytest.raises(InputError, match=f"^{field} is missing"):
        answer_from_json(found)


@pytest.mark.parametrize("other", [None, [], "answer", 1, True])
def test_a_document_that_is_no_object_is_refused(other: object) -> None:
    with pytest.raises(InputError, match="the document must be an object"):
        answer_from_json(other)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text", ["", "{", "{'a': 1}", "NaN", '{"score": Infinity}', b"\xff\xfe\x00", "[" * 100_000, "1" * 5_000], ids=repr
)
def test_text_that_is_not_json_is_refused_in_one_line(text: str | bytes) -> None:
    with pytest.raises(InputError) as error:
        from_text(text, name="answer.json")
    assert "answer.json" in str(error.value)
    assert "\n" not in str(error.value)


@given(st.text())
def test_any_text_in_a_quote_comes_back_as_it_was(quote: str) -> None:
    found = _set(["citations", 0, "quote"], quote)
    assert answer_to_json(answer_from_json(from_text(to_text(found)))) == found


def test_a_lone_surrogate_in_a_file_name_comes_back_through_bytes() -> None:
    found = _set(["citations", 0, "file"], "caff\udce8.txt")
    assert from_text(to_text(found).encode("utf-8", "backslashreplace")) == found


def test_a_search_names_each_file_once_by_its_best_passage() -> None:
    passages = [passage("b.txt"), passage("a.txt"), passage("b.txt")]
    found = search_to_json("chi?", passages, [Notice("busy", "wait")])
    assert list(found) == ["question", "files", "passages", "warnings"]
    assert found["files"] == ["b.txt", "a.txt"]
    assert found["warnings"] == [{"code": "busy", "message": "wait"}]


def test_a_report_lists_renamed_files_as_pairs() -> None:
    assert report_to_json(SyncReport(renamed=(("a.txt", "b.txt"),)))["renamed"] == [["a.txt", "b.txt"]]


def test_a_number_that_json_cannot_hold_is_not_written() -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        to_text({"score": float("nan")})
