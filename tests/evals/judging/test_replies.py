"""Only the last whole verdict of a reply counts; anything else is no grade, never a low one."""

import json

import pytest

from evals.judging.replies import SCHEMA, Verdict, read_verdict

GOOD = '{"reason": "all told", "grade": "correct"}'
BAD = '{"reason": "wrong date", "grade": "incorrect"}'


@pytest.mark.parametrize(
    ("reply", "grade"),
    [
        (GOOD, "correct"),
        (BAD, "incorrect"),
        (f"```json\n{BAD}\n```", "incorrect"),
        (f"The answer says {GOOD}, but it is wrong.\n{BAD}", "incorrect"),
        (f"{BAD} On reflection: {GOOD}", "correct"),
        (f'{GOOD} {{"grade": "excellent", "reason": "x"}}', "correct"),  # the last valid one
        (f"{{ {GOOD}", "correct"),
        ('{"grade": "correct", "reason": ""}', "correct"),
    ],
)
def test_the_last_valid_verdict_counts(reply: str, grade: str) -> None:
    found = read_verdict(reply)
    assert found is not None and found.grade == grade


@pytest.mark.parametrize(
    "reply",
    [
        "",
        "correct",
        "GRADE: C",
        '{"grade": "correct"}',
        '{"reason": "x", "grade": "Correct"}',
        '{"reason": "x", "grade": true}',
        '{"reason": 1, "grade": "correct"}',
        '{"reason": "x", "grade": "correct", "confidence": 1}',
        '["reason", "grade"]',
        '{"reason": "cut off", "grade": "corr',
        '{"a":' * 3000,
        "{" * 3000,
    ],
)
def test_anything_else_is_no_verdict(reply: str) -> None:
    assert read_verdict(reply) is None


def test_the_schema_allows_what_is_read_and_a_long_reason_is_cut() -> None:
    jsonschema = pytest.importorskip("jsonschema")
    jsonschema.validate(json.loads(GOOD), SCHEMA)
    found = read_verdict(json.dumps({"reason": "x" * 5000, "grade": "incorrect"}))
    assert found == Verdict("incorrect", "x" * 300)
