"""How the page's script talks to Python: functions that take and give JSON, and errors that become one clear line."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from ..errors import CompanionError, NotInBook
from . import markup as m

Served = Callable[[Any], dict[str, Any]]


def served(function: Callable[..., dict[str, Any]]) -> Served:
    """Call with the script's object as keyword arguments; what goes wrong on purpose comes back as `error`."""

    @wraps(function)
    def call(data: Any) -> dict[str, Any]:
        given = {key: value for key, value in data.items() if isinstance(key, str)} if isinstance(data, dict) else {}
        try:
            if "until" in given:
                given["until"] = wall(given["until"])
            return function(**given)
        except CompanionError as exc:
            return {"error": str(exc), "html": m.error(exc)}
        except TypeError as exc:
            return {"error": f"The page asked for something it cannot have: {exc}."}

    # Gradio looks at the signature to decide what to pass: it must see one plain argument. It also makes the function
    # an attribute of the component under its name, which must not hide one that is there ("page", "load").
    del call.__wrapped__
    call.__name__ = f"do_{function.__name__}"
    return call


def wall(until: object) -> int | None:
    """The chapter to read up to as the page sends it; None is the whole book.

    Raises NotInBook for anything else: a wall that cannot be read is never taken for none.
    """
    if until is None:
        return None
    if isinstance(until, int) and not isinstance(until, bool) and until > 0:
        return until
    raise NotInBook("That is no chapter to read up to; load the page again.")


def bridge(name: str, functions: list[Served]) -> dict[str, Any]:
    """Arguments for a `gr.HTML` that makes its functions known to companion.js under a name."""
    hello = f"(window.CompanionTabs ||= {{}})[{name!r}] = {{element, server}}; window.Companion?.arrived({name!r});"
    return {"js_on_load": hello, "server_functions": functions, "apply_default_css": False}
