"""The registry: every rule is complete, every limit is accounted for, and plugins are held to both."""

from __future__ import annotations

import importlib
import inspect
import re
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from dataclasses import is_dataclass
from pathlib import Path
from typing import get_args

import pytest

import adqa.rules
from adqa import registry
from adqa.errors import PluginError
from adqa.plugins import load_inspectors
from adqa.registry import load_registry
from adqa.report.model import Severity, SubjectKind
from adqa.rules.base import UNKNOWN, Example, Found, Rule, rule
from adqa.severity import severity_of
from adqa.spec.base import Confidence, Strength
from adqa.spec.limits import FrameRateLimit, LoopsLimit, NameLengthLimit, SecondsLimit, WeightLimit
from rules.examples import LIMITS

RULES = load_registry().rules
NUMERIC = (WeightLimit, SecondsLimit, LoopsLimit, FrameRateLimit, NameLengthLimit)
FAMILIES = frozenset(
    [
        *(
            "file",
            "size",
            "weight",
            "image",
            "animation",
            "html",
            "click",
            "render",
            "video",
            "audio",
            "vast",
        ),
        *("native", "tag", "copy", "url", "landing", "brand", "access", "security", "campaign", "naming"),
        *("version", "approval", "spec"),
    ]
)
each_rule = pytest.mark.parametrize("one", list(RULES.values()), ids=list(RULES))


def test_there_are_rules() -> None:
    assert {"file/unreadable", "size/not-allowed", "weight/file", "animation/too-long"} <= RULES.keys()


@each_rule
def test_id_names_its_file(one: Rule) -> None:
    family, _, name = one.id.partition("/")
    assert family in FAMILIES
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name)
    folder = Path(adqa.rules.__file__).parent
    file = inspect.getsourcefile(one.judge)
    assert file is not None
    assert Path(file) == folder / family / f"{name.replace('-', '_')}.py"


def test_every_file_of_a_family_holds_exactly_one_rule() -> None:
    folder = Path(adqa.rules.__file__).parent
    files = {path.relative_to(folder).as_posix() for path in folder.glob("*/[!_]*.py")}
    assert files == {f"{id_.replace('-', '_')}.py" for id_ in RULES}


@each_rule
def test_what_people_read_is_there(one: Rule) -> None:
    assert len(one.why) > 20
    assert one.why.endswith(".")
    assert one.title
    assert one.title[0].isupper()
    assert not one.title.endswith(".")
    assert re.fullmatch(r"\d+\.\d+", one.since)
    assert set(one.messages) == set(one.fix)
    assert one.messages
    for code in one.messages:
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", code)


@each_rule
def test_module_begins_with_the_id(one: Rule) -> None:
    module = sys.modules[one.judge.__module__]
    assert (module.__doc__ or "").startswith(f"{one.id}: ")


@each_rule
def test_every_code_has_an_example_and_a_good_case_stands_beside(one: Rule) -> None:
    shown = {code for example in one.examples for code in example.codes}
    assert shown - {UNKNOWN} == set(one.messages)
    assert any(not example.codes for example in one.examples)
    titles = [example.title for example in one.examples]
    assert len(titles) == len(set(titles))


@each_rule
def test_references_exist(one: Rule) -> None:
    assert set(one.severities) <= set(one.messages)
    assert set(one.follows) <= RULES.keys() - {one.id}
    assert one.subject in get_args(SubjectKind)
    assert one.kinds <= {"image", "html5", "video", "audio", "vast", "tag", "native"}
    assert one.needs
    for fact in one.needs:
        assert is_dataclass(fact)
        assert hasattr(fact, "KIND")
    if one.reads is not None:
        assert one.reads in LIMITS
    if one.yields_to is not None:
        assert one.reads is None
        assert one.yields_to in LIMITS


@each_rule
def test_severity_comes_from_one_place(one: Rule) -> None:
    assert (one.severity is None) == (one.reads is not None)
    if one.severities and one.reads is None:
        assert one.changes, "words say what raises or lowers it"


