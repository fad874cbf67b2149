"""Measure the checker of claims on a set of its own: faithful and broken claims over sentences of articles."""
