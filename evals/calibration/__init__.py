"""Fit the weights by which the extractive engine chooses sentences and abstains."""
