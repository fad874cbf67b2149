"""Measure Fonte, or any system: gold sets, metrics, gates, reports, benchmarks. It imports rag, never the reverse.

    questions, responses, articles, matching     the vocabulary
    gold/, goldsets, validation                  what is asked, and that it is sound
    adapters/ ─▶ running/                        ask once: responses.jsonl
    metrics/ ─▶ scoring/ ◀─ statistics/          score as often as one likes: scores.jsonl, summary.json
    gates, baseline ─▶ session ─▶ reports/       judge, write report.html, report.md, junit.xml
    mutations/                                   test the evaluator itself

Data flows one way: metrics know questions, responses and articles, and nothing of how they were asked or are reported.
"""
