"""Hold a conversation for one session: a question and a thread go in, what the page shows comes out, step by step.

Knows neither Gradio nor where the thread is kept.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field

from rag.errors import InputError
from rag.marking import join_claims
from rag.types import (
    Answer,
    AnswerEvent,
    Citation,
    Claim,
    ClaimEvent,
    CorpusState,
    Event,
    Filters,
    Interpreted,
    StatusEvent,
)
from ui.asking import AlreadyAsking, Busy, Failed, Reception, Stopped
from ui.markup import Markup
from ui.thread import Exchange, history
from ui.turns import draw_claim, draw_exchange, draw_stream, draw_thread
from ui.words import Words

_SHOWN_DETAIL = 400


@dataclass(frozen=True, slots=True)
class View:
    """Hold what changes on the page; None leaves a part as it is. `thread` comes with the last view alone."""

    now: Markup
    past: Markup | None = None
    thread: Sequence[Exchange] | None = None


@dataclass(slots=True)
class _Heard:
    """Hold what a stream has said so far."""

    stage: str = "search"
    claims: list[Claim] = field(default_factory=list)
    drawn: list[Markup] = field(default_factory=list)
    citations: dict[int, Citation] = field(default_factory=dict)
    outlets: dict[str, str] = field(default_factory=dict)
    answer: Answer | None = None


async def converse(
    reception: Reception,
    session: str,
    question: str,
    thread: Sequence[Exchange],
    words: Words,
    *,
    filters: Filters = Filters(),
    follow: bool = True,
) -> AsyncIterator[View]:
    """Ask `question` after `thread` and yield what to show; `follow` False asks it without the thread.

    A failure is an exchange too: nothing is raised but InputError for a question that is none.
    """
    asked = question.strip()
    if not asked:
        raise InputError("the question is empty.")
    place, heard = len(thread), _Heard()
    if reception.is_full():  # told at once, before anything else is drawn
        made = Exchange(asked, note="busy")
        yield View(draw_exchange(made, place, words), past=draw_thread(thread, words), thread=[*thread, made])
        return
    yield View(draw_stream(asked, place, (), "search", words), past=draw_thread(thread, words))
    try:
        async for batch in reception.batches(session, asked, history(thread) if follow else (), filters):
            heard.outlets |= reception.outlets(_new_files(batch, heard))
            for event in batch:
                _hear(event, heard, place, words)
            if batch and heard.answer is None:
                yield View(draw_stream(asked, place, heard.drawn, heard.stage, words))
        made = Exchange(asked, heard.answer, None if heard.answer else "failed", outlets=heard.outlets)
    except Stopped:
        made = Exchange(asked, _so_far(asked, heard), "stopped", outlets=heard.outlets)
    except Busy:
        made = Exchange(asked, note="busy")
    except AlreadyAsking:
        made = Exchange(asked, note="one_at_a_time")
    except Failed as failure:
        made = Exchange(asked, note="failed", detail=failure.detail[:_SHOWN_DETAIL] or words("unexpected"))
    yield View(draw_exchange(made, place, words), thread=[*thread, made])


def _new_files(batch: Sequence[Event], heard: _Heard) -> set[str]:
    """Return the files that a batch of events cites for the first time."""
    cited = [event.answer.citations for event in batch if isinstance(event, AnswerEvent)]
    cited += [event.citations for event in batch if isinstance(event, ClaimEvent)]
    return {citation.file for citations in cited for citation in citations} - heard.outlets.keys()


def _hear(event: Event, heard: _Heard, place: int, words: Words) -> None:
    if isinstance(event, AnswerEvent):
        heard.answer = event.answer
        return
    if isinstance(event, StatusEvent):
        heard.stage = event.stage
        return
    heard.stage = "answer"
    heard.claims.append(event.claim)
    heard.citations |= {citation.n: citation for citation in event.citations}
    heard.drawn.append(draw_claim(event.claim, heard.citations, place, words, heard.outlets))


def _so_far(question: str, heard: _Heard) -> Answer | None:
    """Return what was said before a stop, so that its citations still open; None when nothing was."""
    if not heard.claims:
        return None
    return Answer(
        question=question,
        interpreted=Interpreted(question),
        language="und",
        answer_language="und",
        abstained=False,
        reason=None,
        text=join_claims(heard.claims),
        claims=tuple(heard.claims),
        unanswered=(),
        citations=tuple(heard.citations[number] for number in sorted(heard.citations)),
        passages=(),
        engine="",
        model=None,
        corpus=CorpusState(0, ""),
    )
