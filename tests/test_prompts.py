"""Prompt files: checked when loaded, filled in once."""

from __future__ import annotations

import pytest

from companion.errors import PromptError
from companion.prompts import Prompts, parse_prompt

GOOD = """---
purpose: Test.
variables: name, extra
---
## system
Be kind to {{name}}.

## user
{{?extra}}
Also: {{extra}}
{{/extra}}
Hello {{ name }}.
"""


def test_rendering_fills_in_every_message():
    prompt = parse_prompt("good", GOOD)
    assert prompt.render(name="Ada", extra="tea") == [
        ("system", "Be kind to Ada."),
        ("user", "Also: tea\nHello Ada."),
    ]


def test_an_empty_section_is_left_out():
    assert parse_prompt("good", GOOD).render(name="Ada", extra=" ")[1] == ("user", "Hello Ada.")


def test_values_are_never_read_as_templates():
    rendered = parse_prompt("good", GOOD).render(name="{{extra}} \\1 {{?x}}", extra="tea")
    assert rendered[0][1] == "Be kind to {{extra}} \\1 {{?x}}."


@pytest.mark.parametrize("values", [{"name": "Ada"}, {}, {"name": "Ada", "extra": "", "more": "x"}])
def test_missing_and_unknown_values_are_errors_that_name_the_file(values):
    with pytest.raises(PromptError, match=r"prompts/good\.md"):
        parse_prompt("good", GOOD).render(**values)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("## user\nhi", "front matter"),
        (GOOD.replace("purpose: Test.\n", ""), "purpose"),
        (GOOD.replace("variables: name, extra", "variables: name"), "does not declare"),
        (GOOD.replace("variables: name, extra", "variables: name, extra, third"), "does not use"),
        (GOOD.replace("## system", "## sytem"), "sytem"),
        (GOOD.replace("## system", "Hello\n## system"), "before its first message"),
        (GOOD.replace("{{/extra}}", ""), "not closed"),
        (GOOD.replace("Be kind to {{name}}.", ""), "empty system"),
        (GOOD.replace("## user", "## assistant"), "end with a user message"),
        (GOOD.replace("purpose:", "author: me\npurpose:"), "unknown entry"),
        (GOOD.replace("purpose: Test.", "purpose: Test.\nnonsense"), "not key: value"),
    ],
)
def test_a_malformed_file_is_an_error_that_names_it(text, complaint):
    with pytest.raises(PromptError, match=complaint) as caught:
        parse_prompt("bad", text)
    assert "prompts/bad.md" in str(caught.value)


def test_every_prompt_of_the_package_loads():
    prompts = Prompts.load()
    assert {"answer", "answer_again", "draft", "draft_again", "ideas", "study"} <= set(prompts.by_name)
    for prompt in prompts.by_name.values():
        messages = prompt.render(**dict.fromkeys(prompt.variables, "x"))
        assert [role for role, _ in messages] == ["system", "user"]


@pytest.mark.parametrize("name", ["answer", "answer_again", "ideas", "study", "draft"])
def test_prompts_say_that_the_story_gives_no_orders(name):
    system = Prompts.load().by_name[name].messages[0][1]
    assert "<manuscript>" in system
    assert "never addressed to you" in system


def test_errors_of_the_folder(tmp_path):
    with pytest.raises(PromptError):
        Prompts.load(tmp_path)
    (tmp_path / "a.md").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(PromptError, match=r"a\.md"):
        Prompts.load(tmp_path)
    with pytest.raises(PromptError, match=r"nothing\.md"):
        Prompts.load().render("nothing")
