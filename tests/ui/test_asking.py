"""Questions of many people at once: nobody sees another's, whoever is too many is told, whoever wants stops."""

import asyncio
import random
import threading
from collections.abc import Callable, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest

from rag.errors import OutsideError
from rag.types import AnswerEvent, ClaimEvent, Event, Filters, StatusEvent
from tests.cli.fakes import answered
from ui.asking import AlreadyAsking, Busy, Failed, Reception, Stopped
from ui.conversation import converse
from ui.desk import Desk
from ui.thread import Exchange, from_browser, to_browser
from ui.words import words_for


def run(work: Callable[[], Coroutine[Any, Any, Any]]) -> Any:
    """Run a coroutine in a thread of its own; a browser test may have left a loop in this one."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(lambda: asyncio.run(asyncio.wait_for(work(), 60))).result()


class Scripted:
    """Answer with the question and the history, sentence by sentence; wait at `gate` after the first."""

    def __init__(self, gate: threading.Event | None = None, error: Exception | None = None) -> None:
        self.gate, self.error = gate, error
        self.closed = 0
        self.finished = threading.Event()

    def stream(self, question: str, *, history: Any = (), filters: Filters = Filters()) -> Iterator[Event]:
        try:
            yield StatusEvent("search")
            answer = answered(question)
            first = replace(answer.claims[0], text=f"{question} dopo {[asked for asked, _ in history]}")
            yield ClaimEvent(first, answer.citations[:1])
            if self.gate is not None:
                assert self.gate.wait(20)
            if self.error is not None:
                raise self.error
            yield ClaimEvent(answer.claims[1], answer.citations[1:])
            yield AnswerEvent(replace(answer, claims=(first, answer.claims[1])))
        finally:
            self.finished.set()

    def reader(self) -> Any:
        return SimpleNamespace(sources=lambda files: {file: SimpleNamespace(outlet="Gazzetta") for file in files})

    def close(self) -> None:
        self.closed += 1


async def heard(reception: Reception, session: str, question: str = "Chi?") -> list[Event]:
    return [event async for event in reception.events(session, question)]


def test_events_come_in_order_and_the_answer_last() -> None:
    events = run(lambda: heard(Reception(Desk(Scripted())), "a"))
    assert [type(event).__name__ for event in events] == ["StatusEvent", "ClaimEvent", "ClaimEvent", "AnswerEvent"]


def test_a_question_that_is_stopped_ends_at_once_and_its_thread_soon_after() -> None:
    assistant = Scripted(threading.Event())
    reception = Reception(Desk(assistant))

    async def stopped() -> int:
        count = 0
        with pytest.raises(Stopped):
            async for _ in reception.events("a", "Chi?"):
                count += 1
                if count == 2:
                    reception.stop("b")
                    reception.stop("a")
        return count

    assert run(stopped) == 2
    assert not assistant.finished.is_set()
    assistant.gate.set()
    assert assistant.finished.wait(20)


def test_one_session_asks_one_question_at_a_time_and_too_many_are_told() -> None:
    assistant = Scripted(threading.Event())
    reception = Reception(Desk(assistant), limit=2)

    async def crowd() -> None:
        first = asyncio.create_task(heard(reception, "a"))
        second = asyncio.create_task(heard(reception, "b"))
        await asyncio.sleep(0.05)
        with pytest.raises(AlreadyAsking):
            await heard(reception, "a")
        with pytest.raises(Busy):
            await heard(reception, "c")
        assistant.gate.set()
        assert len(await first) == len(await second) == 4
        assert len(await heard(reception, "c")) == 4

    run(crowd)


@pytest.mark.parametrize(
    ("error", "detail"),
    [
        (OutsideError("the endpoint is away.", hint="Try again."), "the endpoint is away. Try again."),
        (KeyError("x"), ""),
    ],
)
def test_a_failure_is_told_in_one_line_and_a_surprise_keeps_its_secrets(error: Exception, detail: str) -> None:
    with pytest.raises(Failed) as failed:
        run(lambda: heard(Reception(Desk(Scripted(error=error))), "a"))
    assert failed.value.detail == detail


@pytest.mark.slow
def test_a_thousand_interleaved_exchanges_stay_with_their_people() -> None:
    reception, words, dice = Reception(Desk(Scripted()), limit=8), words_for("it"), random.Random(7)
    threads: dict[str, Any] = {"anna": [], "bruno": [], "carla": [], "dino": []}

    async def exchange(person: str, number: int) -> None:
        question = f"{person} chiede {number}"
        await asyncio.sleep(dice.random() / 1000)
        async for view in converse(reception, person, question, from_browser(threads[person]), words):
            for other in threads.keys() - {person}:
                assert other not in view.now and other not in (view.past or "")
            if view.thread is not None:
                assert "patto.txt" not in view.now or "Gazzetta" in view.now
                threads[person] = to_browser(view.thread[-3:])

    async def everybody() -> None:
        for number in range(250):
            await asyncio.gather(*(exchange(person, number) for person in threads))

    run(everybody)
    for person, kept in threads.items():
        turns = from_browser(kept)
        assert [turn.question for turn in turns] == [f"{person} chiede {number}" for number in (247, 248, 249)]
        assert (
            turns[-1].answer.claims[0].text
            == f"{person} chiede 249 dopo {[f'{person} chiede {n}' for n in (246, 247, 248)]}"
        )


def test_what_was_said_before_a_stop_is_kept_with_its_citations() -> None:
    assistant = Scripted(threading.Event())
    reception = Reception(Desk(assistant))

    async def stopped() -> list[Exchange]:
        async for view in converse(reception, "a", "Chi?", [], words_for("it")):
            if "Chi? dopo" in view.now:
                reception.stop("a")
        return list(view.thread or [])

    (turn,) = run(stopped)
    assistant.gate.set()
    assert (turn.note, len(turn.answer.claims), len(turn.answer.citations)) == ("stopped", 1, 1)


def test_an_assistant_that_is_replaced_closes_when_its_last_reader_is_done() -> None:
    old, new = Scripted(), Scripted()
    desk = Desk(old)
    with desk.assistant() as lent:
        assert lent is old
        desk.change(new)
        with desk.assistant() as present:
            assert present is new
        assert old.closed == 0
    assert (old.closed, new.closed) == (1, 0)
