"""The order in which a sheet lists what it knows, and what the headings are called: looks, life, then the rest."""

from __future__ import annotations

ORDER: tuple[str, ...] = (
    "full name", "nickname", "age", "birthday", "next birthday", "height", "eyes", "hair", "beard", "looks", "mark",
    "injury", "handedness", "nationality", "origin", "residence", "language", "religion", "occupation", "plays",
    "past work", "education", "history", "marital status", "orientation", "kin number", "kin", "health", "allergy",
    "diet", "habit", "taste", "saying", "ability", "fear", "possession", "money", "debt", "promise", "ambition",
    "date", "death",
)  # fmt: skip
_PLACES = {attribute: n for n, attribute in enumerate(ORDER)}
_NAMES = {
    "possession": "Possessions",
    "habit": "Habits",
    "kin": "Relations",
    "kin number": "Family",
    "mark": "Marks",
    "date": "Dates",
    "promise": "Promises",
    "debt": "Debts",
    "plays": "Music",
    "ability": "Can and cannot",
    "fear": "Fears",
    "saying": "Sayings",
    "taste": "Likes",
}


def place_of(attribute: str) -> int:
    """Where an attribute stands on a sheet; those not in ORDER come last."""
    return _PLACES.get(attribute, len(ORDER))


def heading_of(attribute: str) -> str:
    """What a writer calls it: "Possessions", "Marital status"."""
    return _NAMES.get(attribute, attribute.capitalize())
