"""Bad input, end to end: one clear finding or one clear sentence, and everything else is still judged."""

from __future__ import annotations

import errno
import io
import json
import os
import signal
import socket
import stat
import struct
import subprocess
import sys
import time
import zipfile
import zlib
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import psutil
import pytest
from PIL import Image

import adqa
from adqa.delivery import MAX_FOLDERS, discover
from adqa.errors import UsageError
from adqa.report.model import Verdict
from contracts.running import picture, run

GOOD = "good_300x250.png"
HOUSE = """\
publisher: house
title: House
schema: 1
sources:
  s: {title: Ours, confidence: high}
defaults: {source: s}
units:
  a:
    title: A
    assets: {main: {kind: image, sizes: [728x90]}}
"""


def _zip(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def _locked(archive: bytes) -> bytes:
    """The archive with the flag of encryption on every member."""
    content = bytearray(archive)
    for signature, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = content.find(signature)
        while place >= 0:
            content[place + flags] |= 1
            place = content.find(signature, place + 4)
    return bytes(content)


def _hurt(archive: bytes) -> bytes:
    """The archive with damage in the data of its first member."""
    return archive[:60] + bytes(byte ^ 0xFF for byte in archive[60:90]) + archive[90:]


def _nested(times: int) -> bytes:
    content = _zip({"a_300x250.png": picture(seed=5)})
    for _ in range(times):
        content = _zip({"inner.zip": content})
    return content


def _png_header(width: int, height: int) -> bytes:
    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(bytes(1000))) + chunk(b"IEND", b"")


def _saved(image: Image.Image, format_: str, **options: Any) -> bytes:
    out = io.BytesIO()
    image.save(out, format_, **options)
    return out.getvalue()


def _frames(count: int, duration: int) -> bytes:
    shades = [Image.new("P", (300, 250), number % 250) for number in range(count)]
    return _saved(shades[0], "GIF", save_all=True, append_images=shades[1:], duration=duration, loop=0)