E, W, N = Severity.ERROR, Severity.WARNING, Severity.NOTE
DEFAULTS = {
    "file/unreadable": {
        **dict.fromkeys(("empty", "truncated", "damaged", "too-large", "not-recognised"), E),
        **dict.fromkeys(("no-access", "broken-link", "encrypted"), E),
    },
    "file/wrong-extension": {"differs": E, "both-accepted": W, "none": W},
    "file/trailing-data": {"more": N, "foreign": W},
    "file/name-characters": {"invisible": W, "not-on-windows": W},
    "file/unrecognised": {"unplaced": W},
    "file/duplicate": {"same": N, "two-sizes": E, "package": W},
    "size/name-mismatch": {"one": E, "several": W, "density": W, "unusual": W},
    "image/cmyk": {"print": E},
    "image/profile": {"not-srgb": N},
    "image/bit-depth": {"deep": N},
    "image/unused-alpha": {"unused": N},
    "image/metadata": {"place": W, "personal": W, "camera": N, "bulk": N},
    "image/flat": {"flat": N, "nearly": N, "ends": N},
    "image/enlarged": {"enlarged": N},
    "image/low-quality": {"low": N},
    "image/orientation": {"turned": N},
    "animation/short-delays": {"raised": N},
    "naming/leftover": {"final": N, "copy": N, "work": N},
    "security/active-svg": {"active": W},
    "spec/no-unit-takes-this": {"kind": W},
    "spec/no-standard-size": {"size": N},
    "spec/role-unclear": {"none": W, "several": W},
    "approval/changed-after": {"changed": E},
    "approval/conditions": {"conditions": N},
    "approval/missing": {
        "missing": W,
        "other-version": W,
        "missing-at-export": E,
        "other-version-at-export": E,
    },
    "approval/record-unusable": {"edited": W, "damaged": W, "newer": W},
    "approval/same-content": {"same": N, "bound": N},
    "approval/unit-changed": {"changed": W},
    "campaign/cancelled-rows": {"cancelled": N},
    "campaign/cell-not-understood": {"read": W, "holds": E},
    "campaign/duplicate-row": {"same": W},
    "campaign/ends-at-midnight": {"midnight": W},
    "campaign/flight-order": {"flight": E, "creative": E},
    "campaign/flight-outside": {"creative": E, "creative-by-a-day": W, "campaign": E, "campaign-by-a-day": W},
    "campaign/hidden-rows": {"booked": N, "many": W, "hidden": N},
    "campaign/missing-creative": {"waiting": N, "due-soon": W, "missing": E},
    "campaign/missing-landing-url": {"missing": E, "waiting": N},
    "campaign/offer-ends-before-flight": {"ends": E, "no-year": W},
    "campaign/older-version": {"older": N},
    "campaign/overlap": {"runs-on": W},
    "campaign/placeholder-name": {"creative": W, "waiting": N, "placement": W},
    "campaign/publisher-mismatch": {"other": E},
    "campaign/rotation-sum": {"sum": W},
    "campaign/set-aside": {"companion": N, "other-publisher": N, "other-campaign": N, "same-bytes": N},
    "campaign/sheets-disagree": {"differs": E, "spelling": N},
    "campaign/size-mismatch": {"assigned": E, "placement": E},
    "campaign/start-in-past": {"past": N, "new": E},
    "campaign/swap-without-outgoing": {"swap": E, "nothing": E},
    "campaign/tentative": {"tentative": N, "weeks": N},
    "campaign/uncovered-days": {"gap": E, "waiting": N, "break": W},
    "campaign/unit-contradicts": {"size": E},
    "campaign/unit-not-known": {"no-spec": N},
    "campaign/which-is-it": {"fits-several": W, "twice-the-size": W, "fits-none": W, "two-files": E},
    "campaign/wrong-pixels": {"pixels": E},
    "naming/taxonomy": {
        "parts": W,
        "empty": W,
        "word": W,
        "shape": W,
        "size": E,
        "version": E,
        "dates": W,
        "kind": W,
        "other": W,
    },
    "version/jump": {"jump": N},
    "version/near-identical": {"alike": N},
    "version/not-as-booked": {"other": E},
    "version/not-raised": {"same-version": N, "same-name": N},
    "version/same-content": {"messages": E, "sizes": E, "package": W, "rotates": W, "versions": W},
    "version/unchanged": {"unchanged": W},
    "url/app-link": {"app": W},
    "url/bad-encoding": {
        "space": E,
        "invisible": E,
        "non-ascii": W,
        "forbidden": W,
        "percent": E,
        "double": W,
        "html": E,
        "like-macro": W,
    },
    "url/cache-buster": {"none": W},
    "url/empty-parameter": {"utm": W, "value": N, "gap": N},
    "url/junk-parameter": {"click-id": W, "session": W, "personal": W},
    "url/macro-case": {"case": E, "perhaps": W},
    "url/macro-encoding": {"encoded": W, "unescaped": N, "escaped": W},
    "url/macro-left-over": {"left": E, "price": E},
    "url/malformed": {
        "words": E,
        "relative": E,
        "no-scheme": W,
        "mistyped-scheme": E,
        "encoded": E,
        "with-text": E,
        "several": E,
        "bad-host": E,
        "other-scheme": E,
        "early": N,
    },
    "url/mixed-macros": {"mixed": E, "nested": W},
    "url/no-trailing-question-mark": {"closed": W},
    "url/not-https": {"http": E},
    "url/not-landing-plus-parameters": {"page": W, "parameter": W},
    "url/placeholder": {"whole": E, "part": E, "random-number": N, "early": N},
    "url/question-marks": {"second": E, "doubled": E, "after-fragment": E, "stray": N},
    "url/repeated-parameter": {"conflict": W, "same": N, "list": N},
    "url/shared-product-page": {"products": W, "messages": W},
    "url/shortener": {"short": W},
    "url/staging-host": {
        "staging": E,
        "local": E,
        "address": E,
        "credentials": E,
        "port": W,
        "preview": W,
        "hosting": W,
        "shared-file": W,
        "early": N,
    },
    "url/too-long": {"long": E, "platform": W},
    "url/tracker-pair": {"single": W},
    "url/unknown-macro": {"not-known": W, "other-platform": W},
    "url/utm-case": {"case": W},
    "url/utm-content-shared": {"shared": W},
    "url/utm-name": {"misspelt": W},
    "url/utm-policy": {"missing": W, "forbidden": E, "differs": W, "channel": W},
    "url/wrapped": {"mail": E, "opaque": E, "redirect": W, "early": N},
    "url/wrong-domain": {"site": E},
    "url/wrong-product": {"other": E, "contradicts": E},
}
"""Published defaults of rules that read no limit; a stricter one needs an entry in the changelog."""
CAPS = {
    "campaign/missing-size": {"recommended": W},
    "size/not-allowed": {"double": N},
    "weight/file": {"near": W},
    "animation/too-long": {"hold": N},
    "animation/frame-rate": {"burst": W},
    "animation/animated-png": {"apng": W},
    "image/colour-model": {"stored": W},
    "naming/not-as-booked": {"version": W, "locale": W},
}
"""Codes that are milder than the limit they break."""


