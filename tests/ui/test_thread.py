"""A conversation goes to the browser and comes back; what a browser makes up is left out."""

import json
from dataclasses import replace

import pytest

from tests.cli.fakes import abstained, answered
from ui.thread import MOST_EXCHANGES, Exchange, from_browser, history, to_browser

THREAD = [
    Exchange("Chi?", answered("Chi?"), outlets={"patto.txt": "Gazzetta"}),
    Exchange("Quanti?", abstained("Quanti?")),
    Exchange("E?", None, "stopped"),
]


def test_a_thread_comes_back_as_it_went() -> None:
    assert from_browser(json.loads(json.dumps(to_browser(THREAD)))) == THREAD


def test_a_follow_up_knows_what_was_answered_and_not_what_was_stopped() -> None:
    assert [question for question, _ in history(THREAD)] == ["Chi?", "Quanti?"]


def test_the_oldest_exchanges_go_first() -> None:
    thread = [Exchange(str(number), answered()) for number in range(MOST_EXCHANGES + 5)]
    kept = from_browser(to_browser(thread))
    assert [turn.question for turn in kept] == [str(number) for number in range(5, MOST_EXCHANGES + 5)]


def test_an_answer_too_large_for_a_browser_is_not_sent_to_it() -> None:
    passage = replace(answered().passages[0], text="x" * 3_000_000)
    thread = [
        Exchange("a", answered()),
        Exchange("b", replace(answered(), passages=(passage,))),
        Exchange("c", answered()),
    ]
    assert [turn.question for turn in from_browser(to_browser(thread))] == ["c"]


def test_only_outlets_of_cited_files_come_back() -> None:
    (kept,) = to_browser(THREAD[:1])
    for outlets in ({"altro.txt": "Gazzetta"}, {"patto.txt": 7}, ["patto.txt"], None):
        assert from_browser([kept | {"outlets": outlets}]) == [Exchange("Chi?", answered("Chi?"))]


@pytest.mark.parametrize(
    "value",
    [
        None, {}, "x", 7, [7], [[]], [{}], [{"question": 7, "answer": None, "note": "stopped"}],
        [{"question": "x", "answer": None, "note": None}], [{"question": "x", "answer": None, "note": "<b>"}],
        [{"question": "x", "answer": {"schema": 1}, "note": None}],
        [{"question": "x", "answer": [], "note": "stopped"}],
    ],
)  # fmt: skip
def test_what_no_page_of_ours_has_written_is_left_out(value: object) -> None:
    assert from_browser(value) == []
