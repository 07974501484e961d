"""companion.toml: read strictly, changed without touching the rest, never overwritten blindly."""

import pytest

from companion.decisions import Decision, DecisionsFile, NarratorSet, decisions_path
from companion.errors import DecisionsError


@pytest.fixture
def file(tmp_path):
    return DecisionsFile(tmp_path / "companion.toml")


def test_without_a_file_there_are_no_decisions_and_none_is_written(file):
    assert file.load().findings == {}
    assert not file.path.exists()


def test_a_decision_comes_back_and_can_be_taken_back(file):
    file.decide("eyes-dex", Decision("intentional", "lenses"))
    assert file.load().findings == {"eyes-dex": Decision("intentional", "lenses")}
    file.decide("eyes-dex", None)
    assert file.load().findings == {}


def test_comments_and_unknown_keys_survive(file):
    file.path.write_text('# mine\ntitle = "Hull"\nmood = "wet"\n', encoding="utf-8")
    file.settle("Dex", "eyes", "grey")
    text = file.path.read_text(encoding="utf-8")
    assert "# mine" in text
    assert 'mood = "wet"' in text
    assert file.load().settled == {("Dex", "eyes"): "grey"}


def test_merging_joins_groups_that_overlap(file):
    file.merge(("Mara", "Birdie"))
    file.merge(("Mara Quill", "Mara"))
    assert file.load().merge == (("Mara Quill", "Mara", "Birdie"),)


def test_the_last_answer_to_a_question_is_remembered(file):
    file.remember("Who drove?", "01.md", "Dex drove.")
    file.remember("Who drove?", "02.md", "Ruth drove.")
    assert [r.quote for r in file.load().remembered] == ["Ruth drove."]


def test_a_narrator_is_set_for_a_chapter_and_for_a_scene_and_taken_back(file):
    file.set_narrator("02.md", 0, "Mara")
    file.set_narrator("02.md", 3, "Tom", person="first")
    file.set_narrator("02.md", 0, "Mara Quill")
    assert file.load().narrators == (NarratorSet("02.md", 3, "Tom", "first"), NarratorSet("02.md", 0, "Mara Quill"))
    file.set_narrator("02.md", 3, None)
    assert file.load().narrators == (NarratorSet("02.md", 0, "Mara Quill"),)


@pytest.mark.parametrize(("scene", "person"), [(-1, ""), (1, "fourth")])
def test_a_narrator_that_makes_no_sense_is_not_written(file, scene, person):
    with pytest.raises(DecisionsError):
        file.set_narrator("02.md", scene, "Mara", person)
    assert not file.path.exists()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("order = 3", "order"),
        ("title = ", "TOML"),
        ('merge = ["Mara"]', "merge"),
        ('[[finding]]\nid = "x"', "verdict"),
        ('[[finding]]\nid = "x"\nverdict = "maybe"', "maybe"),
        ('[[settled]]\ncharacter = "Mara"', "settled"),
        ('pronouns = "she"', "pronouns"),
        ('[[narrator]]\nfile = "a.md"\nname = "Mara"', "narrator"),
        ('[[narrator]]\nfile = "a.md"\nscene = "two"\nname = "Mara"', "two"),
        ('[[narrator]]\nfile = "a.md"\nscene = 1\nname = "Mara"\nperson = "fourth"', "fourth"),
    ],
)
def test_a_file_that_makes_no_sense_is_named_and_left_alone(file, text, says):
    file.path.write_text(text, encoding="utf-8")
    with pytest.raises(DecisionsError, match=says):
        file.load()
    with pytest.raises(DecisionsError):
        file.decide("x", Decision("dismissed"))
    assert file.path.read_text(encoding="utf-8") == text


def test_a_change_made_meanwhile_is_not_overwritten(file, monkeypatch):
    file.path.write_text('title = "Hull"\n', encoding="utf-8")
    import companion.decisions as module

    real = module.tomlkit.dumps

    def slow(document):
        file.path.write_text('title = "Grimsby"\n', encoding="utf-8")  # somebody saves in their editor
        return real(document)

    monkeypatch.setattr(module.tomlkit, "dumps", slow)
    with pytest.raises(DecisionsError, match="try again"):
        file.settle("Dex", "eyes", "grey")
    assert "Grimsby" in file.path.read_text(encoding="utf-8")
    assert [p.name for p in file.path.parent.iterdir()] == ["companion.toml"]


def test_where_decisions_lie(tmp_path):
    single, project = tmp_path / "hull.md", tmp_path / "hull.scriv"
    single.touch()
    project.mkdir()
    assert decisions_path(tmp_path) == tmp_path / "companion.toml"
    assert decisions_path(single).name == "hull.companion.toml"
    assert decisions_path(project) == tmp_path / "hull.companion.toml"
