"""Weights for the local engine: which model is known, where it lies, and how it is fetched. Knows no engine."""
