"""adqa.toml: found, read, and refused with the place of the mistake."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

from adqa.config import Config, Waiver, find_config, glob_matches, load_config
from adqa.errors import ConfigError
from adqa.report.model import Severity

WHOLE = """
spec = "iab/fixed-image"
house_specs = ["house/*.yaml"]
time_zone = "America/Chicago"

[context]
route = "hosted"

[[paths]]
match = "display/**"
spec = ["google-ads/image"]

[[paths]]
match = ["*.gif", "display/launch/**"]
spec = "iab/fixed-gif"
role = "main"

[severity."image/colour"]
level = "off"
reason = "the studio converts"

[severity."weight/file:near"]
level = "note"
reason = "agreed"

[[waivers]]
rule = "weight/file"
subject = "display/launch_*.jpg"
reason = "accepted by mail"
owner = "M. Ruiz"
until = 2026-05-24
up_to = "220 KB"
"""


def written(tmp_path: Path, text: str, name: str = "adqa.toml") -> Path:
    place = tmp_path / name
    place.write_text(text, "utf-8")
    return place


def refused(tmp_path: Path, text: str, name: str = "adqa.toml") -> str:
    with pytest.raises(ConfigError) as caught:
        load_config(written(tmp_path, text, name))
    assert str(tmp_path / name) in str(caught.value)
    return str(caught.value)


def test_everything_it_may_say(tmp_path: Path) -> None:
    config = load_config(written(tmp_path, WHOLE))
    assert config.root == str(tmp_path)
    assert config.context == {"route": "hosted"}
    assert config.specs_for("other/a.jpg") == ("iab/fixed-image",)
    assert config.specs_for("display/a.jpg") == ("google-ads/image",)
    assert config.specs_for("display/a.gif") == ("iab/fixed-gif",)
    assert config.specs_for("display/launch/a.jpg") == ("iab/fixed-gif",)
    assert config.role_for("display/launch/a.jpg") == "main"
    assert config.role_for("other/a.jpg") is None
    assert config.severity["image/colour"].severity is None
    assert config.severity["weight/file:near"].severity is Severity.NOTE
    (waiver,) = config.waivers
    assert waiver.until == date(2026, 5, 24)


def test_none_gives_the_defaults() -> None:
    config = load_config(None)
    assert config == Config()
    assert config.specs_for("a.jpg") == ()
    assert config.house_files() == []


def test_house_files(tmp_path: Path) -> None:
    config = load_config(written(tmp_path, WHOLE))
    with pytest.raises(ConfigError, match="matches no file"):
        config.house_files()
    (tmp_path / "house").mkdir()
    for name in ("b.yaml", "a.yaml"):
        (tmp_path / "house" / name).touch()
    assert [one.name for one in config.house_files()] == ["a.yaml", "b.yaml"]


@pytest.mark.parametrize("pattern", ["/etc/*.yaml", "", "missing.yaml"])
def test_house_files_that_cannot_be_meant(tmp_path: Path, pattern: str) -> None:
    config = load_config(written(tmp_path, f'house_specs = "{pattern}"'))
    with pytest.raises(ConfigError, match="matches no file"):
        config.house_files()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("spec = ", "not valid TOML"),
        ('specs = "iab/x"', "'specs' is not known here"),
        ("root = '/'", "'root' is not a key"),
        ('[severity."a/b"]\nlevel = "fatal"\nreason = "x"', "severity.a/b.level"),
        ('[severity."a/b"]\nlevel = "off"', "severity.a/b.reason: this key is missing"),
        ('[[waivers]]\nrule = "a/b"', "waivers.0.subject: this key is missing"),
        (
            '[[waivers]]\nrule = "a/b"\nsubject = "*"\nreason = "x"\nowner = "y"\nup_to = "much"',
            "'much' is not a weight",
        ),
        (
            '[[waivers]]\nrule = "a/b"\nsubject = "*"\nreason = "x"\nowner = "y"\nup_to = "nan"',
            "'nan' is not a weight",
        ),
        (
            '[[waivers]]\nrule = "a/b"\nsubject = "*"\nreason = "x"\nowner = "y"\nuntil = "soon"',
            "waivers.0.until",
        ),
        ("paths = 3", "paths"),
    ],
)
def test_mistakes_are_named(tmp_path: Path, text: str, said: str) -> None:
    assert said in refused(tmp_path, text)


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be read"):
        load_config(tmp_path / "missing.toml")
    (tmp_path / "adqa.toml").write_bytes(b"spec = '\xff'")
    with pytest.raises(ConfigError, match="cannot be read"):
        load_config(tmp_path / "adqa.toml")


def test_a_table_in_pyproject(tmp_path: Path) -> None:
    config = load_config(written(tmp_path, '[tool.adqa]\nspec = "iab/x"', "pyproject.toml"))
    assert config.spec == ("iab/x",)
    assert load_config(written(tmp_path, "tool = 3", "pyproject.toml")).spec == ()
    assert "not a table" in refused(tmp_path, "[tool]\nadqa = 3", "pyproject.toml")


def test_the_nearest_file_is_found(tmp_path: Path) -> None:
    deep = tmp_path / "a" / "b"
    deep.mkdir(parents=True)
    (deep / "x.jpg").touch()
    outer = written(tmp_path, "")
    assert find_config([str(deep / "x.jpg")]) == outer
    assert find_config([str(deep / "missing" / "*.jpg")]) == outer
    written(tmp_path / "a", "# tool.adqa is configured elsewhere\n[tool.ruff]", "pyproject.toml")
    assert find_config([str(deep)]) == outer
    for table in ("[tool.adqa]", "[[tool.adqa.waivers]]", " [ tool . adqa ]", '[tool.adqa.severity."a/b"]'):
        inner = written(tmp_path / "a", f"[project]\n{table}", "pyproject.toml")
        assert find_config([str(deep)]) == inner
    both = written(tmp_path / "a", "")
    assert find_config([str(deep)]) == both
    assert find_config([str(tmp_path)]) == outer
    assert find_config(["/"]) is None


def test_the_working_folder_is_the_default(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    outer = written(tmp_path, "")
    assert find_config([]) == outer
    assert find_config(["x"]) == outer


def test_a_folder_of_that_name_is_no_file(tmp_path: Path) -> None:
    outer = written(tmp_path, "")
    (tmp_path / "a" / "adqa.toml").mkdir(parents=True)
    (tmp_path / "a" / "pyproject.toml").mkdir()
    assert find_config([str(tmp_path / "a")]) == outer


def test_a_pyproject_that_cannot_be_read_is_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    outer = written(tmp_path, "")
    (tmp_path / "a").mkdir()
    written(tmp_path / "a", "[tool.adqa]", "pyproject.toml")

    def refuse(self: Path, *args: object, **options: object) -> str:
        raise PermissionError(13, os.strerror(13))

    monkeypatch.setattr(Path, "read_text", refuse)
    assert find_config([str(tmp_path / "a")]) == outer


@pytest.mark.parametrize(
    ("pattern", "path", "matches"),
    [
        ("*.jpg", "a.jpg", True),
        ("*.jpg", "deep/down/a.jpg", True),
        ("a.jpg", "deep/a.jpg", True),
        ("a.jpg", "deep/ba.jpg", False),
        ("display/*.jpg", "display/a.jpg", True),
        ("display/*.jpg", "display/deep/a.jpg", False),
        ("display/**", "display/deep/a.jpg", True),
        ("display/**", "displays/a.jpg", False),
        ("**/a.jpg", "a.jpg", True),
        ("**/a.jpg", "b/c/a.jpg", True),
        ("**/a.jpg", "b/ca.jpg", False),
        ("in/**/a.jpg", "in/a.jpg", True),
        ("in/**/a.jpg", "in/b/c/a.jpg", True),
        ("in/may.zip!/*.png", "in/may.zip!/a.png", True),
        ("in/may.zip!/*.png", "in/may.zip!/b/a.png", False),
        ("?.jpg", "a.jpg", True),
        ("?.jpg", "ab.jpg", False),
        ("x/?", "x//", False),
        ("v[12].jpg", "v2.jpg", True),
        ("v[!12].jpg", "v2.jpg", False),
        ("v[!12].jpg", "v3.jpg", True),
        ("v[1-3].jpg", "v2.jpg", True),
        ("v[^1].jpg", "v^.jpg", True),
        ("v[3-1].jpg", "v[3-1].jpg", True),
        ("v[.jpg", "v[.jpg", True),
        ("a+b(1).jpg", "a+b(1).jpg", True),
        ("A.jpg", "a.jpg", False),
        ("*", "two\nlines.jpg", True),
    ],
)
def test_globs(pattern: str, path: str, matches: bool) -> None:
    assert glob_matches(pattern, path) is matches


@pytest.mark.parametrize(
    ("up_to", "value", "op", "covered"),
    [
        (None, 10**9, "at_most", True),
        ("220 KB", 220_000, "at_most", True),
        ("220 KB", 220_304, "at_most", True),
        ("220 KB", 221_000, "at_most", False),
        ("220 KB", 100_000, "at_most", True),
        ("220 KiB", 225_280, "at_most", True),
        ("220 KiB", 225_281, "at_most", False),
        ("220,304 bytes", 220_304, "at_most", True),
        ("220,304 bytes", 220_305, "at_most", False),
        ("20", 20.0, "at_most", True),
        ("20", 20.5, "at_most", False),
        ("290", 290, "at_least", True),
        ("290", 300, "at_least", True),
        ("290", 280, "at_least", False),
        ("20", 19, None, True),
        ("20", 21, None, False),
    ],
)
def test_a_ceiling(up_to: str | None, value: float, op: str | None, covered: bool) -> None:
    waiver = Waiver(rule="weight/file", subject="*", reason="x", owner="y", up_to=up_to)
    assert waiver.covers(value, op) is covered


def test_a_lead_time_that_cannot_be_read_is_told_before_anything_is_late(tmp_path: Path) -> None:
    said = refused(tmp_path, '[campaign]\nlead_time = "five days"')
    assert "campaign.lead_time: 'five days' is no lead time; write it like '5 business days'" in said