def test_default_severities_are_the_published_ones() -> None:
    hygiene = {
        one.id: {code: severity_of(one, code) for code in one.messages}
        for one in RULES.values()
        if one.reads is None
    }
    assert hygiene == DEFAULTS
    limits = {one.id: dict(one.severities) for one in RULES.values() if one.reads and one.severities}
    assert limits == CAPS


def test_a_limit_lends_its_severity_to_every_other_code() -> None:
    def graded(code: str, *, assumed: bool = False) -> Severity:
        rule = RULES["size/not-allowed"]
        return severity_of(rule, code, strength=Strength.MUST, confidence=Confidence.HIGH, assumed=assumed)

    assert graded("pixels") is E
    assert graded("double-forbidden") is E
    assert graded("double") is N
    assert graded("pixels", assumed=True) is W


def test_nothing_follows_in_a_circle() -> None:
    def causes(id_: str, seen: tuple[str, ...]) -> None:
        assert id_ not in seen
        for cause in RULES[id_].follows:
            causes(cause, (*seen, id_))

    for id_ in RULES:
        causes(id_, ())


@pytest.mark.parametrize("place", sorted(LIMITS))
def test_every_limit_is_read_by_a_rule_or_marked_for_later(place: str) -> None:
    readers = [one.id for one in RULES.values() if one.reads == place]
    later = LIMITS[place][1]
    assert bool(readers) != bool(later), f"{place}: read by {readers}, marked {later}"


