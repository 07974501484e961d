"""Forms in groups, one per person so far, and what speaks against joining two of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from ..decisions import Decisions
from .evidence import Evidence
from .forms import Form, gender_of
from .gender import EITHER, gender_of_name, is_given, same_given
from .person_names import PersonName

SURNAME_TITLES = frozenset(
    "Mr. Mrs. Ms. Dr. Doc Professor Prof Captain Colonel Major General Lieutenant Sergeant Sarge".split()
)
TOLD_APART = 4  # "Mr. John Hale" more often than this is said to tell him from Mr. Hale
ALOOF = frozenset({"Sir", "Lord", "Lady", "King", "Queen", "Father"})  # such people are not called by a bare given name
EXPECTED = 1.5  # sentences with both names that chance alone would give, before their number tells anything
MALE_LIFT, FEMALE_LIFT, OTHER_LIFT = 1.1, 1.6, 1.4


class Groups:
    """Forms grouped into people; begins with each form alone."""

    def __init__(self, forms: Sequence[Form], evidence: Evidence, decisions: Decisions) -> None:
        self.forms = {f.key: f for f in sorted(forms, key=lambda f: (-f.count, f.key))}
        self.evidence, self.decisions = evidence, decisions
        self.group_of: dict[str, int] = {key: n for n, key in enumerate(self.forms)}
        self.members: dict[int, list[str]] = {n: [key] for key, n in self.group_of.items()}
        self.surnames = self._surnames()

    def join(self, one: str, other: str) -> bool:
        """Make two groups one, unless the writer keeps them apart."""
        a, b = self.group_of[one], self.group_of[other]
        if a == b:
            return True
        if self._separated(self.group(one), self.group(other)):
            return False
        for key in self.members.pop(b):
            self.group_of[key] = a
            self.members[a].append(key)
        return True

    def group(self, key: str) -> list[Form]:
        return [self.forms[k] for k in self.members[self.group_of[key]]]

    def size(self, key: str) -> int:
        return sum(f.count for f in self.group(key))

    def clash(self, one: str, other: str) -> bool:
        """Whether titles, pronouns or given names speak against one person."""
        first, second = self.group(one), self.group(other)
        named = self._givens(first) & self._givens(second)  # both are Phil: then the list of names knows no better
        if len({gender_of(first, listed=not named), gender_of(second, listed=not named)} - {""}) > 1:
            return True
        if any(f.name.is_wife for f in first) != any(f.name.is_wife for f in second):
            return True
        return self._given_clash(first, second)

    def _givens(self, forms: Sequence[Form]) -> set[str]:
        """The given names in a group: the first words of full names, and lone words that are nobody's surname."""
        plain = [f.name for f in forms if f.name.words and not f.name.is_wife and not f.role]
        return {n.words[0] for n in plain if len(n.words) > 1 or (not n.title and n.words[0] not in self.surnames)}

    @staticmethod
    def _given_clash(first: Sequence[Form], second: Sequence[Form]) -> bool:
        """Two full names of one surname whose given names cannot be one's; a real name told once does not count."""
        ours, theirs = (
            {
                f.name.words
                for f in forms
                if len(f.name.words) > 1 and not f.name.is_wife and (f.count > 2 or sum(g.count for g in forms) <= 20)
            }
            for forms in (first, second)
        )
        return any(a[-1] == b[-1] and not same_given(a[0], b[0]) for a in ours for b in theirs)

    def apart(self, one: str, other: str, slack: float = 1.0) -> bool:
        """Whether the two stand in one sentence more often than chance would have it: then they are two people."""
        first, second = self.group(one), self.group(other)
        both, expected = self.evidence.lift(first, second)
        gender = gender_of(first) or gender_of(second)
        limit = MALE_LIFT if gender == "he" else FEMALE_LIFT if gender == "she" else OTHER_LIFT
        fewer = min(sum(f.count for f in first), sum(f.count for f in second))
        return (expected >= EXPECTED and both > slack * limit * expected) or (both >= 3 and both > 0.25 * fewer)

    def _separated(self, first: Sequence[Form], second: Sequence[Form]) -> bool:
        ours, theirs = ({s for f in forms for s in f.written} for forms in (first, second))
        return any(
            any(a in ours and b in theirs for a in names for b in names if a != b) for names in self.decisions.separate
        )

    def _of(self, test: Callable[[PersonName], bool]) -> list[Form]:
        return [f for f in self.forms.values() if test(f.name) and not f.role]

    def _full(self) -> list[Form]:
        return self._of(lambda n: len(n.words) > 1)

    def _bearers(self, given: str) -> list[Form]:
        return [f for f in self._full() if f.name.words[0] == given and not f.name.is_wife]

    def _first_that_fits(self, key: str, options: Iterable[Form], slack: float = 1.0) -> bool:
        """Join to the first option that nothing speaks against; without slack (0), standing side by side does not."""
        for option in options:
            if self.clash(option.key, key) or (slack and self.apart(option.key, key, slack)):
                continue
            if self.join(option.key, key):
                return True
        return False

    def _surnames(self) -> set[str]:
        """Words that stand last in full names or after Mr. and its like."""
        found: Counter[str] = Counter()
        given: Counter[str] = Counter()
        for form in self.forms.values():
            words, title = form.name.words, form.name.title
            if form.role:
                continue
            if len(words) > 1:
                found[words[-1]] += form.count
                given[words[0]] += form.count
            elif words and (title in SURNAME_TITLES or self._title_of_surname(form)):
                found[words[0]] += form.count
            elif words and not title and is_given(words[0]):
                given[words[0]] += form.count
        return {w for w, n in found.items() if n > (0.1 if is_given(w) else 1.0) * given[w]}

    @staticmethod
    def _title_of_surname(form: Form) -> bool:
        """Miss Hale, where Hale is no girl's name."""
        return (
            form.name.title == "Miss"
            and gender_of_name(form.name.words[0]) != "she"
            and form.name.words[0] not in EITHER
        )

    def _kinds(self, group: Sequence[Form]) -> set[str]:
        """What the names of a group tell: a given name, a surname."""
        kinds = set()
        for form in group:
            words = form.name.words
            if len(words) > 1:
                kinds |= {"given", "surname"}
            elif words:
                kinds.add("surname" if words[0] in self.surnames or (form.name.title in SURNAME_TITLES) else "given")
        return kinds

    def _narrated(self, form: Form) -> int:
        return sum(f.narrated for f in self.group(form.key) if f.name.words and f.name.words[0] == form.name.words[0])
