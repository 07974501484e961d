"""The page's colours can be read: text against every ground it stands on, by day and by night."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest

CSS = files("companion.web").joinpath("theme.css").read_text(encoding="utf-8")
GROUNDS = ("paper", "panel", "card")
TEXTS = ("ink", "soft", "faint", "accent", "ok", "warn", "bad")
AA = 4.5  # WCAG 2.2, 1.4.3: contrast of text of ordinary size


def colours(selector: str) -> dict[str, str]:
    """The custom properties of the first rule of that selector that are plain hexadecimal colours."""
    rule = re.search(rf"{re.escape(selector)} {{(.*?)}}", CSS, re.DOTALL)
    assert rule is not None
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{3,6});", rule.group(1)))


def luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(c * 2 for c in colour[1:])
    parts = [int(digits[n : n + 2], 16) / 255 for n in (0, 2, 4)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The ratio of WCAG 2.2, from 1 to 21."""
    bright, dim = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


def test_the_measure_itself() -> None:
    assert contrast("#000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#fff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("selector", [":root", ".dark, body.dark"])
def test_every_text_colour_is_legible_on_every_ground(selector: str) -> None:
    found = colours(selector)
    pairs = [(text, ground) for text in TEXTS for ground in GROUNDS]
    pairs += [("on-accent", "accent"), ("mark-ink", "mark"), ("warn", "warn-soft"), ("ink", "accent-soft")]
    poor = {pair: round(contrast(found[pair[0]], found[pair[1]]), 2) for pair in pairs}
    assert not {pair: ratio for pair, ratio in poor.items() if ratio < AA}