def test_what_is_marked_for_later_is_not_there_yet() -> None:
    assert not {later.rule for _, later in LIMITS.values() if later} & RULES.keys()


@each_rule
def test_numeric_limits_are_tried_at_the_limit_and_one_step_over(one: Rule) -> None:
    if one.reads is None or not issubclass(LIMITS[one.reads][0], NUMERIC):
        assert not any(isinstance(example.limit, float | int) for example in one.examples)
        return
    at = [example for example in one.examples if "at the limit" in example.title]
    over = [example for example in one.examples if re.match("one .*over", example.title)]
    assert at, "no example at the limit"
    assert over, "no example one step over"
    assert all(set(example.codes) <= {"hold"} for example in at)
    assert all(example.codes for example in over)


def test_loading_imports_no_heavy_library() -> None:
    script = """
        import sys
        from adqa.registry import load_registry
        assert load_registry().rules
        heavy = {"PIL", "rich", "jinja2", "junitparser", "click", "asyncio"} & set(sys.modules)
        sys.exit(", ".join(sorted(heavy)) or 0)
    """
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(script)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


# --- a rule that is not complete stops the program

GOOD = Example("good", ())


def test_a_rule_without_a_reason_is_refused() -> None:
    with pytest.raises(ValueError, match="docstring"):

        @rule(
            id="x/y",
            title="T",
            needs=int,
            messages={},
            fix={},
            examples=(GOOD,),
            since="0.1",
            severity=Severity.NOTE,
        )
        def judge(facts: int) -> Iterator[Found]:
            yield Found(code="a")


def test_a_rule_without_severity_or_limit_is_refused() -> None:
    with pytest.raises(ValueError, match="give a severity"):

        @rule(id="x/y", title="T", needs=int, messages={}, fix={}, examples=(GOOD,), since="0.1")
        def judge(facts: int) -> Iterator[Found]:
            """Because."""
            yield Found(code="a")


def test_a_code_without_a_fix_is_refused() -> None:
    with pytest.raises(ValueError, match="message and a fix"):

        @rule(
            id="x/y",
            title="T",
            needs=int,
            severity=Severity.NOTE,
            messages={"a": "is a", "b": "is b"},
            fix={"a": "Do a."},
            examples=(GOOD,),
            since="0.1",
        )
        def judge(facts: int) -> Iterator[Found]:
            """Because."""
            yield Found(code="a")


def test_unknown_is_no_code() -> None:
    with pytest.raises(ValueError, match="cannot be given"):

        @rule(
            id="x/y",
            title="T",
            needs=int,
            severity=Severity.NOTE,
            messages={UNKNOWN: "is not known"},
            fix="Do a.",
            examples=(GOOD,),
            since="0.1",
        )
        def judge(facts: int) -> Iterator[Found]:
            """Because."""
            yield Found(code=UNKNOWN)


# --- plugins

