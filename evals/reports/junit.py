"""Write a run as JUnit XML: a test case a dev question, an unscored one as an error, and a case a gate."""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree import ElementTree

from evals.gates import Gate
from evals.scoring.scored import Scored


def junit(scored: Sequence[Scored], gates: Sequence[Gate]) -> str:
    """Return the XML text; the test half is left out, its totals stand in the gates."""
    root = ElementTree.Element("testsuites", name="fonte eval")
    dev = [item for item in scored if item.question.split == "dev"]
    suite = _suite(root, "questions", len(dev), sum(bool(item.outcome) and not item.passed for item in dev), _lost(dev))
    for item in dev:
        name = f"{item.question.id} {item.question.question}"
        case = ElementTree.SubElement(
            suite, "testcase", classname=f"{item.gold}.{item.question.type}", name=clean(name)
        )
        if item.outcome is None:
            ElementTree.SubElement(case, "error", message=clean(f"unscored: {item.why}"))
        elif not item.passed:
            ElementTree.SubElement(case, "failure", message=clean(f"{item.outcome}, {item.stage}: {why(item)}"))
    failed, unmeasured = sum(gate.ok is False for gate in gates), sum(gate.ok is None for gate in gates)
    suite = _suite(root, "gates", len(gates), failed, unmeasured)
    for gate in gates:
        case = ElementTree.SubElement(suite, "testcase", classname="gates", name=gate.name)
        if gate.ok is not True:
            kind = "error" if gate.ok is None else "failure"
            told = f"{gate.detail} {' '.join(gate.questions)}"
            ElementTree.SubElement(case, kind, message=clean(told))
    ElementTree.indent(root)
    return ElementTree.tostring(root, encoding="unicode", xml_declaration=True) + "\n"


def why(item: Scored) -> str:
    """Return the reason a question failed: of its outcome, else of its citations."""
    return item.why or item.scores["correct_and_cited"].why


def clean(text: str) -> str:
    """Return `text` without the characters that XML 1.0 cannot hold."""
    return "".join(
        c if c in "\t\n\r" or " " <= c <= "\ud7ff" or "\ue000" <= c <= "\ufffd" or c > "\uffff" else "\ufffd"
        for c in text
    )


def _lost(dev: Sequence[Scored]) -> int:
    return sum(item.outcome is None for item in dev)


def _suite(root: ElementTree.Element, name: str, tests: int, failures: int, errors: int) -> ElementTree.Element:
    counts = {"tests": str(tests), "failures": str(failures), "errors": str(errors)}
    return ElementTree.SubElement(root, "testsuite", name=name, **counts)
