"""Tell which recorded answers of peers have been left behind by the gold questions or the articles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from evals.articles import Articles
from evals.goldsets import GoldSet
from evals.peers.keeping import Peer, shipped_peers
from evals.questions import entries


def told_of_moved(golds: Sequence[GoldSet], peers: Sequence[Peer] | None = None) -> Iterator[str]:
    """Yield a line for each peer that answered questions of these gold sets: how many of its answers still hold."""
    for peer in shipped_peers() if peers is None else peers:
        had = sum(peer.of(gold.name) for gold in golds)
        if not had:
            continue
        hold = sum(
            len(peer.fresh(gold.name, [entry.question for entry in entries(gold.questions)], Articles(gold.articles)))
            for gold in golds
        )
        moved = "" if hold == had else f"; {had - hold} are to questions or articles that have changed: record it again"
        yield f"{peer.name}: {hold} of {had} recorded answers hold{moved}"
