"""Small manuscripts and chapters made on the spot."""

# ruff: noqa: E501 - a paragraph is one line, as writers write it

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from companion.manuscript.chapter import Chapter, Scene

CHAPTERS = {
    "01 - The Van.md": """# Chapter One: The Van

"Get in, Mara," Dex says, and slams the sliding door. He has been driving since Leeds and his grey eyes are red.

I get in. The guitar case goes between my knees, because the last time it went in the back it came out in two pieces.

"Where is Ruth?" I ask.

"Signing something," says Dex. "Ruth Calder never stops signing things."


The service station at Tibshelf sells four kinds of pasty. Ruth comes back with a contract under her arm and a coffee in each hand.

"Clause nine," she says. "Read clause nine before you sleep, Mara."
""",
    "02 - The Lock-In.md": """# Chapter Two: The Lock-In

Ruth counted the money twice. There were four hundred and ten pounds in the tin, and Dex had promised the band five hundred by Friday.

"He'll make it up," Mara said. She had cut her hair in the sink, and it stood up like a wet bird.

* * *

After midnight the landlord locked the door. Dex played the piano with his left hand, because the right one was still in plaster.

"Who told you about clause nine?" Ruth asked him.

"Nobody told me," Dex said. "I read it upside down."
""",
    "03 - Hull.md": """# Chapter Three: Hull

Hull was closed. Ruth drove, since Dex could not, and Mara slept against the window with the dog, Biscuit, across her feet.

Dex looked out at the estuary with his green eyes and said nothing for forty miles.

"I signed it," Mara said at last.
""",
}


def write_book(folder: Path, files: Mapping[str, str] = CHAPTERS) -> Path:
    """Write a manuscript folder and return it."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8", newline="")
    return folder


def chapter(text: str, position: int = 1, label: str = "", **fields) -> Chapter:
    """A chapter that is one scene, unless `scenes` are given."""
    scenes = fields.pop("scenes", (Scene(1, 0, len(text)),))
    return Chapter(
        position=position,
        label=label or f"Chapter {position}",
        title=fields.pop("title", ""),
        path=Path(f"{position:02}.md"),
        text=text,
        scenes=scenes,
        revision=fields.pop("revision", f"r{position}-{abs(hash(text)) % 10**8}"),
        **fields,
    )
