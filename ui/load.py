"""Measure the page under load: `python -m ui.load [--users 50]`.

Users arrive within three seconds and ask once, over the connection that a browser uses. The model is scripted: half a
second to its first sentence, three seconds in all; so what is measured beyond that is ours. The embedding of the
question is real and shown apart. Beside it runs a plain `gr.ChatInterface` over the same model.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import httpx

ARRIVE = 3.0  # seconds
FIRST, WHOLE, SENTENCES = 0.5, 3.0, 6
_PATIENCE = 120.0
_SYSTEMS = ("fonte", "plain")


@dataclass(frozen=True, slots=True)
class Visit:
    """Hold what one user met: how it ended, seconds to the first sentence, to the end, and of embedding among them."""

    ended: str  # answered, busy, error
    first: float
    whole: float
    embedding: float = 0.0


def main(argv: Sequence[str] | None = None) -> int:
    """Print what each system does under the load; return 0."""
    parser = argparse.ArgumentParser(prog="python -m ui.load", description="Measure the page under load.")
    parser.add_argument("--users", type=int, default=50)
    parser.add_argument("--system", choices=_SYSTEMS, action="append")
    parser.add_argument("--serve", choices=_SYSTEMS, help=argparse.SUPPRESS)
    arguments = parser.parse_args(argv)
    if arguments.serve:
        (_serve_fonte if arguments.serve == "fonte" else _serve_plain)()
        return 0
    print(f"{arguments.users} users within {ARRIVE:.0f} s; model: {FIRST} s to the first sentence, {WHOLE} s in all")
    for system in arguments.system or _SYSTEMS:
        with subprocess.Popen(
            [sys.executable, "-m", "ui.load", "--serve", system], stdout=subprocess.PIPE, text=True, env=_environment()
        ) as server:
            assert server.stdout is not None
            try:
                address = server.stdout.readline().strip()
                visits = asyncio.run(_crowd(address, system, arguments.users))
            finally:
                server.terminate()
        _tell(system, visits)
    return 0


def _environment() -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("FONTE_", "OPENAI_"))}
    return kept | {"GRADIO_ANALYTICS_ENABLED": "False"}


def _tell(system: str, visits: Sequence[Visit]) -> None:
    answered = [visit for visit in visits if visit.ended == "answered"]
    turned = [visit for visit in visits if visit.ended == "busy"]
    print(
        f"\n{system}: answered {len(answered)}, busy {len(turned)}, errors {len(visits) - len(answered) - len(turned)}"
    )
    if answered:
        _row("own overhead to the first sentence", [visit.first - visit.embedding - FIRST for visit in answered])
        _row("own overhead to the end", [visit.whole - visit.embedding - WHOLE for visit in answered])
        _row("embedding of the question", [visit.embedding for visit in answered])
    if turned:
        _row("told to be busy after", [visit.whole for visit in turned])


def _row(name: str, seconds: Sequence[float]) -> None:
    ordered = sorted(seconds)
    p50, p95 = (ordered[min(len(ordered) - 1, round(share * (len(ordered) - 1)))] for share in (0.5, 0.95))
    print(f"  {name:<36} p50 {p50 * 1000:7.0f} ms   p95 {p95 * 1000:7.0f} ms   max {ordered[-1] * 1000:7.0f} ms")


# ── users ─────────────────────────────────────────────────────────────────────────────────────────────────────────


async def _crowd(address: str, system: str, users: int) -> list[Visit]:
    dice = random.Random(1)
    limits = httpx.Limits(max_connections=None)
    async with httpx.AsyncClient(base_url=address, timeout=_PATIENCE, limits=limits) as client:
        config = (await client.get("config")).json()
        names = {item.get("api_name"): item["id"] for item in config["dependencies"]}
        index = names["ask_here" if system == "fonte" else "answer"]
        await _visit(client, index, system, 0.0, 0)  # warm
        return list(
            await asyncio.gather(*(_visit(client, index, system, dice.random() * ARRIVE, n) for n in range(users)))
        )


async def _visit(client: httpx.AsyncClient, index: int, system: str, wait: float, number: int) -> Visit:
    await asyncio.sleep(wait)
    session, question = f"s{random.getrandbits(60)}", f"Chi ha firmato l'accordo numero {number} per ANIE?"
    data: list[Any] = [question, [], "it", "", "", ""] if system == "fonte" else [question, None]
    began = time.perf_counter()
    first, last = 0.0, ""
    try:
        joined = await client.post(
            "gradio_api/queue/join", json={"data": data, "fn_index": index, "session_hash": session}
        )
        if joined.status_code == httpx.codes.SERVICE_UNAVAILABLE:
            return Visit("busy", 0.0, time.perf_counter() - began)
        joined.raise_for_status()
        async with client.stream("GET", "gradio_api/queue/data", params={"session_hash": session}) as stream:
            async for line in stream.aiter_lines():
                last = line if '"process_completed"' in line else last
                if not first and "Frase" in line:
                    first = time.perf_counter() - began
                if '"close_stream"' in line or '"process_completed"' in line:
                    break
    except httpx.HTTPError:
        return Visit("error", 0.0, time.perf_counter() - began)
    whole = time.perf_counter() - began
    if first:
        return Visit("answered", first, whole, _embedded(last))
    return Visit("busy" if '"success":true' in last.replace(" ", "") else "error", 0.0, whole)


def _embedded(line: str) -> float:
    """Return the seconds of embedding that the scripted assistant wrote into its answer, 0 when there are none."""
    found = line.partition("embedded=")[2].partition("ms")[0]
    return float(found) / 1000 if found.replace(".", "", 1).isdigit() else 0.0


# ── the servers ───────────────────────────────────────────────────────────────────────────────────────────────────


def _sentences(number: int) -> Iterator[str]:
    time.sleep(FIRST)
    for place in range(SENTENCES):
        yield f"Frase {place} di {number}."
        time.sleep((WHOLE - FIRST) / SENTENCES)


def _serve_fonte() -> None:
    import logging

    from rag.assistant import Assistant
    from rag.types import Answer, AnswerEvent, Claim, ClaimEvent, Event
    from ui.place import Place
    from ui.serving import serve

    logging.disable()

    class Scripted(Assistant):
        """Answer as the script says, after a real search for nothing but the embedding of the question."""

        def stream(self, question: str, **_: Any) -> Iterator[Event]:
            began = time.perf_counter()
            if self._embedder is not None:
                self._embedder.embed_queries([question])
            embedded = (time.perf_counter() - began) * 1000
            answer: Answer = self.sample
            cited, claims = answer.citations[:1], []
            for text in _sentences(0):
                claims.append(Claim(text, (1,), "supported", answer.claims[0].checks))
                yield ClaimEvent(claims[-1], cited)
            said = tuple(claims)
            yield AnswerEvent(replace(answer, claims=said, citations=cited, model=f"embedded={embedded:.1f}ms"))

    assistant = Scripted.open()
    assistant.sample = assistant.ask("Chi ha firmato il memorandum per ANIE e chi per KSIA?")  # type: ignore[attr-defined]
    serve(assistant, Place(port=0), tell=lambda address: print(address, flush=True))


def _serve_plain() -> None:
    import gradio as gr

    def answer(message: str, history: Any) -> Iterator[str]:
        said = ""
        for sentence in _sentences(0):
            said += f" {sentence}"
            yield said

    app = gr.ChatInterface(answer)
    app.launch(server_port=None, quiet=True, prevent_thread_lock=True, ssr_mode=False)
    print(app.local_url, flush=True)
    app.block_thread()


if __name__ == "__main__":
    sys.exit(main())
