"""Index nasty files: the good ones are all there, each bad one is named with its reason, nothing outside is read.

CI takes forty, by a seed that is printed; `python -m tests.corpus.nasty` takes all.
"""

from __future__ import annotations

import os
import random
import resource
import shutil
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path

from rag.errors import InputError
from rag.indexing import Progress, SyncOutcome, sync
from rag.settings import Settings
from rag.store.embedding.hashing import HashEmbedder
from rag.store.store import Store
from tests.corpus.nasty import SENTENCES, TEXT, Case, cases, make

IN_CI = 40
SHOWN = 6
MOST_BYTES = 1_000_000_000
MOST_SECONDS = 5.0


def indexed(chosen: list[Case], *, report: bool = False) -> int:
    """Make and index the cases; return how many were not treated as they should be."""
    folder = Path(tempfile.mkdtemp(prefix="nasty-"))
    try:
        made = make(folder / "corpus", chosen)
        slow: dict[str, float] = {}
        last = ["", time.perf_counter()]

        def clock(step: Progress) -> None:
            if step.stage == "reading":
                slow[str(last[0])] = time.perf_counter() - float(last[1])
                last[:] = [step.file or "", time.perf_counter()]

        began = time.perf_counter()
        outcome = _synced(folder, clock)
        wrong = judged(outcome, made, folder)
        if report:
            peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
            slowest = sorted(slow.items(), key=lambda item: -item[1])[:SHOWN]
            again = time.perf_counter()
            _synced(folder, lambda _: None)
            sys.stdout.write(
                f"{len(made)} files in {again - began:.1f} s; again in {time.perf_counter() - again:.1f} s\n"
            )
            sys.stdout.write(
                f"slowest {', '.join(f'{file!r} {seconds:.1f} s' for file, seconds in slowest)}; "
                f"largest process {peak / 1024:.0f} MB; wrong: {len(wrong)}\n"
            )
        for line in wrong:
            sys.stdout.write(f"{line}\n")
        return len(wrong)
    finally:
        shutil.rmtree(folder)


def _synced(folder: Path, clock: object) -> SyncOutcome:
    settings = Settings(corpus=folder / "corpus", store=folder / "store", embedder="hash")
    return sync(settings, embedder=HashEmbedder(), progress=clock)  # type: ignore[arg-type]


def judged(outcome: SyncOutcome, made: dict[str, Case], folder: Path) -> list[str]:
    report = outcome.report
    assert report is not None
    taken = {*report.added, *report.unchanged}
    named = {problem.file: problem.reason for problem in report.failed} | dict.fromkeys(report.ignored, "ignored")
    wrong = []
    for path, case in made.items():
        there = path in taken or any(name.startswith(f"{path}/") for name in taken)
        if case.verdict == "good" and not there:
            wrong.append(f"{path!r} should be read: {named.get(path)}")
        if case.verdict == "bad" and (there or path not in named):
            wrong.append(f"{path!r} should be named, with its reason")
        if "\n" in named.get(path, ""):
            wrong.append(f"{path!r} has a reason of several lines")
    host = Path("/etc/hostname")
    secret = host.read_text().strip() if host.exists() else ""
    with closing(Store(folder / "store", None)) as store:
        for source in store.files():
            text = getattr(store.document(source.file), "text", "")
            if secret and secret in text and secret not in TEXT:
                wrong.append(f"{source.file!r} holds what lies outside the corpus")
    return wrong


def test_nasty_files_cost_nothing_but_themselves() -> None:
    seed = int(os.environ.get("FONTE_TEST_SEED", "20260112"))
    sys.stdout.write(f"seed {seed}\n")
    everything = cases()
    assert len(everything) >= 150
    chosen = random.Random(seed).sample([case for case in everything if "far" not in case.name], IN_CI)
    assert indexed(chosen) == 0


def test_files_that_vanish_and_grow_while_they_are_read_harm_no_other(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    for number in range(6):
        (corpus / f"{number}.txt").write_text(f"{TEXT}\nFrase numero {number} di questa prova.\n")

    def disturb(step: Progress) -> None:
        if step.stage == "reading" and step.file == "0.txt":
            (corpus / "3.txt").unlink()
            with (corpus / "4.txt").open("a") as stream:
                stream.write("Aggiunta mentre si leggeva.\n")

    settings = Settings(corpus=corpus, store=tmp_path / "store", embedder="hash")
    report = sync(settings, embedder=HashEmbedder(), progress=disturb).report
    assert report is not None
    assert [problem.file for problem in report.failed] == ["3.txt"] and len(report.added) == 5
    with closing(Store(tmp_path / "store", None)) as store:
        document = store.document("4.txt")
        assert document is not None and document.text == (corpus / "4.txt").read_text()
    report = sync(settings, embedder=HashEmbedder()).report
    assert report is not None and len(report.unchanged) == 5 and not report.changed


def test_all_fail_and_one_says_why(tmp_path: Path) -> None:
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "a.pdf").write_bytes(b"%PDF")
    settings = Settings(corpus=tmp_path / "corpus", store=tmp_path / "store", embedder="hash")
    try:
        sync(settings, embedder=HashEmbedder())
    except InputError as error:
        assert "a.pdf" in str(error) and SENTENCES[0] not in str(error)
    else:
        raise AssertionError("nothing could be read")
