"""Test the evaluator itself: perfect answers, the ways to break them, and which metrics must notice."""
