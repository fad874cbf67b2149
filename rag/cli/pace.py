"""Say how fast a step goes and how long it will still take."""

from __future__ import annotations

_LEAST_SECONDS, _LEAST_DONE = 2.0, 2


class Pace:
    """Measure one step at a time; a step with another name or total begins anew."""

    def __init__(self) -> None:
        self._step: tuple[str, int] | None = None
        self._begun = 0.0
        self._first = 0

    def tell(self, stage: str, done: int, total: int, now: float) -> str:
        """Return "12/s, 3 min left", or "" while it is too early to say; `now` in seconds."""
        if stage in ("reading", "embedding"):
            stage = "reading"  # the same files, one after the other
        if self._step != (stage, total):
            self._step, self._begun, self._first = (stage, total), now, done
        seconds, finished = now - self._begun, done - self._first
        if not total or seconds < _LEAST_SECONDS or finished < _LEAST_DONE:
            return ""
        rate = finished / seconds
        return f"{_rate(rate)}, {_time((total - done) / rate)} left"


def _rate(rate: float) -> str:
    return f"{rate:.0f}/s" if rate >= 10 else f"{rate:.1f}/s" if rate >= 1 else f"{rate * 60:.0f}/min"


def _time(seconds: float) -> str:
    if seconds < 90:
        return f"{max(1, round(seconds))} s"
    return f"{round(seconds / 60)} min" if seconds < 90 * 60 else f"{seconds / 3600:.1f} h"
