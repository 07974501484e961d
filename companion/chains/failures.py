"""What a provider's error means: one line a writer can act on, and whether asking again by ourselves is worth the wait.

The packages of providers share no base class, so an error is read by what most of them carry: a status, a response with
headers (RFC 9110, 10.2.3: Retry-After in seconds or as a date), Google's RetryInfo in its details.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator, Mapping
from datetime import UTC
from email.utils import parsedate_to_datetime
from typing import Any

from ..errors import ModelUnavailable
from ..models import OpenedModel

MOST_TRIES = 3
SHORT = 0.5  # seconds before the one new try where a provider does not say how long
# Request timeout, too early, too many requests, the server's own troubles, overloaded (Anthropic).
PASSING = frozenset({408, 425, 429, 500, 502, 503, 504, 529})
_REFUSALS = {
    401: "{name} refuses the key; check it, then ask again.",
    403: "{name} refuses the key; check it, then ask again.",
    404: "{name} is not known at {where}; `companion models` lists what is there.",
    429: "{name} is busy or its quota is used up; try again in {wait}.",
}
_DEEPEST = 4  # errors that wrap one another


def translated(exc: BaseException, model: OpenedModel, begun: bool = False) -> ModelUnavailable:
    """Any provider's error as one line a writer can act on; `begun` where the reply had begun.

    What the provider said stays out: it may hold a key.
    """
    status, kind = _status(exc), type(exc).__name__
    if status is None and "timeout" in kind.lower():
        line = fell_silent(model, begun)
    elif begun:
        line = "{name} broke off in the middle of its reply."
    elif status is not None:
        failed = "failed" if status >= 500 else "did not take the question"
        line = _REFUSALS.get(status, f"{{name}} {failed} (error {status}); try again in {{wait}}.")
    elif "connect" in kind.lower():
        line = "{name} does not answer ({where}); is it running?"
    elif isinstance(exc, json.JSONDecodeError):
        line = "{name} sent what nobody can read; is there a language model at {where}?"
    else:
        line = f"{{name}} broke off ({kind})."
    return ModelUnavailable(line.format(name=model.name, where=model.where, wait=_wait(asked_wait(exc))))


def fell_silent(model: OpenedModel, begun: bool) -> str:
    """What is said of a model from which nothing came for as long as it may be silent."""
    if begun:
        return f"{model.name} broke off in the middle of its reply: nothing more came for {seconds(model.timeout)}."
    return f"{model.name} said nothing for {seconds(model.timeout)}."


def pause_before(exc: BaseException, tries: int) -> float | None:
    """Seconds to wait before asking again after `tries` new tries; None where asking again would change nothing."""
    status = _status(exc)
    kind = type(exc).__name__.lower()
    passing = status in PASSING if status is not None else "connect" in kind and "timeout" not in kind
    if not passing or tries >= MOST_TRIES:
        return None
    told = asked_wait(exc)
    if told is None:
        return SHORT if tries == 0 else None
    return max(told, SHORT)


def asked_again(exc: BaseException, model: OpenedModel, pause: float) -> str:
    """What is said of a model that is asked once more after `pause` seconds."""
    if asked_wait(exc) is not None:
        return f"{model.name} was busy and was asked again after {seconds(pause)}, as it wished"
    status = _status(exc)
    failed = f"failed (error {status})" if status is not None else "did not answer"
    return f"{model.name} {failed} and was asked again after {seconds(pause)}"


def asked_wait(exc: BaseException) -> float | None:
    """Seconds that a provider asks to be left alone, where it says so."""
    for error in _wrapped(exc):
        headers = getattr(getattr(error, "response", None), "headers", None) or {}
        if (told := _number(headers.get("retry-after-ms"))) is not None:
            return told / 1000
        if (told := _number(headers.get("retry-after"))) is not None:
            return told
        if (told := _until(str(headers.get("retry-after", "")))) is not None:
            return told
        if (told := _retry_info(getattr(error, "details", None))) is not None:
            return told
    return None


def seconds(many: float) -> str:
    """A length of time as it is said: "30 seconds", "1 second", "half a second"."""
    if many < 0.75:
        return "half a second"
    return "1 second" if f"{many:.0f}" == "1" else f"{many:.0f} seconds"


def _wait(told: float | None) -> str:
    if told is None or told < 2:
        return "a while"
    return seconds(told) if told < 120 else f"about {told / 60:.0f} minutes"


def _status(exc: BaseException) -> int | None:
    """The HTTP status of an error, or of the one it wraps."""
    for error in _wrapped(exc):
        response = getattr(error, "response", None)
        for found in (getattr(error, "status_code", None), getattr(response, "status_code", None), _code(error)):
            if isinstance(found, int):
                return found
    return None


def _code(error: BaseException) -> int | None:
    """Google's name for the status; elsewhere a code may be any number."""
    found = getattr(error, "code", None)
    return found if isinstance(found, int) and 400 <= found < 600 else None


def _wrapped(exc: BaseException) -> Iterator[BaseException]:
    error: BaseException | None = exc
    for _ in range(_DEEPEST):
        if error is None:
            return
        yield error
        error = error.__cause__


def _number(said: Any) -> float | None:
    return float(said) if re.fullmatch(r"\d{1,7}(?:\.\d+)?", str(said).strip()) else None


def _until(said: str) -> float | None:
    """Seconds until a date in the manner of mail headers."""
    try:
        moment = parsedate_to_datetime(said)
    except ValueError:
        return None
    return max(0.0, moment.replace(tzinfo=moment.tzinfo or UTC).timestamp() - time.time())


def _retry_info(details: Any) -> float | None:
    """Google's way to say it: {"error": {"details": [{"retryDelay": "34s"}]}}."""
    error = details.get("error", details) if isinstance(details, Mapping) else {}
    rows = error.get("details") if isinstance(error, Mapping) else None
    for row in rows if isinstance(rows, list) else []:
        if isinstance(row, Mapping) and (said := re.fullmatch(r"(\d{1,7}(?:\.\d+)?)s", str(row.get("retryDelay", "")))):
            return float(said[1])
    return None
