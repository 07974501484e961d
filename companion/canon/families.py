"""Titles and surnames: which of a family Mr. Hale, Miss Hale, Captain Hale or Hale is."""

from __future__ import annotations

from collections import Counter, defaultdict

from .forms import Form, gender_of
from .grouping import EXPECTED, TOLD_APART, Groups

FATHER_AND_SON = 0.6  # of the usual chance: narration that names both Mr. Hale and Tom hardly means one


class Families(Groups):
    """Joins titled and bare surnames to people."""

    def _titled_surnames(self) -> None:
        """Mr. Hale, Mrs. Hale, Captain Hale."""
        titled = [
            f
            for f in self._of(lambda n: len(n.words) == 1 and n.title != "" and n.words[0] in self.surnames)
            if self.size(f.key) <= 1.2 * f.count
        ]
        titled.sort(key=lambda f: (-f.count, f.key))
        for n, form in enumerate(titled):
            for other in titled[:n]:
                if other.name.words == form.name.words and self._same_rank(form, other):
                    self._first_that_fits(form.key, [other])
        for form in titled:
            if any(f.count > form.count for f in self.group(form.key) if f.name.words == form.name.words):
                continue  # joined to a commoner title of the same name
            relatives = [f for f in self._full() if f.name.words[-1] == form.name.words[0]]
            self._one_of_family(form, relatives)

    def _same_rank(self, one: Form, other: Form) -> bool:
        if self._rank_of_a_man(one, other) or self._rank_of_a_man(other, one):
            return False
        return {one.name.title, other.name.title} not in (
            {"Miss", "Mrs."},
            {"Mr.", "Master"},
            {"Miss", "Lady"},
            {"Mrs.", "Lady"},
        )

    @staticmethod
    def _rank_of_a_man(form: Form, other: Form) -> bool:
        """Captain Hale beside Mrs. Hale is her husband, unless the pronouns say that the captain is a woman."""
        title = form.name.title
        return (
            title != ""
            and not form.name.title_gender
            and other.name.title_gender == "she"
            and gender_of([form]) != "she"
        )

    def _one_of_family(self, form: Form, relatives: list[Form]) -> None:
        title = form.name.title
        options: dict[int, Form] = {}
        own = self.group_of[form.key]
        relatives = [
            f
            for f in relatives
            if self.group_of[f.key] != own and gender_of(self.group(f.key)) in (gender_of([form]), "")
        ]
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
            slack = FATHER_AND_SON if title == "Mr." and self._both_at_home(form, relative) else 1.0
            if not self.clash(relative.key, form.key) and not self.apart(relative.key, form.key, slack):
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
                f
                for f in self.forms.values()
                if f.key != form.key and f.name.words and f.name.words[-1] == surname and not f.role
            ]
            gender = gender_of([form])
            wanted = [f for f in options if gender_of(self.group(f.key)) == (gender or "he")] or options
            wanted.sort(key=lambda f: (-self.size(f.key), f.key))
            if not self._first_that_fits(form.key, wanted, slack=2.0) and gender != "she":
                self._first_that_fits(
                    form.key, [f for f in wanted if gender_of(self.group(f.key)) != "she"][:1], slack=0
                )

    def _brides(self) -> None:
        """Mrs. Hale, whom the book knew by another name until it spoke of her and Mr. Hale marrying."""
        for form in self._of(lambda n: n.title == "Mrs." and len(n.words) == 1):
            group = self.group(form.key)
            if any(f.name.title != "Mrs." or len(f.name.words) > 1 for f in group):
                continue
            surname = form.name.words[0]
            men = [
                f.key
                for f in self.forms.values()
                if f.name.words and f.name.words[-1] == surname and gender_of(self.group(f.key)) == "he"
            ]
            told: dict[int, list[int]] = defaultdict(list)
            for key, number in self.group_of.items():
                for man in men:
                    told[number] += self.evidence.weddings.get((key, man), [])
            ranked = sorted((n for n in told if told[n] and self._may_marry(n, form)), key=lambda n: (-len(told[n]), n))
            if not ranked or len(told[ranked[0]]) < 2:
                continue
            if len(ranked) > 1 and len(told[ranked[0]]) < 1.5 * len(told[ranked[1]]):
                continue
            first = min(told[ranked[0]])
            after = sum(place >= first for f in group for place in f.places)
            if after >= 0.9 * sum(f.count for f in group):
                self.join(self.members[ranked[0]][0], form.key)

    def _may_marry(self, number: int, form: Form) -> bool:
        group = [self.forms[k] for k in self.members[number]]
        key = self.members[number][0]
        unmarried = all(f.name.title not in {"Mrs.", "Lady"} for f in group)
        if self.evidence.lift(group, self.group(form.key))[0] >= 3:
            return False
        return (
            unmarried and gender_of(group) == "she" and not any(f.role for f in group) and not self.apart(key, form.key)
        )
