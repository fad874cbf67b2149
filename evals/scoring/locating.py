"""Tell of each passage in which record of a table of articles it stands: places count within a record.

A passage carries its text, but no number of a record; that is found by looking where the text stands.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from evals.articles import Articles
from evals.responses import Place, Response


def located(response: Response, articles: Articles) -> Response:
    """Return the response with the record of every passage that has one."""
    found, shown = (tuple(_located(place, articles) for place in places) for places in (response.found, response.shown))
    if (found, shown) == (response.found, response.shown):
        return response
    return replace(response, found=found, shown=shown)


def _located(place: Place, articles: Articles) -> Place:
    """Return the place with its record: the only one there is, or the first that has its text there."""
    if place.record is not None or not place.text:
        return place
    records: Mapping[int | None, str] = articles.records(place.file)
    if None in records:
        return place
    found = (record for record, text in records.items() if text[place.start : place.end] == place.text)
    return replace(place, record=next(found, None))
