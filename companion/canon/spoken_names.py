"""Names that speech uses for somebody whom narration calls otherwise."""

from __future__ import annotations

from collections import Counter, defaultdict

from .forms import gender_of
from .grouping import EXPECTED, Groups


class SpokenNames(Groups):
    """Joins names by how they take turns and who answers to them."""

    def _substitutes(self) -> None:
        """A given name without a surname and a surname without a given name that take turns in the same scenes.

        Two people of one scene are named in one sentence about as often as chance has it; two names of one are not.
        """
        groups = {n: [self.forms[k] for k in keys] for n, keys in self.members.items()}
        sizes = {n: sum(f.count for f in forms) for n, forms in groups.items()}
        kinds = {
            n: self._kinds(forms) for n, forms in groups.items() if sizes[n] >= 10 and not any(f.role for f in forms)
        }
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
        for (name, answering), times in self.evidence.answers.items():
            if name in self.forms and answering in self.forms:
                votes[self.group_of[name], self.group_of[answering]] += times
        called_votes: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for (called, speaker), times in votes.items():
            if called != speaker:
                called_votes[called].append((times, speaker))
        for called, ranked in sorted(called_votes.items(), key=lambda item: (-max(item[1])[0], item[0])):
            if called not in self.members:
                continue
            own = votes[called, called]
            fitting = sorted(
                (
                    (times, speaker)
                    for times, speaker in ranked
                    if speaker in self.members and self._may_answer(called, speaker)
                ),
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
