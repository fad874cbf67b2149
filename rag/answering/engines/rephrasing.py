"""Have a language model write anew the sentences of its draft that the checks refused.

Takes the claims that failed, shows the model the sentences that they cited and their neighbours, gives a Draft of new
claims; they pass the same checks as any other. A failing endpoint gives none: the answer goes without them.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing

from rag.answering.drafting import Asked, Draft, DraftClaim
from rag.answering.drafts.placing import Placing
from rag.answering.drafts.reading import DraftReader
from rag.answering.endpoint.adapting import TooLong
from rag.answering.endpoint.client import ChatClient, Reply, Request
from rag.answering.endpoint.connection import Failure
from rag.answering.engines.metering import metered
from rag.answering.engines.prices import Prices
from rag.answering.prompting import repair_prompt
from rag.types import SearchResult

MOST = 4  # claims of one answer that are written anew
_NEIGHBOURS = 1  # sentences before and after a cited one


def rephrase(
    client: ChatClient, prices: Prices, room: int, asked: Asked, result: SearchResult, failed: Sequence[DraftClaim]
) -> Draft:
    """Return new claims for those that `failed`; `room` is the most tokens of the reply."""
    chosen = failed[:MOST]
    prompt = repair_prompt(asked, result, _around(chosen, result), [claim.text or "" for claim in chosen])
    placing = Placing(asked, result, prompt.places)
    reader, reply, problem = DraftReader(), Reply(), ""
    said = []
    try:
        with closing(client.chat(Request(prompt.messages, room), client.allowance(), reply)) as pieces:
            for piece in pieces:
                said += reader.feed(piece)
        said += reader.finish(whole=reply.whole)
    except (Failure, TooLong) as error:
        problem = str(error)
    placed = [placing.place(one) for one in said[:MOST]]
    claims = tuple(claim for claim in placed if claim is not None and claim not in failed)
    usage = metered(prompt.messages, reply, prices, client.endpoint.model)
    record = {"messages": list(prompt.messages), "raw": reply.text, "problem": problem}
    return Draft(claims, usage=usage, record={**record, "total_ms": round(reply.total * 1000)})


def _around(failed: Sequence[DraftClaim], result: SearchResult) -> list[int]:
    """Return the places that claims cite, with their neighbours in the same passage."""
    places: set[int] = set()
    for place in (place for claim in failed for place in claim.sentences):
        for other in range(max(0, place - _NEIGHBOURS), min(len(result.sentences), place + _NEIGHBOURS + 1)):
            if result.sentences[other].passage == result.sentences[place].passage:
                places.add(other)
    return sorted(places)
