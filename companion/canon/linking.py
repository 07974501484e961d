"""Which names are one person's."""

from __future__ import annotations

from collections import Counter, defaultdict

from .families import Families
from .forms import Form, gender_of
from .gender import holds, is_given, is_short, same_given
from .grouping import ALOOF, SURNAME_TITLES
from .name_words import BEFORE_GIVEN, KIN_HONORIFICS, SHORT_TITLES
from .ordinary import is_only_a_name
from .spoken_names import SpokenNames

INNER, INNER_COUNT = 3, 3  # letters, and mentions, of a pet name at least
INNER_MET = 0.5  # sentences with both that chance would give, scene by scene, from which two people meet
CLIPPED = 3  # letters of a surname, at least, that stand for it


class Linker(Families, SpokenNames):
    """Joins forms into people, surest evidence first."""

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
            self._clipped,
            self._inner,
            self._substitutes,
            self._answering,
            self._brides,
            self._initials,
            self._titles_alone,
            self._roles,
        ):
            step()
        groups = [[self.forms[k] for k in keys] for keys in self.members.values()]
        return [sorted(g, key=lambda f: (-f.count, f.key)) for g in groups]

    def _decided(self) -> None:
        by_surface = {s: f.key for f in self.forms.values() for s in f.surfaces}
        for names in self.decisions.merge:
            keys = [self._written(n, by_surface) for n in names]
            known = [k for k in keys if k]
            for key in known[1:]:
                self.join(known[0], key)

    def _written(self, name: str, by_surface: dict[str, str]) -> str:
        """The key of the form that a decision names, as the text or as the cast writes it ("the Boss"); "" if none."""
        for text in (name, name.removeprefix("the "), name.upper()):
            if found := by_surface.get(text) or (text if text in self.forms else ""):
                return found
        return ""

    def _stated(self) -> None:
        """What the text says outright; an office only where it is said of one person."""
        holders: Counter[str] = Counter(key for pair in self.evidence.stated for key in pair)
        for (one, other), times in sorted(self.evidence.stated.items()):
            if not times or one not in self.forms or other not in self.forms or self.clash(one, other):
                continue
            offices = [key for key in (one, other) if self.forms[key].role]
            if not (offices and (self.apart(one, other) or any(holders[key] > 1 for key in offices))):
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
        at_home = [
            sum(f.narrated for f in self.forms.values() if f.name.words and f.name.words[0] == w)
            for w in (ours, theirs)
        ]
        return min(at_home) < 5 or min(at_home) < 0.15 * max(at_home)

    def _married_names(self) -> None:
        """Lucy Hale and, rarely, Lucy Reyes: one Lucy, under the name of another family that the book knows."""
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
            family = any(
                f.name.words[-1] == surname and f.name.words[0] != given for f in self.forms.values() if f.name.words
            )
            if (
                family
                and len({self.group_of[f.key] for f in options}) == 1
                and not self.apart(options[0].key, form.key)
            ):
                self.join(options[0].key, form.key)

    def _longer_names(self) -> None:
        """Mary Ann Hale and Mary Ann; Rob-the-Fiddle and Rob."""
        for form in self._full():
            words = form.name.words
            for part in (words[:-1], words[1:]):
                longer = " ".join(part)
                if len(part) > 1 and longer in self.forms and not self.clash(form.key, longer):
                    self.join(form.key, longer)
        for form in self._of(lambda n: len(n.words) == 1 and "-the-" in n.words[0]):
            for single in form.name.words[0].split("-the-"):
                if single in self.forms and not self.forms[single].role and not self.clash(form.key, single):
                    self.join(single, form.key)

    def _given_names(self) -> None:
        """Mara, for the Mara who is mentioned most: Mr. and Sir stand back behind the plain full name."""
        for form in self._of(lambda n: len(n.words) == 1 and not n.title):
            if form.name.words[0] in self.surnames and not is_given(form.name.words[0]):
                continue
            if any(f.name.words[:1] == form.name.words and len(f.name.words) > 1 for f in self.group(form.key)):
                continue  # the writer or the text has said which Mara
            options = [f for f in self._bearers(form.name.words[0]) if not self.clash(f.key, form.key)]
            options.sort(key=lambda f: (f.name.title in ALOOF, -self._own(f) * self._family(f), f.key))
            if options:
                self._first_that_fits(form.key, options, slack=float(len({self.group_of[f.key] for f in options}) > 1))

    def _family(self, form: Form) -> float:
        """Less than 1 where the rest of the book does not know the surname: it may be a chance neighbour."""
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
            if given in self.surnames and form.name.title not in BEFORE_GIVEN | KIN_HONORIFICS | {
                "Lady",
                "Lord",
                "Miss",
            }:
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

    def _clipped(self) -> None:
        """Hatch, for the one Hatcher; Doc, for the one Docherty: the surname cut short, where nobody has it whole."""
        for form in list(self.forms.values()):
            short = _alone(form)
            if len(short) < CLIPPED or not short.isalpha() or is_given(short) or form.count < 2:
                continue
            ours = self.group(form.key)
            bearers = [f for f in self.forms.values() if f.key != form.key and _has_surname(f)]
            surnames = {f.name.words[-1] for f in bearers}
            whole = {s for s in surnames if s.startswith(short) and len(s) > len(short) + 1 and not is_given(s)}
            whole -= {s for s in whole if any(s.startswith(f"{other}-") for other in whole)}  # Kovacs and Kovacs-Reid
            if "surname" in self._kinds(ours) or short in surnames or len(whole) != 1:
                continue
            options = [f for f in bearers if f.name.words[-1] in whole]
            theirs = self.group(options[0].key)
            one_person = len({self.group_of[f.key] for f in options}) == 1
            if one_person and not any(self.evidence.lift(ours, [f])[0] for f in theirs):
                self._first_that_fits(form.key, options)

    def _inner(self) -> None:
        """Dett, for the one Bernadette; Jit, for the one Harjit; Phil, for the one Philomena: out of a given name.

        Only where nobody is christened so nor called so in passing (Angel, Star), one given name of the book holds it,
        and the two never meet: no sentence names both, nor would chance have it scene by scene. Three letters are
        joined where speech alone uses them.
        """
        called: dict[str, list[Form]] = defaultdict(list)
        for form in self.forms.values():
            words = form.name.words
            if words and len(words[0]) > INNER + 1 and not form.role and (len(words) > 1 or not form.name.title):
                called[words[0]].append(form)
        for form in list(self.forms.values()):
            short = _alone(form)
            own = is_given(short) and not is_short(short)
            rare = form.count < INNER_COUNT or len(short) < INNER or not short.isalpha() or own
            if (
                rare
                or not is_only_a_name(short)
                or not form.name.words
                or (len(short) == INNER and self._narrated(form) and not is_given(short))
            ):
                continue
            ours = self.group(form.key)
            bearers = [f for given, forms in called.items() if _made_of(short, given) for f in forms]
            groups = {self.group_of[f.key] for f in bearers} - {self.group_of[form.key]}
            if "surname" in self._kinds(ours) or len(groups) != 1:
                continue
            theirs = self.group(bearers[0].key)
            expected = self.evidence.local_lift(ours, theirs)[1]
            if not self.evidence.lift(ours, theirs)[0] and expected < INNER_MET:
                self._first_that_fits(form.key, bearers)

    def _both_narrated(self, one: Form, other: Form) -> bool:
        """Narration calls one person by one given name: two that are both at home there are two people."""
        ours, theirs = self._narrated(one), self._narrated(other)
        return min(ours, theirs) >= 5 and min(ours, theirs) > 0.15 * max(ours, theirs)

    def _initials(self) -> None:
        """Mr. H. for the one Mr. Hale."""
        for form in self._of(lambda n: len(n.words) == 1 and len(n.words[0]) == 1 and n.title != ""):
            options = [
                f
                for f in self.forms.values()
                if f.name.title == form.name.title
                and f.name.words
                and len(f.name.words[-1]) > 1
                and f.name.words[-1].startswith(form.name.words[0])
            ]
            if len({self.group_of[f.key] for f in options}) == 1:
                self._first_that_fits(form.key, options)

    def _titles_alone(self) -> None:
        """The Captain, where one captain is meant far more often than all others."""
        for form in [f for f in self.forms.values() if not f.name.words]:
            titles = {form.name.title, SHORT_TITLES.get(form.name.title, form.name.title)}
            options = [f for f in self.forms.values() if f.name.words and f.name.title in titles and not f.role]
            options.sort(key=lambda f: (-self.size(f.key), f.key))
            rivals = [f for f in options[1:] if self.group_of[f.key] != self.group_of[options[0].key]]
            if options and (not rivals or self.size(options[0].key) > 3 * self.size(rivals[0].key)):
                self._first_that_fits(form.key, options[:1], slack=0)

    def _roles(self) -> None:
        """The Rabbit and the White Rabbit; the King and the King of Hearts."""
        for form in [f for f in self.forms.values() if (f.role and len(f.name.words) == 1) or not f.name.words]:
            word = form.name.words[0] if form.name.words else form.name.title
            options = [
                f
                for f in self.forms.values()
                if f.key != form.key and len(f.name.words) > 1 and f.name.words[-1] == word
            ]
            self._first_that_fits(form.key, sorted(options, key=lambda f: (-f.count, f.key)))


def _made_of(short: str, given: str) -> bool:
    """Whether a pet name is out of the inside of a given name, or, a short form of another name, begins it."""
    if is_given(short):
        return given.startswith(short) and len(given) > len(short) + 2 and not same_given(short, given)
    return holds(given, short)


def _alone(form: Form) -> str:
    """The one word that a form is: a name without a title, or a title that is short for one ("Doc"); "" for others."""
    if form.role or len(form.name.words) > 1:
        return ""
    if form.name.words:
        return "" if form.name.title else form.name.words[0]
    return form.name.title if form.name.title in SHORT_TITLES else ""


def _has_surname(form: Form) -> bool:
    """Whether the last word of a form is a surname: "Gordon Hatcher", "Mr. Hatcher"."""
    return not form.role and (len(form.name.words) > 1 or (bool(form.name.words) and form.name.title in SURNAME_TITLES))