def _cut(content: bytes, percent: int) -> bytes:
    return content[: len(content) * percent // 100]


WHOLE = {
    name: picture(format_=name.upper(), seed=9) for name in ("png", "jpeg", "gif", "webp", "bmp", "tiff")
}
CUTS = {
    f"cut_{percent}.{name}": _cut(content, percent)
    for name, content in WHOLE.items()
    for percent in range(10, 100, 10)
}
FILES: dict[str, tuple[bytes, str, str]] = {
    "empty.png": (b"", "file/unreadable:empty", "empty (0 bytes)"),
    "empty.zip": (b"", "file/unreadable:empty", "empty (0 bytes)"),
    "text.png": (b"just text", "file/unreadable:not-recognised", "the content is no PNG"),
    "wrong_300x250.jpg": (picture(seed=1), "file/wrong-extension:differs", "is PNG, not JPEG"),
    "huge.png": (_png_header(50_000, 50_000), "file/unreadable:too-large", "50000x50000 pixels"),
    "cmyk_300x250.jpg": (
        _saved(Image.open(io.BytesIO(picture(seed=2))).convert("CMYK"), "JPEG"),
        "image/cmyk:print",
        "in CMYK",
    ),
    "members.zip!/broken.png": (b"", "file/unreadable:truncated", "cut off"),
    "bomb.zip": (_zip({"a.png": bytes(40_000_000)}), "", ""),
    "bomb.zip!/a.png": (b"", "file/unreadable:too-large", "expands to far more than it should"),
    "locked.zip": (_locked(_zip({"a.png": picture(seed=3)})), "", ""),
    "locked.zip!/a.png": (b"", "file/unreadable:encrypted", "protected with a password"),
    "hurt.zip": (_hurt(_zip({"a.png": picture(seed=4)})), "", ""),
    "hurt.zip!/a.png": (b"", "file/unreadable:damaged", "cannot be unpacked (damage in the archive)"),
    "cut.zip": (_cut(_zip({"a.png": picture(seed=4)}), 50), "file/unreadable:damaged", "ends early"),
    "hollow.zip": (_zip({}), "file/unreadable:empty", "empty"),
    "two\nlines.png": (picture(seed=10), "file/name-characters:invisible", "U+000A"),
    "red\x1b[31m.png": (picture(seed=11), "file/name-characters:invisible", "U+001B"),
    "rtl\u202egnp.exe.png": (picture(seed=12), "file/name-characters:invisible", "U+202E"),
    "bytes\udce9.png": (picture(seed=13), "file/name-characters:invisible", "U+DCE9"),
    "<b>.png": (picture(seed=14), "file/name-characters:not-on-windows", "< and >"),
    **{name: (content, "file/unreadable:truncated", "cut off") for name, content in CUTS.items()},
}
"""Name → content (of members: written with their archive), `rule:code` of its only finding, words in it."""
FINE: dict[str, bytes] = {
    GOOD: picture(),
    "palette_300x250.png": _saved(Image.open(io.BytesIO(picture(seed=20))).convert("P"), "PNG"),
    "no delays_300x250.gif": _frames(3, 0),
    "many frames_300x250.gif": _frames(10_000, 10),
    "  two  spaces_300x250.png": picture(seed=21),
    "😀 emoji_300x250.png": picture(seed=22),
    f"{'long' * 58}_300x250.png": picture(seed=23),
    "-dash_300x250.png": picture(seed=24),
    "[brackets]_300x250.png": picture(seed=25),
    "%s{name}_300x250.png": picture(seed=26),
    "members.zip": _zip({"whole.png": picture(seed=27), "broken.png": _cut(WHOLE["png"], 60)}),
    "nested.zip": _nested(3),
}
"""What is unusual and no fault."""


def _deliver(folder: Path) -> None:
    for name, content in {**{name: row[0] for name, row in FILES.items()}, **FINE}.items():
        if "!/" not in name:
            (folder / name).write_bytes(content)
    (folder / "gone.png").symlink_to("nowhere.png")
    (folder / "circle.png").symlink_to("circle.png")
    (folder / "loop").symlink_to(".")
    os.mkfifo(folder / "pipe.png")
    place = os.getcwd()
    os.chdir(folder)  # a socket's path has to be short
    try:
        with socket.socket(socket.AF_UNIX) as listening:
            listening.bind("socket.png")
        for _ in range(300):
            os.mkdir("deeper")
            os.chdir("deeper")
        Path("x_300x250.png").write_bytes(picture(seed=28))
    finally:
        os.chdir(place)


LINKS = {
    "gone.png": ("file/unreadable:broken-link", "this link leads to a file that is not there"),
    "circle.png": ("file/unreadable:broken-link", "this link leads in a circle"),
    "loop": ("file/unreadable:broken-link", "this link leads to a folder that was already read"),
    "pipe.png": ("file/unreadable:broken-link", "this is not a file (a device, pipe or socket)"),
    "socket.png": ("file/unreadable:broken-link", "this is not a file (a device, pipe or socket)"),
    "/".join(["deeper"] * (MAX_FOLDERS + 1)): (
        "file/unreadable:too-large",
        f"folders are nested more than {MAX_FOLDERS} deep",
    ),
}
EXPECTED = {name: row[1:] for name, row in FILES.items() if row[1]} | LINKS


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The JSON report of one delivery with every fault at once, and where it lies."""
    place = tmp_path_factory.mktemp("bad")
    (place / "in").mkdir()
    _deliver(place / "in")
    done = run(
        *("check", "in", "-f", "text", "-f", "json=r.json", "-f", "html=r.html", "-f", "sarif=r.sarif"),
        *("-f", "junit=r.xml", "-f", "md=r.md", "-f", "github=r.txt"),
        cwd=place,
        env={"ADQA_CACHE_DIR": str(place / "cache")},
    )
    assert done.returncode == 1, done.stderr
    assert done.stderr == ""
    report = json.loads((place / "r.json").read_text("utf-8"))
    return {"place": place, "text": done.stdout, "report": report}


def _address(name: str) -> str:
    """A delivered file's path as JSON has it: what is no Unicode is written as its escape."""
    return f"in/{name.encode('utf-8', 'backslashreplace').decode()}"


def _faults(report: Any, path: str) -> list[Any]:
    """Findings that a person has to act on."""
    return [one for one in report["findings"] if one["path"] == path and one["severity"] != "note"]


@pytest.mark.parametrize("name", EXPECTED, ids=ascii)
def test_each_ends_as_one_clear_finding(judged: Any, name: str) -> None:
    code, words = EXPECTED[name]
    (finding,) = _faults(judged["report"], _address(name))
    assert f"{finding['rule']}:{finding['code']}" == code
    assert words in finding["message"]
    assert finding["fix"]


def test_everything_else_is_still_judged(judged: Any) -> None:
    verdicts = {one["path"]: one["verdict"] for one in judged["report"]["creatives"]}
    for name in FINE:
        if not name.endswith(".zip"):
            assert verdicts[f"in/{name}"] in ("pass", "review"), name
    assert verdicts[f"in/{GOOD}"] == "pass"
    assert verdicts["in/members.zip!/whole.png"] == "pass"
    assert verdicts["in/nested.zip!/inner.zip!/inner.zip!/inner.zip!/a_300x250.png"] == "pass"
    assert judged["report"]["summary"]["crashed"] == 0
    assert {_address(name) for name in EXPECTED} <= verdicts.keys()


@pytest.mark.parametrize("name", ["r.json", "r.html", "r.sarif", "r.xml", "r.md", "r.txt"])
def test_every_format_stays_clean(judged: Any, name: str) -> None:
    text = (judged["place"] / name).read_text("utf-8")
    assert "\x1b" not in text
    if name != "r.json":  # JSON keeps the address as it is, for programs
        assert "\u202e" not in text


def test_the_terminal_shows_what_is_hidden(judged: Any) -> None:
    assert "\x1b" not in judged["text"]
    assert "red\\x1b[31m.png" in judged["text"]
    assert "rtl\\u202egnp.exe.png" in judged["text"]


@pytest.mark.parametrize("command", ["inspect", "match"])
def test_the_other_commands_go_through_it(judged: Any, command: str) -> None:
    done = run(command, "in", "-f", "json", cwd=judged["place"])
    assert (done.returncode, done.stderr) == (0, "")
    assert len(json.loads(done.stdout)) == len(judged["report"]["creatives"])


# --- what changes while the check runs


@pytest.fixture
def two(delivery: Path) -> Path:
    """A folder with a good file and one that something happens to."""
    (delivery / GOOD).write_bytes(picture())
    (delivery / "moving_300x250.png").write_bytes(picture(seed=2))
    return delivery


def _between(monkeypatch: pytest.MonkeyPatch, deed: Callable[[], object]) -> None:
    """Does something after discovery and before reading."""

    def then(paths: Iterable[Any]) -> Any:
        found = discover(paths)
        deed()
        return found

    monkeypatch.setattr("adqa.commands.check.discover", then)


def _codes(report: adqa.Report) -> list[str]:
    return [f"{one.rule}:{one.code}" for one in report.findings()]


def test_a_file_that_goes_away(two: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _between(monkeypatch, (two / "moving_300x250.png").unlink)
    with adqa.check([two]) as report:
        (finding,) = report.findings()
        verdicts = [one.verdict for one in report.creatives()]
    assert (finding.rule, finding.code) == ("file/unreadable", "no-access")
    assert "went away while the check was running" in finding.message
    assert verdicts == [Verdict.PASS, Verdict.FAIL]


def test_a_file_that_shrinks(two: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    moving = two / "moving_300x250.png"
    _between(monkeypatch, lambda: moving.write_bytes(_cut(picture(seed=2), 50)))
    with adqa.check([two]) as report:
        assert _codes(report) == ["file/unreadable:truncated"]


def test_a_file_that_is_whole_only_later(two: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    moving = two / "moving_300x250.png"
    moving.write_bytes(_cut(picture(seed=2), 50))
    _between(monkeypatch, lambda: moving.write_bytes(picture(seed=2)))
    with adqa.check([two]) as report:
        assert _codes(report) == []
        assert [one.verdict for one in report.creatives()] == [Verdict.PASS, Verdict.PASS]


def test_a_file_that_grows_beyond_what_is_read(two: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("adqa.engine.read.MAX_MEMBER_BYTES", 50_000)
    moving = two / "moving_300x250.png"
    _between(monkeypatch, lambda: moving.write_bytes(picture(seed=2) + bytes(60_000)))
    with adqa.check([two]) as report:
        assert _codes(report) == ["file/unreadable:too-large"]


def test_files_and_folders_without_access(two: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (two / "secret").mkdir()
    opened, listed = open, os.scandir

    def refuse_file(place: Any, *how: Any, **also: Any) -> Any:
        if str(place).endswith("moving_300x250.png"):
            raise PermissionError(errno.EACCES, "Permission denied", place)
        return opened(place, *how, **also)

    def refuse_folder(place: Any) -> Any:
        if str(place).endswith("secret"):
            raise PermissionError(errno.EACCES, "Permission denied", place)
        return listed(place)

    monkeypatch.setattr("builtins.open", refuse_file)
    monkeypatch.setattr(os, "scandir", refuse_folder)
    with adqa.check([two]) as report:
        assert _codes(report) == ["file/unreadable:no-access"] * 2
        assert all("Permission denied" in one.message for one in report.findings())
        assert [one.verdict for one in report.creatives()].count(Verdict.PASS) == 1


# --- the same thing twice, links, devices


def test_what_is_given_twice_is_counted_once(two: Path) -> None:
    (two.parent / "link").symlink_to(two)
    (two / "inner").mkdir()
    (two / "inner" / "c_300x250.png").write_bytes(picture(seed=3))
    for arguments in (
        ["delivery", "delivery"],
        ["delivery", "./delivery", "delivery/", two, f"delivery/{GOOD}", "delivery/inner"],
        ["delivery/inner/..", "delivery"],
        ["delivery", "link"],
        ["delivery", f"link/{GOOD}"],
    ):
        done = run("check", *arguments, "-q", cwd=two.parent)
        assert (done.returncode, done.stdout) == (
            0,
            "3 ready · 0 to fix · 0 missing · 0 not fully checked\n",
        ), arguments
    done = run("check", f"delivery/{GOOD}", f"./delivery/{GOOD}", "-q", cwd=two.parent)
    assert done.stdout.startswith("1 ready")


def test_a_second_way_to_a_folder_is_no_fault_of_the_folder(two: Path) -> None:
    (two / "v3").mkdir()
    (two / "v3" / "c_300x250.png").write_bytes(picture(seed=3))
    (two / "latest").symlink_to("v3")
    found = discover([two])
    assert [Path(one.address).name for one in found.problems] == ["latest"]
    assert [one.address for one in found.creatives][-1].endswith("v3/c_300x250.png")


@pytest.mark.parametrize("argument", [os.devnull, "pipe.png"])
def test_a_device_or_pipe_is_never_waited_for(two: Path, argument: str) -> None:
    os.mkfifo(two / "pipe.png")
    done = run("check", argument, cwd=two)
    assert done.returncode == 1
    assert "this is not a file (a device, pipe or socket)" in done.stdout


def test_a_report_into_the_delivered_folder_is_no_part_of_the_delivery(two: Path) -> None:
    arguments = ("check", "delivery", "--out", "delivery", "-f", "sarif=delivery/r.sarif", "-q")
    first = run(*arguments, cwd=two.parent)
    second = run(*arguments, cwd=two.parent)
    assert first.stdout == second.stdout == "2 ready · 0 to fix · 0 missing · 0 not fully checked\n"
    assert "set aside: 1 adqa report (1 HTML)" in run("check", "delivery", cwd=two.parent).stdout


# --- reports that cannot be written


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["-f", f"json=delivery/{GOOD}"], "the check reads it"),
        (["--write-baseline", f"delivery/{GOOD}"], "the check reads it"),
        (["-f", "json=delivery/moving_300x250.png"], "a file is there that is no report of adqa (PNG)"),
        (["-f", "html=page.html"], "a file is there that is no report of adqa (HTML)"),
        (["-f", "json=adqa.toml"], "the check reads it"),
        (["-f", "json=house.yaml"], "the check reads it"),
        (["-f", "json=delivery"], "is a folder"),
        (["-f", "json=gone/r.json"], "which is not there"),
        (["-f", f"json={'x' * 300}.json"], "cannot be written"),
        (["--out", "page.html/sub"], "cannot be made"),
    ],
)
def test_nothing_that_matters_is_written_over(two: Path, arguments: list[str], said: str) -> None:
    place = two.parent
    (place / "page.html").write_text("<!doctype html><title>theirs</title>")
    (place / "house.yaml").write_text(HOUSE)
    (place / "adqa.toml").write_text('house_specs = "house.yaml"')
    before = {file: file.read_bytes() for file in place.rglob("*") if file.is_file()}
    done = run("check", f"delivery/{GOOD}", *arguments, cwd=place)
    assert done.returncode == 2
    assert said in done.stderr
    assert done.stderr.count("\n") == 1
    assert {file: file.read_bytes() for file in place.rglob("*") if file.is_file()} == before


def test_an_older_report_is_written_over(two: Path) -> None:
    for _ in range(2):
        done = run("check", two, "-q", "-f", "html=r.html", "-f", "json=r.json", cwd=two.parent)
        assert done.returncode == 0, done.stderr


def test_a_device_is_written_to_and_a_link_followed(two: Path) -> None:
    place = two.parent
    (place / "link.json").symlink_to("real.json")
    assert run("check", two, "-q", "-f", "json=link.json", "-f", "md=/dev/null", cwd=place).returncode == 0
    assert (place / "link.json").is_symlink()
    assert json.loads((place / "real.json").read_text())["summary"]["creatives"] == 2
    assert stat.S_ISCHR(os.stat("/dev/null").st_mode)


class _Full(io.RawIOBase):
    def writable(self) -> bool:
        return True

    def write(self, _: Any) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_a_full_disk_leaves_no_half_report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from adqa.output import write_whole

    target = tmp_path / "r.json"
    target.write_text("before")

    def full(handle: int, _: str) -> Any:
        os.close(handle)
        return io.BufferedWriter(_Full(), buffer_size=1)

    monkeypatch.setattr("adqa.output.os.fdopen", full)
    with pytest.raises(UsageError, match=r"r\.json cannot be written: No space left on device"):
        write_whole(target, [b"x" * 100])
    assert target.read_text() == "before"
    assert [one.name for one in tmp_path.iterdir()] == ["r.json"]


def test_a_full_folder_for_temporary_files(two: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = Path.open

    def full(self: Path, mode: str = "r", *how: Any, **also: Any) -> Any:
        if "w" in mode:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return opened(self, mode, *how, **also)

    monkeypatch.setattr(Path, "open", full)
    with pytest.raises(UsageError, match=r"folder for temporary files cannot be written .*set TMPDIR"):
        adqa.check([two])


@pytest.mark.parametrize("format_", ["text", "json"])
def test_an_output_that_is_full(two: Path, format_: str) -> None:
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "adqa", "check", two, "-f", format_],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode == 2
    assert done.stderr == "adqa: the output cannot be written: No space left on device\n"


# --- streams and surroundings


def _shell(command: str, place: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["bash", "-o", "pipefail", "-c", f'adqa() {{ "{sys.executable}" -m adqa "$@"; }}; {command}'],
        cwd=place,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


@pytest.mark.parametrize(
    ("command", "code"),
    [
        ("adqa check in -f json | head -c 1", 1),
        ("adqa check in | head -n 1", 1),
        (f"adqa check in/{GOOD} -f json | head -c 1", 0),
        ("adqa inspect in -f json | head -c 1", 0),
        ("adqa match in | head -n 1", 0),
        (f"adqa check in/{GOOD} >&-", 0),
        (f"adqa check in/{GOOD} -f json >&- <&-", 0),
        ("adqa check in >&- 2>&-", 1),
        ("adqa check missing 2>&-", 2),
        ("adqa check - <&-", 2),
    ],
)
def test_a_reader_that_leaves_keeps_the_exit_code(judged: Any, command: str, code: int) -> None:
    done = _shell(command, judged["place"])
    assert done.returncode == code, done.stderr
    assert "Error" not in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    "environment",
    [
        {"PYTHONIOENCODING": "ascii"},
        {"PYTHONIOENCODING": "cp1252"},
        {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
        {"NO_COLOR": "1", "COLUMNS": "1"},
        {"COLUMNS": "wide", "TERM": "dumb"},
        {"PYTHONWARNINGS": "error"},
        {"ADQA_CACHE_DIR": __file__},
        {"ADQA_CACHE_DIR": "/proc/no/such/place"},
    ],
    ids=str,
)
def test_surroundings_change_no_result(judged: Any, environment: dict[str, str]) -> None:
    done = run("check", "in", "-q", cwd=judged["place"], env=environment)
    assert (done.returncode, done.stderr) == (1, "")
    summary = judged["report"]["summary"]["verdicts"]
    assert done.stdout.startswith(f"{summary['pass'] + summary['review']} ready")
    text = run("check", "in", cwd=judged["place"], env=environment)
    assert (text.returncode, text.stderr) == (1, "")
    assert "file/unreadable" in text.stdout


def test_a_fault_of_adqa_is_3_and_one_line(two: Path) -> None:
    (two.parent / "sitecustomize.py").write_text(
        "import adqa.commands.check as check\n"
        "def fail(*given, **named): raise KeyError('lost')\n"
        "check.discover = fail\n"
    )
    done = run("check", two, env={"PYTHONPATH": str(two.parent)})
    assert done.returncode == 3
    assert done.stdout == ""
    assert "failed (KeyError: 'lost'; sitecustomize.py, line 2)" in done.stderr
    assert done.stderr.count("\n") == 1


# --- being stopped


@pytest.fixture
def many(delivery: Path) -> Path:
    """Enough pictures that a check of them can be interrupted."""
    content = picture(format_="JPEG")
    for number in range(3000):
        (delivery / f"{number}_300x250.jpg").write_bytes(content + b"%d" % number)
    return delivery


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_stopped_check_leaves_nothing_behind(
    many: Path, tmp_path: Path, number: signal.Signals, code: int
) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    process = subprocess.Popen(
        [sys.executable, "-m", "adqa", "check", many, "-f", f"json={tmp_path / 'r.json'}"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "TMPDIR": str(temporary)},
    )
    workers = _wait_for_workers(process.pid)
    process.send_signal(number)
    stdout, stderr = process.communicate(timeout=30)
    assert process.returncode == code
    assert stdout == ""
    assert stderr.strip() == ("adqa: stopped" if number == signal.SIGINT else "")
    _, alive = psutil.wait_procs(workers, timeout=5)
    assert alive == []
    assert list(temporary.iterdir()) == []
    assert not (tmp_path / "r.json").exists()


def _wait_for_workers(process: int) -> list[psutil.Process]:
    parent = psutil.Process(process)
    ends = time.monotonic() + 20
    while time.monotonic() < ends:
        if workers := parent.children():
            return workers
        time.sleep(0.01)
    raise AssertionError("no worker was started")


# --- what the check is told


@pytest.fixture
def house(tmp_path: Path) -> Callable[[bytes], tuple[int, str]]:
    """Checks one good picture under an adqa.toml: (exit code, what it says)."""
    (tmp_path / GOOD).write_bytes(picture())

    def check(config: bytes) -> tuple[int, str]:
        (tmp_path / "adqa.toml").write_bytes(config)
        done = run("check", GOOD, "-q", cwd=tmp_path)
        return done.returncode, done.stderr

    return check


WAIVER = b"[[waivers]]\nrule='weight/file'\nsubject='*'\nreason='x'\nowner='y'\n"


@pytest.mark.parametrize(
    ("config", "said"),
    [
        (b"sevrity = 3", "'sevrity' is not known here, did you mean 'severity'?"),
        (b"spec = 3", "spec: text or a list belongs here"),
        (b"spec = ", "this is not valid TOML"),
        (b"\nspec = 'caf\xe9'", "adqa.toml:2: cannot be read: not UTF-8 text; save the file as UTF-8"),
        (
            b"spec = 'iab/fixed-imag'",
            "spec: there is no ad unit 'iab/fixed-imag'; did you mean iab/fixed-image",
        ),
        (b"spec = 'gone.yaml'", "gone.yaml does not exist"),
        (b"[[paths]]\nmatch='no/*'\nspec='iab/fixed-imag'", "paths.0: there is no ad unit 'iab/fixed-imag'"),
        (
            b"[[paths]]\nmatch='*'\nspec='iab/fixed-image'\nrole='mian'",
            "paths.0: iab/fixed-image has no role 'mian', did you mean 'main'?",
        ),
        (
            b"time_zone = 'Europe/Pari'",
            "time_zone: 'Europe/Pari' is no time zone, did you mean 'Europe/Paris'?",
        ),
        (b"time_zone = '../../etc/passwd'", "is no time zone"),
        (b"[context]\nmarkt = 'FR'", "context: 'markt' is not known here, did you mean 'market'?"),
        (b"[context]\nmarket = 3", "context.market: write text in quotes"),
        (b"[severity]\n'weight/file' = 'off'", "severity.weight/file: a table belongs here"),
        (
            b"[severity.'weight/fil']\nlevel='off'\nreason='x'",
            "severity: there is no rule 'weight/fil', did you mean 'weight/file'?",
        ),
        (
            b"[severity.'weight/file:ovr']\nlevel='off'\nreason='x'",
            "weight/file has no code 'ovr'; its codes are",
        ),
        (
            b"[severity.'weight/file']\nlevel='fatal'\nreason='x'",
            "'fatal' is not one of error, warning, note or off",
        ),
        (WAIVER.replace(b"file", b"fil"), "waivers.0: there is no rule 'weight/fil'"),
        (WAIVER + b"until = '2026-02-30'", "waivers.0.until: write a day like 2026-02-01"),
        (WAIVER + b"until = 5", "waivers.0.until: write a day like 2026-02-01"),
        (WAIVER + b"spec = 'iab/nope'", "waivers.0: there is no ad unit 'iab/nope'"),
        (WAIVER + b"up_to = '3 elephants'", "waivers.0: '3 elephants' has an unknown unit; use bytes, KB"),
        (b"house_specs = 'gone/*.yaml'", "matches no file below"),
    ],
)
def test_a_mistake_in_the_configuration(
    house: Callable[[bytes], tuple[int, str]], config: bytes, said: str
) -> None:
    code, stderr = house(config)
    assert code == 2
    assert said in stderr
    assert "adqa.toml" in stderr
    assert stderr.count("\n") == 1


def test_every_wrong_name_is_told_at_once(house: Callable[[bytes], tuple[int, str]]) -> None:
    code, stderr = house(b"spec = 'a/b'\n" + WAIVER.replace(b"file", b"fil") + WAIVER + b"spec = 'c/d'\n")
    assert code == 2
    assert [line.rpartition("adqa.toml: ")[2].partition(":")[0] for line in stderr.splitlines()] == [
        "waivers.0",
        "spec",
        "waivers.1",
    ]


def test_a_configuration_saved_by_notepad(house: Callable[[bytes], tuple[int, str]]) -> None:
    assert house(b"\xef\xbb\xbfspec = 'iab/fixed-image'\r\n") == (0, "")


def test_spec_files_are_found_below_the_configuration(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / GOOD).write_bytes(picture())
    (tmp_path / "house.yaml").write_text(HOUSE)
    (tmp_path / "adqa.toml").write_text("spec = 'house.yaml'")
    for place in (tmp_path, tmp_path / "in"):
        assert run("check", tmp_path / "in", "-q", cwd=place).returncode == 1


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ('{"baseline_version": 99, "findings": {}}', "was written by another version of adqa; write it anew"),
        ("{}", "this is not a baseline file; write one with --write-baseline"),
        ("[1", "this is not a baseline file"),
    ],
)
def test_a_baseline_that_cannot_be_used(two: Path, content: str, said: str) -> None:
    (two.parent / "b.json").write_text(content)
    done = run("check", two, "--baseline", "b.json", cwd=two.parent)
    assert done.returncode == 2
    assert f"b.json: {said}" in done.stderr or said in done.stderr


def test_a_spec_with_mistakes_names_each(two: Path) -> None:
    (two.parent / "house.yaml").write_text(
        HOUSE.replace("kind: image, sizes: [728x90]", "kind: picture, size: 728x90, weight: {file: 200}")
    )
    done = run("check", two, "--spec", "house.yaml", cwd=two.parent)
    assert done.returncode == 2
    assert done.stdout == ""
    assert all(line.startswith(("adqa: house.yaml:", "house.yaml:")) for line in done.stderr.splitlines())
    assert "did you mean 'sizes'?" in done.stderr
