"""OpenDocument's horizontal lines made breaks that can be read.

A line is an empty paragraph of the style "Horizontal Line", or of one derived from it; pandoc keeps no styles, and what
is left of it would be one more blank line.
"""

from __future__ import annotations

import io
import re
import zipfile

LINE = b"Horizontal_20_Line"
DERIVED = re.compile(rb"<style:style\b[^<>]*>")
NAME = re.compile(rb'style:name="([^"<>]*)"')
PARENT = re.compile(rb'style:parent-style-name="Horizontal_20_Line"')
EMPTY = re.compile(rb'<text:p text:style-name="([^"<>]*)"\s*(?:/>|>\s*</text:p>)')


def with_breaks(data: bytes) -> bytes:
    """An .odt whose horizontal lines are paragraphs of three stars; one without any as it is."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {entry.filename: archive.read(entry) for entry in archive.infolist()}
    content = parts.get("content.xml", b"")
    if LINE not in content:
        return data
    styles = {LINE}
    styles.update(found[1] for s in DERIVED.findall(content) if PARENT.search(s) and (found := NAME.search(s)))
    parts["content.xml"] = EMPTY.sub(
        lambda m: b'<text:p text:style-name="' + m[1] + b'">* * *</text:p>' if m[1] in styles else m[0], content
    )
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return made.getvalue()