PLUGIN_RULE = '''
from adqa.facts.file import FileFacts
from adqa.report.model import Severity
from adqa.rules.base import Example, Found, rule


@rule(
    id="{id}",
    title="Heavier than our house takes",
    needs=FileFacts,
    severity=Severity.NOTE,
    messages={{"heavy": "{{name}} is heavy"}},
    fix="Make it lighter.",
    examples=(Example("light", (FileFacts(bytes=1, format="png"),)),),
    since="1.0",
)
def judge(facts):
    """Our pages are slow."""
    if facts.bytes > 1_000_000:
        yield Found(code="heavy")
'''


@pytest.fixture
def plugin(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[PluginMaker]:
    made = PluginMaker(tmp_path)
    monkeypatch.syspath_prepend(str(tmp_path))
    registry.load_registry.cache_clear()
    load_inspectors.cache_clear()
    yield made
    registry.load_registry.cache_clear()
    load_inspectors.cache_clear()
    for name in made.modules:
        for loaded in [one for one in sys.modules if one == name or one.startswith(f"{name}.")]:
            del sys.modules[loaded]


class PluginMaker:
    """Installs fake distributions with an entry point."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.modules: list[str] = []

    def install(self, name: str, module: str, source: str, group: str = "adqa.rules") -> None:
        info = self.folder / f"adqa_{name.replace('-', '_')}-1.0.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: adqa-{name}\nVersion: 1.0\n")
        (info / "entry_points.txt").write_text(f"[{group}]\n{name} = {module}\n")
        (self.folder / f"{module}.py").write_text(source)
        self.modules.append(module)
        importlib.invalidate_caches()


def test_a_plugin_adds_a_rule(plugin: PluginMaker) -> None:
    plugin.install("acme", "acme_rules", PLUGIN_RULE.format(id="acme-weight/heavy"))
    rules = load_registry().rules
    assert rules["acme-weight/heavy"].title == "Heavier than our house takes"
    assert RULES.keys() < rules.keys()


def test_a_plugin_package_is_walked(plugin: PluginMaker) -> None:
    package = plugin.folder / "acme_pack"
    package.mkdir()
    (package / "__init__.py").write_text("")
    (package / "one.py").write_text(PLUGIN_RULE.format(id="acme-weight/one"))
    (package / "_shared.py").write_text("raise RuntimeError('not a module with rules')")
    plugin.install("acme", "acme_pack", "")
    (plugin.folder / "acme_pack.py").unlink()
    importlib.invalidate_caches()
    assert "acme-weight/one" in load_registry().rules


def test_a_plugin_must_carry_its_prefix(plugin: PluginMaker) -> None:
    plugin.install("acme", "acme_bare", PLUGIN_RULE.format(id="weight/heavy"))
    with pytest.raises(PluginError, match=r"'acme'.*'weight/heavy' must begin with 'acme-'"):
        load_registry()


def test_a_plugin_that_does_not_import_stops_the_program(plugin: PluginMaker) -> None:
    plugin.install("acme", "acme_broken", "import no_such_library_anywhere")
    with pytest.raises(PluginError, match=r"plugin 'acme' \(acme_broken\) does not import.*no_such_library"):
        load_registry()


def test_a_plugin_that_is_not_there_stops_the_program(plugin: PluginMaker) -> None:
    plugin.install("acme", "acme_gone", "")
    (plugin.folder / "acme_gone.py").unlink()
    importlib.invalidate_caches()
    with pytest.raises(PluginError, match="acme_gone"):
        load_registry()


def test_two_plugins_cannot_define_one_rule(plugin: PluginMaker) -> None:
    plugin.install("acme", "acme_first", PLUGIN_RULE.format(id="acme-b-weight/heavy"))
    plugin.install("acme-b", "acme_second", PLUGIN_RULE.format(id="acme-b-weight/heavy"))
    with pytest.raises(PluginError, match="defined twice: in acme_first and in acme_second"):
        load_registry()
