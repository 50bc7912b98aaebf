"""An ad unit in words: every limit with its strength, source and confidence."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from textwrap import wrap
from typing import Any

from adqa.spec.base import Limit
from adqa.spec.limits import (
    AllowedLimit,
    BorderLimit,
    ColourLimit,
    CopyLimit,
    CountLimit,
    FormatsLimit,
    FrameRateLimit,
    LandingLimit,
    LeadTimeLimit,
    LoopsLimit,
    NameCharactersLimit,
    NameLengthLimit,
    NamePatternLimit,
    ResolutionLimit,
    SafeZoneLimit,
    SecondsLimit,
    SetSizesLimit,
    SizeEntry,
    SizesLimit,
    TextLimit,
    WeightLimit,
    WordsLimit,
)
from adqa.spec.model import AdUnitSpec, Source
from adqa.units import (
    count_text,
    fps_text,
    listing,
    percent_text,
    pixels_text,
    ratio_text,
    seconds_text,
)

_WIDTH = 100


def describe(unit: AdUnitSpec) -> str:
    """The whole unit as text: what it takes, how strongly it is asked for, and where that was read."""
    return "\n".join(_lines(unit)) + "\n"


def _lines(unit: AdUnitSpec) -> Iterator[str]:
    yield f"{unit.id}: {unit.title}" if unit.title else unit.id
    yield ", ".join([*([unit.channel] if unit.channel else []), unit.status, f"revision {unit.revision}"])
    since, until = unit.effective.since, unit.effective.until
    if since or until:
        days = [f"from {since.isoformat()}" if since else "", f"until {until.isoformat()}" if until else ""]
        yield f"In force {' '.join(filter(None, days))}"
    if unit.supersedes:
        yield f"Supersedes {unit.supersedes}"
    if unit.note:
        yield from wrap(unit.note, _WIDTH)
    for role, asset in unit.assets.items():
        need = "" if asset.required else ", optional"
        title = f", {asset.title}" if asset.title else ""
        yield f"\n{role} ({listing(list(asset.kind))}{need}{title})"
        yield from _block(unit, f"assets.{role}.")
    yield from _rest(unit)
    if unit.by_eye:
        yield "\nTo be looked at by a person"
        for one in unit.by_eye:
            yield from wrap(one.text, _WIDTH, initial_indent="  - ", subsequent_indent="    ")
    yield "\nSources"
    cited = {unit.source_key(limit, place) for place, limit, _ in unit.limits()}
    cited |= {one.source or unit.source or "" for one in unit.by_eye}
    for key, source in unit.sources.items():
        if key in cited:
            yield f"  [{key}] {source_text(source)}"


def _rest(unit: AdUnitSpec) -> Iterator[str]:
    if any(not place.startswith("assets.") for place, _, _ in unit.limits()):
        yield "\nAll files together"
        yield from _block(unit, "")


def _block(unit: AdUnitSpec, prefix: str) -> Iterator[str]:
    for place, limit, later in unit.limits():
        if (prefix and place.startswith(prefix)) or (not prefix and not place.startswith("assets.")):
            name = place.removeprefix(prefix).replace(".", " ").replace("_", " ")
            said = [limit_text(limit), *([f"({limit.note})"] if limit.note else [])]
            how = [
                limit.strength.value,
                f"confidence {unit.confidence_of(limit, place).value}",
                *(["not checked by this version"] if later else []),
                f"[{unit.source_key(limit, place)}]",
            ]
            text = f"{name}: {' '.join(said)}; {', '.join(how)}"
            yield from wrap(text, _WIDTH, initial_indent="  ", subsequent_indent="      ")


def source_text(source: Source) -> str:
    """`title, section 2, as of 2025, read 2026-02-01, confidence high, https://…`."""
    parts = [
        source.title,
        f"section {source.section}" if source.section else "",
        f"as of {source.as_of}" if source.as_of else "",
        f"read {source.read_on}" if source.read_on else "",
        f"confidence {source.confidence.value}",
        source.url or "",
    ]
    return ", ".join(filter(None, parts))


def limit_text(limit: Limit) -> str:
    """What one limit asks for, with the conditions under which it holds."""
    return ", ".join(filter(None, [_WORDS[type(limit)](limit), _conditions(limit)]))


def _conditions(limit: Limit) -> str:
    if limit.when is None:
        return ""
    said = []
    for key in limit.conditions:
        value = getattr(limit.when, key)
        if key == "animated":
            said.append("it moves" if value else "it does not move")
        else:
            said.append(f"{key} is {listing([str(one) for one in value])}")
    return "if " + listing(said, "and")


def _weight(limit: WeightLimit) -> str:
    kilo = {"1000": " (1 KB = 1,000 bytes)", "1024": " (1 KB = 1,024 bytes)", None: ""}[limit.base]
    return f"at most {limit.max}{kilo}"


def _size(entry: SizeEntry) -> str:
    parts = [str(entry.size) if entry.size else ""]
    if entry.density > 1:
        parts.append(f"({entry.slot} at density {entry.density})")
    if entry.ratio:
        parts.append(listing([str(one) for one in entry.ratio]))
    if entry.ratio_min or entry.ratio_max:
        parts.append(f"{entry.ratio_min or ''} to {entry.ratio_max or ''}".strip())
    if entry.tolerance:
        parts.append(f"± {percent_text(entry.tolerance)}")
    if entry.min:
        parts.append(f"at least {entry.min}")
    if entry.max:
        parts.append(f"at most {entry.max}")
    return " ".join(filter(None, parts)) + (f" ({entry.label})" if entry.label else "")


def _sizes(limit: SizesLimit) -> str:
    text = listing([_size(one) for one in limit.any_of])
    if limit.densities != (1,):
        text += f", at density {listing([str(one) for one in limit.densities])}"
    if limit.higher_density == "forbidden":
        text += ", no higher density"
    return text if limit.complete else f"{text}, and others that were not read"


def _frame_rate(limit: FrameRateLimit) -> str:
    return f"{'below' if limit.below else 'at most'} {fps_text(limit.max)}"


def _border(limit: BorderLimit) -> str:
    if limit.value == "forbidden":
        return "forbidden"
    ground = "" if limit.background == "any" else f" on a {limit.background} background"
    colours = f", {listing(list(limit.colours))}" if limit.colours else ""
    return f"at least {pixels_text(limit.width)}{ground}{colours}"


def _safe_zone(limit: SafeZoneLimit) -> str:
    sides = []
    for side in ("left", "right", "top", "bottom"):
        pixels, share = getattr(limit, side), getattr(limit, f"{side}_share")
        if pixels is not None:
            sides.append(f"{side} {pixels_text(pixels)}")
        if share is not None:
            sides.append(f"{side} {percent_text(share)}")
    return f"no words or logos in {listing(sides, 'and')}"


def _text(limit: TextLimit) -> str:
    parts = [
        f"at least {pixels_text(limit.min_size)} high" if limit.min_size is not None else "",
        f"on at most {percent_text(limit.max_share)} of the area" if limit.max_share is not None else "",
        f"contrast at least {ratio_text(limit.contrast)}" if limit.contrast is not None else "",
    ]
    return ", ".join(filter(None, parts))


def _name_length(limit: NameLengthLimit) -> str:
    return f"at most {count_text(limit.max, 'character')}" + (
        "" if limit.with_extension else " without extension"
    )


def _name_pattern(limit: NamePatternLimit) -> str:
    return limit.separator.join(f"[{one.name}]" if one.optional else one.name for one in limit.segments)


def _set_sizes(limit: SetSizesLimit) -> str:
    groups = []
    for need in ("required", "recommended", "optional"):
        sizes = [str(one.size) for one in limit.all_of if one.need == need]
        if sizes:
            groups.append(f"{listing(sizes, 'and')} ({need})")
    return ", ".join(groups)


def _copy(limit: CopyLimit) -> str:
    parts = [
        f"at least {count_text(limit.min, 'character')}" if limit.min is not None else "",
        f"at most {count_text(limit.max, 'character')}" if limit.max is not None else "",
        "" if limit.casing == "any" else f"{limit.casing} case",
        "required" if limit.required else "optional",
    ]
    return ", ".join(filter(None, parts))


def _landing(limit: LandingLimit) -> str:
    https = {True: "https", False: "https not needed", None: ""}[limit.https]
    parts = [
        https,
        f"on {listing(list(limit.domains))}" if limit.domains else "",
        "" if limit.utm == "allowed" else f"utm {limit.utm}",
        "" if limit.shorteners == "allowed" else "no link shorteners",
        f"at most {count_text(limit.max, 'character')}" if limit.max is not None else "",
    ]
    return ", ".join(filter(None, parts))


def _any_of(limit: FormatsLimit | ColourLimit | WordsLimit | NameCharactersLimit) -> str:
    return listing(list(limit.any_of))


_WORDS: dict[type[Limit], Callable[[Any], str]] = {
    AllowedLimit: lambda limit: str(limit.value),
    BorderLimit: _border,
    ColourLimit: _any_of,
    CopyLimit: _copy,
    CountLimit: lambda limit: f"at most {count_text(limit.max, 'file')}",
    FormatsLimit: _any_of,
    FrameRateLimit: _frame_rate,
    LandingLimit: _landing,
    LeadTimeLimit: lambda limit: f"at least {limit.min} before the start",
    LoopsLimit: lambda limit: f"at most {count_text(limit.max, 'loop')}",
    NameCharactersLimit: _any_of,
    NameLengthLimit: _name_length,
    NamePatternLimit: _name_pattern,
    ResolutionLimit: lambda limit: count_text(limit.value, "pixel per inch", "pixels per inch"),
    SafeZoneLimit: _safe_zone,
    SecondsLimit: lambda limit: f"at most {seconds_text(limit.max)}",
    SetSizesLimit: _set_sizes,
    SizesLimit: _sizes,
    TextLimit: _text,
    WeightLimit: _weight,
    WordsLimit: _any_of,
}
