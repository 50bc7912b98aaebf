"""Creative manifests: what they say, what holds a line, and that the published schema judges them."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from adqa.errors import UsageError
from adqa.handover import adcp
from handover.desk import Desk, picture, row, table

HOST = "https://cdn.example.com/aurora"


def test_a_manifest_names_the_file_where_it_is_hosted(desk: Desk) -> None:
    desk.rows = (
        row(
            6,
            landing_url="https://www.lumen-televisions.com/aurora",
            copy={"headline": "Aurora 55", "alt_text": "A television"},
            trackers=(
                ("M", "https://track.lumen-televisions.com/i"),
                ("N", "https://verify.lumen-televisions.com/i"),
            ),
            click_tracker="https://track.lumen-televisions.com/c",
        ),
    )
    book, file = desk.hand_over("adcp", hosted_at=f"{HOST}/").files
    assert file.name == "aurora-launch-adcp-001-aurora-a-300x250.json"
    manifest = json.loads(file.read_bytes())
    delivered = (desk.inbox / "Aurora_A_300x250.jpg").stat().st_size
    assert manifest["format_kind"] == "image"
    assert manifest["assets"]["image_main"] == {
        "asset_type": "image",
        "url": f"{HOST}/Aurora_A_300x250.jpg",
        "width": 300,
        "height": 250,
        "format": "jpg",
        "file_size_bytes": delivered,
        "alt_text": "A television",
    }
    assert manifest["assets"]["headline"] == {"asset_type": "text", "content": "Aurora 55"}
    assert manifest["assets"]["landing_page_url"]["url"] == "https://www.lumen-televisions.com/aurora"
    assert [one["url"] for one in manifest["assets"]["impression_tracker"]] == [
        "https://track.lumen-televisions.com/i",
        "https://verify.lumen-televisions.com/i",
    ]
    assert manifest["assets"]["click_tracker"]["event"] == "click"
    assert len(manifest["ext"]["adqa"]["sha256"]) == 64
    (listed,) = table(book, "Manifests")
    assert (listed["Manifest"], listed["Placement"]) == (file.name, "Placement 6")


def test_without_an_address_every_line_is_held_and_says_so(desk: Desk) -> None:
    done = desk.hand_over("adcp")
    assert done.lines == ()
    assert {one.why for one in done.held} == {
        "Nobody says where Aurora_A_300x250.jpg is hosted (--hosted-at)",
        "Nobody says where Aurora_B_300x250.jpg is hosted (--hosted-at)",
    }
    assert [file.suffix for file in done.files] == [".xlsx"]
    assert len(table(done.files[0], "Held")) == 3


def test_a_link_on_the_sheet_is_an_address(desk: Desk) -> None:
    link = "https://files.example.com/x/Aurora_A_300x250.jpg?download=1"
    desk.rows = (row(6, asset=link), row(7, message="B", asset="https://drive.example.com/folders/1"))
    done = desk.hand_over("adcp")
    assert json.loads(done.files[1].read_bytes())["assets"]["image_main"]["url"] == link
    assert [one.row for one in done.held] == [7]


def test_two_files_of_one_name_have_no_address(desk: Desk) -> None:
    desk.rows = (row(6, asset="one/ad.jpg"), row(7, message="B", asset="two/ad.jpg"))
    desk.deliver("one/ad.jpg", picture("300x250", 1))
    desk.deliver("two/ad.jpg", picture("300x250", 90))
    done = desk.hand_over("adcp", hosted_at=HOST)
    assert [one.why for one in done.held] == ["Nobody says where ad.jpg is hosted (--hosted-at)"] * 2


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"trackers": (("M", "<img src=x>"),)}, "tracker in column m is no address"),
        ({"action": "unassign", "action_text": "unassign"}, "a manifest needs a file"),
        ({"action": "swap", "action_text": "swap out v1", "swaps_out": "v1"}, "“swap out v1”"),
    ],
)
def test_what_a_manifest_cannot_say_is_held(desk: Desk, fields: dict[str, Any], why: str) -> None:
    desk.rows = (row(6, **fields), row(7, message="B"))
    done = desk.hand_over("adcp", hosted_at=HOST)
    assert [line.row.row for line in done.lines] == [7]
    assert why in done.held[0].why.casefold()


def test_the_schema_is_asked(monkeypatch: pytest.MonkeyPatch, desk: Desk) -> None:
    desk.rows = (desk.rows[0],)
    (line,) = desk.hand_over("adcp", hosted_at=HOST).lines
    assert line.file is not None
    maker = adcp.Manifests([line.file], HOST)
    assert maker.unfit(line) == ""
    whole = maker.manifest(line)
    monkeypatch.setattr(maker, "manifest", lambda _: {**whole, "format_kind": "poster"})
    assert maker.unfit(line).startswith("the AdCP schema does not accept format_kind: 'poster'")
    monkeypatch.setattr(
        maker, "manifest", lambda _: {**whole, "assets": {"image_main": {"asset_type": "image"}}}
    )
    assert "the AdCP schema does not accept assets.image_main" in maker.unfit(line)


def test_every_schema_referred_to_is_there() -> None:
    folder = Path(adcp.__file__).with_name("adcp_schemas")
    known = {f"/schemas/{file.relative_to(folder).as_posix()}" for file in folder.rglob("*.json")}
    for file in folder.rglob("*.json"):
        text = file.read_text(encoding="utf-8")
        referred = {one.split('"')[0].split("#")[0] for one in text.split('"$ref": "')[1:]}
        assert referred - {""} <= known, file.name
    assert "Apache License" in (folder / "LICENSE").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"hosted_at": "http://cdn.example.com"}, "starts with https://"),
        ({"placements_only": True}, "manifests of creatives only"),
        ({"by": " "}, "say who hands over"),
    ],
)
def test_wrong_use(desk: Desk, options: dict[str, Any], says: str) -> None:
    with pytest.raises(UsageError, match=says):
        desk.hand_over("adcp", **options)


def test_a_zip_goes_with_its_digest(desk: Desk) -> None:
    (line,) = replace(desk, rows=(desk.rows[0],)).hand_over("adcp", hosted_at=HOST).lines
    assert line.file is not None
    package = replace(line, file=replace(line.file, kind="html5", path="in/a.zip"))
    assert package.file is not None
    maker = adcp.Manifests([package.file], HOST)
    assert maker.unfit(package) == ""
    bundle = maker.manifest(package)["assets"]["html5_bundle"]
    assert bundle == {"asset_type": "zip", "url": f"{HOST}/a.zip", "digest": f"sha256:{line.file.sha256}"}
    folder = replace(package, file=replace(line.file, kind="html5", sha256=None))
    assert "needs it as one zip" in maker.unfit(folder)
