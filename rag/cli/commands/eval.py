"""Measure the assistant by gold questions: `fonte eval`."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

from rag.cli.commands.judging import calibrate, estimate_judging, heard
from rag.cli.opening import options_of, settings_of
from rag.cli.output import print_json
from rag.cli.plain import plain, say
from rag.cli.progress import Progress
from rag.errors import InputError
from rag.settings import Settings, load_settings

OFFLINE = "extractive"


def run(arguments: argparse.Namespace, opener: Callable[..., Any] | None) -> int:
    """Do what the first word says and return 0, 1 when a gate failed, 3 when too little was measured."""
    _check(arguments)
    try:
        session = import_module("evals.session")
    except ModuleNotFoundError as error:
        raise InputError(
            f"fonte eval needs {error.name}, which is missing.",
            hint="Install Fonte again: it brings that along.",
        ) from error
    return _ACTIONS[arguments.action](arguments, session, opener)


def _check(arguments: argparse.Namespace) -> None:
    """Raise InputError for words that the action would pass over."""
    if arguments.runs and arguments.action not in ("score", "report", "compare"):
        raise InputError(f"fonte eval {arguments.action} takes no run folder, got {arguments.runs[0]!r}.")
    if arguments.labels and arguments.action != "calibrate":
        raise InputError("--labels is for fonte eval calibrate.")


def _all(arguments: argparse.Namespace, session: Any, opener: Callable[..., Any] | None) -> int:
    golds = _golds(arguments)
    if arguments.dry_run:
        estimate_judging(arguments, golds, None)
        return _estimate(arguments, opener, golds)
    budget = _budget(arguments)
    target = _ask(arguments, session, opener, golds, budget)
    return _score(arguments, session, golds, target, budget)


def _only_run(arguments: argparse.Namespace, session: Any, opener: Callable[..., Any] | None) -> int:
    if arguments.dry_run:
        return _estimate(arguments, opener, _golds(arguments))
    target = _ask(arguments, session, opener, _golds(arguments), _budget(arguments))
    _out(str(target.folder))
    return 0


def _only_score(arguments: argparse.Namespace, session: Any, opener: Callable[..., Any] | None) -> int:
    golds, target = _golds(arguments), _one_run(arguments)
    if arguments.dry_run:
        estimate_judging(arguments, golds, target)
        return 0
    return _score(arguments, session, golds, target, _budget(arguments))


def _report(arguments: argparse.Namespace, session: Any, opener: Callable[..., Any] | None) -> int:
    golds, target = _golds(arguments), _one_run(arguments)
    judged = _judged(arguments, session, golds, target, _budget(arguments))
    print((target.folder / "report.md").read_text(encoding="utf-8"), end="")  # noqa: T201 - its texts are escaped
    return int(judged.exit_code)


def _calibrate(arguments: argparse.Namespace, session: Any, opener: Callable[..., Any] | None) -> int:
    return calibrate(arguments, _golds(arguments))


def _validate(arguments: argparse.Namespace, session: Any, opener: Callable[..., Any] | None) -> int:
    golds = _golds(arguments)
    validation = import_module("evals.validation")
    faults = validation.validate(golds)
    for fault in faults:
        _out(str(fault))
    entries = import_module("evals.questions").entries
    for gold in golds:
        _out(f"{gold.name}: {validation.summary([entry.question for entry in entries(gold.questions)])}")
    for line in import_module("evals.peers.moved").told_of_moved(golds):
        _out(line)
    _out(f"{len(faults)} faults" if faults else "every quote, hash and quota holds")
    return InputError.exit_code if faults else 0


def _compare(arguments: argparse.Namespace, session: Any, opener: Callable[..., Any] | None) -> int:
    if len(arguments.runs) != 2:
        raise InputError(f"fonte eval compare takes two run folders, got {len(arguments.runs)}.")
    opened = import_module("evals.running.folder").Run.open
    found = import_module("evals.scoring.comparing").compare_runs(*(opened(Path(folder)) for folder in arguments.runs))
    told = session.write_comparison(found, Path(arguments.out or arguments.runs[1]))
    print(told, end="")  # noqa: T201 - Markdown, its texts escaped already
    return int(found.exit_code) if arguments.gate else 0


_ACTIONS = {
    "all": _all,
    "run": _only_run,
    "score": _only_score,
    "report": _report,
    "compare": _compare,
    "validate": _validate,
    "calibrate": _calibrate,
}


def _out(line: str) -> None:
    print(plain(line))  # noqa: T201


def _golds(arguments: argparse.Namespace) -> Sequence[Any]:
    goldsets = import_module("evals.goldsets")
    if not arguments.gold:
        if arguments.corpus:
            raise InputError("--corpus says what --gold is about.", hint="Give --gold too, or leave --corpus out.")
        return tuple(goldsets.shipped_gold())
    return tuple(goldsets.open_gold(path, arguments.corpus) for path in arguments.gold)


def _one_run(arguments: argparse.Namespace) -> Any:
    if len(arguments.runs) != 1:
        raise InputError(f"fonte eval {arguments.action} takes one run folder, got {len(arguments.runs)}.")
    return import_module("evals.running.folder").Run.open(Path(arguments.runs[0]))


def _budget(arguments: argparse.Namespace) -> Any:
    return import_module("evals.running.recording").Budget(arguments.max_cost)


def _ask(
    arguments: argparse.Namespace,
    session: Any,
    opener: Callable[..., Any] | None,
    golds: Sequence[Any],
    budget: Any,
) -> Any:
    session.check_gold(golds)
    asking = import_module("evals.running.asking")
    with Progress() as progress:
        chosen = _chosen(arguments, opener, golds, progress)
        show = partial(progress.show, "eval")
        target, asked = asking.ask(golds, chosen, _place(arguments), budget, show, arguments.sample)
    left = f", {len(asked.left)} not asked: --max-cost is reached" if asked.left else ""
    say(f"{asked.asked} questions asked, {asked.kept} kept from an earlier run, {len(asked.failed)} failed{left}")
    return target


def _estimate(arguments: argparse.Namespace, opener: Callable[..., Any] | None, golds: Sequence[Any]) -> int:
    with Progress() as progress:
        chosen = _chosen(arguments, opener, golds, progress)
        asking = import_module("evals.running.asking")
        _out(f"{chosen.name}: {asking.estimate(golds, chosen, _place(arguments), arguments.sample)}")
    return 0


def _chosen(
    arguments: argparse.Namespace, opener: Callable[..., Any] | None, golds: Sequence[Any], progress: Progress
) -> Any:
    """Return the system that is to be judged: Fonte, unless an option names another."""
    opening = import_module("evals.adapters.opening")
    if arguments.program:
        return opening.choose_program(arguments.program, golds[0])
    if arguments.python:
        return opening.choose_function(arguments.python)
    if arguments.answers:
        asked = import_module("evals.running.sampling").questions_of(golds, arguments.sample)
        return opening.choose_recorded(Path(arguments.answers), [q for part in asked.values() for q in part])
    opens = opener or import_module("rag.assistant").Assistant.open
    return opening.choose_fonte(
        _settings(arguments), golds[0], lambda settings: opens(settings=settings, sync=True, progress=progress.step)
    )


def _place(arguments: argparse.Namespace) -> Path | None:
    return Path(arguments.out) if arguments.out else None


def _settings(arguments: argparse.Namespace) -> Callable[[Any], Settings]:
    """Return the settings for each gold set: its articles, and a store of its own."""
    kept = settings_of(arguments).store

    def made(gold: Any) -> Settings:
        store = None if kept is None else kept / gold.name
        options = {**options_of(arguments), "corpus": gold.articles, "store": store}
        return load_settings({**options, "engine": arguments.engine or OFFLINE}, config=arguments.config)

    return made


def _score(arguments: argparse.Namespace, session: Any, golds: Sequence[Any], target: Any, budget: Any) -> int:
    judged = _judged(arguments, session, golds, target, budget)
    if arguments.json:
        print_json(target.read("summary.json"))
    else:
        _tell(judged)
    say(f"reports in {target.folder}")
    return int(judged.exit_code)


def _judged(arguments: argparse.Namespace, session: Any, golds: Sequence[Any], target: Any, budget: Any) -> Any:
    """Score a run, write its reports, and return what it came to."""
    opened = import_module("evals.running.folder").Run.open
    others = [opened(Path(folder)) for folder in arguments.beside]
    with heard(arguments, budget) as hearing:
        judged = session.score(golds, target, gate=arguments.gate, others=others, hearing=hearing)
    session.write_reports(judged, golds)
    return judged


def _tell(judged: Any) -> None:
    """Print the headline and the gates."""
    words = import_module("evals.reports.words")
    for line in words.headline(judged.summary):
        print(line)  # noqa: T201 - our own words, in columns
    if against := words.verdicts(judged.summary):
        _out("against others, on the same questions (difference, its 95 % interval, questions):")
    for line in (*against, *words.judged(judged.summary)):
        _out(line)
    for gate in judged.gates:
        sign = {True: "ok  ", False: "FAIL", None: "??  "}[gate.ok]
        named = f": {', '.join(gate.questions)}" if gate.questions else ""
        _out(f"{sign} {gate.name} - {gate.detail}{named}")
