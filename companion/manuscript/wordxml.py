"""Word's XML made lighter before pandoc reads it.

Word cuts a sentence into many runs and repeats fonts, sizes, languages and marks of revision in each; a novel saved so
takes pandoc twice the time and three times the memory. Nothing that carries text or structure is touched.
"""

from __future__ import annotations

import io
import re
import zipfile

HEAVY = 1 * 2**20  # bytes of XML below which it is not worth the work
BODY = re.compile(r"word/(?:document\d*|footnotes|endnotes)\.xml")
NOISE = re.compile(
    rb"<w:(?:rFonts|sz|szCs|lang|color|spacing|kern|noProof|proofErr|lastRenderedPageBreak|bCs|iCs|w|shd|"
    rb"bookmarkStart|bookmarkEnd)\b[^<>]*/>"
)
REVISIONS = re.compile(rb' w:rsid\w*="[^"<>]*"')
EMPTY = re.compile(rb"<w:rPr>\s*</w:rPr>")
TEXT = re.compile(rb"<w:t>")
# The end of one run and the beginning of the next, which has no properties.
JOINT = b'</w:t></w:r><w:r><w:t xml:space="preserve">'
RUN = re.compile(b"(" + re.escape(JOINT) + rb"|<w:r>|<w:rPr>)")


def lightened(data: bytes) -> bytes:
    """A .docx with its body's XML lightened; small ones as they are."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        named = {entry.filename: entry for entry in archive.infolist()}
        if sum(e.file_size for n, e in named.items() if BODY.fullmatch(n)) < HEAVY:
            return data
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as made:
            for name, entry in named.items():
                part = archive.read(entry)
                made.writestr(name, _light(part) if BODY.fullmatch(name) else part)
    return out.getvalue()


def _light(xml: bytes) -> bytes:
    xml = EMPTY.sub(b"", REVISIONS.sub(b"", NOISE.sub(b"", xml)))
    xml = TEXT.sub(b'<w:t xml:space="preserve">', xml)
    return _joined(xml)


def _joined(xml: bytes) -> bytes:
    """Neighbouring runs without properties made one; a run with properties keeps its own."""
    pieces: list[bytes] = []
    plain = False  # whether the run that is open has no properties
    for piece in RUN.split(xml):
        if piece == b"<w:r>":
            pieces.append(piece)
            plain = True
        elif piece == b"<w:rPr>":
            plain = False
            pieces.append(piece)
        elif piece == JOINT:
            pieces.append(b"" if plain else piece)
            plain = True
        else:
            pieces.append(piece)
    return b"".join(pieces)
