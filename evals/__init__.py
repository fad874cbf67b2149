"""Measure Fonte: gold sets, metrics, gates and benchmarks. It imports rag; rag never imports it."""
