"""A few hundred damaged files, always the same: the readers refuse or read them, and nothing else happens.

`benchmarks/fuzz_readers.py` does the same with thousands, and with samples from other programs.
"""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]
QUICK = ("md", "txt", "fountain", "fdx", "doc", "msk", "novelWriter", "Manuskript")  # read in this process
CONVERTED = ("docx", "epub", "odt", "rtf", "fb2", "html", "scriv")  # by pandoc


@pytest.fixture(scope="module")
def fuzzer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("fuzz_readers", ROOT / "benchmarks" / "fuzz_readers.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(("formats", "files"), [(QUICK, 80), (CONVERTED, 35)], ids=["quick", "converted"])
def test_damaged_files(formats: tuple[str, ...], files: int, fuzzer: ModuleType, tmp_path: Path) -> None:
    found = fuzzer.samples([], tmp_path, formats)
    tallies = fuzzer.fuzz(found, files, seed=20, seconds=60.0, keep=None)
    assert [said for tally in tallies.values() for said in tally.failed] == []
    assert sum(t.read + t.refused for t in tallies.values()) == files
    assert sum(t.read for t in tallies.values()) > files / 4
