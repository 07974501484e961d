"""Prompts as data: one .md file each, with front matter and the messages under headings.

    ---
    purpose: Answer from numbered sentences.
    variables: question, sentences
    ---
    ## system
    ...
    ## user
    {{sentences}}
    {{?earlier}}
    Earlier: {{earlier}}
    {{/earlier}}
    Question: {{question}}

A section between {{?name}} and {{/name}} stands only where that variable is not empty.
A file is checked when it is loaded: an unknown heading, a variable that is used but not declared, or declared but not
used, is a PromptError that names the file. Values are put in once and never read again as a template, so braces in a
manuscript do nothing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from .errors import PromptError

ROLES = ("system", "user", "assistant")

_VARIABLE = re.compile(r"\{\{\s*([a-z_]+)\s*\}\}")
_SECTION = re.compile(r"^\{\{\?([a-z_]+)\}\}\n(.*?)^\{\{/\1\}\}(?:\n|\Z)", re.M | re.S)
_ANY_TAG = re.compile(r"\{\{[?/][^}]*\}\}")
_FRONT = re.compile(r"\A---[ \t]*\n(.*?)\n---[ \t]*\n(.*)\Z", re.S)
_HEADING = re.compile(r"^## +(.+?)[ \t]*$", re.M)


@dataclass(frozen=True)
class Prompt:
    """One prompt: messages of (role, template)."""

    name: str
    purpose: str
    variables: frozenset[str]
    messages: tuple[tuple[str, str], ...]

    def render(self, **values: str) -> list[tuple[str, str]]:
        """The messages with every variable filled in. Raises PromptError on a missing or unknown variable."""
        if missing := self.variables - values.keys():
            raise PromptError(f"prompts/{self.name}.md needs a value for {', '.join(sorted(missing))}.")
        if extra := values.keys() - self.variables:
            raise PromptError(f"prompts/{self.name}.md has no variable {', '.join(sorted(extra))}.")
        return [(role, _filled(text, values)) for role, text in self.messages]


def _filled(template: str, values: Mapping[str, str]) -> str:
    template = _SECTION.sub(lambda m: m[2] if values[m[1]].strip() else "", template)
    return _VARIABLE.sub(lambda m: values[m[1]], template).strip()


@dataclass(frozen=True)
class Prompts:
    """All prompts, by name (the file's name without .md)."""

    by_name: Mapping[str, Prompt]

    @classmethod
    def load(cls, folder: Path | None = None) -> Prompts:
        """Read and check every prompt: those inside the installed package, else those beside it in a source tree."""
        folder = folder or _folder()
        prompts = [_read(path) for path in sorted(folder.glob("*.md"))]
        if not prompts:
            raise PromptError(f"There are no prompts in {folder.name}/; reinstall novel-companion.")
        return cls({prompt.name: prompt for prompt in prompts})

    def render(self, name: str, /, **values: str) -> list[tuple[str, str]]:
        """The messages of prompt `name` as (role, text). Raises PromptError."""
        prompt = self.by_name.get(name)
        if prompt is None:
            raise PromptError(f"There is no prompts/{name}.md; reinstall novel-companion.")
        return prompt.render(**values)


def parse_prompt(name: str, text: str) -> Prompt:
    """The prompt that a file's text holds. Raises PromptError naming the file and what is wrong with it."""

    def wrong(what: str) -> PromptError:
        return PromptError(f"prompts/{name}.md {what}.")

    front = _FRONT.match(text.replace("\r\n", "\n"))
    if not front:
        raise wrong("does not begin with front matter between two lines of ---")
    fields = {}
    for line in front[1].splitlines():
        key, colon, value = line.partition(":")
        if line.strip() and not colon:
            raise wrong(f"has a line in its front matter that is not key: value ({line.strip()!r})")
        if line.strip():
            fields[key.strip()] = value.strip()
    if unknown := fields.keys() - {"purpose", "variables"}:
        raise wrong(f"has an unknown entry in its front matter: {', '.join(sorted(unknown))}")
    if not fields.get("purpose"):
        raise wrong("does not state its purpose")
    declared = frozenset(filter(None, (v.strip() for v in fields.get("variables", "").split(","))))
    messages = _messages(front[2], wrong)
    if any(_ANY_TAG.search(_SECTION.sub(r"\2", body)) for _, body in messages):
        raise wrong("has a section {{?name}} that is not closed on a line of its own")
    used = {
        name for _, body in messages for name in (*_VARIABLE.findall(body), *(m[1] for m in _SECTION.finditer(body)))
    }
    if undeclared := used - declared:
        raise wrong(f"uses variables it does not declare: {', '.join(sorted(undeclared))}")
    if unused := declared - used:
        raise wrong(f"declares variables it does not use: {', '.join(sorted(unused))}")
    return Prompt(name, fields["purpose"], declared, messages)


def _messages(body: str, wrong) -> tuple[tuple[str, str], ...]:
    pieces = _HEADING.split(body)
    if pieces[0].strip():
        raise wrong("has text before its first message")
    messages = []
    for heading, content in zip(pieces[1::2], pieces[2::2], strict=True):
        if heading not in ROLES:
            raise wrong(f"has a message for {heading!r}; roles are {', '.join(ROLES)}")
        if not content.strip():
            raise wrong(f"has an empty {heading} message")
        messages.append((heading, content.strip()))
    if not messages or messages[-1][0] != "user":
        raise wrong("must end with a user message")
    return tuple(messages)


def _folder() -> Path:
    inside = Path(__file__).parent / "data" / "prompts"
    beside = Path(__file__).parent.parent / "prompts"
    for folder in (inside, beside):
        if folder.is_dir():
            return folder
    raise PromptError("The prompts are missing from this installation; reinstall novel-companion.")


def _read(path: Path) -> Prompt:
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as exc:
        raise PromptError(f"prompts/{path.name} cannot be read ({exc}).") from exc
    return parse_prompt(path.stem, text)
