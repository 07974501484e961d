"""Which names are one person's."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from ..decisions import Decisions
from .forms import Form, gender_of
from .gender import EITHER, gender_of_name, is_given, same_given
from .name_words import BEFORE_GIVEN, KIN_HONORIFICS
from .person_names import PersonName

SURNAME_TITLES = frozenset(
    {"Mr.", "Mrs.", "Ms.", "Dr.", "Professor", "Captain", "Colonel", "Major", "General", "Lieutenant", "Sergeant"}
)
TOLD_APART = 4  # "Mr. John Hale" more often than this is said to tell him from Mr. Hale
ALOOF = frozenset({"Sir", "Lord", "Lady", "King", "Queen", "Father"})  # such people are not called by a bare given name
EXPECTED = 1.5  # sentences with both names that chance alone would give, before their number tells anything
MALE_LIFT, FEMALE_LIFT, OTHER_LIFT = 1.1, 1.6, 1.4


@dataclass(frozen=True)
class Evidence:
    """What the text shows of pairs of forms (by key)."""

    together: Counter[tuple[str, str]] = field(default_factory=Counter)  # sentences that name both, keys sorted
    answers: Counter[tuple[str, str]] = field(default_factory=Counter)  # (called, who answers)
    stated: Counter[tuple[str, str]] = field(default_factory=Counter)  # "X, whom everybody calls Y", keys sorted
    near: dict[tuple[str, str], float] = field(default_factory=dict)  # what chance would give of `together`, scene by scene
    sentences: int = 1

    def lift(self, first: Iterable[Form], second: Iterable[Form]) -> tuple[int, float]:
        """(sentences that name both, how many chance would give)."""
        first, second = list(first), list(second)
        both = sum(self.together[min(a.key, b.key), max(a.key, b.key)] for a in first for b in second)
        expected = sum(f.count for f in first) * sum(f.count for f in second) / self.sentences
        return both, expected

    def local_lift(self, first: Iterable[Form], second: Iterable[Form]) -> tuple[int, float]:
        """(sentences that name both, how many chance would give where both are about)."""
        pairs = [(min(a.key, b.key), max(a.key, b.key)) for a in first for b in second]
        return sum(self.together[p] for p in pairs), sum(self.near.get(p, 0.0) for p in pairs)

    def answered(self, first: Iterable[Form], second: Iterable[Form]) -> int:
        """How often one of these answers when called by one of those."""
        return sum(self.answers[a.key, b.key] + self.answers[b.key, a.key] for a in first for b in second)


class Linker:
    """Joins forms into people, surest evidence first."""

    def __init__(self, forms: Sequence[Form], evidence: Evidence, decisions: Decisions) -> None:
        self.forms = {f.key: f for f in sorted(forms, key=lambda f: (-f.count, f.key))}
        self.evidence, self.decisions = evidence, decisions
        self.group_of: dict[str, int] = {key: n for n, key in enumerate(self.forms)}
        self.members: dict[int, list[str]] = {n: [key] for key, n in self.group_of.items()}
        self.surnames = self._surnames()

    def groups(self) -> list[list[Form]]:
        """People, each as its forms, most used first."""
        for step in (
            self._decided,
            self._stated,
            self._full_names,
            self._married_names,
            self._longer_names,
            self._given_names,
            self._titled_given,
            self._titled_surnames,
            self._bare_surnames,
            self._diminutives,
            self._substitutes,
            self._answering,
            self._initials,
            self._titles_alone,
            self._roles,
        ):
            step()
        groups = [[self.forms[k] for k in keys] for keys in self.members.values()]
        return [sorted(g, key=lambda f: (-f.count, f.key)) for g in groups]

    # -- joining -----------------------------------------------------------------------------------------------

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
        if len({gender_of(first), gender_of(second)} - {""}) > 1:
            return True
        if any(f.name.is_wife for f in first) != any(f.name.is_wife for f in second):
            return True
        return self._given_clash(first, second)

    @staticmethod
    def _given_clash(first: Sequence[Form], second: Sequence[Form]) -> bool:
        """Two full names of one surname whose given names cannot be one person's."""
        ours = {f.name.words for f in first if len(f.name.words) > 1 and not f.name.is_wife}
        theirs = {f.name.words for f in second if len(f.name.words) > 1 and not f.name.is_wife}
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
        ours = {s for f in first for s in (*f.surfaces, f.key)}
        theirs = {s for f in second for s in (*f.surfaces, f.key)}
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
        return {w for w, n in found.items() if n > 0.1 * given[w] or not is_given(w)}

    @staticmethod
    def _title_of_surname(form: Form) -> bool:
        """Miss Hale, where Hale is no girl's name."""
        return form.name.title == "Miss" and gender_of_name(form.name.words[0]) != "she" and form.name.words[0] not in EITHER

    # -- steps -------------------------------------------------------------------------------------------------

    def _decided(self) -> None:
        by_surface = {s: f.key for f in self.forms.values() for s in f.surfaces}
        for names in self.decisions.merge:
            keys = [by_surface.get(n) or (n if n in self.forms else None) for n in names]
            known = [k for k in keys if k]
            for key in known[1:]:
                self.join(known[0], key)

    def _stated(self) -> None:
        for (one, other), times in sorted(self.evidence.stated.items()):
            if times and one in self.forms and other in self.forms and not self.clash(one, other):
                self.join(one, other)

    def _full_names(self) -> None:
        """Mr. John Hale, John Hale, John B. Hale, Johnny Hale."""
        by_surname: dict[str, list[Form]] = defaultdict(list)
        for form in self._full():
            by_surname[form.name.words[-1]].append(form)
        for forms in by_surname.values():
            for n, form in enumerate(forms):
                for other in forms[:n]:
                    if (
                        form.name.is_wife == other.name.is_wife
                        and form.name.suffix == other.name.suffix
                        and self._one_given(form, other)
                        and not self.clash(form.key, other.key)
                    ):
                        self.join(other.key, form.key)

    def _one_given(self, one: Form, other: Form) -> bool:
        """Whether two full names have one given name, or a short form of it that narration does not keep apart."""
        ours, theirs = one.name.words[0], other.name.words[0]
        if ours == theirs:
            return True
        if not same_given(ours, theirs):
            return False
        at_home = [sum(f.narrated for f in self.forms.values() if f.name.words and f.name.words[0] == w) for w in (ours, theirs)]
        return min(at_home) < 5 or min(at_home) < 0.15 * max(at_home)

    def _married_names(self) -> None:
        """Lucy Hale and, rarely, Lucy Reyes: a woman whose given name the book knows once, under the name of a family it knows."""
        women = [f for f in self._full() if gender_of(self.group(f.key)) == "she"]
        for form in women:
            given, surname = form.name.words[0], form.name.words[-1]
            if form.name.title == "Miss":
                continue
            options = [
                f
                for f in women
                if f.name.words[0] == given
                and f.name.words[-1] != surname
                and form.count <= max(2, 0.2 * self._own(f))
                and self._own(f) > self._own(form)
            ]
            family = any(f.name.words[-1] == surname and f.name.words[0] != given for f in self.forms.values() if f.name.words)
            if family and len({self.group_of[f.key] for f in options}) == 1 and not self.apart(options[0].key, form.key):
                self.join(options[0].key, form.key)

    def _longer_names(self) -> None:
        """Mary Ann Hale and Mary Ann; Rob-the-Fiddle and Rob."""
        for form in self._full():
            words = form.name.words
            for part in (words[:-1], words[1:]):
                key = " ".join(part)
                if len(part) > 1 and key in self.forms and not self.clash(form.key, key):
                    self.join(form.key, key)
        for form in self._of(lambda n: len(n.words) == 1 and "-the-" in n.words[0]):
            for part in form.name.words[0].split("-the-"):
                if part in self.forms and not self.forms[part].role and not self.clash(form.key, part):
                    self.join(part, form.key)

    def _given_names(self) -> None:
        """Mara, for the Mara who is mentioned most: Mr. and Sir stand back behind the plain full name."""
        for form in self._of(lambda n: len(n.words) == 1 and not n.title):
            if form.name.words[0] in self.surnames and not is_given(form.name.words[0]):
                continue
            options = [f for f in self._bearers(form.name.words[0]) if not self.clash(f.key, form.key)]
            options.sort(key=lambda f: (f.name.title in ALOOF, -self._own(f) * self._family(f), f.key))
            if options:
                self._first_that_fits(form.key, options, slack=float(len({self.group_of[f.key] for f in options}) > 1))

    def _family(self, form: Form) -> float:
        """Less than 1 where the rest of the book does not know the surname: it may be a chance neighbour of the name."""
        surname = form.name.words[-1]
        known = any(
            f.name.words[-1] == surname and f.name.words[0] != form.name.words[0] and f.name.text != surname
            for f in self.forms.values()
            if f.name.words
        )
        return 1.0 if known else 0.4

    def _own(self, form: Form) -> int:
        return sum(f.count for f in self.group(form.key) if len(f.name.words) > 1)

    def _titled_given(self) -> None:
        """Miss Eliza, Sir Walter, Aunt Juley: to whoever has that given name."""
        for form in self._of(lambda n: len(n.words) == 1 and n.title != ""):
            given = form.name.words[0]
            if given in self.surnames and form.name.title not in BEFORE_GIVEN | KIN_HONORIFICS | {"Lady", "Lord", "Miss"}:
                continue
            if given in self.surnames and not is_given(given):
                continue
            bearers = self._bearers(given)
            ranked = [f for f in bearers if f.name.title == form.name.title]
            plain = self.forms.get(given)
            if plain is not None and not plain.role and form.name.title not in {"Sir", "Lady", "Lord"}:
                ranked.append(plain)
            ranked += [f for f in bearers if f not in ranked]
            self._first_that_fits(form.key, ranked, slack=0)

    def _titled_surnames(self) -> None:
        """Mr. Hale, Mrs. Hale, Captain Hale."""
        titled = [
            f
            for f in self._of(lambda n: len(n.words) == 1 and n.title != "" and n.words[0] in self.surnames)
            if len(self.group(f.key)) == 1
        ]
        titled.sort(key=lambda f: (-f.count, f.key))
        for n, form in enumerate(titled):
            for other in titled[:n]:
                if other.name.words == form.name.words and self._same_rank(form, other):
                    self._first_that_fits(form.key, [other])
        for form in titled:
            if form.key != self.members[self.group_of[form.key]][0]:
                continue  # joined to a commoner title of the same name
            relatives = [f for f in self._full() if f.name.words[-1] == form.name.words[0]]
            self._one_of_family(form, relatives)

    def _same_rank(self, one: Form, other: Form) -> bool:
        if self._rank_of_a_man(one, other) or self._rank_of_a_man(other, one):
            return False
        return {one.name.title, other.name.title} not in ({"Miss", "Mrs."}, {"Mr.", "Master"}, {"Miss", "Lady"}, {"Mrs.", "Lady"})

    @staticmethod
    def _rank_of_a_man(form: Form, other: Form) -> bool:
        """Captain Hale beside Mrs. Hale is her husband, unless the pronouns say that the captain is a woman."""
        title = form.name.title
        return title != "" and not form.name.title_gender and other.name.title_gender == "she" and gender_of([form]) != "she"

    def _one_of_family(self, form: Form, relatives: list[Form]) -> None:
        title = form.name.title
        options: dict[int, Form] = {}
        relatives = [f for f in relatives if gender_of(self.group(f.key)) in (gender_of([form]), "")]
        largest = max((self.size(f.key) for f in relatives), default=0)
        for relative in relatives:
            group = self.group(relative.key)
            titles = {f.name.title for f in group}
            if any(self._rank_of_a_man(f, form) or self._rank_of_a_man(form, f) for f in group):
                continue
            if title == "Mr." and self.size(relative.key) < largest and self._both_at_home(form, relative):
                continue
            if (title == "Mrs." and "Miss" in titles) or (title == "Miss" and titles & {"Mrs.", "Lady"}):
                continue
            told = sum(f.narrated for f in group if f.name.title == title and len(f.name.words) > 1)
            if title in {"Mr.", "Mrs."} and min(told, form.narrated) > TOLD_APART and told > 0.1 * form.narrated:
                continue  # "Mr. John Hale" is said to tell him from Mr. Hale
            if title == "Mrs." and self.size(relative.key) < 3:
                continue
            if title == "Miss" and self._junior(relative) and self._another_answers(form, relative):
                continue
            if not self.clash(relative.key, form.key) and not self.apart(relative.key, form.key):
                options.setdefault(self.group_of[relative.key], relative)
        largest = max((self.size(f.key) for f in options.values()), default=0)
        weighty = [f for f in options.values() if self.size(f.key) >= 0.05 * largest]
        ranked = sorted(weighty, key=lambda f: self._family_rank(form, f))
        if ranked:
            self.join(ranked[0].key, form.key)

    def _both_at_home(self, form: Form, relative: Form) -> bool:
        return form.narrated >= 5 and self._narrated(relative) >= 5

    def _family_rank(self, form: Form, relative: Form) -> tuple:
        ours, theirs = self.group(form.key), self.group(relative.key)
        both, expected = self.evidence.lift(ours, theirs)
        answered = self.evidence.answered(ours, theirs)
        often = expected >= EXPECTED and both > expected
        junior = form.name.title == "Miss" and self._junior(relative)
        return -(answered // 3), junior, -answered, often, -self.size(relative.key), relative.key

    def _junior(self, relative: Form) -> bool:
        """Whether she is told from an elder sister by her given name: Miss Mary, Miss Mary Hale."""
        given = relative.name.words[0]
        return any(f.name.title == "Miss" and f.name.words[0] == given for f in self.group(relative.key))

    def _another_answers(self, form: Form, relative: Form) -> bool:
        """Whether somebody else answers to "Miss Hale" clearly more often than she does."""
        own = self.evidence.answered([form], self.group(relative.key))
        others: Counter[int] = Counter()
        for (called, speaker), times in self.evidence.answers.items():
            if called == form.key and speaker in self.forms and self.group_of[speaker] != self.group_of[relative.key]:
                group = self.group(speaker)
                if gender_of(group) == gender_of([form]) and "surname" not in self._kinds(group):
                    others[self.group_of[speaker]] += times
        return bool(others) and max(others.values()) >= max(3, 2 * own + 1)

    def _bare_surnames(self) -> None:
        """Hale: the one who is mentioned most, of the gender that the pronouns tell."""
        for form in self._of(lambda n: len(n.words) == 1 and not n.title and n.words[0] in self.surnames):
            if len(self.group(form.key)) > 1:
                continue
            surname = form.name.words[0]
            options = [
                f for f in self.forms.values() if f.key != form.key and f.name.words and f.name.words[-1] == surname and not f.role
            ]
            gender = gender_of([form])
            wanted = [f for f in options if gender_of(self.group(f.key)) == (gender or "he")] or options
            wanted.sort(key=lambda f: (-self.size(f.key), f.key))
            if not self._first_that_fits(form.key, wanted, slack=2.0) and gender != "she":
                self._first_that_fits(form.key, [f for f in wanted if gender_of(self.group(f.key)) != "she"][:1], slack=0)

    def _diminutives(self) -> None:
        """Lizzy for Elizabeth, where the book has one Elizabeth and narration does not keep both names."""
        for form in self._of(lambda n: len(n.words) == 1 and not n.title):
            given = form.name.words[0]
            if any(len(f.name.words) > 1 and f.name.words[0] == given for f in self.group(form.key)):
                continue
            options = [
                other
                for other in self.forms.values()
                if other.key != form.key
                and other.name.words
                and not other.role
                and not other.name.is_wife
                and (len(other.name.words) > 1 or not other.name.title)
                and other.name.words[0] != given
                and same_given(other.name.words[0], given)
                and not self._both_narrated(form, other)
                and not (len(other.name.words) > 1 and self.size(other.key) < 0.05 * form.count)
            ]
            options.sort(key=lambda f: (-self.evidence.answered([form], self.group(f.key)), -self.size(f.key), f.key))
            self._first_that_fits(form.key, options)

    def _both_narrated(self, one: Form, other: Form) -> bool:
        """Narration calls one person by one given name: two that are both at home there are two people."""
        ours, theirs = self._narrated(one), self._narrated(other)
        return min(ours, theirs) >= 5 and min(ours, theirs) > 0.15 * max(ours, theirs)

    def _narrated(self, form: Form) -> int:
        return sum(f.narrated for f in self.group(form.key) if f.name.words and f.name.words[0] == form.name.words[0])

    def _substitutes(self) -> None:
        """A given name without a surname and a surname without a given name that take turns in the same scenes.

        Two people of one scene are named in one sentence about as often as chance has it; two names of one person are not.
        """
        groups = {n: [self.forms[k] for k in keys] for n, keys in self.members.items()}
        sizes = {n: sum(f.count for f in forms) for n, forms in groups.items()}
        kinds = {n: self._kinds(forms) for n, forms in groups.items() if sizes[n] >= 10 and not any(f.role for f in forms)}
        given = [n for n, k in kinds.items() if k == {"given"}]
        family = [n for n, k in kinds.items() if k == {"surname"}]
        scores: dict[tuple[int, int], float] = {}
        for one in given:
            for other in family:
                genders = {gender_of(groups[one]), gender_of(groups[other])}
                if len(genders) > 1 or "" in genders or self.clash(self.members[one][0], self.members[other][0]):
                    continue
                both, expected = self.evidence.local_lift(groups[one], groups[other])
                answered = self.evidence.answered(groups[one], groups[other])
                lift = both / expected if expected else 1.0
                if (
                    (answered >= 2 and lift <= 0.6)
                    or (answered and expected >= 1 and lift <= 0.5)
                    or (expected >= 2.5 and lift <= 0.4)
                    or (expected >= EXPECTED and not both)
                ):
                    scores[one, other] = expected * (1 - lift) + 1.5 * answered
        for (one, other), score in sorted(scores.items(), key=lambda item: (-item[1], item[0])):
            rivals = [s for pair, s in scores.items() if pair != (one, other) and (one in pair or other in pair)]
            if score >= 1.5 * max(rivals, default=0.0):
                self.join(self.members[one][0], self.members[other][0])

    def _answering(self) -> None:
        """A name used in speech, and the one name of narration that answers to it."""
        votes: Counter[tuple[int, int]] = Counter()
        for (called, speaker), times in self.evidence.answers.items():
            if called in self.forms and speaker in self.forms:
                votes[self.group_of[called], self.group_of[speaker]] += times
        called_votes: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for (called, speaker), times in votes.items():
            if called != speaker:
                called_votes[called].append((times, speaker))
        for called, ranked in sorted(called_votes.items(), key=lambda item: (-max(item[1])[0], item[0])):
            if called not in self.members:
                continue
            own = votes[called, called]
            fitting = sorted(
                ((times, speaker) for times, speaker in ranked if speaker in self.members and self._may_answer(called, speaker)),
                reverse=True,
            )
            if not fitting or fitting[0][0] < 2 or fitting[0][0] <= own:
                continue
            second = fitting[1][0] if len(fitting) > 1 else 0
            if fitting[0][0] >= 2 * second:
                self.join(self.members[fitting[0][1]][0], self.members[called][0])

    def _may_answer(self, called: int, speaker: int) -> bool:
        """Whether the names of two groups can be one person's: neither says what the other already says otherwise."""
        one, other = self.members[called][0], self.members[speaker][0]
        first, second = self.group(one), self.group(other)
        if self.clash(one, other) or self.apart(one, other):
            return False
        if self._kinds(first) & self._kinds(second):
            return False
        spoken = sum(f.count - f.narrated for f in first) / max(1, sum(f.count for f in first))
        return spoken > 0.5

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

    def _initials(self) -> None:
        """Mr. H. for the one Mr. Hale."""
        for form in self._of(lambda n: len(n.words) == 1 and len(n.words[0]) == 1 and n.title != ""):
            options = [
                f
                for f in self.forms.values()
                if f.name.title == form.name.title and f.name.words and len(f.name.words[-1]) > 1
                and f.name.words[-1].startswith(form.name.words[0])
            ]
            if len({self.group_of[f.key] for f in options}) == 1:
                self._first_that_fits(form.key, options)

    def _titles_alone(self) -> None:
        """The Captain, where one captain is meant far more often than all others."""
        for form in [f for f in self.forms.values() if not f.name.words]:
            options = [f for f in self.forms.values() if f.name.words and f.name.title == form.name.title and not f.role]
            options.sort(key=lambda f: (-self.size(f.key), f.key))
            rivals = [f for f in options[1:] if self.group_of[f.key] != self.group_of[options[0].key]]
            if options and (not rivals or self.size(options[0].key) > 3 * self.size(rivals[0].key)):
                self._first_that_fits(form.key, options[:1], slack=0)

    def _roles(self) -> None:
        """The Rabbit and the White Rabbit; the King and the King of Hearts."""
        for form in [f for f in self.forms.values() if (f.role and len(f.name.words) == 1) or not f.name.words]:
            word = form.name.words[0] if form.name.words else form.name.title
            options = [f for f in self.forms.values() if f.key != form.key and len(f.name.words) > 1 and f.name.words[-1] == word]
            self._first_that_fits(form.key, sorted(options, key=lambda f: (-f.count, f.key)))
