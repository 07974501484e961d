"""Word's XML made lighter reads the same."""

# ruff: noqa: E501 - tables and samples read better on long lines
from __future__ import annotations

from companion.manuscript.wordxml import _light

RUN = '<w:r w:rsidR="00A1"><w:rPr><w:rFonts w:ascii="X"/><w:sz w:val="24"/></w:rPr><w:t xml:space="preserve">{}</w:t></w:r>'


def test_runs_without_properties_are_joined_and_others_kept() -> None:
    italic = '<w:r><w:rPr><w:i/><w:sz w:val="24"/></w:rPr><w:t>far</w:t></w:r>'
    xml = f"<w:p>{RUN.format('She ')}{RUN.format('went ')}{italic}{RUN.format(' away')}{RUN.format('.')}</w:p>"
    text = '<w:t xml:space="preserve">'
    assert _light(xml.encode()).decode() == (
        f"<w:p><w:r>{text}She went </w:t></w:r><w:r><w:rPr><w:i/></w:rPr>{text}far</w:t></w:r><w:r>{text} away.</w:t></w:r></w:p>"
    )


def test_deleted_text_and_structure_stay() -> None:
    xml = '<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:del><w:r><w:delText>gone</w:delText></w:r></w:del><w:r><w:br/></w:r></w:p>'
    assert _light(xml.encode()).decode() == xml
