"""What the writer decides about the cast and the threads; a part of `Companion`, in a file of its own.

Names may be given as anybody would write them; what is kept in companion.toml are names as the whole book has them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .errors import NotInBook

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from .canon.types import Character, Finding
    from .canon.view import View
    from .decisions import Decisions, DecisionsFile


class CastDecisions:
    """The part of `Companion` by which a writer sets the cast right; each can be taken back with `undo`."""

    _file: DecisionsFile

    if TYPE_CHECKING:

        @property
        def decisions(self) -> Decisions: ...

        @property
        def indexed(self) -> bool: ...

        def view(self, until: int | None = None) -> View: ...

        def _decided(self, decisions: Decisions, known: Mapping[str, str] = ...) -> None: ...

    def merge(self, *names: str) -> None:
        """Record that these names are one person; the first is the one shown.

        A name that the cast does not know is counted wherever it stands from now on. Raises NotInBook for fewer than
        two, and for one that stands nowhere in the book.
        """
        given = tuple(dict.fromkeys(self._in_text(" ".join(name.split())) for name in names if name.strip()))
        if len(given) < 2:
            raise NotInBook("Write two names at least, as they stand in the book.")
        if self.indexed:
            self._must_stand(given)
        people = map(self.view().canon.resolve, given) if self.indexed else ()
        known = [n for person in people if person for n in person.names]
        self._decided(self._file.merge(given, known))

    def _must_stand(self, names: Sequence[str]) -> None:
        """Raises NotInBook for a name that is nowhere in the book: to join it would do nothing."""
        from .canon.decided_names import stands

        canon = self.view().canon
        missing = [n for n in names if canon.resolve(n) is None and not stands(n, canon.chapters)]
        if missing:
            raise NotInBook(f"“{missing[0]}” stands nowhere in the book, so there is nothing to join.")

    def unmerge(self, name: str) -> None:
        """Take back that this name is one person with others."""
        self._decided(self._file.unmerge(self._in_text(name)))

    def split(self, name: str, *aliases: str) -> None:
        """Record that some names of a character are somebody else's.

        Raises NotInBook where they are none of that character's names, or would leave none.
        """
        person = self._somebody(name)
        moved = [self._in_text(self._alias(person, alias)) for alias in aliases]
        kept = [n for n in dict.fromkeys(map(self._in_text, person.names)) if n not in moved]
        if not moved or not kept:
            raise NotInBook(f"Name some of {person.name}'s other names, and leave one: {', '.join(person.names)}.")
        self._decided(self._file.separate(moved, kept))

    def keep_apart(self, one: str, other: str) -> None:
        """Record that two characters are two people, so that nobody asks again whether they are one."""
        first, second = self._somebody(one), self._somebody(other)
        if first == second:
            raise NotInBook(f"{one} and {other} are one person here; split them instead.")
        self._decided(self._file.separate([self._in_text(first.name)], [self._in_text(second.name)]))

    def rename(self, name: str, shown: str) -> None:
        """Record under which name somebody is shown; "" goes back to the text's own.

        Raises NotInBook for a stranger, and for a name that somebody else goes by.
        """
        person, wanted = self._somebody(name), " ".join(shown.split())
        other = next((c for c in self.view().canon.cast if wanted in c.names and c.name != person.name), None)
        if other is not None:
            raise NotInBook(f"{wanted} is a name of {other.name} already; merge the two if they are one person.")
        self._decided(self._file.rename(self._in_text(person.name), wanted))

    def set_pronouns(self, name: str, pronouns: str) -> None:
        """Record somebody's pronouns: she, he or they; "" leaves them to the text. Raises NotInBook, DecisionsError."""
        person = self._somebody(name)
        known = self.decisions.pronouns
        key = next((n for n in self.view().canon.names_of(person.name) if n in known), self._in_text(person.name))
        self._decided(self._file.set_pronouns(key, pronouns))

    def not_a_person(self, name: str) -> None:
        """Record that a name is a place, a band, a brand: it leaves the cast. Raises NotInBook."""
        self._decided(self._file.set_person(self._in_text(self._somebody(name).name), False))

    def a_person(self, name: str) -> None:
        """Take back that a name is no person. Raises NotInBook for a name that was not taken out."""
        if name not in self.decisions.not_people:
            raise NotInBook(f"{name} was not taken out of the cast.")
        self._decided(self._file.set_person(name, True))

    def settle(self, character: str, attribute: str, value: str | None) -> None:
        """Record which value of a fact is right ("Grey is right"); None takes it back."""
        self._decided(self._file.settle(self._in_text(character), attribute, value))

    def settle_finding(self, finding: Finding, value: str | None) -> None:
        """Record which of a finding's values is right, and that the other place is to be fixed; None takes both back.

        Raises NotInBook for a value that the finding does not have.
        """
        if value is not None and value not in finding.values:
            raise NotInBook(f"{value!r} is none of {', '.join(finding.values)}.")
        known = self._settled_as(finding.character, finding.kind) or self._in_text(finding.character)
        self._decided(self._file.settle(known, finding.kind, value, self._ids(finding)))

    def unsettle(self, character: str, attribute: str) -> None:
        """Take back which value of an attribute is right, under whatever name of theirs it was settled."""
        who = self._somebody(character).name
        finding = next((f for f in self.view().canon.findings if (f.character, f.kind) == (who, attribute)), None)
        known = self._settled_as(who, attribute) or self._in_text(who)
        self._decided(self._file.settle(known, attribute, None, self._ids(finding) if finding else ()))

    def decide_thread(self, thread: str, verdict: str | None) -> None:
        """Record that a thread (by its id) is "closed" or "not a thread"; None takes it back.

        Raises NotInBook for an unknown thread, DecisionsError for another verdict.
        """
        known = {t.id: t.summary for t in self.view().canon.all_threads}
        if thread not in known and thread not in self.decisions.threads:
            raise NotInBook("That thread is not in the book any more; look again.")
        self._decided(self._file.decide_thread(thread, verdict, known.get(thread, "")))

    def _somebody(self, name: str) -> Character:
        """Raises NotInBook, naming those who are nearest."""
        return self.view().canon.sheet(name).character

    def _alias(self, person: Character, alias: str) -> str:
        wanted = alias.casefold().strip()
        found = next((n for n in person.names if n.casefold() == wanted), None)
        if found is None:
            raise NotInBook(f"{alias} is no name of {person.name}; those are {', '.join(person.names)}.")
        return found

    def _in_text(self, name: str) -> str:
        """The name that a decision hangs on: one of the text's, so that it outlives a change of the name shown."""
        given = {new: old for old, new in self.decisions.names.items()}
        return given.get(name, name)

    def _names(self, name: str) -> tuple[str, ...]:
        """Every name under which something may have been decided of somebody, first the one it hangs on now."""
        known: tuple[str, ...] = (self._in_text(name), name)
        if self.indexed:  # a decision may be about a book that was never read here
            canon = self.view().canon
            person = canon.resolve(name) if name else None
            known = (*known, *canon.names_of(person.name if person else name))
        return tuple(dict.fromkeys(known))

    def _settled_as(self, name: str, attribute: str) -> str:
        """Under which name of theirs it was said which value of an attribute is right; "" for none."""
        settled = self.decisions.settled
        return next((n for n in self._names(name) if (n, attribute) in settled), "") if settled else ""

    def _ids(self, finding: Finding) -> tuple[str, ...]:
        """Under which ids a finding may have been decided, which are made of names too, first the one to use now."""
        from .canon.rules.base import finding_id

        named = [finding_id(finding.kind, name, finding.values) for name in self._names(finding.character)]
        return tuple(dict.fromkeys((*named, finding.id)))
